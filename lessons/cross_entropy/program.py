"""The descent on the page as a program of its own."""

from core.export import SETUP, Part, Program
from lessons.cross_entropy.maths import Descent

_DESCENT = Part(
    "The loss, with label smoothing {soft}, and {step} gradient steps on the logits; classes count from 0 here",
    "标签平滑为{soft}的损失，以及对logit做{step}步梯度下降；这里类别从0数起",
    """loss = nn.CrossEntropyLoss(label_smoothing={soft})
o, y = torch.tensor({logits}, requires_grad=True), torch.tensor({true_class})
trainer = torch.optim.SGD([o], lr={rate})
for step in range({step}):
    trainer.zero_grad()
    loss(o, y).backward()
    trainer.step()""",
)
_NUMBERS = Part(
    "Where the logits stand now: probabilities, loss (1 nat = 1 / ln 2 bits), gradient, largest curvature",
    "此时的logit：概率、损失（1奈特 = 1 / ln 2比特）、梯度、最大的曲率",
    """trainer.zero_grad()
l = loss(o, y)
l.backward()
print("p =", torch.softmax(o.detach(), -1).tolist())
print("loss", l.item(), "nats", l.item() / torch.tensor(2.0).log().item(), "bits")
print("gradient =", o.grad.tolist())
hessian = torch.autograd.functional.hessian(lambda o: loss(o, y), o.detach())
print("largest curvature", torch.linalg.eigvalsh(hessian)[-1].item())""",
)
_TWICE = Part(
    "Softmax put before this loss by mistake",
    "误在这个损失前又做了一次softmax",
    """print("twice", loss(torch.softmax(o.detach(), -1), y).item(), "nats")""",
)


def program(now: Descent, step: int) -> Program:
    """Prints probabilities, loss, gradient and curvature at the `step`."""
    return Program(
        "Cross-entropy and its gradient: the step on the page, in plain PyTorch. Needs torch only.",
        "交叉熵与它的梯度：页面上的这一步，用PyTorch写成，只需要torch。",
        (SETUP, _DESCENT, _NUMBERS, _TWICE),
        {
            "logits": list(now.start),
            "true_class": now.true_class,
            "soft": now.soft,
            "rate": now.learning_rate,
            "step": step,
        },
    )
