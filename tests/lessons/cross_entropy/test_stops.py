"""The stops of the tour through the cross-entropy: they open, and what they say is so."""

import math

import pytest
import torch

from core.losses import softmax
from lessons.cross_entropy import maths, page, told
from lessons.cross_entropy.controls import CONTROLS
from lessons.cross_entropy.tour import STOPS

BY_KEY = {control.key: control for control in CONTROLS}
MISTAKE, TRUTH, GAPS, STEPS, TWICE, ENTROPY = STOPS


def opened(stop):
    """The settings of a stop: what it does not name has its default."""
    return {key: control.default for key, control in BY_KEY.items()} | dict(stop.settings)


def at(stop, **moved):
    """The descent that a stop shows when some of its controls have been moved."""
    now = opened(stop) | moved
    start = tuple(float(now[f"o{j + 1}"]) for j in range(now["classes"]))
    return maths.Descent(start, int(now["true_class"]) - 1, now["soft"], now["lr"], 50)


def sizes(now):
    """The sizes of the gradients of cross-entropy and of squared loss through softmax, before the first step."""
    gradients = maths.gradient, maths.SQUARED_THROUGH_SOFTMAX.gradient
    return [float(gradient(now.path[0], now.label).norm()) for gradient in gradients]


def says(stop, figure):
    return figure in stop.say.en and figure in stop.say.zh


def test_a_tour_of_six_whose_settings_the_controls_take_and_whose_pictures_are_on_the_page():
    assert len(STOPS) == 6
    for stop in STOPS:
        for key, value in stop.settings.items():
            fitted = BY_KEY[key].fit(value)
            assert (fitted, type(fitted)) == (value, type(value)), key
        assert stop.ring in (told.GRADIENT.name, page.VIEWS[opened(stop)["view"]].name)


def test_the_surer_the_mistake_the_smaller_the_gradient_of_squared_loss_alone():
    cross, squared = sizes(at(MISTAKE))
    assert says(MISTAKE, f"{cross:.2f}")
    assert says(MISTAKE, f"{squared:.2f}")
    surer = torch.tensor([sizes(at(MISTAKE, o2=o2 / 10)) for o2 in range(20, 101, 5)])
    assert float(surer[:, 0].diff().min()) > 0
    assert float(surer[:, 1].diff().max()) < 0
    assert float(surer[-1, 1]) < 0.001 * squared


def test_the_loss_is_minus_the_logarithm_of_what_the_truth_got():
    # e^-2 / (e^-2 + e^2 + e^-1) = 0.1353 / (0.1353 + 7.3891 + 0.3679) = 0.1353 / 7.8923 = 0.0171.
    now = at(TRUTH)
    share, loss = float(softmax(now.path[0])[0]), float(maths.loss(now.path[0], now.label))
    assert share == pytest.approx(0.1353 / 7.8923, rel=1e-3)
    assert loss == pytest.approx(-math.log(share))
    assert says(TRUTH, f"{share:.4f}")
    assert says(TRUTH, f"{loss:.2f}")
    # Half: e^o1 = e^2 + e^-1 = 7.757, so o1 = 2.049, which is between 2.0 and 2.1.
    below, above = (float(softmax(at(TRUTH, o1=o1).path[0])[0]) for o1 in (2.0, 2.1))
    assert 0.48 < below < 0.5 < above < 0.52


@pytest.mark.parametrize("true_class", [1, 2, 3])
def test_the_bar_of_the_true_class_alone_is_below_0_and_none_is_longer(true_class):
    now = at(GAPS, true_class=true_class)
    bars = maths.gradient(now.path[0], now.label)
    assert (bars < 0).nonzero().flatten().tolist() == [true_class - 1]
    assert int(bars.abs().argmax()) == true_class - 1
    assert float(bars.sum()) == pytest.approx(0, abs=1e-12)


def test_the_true_logit_rises_by_as_much_as_the_others_fall_and_ever_less():
    moves = at(STEPS).path.diff(dim=0)
    assert float(moves[:, 0].min()) > 0
    assert float(moves[:, 1:].max()) < 0
    torch.testing.assert_close(moves[:, 0], -moves[:, 1:].sum(-1))
    assert float(moves[:, 0].diff().max()) < 0


def test_softmax_applied_twice_cannot_come_below_its_floor():
    last = at(TWICE, o1=BY_KEY["o1"].high)
    assert float(maths.loss(last.path[0], last.label)) < 0.001
    # ln(e + 2) - 1 = ln 4.71828 - 1 = 1.55144 - 1.
    assert math.floor(1000 * maths.twice_floor(3)) / 1000 == 0.551
    assert TWICE.ask.experiment(TWICE.ask.settings).figures["floor"] == "0.551"
    for o1 in (-10.0, 2.0, 10.0):
        now = at(TWICE, o1=o1)
        assert float(maths.CROSS_ENTROPY_OF_PROBABILITIES.value(now.path[0], now.label)) > 0.551


def test_what_is_left_is_the_entropy_which_is_largest_where_the_label_is_flat():
    # Softness 0.3 over three classes: 0.8, 0.1 and 0.1. -0.8 ln 0.8 - 0.2 ln 0.1 = 0.17851 + 0.46052.
    now = at(ENTROPY)
    floor = float(maths.entropy(now.label))
    assert floor == pytest.approx(0.17851 + 0.46052, abs=1e-5)
    assert says(ENTROPY, f"{floor:.3f}")
    path = maths.loss(now.path, now.label)
    assert float(path[-1]) == pytest.approx(floor, abs=1e-4)
    assert float(path.min()) >= floor
    left = torch.stack([maths.entropy(at(ENTROPY, soft=soft / 20).label) for soft in range(21)])
    assert float(left.diff().min()) > 0
