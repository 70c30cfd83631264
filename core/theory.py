"""What theory says of linear regression before anything is trained. Source: Dive into Deep Learning 3.1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

# Residuals below this share of the labels (2^-40, about 1e-12) cannot be told from rounding.
DUST = 2.0**-40


def design(X: Tensor) -> Tensor:
    """Z = X with a column of ones, (n, p): the bias becomes one more weight."""
    return torch.cat([X, torch.ones(len(X), 1, dtype=X.dtype)], 1)


def least_squares(X: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The weight (d, k) and bias (k,) with the smallest sum of squared residuals, for X (n, d) and y (n, k).

    Where several are equally good (fewer examples than parameters) it is the one of least norm.
    """
    theta = torch.linalg.lstsq(design(X), y, driver="gelsd").solution
    return theta[:-1], theta[-1]


def standard_errors(X: Tensor, noise: float) -> Tensor:
    """noise * sqrt(diag((Z'Z)^-1)), (d + 1,), bias last: how far least squares strays from the truth.

    A direction that the data leave open has no finite error: then all are infinite.
    """
    Z = design(X)
    if int(torch.linalg.matrix_rank(Z)) < Z.shape[1]:
        return torch.full((Z.shape[1],), torch.inf, dtype=Z.dtype)
    errors: Tensor = noise * torch.linalg.inv(Z.T @ Z).diagonal().sqrt()
    return errors


def stable_learning_rate(X: Tensor, loss_name: str) -> float:
    """The rate above which full-batch gradient descent diverges: 1 / lambda_max(Z'Z / n) for `squared`, twice that
    for `half_squared`. Smaller batches need smaller rates. Errors: ValueError for a loss without such a limit.
    """
    factors = {"squared": 1.0, "half_squared": 2.0}
    if loss_name not in factors:
        raise ValueError(f"no full-batch limit is known for the loss {loss_name!r}")
    Z = design(X)
    return factors[loss_name] / float(torch.linalg.eigvalsh(Z.T @ Z / len(Z))[-1])


@dataclass(frozen=True)
class Quadratic:
    """The mean squared loss (no 1/2) as a quadratic form: loss(theta) = floor + (theta - best)' H (theta - best).

    `best` (p,) is the least-squares fit, weights first, bias last; for k outputs it is (p, k), and their losses are
    added. H = Z'Z / n (p, p). Where the data leave a direction open (fewer examples than parameters, a feature that
    repeats another) its curvature is 0, `best` is the fit of least norm, and moving along it changes no loss.
    """

    best: Tensor
    H: Tensor
    floor: float

    @cached_property
    def modes(self) -> tuple[Tensor, Tensor]:
        """The curvatures (p,), ascending, and their directions, the columns of a (p, p) matrix."""
        values, directions = torch.linalg.eigh(self.H)
        # An eigenvalue that is 0 comes out as rounding of the largest, of either sign.
        dust = len(values) * torch.finfo(values.dtype).eps * values[-1]
        return torch.where(values > dust, values, 0.0), directions

    @property
    def curvatures(self) -> Tensor:
        """lambda, all eigenvalues of H, ascending (p,): a full-batch step multiplies the error along the direction of
        each by 1 - 2 rate lambda.
        """
        return self.modes[0]

    @property
    def rank(self) -> int:
        """How many directions the data determine."""
        return int((self.curvatures > 0).sum())

    @property
    def flattest(self) -> float:
        """The smallest curvature that is not 0: that of the error which lasts longest."""
        return float(self.curvatures[-self.rank])

    @property
    def steepest(self) -> float:
        """The largest curvature."""
        return float(self.curvatures[-1])

    @property
    def limit(self) -> float:
        """The full batch's stable rate, 1 / lambda_max: `stable_learning_rate` for `squared`."""
        return 1 / self.steepest

    @property
    def fastest(self) -> float:
        """The full batch's best constant rate, 1 / (lambda_min + lambda_max): both ends then shrink equally fast.

        lambda_min is the smallest curvature above 0, for along a flat direction there is nothing to shrink.
        """
        return 1 / (self.flattest + self.steepest)

    def along(self, theta: Tensor) -> Tensor:
        """How far theta (p,) or (p, k) lies from `best` along each direction of `modes`, squared, summed over the
        outputs: (p,).
        """
        gap = (theta - self.best).reshape(len(self.H), -1)
        return (self.modes[1].T @ gap).square().sum(-1)

    def excess(self, theta: Tensor) -> Tensor:
        """loss - floor at theta (..., p), or (..., p, k), without the rounding of that difference. Overflow is inf."""
        gap = theta - self.best
        if self.best.ndim == 1:
            gap = gap.unsqueeze(-1)
        form = (self.H @ gap * gap).sum((-2, -1)).clamp_min(0)
        # inf - inf is nan: a run that has overflowed has an infinite loss
        return torch.nan_to_num(form, nan=torch.inf, posinf=torch.inf)

    def loss(self, theta: Tensor) -> Tensor:
        """The mean squared loss over all the data at theta (..., p), or (..., p, k). Overflow is inf, never nan."""
        return self.floor + self.excess(theta)


def quadratic(X: Tensor, y: Tensor) -> Quadratic:
    """The mean squared loss of X (n, d) and y (n, k) as a quadratic form. A floor that is rounding dust is 0."""
    weight, bias = least_squares(X, y)
    best, Z = torch.cat([weight, bias[None]]), design(X)
    floor = float((y - Z @ best).square().sum(-1).mean())
    dust = DUST**2 * float(y.square().sum(-1).mean())
    return Quadratic(best[:, 0] if y.shape[1] == 1 else best, Z.T @ Z / len(Z), floor if floor > dust else 0.0)
