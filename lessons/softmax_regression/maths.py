"""Softmax regression: settings, data, run, and how well it predicts. Source: Dive into Deep Learning 3.4-3.7."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.datasets import MEASUREMENTS, SPECIES, Split, class_blobs, digits, penguins, split, standardized
from core.tables import OFF_THE_CHART, frame_steps
from core.training import History, fit, mean_loss
from lessons.softmax_regression.encoding import MOST_FRAMES

DATA_SETS = ("blobs", "penguins", "digits")
OBJECTIVES = ("cross_entropy", "squared_on_one_hot")
NUM_BLOB_EXAMPLES = 300


@dataclass(frozen=True)
class Classification:
    """The settings of one softmax regression. Errors: ValueError, with the value, for what cannot be trained.

    `num_classes` and `spread` are those of blobs, `features` (positions in MEASUREMENTS) those of penguins.
    """

    data: str = "blobs"
    num_classes: int = 3
    spread: float = 0.8
    features: tuple[int, int] = (0, 1)
    seed: int = 0
    loss: str = "cross_entropy"
    learning_rate: float = 0.1
    batch_size: int = 20
    epochs: int = 10
    initial_std: float = 0.01

    def __post_init__(self) -> None:
        for name, known in (("data", DATA_SETS), ("loss", OBJECTIVES)):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} must be one of {known}, got {getattr(self, name)!r}")
        for name in ("batch_size", "epochs"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, got {getattr(self, name)}")
        if not 0 <= self.initial_std < math.inf:
            raise ValueError(f"initial_std must be finite and at least 0, got {self.initial_std}")
        if not 0 < self.learning_rate < math.inf:
            raise ValueError(f"learning_rate must be finite and positive, got {self.learning_rate}")
        if len(set(self.features)) != 2 or not set(self.features) <= set(range(len(MEASUREMENTS))):
            raise ValueError(f"features must be two of 0..{len(MEASUREMENTS) - 1}, got {self.features}")

    @property
    def plane(self) -> bool:
        """Whether the examples lie in a plane."""
        return self.data != "digits"

    @property
    def k(self) -> int:
        """How many classes there are, whichever of them the training examples show."""
        return {"digits": 10, "penguins": len(SPECIES)}.get(self.data, self.num_classes)

    @property
    def training_seed(self) -> int:
        """The seed of what training draws: initial weights and orders. Another than that of the data."""
        return self.seed + 1000


def examples(settings: Classification) -> Split:
    """The data that the settings ask for, a quarter of each class held out for testing.

    Digits are divided by 16, so that pixels lie between 0 and 1; penguins are standardized. The seed makes the blobs,
    and divides each data set.
    """
    generator = torch.Generator().manual_seed(settings.seed)
    if settings.data == "blobs":
        X, y = class_blobs(settings.num_classes, NUM_BLOB_EXAMPLES, spread=settings.spread, generator=generator)
        return Split(X, y, *split(y, generator=generator))
    if settings.data == "digits":
        X, y = digits()
        return Split(X / 16, y, *split(y, generator=generator))
    X, y = penguins()
    train, test = split(y, generator=generator)
    return Split(standardized(X[:, list(settings.features)], train), y, train, test)


def run(settings: Classification, *, learning_rates: Sequence[float] | None = None) -> History:
    """Train on the training examples, at the one rate of the settings unless `learning_rates` are given."""
    return _run(settings, examples(settings), learning_rates or [settings.learning_rate])


def _run(settings: Classification, data: Split, learning_rates: Sequence[float]) -> History:
    return fit(
        data.X[data.train],
        data.y[data.train],
        settings.loss,
        learning_rates=learning_rates,
        batch_size=settings.batch_size,
        epochs=settings.epochs,
        generator=torch.Generator().manual_seed(settings.training_seed),
        initial_std=settings.initial_std,
        num_classes=settings.k,
    )


def predicted(weight: Tensor, bias: Tensor, X: Tensor) -> Tensor:
    """The class with the largest output, (..., n), for weight (..., d, k), bias (..., k) and X (n, d)."""
    return (X @ weight + bias.unsqueeze(-2)).argmax(-1)


def confusion(weight: Tensor, bias: Tensor, X: Tensor, y: Tensor) -> Tensor:
    """How many examples of class i are predicted as class j, (..., k, k). Its diagonal is what is right."""
    k = bias.shape[-1]
    cells = y * k + predicted(weight, bias, X)
    counts = torch.zeros(*cells.shape[:-1], k * k, dtype=torch.long)
    return counts.scatter_add_(-1, cells, torch.ones_like(cells)).reshape(*cells.shape[:-1], k, k)


def accuracy(counts: Tensor) -> Tensor:
    """The share of examples on the diagonal of a confusion matrix (..., k, k)."""
    right: Tensor = counts.diagonal(dim1=-2, dim2=-1).sum(-1)
    return right.double() / counts.sum((-2, -1))


@dataclass(frozen=True, eq=False)
class Trained:
    """A training as it is kept: at F of its steps (at most 60 after the start), for R learning rates.

    `history` holds the parameters at `steps` only, weight (F, R, d, k), and all minibatches. `accuracy_train`,
    `accuracy_test`, `loss_test` are (F, R), `counts` (F, R, k, k) is the confusion of the test examples; the training
    loss is `history.loss`. `seen` (F, R, k) are the outputs for the first example of the minibatch that led to each
    frame, before its update (at the start that of the first step), `label` (F,) are their classes. `fine` (F, R) is
    whether the parameters are on the chart, as they were in all frames before.
    """

    data: Split
    history: History
    steps: list[int]
    seen: Tensor
    label: list[int]
    fine: Tensor
    loss_test: Tensor
    accuracy_train: Tensor
    accuracy_test: Tensor
    counts: Tensor


def train(settings: Classification, *, learning_rates: Sequence[float] | None = None) -> Trained:
    """The run of the settings, or at several rates, and how well it predicts. Of long runs most steps are dropped."""
    data = examples(settings)
    whole = _run(settings, data, learning_rates or [settings.learning_rate])
    steps = frame_steps(len(whole.batches), MOST_FRAMES)
    before = [max(step, 1) - 1 for step in steps]
    first = torch.stack([whole.batches[step][0] for step in before])
    seen = (whole.X[first][:, None, None] @ whole.weight[before]).squeeze(-2) + whole.bias[before]
    kept = replace(whole, weight=whole.weight[steps].clone(), bias=whole.bias[steps].clone())
    size = torch.maximum(kept.weight.abs().amax((-2, -1)), kept.bias.abs().amax(-1))
    test = data.X[data.test], data.y[data.test]
    counts = confusion(kept.weight, kept.bias, *test)
    return Trained(
        data=data,
        history=kept,
        steps=steps,
        seen=seen,
        label=whole.targets[first].tolist(),
        fine=(size <= OFF_THE_CHART).long().cummin(0).values.bool(),
        loss_test=mean_loss(kept.weight, kept.bias, *test, kept.objective),
        accuracy_train=accuracy(confusion(kept.weight, kept.bias, kept.X, kept.targets)),
        accuracy_test=accuracy(counts),
        counts=counts,
    )
