"""What theory says of linear regression before anything is trained. Source: Dive into Deep Learning 3.1."""

from __future__ import annotations

import torch
from torch import Tensor


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
