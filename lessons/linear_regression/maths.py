"""One run for all true values: what chance contributes is trained once, and every run follows from it.

Source: `core.superposition`; the settings are those of `core.training.Regression`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.data import synthetic_causes
from core.superposition import Causes, causes
from core.training import History, Regression


@dataclass(frozen=True)
class Trained:
    """Features X (n, d), unit noise (n, 1), and the causes trained on them at all the rates."""

    X: Tensor
    unit_noise: Tensor
    parts: Causes

    @property
    def num_steps(self) -> int:
        """T."""
        return len(self.parts.batches)

    def history(self, settings: Regression) -> History:
        """The run that `core.training.run` would walk, at the settings' truth, noise and rate (R = 1).

        Errors: ValueError, with the rate, for one that was not trained.
        """
        return self.parts.history(self.X, self.unit_noise, settings)


@dataclass(frozen=True)
class Concealed(Regression):
    """A run whose truth nobody shall read: `secret` is that (weights, bias, noise).

    Weights and bias are 0 and the noise is 1: the labels themselves are the unit noise around the line 0, so that
    whatever holds for all true values holds here, and says nothing of the secret ones.
    """

    secret: tuple[float, ...] = ()


def drawn(settings: Regression) -> tuple[Tensor, Tensor]:
    """What chance contributes to the data: X (n, d) and unit noise (n, 1), or the labels if the truth is concealed."""
    generator = torch.Generator().manual_seed(settings.seed)
    X, unit_noise = synthetic_causes(len(settings.weight), settings.num_examples, generator=generator)
    if isinstance(settings, Concealed):
        *weight, bias, noise = settings.secret
        return X, X @ torch.tensor(weight, dtype=X.dtype)[:, None] + bias + noise * unit_noise
    return X, unit_noise


def causes_of(settings: Regression) -> Regression:
    """The settings as far as the causes depend on them: truth, noise and rate are covered by superposition."""
    return replace(settings, weight=(0.0,) * len(settings.weight), bias=0.0, noise=0.0, learning_rate=1.0)


def train(settings: Regression, rates: tuple[float, ...]) -> Trained:
    """Train the causes at all the rates: one scan."""
    X, unit_noise = drawn(settings)
    parts = causes(
        X,
        unit_noise,
        learning_rates=rates,
        batch_size=settings.batch_size,
        epochs=settings.epochs,
        generator=torch.Generator().manual_seed(settings.training_seed),
        initial_std=settings.initial_std,
    )
    return Trained(X, unit_noise, parts)


@dataclass(frozen=True)
class Broadcast:
    """What comes of labels of shape (n,) against predictions of shape (n, 1): their difference is (n, n).

    `loss` is its mean square at the end of the right run, `right` that of matching shapes; `weight` (d,) and `bias` are
    what a training on it learns, `mean` that of the labels.
    """

    difference: tuple[int, ...]
    loss: float
    right: float
    weight: Tensor
    bias: float
    mean: float


def broadcast(history: History, settings: Regression) -> Broadcast:
    """The run once more, by autograd, with every label compared with every prediction of its minibatch."""
    labels, rate = history.targets[:, 0], settings.learning_rate
    weight = history.weight[0, 0].clone().requires_grad_()
    bias = history.bias[0, 0].clone().requires_grad_()
    for batch in history.batches:
        loss = (history.X[batch] @ weight + bias - labels[batch]).square().mean()
        slope, lift = torch.autograd.grad(loss, (weight, bias))
        weight = (weight - rate * slope).detach().requires_grad_()
        bias = (bias - rate * lift).detach().requires_grad_()
    difference = history.X @ history.weight[-1, 0] + history.bias[-1, 0] - labels
    wrong, right = float(difference.square().mean()), float(history.loss[-1, 0])
    learned = weight.detach()[:, 0], float(bias.detach())
    return Broadcast(tuple(difference.shape), wrong, right, *learned, float(labels.mean()))
