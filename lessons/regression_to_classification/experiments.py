"""The answers of the lesson from regression to classification."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from core.experiment import Answer
from core.losses import softmax
from lessons.regression_to_classification.maths import decide, verdicts


def _logits(settings: Mapping[str, float]) -> torch.Tensor:
    return torch.tensor([settings[f"o{i}"] for i in (1, 2, 3)], dtype=torch.float64)


def too_right(settings: Mapping[str, float]) -> Answer:
    """Whether the guess on the sliders costs more (0) than a wrong one of height 1, less (1), or the same (2)."""
    true = int(settings["true_class"]) - 1
    wrong = torch.zeros(3, dtype=torch.float64)
    wrong[(true + 1) % 3] = 1
    ours, theirs = (verdicts(logits, true, delta=1.0) for logits in (_logits(settings), wrong))
    a, b = (of["squared_on_one_hot"].value for of in (ours, theirs))
    figures = {
        "right": f"{a:g}",
        "wrong": f"{b:g}",
        "right_entropy": f"{ours['cross_entropy'].value:.1g}",
        "wrong_entropy": f"{theirs['cross_entropy'].value:.2f}",
    }
    return Answer(2 if a == b else 0 if a > b else 1, figures)


def lead_value(settings: Mapping[str, float]) -> Answer:
    """The lead of the true class, and what it lacks of delta."""
    true, delta, logits = int(settings["true_class"]) - 1, settings["delta"], _logits(settings)
    lead = decide(logits, true, delta=delta).lead
    short = verdicts(logits, true, delta=delta)["margin"].value
    rival = float(logits[true]) - lead
    return Answer(lead, {"rival": f"{rival:.1f}", "lead": f"{lead:.1f}".replace("-", "−"), "short": f"{short:.1f}"})


def two_labels(settings: Mapping[str, float]) -> Answer:
    """Whether two softmax probabilities can both exceed 0.6: yes (0), or no (1), over a grid of logits."""
    line = torch.linspace(-10, 10, 41, dtype=torch.float64)
    second = float(softmax(torch.cartesian_prod(line, line, line)).sort(-1).values[:, -2].max())
    sigmoid = float(_logits(settings)[0].sigmoid())
    return Answer(0 if second > 0.6 else 1, {"second": f"{second:.2f}", "sigmoid": f"{sigmoid:.4f}"})
