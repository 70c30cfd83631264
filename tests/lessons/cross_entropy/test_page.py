"""The lesson on the cross-entropy: each view in both languages, and sentences that hold at the extremes."""

import re

import pytest
import torch

from lessons import CROSS_ENTROPY
from lessons.cross_entropy import maths as core
from lessons.cross_entropy import page as ui
from lessons.cross_entropy import words
from tests.visiting import every_language, visit

EXTREMES = [
    {"o1": "-10.0", "o2": "10.0", "lr": "8", "step": "1"},
    {"o1": "10.0", "o2": "-10.0", "o3": "-10.0", "step": "50"},
    {"soft": "1.0", "lr": "8", "step": "50", "classes": "2", "bits": "true"},
    {"soft": "0.05", "classes": "6", "true_class": "6", "o6": "-10.0", "step": "7", "bits": "true"},
    {"soft": "1.0", "o1": "0.0", "o2": "0.0", "o3": "0.0"},
]


@every_language
@pytest.mark.parametrize("view", words.VIEWS)
@pytest.mark.parametrize("query", EXTREMES)
def test_every_view_holds_at_the_extremes(view, query, lang):
    app = visit(CROSS_ENTROPY, query={"lang": lang, "view": view, **query})
    assert not app.exception
    assert not app.warning
    told = " ".join(element.value for element in app.markdown)
    assert "@{" not in told
    assert not re.search(r"\bnan\b|\binf\b|[-−]0\.0+\b", told)


@every_language
def test_a_view_that_does_not_exist_is_told(lang):
    app = visit(CROSS_ENTROPY, query={"lang": lang, "view": "2"})
    (warning,) = app.warning
    assert "`view=2`" in warning.value
    assert ui.VIEW.label.of(lang) in warning.value
    assert words.VIEWS["surprisal"].of(lang) in warning.value
    assert app.segmented_control(key="view").value == "surprisal"
    assert "view" not in app.query_params
    app.run()
    assert not app.warning


def test_a_view_picked_is_kept_when_the_language_changes():
    app = visit(CROSS_ENTROPY, query={"lang": "en"})
    app.segmented_control(key="view").set_value("hessian").run()
    app.segmented_control(key="lang").set_value("zh").run()
    assert app.segmented_control(key="view").value == "hessian"
    assert app.query_params["view"] in ("hessian", ["hessian"])
    app.segmented_control(key="view").set_value("surprisal").run()
    assert "view" not in app.query_params


def moment(logits, *, true_class=1, soft=0.0, rate=1.0, step=0, bits=False):
    start = torch.tensor(logits, dtype=torch.float64)
    label = core.smoothed_label(true_class - 1, len(logits), soft)
    path = core.descend(start, label, learning_rate=rate, steps=50)
    return ui.Moment(true_class, soft, rate, step, bits, start, label, path)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        # Two equal classes: p = 1/2, so the loss is ln 2 = 0.693 nats = 1 bit.
        (moment([0.0, 0.0]), "gets 0.5000, so the loss is −ln 0.5000 ≈ 0.693 nats"),
        (moment([0.0, 0.0], bits=True), "gets 0.5000, so the loss is −log₂ 0.5000 ≈ 1.000 bits"),
        (moment([-10.0, 10.0]), "confident mistake. Class 1 is true but gets only 2.1e-09: the loss is 20.000 nats"),
        (moment([10.0, -10.0]), "gets 1 − 2.1e-09"),
        # e^-2 / (e^-2 + 5) = 0.0264 is little, but the other five have 0.195 each: nobody is confident.
        (moment([-2.0, 0.0, 0.0, 0.0, 0.0, 0.0]), "class 1 is true and gets 0.0264"),
        (moment([-10.0, 10.0, 10.0, 10.0, 10.0, 10.0]), "confident mistake. Class 1 is true but gets only 4.1e-10"),
        (moment([0.0, 0.0], soft=1.0), "have reached the label. The loss 0.693 nats"),
        (moment([1.0, 0.0], soft=1.0), "the label is soft"),
        (moment([0.5, -0.5], soft=1.0, rate=8.0, step=2), "With η = 8 a step overshoots"),
    ],
)
def test_the_finding_says_what_happens(now, said):
    assert said in ui.finding(now, "en")
    assert ui.finding(now, "zh")
