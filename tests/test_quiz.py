"""Every answer is computed, and the words argue for what is computed."""

import pytest

from core.answers import ANSWERS
from texts import placeholders
from ui.lessons import LESSONS

QUESTIONS = [(lesson, question) for lesson in LESSONS for question in lesson.questions]
EXERCISES = [(lesson, exercise) for lesson in LESSONS for exercise in lesson.exercises]
every_question = pytest.mark.parametrize(
    ("lesson", "question"), QUESTIONS, ids=[question.key for _, question in QUESTIONS]
)


def test_questions_and_experiments_belong_together():
    keys = [question.key for _, question in QUESTIONS]
    assert sorted(keys) == sorted(ANSWERS)
    assert len(set(keys)) == len(keys)


@every_question
def test_the_reason_argues_for_what_core_computes(lesson, question):
    found = ANSWERS[question.key](dict(question.settings))
    assert placeholders(question.reason.en) <= set(found.figures)
    if question.options:
        assert found.value == question.claim
        assert len(question.options) >= 2
    else:
        assert question.low <= found.value <= question.high
        # A guess blindly put anywhere must be able to miss.
        assert 0 < 4 * question.close < question.high - question.low
