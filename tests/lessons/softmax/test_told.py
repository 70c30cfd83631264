"""What the lesson on softmax says follows its controls, and is computed anew here."""

import re

import numpy as np
import pandas as pd
import pytest
import torch

from lessons import SOFTMAX
from lessons.softmax import told
from lessons.softmax.told import Chosen
from tests.visiting import visit
from ui import state


def logits(*numbers):
    return torch.tensor(numbers, dtype=torch.float64)


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setattr(state, "language", lambda: "en")


def test_fewer_classes_than_the_one_lit_up_light_up_the_last_without_blaming_the_link():
    app = visit(SOFTMAX, query={"classes": "5", "light": "5", "lang": "zh"})
    assert any("类别6" in text.value or "类别1领先" in text.value for text in app.markdown)
    app.slider(key="classes").set_value(3).run()
    assert not app.exception
    assert not app.warning
    assert app.slider(key="light").value == 3


@pytest.mark.parametrize(
    ("lang", "tie", "above"),
    [
        (
            "en",
            "Classes 1 and 2 lead together, each with probability 0.500",
            "Class 1 leads with probability above 0.999",
        ),
        ("zh", "类别1和2并列领先，概率各为0.500", "类别1领先，概率为0.999以上"),
    ],
)
def test_a_tie_and_a_sure_leader_are_told(monkeypatch, lang, tie, above):
    monkeypatch.setattr(state, "language", lambda: lang)
    assert tie in told.finding(Chosen(logits(1, 1)))
    assert above in told.finding(Chosen(logits(9, 1)))


def test_every_number_of_finding_and_remarks_is_computed_anew(english):
    draw = np.random.default_rng(5)
    for _ in range(110):
        o = draw.integers(-100, 101, draw.integers(2, 11)) / 10
        temperature, scale = float(draw.choice([0.5, 1, 2, 10])), float(draw.choice([0, 0.25, 1, 2]))
        shift = float(draw.integers(-20, 21) / 2)
        now = Chosen(torch.tensor(o), temperature, shift, scale)
        z = (scale * o + shift) / temperature
        p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        entropy = -np.sum(p * np.log(p))
        text = told.finding(now)
        if p.max() < 0.9994:
            assert f"probability {p.max():.3f}" in text
        if entropy > 5e-4:
            assert f"is {entropy:.3f} nats, of at most {np.log(len(o)):.3f}" in text
        said = " ".join(told.remarks(now)).replace("\N{MINUS SIGN}", "-").replace("\u202f", "")
        assert ("Adding c" in said) == (shift != 0)
        if shift:
            by, total = shift / temperature, np.log(np.exp(z).sum())
            assert f"Adding c = {shift:g} moves every z by c/T = {by:.4g}:" in said
            assert [float(x) for x in re.findall(r"goes from (\S+) to (\S+),", said)[0]] == pytest.approx(
                [total - by, total], abs=5.1e-4
            )
        plain = (np.exp(o - o.max()) / np.exp(o - o.max()).sum()).max()
        assert ("Only the ratio" in said) == (scale != temperature)
        if scale != temperature and plain < 0.9994:
            assert f"It is {scale / temperature:.4g} now; at 1 the largest probability would be {plain:.3f}." in said


def test_an_entropy_that_underflows_has_no_sign(english):
    # Differences of 4000: the first probability is 1 in double precision.
    text = told.finding(Chosen(logits(10, -10, -1), 0.05, 10.0, 10.0))
    assert "is 0.000 nats" in text


@pytest.mark.parametrize(
    ("z", "parts"),
    [
        ((11, 10, 8), ("**float16:** each exponential still fits, but their sum is `inf`", "**float32:** the naive")),
        ((-110, -111, -113), ("**float32:** every exponential is 0, and `0/0` is `nan`",)),
        ((50, 49, 47), ("**float16:** exp gives `inf`", "**float32:** the naive formula works here")),
        # exp(-199) is 0 in float32, and log softmax is -200 - log(1 + e^-200) = -200.
        ((1, -199, 0.5), ("\N{MINUS SIGN}200 for class 2",)),
    ],
)  # fmt: skip
def test_the_sentences_on_what_breaks_follow_the_largest_logit(english, z, parts):
    text = "\n".join(told.broken(logits(*z)))
    for part in parts:
        assert part in text


def test_the_table_writes_what_a_format_lost_as_code_and_all_else_as_a_person_does(english):
    table = pd.DataFrame(told.overflow_table(logits(100, 99, 97)))
    assert table.iloc[0].tolist() == ["1", "100", "`inf`", "`nan`", "`inf`", "`nan`", "0.705", "`nan`", "−0.349"]
    # exp(0) = 1 and exp(-200) = 0 in both formats.
    lost = pd.DataFrame(told.overflow_table(logits(0, -200)))
    assert lost.iloc[1].tolist()[1:] == ["−200", "0", "0", "0", "0", "0", "`-inf`", "−200"]
    for z in (logits(1000, -1000), logits(11, 10, 8), logits(-20, -21), logits(88, 80)):
        cells = [cell for row in pd.DataFrame(told.overflow_table(z)).to_numpy() for cell in row if "`" not in cell]
        assert not [cell for cell in cells if re.search(r"nan|inf|e[+-]|^-|^−0$", cell)]


def test_the_check_compares_softmax_and_jacobian_at_the_sliders():
    app = visit(SOFTMAX, query={"classes": "2", "o1": "1", "o2": "1", "scale": "2"})
    app.session_state["section_check"] = True
    app.run()
    assert not app.exception
    # p = 1/2 each: s/T p (1 - p) = 2/4
    assert app.table[0].value.to_numpy().tolist() == [["1", "0.5", "−0.5"], ["2", "−0.5", "0.5"]]


def test_the_costs_part_from_argmax_where_the_ratio_of_the_probabilities_says(english):
    p = torch.tensor([0.7, 0.2, 0.1], dtype=torch.float64)
    below, above = told.decision(p, 3), told.decision(p, 5)
    assert below.startswith("**Argmax and the costs agree on class 1:**")
    assert "From a cost of 3.5 on" in below
    assert above.startswith("**Argmax says class 1, the costs say class 2:**")
    assert "0.8 instead of 1.1" in above
    assert "only 0.200" in above
    # Where class 2 is the likeliest, no cost from 1 on changes anything.
    assert "From" not in told.decision(torch.tensor([0.3, 0.6, 0.1], dtype=torch.float64), 100)


def test_of_classes_that_cost_the_same_argmax_is_said(english):
    for p in ([0.5, 0.5], [0.45, 0.45, 0.1], [1 / 3, 1 / 3, 1 / 3], [0.6, 0.3, 0.1]):
        cost = p[0] / p[1]
        told_of = told.decision(torch.tensor(p, dtype=torch.float64), cost)
        assert told_of.startswith("**Argmax and the costs agree on class 1:**"), p
