"""What is chosen in the parts that fit and train, the results of that, and the tables of their pictures."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
import torch
from torch import Tensor

from core.fits import average_distance, leverage
from core.theory import design
from core.training import History
from lessons.regression_losses import maths, tables
from lessons.regression_losses.controls import (
    BATCH_SIZE,
    DELTA,
    DELTAS,
    NOISE,
    OUTLIER_AT,
    OUTLIERS,
    PREDICTION,
    RATES,
    SEED,
    TAILS,
    TRAIN_NOISE,
    TRUTH,
    N,
)
from lessons.regression_losses.names import SHORT
from texts.numbers import joined
from ui import state
from ui.picture import Tables, ready

DATA_SETS = 200


def residual() -> maths.Residual:
    """The residual of now."""
    return maths.Residual(*(float(state.value(control)) for control in (PREDICTION, TRUTH, DELTA)))


@dataclass(frozen=True)
class Scene:
    """The settings of the experiment with one outlier: all that its tables depend on."""

    share: float
    tails: str
    noise: float
    n: int
    seed: int

    @property
    def rank(self) -> int:
        """Which example the outlier is added to, from the left, from 0."""
        return maths.rank(self.share, self.n)


@dataclass(frozen=True)
class Lines:
    """The examples x, y (n,) without an outlier, the leverage of the one it is added to, and all the fitted lines."""

    x: Tensor
    y: Tensor
    leverage: float
    fits: pd.DataFrame
    tables: Tables


def scene() -> Scene:
    """The scene of now."""
    share, noise = float(state.value(OUTLIER_AT)), float(state.value(NOISE))
    return Scene(share, str(state.value(TAILS)), noise, int(state.value(N)), int(state.value(SEED)))


@st.cache_resource(max_entries=50, show_spinner=False)
def lines(chosen: Scene) -> Lines:
    """The lines for every outlier and delta of the sliders."""
    x, y = maths.examples(chosen.tails, chosen.n, chosen.noise, seed=chosen.seed)
    fits = tables.fits_frame(x, y, chosen.rank, maths.truth(), outliers=OUTLIERS, deltas=DELTAS)
    examples = tables.examples_frame(x, y, chosen.rank)
    frames = {"examples": examples, "scene": tables.scene_frame(x, y, chosen.rank, maths.truth()), "fits": fits}
    return Lines(x, y, float(leverage(design(x[:, None]))[chosen.rank]), fits, ready(frames))


def row(table: pd.DataFrame, outlier: float, delta: float) -> pd.Series[float]:
    """The row of a table over outliers and deltas, by its position."""
    return table.iloc[len(DELTAS) * OUTLIERS.index(int(outlier)) + DELTAS.index(round(delta, 9))]


@st.cache_resource(max_entries=500, show_spinner=False)
def averages(chosen: Scene, outlier: float, delta: float) -> dict[str, float]:
    """How far the three lines lie from the true one on average over many data sets of the scene."""
    generator = torch.Generator().manual_seed(chosen.seed + 5000)
    x, unit = maths.draw(chosen.tails, (DATA_SETS, chosen.n), generator=generator)
    noise = chosen.noise * unit
    found = average_distance(x, noise, maths.truth(), outlier=outlier, rank=chosen.rank, delta=delta)
    return {name: found[full] for name, full in SHORT.items()}


@st.cache_resource(max_entries=1, show_spinner=False)
def constants() -> tuple[pd.DataFrame, Tables]:
    """The best constants for every outlier and delta of the sliders, and the tables of their picture."""
    labels = torch.tensor(maths.LABELS, dtype=torch.float64)
    far = len(labels) - 1
    found = tables.constants_frame(labels, far, outliers=OUTLIERS, deltas=DELTAS)
    return found, ready({"points": tables.points_frame(labels, far), "constants": found})


@dataclass(frozen=True)
class Training:
    """The settings of the training under the three losses, at all rates."""

    delta: float
    batch_size: int
    noise: float
    seed: int


@dataclass(frozen=True)
class Trained:
    """The runs under l2, l1 and huber at all rates, their table, and the same as it is sent."""

    runs: dict[str, History]
    steps: pd.DataFrame
    tables: Tables


def training() -> Training:
    """The training of now."""
    delta, noise = float(state.value(DELTA)), float(state.value(TRAIN_NOISE))
    return Training(delta, int(state.value(BATCH_SIZE)), noise, int(state.value(SEED)))


@st.cache_resource(max_entries=20, show_spinner=False)
def trained(chosen: Training) -> Trained:
    """The three runs at all rates of the slider."""
    runs = maths.train(
        noise=chosen.noise, batch_size=chosen.batch_size, delta=chosen.delta, rates=RATES, seed=chosen.seed
    )
    steps = tables.steps_frame(runs, maths.truth(), maths.TRAIN_STEPS)
    return Trained(runs, steps, ready({"steps": steps}))


def first_bold(sentences: list[str]) -> str:
    """Sentences of which the first stands out, on a line of its own: in Chinese no blank could end its emphasis."""
    rest = joined(sentences[1:], state.language())
    return f"**{sentences[0]}**" + (f"  \n{rest}" if rest else "")
