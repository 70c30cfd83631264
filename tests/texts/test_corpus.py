"""Whatever the figures are, what is said is a sentence: one thing is not called many, nothing is left to fill in."""

import re

import pytest

from core.verdict import KINDS
from tests.corpus import judged, prose
from tests.visiting import LESSONS, every_language, every_lesson

# "1 steps"; "1 of its standard errors" and "at 1 the" are right.
PLURAL = re.compile(r"(?<![\d.,−–\u202f])1 (steps|examples|epochs|classes|minibatches|standard errors)\b")
UNFILLED = re.compile(r"@\{|\bNone\b|\bnan\b(?!`)")


@pytest.mark.parametrize("count", [1, 12])
@every_language
@every_lesson
def test_prose_is_filled_and_counts_right(lesson, lang, count):
    for place, text in prose(lesson, lang, count):
        assert not PLURAL.search(text), (place, text)
        assert not UNFILLED.search(text.replace("`nan`", "")), (place, text)


@every_language
def test_each_kind_of_run_is_told_whatever_is_advised(lang):
    said = list(judged(lang, step=1))
    assert {place.removeprefix("verdict:") for place, _ in said} == set(KINDS)
    for place, text in said:
        assert not PLURAL.search(text), (place, text)
        assert not UNFILLED.search(text), (place, text)


def test_the_wrong_plural_is_found():
    assert PLURAL.search("over all 1 steps")
    assert not PLURAL.search("over all 11 steps, and 0.1 steps")
    assert len(LESSONS) == 9
