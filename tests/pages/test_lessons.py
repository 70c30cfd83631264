"""Every lesson at both ends of every control, in both languages; and the lessons agree with each other."""

import pytest
import torch

from core.training import Regression
from tests.pages.test_frame import every_language, every_lesson, visit
from ui import data, regression
from ui.lessons import CROSS_ENTROPY, SYNTHETIC_DATA


def kinds(app):
    """The controls on the page: sliders, sliders over a list, and switches (the projector's left out)."""
    return [*app.slider, *app.select_slider, *(toggle for toggle in app.toggle if toggle.key != "projector")]


def ends(widget):
    if widget.type == "select_slider":
        # The test sees the options as they are written; the widget takes the numbers.
        return [type(widget.value)(float(option)) for option in (widget.options[0], widget.options[-1])]
    return [widget.min, widget.max] if widget.type == "slider" else [False, True]


def hold_at_both_ends(app, warned=()):
    """Put every control to either end and back: no exception, and no warning but for those that may be `warned`."""
    for key in [widget.key for widget in kinds(app)]:
        for end in (0, 1):
            widget = next((widget for widget in kinds(app) if widget.key == key), None)
            if widget is None:  # the second weight goes with the second feature
                continue
            before = widget.value
            widget.set_value(ends(widget)[end]).run()
            assert not app.exception, (key, end)
            assert not app.warning or key in warned, (key, [w.value for w in app.warning])
            next(widget for widget in kinds(app) if widget.key == key).set_value(before).run()


@every_language
@every_lesson
def test_a_lesson_holds_at_both_ends_of_every_control(lesson, lang):
    hold_at_both_ends(visit(lesson, query={"lang": lang}), warned=("batch_size", "drop_last", "n"))


@pytest.mark.parametrize(("n", "batch_size", "d"), [(100, 10, 2), (50, 20, 1)])
def test_the_minibatches_shown_are_those_that_training_takes(n, batch_size, d):
    run = Regression((2.0, -3.4)[:d], 4.2, 0.5, n, 3, 0.03, batch_size, 4, 1.0)
    history = regression.train(run).history
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
