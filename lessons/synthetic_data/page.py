"""What the lesson on synthetic data is made of: its controls, its pictures and its words."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
import torch

from charts.look import PROJECTOR, SCREEN
from core import concise, training
from core import data as core_data
from core.models import initial_weight
from lessons.synthetic_data import LESSON, words
from lessons.synthetic_data import pictures as charts
from lessons.synthetic_data import tables as frames
from lessons.synthetic_data.controls import (
    BATCH,
    BATCH_SIZE,
    DROP_LAST,
    EPOCH,
    NOISE,
    SEED,
    SHUFFLE,
    TWO_FEATURES,
    W1,
    W2,
    B,
    N,
)
from texts import Language, fill, story
from texts.frame import MORE
from ui import controls, frame, live, quiz, stage, state
from ui.controls import Control, Steps


@dataclass(frozen=True)
class Deal:
    """A data set and the minibatches of one epoch; `left_out` examples fill none."""

    weight: tuple[float, ...]
    bias: float
    noise: float
    batch_size: int
    epoch: int
    shuffle: bool
    X: torch.Tensor
    unit_noise: torch.Tensor
    batches: tuple[torch.Tensor, ...]

    @property
    def y(self) -> torch.Tensor:
        """The labels (n, 1)."""
        weight = torch.tensor(self.weight, dtype=self.X.dtype)[:, None]
        return self.X @ weight + self.bias + self.noise * self.unit_noise

    @property
    def left_out(self) -> int:
        """How many examples no minibatch takes."""
        return len(self.X) - sum(map(len, self.batches))


def choose() -> Deal:
    """Draw the controls; return the data and how they are dealt."""
    two = bool(state.value(TWO_FEATURES))
    weights = [W1, W2] if two else [W1]
    weight = tuple(float(controls.draw(control)) for control in weights)
    bias, noise = float(controls.draw(B)), float(controls.draw(NOISE))
    size = int(controls.draw(BATCH_SIZE))
    shuffle, drop_last = bool(controls.draw(SHUFFLE)), bool(controls.draw(DROP_LAST))
    epoch = int(controls.draw(EPOCH))
    with st.expander(MORE.of(state.language())):
        n, seed = int(controls.draw(N)), int(controls.draw(SEED))
        controls.draw(TWO_FEATURES)
    X, unit_noise = core_data.synthetic_causes(len(weight), n, generator=torch.Generator().manual_seed(seed))
    batches = deal(len(weight), n, size, epoch, seed=seed, shuffle=shuffle, drop_last=drop_last)
    return Deal(weight, bias, noise, size, epoch, shuffle, X, unit_noise, batches)


def deal(
    d: int, n: int, batch_size: int, epoch: int, *, seed: int, shuffle: bool, drop_last: bool
) -> tuple[torch.Tensor, ...]:
    """The minibatches of one epoch: those on which the lesson on linear regression trains. None if all are dropped."""
    if drop_last and batch_size > n:
        return ()
    generator = torch.Generator().manual_seed(training.Regression(seed=seed).training_seed)
    initial_weight(d, 1, std=1, generator=generator)  # training draws it first
    batches, per_epoch = training.schedule(
        n, batch_size, epoch, shuffle=shuffle, drop_last=drop_last, generator=generator
    )
    return batches[-per_epoch:]


def live_controls(dealt: Deal) -> list[Control]:
    """The sliders that the charts follow while they move."""
    second = [W2] if len(dealt.weight) == 2 else []
    return [W1, *second, B, NOISE]


def batch_control(dealt: Deal) -> Steps | None:
    """Which minibatch to look at; None where there is no choice."""
    options = tuple(range(1, len(dealt.batches) + 1))
    return replace(BATCH, steps=options) if len(options) > 1 else None


@st.cache_data(max_entries=32, show_spinner=False)
def _spec(name: str, lang: Language, projector: bool, d: int) -> dict[str, object]:
    labels = {key: text.of(lang) for key, text in words.CHART.items()}
    look = PROJECTOR if projector else SCREEN
    if name == "deal":
        return charts.deal_chart(labels, look, follows=[BATCH])
    follows = [W1, W2, B, NOISE, BATCH] if d == 2 else [W1, B, NOISE, BATCH]
    return charts.scatter_chart(labels, look, num_features=d, follows=follows)


def draw_pictures(dealt: Deal, lang: Language) -> None:
    """The data, and how they are dealt."""
    table = frames.deal_frame(dealt.X, dealt.unit_noise, dealt.batches)
    data, strips = st.columns(2, gap="medium")
    d = len(dealt.weight)
    with data:
        spec = _spec("scatter", lang, state.projector(), d)
        live.chart("scatter", spec, {"deal": table}, alt=words.SCATTER_ALT.of(lang))
    with strips:
        cells = table[["i", "place", "batch", "batches", "n"]]
        live.chart("deal", _spec("deal", lang, state.projector(), d), {"deal": cells}, alt=words.DEAL_ALT.of(lang))
        with st.container(key="told_deal"):
            _tell_deal(dealt, lang)


def _tell_deal(dealt: Deal, lang: Language) -> None:
    prose, steps = story(LESSON.folder, lang), len(dealt.batches)
    if not steps:
        st.warning(prose["nothing"])
        return
    sizes = {"n": len(dealt.X), "size": dealt.batch_size, "batches": steps, "ten": 10 * steps}
    if dealt.left_out:
        last = fill(prose["dropped"], short=dealt.left_out)
    elif len(dealt.batches[-1]) < dealt.batch_size:
        last = fill(prose["short"], short=len(dealt.batches[-1]))
    else:
        last = prose["full"]
    st.markdown(f"**{fill(prose['dealt'], **sizes)}**")
    st.markdown(last)


def tell(dealt: Deal, batch: int, lang: Language) -> None:
    """The chosen minibatch as a table, the reasons and the code."""
    prose = story(LESSON.folder, lang)
    if dealt.batches:
        with st.container(key="told"):
            _tell_batch(dealt, batch, lang)
    st.caption(prose["line" if len(dealt.weight) == 2 else "line_one"])
    with st.expander(words.WHY.of(lang)):
        st.markdown(prose["why"])
    with st.expander(words.CODE.of(lang)):
        ours, book = st.columns(2)
        ours.markdown(prose["code_ours"])
        ours.code(inspect.getsource(core_data.synthetic_data))
        ours.code(inspect.getsource(core_data.minibatches))
        book.markdown(prose["code_concise"])
        book.code(inspect.getsource(concise.load_array))


def _tell_batch(dealt: Deal, batch: int, lang: Language) -> None:
    index = dealt.batches[batch - 1]
    sizes = {"batch": batch, "epoch": dealt.epoch, "size": len(index), "d": len(dealt.weight)}
    st.markdown(fill(story(LESSON.folder, lang)["batch"], **sizes))
    X, y = dealt.X[index], dealt.y[index]
    columns = {f"x{j + 1}": X[:, j].tolist() for j in range(X.shape[1])} | {"y": y[:, 0].tolist()}
    st.dataframe(pd.DataFrame({"i": index.tolist()} | columns), hide_index=True, width="stretch")


def draw() -> None:
    """The page."""
    lang = state.language()
    frame.header(LESSON.title.of(lang), story(LESSON.folder, lang)["sentence"])

    left, right = stage.columns()
    with left:
        dealt = choose()
    with right:
        control = batch_control(dealt)
        scrub, player = stage.player_row()
        with scrub:
            batch = int(controls.draw(control)) if control else 1
        with player:
            live.tie(live_controls(dealt), step=control, arrive=False)
        draw_pictures(dealt, lang)
        tell(dealt, batch, lang)
        quiz.draw(LESSON)
