"""The answers of the lesson on linear regression."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from core.experiment import Answer
from core.theory import design, quadratic
from core.training import History, Regression, run


def train(settings: Mapping[str, float], **changes: float) -> History:
    """The run that the lesson shows under these settings."""
    s = {**settings, **changes}
    weight = (s["w1"], s["w2"]) if s["two_features"] else (s["w1"],)
    counts = int(s["n"]), int(s["seed"])
    return run(
        Regression(
            weight, s["b"], s["noise"], *counts, s["lr"], int(s["batch_size"]), int(s["epochs"]), s["initial_std"]
        )
    )


def zero_start(settings: Mapping[str, float]) -> Answer:
    """Whether a start at 0 stands still (0), works as well as a random one (1), or ends higher (2)."""
    zero, random = (float(train(settings, initial_std=std).loss[-1, 0]) for std in (0, 0.01))
    moved = float(train(settings).weight.diff(dim=0).abs().max())
    right = 0 if moved == 0 else 1 if zero < 1.05 * random else 2
    return Answer(right, {"zero": f"{zero:.3g}", "random": f"{random:.3g}"})


def loss_floor(settings: Mapping[str, float]) -> Answer:
    """The least mean squared error on the data."""
    history = train(settings)
    shape, n = quadratic(history.X, history.targets), len(history.X)
    truth = torch.tensor([settings["w1"], settings["w2"], settings["b"]], dtype=history.X.dtype)
    sample = (history.targets[:, 0] - design(history.X) @ truth).square().mean()
    figures = {"share": f"{1 - shape.rank / n:.3f}", "parameters": str(shape.rank)}
    figures |= {"sample": f"{float(sample):.4f}", "floor": f"{shape.floor:.4f}"}
    return Answer(shape.floor, figures)


def column_against_row(settings: Mapping[str, float]) -> Answer:
    """What (n, 1) - (n,) makes of the mean squared error: an error (0), the same number (1) or another (2)."""
    history = train(settings)
    predictions = history.X @ torch.tensor([[settings["w1"]], [settings["w2"]]], dtype=history.X.dtype) + settings["b"]
    loss = float((predictions - history.targets).square().mean())
    try:
        difference = predictions - history.targets[:, 0]
    except RuntimeError:
        return Answer(0)
    wrong = float(difference.square().mean())
    shape = f"({difference.shape[0]}, {difference.shape[1]})"
    return Answer(
        1 if abs(wrong - loss) < 1e-9 else 2, {"shape": shape, "wrong": f"{wrong:.3g}", "loss": f"{loss:.3g}"}
    )
