"""The sections below the sweep, each worked out only while it is open: noise, error, conventions, epochs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st
import torch

from charts.look import PROJECTOR, SCREEN
from lessons.learning_rate import LESSON, words
from lessons.learning_rate import maths as sweep
from lessons.learning_rate import tables as frames
from lessons.learning_rate.controls import LOG_AXES
from lessons.learning_rate.maths import CONVENTIONS, RATES, Setting
from lessons.learning_rate.pictures import sizes as charts
from lessons.learning_rate.sweep import Picked, Sweep, bowl, replace_rate
from texts import Language, Text, fill, story
from ui import controls, live, state

_DRAWS = 400
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
COUNTS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
SEEDS = tuple(range(20))


def draw(result: Sweep, lang: Language) -> None:
    """All sections, each folded in until it is asked for."""
    sections: tuple[tuple[str, Text, Callable[[Sweep, Language], None]], ...] = (
        ("epochs", words.EPOCHS, draw_epochs),
        ("conventions", words.CONVENTIONS, draw_conventions),
        ("noise", words.NOISE, draw_noise),
        ("error", words.ERROR, draw_error),
    )
    for name, title, body in sections:
        section = st.expander(title.of(lang), key=f"open_{name}", on_change="rerun")
        if section.open:
            with section:
                body(result, lang)


@st.cache_data(max_entries=32, show_spinner=False)
def _spec(name: str, lang: Language, projector: bool, log: bool = True) -> dict[str, object]:
    labels = {key: text.of(lang) for key, text in words.CHART.items()}
    look = PROJECTOR if projector else SCREEN
    if name == "noise":
        return charts.noise_chart(labels, look)
    if name == "error":
        return charts.error_chart(labels, look, log=log)
    if name == "conventions":
        return charts.conventions_chart(labels, look, rates=RATES)
    return charts.epochs_chart(labels, look, rates=RATES)


@st.cache_data(max_entries=50, show_spinner=False)
def _noise(setting: Setting, size: int) -> tuple[pd.DataFrame, float]:
    X, y = setting.data()
    theta, n = sweep.begin(setting, 1).last[0], setting.num_examples
    counts = sorted({count for count in _SIZES if count <= n} | {size})
    generator = torch.Generator().manual_seed(setting.seed)
    squares, theory = sweep.gradient_noise(X, y, theta, counts, draws=_DRAWS, generator=generator)
    shape = bowl(setting)
    length = float((2 * shape.H @ (theta - shape.best)).norm())
    return frames.noise_frame(counts, squares, theory, n, size), length


def draw_noise(result: Sweep, lang: Language) -> None:
    """How far a minibatch's gradient strays from the full one."""
    picked, prose = result.picked, story(LESSON.folder, lang)
    table, length = _noise(replace(picked.setting, epochs=1), picked.size)
    picture, told = st.columns([2, 1], gap="medium")
    with picture:
        live.chart("noise", _spec("noise", lang, state.projector()), {"noise": table}, alt=words.NOISE_ALT.of(lang))
    values: dict[str, object] = {"n": picked.setting.num_examples, "size": picked.size, "length": f"{length:.3g}"}
    at = table[table["picked"]]
    for name in ("measured", "theory"):
        values[name] = f"{at[name].iloc[0]:.3g}" if len(at) else ""
    told.markdown(f"**{fill(prose['noise' if len(at) else 'noise_all'], **values)}**")
    told.caption(fill(prose["noise_how"], draws=_DRAWS))


@st.cache_data(max_entries=200, show_spinner=False)
def _error(n: int, noise: float) -> tuple[torch.Tensor, float]:
    return sweep.error_against_n(n, noise, SEEDS)


def draw_error(result: Sweep, lang: Language) -> None:
    """The error of least squares against n, one n after the other, so that a changed setting need not wait."""
    noise, prose = result.picked.setting.noise, story(LESSON.folder, lang)
    if noise == 0:
        st.markdown(prose["error_none"])
        return
    picture, told = st.columns([2, 1], gap="medium")
    with told:
        log = bool(controls.draw(LOG_AXES))
        place = st.empty()
    results = {}
    for i, n in enumerate(COUNTS):
        place.progress(i / len(COUNTS), fill(words.AVERAGING.of(lang), n=n))
        results[n] = _error(n, noise)
    table = frames.error_frame(results, noise)
    with picture:
        spec = _spec("error", lang, state.projector(), log)
        live.chart("error", spec, {"error": table}, alt=words.ERROR_ALT.of(lang))
    mean = table[table["kind"] == 1].set_index("n")["error"]
    values = {"noise": controls.plain(noise), "first": f"{mean[COUNTS[0]]:.2g}", "last": f"{mean[COUNTS[-1]]:.2g}"}
    place.markdown(f"**{fill(prose['error'], **values)}**\n\n{prose['error_log' if log else 'error_plain']}")


@st.cache_data(max_entries=50, show_spinner=False)
def _conventions(picked: Picked) -> pd.DataFrame:
    paths = {name: sweep.convention_paths(picked.setting, picked.size, name, RATES) for name in CONVENTIONS}
    return frames.convention_frame(bowl(picked.setting), paths, RATES)


@st.cache_data(max_entries=200, show_spinner=False)
def _same_path(picked: Picked) -> tuple[float | None, ...]:
    """How far each convention strays from the mean at the rate that should make them equal; None if they diverge."""
    gaps: list[float | None] = []
    reference = sweep.convention_paths(picked.setting, picked.size, "mean", [picked.rate])
    for name in CONVENTIONS:
        rate = sweep.same_path_rate(name, picked.rate, picked.size)
        gap = (sweep.convention_paths(picked.setting, picked.size, name, [rate]) - reference).abs().max()
        gaps.append(float(gap) if float(reference.abs().max()) < 1e8 else None)
    return tuple(gaps)


def draw_conventions(result: Sweep, lang: Language) -> None:
    """Three ways to put one minibatch's losses together, at one rate; and the rates that make them equal."""
    picked, prose = result.picked, story(LESSON.folder, lang)
    table = _conventions(replace_rate(picked))
    picture, told = st.columns([1.5, 1], gap="medium")
    with picture:
        spec = _spec("conventions", lang, state.projector())
        live.chart("conventions", spec, {"conventions": table}, alt=words.CONVENTIONS_ALT.of(lang))
    updates = ("η · 2/B Σ", "η · 2 Σ", "η · 1/B Σ")
    rows = [
        {
            words.CONVENTION.of(lang): words.CHART[f"kind_{name}"].of(lang),
            words.UPDATE.of(lang): update,
            words.FOR_SAME.of(lang): f"{sweep.same_path_rate(name, picked.rate, picked.size):.4g}",
            words.DIFFERENCE.of(lang): words.DIVERGED.of(lang) if gap is None else f"{gap:.1e}",
        }
        for name, update, gap in zip(CONVENTIONS, updates, _same_path(picked), strict=True)
    ]
    with told, st.container(key="told_conventions"):
        st.markdown(fill(prose["conventions"], rate=controls.plain(picked.rate), size=picked.size))
        rest = picked.setting.num_examples % picked.size
        if rest:
            st.markdown(fill(prose["conventions_short"], short=rest))
    with st.container(key="told_conventions_table"):
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")


def draw_epochs(result: Sweep, lang: Language) -> None:
    """The same trainings by epochs and by steps, and what each batch size makes of the rates."""
    picked, prose = result.picked, story(LESSON.folder, lang)
    picture, told = st.columns([1.5, 1], gap="medium")
    with picture:
        data = {"epochs": result.datasets["epochs"]}
        live.chart("epochs", _spec("epochs", lang, state.projector()), data, alt=words.EPOCHS_ALT.of(lang))
    with told, st.container(key="told_epochs"):
        n = picked.setting.num_examples
        st.markdown(fill(prose["epochs"], rate=controls.plain(picked.rate), n=n))
    with st.container(key="told_epochs_table"):
        st.dataframe(_epochs_table(result, lang), hide_index=True, width="stretch")


def _epochs_table(result: Sweep, lang: Language) -> pd.DataFrame:
    at, n = RATES.index(result.picked.rate), result.picked.setting.num_examples
    rows = []
    for size, path in result.paths.items():
        losses = result.shape.loss(path.theta[-1])
        start = float(result.shape.loss(path.theta[0, 0]))
        # Beyond its limit the full batch diverges, even if a short run does not show it yet.
        bound = result.shape.limit if size >= n else math.inf
        stays = [rate for rate, loss in zip(RATES, losses.tolist(), strict=True) if loss <= start and rate < bound]
        final = float(losses[at])
        rows.append(
            {
                words.SIZE.of(lang): size,
                words.PER_EPOCH.of(lang): -(-n // size),
                words.STEPS.of(lang): path.steps[-1],
                words.LOSS_AT_END.of(lang): f"{final:.3g}" if final <= start else words.DIVERGED.of(lang),
                words.BEST_RATE.of(lang): f"{RATES[int(losses.argmin())]:g}",
                words.LARGEST_RATE.of(lang): f"{max(stays):g}" if stays else words.NONE.of(lang),
            }
        )
    return pd.DataFrame(rows)
