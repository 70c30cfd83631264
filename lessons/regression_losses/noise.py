"""Noise whose negative log-likelihood is a loss: densities e^-l / Z of the three losses, and draws with heavy tails.

With r the residual: the half-squared loss is the likelihood of Gaussian noise of standard deviation 1 (Z = sqrt(2 pi)),
the absolute loss that of Laplace noise of scale 1 (Z = 2), Huber's that of noise which is Gaussian in the middle and
falls off exponentially beyond delta. Source: Huber 1964; the normaliser of Huber's density is derived below.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from core.losses import LOSSES, huber

REGRESSION = ("half_squared", "absolute", "huber")
TAILS = ("gaussian", "laplace", "student")


def normaliser(name: str, delta: float = 1.0) -> float:
    """Z = the integral of e^-l(r) over all residuals r.

    Huber's: the middle gives sqrt(2 pi) erf(delta / sqrt 2), and each tail the integral from delta to infinity of
    exp(-delta r + delta^2 / 2), which is exp(-delta^2 / 2) / delta. Errors: KeyError for another loss.
    """
    middle = math.sqrt(2 * math.pi) * math.erf(delta / math.sqrt(2))
    return {
        "half_squared": math.sqrt(2 * math.pi),
        "absolute": 2.0,
        "huber": middle + 2 / delta * math.exp(-delta * delta / 2),
    }[name]


def density(residual: Tensor, name: str, delta: float = 1.0) -> Tensor:
    """e^-l(r) / Z for each residual (n,): the density of the noise that makes the loss a negative log-likelihood."""
    loss = huber(delta) if name == "huber" else LOSSES[name]
    column = residual[:, None]
    return (-loss.value(column, torch.zeros_like(column))).exp() / normaliser(name, delta)


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
