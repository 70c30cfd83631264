"""What one more step would do, whatever the loss: by the full batch, and on average by a minibatch; with a half and
twice the rate. It is tried, not derived, so it holds for losses with kinks, too.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.training import History, gradient, mean_loss

# Multiplications that a trial may cost: some milliseconds.
_WORK = 5e7
_FEWEST, _MOST = 4, 32
_RATES = (0.5, 1.0, 2.0)


@dataclass(frozen=True)
class Onward:
    """By how much the mean loss over all the data would change in one step (below 0: fall), at half, once and twice the
    rate: `full` for a step on all examples, `mean` on average over minibatches.
    """

    full: tuple[float, float, float]
    mean: tuple[float, float, float]


def onward(history: History, step: int, *, rate: int = 0) -> Onward:
    """What one more step from `step` would do at learning rate number `rate`.

    The minibatches are the first of the run, 4 to 32 of them: every epoch deals out the same examples.
    """
    X, targets, loss = history.X, history.targets, history.objective
    at = history.weight[step, rate], history.bias[step, rate]
    now = mean_loss(at[0][None, None], at[1][None, None], X, targets, loss)[0, 0]
    everything = torch.arange(len(X))

    def change(batches: list[Tensor]) -> tuple[float, float, float]:
        slopes = [gradient(X[batch], targets[batch], *at, loss=loss) for batch in batches]
        eta = history.learning_rates[rate] * torch.tensor(_RATES, dtype=X.dtype)
        weight = at[0] - eta[:, None, None] * torch.stack([w for w, _ in slopes])[:, None]
        bias = at[1] - eta[:, None] * torch.stack([b for _, b in slopes])[:, None]
        half, once, twice = (mean_loss(weight, bias, X, targets, loss) - now).mean(0).tolist()
        return half, once, twice

    full = change([everything])
    if len(history.batches[0]) >= len(X):
        return Onward(full, full)
    count = int(_WORK / (len(_RATES) * len(X) * (at[0].numel() + len(at[1]))))
    first = history.batches[: history.steps_per_epoch][: min(_MOST, max(_FEWEST, count))]
    return Onward(full, change(list(first)))
