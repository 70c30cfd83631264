"""The run of the lesson: what is chosen, what is trained on it, and the tables of its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
import torch

from core.tables import frame_steps, points_frame
from core.theory import stable_learning_rate
from core.training import History, Regression
from lessons.linear_regression import maths, tables
from lessons.linear_regression.controls import (
    BATCH_SIZE,
    EPOCHS,
    INITIAL_STD,
    LEARNING_RATE,
    NOISE,
    SEED,
    STEP,
    TWO_FEATURES,
    W1,
    W2,
    B,
    N,
)  # fmt: skip
from ui import settings, state
from ui.controls import Control
from ui.picture import Tables, ready

# Each point costs Vega some ten microseconds a repaint: more than this, in one panel or three, make a drag stutter.
_DRAWN = {1: 250, 2: 60}


@dataclass(frozen=True)
class Result:
    """A run under the chosen settings, what it was made from, and the tables that hold for all other settings, too."""

    settings: Regression
    trained: maths.Trained
    history: History
    tables: Tables

    @property
    def num_steps(self) -> int:
        """T."""
        return len(self.history.batches)

    @property
    def steps(self) -> list[int]:
        """The kept steps."""
        return frame_steps(self.num_steps)

    @property
    def theta(self) -> torch.Tensor:
        """The learned parameters (T+1, p), weights first, bias last."""
        return torch.cat([self.history.weight[:, 0, :, 0], self.history.bias[:, 0]], -1)


def chosen() -> Regression:
    """The settings of now."""
    weights = [W1, W2] if state.value(TWO_FEATURES) else [W1]
    return Regression(
        weight=tuple(float(state.value(weight)) for weight in weights),
        bias=float(state.value(B)),
        noise=float(state.value(NOISE)),
        num_examples=int(state.value(N)),
        seed=int(state.value(SEED)),
        learning_rate=float(state.value(LEARNING_RATE)),
        batch_size=int(state.value(BATCH_SIZE)),
        epochs=int(state.value(EPOCHS)),
        initial_std=float(state.value(INITIAL_STD)),
    )


def live_controls() -> tuple[Control, ...]:
    """The controls that the pictures follow while they move."""
    return (W1, W2, B, NOISE, LEARNING_RATE) if state.value(TWO_FEATURES) else (W1, B, NOISE, LEARNING_RATE)


def options() -> dict[str, Any]:
    """What the specifications of the pictures depend on."""
    follows = (*live_controls(), STEP)
    return {"num_features": len(live_controls()) - 3, "follows": follows, "rates": settings.RATES}


@st.cache_resource(max_entries=50, show_spinner=False)
def prepared(run: Regression) -> tuple[maths.Trained, Tables]:
    """The causes, trained at all rates of the slider, and the tables of the pictures: for all true values."""
    found = maths.train(run, settings.RATES)
    path = tables.path_frame(found.parts)
    drawn = _DRAWN[len(run.weight)]
    return found, ready(
        {
            "path": path,
            "form": tables.form_frame(found.X, found.unit_noise, found.parts),
            "rates": tables.rates_frame(path, settings.RATES, found.num_steps),
            "points": points_frame(found.X[:drawn], found.unit_noise[:drawn]),
            "limit": tables.limit_frame(settings.RATES, stable_learning_rate(found.X, "squared")),
        }
    )


@st.cache_resource(max_entries=200, show_spinner=False)
def trained(run: Regression) -> Result:
    """The run under the settings: the one result that sentence, table and pictures tell of."""
    found, made = prepared(maths.causes_of(run))
    return Result(run, found, found.history(run), made)


def kept_frame(result: Result) -> pd.DataFrame:
    """The run as it is kept for comparison."""
    return tables.run_frame(result.theta, result.history.loss[:, 0])
