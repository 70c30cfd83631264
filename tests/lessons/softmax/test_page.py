"""The words of the lesson on softmax follow its controls."""

import pytest

from lessons import SOFTMAX
from tests.visiting import visit


def said(query):
    app = visit(SOFTMAX, query=query)
    assert not app.warning
    return "\n".join(element.value for element in app.markdown)


def test_fewer_classes_than_the_one_lit_up_light_up_the_last_without_blaming_the_link():
    app = visit(SOFTMAX, query={"classes": "5", "light": "5"})
    app.slider(key="classes").set_value(3).run()
    assert not app.exception
    assert not app.warning
    assert app.slider(key="light").value == 3


@pytest.mark.parametrize(
    ("lang", "tie", "above"),
    [
        ("en", "Classes 1, 2 lead together, each with probability 0.500", "Class 1 leads with probability above 0.999"),
        ("zh", "类别1、2并列领先，概率各为0.500", "类别1领先，概率为0.999以上"),
    ],
)
def test_a_tie_and_a_sure_leader_are_told(lang, tie, above):
    two = {"lang": lang, "classes": "2", "o1": "1", "o2": "1"}
    assert tie in said(two)
    assert above in said(two | {"o1": "9"})


def test_a_shift_is_told_by_the_logsumexp_and_a_scale_by_its_quotient():
    # log(e^2 + e^1 + e^-1) = log 10.475 = 2.349; the shift 4 at T = 2 moves z by 2.
    assert "moved the logsumexp" not in said({})
    assert "moved the logsumexp from 2.349 to 6.349 and no probability" in said({"shift": "4"})
    assert "moved the logsumexp from 2.349 to −7.651 and no" in said({"shift": "-10"})
    told = said({"shift": "4", "temperature": "2"})
    assert "The shift by 2 moved" in told
    assert "s/T = 0.5 acts like one number: at s/T = 1 the leading probability would be 0.705" in told


def test_the_sentences_on_what_breaks_follow_the_largest_logit():
    told = said({"size": "11"})
    assert "**float16:** each exponential still fits, but their sum is inf" in told
    assert "**float32:** the naive formula works here." in told
    assert "**float32:** every exponential is 0, and 0/0 is nan." in said({"size": "-110"})
    lost = said({"size": "1", "spread": "100"})
    # With the differences 1 and 3 stretched to 100 and 300: log softmax is -300 for class 3, and exp(-299) is 0.
    assert "−300 for class 3" in lost or "−100 for class 2" in lost
