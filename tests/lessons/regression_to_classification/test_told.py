"""The sentences of the lesson from regression to classification say what is the case."""

import itertools
import re

import numpy as np
import pytest
import torch

from lessons import REGRESSION_TO_CLASSIFICATION
from lessons.regression_to_classification import told, words
from tests.visiting import visit
from ui import state

MINUS = "\N{MINUS SIGN}"


def finding(o, true_class, delta):
    """The finding; `true_class` counts from 1, as on the slider."""
    return told.finding(told.Guess(torch.tensor(o, dtype=torch.float64), true_class - 1, delta))


@pytest.fixture(params=["en", "zh"])
def lang(request, monkeypatch):
    monkeypatch.setattr(state, "language", lambda: request.param)
    return request.param


def test_every_number_of_the_finding_is_computed_anew_over_the_whole_of_the_sliders(lang):
    names = [name.of(lang) for name in words.CLASS_NAMES]
    draw = np.random.default_rng(3)
    corners = itertools.product((-10.0, -0.5, 0.0, 1.0, 10.0), repeat=3)
    some = [tuple((draw.integers(-100, 101, 3) / 10).tolist()) for _ in range(110)]
    for o in [*corners, *some]:
        for true_class, delta in itertools.product((1, 2, 3), (0.0, 1.0, 5.0)):
            text, i = finding(o, true_class, delta), true_class - 1
            assert "@" not in text
            assert not re.search(r"\b(nan|inf|e[+-]\d)|-\d|[−-]0(\.0+)?(?![\d.])", text)
            predicted, rival = int(np.argmax(o)), max(o[:i] + o[i + 1 :])
            assert names[predicted].lower() in text.lower()
            assert names[i].lower() in text.lower()
            tied = o.count(max(o)) > 1
            assert (("tie at the top" if lang == "en" else "并列") in text) == tied
            wrong = "but it is" if lang == "en" else "但真实类别是"
            assert (wrong in text) == (predicted != i and not tied)
            lead, short = round(o[i] - rival, 6), round(max(0.0, delta - (o[i] - rival)), 6)
            assert f"{abs(lead):.1f}" in text or lead == 0
            assert f"{short:.1f}" in text or short == 0
            gaps = np.abs(np.array(o) - np.eye(3)[i])
            squares = gaps**2
            if squares.any():
                assert f"{gaps.max():.1f}" in text
                level = int((gaps >= gaps.max() - 1e-9).sum())
                share = 100 * float(squares.max() / squares.sum())
                # A half rounds away from zero on the page, and to even here.
                shown = {f"{share:.0f}%", f"{share + 1e-9:.0f}%"}
                whole = words.ALL.of(lang) if len(squares.nonzero()[0]) == 1 else words.NEARLY_ALL.of(lang)
                assert any(figure in text for figure in shown) or (level == 1 and share >= 99.5 and whole in text)
            cost = float(np.log(np.sum(np.exp(np.array(o) - o[i]))))
            if cost >= 0.005:
                assert f"{cost:.2f}" in text
                assert f"{np.exp(-cost):.3f}" in text or np.exp(-cost) < 5e-4 or np.exp(-cost) >= 0.9995


@pytest.mark.parametrize(
    ("o", "true_class", "delta", "parts"),
    [
        # log(1 + 2 e⁻⁹) = 2.5e-4
        (
            (9.0, 0.0, 0.0),
            1,
            1.0,
            (
                "Argmax picks cat, which is right: cat leads by 9.0, at least δ = 1.0",
                "All of the squared loss comes from cat: its logit is 8.0 above the label 1, although",
                "Cross-entropy is 0.0002: softmax gives cat the probability p > 0.999",
            ),
        ),
        # 25 of 4 + 25 + 1
        (
            (-2.0, 5.0, 0.0),
            3,
            2.0,
            ("chicken, but it is a dog: dog trails by 5.0, so to lead by δ = 2.0 it lacks 7.0", "83% of the squared"),
        ),
        ((9.0, 0.5, 0.0), 1, 1.0, ("Nearly all of the squared loss comes from cat",)),  # 64 of 64.25: 99.6 %
        ((0.1, 0.0, 0.3), 3, 1.0, ("dog leads by only 0.2, not by δ = 1.0, so the margin loss is the missing 0.8",)),
        ((1.0, 1.0, 1.0), 1, 1.0, ("Cat, chicken and dog tie", "50% each, come from chicken and dog")),
        ((0.0, 1.0, 0.0), 2, 1.0, ("exactly the one-hot label",)),
        ((2.0, -6.0, 0.0), 1, 1.0, ("chicken: its logit is 6.0 below the label 0, which does no harm",)),
    ],
)
def test_the_finding_by_hand(monkeypatch, o, true_class, delta, parts):
    monkeypatch.setattr(state, "language", lambda: "en")
    text = finding(o, true_class, delta)
    for part in parts:
        assert part in text


def test_formulas_and_check_at_the_ends_of_the_sliders_write_numbers_as_a_person_does():
    query = {"o1": "10", "o2": "-10", "o3": "-10", "true_class": "1"}
    app = visit(REGRESSION_TO_CLASSIFICATION, query=query)
    for key in ("formulas", "check", "one_hot"):
        app.session_state[f"section_{key}"] = True
    app.run()
    assert not app.exception
    cells = [str(cell) for row in app.table[0].value.to_numpy() for cell in row]
    # (10 - 1)² + 10² + 10²; slopes 2 (o - y) = 18, -20, -20; of the margin nothing is asked
    assert cells[2:6] == ["281", "18", f"{MINUS}20", f"{MINUS}20"]
    assert cells[14:18] == ["0", "0", "0", "0"]
    assert not [cell for cell in cells if cell.startswith("-") or cell == f"{MINUS}0"]
    formulas = [formula.value for formula in app.latex]
    assert "(10 - 1)^2 + (-10 - 0)^2 + (-10 - 0)^2 = 281.00" in formulas[0]
    # 2 e⁻²⁰ = 4.1e-9
    assert r"\log(e^{10} + e^{-10} + e^{-10}) - 10 \approx 4\times10^{-9}" in formulas[2]
    # Classes count from 1 on the page, and from 0 in PyTorch.
    assert any("number 1 here and in formulas, index 0 in PyTorch" in text.value for text in app.markdown)
