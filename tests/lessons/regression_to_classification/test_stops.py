"""The stops of the tour say what is so at their settings, which are values of the lesson's controls."""

from __future__ import annotations

import itertools

import pytest
import torch

from lessons.regression_to_classification import page, told
from lessons.regression_to_classification.controls import CONTROLS
from lessons.regression_to_classification.maths import Decision, costs, decide
from lessons.regression_to_classification.tour import STOPS

TOO_RIGHT, WHICH_ONE, ONE_HOT, MISTAKE, MARGIN, YOURS = STOPS
VALUES = {control.key: control.default for control in CONTROLS}
CAT, CHICKEN, DOG = range(3)


def at(stop, **changes):
    """The three losses by name, and what argmax makes of the logits, at a stop whose controls are then changed."""
    values = VALUES | stop.settings | changes
    logits = torch.tensor([values[f"o{j}"] for j in (1, 2, 3)], dtype=torch.float64)
    true = values["true_class"] - 1
    found = costs(logits, true, delta=values["delta"])
    return {name: cost.value for name, cost in found.items()}, decide(logits, true, delta=values["delta"])


def loss(stop, name="squared_on_one_hot", **changes):
    return at(stop, **changes)[0][name]


def decision(stop, **changes) -> Decision:
    return at(stop, **changes)[1]


def test_there_are_four_to_six_and_their_settings_are_values_of_the_controls():
    assert 4 <= len(STOPS) <= 6
    controls = {control.key: control for control in CONTROLS}
    for stop in STOPS:
        for key, value in stop.settings.items():
            assert controls[key].fit(value) == value
            assert type(controls[key].fit(value)) is type(value)


def test_each_rings_a_picture_of_the_page():
    assert {stop.ring for stop in STOPS} == {page.LAYERS.name, told.LOSSES.name}
    assert not page.LAYERS.bare
    assert not told.LOSSES.bare


def test_a_logit_of_9_is_right_and_costs_64_and_a_logit_of_1_costs_nothing():
    assert decision(TOO_RIGHT).predicted == CAT == TOO_RIGHT.settings["true_class"] - 1
    assert loss(TOO_RIGHT) == 64  # (9 - 1)^2 + 0 + 0
    free = [tenths for tenths in range(-100, 101) if loss(TOO_RIGHT, o1=tenths / 10) == 0]
    assert free == [10]


def test_chicken_is_picked_as_soon_as_it_passes_cat():
    assert decision(WHICH_ONE).predicted == decision(WHICH_ONE, o2=2.0).predicted == CAT
    assert decision(WHICH_ONE, o2=2.1).predicted == decision(WHICH_ONE, o2=10.0).predicted == CHICKEN


def test_chicken_and_dog_are_equally_far_from_cat():
    assert loss(ONE_HOT) == 0
    assert loss(ONE_HOT, true_class=2) == loss(ONE_HOT, true_class=3) == 2  # (1 - 0)^2 + (0 - 1)^2


def test_squared_loss_has_the_mistake_cheaper_than_the_right_9_and_the_others_have_it_dearer():
    right = {"o1": 9.0, "o2": 0.0}
    assert decision(MISTAKE).predicted == CHICKEN
    assert loss(MISTAKE) == 34  # (-2 - 1)^2 + 5^2
    assert loss(MISTAKE, **right) == 64
    # The margin lacks 1 - (-2 - 5) = 8; cross-entropy is 7 + log(1 + exp(-7) + exp(-5)), and log(1 + 2 exp(-9)).
    assert (loss(MISTAKE, "margin"), loss(MISTAKE, "cross_entropy")) == pytest.approx((8, 7.0076), abs=1e-4)
    rest = loss(MISTAKE, "margin", **right), loss(MISTAKE, "cross_entropy", **right)
    assert rest == pytest.approx((0, 2 * 1.2341e-4), abs=1e-7)


def test_past_the_margin_one_loss_stays_one_falls_and_one_climbs():
    assert decision(MARGIN).predicted == CAT
    assert decision(MARGIN).lead == pytest.approx(0.2)  # 0.6 - 0.4
    assert loss(MARGIN, "margin", o1=1.3) == pytest.approx(0.1)
    beyond = [at(MARGIN, o1=tenths / 10)[0] for tenths in range(14, 101)]
    assert {losses["margin"] for losses in beyond} == {0}
    for before, after in itertools.pairwise(beyond):
        assert after["cross_entropy"] < before["cross_entropy"]
        assert after["squared_on_one_hot"] > before["squared_on_one_hot"]


def test_the_ill_are_missed_by_a_little():
    found = decision(YOURS)
    assert (found.predicted, YOURS.settings["true_class"] - 1) == (CAT, DOG)
    assert found.lead == pytest.approx(-0.3)  # 0.7 - 1.0
