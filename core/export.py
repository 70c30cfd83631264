"""What is set on a page as a program of its own in plain PyTorch, and as a notebook: both print the page's numbers.

A program is a list of parts, each with what it does in words; a notebook has them as cells. Which parts there are is
for each lesson to say (`program.py`); those that several lessons share stand here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A piece of a program: what it does, in English and in Chinese, and its code, with placeholders in braces."""

    en: str
    zh: str
    code: str


@dataclass(frozen=True)
class Program:
    """Parts in the order in which they run, and the values that fill their placeholders."""

    en: str
    zh: str
    parts: tuple[Part, ...]
    values: Mapping[str, object]


SETUP = Part(
    "Double precision, as on the page",
    "双精度，与页面一致",
    """import torch
from torch import nn

torch.set_default_dtype(torch.float64)""",
)
DATA = Part(
    "The data: y = X w + b + noise",
    "数据：y = X w + b + 噪声",
    """true_w, true_b = torch.tensor({weight}), {bias}
generator = torch.Generator().manual_seed({seed})
X = torch.randn({n}, {d}, generator=generator)
y = X @ true_w.reshape(-1, 1) + true_b + {noise} * torch.randn({n}, 1, generator=generator)""",
)
NETWORK = Part(
    "One fully connected layer: weights from N(0, {std}^2), bias 0",
    "一个全连接层：权重取自N(0, {std}^2)，偏置为0",
    """net = nn.Sequential(nn.Linear({d}, 1))
generator = torch.Generator().manual_seed({training_seed})
with torch.no_grad():
    net[0].weight.copy_({std} * torch.randn({d}, 1, generator=generator).T)
    net[0].bias.fill_(0)""",
)
TRAINING = Part(
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
)
LEARNED = Part(
    "True against learned parameters",
    "真实参数与学到的参数",
    """w, b = net[0].weight.detach().flatten(), net[0].bias.item()
print("w =", w.tolist(), "error", (w - true_w).tolist())
print("b =", b, "error", b - true_b)""",
)


def cells(program: Program, language: str) -> list[tuple[str, str]]:
    """What each part does, in `language`, "en" or "zh", and its code. Errors: ValueError, naming another language."""
    parts = [(_of(part, language), part.code) for part in program.parts]
    return [(told.format(**program.values), code.format(**program.values)) for told, code in parts]


def script(program: Program, language: str) -> str:
    """A runnable program with comments in `language`. Errors: as of `cells`."""
    told = [f"# {what}\n{code}" for what, code in cells(program, language)]
    return f'"""{_of(program, language)}"""\n\n' + "\n\n".join(told) + "\n"


def notebook(program: Program, language: str) -> bytes:
    """The same program as a Jupyter notebook (format 4.5), told in `language`. Errors: as of `cells`."""
    made = [_cell("markdown", 0, f"# {_of(program, language)}")]
    for what, code in cells(program, language):
        made.append(_cell("markdown", len(made), what))
        made.append(_cell("code", len(made), code))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _of(told: Part | Program, language: str) -> str:
    known = {"en": told.en, "zh": told.zh}
    if language not in known:
        raise ValueError(f"a program is told in one of {sorted(known)}, got {language!r}")
    return known[language]


def _cell(kind: str, number: int, source: str) -> dict[str, object]:
    cell: dict[str, object] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
