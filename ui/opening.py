"""The moving picture of the home page: a line on its way to the data, and its loss.

It is drawn as one SVG that moves by itself in the browser for a few seconds and then stands still; nothing is
loaded for it and the server has no part in it. Visitors who ask for less motion see the end at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch

from charts.palette import DATA, LEARNED, TRUTH

SECONDS = 4
STEPS = 48
_WIDTH, _HEIGHT = 560, 200
_REACH = 2.6


@dataclass(frozen=True)
class Run:
    """One training run: the data, the true line and, for each of the T+1 states, weight, bias and loss."""

    x: Sequence[float]
    y: Sequence[float]
    truth: tuple[float, float]
    weight: Sequence[float]
    bias: Sequence[float]
    loss: Sequence[float]


@lru_cache(maxsize=1)
def picture() -> str:
    """The SVG of a run of `STEPS` steps."""
    return draw(train())


def train() -> Run:
    """Minibatch gradient descent on half the squared loss, 6 of 60 examples a step; told is the mean squared error."""
    generator = torch.Generator().manual_seed(3)
    truth = (-1.1, 0.3)
    x = torch.randn(60, generator=generator).clamp(-_REACH, _REACH)
    y = truth[0] * x + truth[1] + 0.35 * torch.randn(60, generator=generator)
    weight, bias = [1.3], [-1.4]
    for _ in range(STEPS):
        rows = torch.randint(60, (6,), generator=generator)
        residual = weight[-1] * x[rows] + bias[-1] - y[rows]
        bias.append(bias[-1] - 0.08 * float(residual.mean()))
        weight.append(weight[-1] - 0.08 * float((residual * x[rows]).mean()))
    loss = [float(((w * x + b - y) ** 2).mean()) for w, b in zip(weight, bias, strict=True)]
    return Run(x.tolist(), y.tolist(), truth, weight, bias, loss)


def draw(run: Run) -> str:
    """Left the data with the true and the learned line, right the loss by step."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}">'
        "<style>.still{display:none}"
        "@media(prefers-reduced-motion:reduce){.still{display:inline}.moving{display:none}}</style>"
        f"{_data_and_lines(run)}{_loss(run)}</svg>"
    )


def _across(x: float) -> float:
    return 140 + x / _REACH * 130


def _up(y: float) -> float:
    return 100 - y / 4.5 * 100


def _data_and_lines(run: Run) -> str:
    points = "".join(
        f'<circle cx="{_across(x):.1f}" cy="{_up(y):.1f}" r="3"/>' for x, y in zip(run.x, run.y, strict=True)
    )
    ends = [
        [_up(weight * side * _REACH + bias) for weight, bias in zip(run.weight, run.bias, strict=True)]
        for side in (-1, 1)
    ]
    last = f'y1="{ends[0][-1]:.1f}" y2="{ends[1][-1]:.1f}"'
    across = f'x1="{_across(-_REACH):.1f}" x2="{_across(_REACH):.1f}"'
    true_ends = [_up(run.truth[0] * side * _REACH + run.truth[1]) for side in (-1, 1)]
    return (
        f'<g fill="{DATA}" fill-opacity=".6">{points}</g>'
        f'<line {across} y1="{true_ends[0]:.1f}" y2="{true_ends[1]:.1f}" stroke="{TRUTH}" stroke-width="2"'
        ' stroke-dasharray="6 5"/>'
        f'<g stroke="{LEARNED}" stroke-width="3.5" stroke-linecap="round">'
        f'<line class="still" {across} {last}/>'
        f'<line class="moving" {across} {last}>{_animate("y1", ends[0])}{_animate("y2", ends[1])}</line></g>'
    )


def _loss(run: Run) -> str:
    left, right, floor, ceiling = 320.0, 545.0, 185.0, 15.0
    x = [left + (right - left) * step / (len(run.loss) - 1) for step in range(len(run.loss))]
    y = [floor - (floor - ceiling) * loss / max(run.loss) for loss in run.loss]
    path = "M" + " ".join(f"{across:.1f} {up:.1f}" for across, up in zip(x, y, strict=True))
    shape = f'd="{path}" fill="none" stroke="{LEARNED}" stroke-width="2.5" stroke-linejoin="round"'
    return (
        f'<path d="M{left} {ceiling}V{floor}H{right}" fill="none" stroke="{DATA}" stroke-opacity=".6"/>'
        f'<path class="still" {shape}/>'
        f'<clipPath id="so-far"><rect x="{left - 5}" y="0" height="{_HEIGHT}" width="{right - left + 15}">'
        f"{_animate('width', [across - left + 5 for across in x])}</rect></clipPath>"
        f'<path class="moving" clip-path="url(#so-far)" {shape}/>'
        f'<circle class="moving" r="5" cx="{x[-1]:.1f}" cy="{y[-1]:.1f}" fill="{LEARNED}">'
        f"{_animate('cx', x)}{_animate('cy', y)}</circle>"
    )


def _animate(attribute: str, values: Sequence[float]) -> str:
    listed = ";".join(f"{value:.1f}" for value in values)
    return f'<animate attributeName="{attribute}" values="{listed}" dur="{SECONDS}s" fill="freeze"/>'
