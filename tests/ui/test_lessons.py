"""Every lesson at both ends of every control, in both languages; and the lessons agree with each other."""

from lessons import CROSS_ENTROPY
from tests.visiting import LANGUAGES, LESSONS, every_lesson, hold_at_both_ends, visit


@every_lesson
def test_a_lesson_holds_at_both_ends_of_every_control(lesson):
    # One language a lesson, in turn: what a control does is the same in both, the words are compared in tests/texts.
    lang = LANGUAGES[LESSONS.index(lesson) % 2]
    hold_at_both_ends(visit(lesson, query={"lang": lang}), warned=("batch_size", "drop_last", "n"))


def test_a_value_chosen_on_a_shorter_slider_before_does_not_come_back():
    app = visit(CROSS_ENTROPY, query={"lang": "en"})
    for key, value, true_class in (("true_class", 3, 3), ("classes", 6, 3), ("true_class", 1, 1), ("classes", 2, 1)):
        app.slider(key=key).set_value(value).run()
        assert not app.exception
        assert app.slider(key="true_class").value == true_class
