"""The tables of the lesson on softmax: columns by which `charts.softmax` and `charts.overflow` read them.

- given_frame: one row: drawn (how many logits have a slider on the page), o1, ..., o10 (all logits as the server
  knows them: those without a slider are taken from here)
- limits_frame: lane (from 0), format (float16, float32), shifted (whether the maximum is taken out), low, high
  (below low exp is 0 in this format, above high it is infinite)
- overflow_frame: i (class, from 0), z, and as written: exp16, p16, exp32, p32, stable, log_naive, log_stable
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import torch
from torch import Tensor

from core.losses import log_softmax, softmax
from lessons.softmax.maths import exponent_range, naive

FORMATS = {"float16": torch.float16, "float32": torch.float32}


def given_frame(logits: Sequence[float], drawn: int) -> pd.DataFrame:
    """All logits that the lesson knows, and how many of them have a slider."""
    return pd.DataFrame([{"drawn": drawn} | {f"o{j}": float(o) for j, o in enumerate(logits, 1)}])


def limits_frame() -> pd.DataFrame:
    """Where exp leaves each floating-point format: one lane as it is, one with the maximum taken out."""
    rows = [(name, shifted, *exponent_range(dtype)) for name, dtype in FORMATS.items() for shifted in (False, True)]
    table = pd.DataFrame(rows, columns=["format", "shifted", "low", "high"])
    return table.assign(lane=range(len(table)))


def overflow_frame(logits: Tensor) -> pd.DataFrame:
    """The naive formula in both formats beside the stable one, for logits (k,): one row for each class."""
    half, single = (naive(logits, dtype) for dtype in FORMATS.values())
    columns = {
        "z": logits.float(),
        "exp16": half.exponentials,
        "p16": half.probabilities,
        "exp32": single.exponentials,
        "p32": single.probabilities,
        "stable": softmax(logits.float()),
        "log_naive": single.probabilities.log(),
        "log_stable": log_softmax(logits.float()),
    }
    shown = {name: [f"{value:.4g}" for value in column.tolist()] for name, column in columns.items()}
    return pd.DataFrame({"i": range(len(logits))} | shown)
