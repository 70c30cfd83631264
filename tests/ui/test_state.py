"""One store of what is chosen: control = state = address = trained = shown, whatever came before."""

import pytest
import streamlit as st

import lessons
from tests.visiting import LESSONS, grids, unfolded, visit
from tests.walk import walk
from texts import Text
from ui import tour
from ui.controls import Choice, Number, Pick, Steps, Switch
from ui.visit import BadValue, Visit

LABEL = Text("label", "标签")


def go(app, lesson, query=None):
    """To another lesson by the menu, whose links carry no settings; or by a link with some."""
    app.query_params.clear()
    app.query_params.update(query or {})
    app.switch_page(lesson.path).run()
    assert not app.exception
    return app


def press(app, key):
    app.button(key=key).click().run()
    assert not app.exception


def value(app, lesson, key):
    """What the store has for a lesson; its default where nothing was chosen."""
    store: Visit = app.session_state["visit"]
    return store.own.get((lesson.url, key), (None, 0))[0]


# --- a value in an address is read as a person writes it


@pytest.mark.parametrize(
    ("text", "read"),
    [(".3", 0.3), ("0.30", 0.3), ("3e-1", 0.3), ("\N{MINUS SIGN}3", -3.0), ("-3.4", -3.4), ("+2", 2.0), ("1.04", 1.0)],
)
def test_a_slider_takes_the_position_nearest_to_a_number_however_written(text, read):
    assert Number("w", LABEL, -5.0, 5.0, 0.1, 2.0).read(text) == read


@pytest.mark.parametrize(("text", "read"), [("1e3", 1000), ("1000.0", 1000), ("7", 5), ("600", 500)])
def test_a_list_takes_the_nearest_of_its_numbers(text, read):
    assert Choice("n", LABEL, (5, 10, 500, 1000), 10).read(text) == read


@pytest.mark.parametrize("text", ["", "abc", "1_0", "nan", "inf", "0x10", "1,5", "--3", "5.2", "-5.2", "1e99"])
def test_what_is_no_number_or_beyond_the_ends_is_refused(text):
    for control in (Number("w", LABEL, -5.0, 5.0, 0.1, 2.0), Choice("n", LABEL, (-5, 5), 5)):
        with pytest.raises(BadValue):
            control.read(text)


@pytest.mark.parametrize(("text", "read"), [("1", True), ("TRUE", True), ("0", False), ("False", False)])
def test_a_switch_reads_both_ways_of_writing(text, read):
    assert Switch("s", LABEL, True).read(text) is read


def test_names_are_read_in_any_case_and_steps_as_the_nearest_kept_one():
    assert Pick("p", LABEL, {"digits": LABEL}, "digits").read("Digits") == "digits"
    steps = Steps(steps=(0, 10, 20, 25))
    assert [steps.read(text) for text in ("14", "16", "25")] == [10, 20, 25]
    with pytest.raises(BadValue):
        steps.read("26")
    assert steps.fit(25, Steps(steps=(0, 12, 25))) == 25
    assert Steps(steps=(0, 50, 100)).fit(25, steps) == 100  # who stood at the end stays there
    assert Steps(steps=(0, 50, 100)).fit(20, steps) == 0


# --- links


@pytest.mark.parametrize(
    ("query", "key", "shown"),
    [
        ({"lr": "0.30"}, "lr", 0.3),
        ({"n": "1e3", "seed": "1"}, "n", 1000),
        ({"w2": "\N{MINUS SIGN}3"}, "w2", -3.0),
        ({"batch_size": "1", "step": "137"}, "step", 140),
        ({"step": "0137"}, "step", 137),
    ],
)
def test_a_link_is_read_silently_where_it_can_be(query, key, shown):
    app = visit(lessons.LINEAR_REGRESSION, query=query)
    assert not app.warning
    assert value(app, lessons.LINEAR_REGRESSION, key) == shown


@pytest.mark.parametrize(
    "query", [{"learning_rate": "0.5"}, {"LR": "0.5"}, {"amp;lr": "0.5"}, {"b": "1_0"}, {"step": "301"}, {"n": "2000"}]
)
def test_what_a_link_asks_for_in_vain_is_told(query):
    app = visit(lessons.LINEAR_REGRESSION, query=query)
    (name,) = query
    assert len(app.warning) == 1
    assert f"`{name}={query[name]}`" in app.warning[0].value
    assert dict(app.query_params) == {"lang": "en"}


def test_a_name_given_twice_is_told():
    app = visit(lessons.LINEAR_REGRESSION, query={"w1": ["1", "3"]})
    assert len(app.warning) == 1
    assert "more than once" in app.warning[0].value
    assert app.slider(key="w1").value == 3


def test_nonsense_in_every_control_is_one_notice():
    query = {control.key: "nonsense" for control in lessons.LINEAR_REGRESSION.controls}
    app = visit(lessons.LINEAR_REGRESSION, query=query)
    assert len(app.warning) == 1
    assert f"{len(query) - 3} more settings" in app.warning[0].value
    assert len(app.warning[0].value) < 500


def test_what_other_systems_add_is_left_alone():
    query = {"utm_source": "mail", "fbclid": "x1", "from": "timeline", "w1": "3"}
    app = visit(lessons.LINEAR_REGRESSION, query=query)
    assert not app.warning
    assert dict(app.query_params) == query | {"lang": "en"}


def test_a_switch_that_is_off_in_a_link_is_off_in_the_picture():
    app = visit(lessons.LINEAR_REGRESSION, query={"two_features": "FALSE"})
    assert app.toggle(key="two_features").value is False
    assert [slider.key for slider in app.slider if slider.key == "w2"] == []
    assert len(grids(app)[0]) == 2
    assert not app.warning


# --- what one lesson does, another does not see


def test_an_address_of_ours_that_comes_late_takes_nothing_back():
    lesson = lessons.linear_regression.LESSON
    app = visit(lesson)
    app.select_slider(key="batch_size").set_value(20).run()
    late = dict(app.query_params)
    app.select_slider(key="batch_size").set_value(50).run()
    app.query_params.clear()
    app.query_params.update(late)  # a run that no control asked for, by a browser that has not heard of the change
    app.run()
    assert value(app, lesson, "batch_size") == app.select_slider(key="batch_size").value == 50
    assert app.query_params["batch_size"] == "50"
    go(app, lessons.softmax.LESSON)
    go(app, lesson, {"lang": "en", "batch_size": "20"})  # when it comes with a page, it is a link, or Back
    assert app.select_slider(key="batch_size").value == 20


def test_an_exercise_sets_the_controls_of_its_lesson_and_no_other():
    app = visit(lessons.SYNTHETIC_DATA)
    go(app, lessons.REGRESSION_LOSSES, {"part": "outlier"})
    app.session_state["section_exercises"] = True
    app.run()
    press(app, f"exercise_{few()}")
    assert value(app, lessons.REGRESSION_LOSSES, "n") == 5
    for lesson in (lessons.SYNTHETIC_DATA, lessons.LINEAR_REGRESSION, lessons.LEARNING_RATE):
        go(app, lesson)
        control = next(control for control in lesson.controls if control.key == "n")
        assert app.select_slider(key="n").value == lesson.opening.get("n", control.default)


def few():
    """The number of the exercise that asks for five examples."""
    exercises = lessons.REGRESSION_LOSSES.exercises
    return next(i for i, exercise in enumerate(exercises, 1) if exercise.settings.get("n") == 5)


def test_the_step_belongs_to_a_lesson():
    app = visit(lessons.CROSS_ENTROPY, query={"step": "37"})
    go(app, lessons.SOFTMAX_REGRESSION)
    go(app, lessons.CROSS_ENTROPY)
    assert app.slider(key="step").value == 37
    go(app, lessons.LINEAR_REGRESSION)
    app.select_slider(key="step").set_value(45).run()
    for lesson in (lessons.LEARNING_RATE, lessons.SOFTMAX_REGRESSION):
        go(app, lesson)
        assert app.select_slider(key="step").value == int(app.select_slider(key="step").options[-1])
    go(app, lessons.LINEAR_REGRESSION)
    assert app.select_slider(key="step").value == 45
    assert app.query_params["step"] == "45"


def test_settings_of_one_lesson_do_not_sit_folded_in_another():
    app = unfolded(lessons.LINEAR_REGRESSION, "exercises")
    press(app, "exercise_1")
    assert value(app, lessons.LINEAR_REGRESSION, "initial_std") == 31.6
    go(app, lessons.SOFTMAX_REGRESSION)
    assert app.select_slider(key="initial_std").value == 0.01


def test_what_is_shared_goes_along_when_it_was_chosen_by_hand():
    app = visit(lessons.SYNTHETIC_DATA)
    app.slider(key="w1").set_value(-1.5).run()
    go(app, lessons.LINEAR_REGRESSION)
    assert app.slider(key="w1").value == -1.5
    assert app.query_params["w1"] == "-1.5"


def test_a_widget_that_streamlit_dropped_does_not_come_back_at_its_low_end(monkeypatch):
    app = visit(lessons.LINEAR_REGRESSION, query={"w1": "-1"})
    draw = tour.draw

    def drop_and_draw(lesson):
        for control in lesson.controls:  # as after a run that Back cut short
            st.session_state.pop(control.key, None)
        draw(lesson)

    monkeypatch.setattr(tour, "draw", drop_and_draw)
    app.run()
    assert app.slider(key="w1").value == -1
    assert app.slider(key="b").value == 4.2
    assert set(app.query_params) == {"w1", "lang"}


def test_the_book_brings_back_everything_and_the_end():
    app = visit(lessons.LINEAR_REGRESSION, query={"batch_size": "1000", "w1": "-3", "step": "2"})
    (book,) = [button for button in app.button if "book" in button.label]
    book.click().run()
    assert app.select_slider(key="step").value == 300
    assert app.select_slider(key="batch_size").value == 10
    assert dict(app.query_params) == {"lang": "en"}
    assert "step 300" in app.markdown[1].value


def test_an_exercise_leaves_no_old_step():
    app = unfolded(lessons.LINEAR_REGRESSION, "exercises", query={"step": "7"})
    press(app, "exercise_2")
    steps = app.select_slider(key="step")
    assert steps.value == int(steps.options[-1])


def test_a_reveal_sets_what_the_question_is_about():
    (question,) = [q for q in lessons.SOFTMAX_REGRESSION.questions if q.key == "zero_start_softmax"]
    app = visit(lessons.SOFTMAX, query={"classes": "5"})
    go(app, lessons.SOFTMAX_REGRESSION, {"data": "digits"})
    app.session_state["section_quiz"] = True
    app.run()
    app.pills(key="guess_zero_start_softmax").set_value(0).run()
    press(app, "reveal_zero_start_softmax")
    for key, wanted in question.settings.items():
        assert value(app, lessons.SOFTMAX_REGRESSION, key) == wanted


# --- anything, in any order


@pytest.mark.parametrize("seed", [1, 2])
def test_a_random_walk_never_parts_control_state_and_address(seed):
    walker = walk(seed, 100)
    assert len({lesson.url for lesson, _ in walker.history}) > len(LESSONS) // 2
    assert len({tuple(address.items()) for _, address in walker.history}) > 30


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if lesson.opening], ids=lambda lesson: lesson.url)
def test_a_lesson_opens_as_it_teaches_best_and_a_link_relies_on_the_defaults(lesson):
    defaults = {control.key: control.default for control in lesson.controls}
    opening = {key: value for key, value in lesson.opening.items() if value != defaults[key]}
    assert opening
    app = visit(lesson)
    for key, chosen in opening.items():
        assert value(app, lesson, key) == chosen
        assert key in app.query_params
    for query in ({"lang": "en"}, {"lang": "zh", "projector": "1"}, {next(iter(opening)): "nonsense"}):
        linked = visit(lesson, query=query)
        for key in opening:
            assert value(linked, lesson, key) == defaults[key]
            assert key not in linked.query_params
    assert value(visit(lesson, query={"projector": "1"}), lesson, next(iter(opening))) == next(iter(opening.values()))
