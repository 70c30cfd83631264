"""The parts of the lesson on L2, L1 and Huber: at both ends of every control, and the words they tell."""

import re

import pytest

from lessons import REGRESSION_LOSSES
from lessons.regression_losses import constant, losses, maths, outlier, run, training, words
from lessons.regression_losses.controls import DELTA, OUTLIER, PART, RATES, TAILS
from lessons.regression_losses.maths import Residual
from tests.visiting import every_language, hold_at_both_ends, kinds, visit


def scene(**changes):
    return run.Scene(**{"share": 0, "tails": "gaussian", "noise": 0.5, "n": 20, "seed": 0} | changes)


def moves(at, added, delta=1.0):
    row = run.row(run.lines(at).fits, added, delta)
    return {name: float(row[f"moved_{name}"]) for name in ("l2", "l1", "huber")}


def told_of(at, added, delta=1.0):
    return " ".join(outlier.finding(at, added, delta))


@pytest.mark.parametrize(("part", "lang"), [("outlier", "en"), ("constant", "zh"), ("training", "en")])
def test_every_part_holds_at_both_ends_of_every_control(part, lang):
    app = visit(REGRESSION_LOSSES, query={"lang": lang, "part": part})
    assert len(kinds(app)) >= 2
    hold_at_both_ends(app)


@every_language
@pytest.mark.parametrize("part", words.PARTS)
def test_what_is_folded_away_holds_and_reads_as_a_person_writes(part, lang):
    query = {"lang": lang, "part": part, "prediction": "-5", "outlier": "10000", "lr": "0.5", "batch_size": "1"}
    app = visit(REGRESSION_LOSSES, query=query)
    for key in ("scalings", "noises", "check", "code", "why_line", "why_training"):
        app.session_state[f"section_{key}"] = True
    app.run()
    assert not app.exception
    prose = " ".join(element.value for element in (*app.markdown, *app.caption) if "```" not in element.value)
    cells = " ".join(str(cell) for table in app.table for cell in table.value.to_numpy().flat)
    assert not re.search(r"\bnan\b|\binf\b|undefined|\de[+-]?\d|\+ [−-]|@\{", f"{prose} {cells}")


def test_the_kind_of_noise_is_in_the_address_and_comes_from_it():
    app = visit(REGRESSION_LOSSES, query={"part": "outlier", "tails": "student", "n": "5", "outlier": "10000"})
    assert app.segmented_control(key=TAILS.key).value == "student"
    app.segmented_control(key=TAILS.key).set_value("gaussian").run()
    assert "tails" not in app.query_params
    app.segmented_control(key=PART.key).set_value("training").run()
    assert app.query_params["part"] in ("training", ["training"])
    assert app.select_slider(key="step").value == 200


@every_language
@pytest.mark.parametrize("bad", ["", "outlier_"])
def test_a_part_that_does_not_exist_is_told(bad, lang):
    app = visit(REGRESSION_LOSSES, query={"lang": lang, "part": bad})
    (warning,) = app.warning
    assert f"`part={bad}`" in warning.value
    assert PART.label.of(lang) in warning.value
    assert app.segmented_control(key=PART.key).value == "losses"
    assert "part" not in app.query_params


def test_a_revealed_answer_shows_its_part_and_its_move_is_that_of_the_page():
    app = visit(REGRESSION_LOSSES, query={"stop": "1"})
    app.pills(key="guess_outlier_line").set_value(1).run()
    app.button(key="reveal_outlier_line").click().run()
    assert app.segmented_control(key=PART.key).value == "outlier"
    assert app.select_slider(key="outlier").value == 10_000
    question = REGRESSION_LOSSES.questions[0]
    figures = question.experiment(question.settings).figures
    sentence = told_of(scene(), 10_000)
    assert f"by {figures['l2']}:" in sentence
    assert f"L1's line moves by {figures['l1']}, Huber's by {figures['huber']}." in sentence
    shift = moves(scene(), 10_000)
    assert figures["least"] == "Huber"
    assert shift["huber"] < shift["l1"] < shift["l2"]


@pytest.mark.parametrize("query", [{}, {"part": "training", "tails": "student"}])
def test_the_link_of_an_exercise_decides_what_is_picked_whatever_else_it_says(query):
    app = visit(REGRESSION_LOSSES, query={"exercise": "2", **query})
    assert not app.warning
    assert app.segmented_control(key=PART.key).value == "outlier"
    assert app.segmented_control(key=TAILS.key).value == "laplace"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ((1.0, 1.0, 1.0), "all three losses are 0"),
        ((0.5, 0.0, 1.0), "its gradient 0.5 equals L2's"),
        ((1.0, 0.0, 1.0), "its gradient 1 equals L2's"),
        ((3.0, 0.0, 1.0), "the gradient is 3 under L2, 1 under L1 and 1 under Huber's loss"),
        ((-2.0, 2.0, 0.5), "At r = −4 the gradient is −4 under L2, −1 under L1 and −0.5 under Huber's loss"),
    ],
)
def test_the_finding_fits_the_residual(at, told):
    assert told in losses.finding(Residual(*at))


def test_the_formulas_hold_the_numbers_of_now():
    # r = -3.5 beyond delta = 0.5: 6.125, 3.5, and 0.5 (3.5 - 0.25) = 1.625.
    assert [line.rsplit("= ")[-1] for line in losses.formulas(Residual(-2.0, 1.5, 0.5))] == ["6.125", "3.5", "1.625"]
    assert r"\times (-3.5)^2" in losses.formulas(Residual(-2.0, 1.5, 0.5))[0]


@pytest.mark.parametrize("at", [(3.0, 0.0, 1.0), (0.3, 0.2, 0.1), (-5.0, 5.0, 2.5), (1.0, 1.0, 5.0)])
def test_the_check_agrees_with_pytorch_at_the_delta_shown(at):
    table, gap = losses.check(Residual(*at))
    assert f"nn.HuberLoss(delta={at[2]:g})" in table.index
    assert gap < 1e-12


@pytest.mark.parametrize("share", [0, 35, 100])
@pytest.mark.parametrize("added", [1, 200, 10_000])
def test_what_is_told_of_the_lines_is_their_leverage_and_whether_they_stopped(added, share):
    at = scene(share=share)
    shift, tenfold = moves(at, added), moves(at, min(10 * added, 10_000))
    told = told_of(at, added)
    stopped = all(abs(tenfold[name] - shift[name]) < 1e-9 for name in ("l1", "huber"))
    assert ("have stopped" not in told) or stopped
    if added >= 200:
        assert "have stopped" in told
    assert shift["l2"] == pytest.approx(run.lines(at).leverage * added, rel=1e-6)


def test_a_label_far_below_the_line_is_not_said_to_have_stopped_before_it_has_crossed():
    said: set[bool] = set()
    for seed in range(12):
        at = scene(tails="student", noise=2, share=50, seed=seed)
        now, later = moves(at, 2), moves(at, 10_000)
        stopped = all(abs(later[name] - now[name]) < 1e-8 for name in ("l1", "huber"))
        assert ("have stopped" in told_of(at, 2)) == stopped, seed
        said.add(stopped)
    assert said == {False, True}


def test_few_examples_let_l1_follow_the_outlier_and_it_is_told():
    told = {seed: told_of(scene(n=5, seed=seed), 20) for seed in range(6)}
    follows = {seed for seed, text in told.items() if "runs through the outlier" in text}
    assert follows
    assert follows != set(told)
    for seed in follows:
        assert moves(scene(n=5, seed=seed), 50)["l1"] > moves(scene(n=5, seed=seed), 20)["l1"] + 1


def test_the_constants_are_told():
    told = " ".join(constant.finding(20, 1.0))
    assert "6 under L2" in told  # (0 + 1.2 + 1.5 + 2.3 + 25) / 5
    assert "1.5 under L1" in told
    assert "1.667 under Huber" in told
    assert "moves the mean by 4" in told
    assert "moves" not in " ".join(constant.finding(0, 1.0))


@pytest.mark.parametrize(
    ("delta", "batch_size", "noise", "rate", "step", "told"),
    [
        (1.0, 10, 0.0, 0.1, 0, "Not trained yet: the parameter error is 4.65"),  # the root of 2^2 + 4.2^2
        (1.0, 10, 0.0, 0.1, 200, "Settled: L2 and Huber. Jittering: L1. L1's last step"),
        (1.0, 50, 0.0, 0.1, 200, "Overshooting: L1."),
        (1.0, 10, 0.0, 0.1, 10, "Under way: L2, L1 and Huber. While the residuals are large"),
        (1.0, 1, 0.5, 0.5, 200, "the gradients of the minibatches disagree"),
        # The full batch has no noise of its own: all three come to rest, L1 as its signs cancel.
        (1.0, 50, 0.5, 0.1, 200, "Settled: L2, L1 and Huber. Each minibatch holds all 50 examples."),
    ],
)
def test_the_training_is_told(delta, batch_size, noise, rate, step, told):
    assert told in " ".join(training.finding(run.Training(delta, batch_size, noise, 0), rate, step))


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.5])
def test_where_l1_is_said_to_jitter_it_comes_no_nearer_and_its_steps_stay(rate):
    chosen, k = run.Training(1.0, 10, 0.0, 0), RATES.index(rate)
    found = run.trained(chosen)
    became = {step: training.kinds(found.runs, step, rate=k)["l1"] for step in range(1, maths.TRAIN_STEPS + 1)}
    first = min(step for step, kind in became.items() if kind == "jittering")
    error = found.steps[f"error_l1_{k}"]
    # From then on it stays so, and the error is neither that of the approach nor goes to 0.
    assert {became[step] for step in range(first, maths.TRAIN_STEPS + 1)} == {"jittering"}
    assert 0.1 * rate < error[first:].mean() < 3 * rate
    assert found.steps[f"size_l1_{k}"][first:].min() > 0.2


def test_with_noise_in_the_labels_the_full_batch_lets_l1s_gradient_fade_and_without_it_not():
    sizes = {}
    for noise in (0.0, 0.5):
        sizes[noise] = run.trained(run.Training(1.0, 50, noise, 0)).steps[f"size_l1_{RATES.index(0.1)}"]
    assert sizes[0.5][1] > 0.9  # of the first step
    assert sizes[0.5][150:].max() < 0.25
    assert sizes[0.0][150:].min() > 0.5


@pytest.mark.parametrize(("rate", "batch_size"), [(0.1, 50), (0.5, 1)])
def test_the_check_of_the_training_agrees_with_pytorch_at_the_delta_shown(rate, batch_size):
    told = training.check(run.Training(2.0, batch_size, 0.1, 1), rate)
    assert "δ = 2)" in told or "diverges" in told
    exponents = [
        int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))) for power in re.findall(r"10(⁻[⁰-⁹]+)", told)
    ]
    assert all(exponent <= -9 for exponent in exponents)
    assert not re.search(r"\d\.\d+(?!\d*×)", told.split(":", 1)[1]) or exponents


def test_deltas_slider_asks_for_a_new_training_and_moves_the_other_pictures_live():
    app = visit(REGRESSION_LOSSES, query={"part": "training"})
    app.slider(key="delta").set_value(2.0).run()
    assert app.query_params["delta"] in ("2", ["2"])
    assert DELTA.live
    assert OUTLIER.live
