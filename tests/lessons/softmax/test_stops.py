"""The stops of the tour say what is so at their settings, which are values of the lesson's controls."""

from __future__ import annotations

import math

import pytest
import torch

from core.losses import softmax
from lessons.softmax import page, told
from lessons.softmax.controls import CONTROLS, SCALE, SHIFT
from lessons.softmax.experiments import logits
from lessons.softmax.maths import naive
from lessons.softmax.tour import STOPS

POSITIVE, SHIFTED, COLD_AND_HOT, TWO_CLASSES, OVERFLOW, YOURS = STOPS
VALUES = {control.key: control.default for control in CONTROLS}


def z(stop, **changes):
    return logits(VALUES | stop.settings | changes)


def p(stop, **changes):
    return softmax(z(stop, **changes))


def moved(stop, **changes):
    """The logits of the picture of overflow."""
    values = VALUES | stop.settings | changes
    plain = logits(values)
    return values["size"] + values["spread"] * (plain - plain.max())


def test_there_are_four_to_six_and_their_settings_are_values_of_the_controls():
    assert 4 <= len(STOPS) <= 6
    controls = {control.key: control for control in CONTROLS}
    for stop in STOPS:
        for key, value in stop.settings.items():
            assert controls[key].fit(value) == value
            assert type(controls[key].fit(value)) is type(value)


def test_each_rings_a_picture_of_the_page():
    pictures = (told.SOFTMAX, page.BY_TEMPERATURE, page.LOGISTIC, page.OVERFLOW)
    assert {stop.ring for stop in STOPS} == {picture.name for picture in pictures}
    assert not any(picture.bare for picture in pictures)


def test_a_negative_logit_has_a_positive_probability_and_the_others_pay_in_proportion():
    assert POSITIVE.settings["o3"] < 0
    # exp(2), exp(1), exp(-1) = 7.389, 2.718, 0.368, which add up to 10.475.
    assert p(POSITIVE).tolist() == pytest.approx([7.389 / 10.475, 2.718 / 10.475, 0.368 / 10.475], abs=1e-4)
    before = p(POSITIVE)
    for tenths in range(-9, 101):
        after = p(POSITIVE, o3=tenths / 10)
        assert float(after.sum()) == pytest.approx(1)
        assert (after > 0).all()
        assert (after[:2] < before[:2]).all()
        assert float(after[0] / after[1]) == pytest.approx(math.e)  # exp(2 - 1)
        before = after


def test_a_shift_multiplies_each_exponential_by_148_and_moves_no_probability():
    before, after = z(SHIFTED), z(SHIFTED, shift=5.0)
    assert SHIFT.fit(5.0) == 5.0
    assert [round(x) for x in (after.exp() / before.exp()).tolist()] == [148] * 3
    assert torch.allclose(softmax(after), softmax(before), rtol=0, atol=1e-15)


def test_cold_one_class_takes_nearly_all_and_hot_each_gets_nearly_a_third_in_the_same_order():
    cold, hot = p(COLD_AND_HOT, temperature=0.05), p(COLD_AND_HOT, temperature=100)
    assert 0.99999 < float(cold[0]) < 1  # the next logit is (2 - 1) / 0.05 = 20 lower
    assert hot.tolist() == pytest.approx([1 / 3] * 3, abs=0.01)
    for now in (cold, p(COLD_AND_HOT), hot):
        assert now.argsort(descending=True).tolist() == [0, 1, 2]


def test_two_classes_are_the_logistic_function_of_the_difference():
    for o1 in (1.0, 0.0, -4.0):
        difference = z(TWO_CLASSES, o1=o1)[0] - z(TWO_CLASSES, o1=o1)[1]
        assert float(difference) == o1
        assert float(p(TWO_CLASSES, o1=o1)[0]) == pytest.approx(1 / (1 + math.exp(-o1)))
    assert len(p(TWO_CLASSES)) == 2
    assert float(p(TWO_CLASSES, o1=0.0)[0]) == 0.5


def test_float32_holds_the_exponential_of_88_and_not_that_of_89():
    assert naive(moved(OVERFLOW), torch.float32).outcome == "fine"
    beyond = moved(OVERFLOW, size=89)
    assert naive(beyond, torch.float32).probabilities.isnan().any()
    assert (beyond - beyond.max()).tolist() == (moved(OVERFLOW) - moved(OVERFLOW).max()).tolist() == [0, -1, -3]


def test_a_scale_of_2_undoes_a_temperature_of_2_and_no_shift_does():
    plain = p(YOURS, temperature=1)
    assert float(p(YOURS)[0]) < float(plain[0])
    back = [s for s in SCALE.options if torch.allclose(p(YOURS, scale=s), plain)]
    assert back == [2]
    for halves in range(-20, 21):
        assert torch.allclose(p(YOURS, shift=halves / 2), p(YOURS))
