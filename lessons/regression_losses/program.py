"""The three losses at the residual on the page as a program of its own."""

from core.export import SETUP, Part, Program
from lessons.regression_losses.maths import Residual

_LOSSES = Part(
    "Half the squared loss, the absolute loss, and Huber's loss, which bends at {delta}",
    "平方损失的一半、绝对值损失，以及在{delta}处转弯的Huber损失",
    """prediction, truth = torch.tensor({prediction}, requires_grad=True), torch.tensor({truth})
losses = {{
    "L2": lambda o, y: nn.functional.mse_loss(o, y) / 2,
    "L1": nn.L1Loss(),
    "Huber": nn.HuberLoss(delta={delta}),
}}""",
)
_NUMBERS = Part(
    "The value of each, and by autograd its gradient",
    "各自的值，以及自动微分给出的梯度",
    """for name, loss in losses.items():
    value = loss(prediction, truth)
    (gradient,) = torch.autograd.grad(value, prediction)
    print(name, f"{{value.item():.6f}}", f"{{gradient.item():.6f}}")""",
)


def program(at: Residual) -> Program:
    """Prints value and gradient of the three losses."""
    return Program(
        "L2, L1 and Huber: the residual on the page, in plain PyTorch. Needs torch only.",
        "L2、L1与Huber损失：页面上的这个残差，用PyTorch写成，只需要torch。",
        (SETUP, _LOSSES, _NUMBERS),
        {"prediction": at.prediction, "truth": at.truth, "delta": at.delta},
    )
