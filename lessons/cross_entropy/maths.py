"""Cross-entropy from every side: labels, entropies, curvature, gradient steps on the logits, and two ways to spoil it.

Logits are (k,) or carry leading dimensions (..., k), as do labels and probabilities, which are rows that sum to 1.
All in nats; 1 nat = 1 / ln 2 bits. Source: Dive into Deep Learning 3.4 (softmax regression, information theory).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor, nn

from core.losses import LOSSES, Loss, log_softmax, softmax

NATS_PER_BIT = math.log(2)


def smoothed_label(true_class: int, num_classes: int, soft: float = 0.0) -> Tensor:
    """The label (k,): (1 - soft) of a one-hot row and `soft` spread evenly, as `label_smoothing` of PyTorch has it.

    `true_class` counts from 0. Errors: ValueError for a class outside 0..k-1 or softness outside 0..1.
    """
    if not 0 <= true_class < num_classes:
        raise ValueError(f"the true class must lie in 0..{num_classes - 1}, got {true_class}")
    if not 0 <= soft <= 1:
        raise ValueError(f"the softness must lie in 0..1, got {soft}")
    label = torch.full((num_classes,), soft / num_classes, dtype=torch.float64)
    label[true_class] += 1 - soft
    return label


def gradient(logits: Tensor, label: Tensor) -> Tensor:
    """Predicted minus true: the derivative softmax(o) - y of the cross-entropy with respect to the logits (..., k)."""
    return softmax(logits) - label


def hessian(logits: Tensor) -> Tensor:
    """diag(p) - p p^T (..., k, k) with p = softmax(o): the second derivative of the cross-entropy in the logits.

    It is the covariance of a one-hot indicator drawn with probabilities p, and does not depend on the label. Its rows
    sum to 0, since a shift of all logits changes nothing; its eigenvalues lie in 0..1/2.
    """
    p = softmax(logits)
    return torch.diag_embed(p) - p.unsqueeze(-1) * p.unsqueeze(-2)


def entropy(p: Tensor) -> Tensor:
    """H(p) = -sum_j p_j log p_j over the last dimension, with 0 log 0 = 0."""
    return -torch.xlogy(p, p).sum(-1)


def cross_entropy(p: Tensor, q: Tensor) -> Tensor:
    """H(p, q) = -sum_j p_j log q_j over the last dimension; infinite where q_j = 0 < p_j."""
    return -torch.xlogy(p, q).sum(-1)


def kl_divergence(p: Tensor, q: Tensor) -> Tensor:
    """KL(p || q) = H(p, q) - H(p) >= 0; infinite where q_j = 0 < p_j."""
    return cross_entropy(p, q) - entropy(p)


def descend(logits: Tensor, label: Tensor, *, learning_rate: float, steps: int) -> Tensor:
    """The logits (T+1, ..., k) at each of T = `steps` gradient steps o <- o - eta (softmax(o) - y).

    The curvature is at most 1/2, so with eta < 4 the loss falls at every step. Errors: ValueError unless eta > 0.
    """
    if not learning_rate > 0:
        raise ValueError(f"the learning rate must be positive, got {learning_rate}")
    path = [logits]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * gradient(path[-1], label))
    return torch.stack(path)


@dataclass(frozen=True)
class Descent:
    """Gradient descent on the logits of one example: `start` (k numbers), the label, the rate, and how many steps.

    `true_class` counts from 0.
    """

    start: tuple[float, ...]
    true_class: int
    soft: float
    learning_rate: float
    steps: int

    @cached_property
    def label(self) -> Tensor:
        """y (k,)."""
        return smoothed_label(self.true_class, len(self.start), self.soft)

    @cached_property
    def path(self) -> Tensor:
        """The logits (T+1, k) at each step."""
        logits = torch.tensor(self.start, dtype=torch.float64)
        return descend(logits, self.label, learning_rate=self.learning_rate, steps=self.steps)


def _back_through_softmax(p: Tensor, slope: Tensor) -> Tensor:
    """The Jacobian diag(p) - p p^T of softmax times a slope in the probabilities."""
    return p * (slope - (p * slope).sum(-1, keepdim=True))


def _squared_value(logits: Tensor, label: Tensor) -> Tensor:
    return (softmax(logits) - label).square().sum(-1)


def _squared_gradient(logits: Tensor, label: Tensor) -> Tensor:
    p = softmax(logits)
    return _back_through_softmax(p, 2 * (p - label))


def _twice_value(logits: Tensor, label: Tensor) -> Tensor:
    return -(label * log_softmax(softmax(logits))).sum(-1)


def _twice_gradient(logits: Tensor, label: Tensor) -> Tensor:
    p = softmax(logits)
    return _back_through_softmax(p, softmax(p) - label)


# ||softmax(o) - y||^2, without the 1/2: the Jacobian of softmax takes its gradient to 0 on a confident mistake.
SQUARED_THROUGH_SOFTMAX = Loss("squared_through_softmax", _squared_value, _squared_gradient)

# The cross-entropy of probabilities that were taken for logits: `nn.CrossEntropyLoss()(o.softmax(-1), y)`.
CROSS_ENTROPY_OF_PROBABILITIES = Loss("cross_entropy_of_probabilities", _twice_value, _twice_gradient)


def twice_floor(num_classes: int, soft: float = 0.0) -> float:
    """The least loss when softmax is applied twice: ln(e + k - 1) - 1 for a hard label, however long one trains.

    The second softmax takes probabilities p in 0..1 for logits. For a label with the softness `soft` the best p has
    one entry a and k - 1 equal ones; softmax(p) = y asks for a gap ln(y_true / y_other), which p can make up to 1.
    Errors: ValueError for softness outside 0..1 or fewer than two classes.
    """
    if num_classes < 2:
        raise ValueError(f"there must be at least two classes, got {num_classes}")
    label = smoothed_label(0, num_classes, soft)
    gap = min(1.0, float((label[0] / label[1]).log())) if soft else 1.0
    p = (1 - gap) / num_classes + gap * smoothed_label(0, num_classes)
    return float(-(label * log_softmax(p)).sum())


def by_autograd(logits: Tensor, label: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Loss (), gradient (k,) and Hessian (k, k) of `nn.CrossEntropyLoss` for one example, by automatic differentiation.

    `label` (k,) holds probabilities.
    """
    criterion = nn.CrossEntropyLoss()

    def loss(o: Tensor) -> Tensor:
        value: Tensor = criterion(o.unsqueeze(0), label.unsqueeze(0))
        return value

    leaf = logits.clone().requires_grad_()
    value = loss(leaf)
    value.backward()
    assert leaf.grad is not None
    return value.detach(), leaf.grad, torch.autograd.functional.hessian(loss, logits)


def squared_in_pytorch(logits: Tensor, label: Tensor) -> Tensor:
    """Squared loss of the probabilities, summed over the classes, for one example."""
    return nn.functional.mse_loss(logits.softmax(-1), label, reduction="sum")


def twice_in_pytorch(logits: Tensor, label: Tensor) -> Tensor:
    """`nn.CrossEntropyLoss` of probabilities taken for logits, for one example."""
    return nn.functional.cross_entropy(logits.softmax(-1).unsqueeze(0), label.unsqueeze(0))


def by_index(logits: Tensor, true_class: int, soft: float = 0.0) -> float:
    """The loss of one example from its class index (from 0), as training code calls it."""
    criterion = nn.CrossEntropyLoss(label_smoothing=soft)
    return float(criterion(logits.unsqueeze(0), torch.tensor([true_class])))


def loss(logits: Tensor, label: Tensor) -> Tensor:
    """The cross-entropy H(y, softmax(o)) (...) of the registry, for labels (..., k) that are probabilities."""
    k = logits.shape[-1]
    rows = LOSSES["cross_entropy"].value(logits.reshape(-1, k), label.expand_as(logits).reshape(-1, k))
    return rows.reshape(logits.shape[:-1])
