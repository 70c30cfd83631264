"""The answers of the lesson on L2, L1 and Huber's loss."""

from __future__ import annotations

import torch

from core.experiment import Answer
from core.losses import LOSSES
from lessons.regression_losses import maths
from lessons.regression_losses.names import NAMES
from lessons.regression_losses.run import Scene, averages, lines, row
from lessons.regression_losses.tables import constants_frame, fits_frame, steps_frame
from texts.numbers import number
from ui.question import Settings

_BEFORE = 5000
_ORDER = ("l2", "huber", "l1")


def _written(value: float) -> str:
    return number(value, "en", digits=3)


def _residual(settings: Settings) -> maths.Residual:
    return maths.Residual(*(float(settings[key]) for key in ("prediction", "truth", "delta")))


def outlier_line(settings: Settings) -> Answer:
    """Which lines follow a label that moves on from 5000: only L2's (0), L2's and Huber's (1), none (2), all (3)?

    A line's move is that of its value at the example whose label it is.
    """
    n = int(settings["n"])
    x, y = maths.examples(str(settings["tails"]), n, float(settings["noise"]), seed=int(settings["seed"]))
    far, outliers = maths.rank(float(settings["outlier_at"]), n), [0, _BEFORE, float(settings["outlier"])]
    fits = fits_frame(x, y, far, maths.truth(), outliers=outliers, deltas=[float(settings["delta"])])
    moved = {name: [float(value) for value in fits[f"moved_{name}"]] for name in NAMES}
    following = {name for name, (_, before, after) in moved.items() if abs(after - before) > 1e-6}
    known = [{"l2"}, {"l2", "huber"}, set(), set(NAMES)]
    figures = {name: _written(values[-1]) for name, values in moved.items()}
    least = min(NAMES, key=lambda name: abs(moved[name][-1]))
    return Answer(known.index(following), figures | {"least": NAMES[least]})


def huber_at_three(settings: Settings) -> Answer:
    """Huber's loss at the residual."""
    values = {name: value for name, (value, _) in _residual(settings).values().items()}
    return Answer(
        values["huber"], {"value": _written(values["huber"]), **{n: _written(values[n]) for n in ("l1", "l2")}}
    )


def near_zero(settings: Settings) -> Answer:
    """Does L1's gradient shrink (0), stay (1) or grow (2) as the residual shrinks from 1 to the one set?"""
    at = _residual(settings)
    before, after = (maths.value_and_gradient(LOSSES["absolute"], r)[1] for r in (1.0, at.r))
    right = 0 if after < before else 1 if after == before else 2
    return Answer(
        right, {"before": _written(before), "after": _written(after), "huber": _written(at.values()["huber"][1])}
    )


def lasting(settings: Settings) -> Answer:
    """Whose gradient is as large at the residual as at 3: L2's (0), Huber's (1) or L1's (2)?"""
    at = _residual(settings)
    far = maths.Residual(3.0, 0.0, at.delta).values()
    before, after = ({name: values[name][1] for name in _ORDER} for values in (far, at.values()))
    stays = [place for place, name in enumerate(_ORDER) if after[name] == before[name]]
    if len(stays) != 1:
        raise ValueError(f"none of the options: {before}, {after}")
    return Answer(stays[0], {name: _written(after[name]) for name in _ORDER})


def restless(settings: Settings) -> Answer:
    """Under which loss the last steps' gradients are largest: L2 (0), Huber (1) or L1 (2)?"""
    runs = maths.train(
        noise=float(settings["train_noise"]),
        batch_size=int(settings["batch_size"]),
        delta=float(settings["delta"]),
        rates=[float(settings["lr"])],
        seed=int(settings["seed"]),
    )
    steps = steps_frame(runs, maths.truth(), maths.TRAIN_STEPS).tail(20)
    sizes = {name: float(steps[f"size_{name}_0"].mean()) for name in _ORDER}
    largest = _ORDER.index(max(sizes, key=sizes.__getitem__))
    return Answer(largest, {name: _written(size) for name, size in sizes.items()})


def meeting(settings: Settings) -> Answer:
    """Whether L2 and Huber's loss agree at a residual other than 0 (1) or not (0)."""
    at = _residual(settings)
    l2, huber = (at.values()[name][0] for name in ("l2", "huber"))
    figures = {"r": _written(at.r), "l2": _written(l2), "huber": _written(huber), "delta": _written(at.delta)}
    return Answer(int(at.r != 0 and abs(l2 - huber) < 1e-9), figures)


def best_under_l1(settings: Settings) -> Answer:
    """The constant with the least mean L1 loss on the lesson's five labels."""
    labels = torch.tensor(maths.LABELS, dtype=torch.float64)
    options = {"outliers": [float(settings["outlier"])], "deltas": [float(settings["delta"])]}
    best = constants_frame(labels, len(labels) - 1, **options).iloc[0]
    return Answer(float(best["best_l1"]), {name: _written(best[f"best_{name}"]) for name in NAMES})


def two_hubers(settings: Settings) -> Answer:
    """HuberLoss(delta) over SmoothL1Loss(beta=delta), PyTorch's own, at the residual."""
    at = _residual(settings)
    ours = maths.torch_value_and_gradient(torch.nn.HuberLoss(delta=at.delta), at.r)[0]
    smooth = maths.torch_value_and_gradient(torch.nn.SmoothL1Loss(beta=at.delta), at.r)[0]
    return Answer(ours / smooth, {"huber": _written(ours), "smooth": _written(smooth)})


# --- what the exercises ask ---------------------------------------------------------------------------------------


def _scene(settings: Settings, **changes: float) -> Scene:
    s = {**settings, **changes}
    return Scene(float(s["outlier_at"]), str(s["tails"]), float(s["noise"]), int(s["n"]), int(s["seed"]))


def wild_places(settings: Settings) -> Answer:
    """How far each line moves at the example, with the wild label at the left end and in the middle."""
    figures: dict[str, str] = {}
    for place, share in (("end", 0), ("middle", 50)):
        fits = lines(_scene(settings, outlier_at=share)).fits
        found = row(fits, float(settings["outlier"]), float(settings["delta"]))
        figures |= {f"{name}_{place}": _written(found[f"moved_{name}"]) for name in NAMES}
    return Answer(0, figures)


def noise_and_loss(settings: Settings) -> Answer:
    """How far from the true line each loss's fit lies on average, under Laplace and under Gaussian noise."""
    figures: dict[str, str] = {}
    for tails in ("laplace", "gaussian"):
        scene = _scene({**settings, "tails": tails})
        found = averages(scene, float(settings["outlier"]), float(settings["delta"]))
        figures |= {f"{name}_{tails}": _written(found[name]) for name in NAMES}
        figures[tails] = NAMES[min(NAMES, key=found.__getitem__)]
    return Answer(0, figures)


def five_examples(settings: Settings) -> Answer:
    """How far L1's line moves at the wild label, and for how many of the seeds 0 to 9 it goes through that label."""
    outlier, delta = float(settings["outlier"]), float(settings["delta"])

    def moved(seed: int) -> float:
        return float(row(lines(_scene(settings, seed=seed)).fits, outlier, delta)["moved_l1"])

    def through(seed: int) -> bool:
        found = lines(_scene(settings, seed=seed))
        fit, at = row(found.fits, outlier, delta), _scene(settings).rank
        return abs(fit["w_l1"] * float(found.x[at]) + fit["b_l1"] - float(found.y[at]) - outlier) < 1e-6

    turned = sum(map(through, range(10)))
    return Answer(turned, {"moved": _written(moved(int(settings["seed"]))), "turned": str(turned)})
