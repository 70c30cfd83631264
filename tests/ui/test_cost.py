"""What a link can cost: the dearest settings that a lesson takes, and then everything unfolded on them."""

import time

import pytest

from tests.visiting import LESSONS, visit
from ui.controls import Choice, Number
from ui.lesson import HOME

# Most work: many examples and passes in small batches.
DEAREST = {"n": max, "epochs": max, "classes": max, "batch_size": min}
DATA = {"softmax_regression": ("blobs", "penguins", "digits")}
PARTS = {"regression_losses": ("losses", "outlier", "constant", "training")}
LIMIT = 2.0  # seconds of one core


def dearest(lesson):
    """The dearest settings of the lesson, for each kind of its data and each of its parts."""
    asked = {}
    for control in lesson.controls:
        if control.key in DEAREST and isinstance(control, Number | Choice):
            ends = control.options if isinstance(control, Choice) else (control.low, control.high)
            asked[control.key] = control.write(DEAREST[control.key](ends))
    kinds = [{"data": name} for name in DATA.get(lesson.url, ())] + [
        {"part": name} for name in PARTS.get(lesson.url, ())
    ]
    return [{"lang": "en"} | asked | kind for kind in kinds or [{}]]


CASES = [(lesson, query) for lesson in LESSONS if lesson is not HOME for query in dearest(lesson)]


@pytest.mark.parametrize(
    ("lesson", "query"), CASES, ids=lambda one: getattr(one, "url", None) or "-".join(one.values())
)
def test_the_dearest_settings_of_a_lesson_cost_at_most_two_seconds_of_a_core(lesson, query):
    visit(lesson, query={"lang": "en"})  # what is imported and built once for all visitors
    before = time.process_time()
    app = visit(lesson, query=query)
    first = time.process_time() - before
    assert not app.warning, "a setting was refused"
    for key in app.session_state["visit"].titled:
        app.session_state[key] = True
    before = time.process_time()
    app.run()
    unfolded = time.process_time() - before
    assert not app.exception
    print(lesson.url, query, round(first, 2), round(unfolded, 2))
    assert first <= LIMIT
    assert unfolded <= LIMIT
