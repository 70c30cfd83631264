"""Minibatch stochastic gradient descent for one linear layer, for several learning rates at once.

Source: Dive into Deep Learning 3.2 (the loop) and 3.1.1.4 (the update); the scan over composed steps is our own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from core.data import minibatches, synthetic_data
from core.limits import MOST_CLASSES, MOST_STEPS, at_most
from core.losses import LOSSES, Loss, probabilities
from core.models import initial_weight
from core.optimum import Optimum, optimum
from core.theory import Quadratic, design, quadratic

# Above this many parameters the matrices of the scan cost more than the loop saves.
_LARGEST_SCAN = 8
_GRADIENT_FACTOR = {"squared": 2.0, "half_squared": 1.0}
_CHUNK = 2_000_000


@dataclass(frozen=True)
class Regression:
    """The settings of one linear regression. Errors: ValueError, with the value, for what cannot be trained."""

    weight: tuple[float, ...] = (2.0, -3.4)
    bias: float = 4.2
    noise: float = 0.01
    num_examples: int = 1000
    seed: int = 0
    learning_rate: float = 0.03
    batch_size: int = 10
    epochs: int = 3
    initial_std: float = 0.01

    @property
    def training_seed(self) -> int:
        """The seed of what training draws: initial weights and orders. Another than that of the data."""
        return self.seed + 1000

    def __post_init__(self) -> None:
        for name in ("num_examples", "batch_size", "epochs"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, got {getattr(self, name)}")
        for name in ("noise", "initial_std"):
            if not 0 <= getattr(self, name) < math.inf:
                raise ValueError(f"{name} must be finite and at least 0, got {getattr(self, name)}")
        if not 0 < self.learning_rate < math.inf:
            raise ValueError(f"learning_rate must be finite and positive, got {self.learning_rate}")
        if not self.weight or not all(map(math.isfinite, (*self.weight, self.bias))):
            raise ValueError(f"weights and bias must be finite numbers, got {self.weight} and {self.bias}")


@dataclass(frozen=True)
class History:
    """A training run: `weight` (T+1, R, d, k) and `bias` (T+1, R, k) before the first and after each step.

    `batches` are the T index tensors of the steps. Divergence shows as inf and nan, never as an error.
    """

    weight: Tensor
    bias: Tensor
    learning_rates: Tensor
    batches: tuple[Tensor, ...]
    steps_per_epoch: int
    X: Tensor
    targets: Tensor
    objective: Loss

    @cached_property
    def loss(self) -> Tensor:
        """The mean loss over all the data, (T+1, R)."""
        return mean_loss(self.weight, self.bias, self.X, self.targets, self.objective)

    @cached_property
    def quadratic(self) -> Quadratic | None:
        """The mean squared loss (no 1/2) of these data, if the objective is one: the value is `scale` times that."""
        if self.scale is None:
            return None
        on_one_hot = self.objective.name == "squared_on_one_hot"
        outputs = self.X.new_zeros(len(self.X), self.bias.shape[-1])
        return quadratic(self.X, probabilities(outputs, self.targets) if on_one_hot else self.targets)

    @property
    def scale(self) -> float | None:
        """How many times the squared loss the objective is; None if it is no squared loss."""
        return {"squared": 1.0, "half_squared": 0.5, "squared_on_one_hot": 1.0}.get(self.objective.name)

    @cached_property
    def optimum(self) -> Optimum | None:
        """The least value of another objective, where it can be found exactly and soon: see `core.optimum`."""
        return optimum(self.X, self.targets, self.objective, num_outputs=self.bias.shape[-1])


def num_outputs(targets: Tensor, num_classes: int | None) -> int:
    """k: the columns of targets (n, k), or the classes of indices (n,), which may lack the last ones if told of them.

    Errors: ValueError, with the value, for fewer than one class, an index outside 0..k-1, or another k than asked for.
    """
    if num_classes is not None and num_classes < 1:
        raise ValueError(f"num_classes must be at least 1, got {num_classes}")
    at_most(MOST_CLASSES, num_classes=num_classes or 1)
    if targets.ndim == 2:
        if num_classes not in (None, targets.shape[1]):
            raise ValueError(f"targets have {targets.shape[1]} columns, got num_classes {num_classes}")
        return targets.shape[1]
    if targets.is_floating_point():
        return 1  # no class indices: what suits which loss is for the loss to say
    k = int(targets.max()) + 1 if num_classes is None else num_classes
    outside = targets[(targets < 0) | (targets >= k)]
    if len(outside):
        raise ValueError(f"class indices must lie in 0..{max(k, 1) - 1}, got {outside[0].item()}")
    return k


def mean_loss(weight: Tensor, bias: Tensor, X: Tensor, targets: Tensor, loss: Loss) -> Tensor:
    """The mean of `loss` over X (n, d) at parameters (T, R, d, k) and (T, R, k); in pieces, to spare memory. (T, R)"""
    frames, rates, _, k = weight.shape
    size = max(1, _CHUNK // (rates * len(X) * k))
    pieces = [
        loss.value(X @ w + b.unsqueeze(-2), targets).mean(-1)
        for w, b in zip(weight.split(size), bias.split(size), strict=True)
    ]
    return torch.cat(pieces).reshape(frames, rates)


def schedule(
    num_examples: int, batch_size: int, epochs: int, *, shuffle: bool, drop_last: bool, generator: torch.Generator
) -> tuple[tuple[Tensor, ...], int]:
    """The minibatches of all epochs, and how many make one epoch. Errors: ValueError if there are none."""
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    at_most(MOST_STEPS, steps=epochs * -(-num_examples // max(1, batch_size)))
    options = {"shuffle": shuffle, "drop_last": drop_last}
    batches = [
        batch for _ in range(epochs) for batch in minibatches(num_examples, batch_size, generator=generator, **options)
    ]
    if not batches:
        raise ValueError(f"drop_last leaves no batch: batch size {batch_size} of {num_examples} examples")
    return tuple(batches), len(batches) // epochs


def gradient(X: Tensor, targets: Tensor, weight: Tensor, bias: Tensor, *, loss: Loss) -> tuple[Tensor, Tensor]:
    """The gradient of the mean loss of one minibatch, X (B, d), at weight (..., d, k) and bias (..., k).

    With G the loss's gradient in the outputs, it is X'G / B for the weight and the mean of G's rows for the bias.
    """
    in_outputs = loss.gradient(X @ weight + bias.unsqueeze(-2), targets) / len(X)
    return X.T @ in_outputs, in_outputs.sum(-2)


def fit(
    X: Tensor,
    targets: Tensor,
    loss: Loss | str,
    *,
    learning_rates: Sequence[float],
    batch_size: int,
    epochs: int,
    generator: torch.Generator,
    initial_std: float = 0.01,
    shuffle: bool = True,
    drop_last: bool = False,
    num_classes: int | None = None,
) -> History:
    """Train one linear layer by minibatch SGD on the mean loss of each batch, once for each learning rate.

    X is (n, d); targets are (n, k) values, or (n,) class indices or (n, k) probabilities. `generator` draws the
    initial weights N(0, initial_std^2), then one order of the data per epoch: `core.concise.train` does the same.
    `num_classes` is k where class indices may lack the last classes; without it k is the largest index and one.
    Under the two squared losses a step is an affine map, and all steps come from one scan.
    """
    objective = LOSSES[loss] if isinstance(loss, str) else loss
    outputs = num_outputs(targets, num_classes)
    weight = initial_weight(X.shape[1], outputs, std=initial_std, generator=generator)
    bias = torch.zeros(outputs, dtype=X.dtype)
    objective.value(X[:1] @ weight + bias, targets[:1])  # refuses targets that do not suit the loss
    batches, per_epoch = schedule(len(X), batch_size, epochs, shuffle=shuffle, drop_last=drop_last, generator=generator)
    rates = torch.tensor(list(learning_rates), dtype=X.dtype)
    train = _by_scan if objective.name in _GRADIENT_FACTOR and X.shape[1] < _LARGEST_SCAN else _by_loop
    path_weight, path_bias = train(X, targets, objective, rates, batches, weight, bias)
    return History(path_weight, path_bias, rates, batches, per_epoch, X, targets, objective)


def run(settings: Regression) -> History:
    """The run that the settings ask for: data from `seed`, then MSELoss at one learning rate from `training_seed`."""
    generator = torch.Generator().manual_seed(settings.seed)
    X, y = synthetic_data(
        settings.weight, settings.bias, settings.num_examples, noise=settings.noise, generator=generator
    )
    return fit(
        X,
        y,
        "squared",
        learning_rates=[settings.learning_rate],
        batch_size=settings.batch_size,
        epochs=settings.epochs,
        generator=torch.Generator().manual_seed(settings.training_seed),
        initial_std=settings.initial_std,
    )


def _by_loop(
    X: Tensor,
    targets: Tensor,
    loss: Loss,
    rates: Tensor,
    batches: Iterable[Tensor],
    weight: Tensor,
    bias: Tensor,
) -> tuple[Tensor, Tensor]:
    weights, biases = [weight.expand(len(rates), -1, -1)], [bias.expand(len(rates), -1)]
    for batch in batches:
        d_weight, d_bias = gradient(X[batch], targets[batch], weights[-1], biases[-1], loss=loss)
        weights.append(weights[-1] - rates[:, None, None] * d_weight)
        biases.append(biases[-1] - rates[:, None] * d_bias)
    return torch.stack(weights), torch.stack(biases)


def _by_scan(
    X: Tensor,
    targets: Tensor,
    loss: Loss,
    rates: Tensor,
    batches: tuple[Tensor, ...],
    weight: Tensor,
    bias: Tensor,
) -> tuple[Tensor, Tensor]:
    shrink, drift = affine_paths(X, targets, rates, batches, factor=_GRADIENT_FACTOR[loss.name])
    theta = shrink @ torch.cat([weight, bias[None]]) + drift
    return theta[..., :-1, :], theta[..., -1, :]


def affine_paths(
    X: Tensor, targets: Tensor, rates: Tensor, batches: tuple[Tensor, ...], *, factor: float = 2.0
) -> tuple[Tensor, Tensor]:
    """All steps at once, under squared loss: theta_t = S_t theta_0 + c_t with S (T+1, R, p, p) and c (T+1, R, p, k).

    One step is theta - rate * factor / B * Z'(Z theta - Y), an affine map; maps compose, so doubling the span of
    the composed maps again and again (Hillis and Steele 1986) gives every prefix in log2 T rounds.
    `factor` is 2 for the squared loss and 1 for the half-squared loss.
    """
    curvature, pull = _moments(design(X), targets, batches)
    p, step = curvature.shape[-1], rates * factor
    # All maps (S | c), entry by entry (p, p + k, T, R): small matrices are multiplied much faster so than one by one.
    shrink = torch.eye(p, dtype=X.dtype)[..., None, None] - step * curvature.permute(1, 2, 0)[..., None]
    maps = torch.cat([shrink, step * pull.permute(1, 2, 0)[..., None]], 1)
    span = 1
    while span < len(batches):
        later, earlier = maps[:, :, span:], maps[:, :, : len(batches) - span]
        composed = later[:, :1] * earlier[:1]
        for j in range(1, p):
            composed.addcmul_(later[:, j : j + 1], earlier[j : j + 1])
        composed[:, p:] += later[:, p:]
        maps = torch.cat([maps[:, :, :span], composed], 2)
        span *= 2
    maps = maps.permute(2, 3, 0, 1)
    start = torch.eye(p, maps.shape[-1], dtype=X.dtype).expand(1, *maps.shape[1:])
    whole = torch.cat([start, maps])
    return whole[..., :p], whole[..., p:]


def _moments(Z: Tensor, targets: Tensor, batches: tuple[Tensor, ...]) -> tuple[Tensor, Tensor]:
    """Z'Z / B (T, p, p) and Z'Y / B (T, p, k) of every minibatch; batches of one size are done together."""
    curvature = torch.empty(len(batches), Z.shape[1], Z.shape[1], dtype=Z.dtype)
    pull = torch.empty(len(batches), Z.shape[1], targets.shape[1], dtype=Z.dtype)
    by_size: dict[int, list[int]] = defaultdict(list)
    for position, batch in enumerate(batches):
        by_size[len(batch)].append(position)
    for size, positions in by_size.items():
        index = torch.stack([batches[position] for position in positions])
        rows = Z[index]
        curvature[positions] = rows.mT @ rows / size
        pull[positions] = rows.mT @ targets[index] / size
    return curvature, pull
