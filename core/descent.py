"""Where gradient descent on a quadratic is after some steps: exactly for the full batch, on average for minibatches.

With e the error theta - best, a step on a minibatch (G = Z_B'Z_B / B, g its gradient noise at `best`) is
e <- (I - 2 rate G) e - 2 rate g. Along the directions of H the squared error c (p,) then follows, on average,

    c_i <- (1 - 2 rate lambda_i)^2 c_i + 4 rate^2 q (lambda_i^2 c_i + lambda_i sum_j lambda_j c_j + lambda_i floor)

with q = (n - B) / (B (n - 1)), the variance of a mean of B drawn without replacement from n. The first term is all
there is for the full batch, q = 0. In the second, E zz'Czz' is that of normal features, 2 HCH + H tr(HC), and the
errors of the fit are taken to be independent of the features. Each batch is taken as a new draw; an epoch's batches
exclude each other, which jitters less, if anything.
Source: the recursion is the usual one of constant-rate SGD on least squares (e.g. Bach and Moulines 2013).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from core.theory import Quadratic


def full_batch_excess(shape: Quadratic, start: Tensor, *, rate: float, steps: int) -> float:
    """loss - floor after full-batch steps from theta `start`: sum_i lambda_i (1 - 2 rate lambda_i)^(2 steps) c_i."""
    curvature = shape.curvatures
    left = curvature * shape.along(start) * (1 - 2 * rate * curvature).square() ** steps
    return float(torch.nan_to_num(left, nan=torch.inf).sum())


def expected_excess(
    shape: Quadratic, start: Tensor, *, rates: Sequence[float], batch_size: int, num_examples: int, steps: int
) -> Tensor:
    """The mean of loss - floor after `steps` minibatch steps from theta `start`, for each rate (R,); at most inf."""
    share = drawing_variance(batch_size, num_examples)
    curvature = shape.curvatures
    rate = torch.tensor(list(rates), dtype=curvature.dtype)[:, None]
    keeps = (1 - 2 * rate * curvature).square() + 4 * share * (rate * curvature).square()
    spread = 4 * share * rate.square() * curvature
    p = len(curvature)
    step = torch.zeros(len(rate), p + 1, p + 1, dtype=curvature.dtype)
    step[:, :p, :p] = torch.diag_embed(keeps) + spread[..., None] * curvature
    step[:, :p, p] = spread * shape.floor
    step[:, p, p] = 1
    now = torch.linalg.matrix_power(step, steps) @ torch.cat([shape.along(start), torch.ones_like(curvature[:1])])
    return torch.nan_to_num(now[:, :p] @ curvature, nan=torch.inf, posinf=torch.inf)


def drawing_variance(batch_size: int, num_examples: int) -> float:
    """(n - B) / (B (n - 1)): the variance of the mean of B drawn without replacement from n of variance 1."""
    if batch_size >= num_examples:
        return 0.0
    return (num_examples - batch_size) / (batch_size * (num_examples - 1))


def minibatch_limit(shape: Quadratic, batch_size: int, num_examples: int) -> float:
    """The rate below which the squared error of minibatch descent shrinks on average; `shape.limit` for all of them.

    The matrix of the recursion has an eigenvalue 1 where sum_i q r_i / (1 - (1 + q) r_i) = 1, r_i = rate lambda_i:
    the sum grows with the rate, so halving intervals finds it. A single path may hold out somewhat beyond.
    """
    share = drawing_variance(batch_size, num_examples)
    if share == 0:
        return shape.limit
    curvature, low, high = shape.curvatures.tolist(), 0.0, shape.limit / (1 + share)
    for _ in range(50):
        middle = (low + high) / 2
        stable = sum(share * middle * c / (1 - (1 + share) * middle * c) for c in curvature) < 1
        low, high = (middle, high) if stable else (low, middle)
    return low
