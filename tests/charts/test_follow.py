"""A parameter has the range of the control that it follows, whatever lesson declares it."""

from charts.follow import LARGEST_STEP, follow
from tests.visiting import LESSONS
from ui.controls import Choice, Number, Steps

LIVE = [(lesson.url, control) for lesson in LESSONS for control in lesson.controls if control.live]


def test_every_input_reaches_as_far_as_its_slider():
    assert len(LIVE) > 40
    for url, control in LIVE:
        made, place = follow(control).param.to_dict(), f"{url}: {control.key}"
        bind = made["bind"]
        assert made["name"] == control.key, place
        if isinstance(control, Number):
            assert (bind["min"], bind["max"], bind["step"]) == (control.low, control.high, control.step), place
            assert made["value"] == control.default, place
        elif isinstance(control, Choice):
            assert bind["options"] == list(control.options), place
            assert made["value"] == control.default, place
        else:
            assert isinstance(control, Steps), place
            assert (bind["min"], bind["max"], bind["step"]) == (0, LARGEST_STEP, 1), place
