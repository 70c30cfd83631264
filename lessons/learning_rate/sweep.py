"""What the lesson on learning rate and batch size is made of: controls, sweep, the picked run, its words."""

from __future__ import annotations

import inspect
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
import torch

from charts.look import PROJECTOR, SCREEN, Look
from core import concise, training
from lessons.learning_rate import LESSON, words
from lessons.learning_rate import maths as sweep
from lessons.learning_rate import tables as frames
from lessons.learning_rate.controls import BATCH_SIZE, EPOCHS, NOISE, RATE, SEED, STRETCH, N
from lessons.learning_rate.maths import RATES, Bowl, Paths, Setting
from lessons.learning_rate.pictures import sweep as charts
from texts import Language, fill, story
from texts.frame import MORE
from ui import controls, live, state
from ui.controls import Choice, Control

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_PATIENCE = 0.3  # seconds before progress is shown
_MOST_CHECKED = 3000


@dataclass(frozen=True)
class Picked:
    """The rate and the batch size chosen; `size` is at most n."""

    setting: Setting
    rate: float
    size: int

    @property
    def full(self) -> bool:
        """Whether a minibatch holds all the examples."""
        return self.size >= self.setting.num_examples


@dataclass(frozen=True)
class Sweep:
    """What is shown: the data's bowl, the paths of all rates by batch size, and the tables of the live charts."""

    picked: Picked
    shape: Bowl
    paths: dict[int, Paths]
    datasets: dict[str, pd.DataFrame]

    @property
    def row(self) -> pd.Series:
        """The row of `picked` at the chosen rate."""
        return self.datasets["picked"].iloc[RATES.index(self.picked.rate)]

    @property
    def steps(self) -> tuple[int, ...]:
        """The shown steps of the chosen batch size."""
        return self.paths[self.picked.size].steps


def choose() -> Picked:
    """Draw the controls and return what is chosen."""
    lang = state.language()
    rate = float(controls.draw(RATE))
    strip = st.empty()
    size = int(controls.draw(BATCH_SIZE))
    note = st.empty()
    noise = float(controls.draw(NOISE))
    with st.expander(MORE.of(lang)):
        n, epochs, seed = (int(controls.draw(control)) for control in (N, EPOCHS, SEED))
        stretch = float(controls.draw(STRETCH))
    picked = Picked(Setting(noise, n, seed, epochs, stretch), rate, min(size, n))
    if size > n:
        note.caption(fill(story(LESSON.folder, lang)["all_of_them"], n=n))
    with strip.container(gap=None):
        _draw_strip(picked, lang)
    return picked


def _draw_strip(picked: Picked, lang: Language) -> None:
    shape = bowl(picked.setting)
    fastest = min(range(len(RATES)), key=lambda i: abs(RATES[i] - shape.fastest))
    last = len(RATES) - 1
    rows = [
        {"share": i / last, "kind": 2 if rate >= shape.limit else int(i == fastest)} for i, rate in enumerate(RATES)
    ]
    spec = _spec("strip", lang, state.projector())
    st.vega_lite_chart(spec={**spec, "datasets": {"strip": pd.DataFrame(rows)}}, alt=words.STRIP_ALT.of(lang))
    low, high = shape.curvatures
    values = {"rate": controls.plain(picked.rate), "share": _percent(picked.rate / shape.limit)}
    values |= {"limit": f"{shape.limit:.2f}", "shrink": short(1 - 2 * picked.rate)}
    values |= {"slow": short(1 - 2 * picked.rate * low), "fast": short(1 - 2 * picked.rate * high)}
    with st.container(key="told_strip"):
        st.caption(
            fill(story(LESSON.folder, lang)["strip" if picked.setting.stretch == 1 else "strip_stretched"], **values)
        )


def _percent(share: float) -> str:
    """Three digits, or all before the point: 3.11, 2800."""
    return f"{100 * share:.3g}" if share < 9.995 else f"{100 * share:.0f}"


def short(value: float) -> str:
    """Three digits, with a real minus sign."""
    return f"{value:.3g}".replace("-", "−") if abs(value) >= 1e-4 or value == 0 else f"{value:.0e}".replace("-", "−")


@st.cache_data(max_entries=100, show_spinner=False)
def bowl(setting: Setting) -> Bowl:
    """The loss of these data as a bowl."""
    return sweep.bowl(*replace(setting, epochs=1).data())


@st.cache_data(max_entries=400, show_spinner=False)
def _piece(setting: Setting, size: int, number: int) -> Paths:
    """The start of a training (0), and some epochs more with each number: a piece is short, so a run can be left."""
    if number == 0:
        return sweep.begin(setting, len(RATES))
    return sweep.go_on(_piece(setting, size, number - 1), setting, size, RATES)


def sizes(picked: Picked) -> list[int]:
    """The batch sizes of the sweep: 1, 10, 100 and all, and the chosen one."""
    n = picked.setting.num_examples
    return sorted({size for size in (1, 10, 100) if size < n} | {n, picked.size})


def train(picked: Picked, place: DeltaGenerator) -> Sweep:
    """Train all rates for all batch sizes, piece by piece.

    Between pieces Streamlit gives way to a setting that was changed meanwhile; the pieces done are kept. After a
    moment the progress is shown at `place`.
    """
    lang, began = state.language(), time.monotonic()
    todo, paths = sizes(picked), {}
    for done, size in enumerate(todo):
        pieces = [_piece(picked.setting, size, 0)]
        while pieces[-1].done < picked.setting.epochs:
            if time.monotonic() - began > _PATIENCE:
                share = (done + pieces[-1].done / picked.setting.epochs) / len(todo)
                place.progress(share, fill(words.TRAINING.of(lang), size=size, rates=len(RATES)))
            pieces.append(_piece(picked.setting, size, len(pieces)))
        paths[size] = sweep.joined(pieces)
    place.empty()
    shape = bowl(picked.setting)
    return Sweep(picked, shape, paths, _tables(replace_rate(picked), shape, paths))


def replace_rate(picked: Picked) -> Picked:
    """The same for every rate: the tables hold them all."""
    return replace(picked, rate=RATES[0])


@st.cache_data(max_entries=60, show_spinner=False)
def _tables(picked: Picked, _shape: Bowl, _paths: dict[int, Paths]) -> dict[str, pd.DataFrame]:
    chosen, n = _paths[picked.size], picked.setting.num_examples
    finals = {size: _shape.loss(path.theta[-1]) for size, path in _paths.items()}
    start = float(_shape.loss(chosen.theta[0, 0]))
    return {
        "sweep": frames.sweep_frame(finals, RATES, start, picked.size),
        "names": frames.label_frame(finals, RATES, start, _shape.floor, n=n, picked=picked.size),
        "picked": frames.picked_frame(_shape, chosen, RATES, full=picked.full),
        "form": frames.form_frame(_shape, start, steps=chosen.steps[-1], size=picked.size, n=n),
        "run": frames.run_frame(_shape, chosen, RATES),
        "rings": frames.rings_frame(_shape, chosen.theta[0, 0]),
        "epochs": frames.epochs_frame(_shape, _paths, RATES, n=n, picked=picked.size),
    }


def live_controls() -> list[Control]:
    """The slider that the charts follow while it moves, besides the step."""
    return [RATE]


def look() -> Look:
    """Sizes for this screen."""
    return PROJECTOR if state.projector() else SCREEN


@st.cache_data(max_entries=32, show_spinner=False)
def _spec(name: str, lang: Language, projector: bool) -> dict[str, object]:
    labels = {key: text.of(lang) for key, text in words.CHART.items()}
    size = PROJECTOR if projector else SCREEN
    if name == "strip":
        return charts.strip_chart(labels, size)
    if name == "sweep":
        return charts.sweep_chart(labels, size, rates=RATES)
    return charts.run_chart(labels, size, rates=RATES, truth=sweep.WEIGHT)


def draw_sweep(result: Sweep, lang: Language) -> None:
    """All trainings at a glance."""
    data = {key: result.datasets[key] for key in ("sweep", "names", "picked", "form")}
    live.chart("sweep", _spec("sweep", lang, state.projector()), data, alt=words.SWEEP_ALT.of(lang))


def _run_data(result: Sweep) -> dict[str, pd.DataFrame]:
    return {key: result.datasets[key] for key in ("run", "rings", "picked", "form")}


def draw_run(result: Sweep, lang: Language) -> None:
    """The picked training: its loss and its path."""
    live.chart("run", _spec("run", lang, state.projector()), _run_data(result), alt=words.RUN_ALT.of(lang))


def save_run(result: Sweep, step: Choice, lang: Language) -> None:
    """A button that saves the picked run, with all rates and steps, as a page of its own."""
    spec = _spec("run", lang, state.projector())
    live.save(LESSON, spec, _run_data(result), [RATE, step], steps=result.steps[-1])


def finding(result: Sweep, lang: Language) -> str:
    """What the picked rate does to the path, in one or two plain sentences."""
    prose, picked, shape = story(LESSON.folder, lang), result.picked, result.shape
    kind = charts.REGIMES[int(result.row["regime"])]
    low, high = shape.curvatures
    final = result.row["final"]
    values = {"steps": result.steps[-1], "size": picked.size, "factor": short(1 - 2 * picked.rate * high)}
    values |= {"final": prose["infinite"] if pd.isna(final) else f"{final:.3g}", "floor": f"{shape.floor:.3g}"}
    values |= {"percent": f"{100 * 2 * picked.rate * low:.3g}", "share": _percent(picked.rate / shape.limit)}
    if kind == "diverging" and picked.rate * high < 1:
        kind = "diverging_small"
    if kind == "good" and picked.setting.noise == 0:
        kind = "good_no_noise"
    return fill(prose[kind], **values)


def tell_finding(result: Sweep, lang: Language) -> None:
    """The finding; dimmed while the sliders are ahead of it."""
    with st.container(key="told"):
        st.markdown(f"**{finding(result, lang)}**")


def tell(result: Sweep, lang: Language) -> None:
    """The reason, the check and the code."""
    prose, shape = story(LESSON.folder, lang), result.shape
    low, high = shape.curvatures
    with st.expander(words.WHY.of(lang)):
        numbers = {"limit": shape.limit, "fastest": shape.fastest, "low": low, "high": high}
        st.markdown(fill(prose["why"], **{name: f"{value:.3f}" for name, value in numbers.items()}))
    with st.expander(words.CHECK.of(lang)):
        st.markdown(prose["check_intro"])
        if st.button(words.RUN_CHECK.of(lang), key="check"):
            st.markdown(check(result.picked, lang))
    with st.expander(words.CODE.of(lang)):
        st.markdown(fill(prose["code"], rates=len(RATES)))
        ours, scan = st.columns(2)
        ours.code(inspect.getsource(sweep.go_on))
        ours.code(inspect.getsource(sweep.regime))
        scan.code(inspect.getsource(training.affine_paths))


def check(picked: Picked, lang: Language) -> str:
    """The largest difference between `fit` and the concise version, over at most 3000 steps."""
    prose, setting = story(LESSON.folder, lang), picked.setting
    per_epoch = -(-setting.num_examples // picked.size)
    X, y = setting.data()
    options = {"batch_size": picked.size, "epochs": min(setting.epochs, max(1, _MOST_CHECKED // per_epoch))}
    ours = training.fit(X, y, "squared", learning_rates=[picked.rate], generator=setting.generator(), **options)
    theirs = concise.train(X, y, loss="squared", learning_rate=picked.rate, generator=setting.generator(), **options)
    a, b = (torch.cat([run.weight[:, 0, :, 0], run.bias[:, 0]], -1) for run in (ours, theirs))
    sane = ((a.abs().amax(-1) < 1e8) & (b.abs().amax(-1) < 1e8)).long().cummin(0).values
    steps = int(sane.sum()) - 1
    gap = (a[: steps + 1] - b[: steps + 1]).abs()
    if steps == len(ours.batches):
        return fill(prose["check_result"], steps=steps, gap=f"{float(gap.max()):.1e}")
    relative = gap / b[: steps + 1].abs().clamp_min(1)
    return fill(prose["check_diverged"], steps=steps, gap=f"{float(relative.max()):.1e}")
