"""The answers of the lesson on learning rate and batch size."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from core.descent import minibatch_limit
from core.experiment import Answer
from core.theory import quadratic
from lessons.learning_rate import maths
from lessons.learning_rate.maths import RATES, Setting
from texts.numbers import gap, number, plain

_DRAWS = 2000


def _setting(settings: Mapping[str, float]) -> Setting:
    s = settings
    return Setting(s["noise"], int(s["n"]), int(s["seed"]), int(s["epochs"]), s["stretch"])


def three_steps(settings: Mapping[str, float]) -> Answer:
    """Whether the full batch reaches the noise floor (0), is still above it (1) or diverges (2)."""
    setting, rates, n = _setting(settings), [settings["lr"]], int(settings["n"])
    shape = quadratic(*setting.data())
    full, small = (
        maths.verdicts(shape, maths.train(setting, size, rates), rates, batch_size=size, num_examples=n)[0]
        for size in (int(settings["batch_size"]), 10)
    )
    right = {"diverged": 2, "unstable": 2, "settled": 0, "close": 0}.get(full.kind, 1)
    losses = {"start": full.figures["start"], "full": full.figures["loss"], "small": small.figures["loss"]}
    steps = {"steps": full.figures["step"], "more": small.figures["step"]}
    return Answer(right, {name: number(value, "en", digits=3) for name, value in (losses | steps).items()})


def smallest_rate(settings: Mapping[str, float]) -> Answer:
    """Which of the batch sizes 1 (0), 10 (1) and n (2) diverges first as the rate grows; 3 if two do so together."""
    setting, n = _setting(settings), int(settings["n"])
    shape = quadratic(*setting.data())
    limits, largest = [], []
    for size in (1, 10, n):
        paths = maths.train(setting, size, RATES)
        limits.append(minibatch_limit(shape, size, n))
        largest.append(maths.largest_stable(maths.verdicts(shape, paths, RATES, batch_size=size, num_examples=n)) or 0)
    names = dict(zip(("one", "ten", "full"), (number(limit, "en", digits=2) for limit in limits), strict=True))
    runs = dict(zip(("one_run", "ten_run", "full_run"), map(plain, largest), strict=True))
    least = min(largest)
    return Answer(3 if largest.count(least) > 1 else largest.index(least), names | runs)


def noise_factor(settings: Mapping[str, float]) -> Answer:
    """By what the deviation of the minibatch's gradient at the start shrinks from batch size 1 to the chosen one."""
    setting = _setting(settings)
    X, y = setting.data()
    theta = maths.begin(setting, 1).last[0]
    sizes = [1, int(settings["batch_size"])]
    generator = torch.Generator().manual_seed(setting.seed)
    squares, theory = maths.gradient_noise(X, y, theta, sizes, draws=_DRAWS, generator=generator)
    measured = squares.mean(0).sqrt()
    found, expected = float(measured[0] / measured[1]), float(theory[0] / theory[1])
    return Answer(found, {"theory": number(expected, "en"), "measured": number(found, "en"), "draws": str(_DRAWS)})


def summed_rate(settings: Mapping[str, float]) -> Answer:
    """Of the rates lr times 1/100, ..., 100, lr / B among them, the one whose summed path is nearest to the mean's."""
    setting, size, rate = _setting(settings), int(settings["batch_size"]), settings["lr"]
    tried = [rate * factor for factor in (0.01, 0.02, 0.05, 1 / size, 0.2, 0.5, 1, 2, 5, size, 100)]
    mean = maths.convention_paths(setting, size, "mean", [rate])
    gaps = (maths.convention_paths(setting, size, "sum", tried) - mean).abs().amax((0, 2))
    gaps = torch.nan_to_num(gaps, nan=torch.inf)
    best = int(gaps.argmin())
    return Answer(tried[best], {"gap": gap(gaps[best], "en"), "steps": str(len(mean) - 1)})
