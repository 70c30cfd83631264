"""What the lesson on softmax works out besides `core.losses.softmax`: the naive formula, the Jacobian, the entropy.

The naive formula is run in a floating-point format of choice, so that what breaks can be seen. Logits are (..., k).
Source: Dive into Deep Learning, Chinese edition 3.6 (the naive formula) and 3.7 (the maximum taken out), English
edition 4.4 and 4.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from core.losses import log_softmax, softmax

# The class whose miss is dear: the second.
COSTLY = 1

# Beyond this share of a probability a finite result of the naive formula is called coarse.
_COARSE = 0.003

Outcome = Literal["fine", "coarse", "overflow", "total_overflow", "underflow"]


def naive_softmax(logits: Tensor) -> Tensor:
    """softmax(o)_j = exp(o_j) / sum_i exp(o_i), as it is written: exp overflows for large logits."""
    exponentials = logits.exp()
    return exponentials / exponentials.sum(-1, keepdim=True)


@dataclass(frozen=True)
class Naive:
    """The naive formula in one floating-point format: logits (k,) as rounded to it, and what came of each stage."""

    logits: Tensor
    exponentials: Tensor
    total: Tensor
    probabilities: Tensor

    @property
    def outcome(self) -> Outcome:
        """Which stage broke: an exponential (inf), only their sum (inf), all exponentials (0), digits, or none."""
        if bool(self.exponentials.isinf().any()):
            return "overflow"
        if bool(self.total.isinf()):
            return "total_overflow"
        if float(self.total) == 0:
            return "underflow"
        exact = softmax(self.logits.double())
        seen = exact > 1e-3
        off = (self.probabilities.double() - exact).abs() / exact
        return "coarse" if bool((off[seen] > _COARSE).any()) else "fine"


def naive(logits: Tensor, dtype: torch.dtype) -> Naive:
    """Run the naive formula on logits (k,) stage by stage in `dtype`."""
    rounded = logits.to(dtype)
    exponentials = rounded.exp()
    return Naive(rounded, exponentials, exponentials.sum(-1), naive_softmax(rounded))


def jacobian(logits: Tensor, *, factor: float = 1.0) -> Tensor:
    """d softmax(factor o)_i / d o_j = factor (p_i [i = j] - p_i p_j): (k, k) at logits (k,).

    With a temperature T the factor is 1/T. Rows and columns sum to 0: a shift of all logits changes nothing.
    """
    p = softmax(factor * logits)
    return factor * (torch.diag(p) - torch.outer(p, p))


def autograd_jacobian(logits: Tensor, *, factor: float = 1.0) -> Tensor:
    """The same by autograd through `torch.softmax`."""
    result: Tensor = torch.autograd.functional.jacobian(lambda o: torch.softmax(factor * o, -1), logits)
    return result


def entropy(logits: Tensor) -> Tensor:
    """-sum_j p_j log p_j in nats of p = softmax(o); a probability of 0 contributes 0."""
    logs = log_softmax(logits)
    return -(logs.exp() * logs).sum(-1)


def exponent_range(dtype: torch.dtype) -> tuple[float, float]:
    """Between which numbers exp is neither 0 nor infinite in `dtype`: half the least subnormal, and the largest."""
    info = torch.finfo(dtype)
    least = torch.tensor(info.smallest_normal, dtype=torch.float64) * info.eps / 2
    return float(least.log()), float(torch.tensor(info.max, dtype=torch.float64).log())


def expected_costs(p: Tensor, cost: float) -> Tensor:
    """What saying each class costs on average (k,), where the true one has probabilities p (k,).

    A mistake costs 1, but `cost` where class COSTLY is true and another is said; what is right costs nothing.
    """
    matrix = 1 - torch.eye(len(p), dtype=p.dtype)  # true class in rows, said in columns
    matrix[COSTLY] *= cost
    return p @ matrix
