"""The trainings of the lesson: what is chosen, what is trained on it at all rates, and the tables of its pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from core.theory import Quadratic, quadratic
from core.verdict import Verdict
from lessons.learning_rate import maths, tables, words
from lessons.learning_rate.controls import BATCH_SIZE, EPOCHS, NOISE, RATE, SEED, STRETCH, N
from lessons.learning_rate.maths import RATES, Paths, Setting
from ui import state
from ui.cache import shared
from ui.lesson import say
from ui.picture import Tables, ready

_PATIENCE = 0.3  # seconds before progress is shown
Progress = Callable[[float, str], object]


@dataclass(frozen=True)
class Chosen:
    """What is trained, at all rates; `size` is the chosen batch size, at most n."""

    setting: Setting
    size: int

    @property
    def full(self) -> bool:
        """Whether a minibatch holds all the examples."""
        return self.size >= self.setting.num_examples

    @property
    def sizes(self) -> list[int]:
        """The batch sizes that are trained: 1, 10, 100 and all, and the chosen one."""
        n = self.setting.num_examples
        return sorted({size for size in (1, 10, 100) if size < n} | {n, self.size})


@dataclass(frozen=True)
class Trained:
    """All runs: by batch size their paths at all rates, what became of those of the chosen size, and their tables."""

    chosen: Chosen
    shape: Quadratic
    paths: dict[int, Paths]
    verdicts: tuple[Verdict, ...]
    tables: Tables

    @property
    def steps(self) -> tuple[int, ...]:
        """The shown steps of the chosen batch size."""
        return self.paths[self.chosen.size].steps

    def found(self, size: int) -> tuple[Verdict, ...]:
        """What became of the runs of a batch size."""
        n = self.chosen.setting.num_examples
        return maths.verdicts(self.shape, self.paths[size], RATES, batch_size=size, num_examples=n)


def rate() -> float:
    """The learning rate of now."""
    return float(state.value(RATE))


def chosen() -> Chosen:
    """The settings of now, all but the rate: every one of them is trained."""
    n = int(state.value(N))
    setting = Setting(
        noise=float(state.value(NOISE)),
        num_examples=n,
        seed=int(state.value(SEED)),
        epochs=int(state.value(EPOCHS)),
        stretch=float(state.value(STRETCH)),
    )
    return Chosen(setting, min(int(state.value(BATCH_SIZE)), n))


def shape_of(setting: Setting) -> Quadratic:
    """The loss of these data, which no epoch changes."""
    return _shape(replace(setting, epochs=1))


@st.cache_resource(max_entries=100, show_spinner=False)
def _shape(setting: Setting) -> Quadratic:
    return quadratic(*setting.data())


@shared(megabytes=30)
def _piece(setting: Setting, size: int, number: int) -> Paths:
    """The start of a training (0), and some epochs more with each number: a piece is short, so a run can be left."""
    if number == 0:
        return maths.begin(setting, len(RATES))
    return maths.go_on(_piece(setting, size, number - 1), setting, size, RATES)


def trained(progress: Progress | None = None) -> Trained:
    """Train all rates for all batch sizes, piece by piece, or take what was trained before.

    Between pieces Streamlit gives way to a setting that was changed meanwhile; the pieces done are kept. After a
    moment `progress` is told the share that is done.
    """
    now, began = chosen(), time.monotonic()
    paths: dict[int, Paths] = {}
    for done, size in enumerate(now.sizes):
        pieces = [_piece(now.setting, size, 0)]
        while pieces[-1].done < now.setting.epochs:
            if progress and time.monotonic() - began > _PATIENCE:
                share = (done + pieces[-1].done / now.setting.epochs) / len(now.sizes)
                progress(share, say(words.TRAINING, size=size, rates=len(RATES)))
            pieces.append(_piece(now.setting, size, len(pieces)))
        paths[size] = maths.joined(pieces)
    return _told(now, paths)


@st.cache_resource(max_entries=60, show_spinner=False)
def _told(now: Chosen, _paths: dict[int, Paths]) -> Trained:
    return told(now, _paths)


def told(now: Chosen, paths: dict[int, Paths]) -> Trained:
    """What the trainings tell: verdicts and tables."""
    shape, n, mine = shape_of(now.setting), now.setting.num_examples, paths[now.size]
    found = maths.verdicts(shape, mine, RATES, batch_size=now.size, num_examples=n)
    finals = {size: shape.loss(path.last) for size, path in paths.items()}
    start = float(shape.loss(mine.theta[0, 0]))
    made = {
        "sweep": tables.sweep_frame(finals, RATES, start, now.size),
        "names": tables.label_frame(finals, RATES, start, shape.floor, n=n, picked=now.size),
        "picked": tables.picked_frame(shape, mine, RATES, found),
        "form": tables.form_frame(shape, start, steps=mine.steps[-1], size=now.size),
        "run": tables.run_frame(shape, mine, RATES),
        "rings": tables.rings_frame(shape, mine.theta[0, 0]),
    }
    return Trained(now, shape, paths, found, ready(made))


@st.cache_resource(max_entries=100, show_spinner=False)
def strip(setting: Setting) -> Tables:
    """The table of the strip under the slider of the rate."""
    return ready({"strip": tables.strip_frame(shape_of(setting), RATES)})
