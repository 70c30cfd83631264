"""The guess on the page as a program of its own."""

from collections.abc import Sequence

from core.export import SETUP, Part, Program

_LOSSES = Part(
    "Three losses of the logits o at the true class y (from 0 here): squared on one-hot labels, margin, cross-entropy",
    "logit o在真实类别y（这里从0数起）处的三种损失：独热标签上的平方损失、间隔损失、交叉熵",
    """o, y = torch.tensor({logits}, requires_grad=True), {true_class}


def squared(o):
    return nn.functional.mse_loss(o, torch.eye(len(o))[y], reduction="sum")


def margin(o):
    lead = o[y] - torch.cat([o[:y], o[y + 1 :]]).max()
    return torch.relu({delta} - 1e-9 - lead)  # a lead of delta is enough, whatever binary makes of it


def cross_entropy(o):
    return nn.functional.cross_entropy(o, torch.tensor(y))""",
)
_NUMBERS = Part(
    "The value of each, and by autograd its gradient in the logits",
    "各自的值，以及自动微分给出的对logit的梯度",
    """for loss in (squared, margin, cross_entropy):
    value = loss(o)
    (gradient,) = torch.autograd.grad(value, o)
    print(loss.__name__, f"{{value.item():.6f}}", [round(slope, 6) for slope in gradient.tolist()])
print("predicted", o.argmax().item())""",
)


def program(logits: Sequence[float], true_class: int, delta: float) -> Program:
    """Prints value and gradient of the three losses; `true_class` counts from 0."""
    return Program(
        "From regression to classification: the guess on the page, in plain PyTorch. Needs torch only.",
        "从回归到分类：页面上的这组猜测，用PyTorch写成，只需要torch。",
        (SETUP, _LOSSES, _NUMBERS),
        {"logits": list(logits), "true_class": true_class, "delta": delta},
    )
