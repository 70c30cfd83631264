"""The answers of the lesson on the cross-entropy."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from core.experiment import Answer
from core.losses import softmax
from lessons.cross_entropy.maths import (
    CROSS_ENTROPY_OF_PROBABILITIES,
    SQUARED_THROUGH_SOFTMAX,
    cross_entropy,
    descend,
    entropy,
    gradient,
    hessian,
    smoothed_label,
    twice_floor,
)
from texts.numbers import number


def situation(settings: Mapping[str, Any]) -> tuple[Tensor, Tensor]:
    """Logits (k,) and label (k,) that the lesson shows under these settings."""
    k = int(settings["classes"])
    logits = torch.tensor([settings[f"o{j + 1}"] for j in range(k)], dtype=torch.float64)
    return logits, smoothed_label(int(settings["true_class"]) - 1, k, settings["soft"])


def push_on_a_wrong_class(settings: Mapping[str, Any]) -> Answer:
    """Whether o2 stays (0), moves down (1) or up (2) in one step on the logits."""
    logits, label = situation(settings)
    before, after = descend(logits, label, learning_rate=settings["lr"], steps=1)[:, 1].tolist()
    moved = 0 if after == before else 1 if after < before else 2
    shares, slopes = softmax(logits), gradient(logits, label)
    figures = {
        "p": f"{shares[1]:.4f}",
        "g": f"{slopes[1]:+.4f}",
        "other": f"{shares[2]:.4f}",
        "own": f"{-slopes[0]:.4f}",
    }
    return Answer(moved, figures)


def confident_mistake(settings: Mapping[str, Any]) -> Answer:
    """Whether cross-entropy (0) or squared loss through softmax (1) has the larger gradient; 2: within a tenth."""
    logits, label = situation(settings)
    cross = float(gradient(logits, label).norm())
    squared = float(SQUARED_THROUGH_SOFTMAX.gradient(logits, label).norm())
    larger = 2 if abs(cross - squared) < 0.1 * max(cross, squared) else int(squared > cross)
    return Answer(larger, {"cross": f"{cross:.3f}", "squared": f"{squared:.5f}"})


def loss_at_half(settings: Mapping[str, Any]) -> Answer:
    """The loss where the true class got one half; told, too, what it is under the settings, near to that."""
    logits, label = situation(settings)
    near = float(softmax(logits)[int(label.argmax())])
    figures = {"half": f"{-math.log(0.5):.3f}", "near": f"{near:.3f}", "loss": f"{-math.log(near):.3f}"}
    return Answer(-math.log(0.5), figures)


def repaired(settings: Mapping[str, Any]) -> Answer:
    """Whether three steps give the true class at least 0.9 (1) or not (0)."""
    logits, label = situation(settings)
    true = int(settings["true_class"]) - 1
    path = softmax(descend(logits, label, learning_rate=settings["lr"], steps=3))[:, true]
    figures = {"rate": f"{settings['lr']:g}", "before": f"{float(path[0]):.3f}", "after": f"{float(path[3]):.3f}"}
    return Answer(int(path[0] < 0.1 and path[3] >= 0.9), figures)


def softmax_twice(settings: Mapping[str, Any]) -> Answer:
    """The loss of the best logits when softmax is applied twice."""
    logits, label = situation(settings)
    loss = float(CROSS_ENTROPY_OF_PROBABILITIES.value(logits, label))
    floor = twice_floor(len(logits), settings["soft"])
    return Answer(loss, {"floor": f"{floor:.3f}", "share": f"{math.exp(-floor):.3f}"})


# --- what the exercises ask ---------------------------------------------------------------------------------------


def variance(settings: Mapping[str, Any]) -> Answer:
    """The first diagonal cell of the Hessian, p (1 - p); the same with another label."""
    logits, _ = situation(settings)
    p = float(softmax(logits)[0])
    cell = float(hessian(logits)[0, 0])
    return Answer(cell, {"p": f"{p:.3f}", "cell": f"{cell:.3f}"})


def whole_bits(settings: Mapping[str, Any]) -> Answer:
    """The entropy of the label in bits, and the mean length of the best code in whole bits, 1, 2, 2, ..."""
    _, label = situation(settings)
    k = len(label)
    code = math.ceil(math.log2(k))
    short = 2**code - k  # of Huffman's code for k equally likely words: so many are one bit shorter
    mean = code - short / k
    return Answer(mean, {"entropy": f"{float(entropy(label)) / math.log(2):.3f}", "mean": f"{mean:.3f}"})


def three_rates(settings: Mapping[str, Any]) -> Answer:
    """What is left of the loss above its floor after 10 steps at the rates 5, 4 and 0.5."""
    logits, label = situation(settings)
    figures = {}
    for name, rate in (("five", 5.0), ("four", 4.0), ("half", 0.5)):
        path = descend(logits, label, learning_rate=rate, steps=10)
        left = float(cross_entropy(label, softmax(path[-1])) - entropy(label))
        figures[name] = number(left, "en", digits=2, dust=1e-12)
    return Answer(0, figures)
