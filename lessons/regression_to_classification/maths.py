"""One guess at one class, and what three losses make of it: squared on one-hot, the margin, cross-entropy.

Logits o are (k,), the true class y is an index from 0, delta the lead that the margin asks for. What PyTorch makes of
the same guess stands beside it. Source: d2l 3.4, and the lecture's slides on regression and classification.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from core.losses import LOSSES, margin, softmax

# The sliders' tenths are not exact in binary: 2.3 - 1.3 falls short of 1 by 2e-16, and must count as a lead of 1.
SLACK = 1e-9


@dataclass(frozen=True)
class Verdict:
    """A loss's value, and its gradient with respect to each logit (k,)."""

    value: float
    gradient: Tensor


@dataclass(frozen=True)
class Decision:
    """What argmax makes of the logits, and whom the squared loss blames; classes are indices from 0.

    `tied` holds all classes at the top, `lead` is o_y - max_{i != y} o_i, `met` whether it reaches delta, `probability`
    softmax(o)_y; `blamed` holds the classes with the largest square (more than one if level), `gap` is o - y of the
    first of them, `share` the part of the squared loss that each has: 0 if the loss is 0.
    """

    predicted: int
    tied: tuple[int, ...]
    right: bool
    lead: float
    met: bool
    probability: float
    blamed: tuple[int, ...]
    gap: float
    share: float


def one_hot(true_class: int, num_classes: int) -> Tensor:
    """The row (k,) with a 1 at the true class and 0 elsewhere."""
    return F.one_hot(torch.tensor(true_class), num_classes).double()


def decide(logits: Tensor, true_class: int, *, delta: float) -> Decision:
    """Read the logits (k,): the prediction, its lead, and the largest square. At a tie argmax takes the first."""
    gaps = logits - one_hot(true_class, len(logits))
    rivals = torch.cat([logits[:true_class], logits[true_class + 1 :]])
    lead = float(logits[true_class] - rivals.max())
    squares = gaps.square()
    blamed = tuple((gaps.abs() >= gaps.abs().max() - SLACK).nonzero().flatten().tolist())
    tied = tuple((logits == logits.max()).nonzero().flatten().tolist())
    return Decision(
        predicted=tied[0],
        tied=tied,
        right=tied[0] == true_class,
        lead=lead,
        met=lead >= delta - SLACK,
        probability=float(softmax(logits)[true_class]),
        blamed=blamed,
        gap=float(gaps[blamed[0]]),
        share=float(squares[blamed[0]] / squares.sum()) if bool(squares.any()) else 0.0,
    )


def verdicts(logits: Tensor, true_class: int, *, delta: float) -> dict[str, Verdict]:
    """Value and hand-derived gradient of each loss at the logits (k,), from `core.losses`."""
    rows, targets = logits[None], torch.tensor([true_class])
    losses = {name: LOSSES[name] for name in ("squared_on_one_hot", "margin", "cross_entropy")}
    losses["margin"] = margin(max(0.0, delta - SLACK))
    return {
        name: Verdict(float(loss.value(rows, targets)[0]), loss.gradient(rows, targets)[0])
        for name, loss in losses.items()
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


def verdicts_in_pytorch(logits: Tensor, true_class: int, *, delta: float) -> dict[str, Verdict]:
    """The same by torch.nn.functional and autograd."""
    y = torch.tensor([true_class])
    found = {}
    for name in ("squared_on_one_hot", "margin", "cross_entropy"):
        o = logits.detach().clone()[None].requires_grad_()
        if name == "margin":
            value = margin_in_pytorch(o, y, max(0.0, delta - SLACK))
        else:
            value = (squared_in_pytorch if name == "squared_on_one_hot" else cross_entropy_in_pytorch)(o, y)
        (gradient,) = torch.autograd.grad(value, o)
        found[name] = Verdict(value.item(), gradient[0])
    return found


def largest_difference(ours: dict[str, Verdict], theirs: dict[str, Verdict]) -> float:
    """The largest difference of any value or gradient."""
    gaps = [abs(ours[name].value - theirs[name].value) for name in ours]
    gaps += [float((ours[name].gradient - theirs[name].gradient).abs().max()) for name in ours]
    return max(gaps)
