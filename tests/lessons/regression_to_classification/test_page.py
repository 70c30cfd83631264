"""The sentences of the lesson from regression to classification say what is the case."""

import itertools

import pytest

from lessons.regression_to_classification import page as one_hot
from lessons.regression_to_classification import words
from lessons.regression_to_classification.page import Guess


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_finding_holds_over_the_whole_of_the_sliders(lang):
    names = [name.of(lang) for name in words.CLASS_NAMES]
    ends = (-10.0, -0.5, 0.0, 1.0, 10.0)
    for o in itertools.product(ends, repeat=3):
        for true_class, delta in itertools.product((1, 2, 3), (0.0, 1.0, 5.0)):
            told = one_hot.finding(Guess(o, true_class, delta), lang)
            predicted = o.index(max(o))
            assert names[predicted].lower() in told.lower()
            assert names[true_class - 1].lower() in told.lower()
            assert "@" not in told
            wrong = "but it is" if lang == "en" else "但真实类别是"
            tied = "tie at the top" if lang == "en" else "并列"
            assert (tied in told) == (o.count(max(o)) > 1)
            assert (wrong in told) == (predicted != true_class - 1 and o.count(max(o)) == 1)


def test_the_finding_by_hand():
    told = one_hot.finding(Guess((9.0, 0.0, 0.0), 1, 1.0), "en")
    assert "Argmax picks cat, which is right" in told
    assert "cat leads by 9.0, at least δ = 1.0" in told
    assert "blames cat most (100% of it), for being 8.0 above 1" in told
    assert "2×10⁻⁴ nats" in told  # log(1 + 2 e⁻⁹) = 2.5e-4
    told = one_hot.finding(Guess((-2.0, 5.0, 0.0), 3, 2.0), "en")
    assert "picks chicken, but it is a dog" in told
    assert "trails by 5.0, and the margin loss asks for 7.0" in told
    assert "blames chicken most (83% of it), for being 5.0 above 0" in told  # 25 of 4 + 25 + 1
    assert "dog leads by only 0.2, not by δ = 1.0" in one_hot.finding(Guess((0.1, 0.0, 0.3), 3, 1.0), "en")
    assert "cat, chicken and dog tie" in one_hot.finding(Guess((1.0, 1.0, 1.0), 1, 1.0), "en").lower()
    assert "exactly the one-hot label" in one_hot.finding(Guess((0.0, 1.0, 0.0), 2, 1.0), "en")


@pytest.mark.parametrize(
    ("p", "shown"), [(0.5, "0.500"), (0.9994, "0.999"), (1 - 2e-7, "1 − 2×10⁻⁷"), (3e-8, "3×10⁻⁸"), (0.001, "0.001")]
)
def test_a_probability_is_never_rounded_to_certainty(p, shown):
    assert one_hot.probability(p) == shown


def test_the_contests_have_their_true_numbers_and_only_one_fits_softmax():
    assert [contest.labels for contest in words.CONTESTS] == [28, 9, 6]
    assert [contest.lecture for contest in words.CONTESTS] == [28, 9, 7]
    assert [contest.fits.en.startswith("yes") for contest in words.CONTESTS] == [False, True, False]
