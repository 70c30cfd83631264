"""The answers of the lesson on linear regression."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from core.experiment import Answer
from core.theory import design, least_squares, quadratic, standard_errors
from core.training import History, Regression, run
from texts.numbers import number, plain
from ui.settings import RATES


def train(settings: Mapping[str, float], **changes: float) -> History:
    """The run that the lesson shows under these settings."""
    s = {**settings, **changes}
    weight = _weights(s)
    counts = int(s["n"]), int(s["seed"])
    return run(
        Regression(
            weight, s["b"], s["noise"], *counts, s["lr"], int(s["batch_size"]), int(s["epochs"]), s["initial_std"]
        )
    )


def _weights(settings: Mapping[str, float]) -> tuple[float, ...]:
    return (settings["w1"], settings["w2"]) if settings["two_features"] else (settings["w1"],)


def nearer_line(settings: Mapping[str, float]) -> Answer:
    """Whether the run ends nearer to the true parameters (0) or to least squares (1), in the norm of X; 2: between."""
    history = train(settings)
    inputs = design(history.X)
    learned = torch.cat([history.weight[-1, 0, :, 0], history.bias[-1, 0]])
    truth = torch.tensor([*_weights(settings), settings["b"]], dtype=learned.dtype)
    best = torch.cat([part.flatten() for part in least_squares(history.X, history.targets)])
    true_gap, best_gap = (float((inputs @ (learned - other)).square().mean().sqrt()) for other in (truth, best))
    right = 2 if max(true_gap, best_gap) < 2 * min(true_gap, best_gap) else int(best_gap < true_gap)
    return Answer(right, {"truth": f"{true_gap:.3g}", "least_squares": f"{best_gap:.3g}"})


def breaks(settings: Mapping[str, float]) -> Answer:
    """Whether the rate is the smallest of the slider at which the loss ends above its start (1) or not (0)."""
    end, start = (float(train(settings).loss[step, 0]) for step in (-1, 0))
    lower = [rate for rate in RATES if rate < settings["lr"]]
    before = train(settings, lr=lower[-1]).loss[:, 0] if lower else None
    holds = before is None or bool(before[-1] <= before[0])
    figures = {"rate": plain(settings["lr"]), "lower": plain(lower[-1]) if lower else "0"}
    figures |= {"end": number(end, "en", digits=3), "start": number(start, "en", digits=3)}
    return Answer(int(not end <= start and holds), figures)


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
    truth = torch.tensor([*_weights(settings), settings["b"]], dtype=history.X.dtype)
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


# --- what the exercises ask ---------------------------------------------------------------------------------------


def far_start(settings: Mapping[str, float]) -> Answer:
    """After how many steps the loss is within a tenth of its floor, from these weights and from the book's start."""
    figures = {}
    for name, std in (("far", settings["initial_std"]), ("near", 0.01)):
        history = train(settings, initial_std=std)
        floor = quadratic(history.X, history.targets).floor
        losses = history.loss[:, 0]
        figures[name] = str(int((losses <= 1.1 * floor).nonzero()[0]))
        figures[f"start_{name}"] = number(losses[0], "en", digits=3)
    return Answer(float(figures["far"]), figures)


def slow_rate(settings: Mapping[str, float]) -> Answer:
    """The smallest rate of the slider that brings the loss within a tenth of its floor in time."""
    ends = {rate: train(settings, lr=rate) for rate in RATES}
    floor = quadratic(ends[RATES[0]].X, ends[RATES[0]].targets).floor
    enough = [rate for rate, history in ends.items() if float(history.loss[-1, 0]) <= 1.1 * floor]
    end = ends[settings["lr"]].loss[-1, 0]
    figures = {"end": number(end, "en", digits=3), "floor": number(floor, "en", digits=3), "rate": plain(enough[0])}
    return Answer(enough[0], figures)


def few_examples(settings: Mapping[str, float]) -> Answer:
    """The largest error in standard errors and the largest standard error: with 5 examples, 1000, and these at 0.01."""
    figures = {}
    changes = {"few": {}, "many": {"n": 1000.0}, "calm": {"n": 1000.0, "lr": 0.01}}
    for name, changed in changes.items():
        history = train(settings, **changed)
        learned = torch.cat([history.weight[-1, 0, :, 0], history.bias[-1, 0]])
        truth = torch.tensor([*_weights(settings), settings["b"]], dtype=learned.dtype)
        errors = standard_errors(history.X, settings["noise"])
        figures[name] = number(((learned - truth).abs() / errors).max(), "en", digits=2)
        figures[f"error_{name}"] = number(errors.max(), "en", digits=2)
    return Answer(float(figures["few"]), figures)
