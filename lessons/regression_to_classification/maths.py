"""One guess at one class, and what three losses make of it: squared on one-hot, the margin, cross-entropy.

Logits o are (k,), the true class y is an index from 0, delta the lead that the margin asks for. What PyTorch makes of
the same guess stands beside it. Source: d2l 3.4 (English edition 4.1), and the lecture's slides on classification.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from core.losses import LOSSES, Loss, margin, softmax
from lessons.regression_to_classification.tenths import SLACK


@dataclass(frozen=True)
class Cost:
    """A loss's value, and its gradient with respect to each logit (k,)."""

    value: float
    gradient: Tensor


@dataclass(frozen=True)
class Decision:
    """What argmax makes of the logits, and where the squared loss comes from; classes are indices from 0.

    `tied` holds all classes at the top, of which argmax takes the first; `lead` is o_y - max_{i != y} o_i, `met`
    whether it reaches delta, `probability` softmax(o)_y; `largest` holds the classes with the largest square (several
    if level), `gap` is o - y of the first of them, `share` the part of the squared loss that each has: 0 if it is 0.
    """

    tied: tuple[int, ...]
    lead: float
    met: bool
    probability: float
    largest: tuple[int, ...]
    gap: float
    share: float

    @property
    def predicted(self) -> int:
        """What argmax takes."""
        return self.tied[0]


def one_hot(true_class: int, num_classes: int) -> Tensor:
    """The row (k,) with a 1 at the true class and 0 elsewhere."""
    return F.one_hot(torch.tensor(true_class), num_classes).double()


def decide(logits: Tensor, true_class: int, *, delta: float) -> Decision:
    """Read the logits (k,): the prediction, its lead, and the largest square."""
    gaps = logits - one_hot(true_class, len(logits))
    rivals = torch.cat([logits[:true_class], logits[true_class + 1 :]])
    lead = float(logits[true_class] - rivals.max())
    squares = gaps.square()
    largest = tuple((gaps.abs() >= gaps.abs().max() - SLACK).nonzero().flatten().tolist())
    return Decision(
        tied=tuple((logits == logits.max()).nonzero().flatten().tolist()),
        lead=lead,
        met=lead >= delta - SLACK,
        probability=float(softmax(logits)[true_class]),
        largest=largest,
        gap=float(gaps[largest[0]]),
        share=float(squares[largest[0]] / squares.sum()) if bool(squares.any()) else 0.0,
    )


def losses(delta: float) -> dict[str, Loss]:
    """The three losses of the lesson by name, the margin's lead shortened by what binary makes of tenths."""
    return {
        "squared_on_one_hot": LOSSES["squared_on_one_hot"],
        "margin": margin(max(0.0, delta - SLACK)),
        "cross_entropy": LOSSES["cross_entropy"],
    }


def costs(logits: Tensor, true_class: int, *, delta: float) -> dict[str, Cost]:
    """Value and hand-derived gradient of each loss at the logits (k,), from `core.losses`."""
    rows, targets = logits[None], torch.tensor([true_class])
    return {
        name: Cost(float(loss.value(rows, targets)[0]), loss.gradient(rows, targets)[0])
        for name, loss in losses(delta).items()
    }


def squared_in_pytorch(logits: Tensor, y: Tensor) -> Tensor:
    """nn.MSELoss(reduction="sum") on one-hot labels."""
    labels = F.one_hot(y, logits.shape[-1]).to(logits.dtype)
    return F.mse_loss(logits, labels, reduction="sum")


def margin_in_pytorch(logits: Tensor, y: Tensor, delta: float) -> Tensor:
    """No nn.Module of this name: nn.MultiMarginLoss sums over all rivals and divides by k."""
    own = logits.gather(-1, y[:, None]).squeeze(-1)
    true = F.one_hot(y, logits.shape[-1]).bool()
    rival = logits.masked_fill(true, -torch.inf).max(-1).values
    return F.relu(delta - (own - rival)).sum()


def cross_entropy_in_pytorch(logits: Tensor, y: Tensor) -> Tensor:
    """nn.CrossEntropyLoss(reduction="sum"): logits go in, softmax is inside."""
    return F.cross_entropy(logits, y, reduction="sum")


def costs_in_pytorch(logits: Tensor, true_class: int, *, delta: float) -> dict[str, Cost]:
    """The same by torch.nn.functional and autograd."""
    y, asked = torch.tensor([true_class]), max(0.0, delta - SLACK)
    found = {}
    for name, loss in (
        ("squared_on_one_hot", squared_in_pytorch),
        ("margin", lambda o, y: margin_in_pytorch(o, y, asked)),
        ("cross_entropy", cross_entropy_in_pytorch),
    ):
        o = logits.detach().clone()[None].requires_grad_()
        value = loss(o, y)
        (gradient,) = torch.autograd.grad(value, o)
        found[name] = Cost(value.item(), gradient[0])
    return found


def largest_difference(ours: dict[str, Cost], theirs: dict[str, Cost]) -> float:
    """The largest difference of any value or gradient."""
    gaps = [abs(ours[name].value - theirs[name].value) for name in ours]
    gaps += [float((ours[name].gradient - theirs[name].gradient).abs().max()) for name in ours]
    return max(gaps)
