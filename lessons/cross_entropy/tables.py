"""The tables of the lesson on cross-entropy.

- classes_frame: class (from 1), logit, probability, label, gradient (predicted minus true), next (the logit after one
  more step)
- live_frames: what the live charts, which work all numbers out themselves, have rows for: `one` (one), `classes` (j
  from 0), `cells` (row, j: pairs of classes), `grid` (along, from 0 to 1), `steps` (t)
- check_frame: class, ours and autograd: the entries of the gradient, each worked out twice
"""

from __future__ import annotations

import pandas as pd
from torch import Tensor

from core.losses import softmax
from lessons.cross_entropy.maths import gradient

_GRID = 80


def classes_frame(logits: Tensor, label: Tensor, *, learning_rate: float) -> pd.DataFrame:
    """One row for each class of logits (k,) and label (k,)."""
    slope = gradient(logits, label)
    columns = {
        "logit": logits,
        "probability": softmax(logits),
        "label": label,
        "gradient": slope,
        "next": logits - learning_rate * slope,
    }
    table = pd.DataFrame({name: column.tolist() for name, column in columns.items()})
    table.insert(0, "class", range(1, len(logits) + 1))
    return table


def live_frames(num_classes: int, num_steps: int) -> dict[str, pd.DataFrame]:
    """The data sets of the live charts, by name."""
    classes = range(num_classes)
    pairs = [(row, j) for row in classes for j in classes]
    return {
        "one": pd.DataFrame({"one": [1]}),
        "classes": pd.DataFrame({"j": classes}),
        "cells": pd.DataFrame(pairs, columns=["row", "j"]),
        "grid": pd.DataFrame({"along": [i / _GRID for i in range(_GRID + 1)]}),
        "steps": pd.DataFrame({"t": range(num_steps + 1)}),
    }


def check_frame(ours: Tensor, theirs: Tensor) -> pd.DataFrame:
    """The entries (k,) of a gradient by hand beside those of autograd."""
    return pd.DataFrame({"class": range(1, len(ours) + 1), "ours": ours.tolist(), "autograd": theirs.tolist()})
