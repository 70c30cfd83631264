"""The run of the lesson: what is chosen, what is trained on it, and the tables of its pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from core.training import History
from core.verdict import Verdict, verdict
from lessons.softmax_regression import maths, tables, words
from lessons.softmax_regression.controls import (
    BATCH_SIZE,
    CLASSES,
    DATA,
    EPOCHS,
    FEATURES,
    INITIAL_STD,
    LEARNING_RATE,
    LOSS,
    SAMPLE,
    SEED,
    SPREAD,
)
from lessons.softmax_regression.maths import Classification, Trained
from ui import settings, state
from ui.cache import shared
from ui.controls import Control
from ui.lesson import say
from ui.picture import Tables, ready

_PAIRS = dict(zip(words.PAIRS, ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)), strict=True))


@dataclass(frozen=True)
class Result:
    """A run under the chosen settings; in the plane it was trained at all rates of the slider at once."""

    settings: Classification
    trained: Trained
    tables: Tables

    @property
    def rate(self) -> int:
        """The position of the chosen learning rate among those trained."""
        return settings.RATES.index(self.settings.learning_rate) if self.settings.plane else 0

    @property
    def history(self) -> History:
        """The parameters at the kept steps."""
        return self.trained.history


def chosen() -> Classification:
    """The settings of now."""
    data, own = str(state.value(DATA)), Classification()
    if data == "blobs":
        own = replace(own, num_classes=int(state.value(CLASSES)), spread=float(state.value(SPREAD)))
    elif data == "penguins":
        own = replace(own, features=_PAIRS[str(state.value(FEATURES))])
    return replace(
        own,
        data=data,
        seed=int(state.value(SEED)),
        loss=str(state.value(LOSS)),
        learning_rate=float(state.value(LEARNING_RATE)),
        batch_size=int(state.value(BATCH_SIZE)),
        epochs=int(state.value(EPOCHS)),
        initial_std=float(state.value(INITIAL_STD)),
    )


def live_controls() -> tuple[Control, ...]:
    """The controls that the pictures follow while they move; on digits one rate is trained at a time."""
    return (SAMPLE if state.value(DATA) == "digits" else LEARNING_RATE,)


@shared(megabytes=30)
def _prepared(run: Classification, rates: tuple[float, ...]) -> tuple[Trained, Tables]:
    found = maths.train(run, learning_rates=rates)
    return found, ready(tables.all_frames(found))


def trained(run: Classification) -> Result:
    """The run under the settings: the one result that sentences and pictures tell of."""
    rates = settings.RATES if run.plane else (run.learning_rate,)
    with st.spinner(say(words.TRAINING)):
        return Result(run, *_prepared(replace(run, learning_rate=rates[0]), rates))


@st.cache_data(max_entries=1000, show_spinner=False)
def judged(run: Classification, step: int) -> Verdict:
    """What became of the run up to the kept `step`: on digits that takes some 20 ms."""
    result = trained(run)
    return verdict(result.history, step, rate=result.rate, steps=result.trained.steps)


def class_names(run: Classification) -> list[str]:
    """The classes as the reader calls them, in their one order."""
    if run.data == "penguins":
        return [say(words.CHART[name]) for name in words.SPECIES]
    if run.data == "digits":
        return [str(digit) for digit in range(run.k)]
    return [say(words.CLASS, number=label + 1) for label in range(run.k)]
