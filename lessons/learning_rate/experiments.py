"""The answers of the lesson on learning rate and batch size."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from core.experiment import Answer
from lessons.learning_rate import maths as sweep
from lessons.learning_rate.maths import RATES, Setting

_DRAWS = 2000


def _setting(settings: Mapping[str, float]) -> Setting:
    s = settings
    return Setting(s["noise"], int(s["n"]), int(s["seed"]), int(s["epochs"]), s["stretch"])


def three_steps(settings: Mapping[str, float]) -> Answer:
    """Whether the full batch reaches the noise floor (0), is still above it (1) or diverges (2)."""
    setting, size, other = _setting(settings), int(settings["batch_size"]), 10
    X, y = setting.data()
    shape = sweep.bowl(X, y)
    full, small = (sweep.train(setting, batch, [settings["lr"]]) for batch in (size, other))
    start, end, fine = (float(shape.loss(theta)) for theta in (full.theta[0, 0], full.last[0], small.last[0]))
    right = 2 if not end <= start else 0 if end <= sweep.arrived_below(shape, start) else 1
    counts = {"steps": str(full.steps[-1]), "more": str(small.steps[-1])}
    return Answer(right, counts | {"start": f"{start:.3g}", "full": f"{end:.3g}", "small": f"{fine:.3g}"})


def smallest_rate(settings: Mapping[str, float]) -> Answer:
    """Which of the batch sizes 1 (0), 10 (1) and n (2) diverges first as the rate grows; 3 if two do so together."""
    setting = _setting(settings)
    shape = sweep.bowl(*setting.data())
    largest = []
    for size in (1, 10, setting.num_examples):
        path = sweep.train(setting, size, RATES)
        start, ends = float(shape.loss(path.theta[0, 0])), shape.loss(path.last).tolist()
        largest.append(max(rate for rate, end in zip(RATES, ends, strict=True) if end <= start))
    names = dict(zip(("one", "ten", "full"), (f"{rate:g}" for rate in largest), strict=True))
    least = min(largest)
    return Answer(3 if largest.count(least) > 1 else largest.index(least), names)


def noise_factor(settings: Mapping[str, float]) -> Answer:
    """By what the deviation of the minibatch's gradient at the start shrinks from batch size 1 to the chosen one."""
    setting = _setting(settings)
    X, y = setting.data()
    theta = sweep.begin(setting, 1).last[0]
    sizes = [1, int(settings["batch_size"])]
    generator = torch.Generator().manual_seed(setting.seed)
    squares, theory = sweep.gradient_noise(X, y, theta, sizes, draws=_DRAWS, generator=generator)
    measured = squares.mean(0).sqrt()
    found, expected = float(measured[0] / measured[1]), float(theory[0] / theory[1])
    return Answer(found, {"theory": f"{expected:.2f}", "measured": f"{found:.2f}", "draws": str(_DRAWS)})


def summed_rate(settings: Mapping[str, float]) -> Answer:
    """Of the rates lr times 1/100, ..., 100, lr / B among them, the one whose summed path is nearest to the mean's."""
    setting, size, rate = _setting(settings), int(settings["batch_size"]), settings["lr"]
    tried = [rate * factor for factor in (0.01, 0.02, 0.05, 1 / size, 0.2, 0.5, 1, 2, 5, size, 100)]
    mean = sweep.convention_paths(setting, size, "mean", [rate])
    gaps = (sweep.convention_paths(setting, size, "sum", tried) - mean).abs().amax((0, 2))
    gaps = torch.nan_to_num(gaps, nan=torch.inf)
    best = int(gaps.argmin())
    return Answer(tried[best], {"gap": f"{float(gaps[best]):.0e}", "steps": str(len(mean) - 1)})
