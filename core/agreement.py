"""How far two walks of the same path lie apart: a run of `core.training.fit`, and PyTorch's of `core.concise.train`."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core import concise, training
from core.tables import OFF_THE_CHART
from core.training import History


@dataclass(frozen=True)
class Agreement:
    """The largest differences of two runs' parameters from the start to step `steps`, of `total` steps.

    `steps` is the last up to which the parameters of both are finite and below OFF_THE_CHART; -1 if not even the start
    is. `absolute` is |a - b|, `relative` is |a - b| / max(1, |b|) with b the other run's; `gradient` is the largest
    difference of the first minibatch's gradient at the start from autograd's.
    """

    steps: int
    total: int
    absolute: float
    relative: float
    gradient: float

    @property
    def complete(self) -> bool:
        """Whether all steps could be compared: the run does not diverge."""
        return self.steps == self.total


def agreement(ours: History, theirs: History, *, rate: int = 0) -> Agreement:
    """Compare our run at learning rate number `rate` with `theirs`, which has one rate (R = 1).

    Errors: ValueError for runs of different length, minibatches or shape.
    """
    a, b = _parameters(ours, rate), _parameters(theirs, 0)
    same = len(ours.batches) == len(theirs.batches) and all(map(torch.equal, ours.batches, theirs.batches))
    if a.shape != b.shape or not same:
        raise ValueError(f"the runs must share shapes and minibatches, got parameters {a.shape} and {b.shape}")
    near = (a.abs().amax(-1) < OFF_THE_CHART) & (b.abs().amax(-1) < OFF_THE_CHART)  # false for inf and nan
    count = int(near.long().cummin(0).values.sum())
    gap = (a[:count] - b[:count]).abs()
    relative = gap / b[:count].abs().clamp_min(1)
    absolute, relation = (float(size.max()) if count else 0.0 for size in (gap, relative))
    return Agreement(count - 1, len(ours.batches), absolute, relation, gradient_gap(ours, rate=rate))


def gradient_gap(history: History, *, rate: int = 0) -> float:
    """The largest difference between our gradient of the first minibatch, at the start, and autograd's."""
    rows = history.X[history.batches[0]], history.targets[history.batches[0]]
    at = history.weight[0, rate], history.bias[0, rate]
    mine = training.gradient(*rows, *at, loss=history.objective)
    autograd = concise.gradient(*rows, *at, loss=history.objective)
    return max(float((x - y).abs().max()) for x, y in zip(mine, autograd, strict=True))


def _parameters(history: History, rate: int) -> Tensor:
    """All parameters in a row, (T+1, (d+1) k)."""
    return torch.cat([history.weight[:, rate].flatten(1), history.bias[:, rate]], -1)
