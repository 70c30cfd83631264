"""The losses of the lessons: value and hand-derived gradient side by side, and the registry `LOSSES`.

Each value is that of one example, each gradient its derivative with respect to that example's outputs; the mean over
examples is taken by whoever trains. Outputs are (n, k), with any leading dimensions; several outputs are summed.
Regression targets are (n, k). Classification targets are class indices (n,) or probabilities (n, k).
Source: Dive into Deep Learning 3.1, 3.4, 3.7; Huber 1964 for the robust loss.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Loss:
    """A loss: `value(outputs (n, k), targets) -> (n,)` and `gradient(outputs, targets) -> (n, k)`."""

    name: str
    value: Callable[[Tensor, Tensor], Tensor]
    gradient: Callable[[Tensor, Tensor], Tensor]


def log_softmax(logits: Tensor) -> Tensor:
    """log softmax(o)_j = o_j - log sum_i exp(o_i) over the last dimension; the maximum is taken out first."""
    shifted = logits - logits.amax(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1, keepdim=True).log()


def softmax(logits: Tensor) -> Tensor:
    """softmax(o)_j = exp(o_j) / sum_i exp(o_i) over the last dimension, by way of `log_softmax`."""
    return log_softmax(logits).exp()


def _residual(outputs: Tensor, targets: Tensor) -> Tensor:
    if targets.ndim < 2 or outputs.shape[-2:] != targets.shape[-2:]:
        raise ValueError(
            f"outputs {tuple(outputs.shape)} and targets {tuple(targets.shape)} must agree: "
            "(n, 1) against (n,) would silently broadcast to n x n"
        )
    return outputs - targets


def _squared_value(outputs: Tensor, targets: Tensor) -> Tensor:
    return _residual(outputs, targets).square().sum(-1)


def _squared_gradient(outputs: Tensor, targets: Tensor) -> Tensor:
    return 2 * _residual(outputs, targets)


def _half_squared_value(outputs: Tensor, targets: Tensor) -> Tensor:
    return _residual(outputs, targets).square().sum(-1) / 2


def _half_squared_gradient(outputs: Tensor, targets: Tensor) -> Tensor:
    return _residual(outputs, targets)


def _absolute_value(outputs: Tensor, targets: Tensor) -> Tensor:
    return _residual(outputs, targets).abs().sum(-1)


def _absolute_gradient(outputs: Tensor, targets: Tensor) -> Tensor:
    return _residual(outputs, targets).sign()  # 0 at the kink, as PyTorch has it


def huber(delta: float = 1.0) -> Loss:
    """Huber's robust loss: r^2 / 2 for |r| <= delta, else delta (|r| - delta / 2). As `nn.HuberLoss(delta)`.

    With delta = 1 it is also `nn.SmoothL1Loss`. Errors: ValueError unless delta > 0.
    """
    if not delta > 0:
        raise ValueError(f"delta must be positive, got {delta}")

    def value(outputs: Tensor, targets: Tensor) -> Tensor:
        distance = _residual(outputs, targets).abs()
        tail = delta * (distance - delta / 2)
        return torch.where(distance <= delta, distance.square() / 2, tail).sum(-1)

    def gradient(outputs: Tensor, targets: Tensor) -> Tensor:
        return _residual(outputs, targets).clamp(-delta, delta)

    return Loss("huber", value, gradient)


def probabilities(outputs: Tensor, targets: Tensor) -> Tensor:
    """Targets as rows of probabilities (n, k): class indices become one-hot rows.

    Errors: ValueError for an index outside 0..k-1, rows of another length, negative numbers, sums other than 1.
    """
    n, k = outputs.shape[-2:]
    if not targets.is_floating_point():
        return torch.nn.functional.one_hot(_indices(outputs, targets), k).to(outputs.dtype)
    if targets.shape != (n, k):
        raise ValueError(f"probabilities must have the shape {(n, k)}, got {tuple(targets.shape)}")
    sums = targets.sum(-1)
    if bool((targets < 0).any()) or not torch.allclose(sums, torch.ones_like(sums), atol=1e-6):
        raise ValueError(f"each row of probabilities must be at least 0 and sum to 1, got sums {sums.tolist()[:5]}")
    return targets.to(outputs.dtype)


def _indices(outputs: Tensor, targets: Tensor) -> Tensor:
    n, k = outputs.shape[-2:]
    if targets.is_floating_point() or targets.shape != (n,):
        raise ValueError(f"class indices must be {n} integers, got shape {tuple(targets.shape)}, {targets.dtype}")
    if n and not (int(targets.min()) >= 0 and int(targets.max()) < k):
        raise ValueError(f"class indices must lie in 0..{k - 1}, got {sorted(set(targets.tolist()))[:10]}")
    return targets.long()


def _cross_entropy_value(outputs: Tensor, targets: Tensor) -> Tensor:
    return -(probabilities(outputs, targets) * log_softmax(outputs)).sum(-1)


def _cross_entropy_gradient(outputs: Tensor, targets: Tensor) -> Tensor:
    return softmax(outputs) - probabilities(outputs, targets)


def _on_one_hot_value(outputs: Tensor, targets: Tensor) -> Tensor:
    return (outputs - probabilities(outputs, targets)).square().sum(-1)


def _on_one_hot_gradient(outputs: Tensor, targets: Tensor) -> Tensor:
    return 2 * (outputs - probabilities(outputs, targets))


def margin(delta: float = 1.0) -> Loss:
    """How far the true class falls short of leading by delta: max(0, delta - (o_y - max_{i != y} o_i)).

    Needs class indices and at least two classes. The gradient is -1 at the true class and +1 at its strongest rival
    (the first of equals) while the lead is short, else 0. Errors: ValueError for a negative delta.
    """
    if not delta >= 0:
        raise ValueError(f"delta must be at least 0, got {delta}")

    def parts(outputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        true = torch.nn.functional.one_hot(_indices(outputs, targets), outputs.shape[-1]).bool()
        rival, where = outputs.masked_fill(true, -torch.inf).max(-1)
        own = outputs.masked_fill(~true, 0).sum(-1)
        return own - rival, true, where

    def value(outputs: Tensor, targets: Tensor) -> Tensor:
        return (delta - parts(outputs, targets)[0]).clamp_min(0)

    def gradient(outputs: Tensor, targets: Tensor) -> Tensor:
        lead, true, where = parts(outputs, targets)
        pushed = torch.nn.functional.one_hot(where, outputs.shape[-1]).to(outputs.dtype) - true.to(outputs.dtype)
        return pushed * (lead < delta).unsqueeze(-1)

    return Loss("margin", value, gradient)


LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        Loss("squared", _squared_value, _squared_gradient),
        Loss("half_squared", _half_squared_value, _half_squared_gradient),
        Loss("absolute", _absolute_value, _absolute_gradient),
        huber(),
        Loss("cross_entropy", _cross_entropy_value, _cross_entropy_gradient),
        Loss("squared_on_one_hot", _on_one_hot_value, _on_one_hot_gradient),
        margin(),
    )
}
