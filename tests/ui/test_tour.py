"""The tour: a stop is reached by its link on a fresh visit, sets its controls, and rings a picture that is there."""

import pytest

import lessons
from tests.visiting import LESSONS, every_language, visit
from ui import live
from ui.visit import Visit

LED = [lesson for lesson in LESSONS if lesson.stops]
STOPS = [(lesson, number) for lesson in LED for number in range(1, len(lesson.stops) + 1)]


def test_every_lesson_has_a_tour_of_four_to_six_stops():
    assert list(LESSONS[1:]) == LED
    assert all(4 <= len(lesson.stops) <= 6 for lesson in LED)


@pytest.mark.parametrize(("lesson", "number"), STOPS, ids=lambda value: getattr(value, "url", value))
def test_a_stop_opens_by_its_link_with_its_settings_and_its_picture(lesson, number, monkeypatch):
    drawn, real = [], live.chart
    monkeypatch.setattr(live, "chart", lambda name, *rest, **named: (drawn.append(name), real(name, *rest, **named)))
    stop = lesson.stops[number - 1]
    app = visit(lesson, query={"stop": str(number)})
    assert not app.warning
    store: Visit = app.session_state["visit"]
    for key, value in stop.settings.items():
        assert store.own[lesson.url, key][0] == value, key
    assert stop.ring is None or stop.ring in drawn
    assert dict(app.query_params) == {"lang": "en", "stop": str(number)}
    assert any(stop.say.en in text.value for text in app.markdown)


@every_language
def test_stops_are_walked_and_free_play_leaves_everything(lang):
    lesson = lessons.LINEAR_REGRESSION
    app = visit(lesson, query={"lang": lang})
    for number in range(1, len(lesson.stops) + 1):
        app.button(key="tour_next").click().run()
        assert app.segmented_control(key="stop").value == str(number)
        assert any(lesson.stops[number - 1].say.of(lang) in text.value for text in app.markdown)
    assert app.button(key="tour_next").disabled
    app.slider(key="w1").set_value(-1.5).run()
    assert app.query_params["stop"] == str(len(lesson.stops))
    assert app.query_params["w1"] == "-1.5"
    app.segmented_control(key="stop").set_value("0").run()
    assert app.slider(key="w1").value == -1.5
    assert "stop" not in app.query_params


@pytest.mark.parametrize("asked", ["0", "99", "x"])
def test_a_stop_that_does_not_exist_is_told(asked):
    app = visit(lessons.SOFTMAX, query={"stop": asked})
    assert len(app.warning) == 1
    assert f"`{asked}`" in app.warning[0].value
