"""The answers of the lesson on L2, L1 and Huber's loss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from core.experiment import Answer
from core.losses import LOSSES, Loss, huber
from lessons.regression_losses import maths as wild
from lessons.regression_losses.tables import constants_frame, fits_frame


def _at(loss: Loss, residual: float) -> tuple[float, float]:
    """Value and gradient at a residual."""
    output, target = torch.tensor([[residual]], dtype=torch.float64), torch.zeros(1, 1, dtype=torch.float64)
    return float(loss.value(output, target)), float(loss.gradient(output, target))


def wild_label(settings: Mapping[str, Any]) -> Answer:
    """Whose line moves least when the outlier is added: L2's (0), L1's (1), or do they move alike (2)?"""
    n, s = int(settings["n"]), settings
    x, y = wild.examples(s["tails"], n, s["noise"], seed=int(s["seed"]))
    far = wild.rank(s["outlier_at"], n)
    fits = fits_frame(x, y, far, wild.truth(), outliers=[0, s["outlier"]], deltas=[s["delta"]])
    before, after = fits.iloc[0], fits.iloc[1]
    moved: dict[str, float] = {}
    for name in ("l2", "l1", "huber"):
        change: Tensor = (after[f"w_{name}"] - before[f"w_{name}"]) * x + after[f"b_{name}"] - before[f"b_{name}"]
        moved[name] = float(change.square().mean().sqrt())
    alike = max(moved["l2"], moved["l1"]) < 1.1 * min(moved["l2"], moved["l1"])
    right = 2 if alike else int(moved["l1"] < moved["l2"])
    return Answer(right, {name: f"{value:.3g}" for name, value in moved.items()})


def huber_at_three(settings: Mapping[str, float]) -> Answer:
    """Huber's loss at the residual."""
    residual = settings["prediction"] - settings["truth"]
    value, _ = _at(huber(settings["delta"]), residual)
    others = {"l1": f"{_at(LOSSES['absolute'], residual)[0]:g}", "l2": f"{_at(LOSSES['half_squared'], residual)[0]:g}"}
    return Answer(value, {"value": f"{value:g}", **others})


def near_zero(settings: Mapping[str, float]) -> Answer:
    """Does L1's gradient shrink (0), stay (1) or grow (2) as the residual shrinks from 1 to the one set?"""
    residual = settings["prediction"] - settings["truth"]
    before, after = (_at(LOSSES["absolute"], r)[1] for r in (1.0, residual))
    right = 0 if after < before else 1 if after == before else 2
    figures = {"before": f"{before:g}", "after": f"{after:g}"}
    return Answer(right, figures | {"huber": f"{_at(huber(settings['delta']), residual)[1]:g}"})


def best_under_l1(settings: Mapping[str, float]) -> Answer:
    """The constant with the least mean L1 loss on the lesson's five labels."""
    labels = torch.tensor(wild.LABELS, dtype=torch.float64)
    best = constants_frame(labels, len(labels) - 1, outliers=[settings["outlier"]], deltas=[settings["delta"]]).iloc[0]
    return Answer(float(best["best_l1"]), {name: f"{best[f'best_{name}']:.3g}" for name in ("l2", "l1", "huber")})


def two_hubers(settings: Mapping[str, float]) -> Answer:
    """HuberLoss(delta) over SmoothL1Loss(beta=delta), PyTorch's own, at the residual."""
    delta = settings["delta"]
    output = torch.tensor([settings["prediction"] - settings["truth"]], dtype=torch.float64)
    target = torch.zeros_like(output)
    ours, smooth = (
        float(module(output, target)) for module in (torch.nn.HuberLoss(delta=delta), torch.nn.SmoothL1Loss(beta=delta))
    )
    return Answer(ours / smooth, {"huber": f"{ours:g}", "smooth": f"{smooth:g}"})
