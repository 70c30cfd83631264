"""A run as a program of its own in plain PyTorch, and as a notebook: both walk the path that the page shows.

A program is a list of parts, each with what it does in words; a notebook has them as cells.
"""

from __future__ import annotations

import json

from core.training import Regression

_TITLES = {
    "en": "Linear regression: the run set on the page, in plain PyTorch. Needs torch only.",
    "zh": "线性回归：页面上设定的这次训练，用PyTorch写成，只需要torch。",
}
# Each part: what it does, in English and in Chinese, and its code.
_PARTS = (
    (
        "Double precision, as on the page",
        "双精度，与页面一致",
        """import torch
from torch import nn

torch.set_default_dtype(torch.float64)""",
    ),
    (
        "The data: y = X w + b + noise",
        "数据：y = X w + b + 噪声",
        """true_w, true_b = torch.tensor({weight}), {bias}
generator = torch.Generator().manual_seed({seed})
X = torch.randn({n}, {d}, generator=generator)
y = X @ true_w.reshape(-1, 1) + true_b + {noise} * torch.randn({n}, 1, generator=generator)""",
    ),
    (
        "One fully connected layer: weights from N(0, {std}^2), bias 0",
        "一个全连接层：权重取自N(0, {std}^2)，偏置为0",
        """net = nn.Sequential(nn.Linear({d}, 1))
generator = torch.Generator().manual_seed({training_seed})
with torch.no_grad():
    net[0].weight.copy_({std} * torch.randn({d}, 1, generator=generator).T)
    net[0].bias.fill_(0)""",
    ),
    (
        "Minibatch SGD on the mean squared error; a short last minibatch is kept",
        "对均方误差做小批量随机梯度下降；最后不满的一批也保留",
        """loss = nn.MSELoss()
trainer = torch.optim.SGD(net.parameters(), lr={rate})
for epoch in range({epochs}):
    for batch in torch.randperm({n}, generator=generator).split({batch_size}):
        l = loss(net(X[batch]), y[batch])
        trainer.zero_grad()
        l.backward()
        trainer.step()
    print(f"epoch {{epoch + 1}}, loss {{loss(net(X), y).item():f}}")""",
    ),
    (
        "True against learned parameters",
        "真实参数与学到的参数",
        """w, b = net[0].weight.detach().flatten(), net[0].bias.item()
print("w =", w.tolist(), "error", (w - true_w).tolist())
print("b =", b, "error", b - true_b)""",
    ),
)


def script(settings: Regression) -> str:
    """A runnable program that trains under these settings and prints losses, parameters and their errors."""
    parts = [f"# {english}\n{code}\n" for english, _, code in _PARTS]
    return f'"""{_TITLES["en"]}"""\n\n' + "\n".join(parts).format(**_values(settings))


def notebook(settings: Regression, language: str) -> bytes:
    """The same program as a Jupyter notebook (format 4.5), told in `language`, "en" or "zh".

    Errors: ValueError, with the language, for another one.
    """
    if language not in _TITLES:
        raise ValueError(f"a notebook is told in one of {sorted(_TITLES)}, got {language!r}")
    values, cells = _values(settings), [_cell("markdown", 0, f"# {_TITLES[language]}")]
    for english, chinese, code in _PARTS:
        told = english if language == "en" else chinese
        cells.append(_cell("markdown", len(cells), told.format(**values)))
        cells.append(_cell("code", len(cells), code.format(**values)))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _cell(kind: str, number: int, source: str) -> dict[str, object]:
    cell: dict[str, object] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _values(settings: Regression) -> dict[str, object]:
    return {
        "weight": list(settings.weight),
        "bias": settings.bias,
        "noise": settings.noise,
        "n": settings.num_examples,
        "d": len(settings.weight),
        "seed": settings.seed,
        "training_seed": settings.training_seed,
        "std": settings.initial_std,
        "rate": settings.learning_rate,
        "batch_size": settings.batch_size,
        "epochs": settings.epochs,
    }
