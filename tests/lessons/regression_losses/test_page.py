"""The parts of the lesson on L2, L1 and Huber: at both ends of every control, and the words they tell."""

import re

import pytest

from lessons import REGRESSION_LOSSES
from lessons.regression_losses import noise, words
from lessons.regression_losses.losses import PART, Residual, check, finding
from lessons.regression_losses.outlier import (
    TAILS,
    Scene,
    Training,
    check_training,
    constant_finding,
    moves,
    training_finding,
)
from lessons.regression_losses.outlier import finding as wild_finding
from tests.visiting import every_language, hold_at_both_ends, kinds, visit


def scene(**changes):
    settings = {"outlier": 20, "delta": 1.0, "share": 0, "tails": "gaussian", "noise": 0.5, "n": 20, "seed": 0}
    return Scene(**settings | changes)


@every_language
@pytest.mark.parametrize("part", ["outlier", "constant", "training"])
def test_every_part_holds_at_both_ends_of_every_control(part, lang):
    app = visit(REGRESSION_LOSSES, query={"lang": lang, "part": part})
    assert len(kinds(app)) >= 2
    hold_at_both_ends(app)


@pytest.mark.parametrize("tails", noise.TAILS)
def test_the_kind_of_noise_is_in_the_address_and_comes_from_it(tails):
    app = visit(REGRESSION_LOSSES, query={"part": "outlier", "tails": tails, "n": "5", "outlier": "10000"})
    assert app.segmented_control(key=TAILS.key).value == tails
    app.segmented_control(key=TAILS.key).set_value("laplace").run()
    assert app.query_params["tails"] in ("laplace", ["laplace"])
    app.segmented_control(key=TAILS.key).set_value("gaussian").run()
    assert "tails" not in app.query_params
    app.segmented_control(key=PART.key).set_value("training").run()
    assert app.query_params["part"] in ("training", ["training"])
    assert app.select_slider(key="step").value == 200


@every_language
@pytest.mark.parametrize("bad", ["", "2", "Outlier", "outlier_"])
def test_a_part_that_does_not_exist_is_told(bad, lang):
    app = visit(REGRESSION_LOSSES, query={"lang": lang, "part": bad})
    (warning,) = app.warning
    assert f"`part={bad}`" in warning.value
    assert PART.label.of(lang) in warning.value
    assert words.PARTS["losses"].of(lang) in warning.value
    assert app.segmented_control(key=PART.key).value == "losses"
    assert "part" not in app.query_params


def test_a_revealed_answer_shows_its_part():
    app = visit(REGRESSION_LOSSES, query={"part": "training"})
    app.radio(key="guess_wild_label").set_value(1).run()
    app.button(key="reveal_wild_label").click().run()
    assert app.segmented_control(key=PART.key).value == "outlier"
    assert app.select_slider(key="outlier").value == 10_000
    assert app.query_params["part"] in ("outlier", ["outlier"])


@pytest.mark.parametrize("query", [{}, {"part": "training", "tails": "student"}, {"part": "bad"}])
def test_the_link_of_an_exercise_decides_what_is_picked_whatever_else_it_says(query):
    app = visit(REGRESSION_LOSSES, query={"exercise": "2", **query})
    assert not app.warning
    assert app.segmented_control(key=PART.key).value == "outlier"
    assert app.segmented_control(key=TAILS.key).value == "laplace"
    assert app.query_params["part"] in ("outlier", ["outlier"])


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ((1.0, 1.0, 1.0), "all three losses are 0"),
        ((0.5, 0.0, 1.0), "its gradient 0.5 equals L2's"),
        ((1.0, 0.0, 1.0), "its gradient 1 equals L2's"),
        ((3.0, 0.0, 1.0), "L2 pulls with 3, L1 with 1, Huber with 1"),
        ((-2.0, 2.0, 0.5), "At r = −4 L2 pulls with −4, L1 with −1, Huber with −0.5"),
    ],
)
def test_the_finding_fits_the_residual(at, told):
    assert told in finding(Residual(*at), "en")


@pytest.mark.parametrize("at", [(3.0, 0.0, 1.0), (0.3, 0.2, 0.1), (-5.0, 5.0, 2.5), (1.0, 1.0, 5.0)])
def test_the_check_agrees_with_pytorch(at):
    table, gap = check(Residual(*at))
    assert len(table) == 5
    assert gap < 1e-12


@pytest.mark.parametrize("share", [0, 35, 100])
@pytest.mark.parametrize("outlier", [1, 200, 10_000])
def test_what_is_told_of_the_lines_is_their_leverage_and_whether_they_stopped(outlier, share):
    now = scene(outlier=outlier, share=share)
    shift = moves(now)
    tenfold = moves(scene(outlier=min(10 * outlier, 10_000), share=share))
    told = wild_finding(now, "en")
    stopped = all(abs(tenfold[name] - shift[name]) < 1e-9 for name in ("l1", "huber"))
    assert ("have stopped" not in told) or stopped
    if outlier >= 200:
        assert "have stopped" in told
    assert shift["l2"] == pytest.approx(outlier * moves(scene(outlier=1, share=share))["l2"], rel=1e-6)


def test_a_label_far_below_the_line_is_not_said_to_have_stopped_before_it_has_crossed():
    told: set[bool] = set()
    for seed in range(30):
        now = scene(outlier=2, tails="student", noise=2, share=50, seed=seed)
        later = scene(outlier=10_000, tails="student", noise=2, share=50, seed=seed)
        stopped = all(abs(moves(later)[name] - moves(now)[name]) < 1e-8 for name in ("l1", "huber"))
        told.add("have stopped" in wild_finding(now, "en"))
        assert ("have stopped" in wild_finding(now, "en")) == stopped, seed
    assert told == {False, True}


def test_few_examples_let_l1_follow_the_wild_label_and_it_is_told():
    told = {seed: wild_finding(scene(n=5, seed=seed), "en") for seed in range(20)}
    follows = {seed for seed, text in told.items() if "runs through the wild label" in text}
    assert follows
    assert follows != set(told)
    for seed in follows:
        assert moves(scene(n=5, seed=seed, outlier=50))["l1"] > moves(scene(n=5, seed=seed, outlier=20))["l1"] + 1


def test_the_constants_are_told():
    told = constant_finding(20, 1.0, "en")
    assert "6 under L2" in told  # (0 + 1.2 + 1.5 + 2.3 + 25) / 5
    assert "1.5 under L1" in told
    assert "1.67 under Huber" in told
    assert "moves the mean by 4" in told
    assert "moves" not in constant_finding(0, 1.0, "en")


@pytest.mark.parametrize(
    ("run", "step", "told"),
    [
        (Training(0.1, 1.0, 10, 0.0, 0), 200, "jitters"),
        (Training(0.1, 1.0, 10, 0.0, 0), 10, "steady pace"),
        (Training(0.1, 1.0, 10, 0.5, 0), 200, "disagree"),
        (Training(0.01, 1.0, 10, 0.0, 0), 200, "steady pace"),
        # The full batch has no noise of its own, and at delta = 0.1 Huber still walks: not all three jitter.
        (Training(0.1, 1.0, 50, 0.5, 0), 200, "L2 and Huber rest"),
        (Training(0.1, 0.1, 10, 0.5, 0), 200, "steady pace"),
    ],
)
def test_the_training_is_told(run, step, told):
    assert told in training_finding(run, step, "en")


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.5])
@pytest.mark.parametrize("batch_size", [1, 50])
def test_the_check_of_the_training_agrees_with_pytorch(rate, batch_size):
    told = check_training(Training(rate, 2.0, batch_size, 0.1, 1), "en")
    assert max(float(number) for number in re.findall(r"\d\.\de-?\d+", told.replace("e+", "e"))) < 1e-8


def test_the_kinds_of_noise_are_those_of_core():
    assert tuple(TAILS.options) == noise.TAILS
