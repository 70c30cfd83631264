"""The studies below the run, each worked out only while it is open: epochs, conventions, gradient noise, error."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st
import torch
from torch import Tensor

from core.tables import OFF_THE_CHART
from lessons.learning_rate import LESSON, maths, tables, words
from lessons.learning_rate.controls import LOG_AXES, RATE
from lessons.learning_rate.maths import CONVENTIONS, RATES, Setting
from lessons.learning_rate.pictures.studies import conventions_chart, epochs_chart, error_chart, noise_chart
from lessons.learning_rate.run import Chosen, Trained, shape_of
from texts.numbers import EXAMPLE, STEP, gap, number, plain
from ui import controls, state
from ui.lesson import say
from ui.picture import Picture, Tables, ready

_DRAWS = 400
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
COUNTS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
SEEDS = tuple(range(20))
_UPDATES = ("η · (2/B) Σ (ŷ − y)x", "η · 2 Σ (ŷ − y)x", "η · (1/B) Σ (ŷ − y)x")
EPOCHS = Picture("epochs", epochs_chart, ("epochs",), words.EPOCHS_ALT, words.CHART)
AS_SUMMED = Picture("conventions", conventions_chart, ("conventions",), words.CONVENTIONS_ALT, words.CHART)
NOISE = Picture("noise", noise_chart, ("noise",), words.NOISE_ALT, words.CHART)
ERROR = Picture("error", error_chart, ("error",), words.ERROR_ALT, words.CHART)


def draw_epochs(result: Trained, rate: float) -> None:
    """The same trainings by epochs and by steps, and what each batch size makes of the rates."""
    steps = STEP.count(result.chosen.setting.num_examples, state.language())
    picture, told = st.columns([1.5, 1], gap="medium")
    with picture:
        EPOCHS.draw(_epochs(result.chosen, result), follows=(RATE,))
    told.markdown(LESSON.say("epochs", rate=plain(rate), steps=steps))
    st.dataframe(epochs_table(result, rate), hide_index=True, width="stretch")


@st.cache_resource(max_entries=60, show_spinner=False)
def _epochs(chosen: Chosen, _result: Trained) -> Tables:
    n = chosen.setting.num_examples
    return ready({"epochs": tables.epochs_frame(_result.shape, _result.paths, RATES, n=n, picked=chosen.size)})


def epochs_table(result: Trained, rate: float) -> pd.DataFrame:
    """For each batch size its steps, its loss at the end, its best rate and the largest that does not diverge."""
    at, n, lang = RATES.index(rate), result.chosen.setting.num_examples, state.language()
    rows = []
    for size, path in result.paths.items():
        found = result.found(size)
        largest, best = maths.largest_stable(found), int(result.shape.loss(path.last).argmin())
        rows.append(
            {
                say(words.SIZE): size,
                say(words.PER_EPOCH): -(-n // size),
                say(words.STEPS): number(path.steps[-1], lang),
                say(words.LOSS_AT_END): number(found[at].figures["loss"], lang, digits=3, dust=0),
                say(words.BEST_RATE): plain(RATES[best]),
                say(words.LARGEST_RATE): say(words.NONE) if largest is None else plain(largest),
            }
        )
    return pd.DataFrame(rows)


def draw_conventions(chosen: Chosen, rate: float) -> None:
    """Three ways to put one minibatch's losses together, at one rate; and the rates that make them equal."""
    picture, told = st.columns([1.5, 1], gap="medium")
    with picture:
        AS_SUMMED.draw(_conventions(chosen), follows=(RATE,))
    size, rest, lang = chosen.size, chosen.setting.num_examples % chosen.size, state.language()
    with told:
        st.markdown(LESSON.say("conventions", rate=plain(rate)))
        st.markdown(LESSON.say("conventions_one" if size == 1 else "conventions_many", size=size))
        examples = EXAMPLE.count(rest, lang)
        st.markdown(LESSON.say("conventions_short" if rest else "conventions_same", examples=examples))
    st.dataframe(conventions_table(chosen, rate), hide_index=True, width="stretch")


def conventions_table(chosen: Chosen, rate: float) -> pd.DataFrame:
    """What each convention steps by, its rate for the path of the mean, and how far it then strays from that."""
    lang = state.language()
    rows = [
        {
            say(words.CONVENTION): say(words.CHART[f"kind_{name}"]),
            say(words.UPDATE): update,
            say(words.FOR_SAME): number(maths.same_path_rate(name, rate, chosen.size), lang),
            say(words.DIFFERENCE): say(words.DIVERGED) if apart is None else gap(apart, lang),
        }
        for name, update, apart in zip(CONVENTIONS, _UPDATES, _same_path(chosen, rate), strict=True)
    ]
    return pd.DataFrame(rows)


@st.cache_resource(max_entries=50, show_spinner=False)
def _conventions(chosen: Chosen) -> Tables:
    paths = {name: maths.convention_paths(chosen.setting, chosen.size, name, RATES) for name in CONVENTIONS}
    return ready({"conventions": tables.convention_frame(shape_of(chosen.setting), paths, RATES)})


@st.cache_data(max_entries=200, show_spinner=False)
def _same_path(chosen: Chosen, rate: float) -> tuple[float | None, ...]:
    """How far each convention strays from the mean at the rate that should make them equal; None if they diverge."""
    gaps: list[float | None] = []
    reference = maths.convention_paths(chosen.setting, chosen.size, "mean", [rate])
    for name in CONVENTIONS:
        same = maths.same_path_rate(name, rate, chosen.size)
        apart = (maths.convention_paths(chosen.setting, chosen.size, name, [same]) - reference).abs().max()
        gaps.append(float(apart) if float(reference.abs().max()) < OFF_THE_CHART else None)
    return tuple(gaps)


def draw_noise(chosen: Chosen) -> None:
    """How far a minibatch's gradient strays from the full one."""
    lang = state.language()
    made, length, here = _noise(replace(chosen.setting, epochs=1), chosen.size)
    picture, told = st.columns([2, 1], gap="medium")
    with picture:
        NOISE.draw(made)
    n = chosen.setting.num_examples
    known = {"measured": here[0], "theory": here[1], "length": length}
    shown = {name: number(value, lang, digits=3) for name, value in known.items()}
    key = "noise_all" if chosen.full else "noise"
    told.markdown(f"**{LESSON.say(key, n=n, size=EXAMPLE.count(chosen.size, lang), **shown)}**")
    told.caption(LESSON.say("noise_how", draws=_DRAWS))


@st.cache_resource(max_entries=50, show_spinner=False)
def _noise(setting: Setting, size: int) -> tuple[Tables, float, tuple[float, float]]:
    """The table, the length of the full gradient, and at the chosen size the measured distance and the expected."""
    X, y = setting.data()
    theta, n = maths.begin(setting, 1).last[0], setting.num_examples
    counts = sorted({count for count in _SIZES if count <= n} | {size})
    generator = torch.Generator().manual_seed(setting.seed)
    squares, theory = maths.gradient_noise(X, y, theta, counts, draws=_DRAWS, generator=generator)
    shape, at = shape_of(setting), counts.index(size)
    length = float((2 * shape.H @ (theta - shape.best)).norm())
    here = float(squares[:, at].mean().sqrt()), float(theory[at])
    return ready({"noise": tables.noise_frame(counts, squares, theory, n, size)}), length, here


def draw_error(noise: float) -> None:
    """The error of least squares against n, one n after the other, so that a changed setting need not wait."""
    if noise == 0:
        st.markdown(LESSON.say("error_none"))
        return
    lang = state.language()
    picture, told = st.columns([2, 1], gap="medium")
    with told:
        log = bool(controls.draw(LOG_AXES))
        place = st.empty()
    results = {}
    for i, n in enumerate(COUNTS):
        place.progress(i / len(COUNTS), say(words.AVERAGING, n=number(n, lang)))
        results[n] = _error(n, noise)
    table = tables.error_frame(results, noise)
    with picture:
        ERROR.draw(ready({"error": table}), log=log)
    mean = table[table["kind"] == 1].set_index("n")["error"]
    ends = {name: number(mean[n], lang, digits=2) for name, n in (("first", COUNTS[0]), ("last", COUNTS[-1]))}
    sizes = {"few": number(COUNTS[0], lang), "many": number(COUNTS[-1], lang)}
    told_of = LESSON.say("error", noise=plain(noise), **ends, **sizes)
    place.markdown(f"**{told_of}**\n\n{LESSON.say('error_log' if log else 'error_plain')}")


@st.cache_resource(max_entries=200, show_spinner=False)
def _error(n: int, noise: float) -> tuple[Tensor, float]:
    return maths.error_against_n(n, noise, SEEDS)
