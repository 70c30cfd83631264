"""The tables of the lesson on softmax.

- limits_frame: lane (from 0), format (float16, float32), shifted (whether the maximum is taken out), low, high
  (below low exp is 0 in this format, above high it is infinite)
- overflow_frame: z, exp16, p16, exp32, p32, stable, log_naive, log_stable, one row for each class; inf and nan are
  what the formats make of them
"""

from __future__ import annotations

import pandas as pd
import torch
from torch import Tensor

from core.losses import log_softmax, softmax
from lessons.softmax.maths import exponent_range, naive

FORMATS = {"float16": torch.float16, "float32": torch.float32}


def limits_frame() -> pd.DataFrame:
    """Where exp leaves each floating-point format: one lane as it is, one with the maximum taken out."""
    rows = [(name, shifted, *exponent_range(dtype)) for name, dtype in FORMATS.items() for shifted in (False, True)]
    table = pd.DataFrame(rows, columns=["format", "shifted", "low", "high"])
    return table.assign(lane=range(len(table)))


def overflow_frame(logits: Tensor) -> pd.DataFrame:
    """The naive formula in both formats beside the stable one, for logits (k,): one row for each class."""
    half, single = (naive(logits, dtype) for dtype in FORMATS.values())
    columns = {
        "z": logits,
        "exp16": half.exponentials,
        "p16": half.probabilities,
        "exp32": single.exponentials,
        "p32": single.probabilities,
        "stable": softmax(logits.float()),
        "log_naive": single.probabilities.log(),
        "log_stable": log_softmax(logits.float()),
    }
    return pd.DataFrame({name: column.tolist() for name, column in columns.items()})
