"""The mathematics of the lesson on L2, L1 and Huber's loss: noise, examples, the losses at a residual, training.

The losses are called l2 (half-squared), l1 (absolute) and huber. With r the residual, the half-squared loss is the
negative log-likelihood of Gaussian noise of standard deviation 1 (Z = sqrt(2 pi)), the absolute loss that of Laplace
noise of scale 1 (Z = 2), Huber's that of noise that is Gaussian in the middle and falls off exponentially beyond delta.
The true line is w = 2, b = 4.2. Sources: Dive into Deep Learning 3.1, exercise on robust losses; Huber 1964.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from core.losses import LOSSES, Loss, huber
from core.training import History, fit
from lessons.regression_losses.names import SHORT

TAILS = ("gaussian", "laplace", "student")
TRUE_LINE = (2.0, 4.2)
LABELS = (0.0, 1.2, 1.5, 2.3, 5.0)
TRAIN_EXAMPLES = 50
TRAIN_STEPS = 200


def loss_of(name: str, delta: float) -> Loss:
    """The loss called l2, l1 or huber."""
    return huber(delta) if name == "huber" else LOSSES[SHORT[name]]


@dataclass(frozen=True)
class Residual:
    """A prediction, its truth, and where Huber's loss bends."""

    prediction: float
    truth: float
    delta: float

    @property
    def r(self) -> float:
        """Prediction minus truth, without the rounding of their decimals."""
        return round(self.prediction - self.truth, 1) + 0.0

    def values(self) -> dict[str, tuple[float, float]]:
        """Value and gradient of l2, l1 and huber at the residual."""
        return {name: value_and_gradient(loss_of(name, self.delta), self.r) for name in SHORT}


def value_and_gradient(loss: Loss, residual: float) -> tuple[float, float]:
    """A loss and its gradient at one residual."""
    output, target = torch.tensor([[residual]], dtype=torch.float64), torch.zeros(1, 1, dtype=torch.float64)
    return float(loss.value(output, target)), float(loss.gradient(output, target))


def torch_value_and_gradient(module: torch.nn.Module, residual: float, *, factor: float = 1.0) -> tuple[float, float]:
    """`factor` times PyTorch's loss at one residual, and its gradient by autograd."""
    output = torch.tensor([[residual]], dtype=torch.float64, requires_grad=True)
    value = factor * module(output, torch.zeros(1, 1, dtype=torch.float64))
    (slope,) = torch.autograd.grad(value, output)
    return float(value.detach()), float(slope)


# --- noise --------------------------------------------------------------------------------------------------------


def normalizer(name: str, delta: float = 1.0) -> float:
    """Z = the integral of e^-l(r) over all residuals r, for l2, l1 or huber.

    Huber's: the middle gives sqrt(2 pi) erf(delta / sqrt 2), and each tail the integral from delta to infinity of
    exp(-delta r + delta^2 / 2), which is exp(-delta^2 / 2) / delta. Errors: KeyError for another loss.
    """
    middle = math.sqrt(2 * math.pi) * math.erf(delta / math.sqrt(2))
    return {
        "l2": math.sqrt(2 * math.pi),
        "l1": 2.0,
        "huber": middle + 2 / delta * math.exp(-delta * delta / 2),
    }[name]


def density(residual: Tensor, name: str, delta: float = 1.0) -> Tensor:
    """e^-l(r) / Z for each residual (n,): the density of the noise that makes the loss a negative log-likelihood."""
    column = residual[:, None]
    loss = loss_of(name, delta).value(column, torch.zeros_like(column))
    return (-loss).exp() / normalizer(name, delta)


def quantile(tails: str, share: Tensor) -> Tensor:
    """The noise below which a `share` in (0, 1) of all noise lies, so that uniform draws become noise.

    gaussian: N(0, 1). laplace: the Laplace distribution scaled to standard deviation 1. student: Student's t with two
    degrees of freedom, whose variance is infinite. Errors: ValueError for other tails.
    """
    if tails not in TAILS:
        raise ValueError(f"tails must be one of {TAILS}, got {tails!r}")
    if tails == "gaussian":
        return math.sqrt(2) * torch.erfinv(2 * share - 1)
    if tails == "laplace":
        side = share - 0.5
        return -side.sign() * torch.log1p(-2 * side.abs()) / math.sqrt(2)
    return (2 * share - 1) / (2 * share * (1 - share)).sqrt()


def draw(tails: str, shape: tuple[int, ...], *, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Features from N(0, 1) and unit noise, both of `shape`. The same generator draws the same ranks for all tails."""
    features = torch.randn(shape, generator=generator, dtype=torch.float64)
    share = torch.rand(shape, generator=generator, dtype=torch.float64).clamp(1e-12, 1 - 1e-12)
    return features, quantile(tails, share)


# --- examples and training ----------------------------------------------------------------------------------------


def truth() -> Tensor:
    """Weight and bias of the true line, (2,)."""
    return torch.tensor(TRUE_LINE, dtype=torch.float64)


def rank(share: float, num_examples: int) -> int:
    """Which of the examples lies at `share` percent of the way from the left end to the right one."""
    return round(share / 100 * (num_examples - 1))


def examples(tails: str, num_examples: int, noise: float, *, seed: int) -> tuple[Tensor, Tensor]:
    """x and y (n,) around the true line, in the order of x."""
    x, unit = draw(tails, (num_examples,), generator=torch.Generator().manual_seed(seed))
    x, order = x.sort()
    weight, bias = TRUE_LINE
    return x, weight * x + bias + noise * unit[order]


def training_seed(seed: int) -> torch.Generator:
    """What draws the minibatches of a training on the data of the `seed`."""
    return torch.Generator().manual_seed(seed + 1000)


def train(
    *, noise: float, batch_size: int, delta: float, rates: Sequence[float], seed: int, steps: int = TRAIN_STEPS
) -> dict[str, History]:
    """Minibatch SGD from 0 under l2, l1 and huber, on the same data with the same batches.

    The runs go on to the end of an epoch, so they have at least `steps` steps.
    """
    x, y = examples("gaussian", TRAIN_EXAMPLES, noise, seed=seed)
    return {
        name: fit(
            x[:, None],
            y[:, None],
            loss_of(name, delta),
            learning_rates=rates,
            batch_size=batch_size,
            epochs=math.ceil(steps / math.ceil(TRAIN_EXAMPLES / batch_size)),
            generator=training_seed(seed),
            initial_std=0,
        )
        for name in SHORT
    }
