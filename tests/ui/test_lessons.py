"""Every lesson at both ends of every control, in both languages; and the lessons agree with each other."""

import pytest
import torch

from core import training as regression
from core.training import Regression
from lessons import CROSS_ENTROPY, SYNTHETIC_DATA
from lessons.synthetic_data import page as data
from tests.visiting import LANGUAGES, LESSONS, every_lesson, hold_at_both_ends, visit


@every_lesson
def test_a_lesson_holds_at_both_ends_of_every_control(lesson):
    # One language a lesson, in turn: what a control does is the same in both, the words are compared in tests/texts.
    lang = LANGUAGES[LESSONS.index(lesson) % 2]
    hold_at_both_ends(visit(lesson, query={"lang": lang}), warned=("batch_size", "drop_last", "n"))


@pytest.mark.parametrize(("n", "batch_size", "d"), [(100, 10, 2), (50, 20, 1)])
def test_the_minibatches_shown_are_those_that_training_takes(n, batch_size, d):
    run = Regression((2.0, -3.4)[:d], 4.2, 0.5, n, 3, 0.03, batch_size, 4, 1.0)
    history = regression.run(run)
    per_epoch = history.steps_per_epoch
    for epoch in (1, 3, 4):
        shown = data.deal(d, n, batch_size, epoch, seed=3, shuffle=True, drop_last=False)
        taken = history.batches[(epoch - 1) * per_epoch : epoch * per_epoch]
        assert len(shown) == len(taken)
        assert all(torch.equal(a, b) for a, b in zip(shown, taken, strict=True))


def test_nothing_is_left_when_the_only_minibatch_is_short_and_dropped():
    app = visit(SYNTHETIC_DATA, query={"n": "5", "batch_size": "10", "drop_last": "true"})
    assert "Nothing is left" in app.warning[0].value


def test_a_value_chosen_on_a_shorter_slider_before_does_not_come_back():
    app = visit(CROSS_ENTROPY, query={"lang": "en"})
    for key, value, true_class in (("true_class", 3, 3), ("classes", 6, 3), ("true_class", 1, 1), ("classes", 2, 1)):
        app.slider(key=key).set_value(value).run()
        assert not app.exception
        assert app.slider(key="true_class").value == true_class
