"""The experiments of the lesson on L2, L1 and Huber: their data, and training under the three losses.

The true line is w = 2, b = 4.2. Sources: Dive into Deep Learning 3.1, exercise on robust losses; Huber 1964.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from core.losses import LOSSES, huber
from core.training import History, fit
from lessons.regression_losses.noise import draw

TRUE_LINE = (2.0, 4.2)
LABELS = (0.0, 1.2, 1.5, 2.3, 5.0)
TRAIN_EXAMPLES = 50
TRAIN_STEPS = 200


def truth() -> Tensor:
    """Weight and bias of the true line, (2,)."""
    return torch.tensor(TRUE_LINE, dtype=torch.float64)


def rank(share: float, num_examples: int) -> int:
    """Which of the examples lies at `share` percent of the way from the left end to the right one."""
    return round(share / 100 * (num_examples - 1))


def examples(tails: str, num_examples: int, noise: float, *, seed: int) -> tuple[Tensor, Tensor]:
    """x and y (n,) around the true line, in the order of x; tails are those of `core.noise`."""
    x, unit = draw(tails, (num_examples,), generator=torch.Generator().manual_seed(seed))
    x, order = x.sort()
    weight, bias = TRUE_LINE
    return x, weight * x + bias + noise * unit[order]


def train(
    *, noise: float, batch_size: int, delta: float, rates: Sequence[float], seed: int, steps: int = TRAIN_STEPS
) -> dict[str, History]:
    """Minibatch SGD from 0 under l2 (half-squared), l1 and huber, on the same data with the same batches.

    The runs go on to the end of an epoch, so they have at least `steps` steps.
    """
    x, y = examples("gaussian", TRAIN_EXAMPLES, noise, seed=seed)
    losses = {"l2": LOSSES["half_squared"], "l1": LOSSES["absolute"], "huber": huber(delta)}
    return {
        name: fit(
            x[:, None],
            y[:, None],
            loss,
            learning_rates=rates,
            batch_size=batch_size,
            epochs=math.ceil(steps / math.ceil(TRAIN_EXAMPLES / batch_size)),
            generator=torch.Generator().manual_seed(seed + 1000),
            initial_std=0,
        )
        for name, loss in losses.items()
    }
