"""The stops of the tour: what they claim is what core finds, and the page can be set so."""

from dataclasses import replace

import pytest

from lessons.regression_losses import constant, losses, maths, outlier, run, training
from lessons.regression_losses.controls import CONTROLS, RATES
from lessons.regression_losses.tour import STOPS
from ui.controls import Steps

KNOWN = {control.key: replace(control, steps=(0,)) if isinstance(control, Steps) else control for control in CONTROLS}
PICTURES = {
    "losses": (losses.RESIDUAL, *losses.CURVES, losses.SCALING),
    "outlier": (outlier.SCENE, outlier.DISTANCE),
    "constant": (constant.CONSTANT,),
    "training": (training.ERROR, training.SIZE),
}
LINE, PRICE, GRADIENT, CONSTANT, TRAINING, YOURS = STOPS
NAMES = ("l2", "l1", "huber")


def scene(stop, **changes):
    now = stop.settings | changes
    return run.Scene(now["outlier_at"], now["tails"], now["noise"], now["n"], now["seed"])


def moves(stop, added):
    row = run.row(run.lines(scene(stop)).fits, added, stop.settings["delta"])
    return {name: float(row[f"moved_{name}"]) for name in NAMES}


def residual(stop, **changes):
    now = stop.settings | changes
    return maths.Residual(now["prediction"], now["truth"], now["delta"]).values()


def test_the_stops_are_a_short_tour_whose_settings_the_controls_take():
    assert 4 <= len(STOPS) <= 6
    for stop in STOPS:
        for key, value in stop.settings.items():
            assert KNOWN[key].fit(value) == value, key
        assert stop.ring in {picture.name for picture in PICTURES[stop.settings["part"]]}


@pytest.mark.parametrize("stop", STOPS)
def test_a_stop_is_short(stop):
    assert len(stop.say.en) <= 160
    assert len(stop.say.zh) < len(stop.say.en)


def test_only_l2s_line_follows_from_20_on():
    now, far = moves(LINE, LINE.settings["outlier"]), moves(LINE, 10_000)
    assert now["l2"] > 5 * max(now["l1"], now["huber"])
    assert far["l2"] == pytest.approx(500 * now["l2"])  # 10 000 is 500 times 20
    assert {name: far[name] for name in ("l1", "huber")} == pytest.approx({n: now[n] for n in ("l1", "huber")})


def test_the_prices_of_a_residual():
    # 3^2 / 2, 2 (3 - 2 / 2), 3; up to delta = 2 Huber's is the parabola.
    assert {name: value for name, (value, _) in residual(PRICE).items()} == {"l2": 4.5, "huber": 4.0, "l1": 3.0}
    met, not_yet = residual(PRICE, prediction=2.0), residual(PRICE, prediction=2.1)
    assert met["l2"] == met["huber"]
    assert not_yet["l2"][0] > not_yet["huber"][0]


def test_the_gradients_of_a_residual():
    assert {name: slope for name, (_, slope) in residual(GRADIENT).items()} == {"l2": 3.0, "huber": 2.0, "l1": 1.0}
    near = {name: slope for name, (_, slope) in residual(GRADIENT, prediction=0.1).items()}
    assert near == pytest.approx({"l2": 0.1, "huber": 0.1, "l1": 1.0})


def test_only_the_mean_follows_a_label():
    before, after = (run.row(run.constants()[0], added, CONSTANT.settings["delta"]) for added in (0, 20))
    # (0 + 1.2 + 1.5 + 2.3 + 5) / 5 = 2, and 20 / 5 = 4 more.
    assert (before["best_l2"], after["best_l2"]) == pytest.approx((2.0, 6.0))
    assert before["best_l1"] == after["best_l1"] == 1.5
    # Beyond delta 0 pulls with 1, as 5 does: (c - 1.2) + (c - 1.5) + (c - 2.3) + 1 - 1 = 0.
    assert (before["best_huber"], after["best_huber"]) == pytest.approx((5 / 3, 5 / 3))


def test_l1_alone_does_not_come_to_rest():
    now = TRAINING.settings
    trained = run.trained(run.Training(now["delta"], now["batch_size"], now["train_noise"], now["seed"]))
    rate = RATES.index(now["lr"])
    kinds = training.kinds(trained.runs, maths.TRAIN_STEPS, rate=rate)
    assert kinds == {"l2": "settled", "l1": "jittering", "huber": "settled"}
    last = {name: trained.steps[f"size_{name}_{rate}"].iloc[-50:] for name in NAMES}
    assert last["l1"].min() > 0.5
    assert max(last["l2"].max(), last["huber"].max()) < 1e-4


def test_each_loss_is_the_nearest_under_one_noise():
    now, nearest = YOURS.settings, {}
    for tails in maths.TAILS:
        off = run.averages(scene(YOURS, tails=tails), now["outlier"], now["delta"])
        nearest[tails] = min(off, key=off.__getitem__)
    assert nearest == {"gaussian": "l2", "laplace": "l1", "student": "huber"}
