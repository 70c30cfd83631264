"""The tables of the lesson on cross-entropy.

- classes_frame: class (from 1), logit, probability, label, gradient (predicted minus true), next (the logit after one
  more step)
- check_frame: class, ours and autograd: the entries of the gradient, each worked out twice
"""

from __future__ import annotations

import pandas as pd
from torch import Tensor

from core.cross_entropy import gradient
from core.losses import softmax


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


def check_frame(ours: Tensor, theirs: Tensor) -> pd.DataFrame:
    """The entries (k,) of a gradient by hand beside those of autograd."""
    return pd.DataFrame({"class": range(1, len(ours) + 1), "ours": ours.tolist(), "autograd": theirs.tolist()})
