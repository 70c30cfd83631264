"""Exact fits of a line or a constant under the half-squared, the absolute and Huber's loss, many at once.

m data sets, n examples, p parameters. What one label far off does to them, when `shift` is added to the label of
example i and z_i is its row of the design Z:

- half-squared: the parameters move by shift (Z'Z)^-1 z_i, so its own fitted value moves by its leverage times shift;
- absolute and Huber: while the residual keeps its sign (and stays beyond delta), the gradient that the example
  contributes stays the same, so the fit does not move at all.

Source: Huber and Ronchetti 2009, chapter 7; Koenker and Bassett 1978 for the line through p points.
"""

from __future__ import annotations

import torch
from torch import Tensor

_MOST_ROUNDS = 2000
_SMALL = 1e-12
_ROUNDING = torch.finfo(torch.float64).eps / 2


def fit_half_squared(Z: Tensor, y: Tensor) -> Tensor:
    """Least squares for Z (m, n, p) or (n, p) and y (m, n): parameters (m, p)."""
    rows = Z.expand(len(y), *Z.shape[-2:])
    theta: Tensor = torch.linalg.lstsq(rows, y[..., None], driver="gelsd").solution[..., 0]
    return theta


def leverage(Z: Tensor) -> Tensor:
    """The diagonal of the hat matrix Z (Z'Z)^-1 Z' of Z (n, p): (n,), with the sum p."""
    shares: Tensor = (Z @ torch.linalg.pinv(Z)).diagonal()
    return shares


def fit_absolute(x: Tensor, y: Tensor) -> Tensor:
    """The lines with the least sum of absolute residuals, for x and y (m, n): weight and bias (m, 2).

    The sum is convex and piecewise linear, so a least one lies at a corner, where the line passes through two
    examples: all pairs are tried. Errors: ValueError unless at least two examples differ in x.
    """
    return torch.stack([best_pair(*pair) for pair in zip(x, y, strict=True)])


def best_pair(x: Tensor, y: Tensor) -> Tensor:
    """Weight and bias (2,) of the line through two of the examples x, y (n,) with the least sum."""
    if len(x) < 2 or not bool((x != x[0]).any()):
        raise ValueError(f"a line needs two examples that differ in x, got {len(x)} examples")
    first, second = torch.combinations(torch.arange(len(x))).T
    apart = x[first] != x[second]
    first, second = first[apart], second[apart]
    slope = (y[second] - y[first]) / (x[second] - x[first])
    height = y[first] - slope * x[first]
    sums = (y - slope[:, None] * x - height[:, None]).abs().sum(-1)
    best = sums.argmin()
    return torch.stack([slope[best], height[best]])


def fit_huber(Z: Tensor, y: Tensor, delta: Tensor) -> Tensor:
    """Huber's fit for Z (m, n, p) or (n, p), y (m, n) and delta (m,): parameters (m, p).

    Two steps are tried in each round, and the one with the lower loss is taken. Reweighted least squares, with weights
    min(1, delta / |r|), always goes down. Newton's step solves for the parameters as if each example stayed where it is
    (in the middle, or in a tail): it lands exactly on the minimum once that is so. It ends when the gradient is 0 to
    rounding. Errors: ValueError unless every delta is positive.
    """
    if not bool((delta > 0).all()):
        raise ValueError(f"delta must be positive, got {delta.tolist()}")
    rows = Z.expand(len(y), *Z.shape[-2:])
    theta = fit_half_squared(rows, y)
    # Residuals are rounded as the labels are, so no gradient can be told from 0 below that.
    mark = y.shape[1] * (_SMALL * delta + _ROUNDING * y.abs().amax(-1))
    left = torch.arange(len(y))
    for _ in range(_MOST_ROUNDS):
        one, bend = rows[left], delta[left, None]
        push = (y[left] - _fitted(one, theta[left])).clamp(-bend, bend)
        slope = torch.einsum("mnp,mn->mp", one, push).abs().amax(-1)
        left = left[slope > mark[left]]
        if not len(left):
            break
        theta[left] = _huber_step(rows[left], y[left], theta[left], delta[left, None])
    return theta


def _huber_step(rows: Tensor, y: Tensor, theta: Tensor, bend: Tensor) -> Tensor:
    """One round of `fit_huber`."""
    residual = y - _fitted(rows, theta)
    weights = bend / residual.abs().maximum(bend)
    middle = (residual.abs() <= bend).to(y.dtype)
    steady = _solve(rows, weights, weights * y)
    # In the tails the gradient is the constant push; in the middle it is linear.
    quick = _solve(rows, middle, middle * y + (1 - middle) * residual.clamp(-bend, bend))
    better = _huber_sum(rows, y, quick, bend) < _huber_sum(rows, y, steady, bend)  # false where quick is nan
    return torch.where(better[:, None], quick, steady)


def _fitted(rows: Tensor, theta: Tensor) -> Tensor:
    return torch.einsum("mnp,mp->mn", rows, theta)


def _solve(rows: Tensor, weights: Tensor, pull: Tensor) -> Tensor:
    """(Z'WZ)^-1 Z' pull for each data set; not finite where the matrix is singular."""
    matrix = torch.einsum("mnp,mn,mnq->mpq", rows, weights, rows)
    right = torch.einsum("mnp,mn->mp", rows, pull)
    theta: Tensor = torch.linalg.solve_ex(matrix, right).result
    return theta


def _huber_sum(rows: Tensor, y: Tensor, theta: Tensor, bend: Tensor) -> Tensor:
    distance = (y - _fitted(rows, theta)).abs()
    near = distance.minimum(bend)
    return (near * (distance - near / 2)).sum(-1)


def average_distance(
    features: Tensor, noise: Tensor, truth: Tensor, *, outlier: float, rank: int, delta: float
) -> dict[str, float]:
    """How far from the true line the fits lie, on average over m data sets: by the names half_squared, absolute, huber.

    `features` and `noise` are (m, n); in each data set `outlier` is added to the label of the example of that `rank`
    from the left. A fit's distance is the root mean square over the examples.
    """
    x, order = features.sort(-1)
    y = truth[0] * x + truth[1] + noise.gather(-1, order)
    y[:, rank] += outlier
    Z = torch.stack([x, torch.ones_like(x)], -1)
    deltas = torch.full((len(y),), delta, dtype=y.dtype)
    fits = {"half_squared": fit_half_squared(Z, y), "absolute": fit_absolute(x, y), "huber": fit_huber(Z, y, deltas)}
    return {name: float(distance(Z, theta, truth).mean()) for name, theta in fits.items()}


def distance(Z: Tensor, theta: Tensor, truth: Tensor) -> Tensor:
    """Root mean square over the rows of Z (..., n, p) of Z theta - Z truth, for theta (..., p): (...)."""
    return (Z @ (theta - truth)[..., None])[..., 0].square().mean(-1).sqrt()
