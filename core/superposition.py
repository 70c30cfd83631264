"""Training as a sum of causes: what lets the browser follow a drag without asking for a new training.

Under squared loss every step is affine in the parameters and in the labels. With theta* the truth, theta_0 the start
and sigma the noise, the parameters after t steps are theta* + S_t (theta_0 - theta*) + sigma q_t: S_t and q_t depend
on the features, the batches and the learning rate only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.losses import LOSSES
from core.models import initial_weight
from core.training import History, Regression, affine_paths, schedule


@dataclass(frozen=True)
class Causes:
    """`shrink` S (T+1, R, p, p), `drift` q (T+1, R, p), `start` theta_0 (p,); weights first, bias last."""

    shrink: Tensor
    drift: Tensor
    start: Tensor
    learning_rates: Tensor
    batches: tuple[Tensor, ...]
    steps_per_epoch: int

    def parameters(self, weight: Sequence[float], bias: float, noise: float) -> Tensor:
        """The path (T+1, R, p) of the parameters for true `weight` (d numbers), `bias` and `noise`."""
        truth = torch.tensor([*weight, bias], dtype=self.shrink.dtype)
        return truth + self.shrink @ (self.start - truth) + noise * self.drift

    def history(self, X: Tensor, unit_noise: Tensor, settings: Regression) -> History:
        """The run of `core.training.run` on the data of these causes, at the settings' truth, noise and rate.

        Errors: ValueError, with the rate, for one that was not trained.
        """
        known = self.learning_rates.tolist()
        if settings.learning_rate not in known:
            raise ValueError(f"no causes were trained at the rate {settings.learning_rate}")
        rate = [known.index(settings.learning_rate)]
        one = replace(self, shrink=self.shrink[:, rate], drift=self.drift[:, rate])
        theta = one.parameters(settings.weight, settings.bias, settings.noise)[..., None]
        weight = torch.tensor(settings.weight, dtype=X.dtype)[:, None]
        y = X @ weight + settings.bias + settings.noise * unit_noise
        rates = self.learning_rates[rate]
        return History(
            theta[..., :-1, :], theta[..., -1, :], rates, self.batches, self.steps_per_epoch, X, y, LOSSES["squared"]
        )


def causes(
    X: Tensor,
    unit_noise: Tensor,
    *,
    learning_rates: Sequence[float],
    batch_size: int,
    epochs: int,
    generator: torch.Generator,
    initial_std: float = 0.01,
) -> Causes:
    """Train on the causes instead of the labels, X (n, d) and unit noise (n, 1), under `squared` loss.

    `generator` is used just as `core.training.fit` uses it, so both walk the same path from the same seed.
    """
    weight = initial_weight(X.shape[1], 1, std=initial_std, generator=generator)
    batches, per_epoch = schedule(len(X), batch_size, epochs, shuffle=True, drop_last=False, generator=generator)
    rates = torch.tensor(list(learning_rates), dtype=X.dtype)
    shrink, drift = affine_paths(X, unit_noise, rates, batches)
    start = torch.cat([weight[:, 0], torch.zeros(1, dtype=X.dtype)])
    return Causes(shrink, drift.squeeze(-1), start, rates, batches, per_epoch)
