"""The answers of the lesson from regression to classification."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from core.experiment import Answer
from core.losses import softmax
from lessons.regression_to_classification.maths import costs, decide, one_hot
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


def class_distance(settings: Mapping[str, float]) -> Answer:
    """Which one-hot label is farther from the true class's: the second's (0), the third's (1), or neither (2)."""
    true = int(settings["true_class"]) - 1
    own, others = one_hot(true, 3), [one_hot(other, 3) for other in range(3) if other != true]
    near, far = (float((own - other).norm()) for other in others)
    right = 2 if near == far else 0 if near > far else 1
    return Answer(right, {"distance": fixed(near, "en", decimals=3), "squared": number(near * near, "en", digits=3)})


def climbing(settings: Mapping[str, float]) -> Answer:
    """Which loss is larger here than where the true logit is 1.4: squared (0), margin (1) or cross-entropy (2)?"""
    true, delta = int(settings["true_class"]) - 1, settings["delta"]
    logits = _logits(settings)
    before = logits.clone()
    before[true] = 1.4
    low, high = (costs(o, true, delta=delta) for o in (before, logits))
    climbs = [place for place, name in enumerate(low) if high[name].value > low[name].value + 1e-12]
    if len(climbs) != 1:
        raise ValueError(f"none of the options: {climbs}")
    figures = {name: number(cost.value, "en", digits=3) for name, cost in high.items()}
    return Answer(climbs[0], figures)


def punished(settings: Mapping[str, float]) -> Answer:
    """Whether argmax is right here and squared loss is yet larger than the 34 of a wrong guess (1) or not (0)."""
    true, logits = int(settings["true_class"]) - 1, _logits(settings)
    found = decide(logits, true, delta=settings["delta"])
    squared = costs(logits, true, delta=settings["delta"])["squared_on_one_hot"].value
    right = found.predicted == true
    return Answer(int(right and squared > 34 + 1e-9), {"squared": number(squared, "en", digits=4)})


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


# --- what the exercises ask ---------------------------------------------------------------------------------------


def send_home(settings: Mapping[str, float]) -> Answer:
    """The expected cost of sending the patient home (100 for a missed illness) over that of a false alarm (1)."""
    ill = float(softmax(_logits(settings))[2])
    figures = {"ill": fixed(ill, "en"), "home": fixed(100 * ill, "en", decimals=1), "alarm": fixed(1 - ill, "en")}
    return Answer(100 * ill / (1 - ill), figures | {"mark": fixed(1 / 101, "en", decimals=3)})


def who_reaches_zero(settings: Mapping[str, float]) -> Answer:
    """The first logit in tenths at which squared and margin loss are 0, and the cross-entropy at the slider's end."""
    delta, logits = settings["delta"], _logits(settings)
    zero: dict[str, float] = {}
    for tenth in range(-100, 101):
        logits[0] = tenth / 10
        for name, cost in costs(logits, 0, delta=delta).items():
            if cost.value == 0:
                zero.setdefault(name, tenth / 10)
    figures = {name: number(zero[name], "en") for name in ("squared_on_one_hot", "margin")}
    end = costs(logits, 0, delta=delta)["cross_entropy"].value
    return Answer(len(zero), figures | {"end": number(end, "en", digits=2, dust=0)})
