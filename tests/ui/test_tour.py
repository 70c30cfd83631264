"""The tour: a stop is reached by its link on a fresh visit, sets its controls, and rings a picture that is there."""

import pytest

import lessons
from charts import follow
from tests.visiting import LESSONS, every_language, visit
from texts import fill, placeholders
from ui import ending, live
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


ASKED = [(lesson, number) for lesson, number in STOPS if lesson.stops[number - 1].ask]
GOALS = [(lesson, number) for lesson, number in STOPS if lesson.stops[number - 1].goal]
# What reaches the goal of a stop, over its settings.
REACHED = {
    ("linear_regression", 6): {"lr": 1.0},
    ("learning_rate", 4): {"lr": 1.2},
    ("learning_rate", 6): {"batch_size": 2, "lr": 0.2},
    ("regression_losses", 2): {"prediction": 1.5},
    ("regression_to_classification", 4): {"o1": 8.0, "o2": 0.0},
    ("softmax", 6): {"scale": 2},
    ("cross_entropy", 4): {"lr": 3},
}


def guess(app, question, value):
    picked = app.pills if question.options else app.slider
    picked(key=f"guess_{question.key}").set_value(value).run()
    app.button(key=f"reveal_{question.key}").click().run()
    assert not app.exception


@pytest.mark.parametrize(("lesson", "number"), ASKED, ids=lambda value: getattr(value, "url", value))
def test_a_stop_that_asks_holds_until_it_is_guessed_and_then_shows_what_is_computed(lesson, number, monkeypatch):
    sent = []
    monkeypatch.setattr(live, "_player", lambda *, key, data: sent.append(data))
    stop, store = lesson.stops[number - 1], "visit"
    question = stop.ask
    assert question in lesson.questions
    app = visit(lesson, query={"stop": str(number)})
    assert app.button(key=f"reveal_{question.key}").disabled
    assert not sent[-1]["play"]
    assert sent[-1]["values"]["asked"] == 1
    held = sent[-1]["cue"]
    tried = 0 if question.options else question.high
    guess(app, question, tried)
    for key, value in stop.entered({question.key: tried}).items():
        assert app.session_state[store].own[lesson.url, key][0] == value, key
    assert app.query_params["stop"] == str(number)
    assert (sent[-1]["play"], sent[-1]["cue"] != held, sent[-1]["values"]["asked"]) == (stop.play, True, 0)
    assert sent[-1]["values"]["guess"] == (follow.NO_GUESS if question.options else tried)
    figures = question.experiment(question.settings).figures
    told = [box.value for box in [*app.success, *app.info]]
    assert any(fill(question.reason.en, **figures) in text for text in told)
    app.segmented_control(key="stop").set_value("0").run()
    assert sent[-1]["values"]["guess"] == follow.NO_GUESS


@pytest.mark.parametrize(("lesson", "number"), GOALS, ids=lambda value: getattr(value, "url", value))
def test_a_goal_is_seen_when_it_is_reached_and_not_before(lesson, number):
    stop, moves = lesson.stops[number - 1], REACHED[lesson.url, number]
    app = visit(lesson, query={"stop": str(number)})
    before = {control.key: control.default for control in lesson.controls} | dict(stop.settings)

    def told(text):
        found = stop.goal.met(before | moves if text is stop.goal.praise else before)
        assert placeholders(text.en) == placeholders(text.zh) <= set(found.figures)
        return any(fill(text.en, **found.figures) in line.value for line in app.markdown)

    assert told(stop.goal.status)
    assert not told(stop.goal.praise)
    for key, value in moves.items():
        widget = next(widget for widget in [*app.slider, *app.select_slider] if widget.key == key)
        widget.set_value(value).run()
    assert told(stop.goal.praise)
    assert not told(stop.goal.status)


def test_a_lesson_starts_anew_and_home_knows_what_was_seen():
    lesson = lessons.LINEAR_REGRESSION
    app = visit(lesson, query={"stop": "2", "w1": "-1"})
    app.button(key="reset").click().run()
    assert app.slider(key="w1").value == lesson.controls[0].default
    opened = {key: str(value).lower() for key, value in lesson.opening.items()}
    assert dict(app.query_params) == {"lang": "en"} | opened
    app.switch_page("pages/home.py").run()
    assert any(f"1 of {len(lesson.stops)} stops seen" in text.value for text in app.caption)
    links = [element.proto.label for element in app.get("page_link")]
    assert "**Go on where you stopped: Linear regression**" in links
    assert "**2. Linear regression**" in links


def test_every_lesson_ends_with_three_lines_and_the_way_on():
    for lesson, after in zip(LESSONS[1:], [*LESSONS[2:], LESSONS[0]], strict=True):
        assert len(lesson.takeaways) == 3
        assert ending.following(lesson) is after
    app = visit(lessons.SOFTMAX, query={"lang": "zh"})
    assert any(lessons.SOFTMAX.takeaways[0].zh in text.value for text in app.markdown)
    assert any(element.proto.page.endswith("cross_entropy") for element in app.get("page_link"))
