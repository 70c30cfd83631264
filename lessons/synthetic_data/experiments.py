"""The answers of the lesson on synthetic data and minibatches."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from core.data import minibatches, synthetic_data
from core.experiment import Answer


def _epochs(settings: Mapping[str, float], count: int) -> list[list[Tensor]]:
    generator = torch.Generator().manual_seed(int(settings["seed"]))
    n, size = int(settings["n"]), int(settings["batch_size"])
    options = {"shuffle": bool(settings["shuffle"]), "drop_last": bool(settings["drop_last"])}
    return [list(minibatches(n, size, generator=generator, **options)) for _ in range(count)]


def last_batch(settings: Mapping[str, float]) -> Answer:
    """How many examples the last minibatch of an epoch holds."""
    (epoch,) = _epochs(settings, 1)
    full = [batch for batch in epoch if len(batch) == settings["batch_size"]]
    last = len(epoch[-1])
    return Answer(last, {"full": str(len(full)), "taken": str(sum(map(len, full))), "last": str(last)})


def missing_feature(settings: Mapping[str, float]) -> Answer:
    """Whether the labels miss the line in x1 by the noise (0), by chance of the line (1) or by w2 x2 alone (2)."""
    generator = torch.Generator().manual_seed(int(settings["seed"]))
    weight = [settings["w1"], settings["w2"]]
    X, y = synthetic_data(weight, settings["b"], int(settings["n"]), noise=settings["noise"], generator=generator)
    missed = y[:, 0] - settings["w1"] * X[:, 0] - settings["b"]
    left = missed - settings["w2"] * X[:, 1]
    share = float(left.square().mean() / missed.square().mean())
    right = 2 if share < 1e-9 else 0 if settings["noise"] else 1
    return Answer(right, {"missed": f"{float(missed.square().mean().sqrt()):.2f}"})


def unshuffled(settings: Mapping[str, float]) -> Answer:
    """Whether the second epoch begins where the first minibatch ended (0), as the first epoch (1) or by chance (2)."""
    first, second = (epoch[0].tolist() for epoch in _epochs(settings, 2))
    right = 1 if first == second else 0 if second[0] == first[-1] + 1 else 2
    return Answer(right, {"first": str(second[0])})


def spread_of_labels(settings: Mapping[str, float]) -> Answer:
    """The standard deviation of the labels."""
    generator = torch.Generator().manual_seed(int(settings["seed"]))
    weight = [settings["w1"], settings["w2"]]
    _, y = synthetic_data(weight, settings["b"], int(settings["n"]), noise=settings["noise"], generator=generator)
    return Answer(float(y.std()), {"found": f"{float(y.std()):.2f}"})


# --- what the exercises ask ---------------------------------------------------------------------------------------


def left_over(settings: Mapping[str, float]) -> Answer:
    """How many examples the last minibatch holds, and how many are taken when it is dropped; steps of an epoch."""
    (kept,), (dropped,) = (_epochs({**settings, "drop_last": drop}, 1) for drop in (0, 1))
    taken = sum(map(len, dropped))
    figures = {"last": str(len(kept[-1])), "taken": str(taken), "left": str(int(settings["n"]) - taken)}
    return Answer(len(kept[-1]), figures | {"steps": str(len(dropped)), "kept_steps": str(len(kept))})


def same_color(settings: Mapping[str, float]) -> Answer:
    """How many examples are in the minibatch of the same number in epochs 1 and 2, shuffled and not."""
    figures = {}
    for name, shuffle in (("shuffled", 1), ("ordered", 0)):
        first, second = _epochs({**settings, "shuffle": shuffle}, 2)
        same = sum(len(set(a.tolist()) & set(b.tolist())) for a, b in zip(first, second, strict=True))
        figures[name] = str(same)
    return Answer(float(figures["shuffled"]), figures | {"n": str(int(settings["n"]))})
