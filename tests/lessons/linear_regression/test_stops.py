"""The tour of linear regression: every stop can be set, and what it says is so."""

from dataclasses import replace
from itertools import pairwise

import pytest
import torch

from core.tables import frame_steps
from core.theory import least_squares, quadratic
from lessons.linear_regression import page, told
from lessons.linear_regression.controls import CONTROLS, LEARNING_RATE, STEP
from lessons.linear_regression.experiments import train
from lessons.linear_regression.tour import STOPS

BY_KEY = {control.key: control for control in CONTROLS}
WATCH, ONE_STEP, FLOOR, WHICH_LINE, BOOK, BREAK = STOPS


def theta(history, step):
    return torch.cat([history.weight[step, 0, :, 0], history.bias[step, 0]])


def best(history):
    weight, bias = least_squares(history.X, history.targets)
    return torch.cat([weight[:, 0], bias])


def last_loss(stop, **changes):
    return float(train(stop.settings, **changes).loss[-1, 0])


@pytest.mark.parametrize("stop", STOPS)
def test_the_controls_take_its_settings_and_its_picture_is_on_the_page(stop):
    steps = replace(STEP, steps=tuple(frame_steps(len(train(stop.settings).batches))))
    controls = BY_KEY | {STEP.key: steps}
    assert {key: controls[key].fit(value) for key, value in stop.settings.items()} == stop.settings
    assert stop.ring in {told.FIT.name, page.PROGRESS.name}


def test_the_line_starts_flat_and_ends_among_the_points():
    history = train(WATCH.settings)
    assert abs(float(history.weight[0])) < 0.05
    # Among points that stray by 0.5 the line of least squares and the learned one differ by far less.
    assert (theta(history, -1) - best(history)).abs().max() < 0.05
    assert WATCH.play
    assert WATCH.settings["step"] == 0


def test_each_step_goes_about_four_tenths_of_the_way_left():
    # With all examples and a curvature of about 1 a step leaves 1 - 2 x 0.2 x 1 = 0.6 of the way.
    history = train(ONE_STEP.settings)
    ways = [float((theta(history, step) - best(history)).norm()) for step in range(11)]
    gone = [1 - after / before for before, after in pairwise(ways)]
    assert len(history.batches) == len(gone) == 10
    assert gone == pytest.approx([0.4] * 10, abs=0.03)
    assert len(history.batches[0]) == 200


def test_half_the_noise_leaves_a_quarter_of_the_floor_where_the_loss_stops():
    floors = {}
    for noise in (2, 1):
        history = train(FLOOR.settings, noise=noise)
        floors[noise] = quadratic(history.X, history.targets).floor
        assert float(history.loss[-1, 0]) == pytest.approx(floors[noise], rel=0.02)
    # (2 / 2)^2 = 2^2 / 4
    assert floors[1] == pytest.approx(floors[2] / 4)
    assert floors[2] == pytest.approx(2**2, rel=0.05)
    assert len(train(FLOOR.settings).batches) == 100


def test_training_ends_on_least_squares_and_not_on_the_truth():
    history = train(WHICH_LINE.settings)
    truth = torch.tensor([2.0, 4.2], dtype=history.X.dtype)
    assert (theta(history, -1) - best(history)).norm() < 0.02
    assert (theta(history, -1) - truth).norm() > 1


def test_the_book_s_weights_are_found_within_a_thousandth():
    history = train(BOOK.settings)
    truth = torch.tensor([2.0, -3.4], dtype=history.X.dtype)
    assert (history.weight[-1, 0, :, 0] - truth).abs().max() < 0.001
    assert len(history.batches) == 3 * 100


def test_the_last_rate_that_works_is_one_of_the_slider_and_one_beyond_it_breaks_the_run():
    start = float(train(BREAK.settings).loss[0, 0])
    works = [last_loss(BREAK, lr=rate) < start for rate in LEARNING_RATE.options]
    last = LEARNING_RATE.options.index(0.9)
    assert works == [True] * (last + 1) + [False] * (len(works) - last - 1)
    assert BREAK.settings["step"] == 60 == len(train(BREAK.settings).batches)
