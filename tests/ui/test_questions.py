"""Every answer is computed, and the words argue for what is computed."""

import pytest

from lessons import LINEAR_REGRESSION, SYNTHETIC_DATA
from tests.visiting import LESSONS, unfolded, visit
from texts import fill, placeholders
from texts import quiz as words

QUESTIONS = [(lesson, question) for lesson in LESSONS for question in lesson.questions]
every_question = pytest.mark.parametrize(
    ("lesson", "question"), QUESTIONS, ids=[question.key for _, question in QUESTIONS]
)


def test_no_two_questions_have_one_key():
    keys = [question.key for _, question in QUESTIONS]
    assert len(set(keys)) == len(keys)


@every_question
def test_the_reason_argues_for_what_core_computes(lesson, question):
    found = question.experiment(question.settings)
    assert placeholders(question.reason.en) <= set(found.figures)
    if question.options:
        assert found.value == question.claim
        assert len(question.options) >= 2
    else:
        assert question.low <= found.value <= question.high
        # A guess blindly put anywhere must be able to miss.
        assert 0 < 4 * question.close < question.high - question.low


def written(value):
    """A setting as the address holds it."""
    return str(value).lower() if isinstance(value, bool) else value if isinstance(value, str) else f"{value:g}"


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if lesson.questions], ids=lambda lesson: lesson.url)
def test_every_setting_of_questions_and_exercises_is_a_value_that_a_control_takes(lesson):
    """As a link: what a control cannot take would be reported, what has no control would leave no state."""
    assert len(lesson.questions) >= 2
    for settings in [part.settings for part in (*lesson.questions, *lesson.exercises)]:
        query = {key: written(value) for key, value in settings.items()}
        app = visit(lesson, query=query)
        assert not [warning.value for warning in app.warning if "link" in warning.value.lower()]
        for key, value in settings.items():
            assert app.session_state[key] == value, key


def left(lesson):
    """The questions that no stop of the tour asks."""
    asked = {stop.ask.key for stop in lesson.stops if stop.ask}
    return [question for question in lesson.questions if question.key not in asked]


def test_a_guess_reveals_sets_the_controls_and_is_counted_on_the_home_page():
    question = next(question for question in left(LINEAR_REGRESSION) if question.options)
    app = unfolded(LINEAR_REGRESSION, "quiz")
    assert app.button(key=f"reveal_{question.key}").disabled
    assert not [success.value for success in app.success]
    app.pills(key=f"guess_{question.key}").set_value(question.claim).run()
    app.button(key=f"reveal_{question.key}").click().run()
    assert not app.exception
    assert [success.value.startswith(f"**{words.RIGHT.en}**") for success in app.success] == [True]
    assert all(app.session_state[key] == value for key, value in question.settings.items())
    app.switch_page("pages/home.py").run()
    total = sum(len(lesson.questions) for lesson in LESSONS)
    assert any(f"1 of {total}, 1 right" in text.value for text in app.markdown)


def test_a_wrong_number_is_told_and_may_be_guessed_again():
    question = next(question for question in left(SYNTHETIC_DATA) if not question.options)
    app = unfolded(SYNTHETIC_DATA, "quiz", query={"lang": "zh"})
    assert app.button(key=f"reveal_{question.key}").disabled, "nothing is guessed until it is moved"
    app.slider(key=f"guess_{question.key}").set_value(question.high).run()
    app.button(key=f"reveal_{question.key}").click().run()
    assert f"猜的是{question.high:g}，结果是" in app.info[0].value
    app.button(key=f"again_{question.key}").click().run()
    assert app.slider(key=f"guess_{question.key}").value == question.low
    assert not app.info


def test_the_link_of_an_exercise_sets_every_control_whatever_they_were_and_leaves_the_address():
    exercise = LINEAR_REGRESSION.exercises[0]
    app = visit(LINEAR_REGRESSION, query={"w1": "-3", "n": "50"})
    assert app.session_state["w1"] == -3
    app.query_params["exercise"] = "1"
    app.run()
    assert all(app.session_state[key] == value for key, value in exercise.settings.items())
    assert "exercise" not in app.query_params
    app.slider(key="w1").set_value(1.0).run()
    assert app.session_state["w1"] == 1.0


@pytest.mark.parametrize("asked", ["99", "0", "<b>x"])
def test_an_exercise_that_does_not_exist_is_told(asked):
    app = visit(LINEAR_REGRESSION, query={"lang": "zh", "exercise": asked, "w1": "3"})
    assert len(app.warning) == 1
    assert "没有这个练习" in app.warning[0].value
    assert f"`{asked}`" in app.warning[0].value
    assert app.session_state["w1"] == 3


ANSWERED = [(lesson, place) for lesson in LESSONS for place, one in enumerate(lesson.exercises) if one.answer]


@pytest.mark.parametrize(("lesson", "place"), ANSWERED, ids=lambda value: getattr(value, "url", value))
def test_the_answer_of_an_exercise_names_only_what_is_computed(lesson, place):
    exercise = lesson.exercises[place]
    found = exercise.experiment(exercise.settings).figures if exercise.experiment else {}
    assert placeholders(exercise.answer.en) == placeholders(exercise.answer.zh) <= set(found)


def test_an_answer_is_worked_out_when_it_is_asked_for():
    exercise = SYNTHETIC_DATA.exercises[2]
    told = fill(exercise.answer.en, **exercise.experiment(exercise.settings).figures)
    app = unfolded(SYNTHETIC_DATA, "exercises")
    assert not any(told in text.value for text in app.markdown)
    app.session_state["answer_synthetic_data_3"] = True
    app.run()
    assert not app.exception
    assert any(told in text.value for text in app.markdown)
