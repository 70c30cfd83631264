"""The answers of the lesson from regression to classification."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from core.experiment import Answer
from core.losses import softmax
from lessons.regression_to_classification.maths import costs, decide
from texts.numbers import fixed, number


def _logits(settings: Mapping[str, float]) -> torch.Tensor:
    return torch.tensor([settings[f"o{i}"] for i in (1, 2, 3)], dtype=torch.float64)


def too_right(settings: Mapping[str, float]) -> Answer:
    """Whether the guess on the sliders costs more (0) than a wrong one of height 1, less (1), or the same (2)."""
    true = int(settings["true_class"]) - 1
    wrong = torch.zeros(3, dtype=torch.float64)
    wrong[(true + 1) % 3] = 1
    ours, theirs = (costs(logits, true, delta=1.0) for logits in (_logits(settings), wrong))
    a, b = (of["squared_on_one_hot"].value for of in (ours, theirs))
    figures = {
        "right": number(a, "en"),
        "wrong": number(b, "en"),
        "right_entropy": number(ours["cross_entropy"].value, "en", digits=1, dust=0),
        "wrong_entropy": fixed(theirs["cross_entropy"].value, "en"),
    }
    return Answer(2 if a == b else 0 if a > b else 1, figures)


def lead_value(settings: Mapping[str, float]) -> Answer:
    """The lead of the true class, and what it lacks of delta."""
    true, delta, logits = int(settings["true_class"]) - 1, settings["delta"], _logits(settings)
    lead = decide(logits, true, delta=delta).lead
    short = costs(logits, true, delta=delta)["margin"].value
    told = {"rival": float(logits[true]) - lead, "lead": lead, "short": short}
    return Answer(lead, {name: fixed(value, "en", decimals=1) for name, value in told.items()})


def two_labels(settings: Mapping[str, float]) -> Answer:
    """What softmax and a sigmoid each make of the first two logits: half and nearly 1 (0), 1 both (1), half both (2).

    Errors: ValueError for anything else.
    """
    logits = _logits(settings)
    shared, alone = softmax(logits)[:2], logits[:2].sigmoid()
    kinds = [(0.49, 0.51, 0.99, 1), (0.99, 1, 0.99, 1), (0.49, 0.51, 0.49, 0.51)]
    for answer, (low, high, least, most) in enumerate(kinds):
        if bool(((shared >= low) & (shared <= high) & (alone >= least) & (alone <= most)).all()):
            figures = {"softmax": fixed(shared[0], "en", decimals=4), "sigmoid": fixed(alone[0], "en", decimals=4)}
            return Answer(answer, figures)
    raise ValueError(f"none of the options: softmax {shared.tolist()}, sigmoids {alone.tolist()}")
