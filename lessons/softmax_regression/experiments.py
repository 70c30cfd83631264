"""The answers of the lesson on softmax regression."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch

from core.experiment import Answer
from lessons.softmax_regression.maths import Classification, run, train

MIDDLES = (1, 0, 8, 3)


def settings_of(settings: Mapping[str, Any]) -> Classification:
    """The run that the lesson shows under these settings of its controls."""
    blobs = {"num_classes": int(settings["classes"]), "spread": settings["spread"]} if "classes" in settings else {}
    return Classification(
        data=settings["data"],
        seed=int(settings["seed"]),
        loss=settings["loss"],
        learning_rate=settings["lr"],
        batch_size=int(settings["batch_size"]),
        epochs=int(settings["epochs"]),
        initial_std=settings["initial_std"],
        **blobs,
    )


def start_loss(settings: Mapping[str, Any]) -> Answer:
    """The training loss before the first step."""
    history = run(settings_of({**settings, "epochs": 1}))
    return Answer(float(history.loss[0, 0]), {"chance": f"{math.log(history.weight.shape[-1]):.3f}"})


def digits_accuracy(settings: Mapping[str, Any]) -> Answer:
    """The test accuracy at the end, in per cent."""
    found = train(settings_of(settings))
    right, seen = (100 * float(part[-1, 0]) for part in (found.accuracy_test, found.accuracy_train))
    return Answer(right, {"test": f"{right:.1f}", "train": f"{seen:.1f}"})


def zero_start_softmax(settings: Mapping[str, Any]) -> Answer:
    """Whether a start at 0 leaves the classes alike (0), ends as well as a random one (1), or ends higher (2)."""
    history = run(settings_of({**settings, "initial_std": 0.0}))
    zero = float(history.loss[-1, 0])
    random = float(run(settings_of({**settings, "initial_std": 0.01})).loss[-1, 0])
    weight = history.weight[-1, 0]
    alike = bool((weight == weight[:, :1]).all())
    right = 0 if alike else 1 if zero < 1.05 * random else 2
    return Answer(right, {"zero": f"{zero:.4g}", "random": f"{random:.4g}"})


def empty_middle(settings: Mapping[str, Any]) -> Answer:
    """Which of the digits 1, 0, 8 and 3, by position, has the lowest weight on the four pixels in the middle."""
    weight = run(settings_of(settings)).weight[-1, 0].reshape(8, 8, -1)
    middle = weight[3:5, 3:5].mean((0, 1))
    figures = {f"w{digit}": f"{float(middle[digit]):.2f}".replace("-", "−") for digit in MIDDLES}
    return Answer(int(middle[list(MIDDLES)].argmin()), figures)


def loss_and_accuracy(settings: Mapping[str, Any]) -> Answer:
    """Whether training loss and accuracy ever fall together (1): the two kept steps that show it best."""
    found = train(settings_of(settings))
    loss, right = found.history.loss[:, 0], found.accuracy_train[:, 0]
    both = (loss[None] < loss[:, None]) & (right[None] < right[:, None])
    drop = torch.where(both.triu(1), right[:, None] - right[None], 0)
    before, after = divmod(int(drop.argmax()), len(loss))
    figures = {"before": f"{found.steps[before]}", "after": f"{found.steps[after]}"}
    for name, frame in (("before", before), ("after", after)):
        figures |= {f"loss_{name}": f"{float(loss[frame]):.4g}", f"right_{name}": f"{100 * float(right[frame]):.1f}"}
    return Answer(1 if bool(both.triu(1).any()) else 0, figures)
