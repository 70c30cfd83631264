"""The answers of the lesson on softmax."""

from __future__ import annotations

from collections.abc import Mapping
from typing import SupportsFloat

import torch
from torch import Tensor

from core.experiment import Answer
from core.losses import softmax
from lessons.softmax.maths import exponent_range, naive
from texts.numbers import fixed, number


def logits(settings: Mapping[str, float], **changes: float) -> Tensor:
    """z = (s o + c) / T, what goes into exp under these settings: (k,)."""
    s = {**settings, **changes}
    o = torch.tensor([s[f"o{j}"] for j in range(1, int(s["classes"]) + 1)], dtype=torch.float64)
    return (s["scale"] * o + s["shift"]) / s["temperature"]


def _decimals(value: SupportsFloat, decimals: int) -> str:
    """As it stands on the page: both languages write finite numbers alike."""
    return fixed(value, "en", decimals=decimals)


def shift(settings: Mapping[str, float]) -> Answer:
    """Whether the shift makes the first probability larger (0), keeps it (1) or makes it smaller (2)."""
    before, after = logits(settings, shift=0.0), logits(settings)
    change = float(softmax(after)[0] - softmax(before)[0])
    figures = {
        "before": _decimals(softmax(before)[0], 3),
        "after": _decimals(softmax(after)[0], 3),
        "lse_before": _decimals(before.logsumexp(-1), 2),
        "lse_after": _decimals(after.logsumexp(-1), 2),
    }
    return Answer(1 if abs(change) < 1e-12 else 0 if change > 0 else 2, figures)


def temperature(settings: Mapping[str, float]) -> Answer:
    """The first probability at the temperature of the settings."""
    half, twice = (float(softmax(logits(settings, temperature=t))[0]) for t in (settings["temperature"], 2.0))
    return Answer(half, {"half": _decimals(half, 3), "twice": _decimals(twice, 3)})


def equal_logits(settings: Mapping[str, float]) -> Answer:
    """The first probability where the two logits are equal."""
    z = logits(settings)
    if float(z[0]) != float(z[1]):
        raise ValueError(f"the logits differ: {z.tolist()}")
    exponential = float(z.exp()[0])
    return Answer(float(softmax(z)[0]), {"exp": number(exponential, "en"), "sum": number(2 * exponential, "en")})


def restored(settings: Mapping[str, float]) -> Answer:
    """Whether the probabilities are those of the plain logits again, at a temperature other than 1 (1) or not (0)."""
    now, plain = softmax(logits(settings)), softmax(logits(settings, temperature=1, shift=0.0, scale=1))
    met = settings["temperature"] != 1 and torch.allclose(now, plain, atol=1e-9)
    figures = {"now": _decimals(now[0], 3), "plain": _decimals(plain[0], 3), "scale": number(settings["scale"], "en")}
    return Answer(int(met), figures | {"temperature": number(settings["temperature"], "en")})


def overflow(settings: Mapping[str, float]) -> Answer:
    """Whether the naive formula in float32 gives nan (0), the right probabilities (1) or zeros (2)."""
    z = logits(settings)
    moved = settings["size"] + settings["spread"] * (z - z.max())
    found = naive(moved, torch.float32)
    if bool(found.probabilities.isnan().any()):
        right = 0
    else:
        right = 2 if float(found.probabilities.sum()) == 0 else 1
        if right == 1 and not torch.allclose(found.probabilities.double(), softmax(moved), atol=1e-5):
            raise ValueError(f"none of the options: {found.probabilities.tolist()}")
    figures = {
        "exp50": number(found.exponentials.max(), "en", digits=2),
        "largest": number(torch.finfo(torch.float32).max, "en", digits=2),
        "limit": _decimals(exponent_range(torch.float32)[1], 2),
        "limit16": _decimals(exponent_range(torch.float16)[1], 2),
    }
    return Answer(right, figures)


# --- what the exercises ask ---------------------------------------------------------------------------------------


def _moved(settings: Mapping[str, float], size: float | None = None) -> Tensor:
    z = logits(settings)
    return (settings["size"] if size is None else size) + settings["spread"] * (z - z.max())


def half_precision(settings: Mapping[str, float]) -> Answer:
    """What the exponentials at 11 are in float16, their exact sum, and the largest number."""
    exact = _moved(settings, 11.0).exp()
    found = naive(_moved(settings, 11.0), torch.float16)
    figures = {"exp": number(exact.max(), "en"), "sum": number(exact.sum(), "en"), "total": str(float(found.total))}
    return Answer(float(found.probabilities[0]), figures | {"largest": number(torch.finfo(torch.float16).max, "en")})


def breaks_and_mends(settings: Mapping[str, float]) -> Answer:
    """The largest logit at which float32 still works, and the right first probability."""
    figures = {"limit": _decimals(exponent_range(torch.float32)[1], 2), "p": _decimals(softmax(_moved(settings))[0], 3)}
    return Answer(0, figures | {"exp": number(_moved(settings).exp().max(), "en", digits=2, dust=0)})


def colder_and_warmer(settings: Mapping[str, float]) -> Answer:
    """The first probability at temperatures 1/2, 2, and those of the slider's ends."""
    at = {"half": 0.5, "twice": 2.0, "cold": 0.05, "warm": 100.0}
    figures = {name: _decimals(softmax(logits(settings, temperature=t))[0], 3) for name, t in at.items()}
    return Answer(0, figures)
