"""What each part of the lesson shows as a program of its own."""

from core.export import SETUP, Part, Program
from lessons.regression_losses.maths import LABELS, TRAIN_EXAMPLES, TRUE_LINE, Residual, training_seed
from lessons.regression_losses.run import Scene, Training

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
_GAUSSIAN = "noise = 2 ** 0.5 * torch.erfinv(2 * share - 1)"
_LAPLACE = """side = share - 0.5
noise = -side.sign() * torch.log1p(-2 * side.abs()) / 2 ** 0.5"""
_STUDENT = "noise = (2 * share - 1) / (2 * share * (1 - share)).sqrt()"
_EXAMPLES = """generator = torch.Generator().manual_seed({seed})
x = torch.randn({n}, generator=generator)
share = torch.rand({n}, generator=generator).clamp(1e-12, 1 - 1e-12)
"""
_LABELS = """
x, order = x.sort()
y = {w} * x + {b} + {noise} * noise[order]"""
_OUTLIER = Part(
    "{outlier} is added to one label",
    "给一个标签加上{outlier}",
    """y[{rank}] += {outlier}
Z = torch.stack([x, torch.ones_like(x)], -1)""",
)
_FITS = Part(
    "The exact fits: L2 by least squares, L1 as the best line through two examples, Huber by reweighted least squares",
    "精确的拟合：L2用最小二乘，L1取过两个样本的最好的直线，Huber用重新加权的最小二乘",
    """lines = {{"L2": torch.linalg.lstsq(Z, y[:, None], driver="gelsd").solution[:, 0]}}
i, j = torch.combinations(torch.arange(len(x))).T
i, j = i[x[i] != x[j]], j[x[i] != x[j]]
slopes = (y[j] - y[i]) / (x[j] - x[i])
through_two = torch.stack([slopes, y[i] - slopes * x[i]], -1)
lines["L1"] = through_two[(y - through_two @ Z.T).abs().sum(-1).argmin()]
theta = lines["L2"]
for again in range(5000):
    weight = ({delta} / (y - Z @ theta).abs()).clamp(max=1)
    theta = torch.linalg.solve(Z.T @ (weight[:, None] * Z), Z.T @ (weight * y))
lines["Huber"] = theta""",
)
_OFF = Part(
    "Weight and bias of each line, and its root mean square distance from the true line over the examples",
    "每条直线的权重和偏置，以及在这些样本上与真实直线的均方根距离",
    """for name, line in lines.items():
    off = (Z @ line - Z @ torch.tensor({truth})).square().mean().sqrt().item()
    print(name, "w, b =", line.tolist(), "off by", off)""",
)
_FIVE = Part(
    "Five labels; {outlier} is added to the last",
    "五个标签，给最后一个加上{outlier}",
    """y = torch.tensor({labels})
y[-1] += {outlier}""",
)
_CONSTANTS = Part(
    "The constant with the least mean loss: mean, median, and Huber's, whose clamped residuals add up to 0",
    "平均损失最小的常数：均值、中位数，以及Huber的那个，截断后的残差之和在那里为0",
    """print("L2", y.mean().item())
print("L1", y.median().item())
low, high = y.min(), y.max()
for again in range(200):
    middle = (low + high) / 2
    if (y - middle).clamp(-{delta}, {delta}).sum() > 0:
        low = middle
    else:
        high = middle
print("Huber", middle.item())""",
)
_TRAINING = Part(
    "Minibatch SGD from 0 under each loss, in the same order; parameter error after step {step}",
    "每种损失都从0开始做小批量随机梯度下降，顺序相同；第{step}步之后的参数误差",
    """losses = {{
    "L2": lambda o, y: nn.functional.mse_loss(o, y) / 2,
    "L1": nn.L1Loss(),
    "Huber": nn.HuberLoss(delta={delta}),
}}
X, targets = x[:, None], y[:, None]
for name, loss in losses.items():
    net = nn.Linear(1, 1)
    nn.init.zeros_(net.weight)
    nn.init.zeros_(net.bias)
    trainer = torch.optim.SGD(net.parameters(), lr={rate})
    generator = torch.Generator().manual_seed({training_seed})
    torch.randn(1, 1, generator=generator)  # the page draws initial weights, and multiplies them by 0
    step = 0
    while step < {step}:
        for batch in torch.randperm({n}, generator=generator).split({batch_size})[: {step} - step]:
            trainer.zero_grad()
            loss(net(X[batch]), targets[batch]).backward()
            trainer.step()
            step += 1
    learned = torch.cat([net.weight.detach().flatten(), net.bias.detach()])
    print(name, "off by", (learned - torch.tensor({truth})).norm().item())""",
)


def _examples(tails: str) -> Part:
    """How the data of an experiment are drawn, noise with `tails` included."""
    drawn = {"gaussian": _GAUSSIAN, "laplace": _LAPLACE, "student": _STUDENT}[tails]
    return Part(
        "{n} examples around y = {w} x + {b}, from left to right",
        "y = {w} x + {b}附近的{n}个样本，从左到右",
        _EXAMPLES + drawn + _LABELS,
    )


def program(at: Residual) -> Program:
    """Prints value and gradient of the three losses."""
    return Program(
        "L2, L1 and Huber: the residual on the page, in plain PyTorch. Needs torch only.",
        "L2、L1与Huber损失：页面上的这个残差，用PyTorch写成，只需要torch。",
        (SETUP, _LOSSES, _NUMBERS),
        {"prediction": at.prediction, "truth": at.truth, "delta": at.delta},
    )


def outlier(scene: Scene, added: float, delta: float) -> Program:
    """Prints the lines that the three losses fit to examples of which one has an outlier for a label."""
    return Program(
        "L2, L1 and Huber: one outlier and three lines, in plain PyTorch. Needs torch only.",
        "L2、L1与Huber损失：一个离群的标签和三条直线，用PyTorch写成，只需要torch。",
        (SETUP, _examples(scene.tails), _OUTLIER, _FITS, _OFF),
        _truth() | {"n": scene.n, "noise": scene.noise, "seed": scene.seed, "rank": scene.rank}
        | {"outlier": added, "delta": delta},
    )  # fmt: skip


def constant(added: float, delta: float) -> Program:
    """Prints the constants that predict five labels best."""
    return Program(
        "L2, L1 and Huber: the best constant, in plain PyTorch. Needs torch only.",
        "L2、L1与Huber损失：最好的常数，用PyTorch写成，只需要torch。",
        (SETUP, _FIVE, _CONSTANTS),
        {"labels": list(LABELS), "outlier": added, "delta": delta},
    )


def training(chosen: Training, rate: float, step: int) -> Program:
    """Prints how far each training is from the truth after the `step`."""
    seed = training_seed(chosen.seed).initial_seed()
    return Program(
        "L2, L1 and Huber: a line trained under each, in plain PyTorch. Needs torch only.",
        "L2、L1与Huber损失：分别用它们训练一条直线，用PyTorch写成，只需要torch。",
        (SETUP, _examples("gaussian"), _TRAINING),
        _truth() | {"n": TRAIN_EXAMPLES, "noise": chosen.noise, "seed": chosen.seed, "delta": chosen.delta}
        | {"rate": rate, "batch_size": chosen.batch_size, "step": step, "training_seed": seed},
    )  # fmt: skip


def _truth() -> dict[str, object]:
    return {"w": TRUE_LINE[0], "b": TRUE_LINE[1], "truth": list(TRUE_LINE)}
