"""The answers of the lesson on softmax regression."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch

from core.experiment import Answer
from lessons.softmax_regression.maths import Classification, examples, run, train
from texts.numbers import number
from ui.settings import RATES

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


# --- what the exercises ask ---------------------------------------------------------------------------------------


def far_weights(settings: Mapping[str, Any]) -> Answer:
    """The loss at the start and at the end, from these weights and from small ones."""
    figures: dict[str, str] = {}
    steps = 0
    for name, std in (("far", settings["initial_std"]), ("near", 0.01)):
        loss = run(settings_of({**settings, "initial_std": std})).loss[:, 0]
        figures |= {f"start_{name}": number(loss[0], "en", digits=3), f"end_{name}": number(loss[-1], "en", digits=3)}
        steps = len(loss) - 1
    return Answer(0, figures | {"steps": str(steps)})


def crawl_and_jump(settings: Mapping[str, Any]) -> Answer:
    """The smallest rate whose last loss is at most a tenth above the best, and the first whose loss rises by a half."""
    losses = run(settings_of(settings), learning_rates=RATES).loss
    ends = torch.nan_to_num(losses[-1], nan=torch.inf)
    enough = next(rate for rate, end in zip(RATES, ends.tolist(), strict=True) if end <= 1.1 * float(ends.min()))
    later = losses[len(losses) // 2 :]
    rises = (later[1:] / later[:-1]).amax(0).tolist()
    jumps = [rate for rate, rise in zip(RATES, rises, strict=True) if not rise < 1.5]
    return Answer(enough, {"enough": f"{enough:g}", "jumps": f"{jumps[0]:g}"})


def last_batch_of_digits(settings: Mapping[str, Any]) -> Answer:
    """Steps of an epoch, and the size of its last minibatch."""
    n, size = len(examples(settings_of(settings)).train), int(settings["batch_size"])
    steps = -(-n // size)
    return Answer(n - (steps - 1) * size, {"steps": str(steps), "last": str(n - (steps - 1) * size)})
