"""The answers of the lesson on learning rate and batch size."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from core.descent import minibatch_limit
from core.experiment import Answer
from core.theory import quadratic
from lessons.learning_rate import maths
from lessons.learning_rate.maths import RATES, Paths, Setting
from texts.numbers import gap, number, plain

_DRAWS = 2000
NEAR = 1.1  # within a tenth of the noise floor


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


def _losses(settings: Mapping[str, float], *, rates: Sequence[float] | None = None) -> tuple[Tensor, float, Paths]:
    """Losses (m, R) at the kept steps for the rates, the floor, and the paths."""
    setting, size = _setting(settings), min(int(settings["batch_size"]), int(settings["n"]))
    shape = quadratic(*setting.data())
    paths = maths.train(setting, size, rates or [settings["lr"]])
    return shape.loss(paths.theta), shape.floor, paths


def three_again(settings: Mapping[str, float]) -> Answer:
    """Whether three steps come within a tenth of the floor (0), later ones do (1), or none (2)."""
    losses, floor, paths = _losses(settings)
    near = [step for step, loss in zip(paths.steps, losses[:, 0].tolist(), strict=True) if loss <= NEAR * floor]
    right = 2 if not near else 0 if near[0] <= 3 else 1
    after = float(losses[paths.steps.index(3), 0] / floor)
    steepest = float(quadratic(*_setting(settings).data()).curvatures[-1])
    figures = {"after": number(after, "en", digits=2), "steps": str(near[0] if near else paths.steps[-1])}
    return Answer(right, figures | {"left": number(100 * abs(1 - 2 * settings["lr"] * steepest), "en", digits=2)})


def calmer(settings: Mapping[str, float]) -> Answer:
    """What a fifth of 0.1 changes at the end: nearer to the floor (0), as high (1), exactly at the floor (2)."""
    losses, floor, _ = _losses(settings, rates=[0.1, settings["lr"]])
    # The last quarter of the kept steps: one step of a jittering run says little.
    before, after = (losses[-len(losses) // 4 :] / floor).mean(0).tolist()
    right = 2 if after < 1 + 1e-6 else 0 if after - 1 < 0.5 * (before - 1) else 1
    return Answer(right, {"before": number(before, "en", digits=3), "after": number(after, "en", digits=3)})


def diverges(settings: Mapping[str, float]) -> Answer:
    """Whether the rate is the smallest of the slider at which the loss ends above its start (1) or not (0)."""
    lower = [rate for rate in RATES if rate < settings["lr"]][-1:]
    losses, _, _ = _losses(settings, rates=[*lower, settings["lr"]])
    ended = (losses[-1] <= losses[0]).tolist()
    figures = {"rate": plain(settings["lr"]), "lower": plain(lower[0]) if lower else "0"}
    figures |= {name: number(losses[at, -1], "en", digits=3) for name, at in (("start", 0), ("end", -1))}
    return Answer(int(not ended[-1] and all(ended[:-1])), figures)


def cheapest(settings: Mapping[str, float]) -> Answer:
    """Whether fewer than 100 examples bring the loss within a tenth of its floor (1) or not (0)."""
    losses, floor, paths = _losses(settings)
    size = min(int(settings["batch_size"]), int(settings["n"]))
    near = [step for step, loss in zip(paths.steps, losses[:, 0].tolist(), strict=True) if loss <= NEAR * floor]
    seen = near[0] * size if near else math.inf
    least = number(float(losses[:, 0].min()) / floor, "en", digits=3)
    figures = {"seen": f"{near[0]} × {size} = {seen}" if near else f"{paths.steps[-1]} × {size}", "least": least}
    return Answer(int(seen < 100), figures)


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


# --- what the exercises ask ---------------------------------------------------------------------------------------


def more_epochs(settings: Mapping[str, float]) -> Answer:
    """The loss over its floor after ten epochs, after thirty, and after ten at three times the rate."""
    figures = {}
    for name, epochs, times in (("ten", 10, 1), ("thirty", 30, 1), ("triple", 10, 3)):
        losses, floor, _ = _losses({**settings, "epochs": epochs}, rates=[times * settings["lr"]])
        figures[name] = number(losses[-1, 0] / floor, "en", digits=3)
    return Answer(float(figures["thirty"]), figures)


def short_sum(settings: Mapping[str, float]) -> Answer:
    """How many examples the last minibatch holds, and its share of a full one."""
    size = int(settings["batch_size"])
    last = int(settings["n"]) % size or size
    return Answer(last, {"last": str(last), "size": str(size), "share": number(last / size, "en")})


def error_by_n(settings: Mapping[str, float]) -> Answer:
    """The expected error with 5 examples and with 10 000, and their quotient."""
    few, many = (maths.error_against_n(n, settings["noise"], range(20))[1] for n in (5, 10_000))
    figures = {name: number(value, "en", digits=2) for name, value in (("few", few), ("many", many))}
    return Answer(few / many, figures | {"factor": number(few / many, "en", digits=2)})
