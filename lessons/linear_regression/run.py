"""The run of the lesson: what is chosen, what is trained on it, and the tables of its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
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
from ui.cache import shared
from ui.controls import Control
from ui.picture import Tables, ready
from ui.teaching import BEST, TRUTH
from ui.visit import Value

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
    return _settings(state.values())


def kept() -> Regression | None:
    """The settings of the run that was kept for comparison."""
    values = state.visit().runs.get(state.here().url)
    return None if values is None else _settings(values)


def _settings(values: Mapping[str, Value]) -> Regression:
    weights = [W1, W2] if values[TWO_FEATURES.key] else [W1]
    view, kind, options = state.view(), Regression, {}
    if view and view.secret:
        hidden = [*(view.secret[weight.key] for weight in weights), view.secret[B.key], view.secret[NOISE.key]]
        kind, options = maths.Concealed, {"secret": tuple(map(float, hidden))}
    return kind(
        weight=tuple(float(values[weight.key]) for weight in weights),
        bias=float(values[B.key]),
        noise=float(values[NOISE.key]),
        num_examples=int(values[N.key]),
        seed=int(values[SEED.key]),
        learning_rate=float(values[LEARNING_RATE.key]),
        batch_size=int(values[BATCH_SIZE.key]),
        epochs=int(values[EPOCHS.key]),
        initial_std=float(values[INITIAL_STD.key]),
        **options,
    )


def live_controls() -> tuple[Control, ...]:
    """The controls that the pictures follow while they move."""
    return (W1, W2, B, NOISE, LEARNING_RATE) if state.value(TWO_FEATURES) else (W1, B, NOISE, LEARNING_RATE)


def options() -> dict[str, Any]:
    """What the specifications of the pictures depend on."""
    follows = (*live_controls(), STEP)
    options = {"num_features": len(live_controls()) - 3, "follows": follows, "rates": settings.RATES}
    return options | {"hidden": tuple(what for what in (TRUTH, BEST) if hides(what))}


def hides(what: str) -> bool:
    """Whether a teacher's view hides it."""
    view = state.view()
    return bool(view and view.hides(what))


@shared(megabytes=40)
def prepared(run: Regression, *, best: bool = True) -> tuple[maths.Trained, Tables]:
    """The causes, trained at all rates of the slider, and the tables of the pictures: for all true values.

    Least squares are told of there if `best`.
    """
    found = maths.train(run, settings.RATES)
    path = tables.path_frame(found.parts)
    drawn = _DRAWN[len(run.weight)]
    return found, ready(
        {
            "path": path,
            "form": tables.form_frame(found.X, found.unit_noise, found.parts, reach=reach(found, run), best=best),
            "rates": tables.rates_frame(path, settings.RATES, found.num_steps),
            "points": points_frame(found.X[:drawn], found.unit_noise[:drawn]),
            "limit": tables.limit_frame(settings.RATES, stable_learning_rate(found.X, "squared")),
        }
    )


@shared(megabytes=20)
def _trained(run: Regression, *, best: bool) -> Result:
    found, made = prepared(maths.causes_of(run), best=best)
    return Result(run, found, found.history(run), made)


def trained(run: Regression) -> Result:
    """The run under the settings: the one result that sentence, table and pictures tell of."""
    return _trained(run, best=not hides(BEST))


def reach(found: maths.Trained, run: Regression) -> float:
    """How far the labels may lie from the true line, in noises: all of them where the line 0 stands for the truth."""
    return float(found.unit_noise.abs().max()) if isinstance(run, maths.Concealed) else tables.REACH


def kept_frame(result: Result) -> pd.DataFrame:
    """The run as it is kept for comparison."""
    return tables.run_frame(result.theta, result.history.loss[:, 0])
