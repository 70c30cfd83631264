"""The lesson on softmax regression on each of its data sets: its link, its sentences, and what they claim."""

import math
import re
from dataclasses import replace

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from lessons import SOFTMAX_REGRESSION
from lessons.softmax_regression import maths, run, told
from lessons.softmax_regression.maths import Classification
from tests.visiting import every_language, visit
from texts.numbers import number, percent
from ui import settings


def shown(**query):
    """What is told, in one text."""
    app = visit(SOFTMAX_REGRESSION, query={"lang": "en", **query})
    return next(text.value for text in app.markdown if text.value.startswith("**"))


@every_language
@pytest.mark.parametrize("query", [{"data": "penguins", "loss": "squared_on_one_hot"}, {"data": "digits"}, {}])
def test_every_section_unfolds_on_every_data_set(query, lang):
    app = visit(SOFTMAX_REGRESSION, query={"lang": lang, "epochs": "2", **query})
    for key in ("update", "check", "why", "code"):
        app.session_state[f"section_{key}"] = True
    app.run()
    assert not app.exception
    app.button(key="check").click().run()
    assert not app.exception
    assert not any("@{" in text.value or "nan" in text.value for text in app.markdown)
    squared = query.get("loss") == "squared_on_one_hot"
    code = " ".join(block.value for block in app.code)
    assert ("_on_one_hot_gradient" in code) == squared
    assert ("_cross_entropy_gradient" in code) != squared
    # Says before it is pressed what is compared; one comparison names its loss.
    assert any("nn.CrossEntropyLoss`" in text.value for text in app.markdown) != squared


def test_what_is_picked_is_in_the_address_under_a_name_of_both_languages():
    app = visit(SOFTMAX_REGRESSION, query={"lang": "zh", "epochs": "1"})
    app.segmented_control(key="data").set_value("penguins").run()
    assert app.query_params["data"] in ("penguins", ["penguins"])
    app.selectbox(key="features").set_value("flipper-mass").run()
    assert not app.exception
    assert app.query_params["features"] in ("flipper-mass", ["flipper-mass"])
    app.segmented_control(key="data").set_value("blobs").run()
    assert "data" not in app.query_params
    app.segmented_control(key="loss").set_value("squared_on_one_hot").run()
    assert app.query_params["loss"] in ("squared_on_one_hot", ["squared_on_one_hot"])


def test_a_bad_link_is_told_and_the_defaults_are_used():
    app = visit(SOFTMAX_REGRESSION, query={"lang": "zh", "data": "iris", "loss": "hinge", "epochs": "1"})
    assert len(app.warning) == 1
    assert "data=iris" in app.warning[0].value
    assert "data=blobs" in app.warning[0].value
    assert app.segmented_control(key="data").value == "blobs"
    assert "data" not in app.query_params


@pytest.mark.parametrize("data", ["blobs", "penguins", "digits"])
@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
def test_the_check_agrees_with_pytorch(data, loss, here):
    settled = Classification(data=data, loss=loss, epochs=2, batch_size=50, learning_rate=0.05)
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    said = told.check(settled).split("Double")[0]
    exponents = [int(power.translate(raised)) for power in re.findall("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", said)]
    assert len(exponents) + len(re.findall(r": 0\.", said)) == 2
    assert max(exponents) < -10
    diverging = replace(settled, loss="squared_on_one_hot", learning_rate=1.5, epochs=10)
    assert "diverges" in told.check(diverging)


@pytest.fixture
def here():
    """No page runs: what asks for the language gets English."""
    assert get_script_run_ctx(suppress_warning=True) is None


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"step": "0"}, "is near ln 3 = 1.099"),
        ({"step": "0", "initial_std": "31.6"}, "is far from ln 3 = 1.099"),
        ({"step": "0", "loss": "squared_on_one_hot"}, "Not trained yet: the squared loss"),
        ({"lr": "0.001", "epochs": "1"}, "Under way at step 12"),
        ({"loss": "squared_on_one_hot", "step": "60"}, "Settled at step 60"),
        ({"spread": "2", "batch_size": "5", "lr": "1.5"}, "Jittering at step 450: the gradients of 5 examples"),
        ({"loss": "squared_on_one_hot", "lr": "1.5"}, "Diverged by step"),
        (
            {"data": "digits", "loss": "squared_on_one_hot", "batch_size": "200", "step": "4"},
            "Unstable at step 4: the rate is beyond the limit",
        ),
    ],
)
def test_the_finding_names_what_happened(query, said):
    assert said in shown(**query)


@pytest.mark.parametrize(("spread", "separable"), [(0.2, True), (1.2, False)])
def test_the_weights_are_said_to_grow_for_ever_only_where_borders_can_tell_the_classes_apart(spread, separable):
    assert ("grow forever" in shown(spread=str(spread))) == separable
    # Far on along the path of the full batch the loss falls below any mark, or it stays above one.
    settled = Classification(spread=spread, batch_size=1000, epochs=4000, learning_rate=5.0)
    history = maths.run(settled)
    later, last = (float(history.loss[step, 0]) for step in (2000, 4000))
    assert (last < 0.6 * later) == separable
    grown = [float(history.weight[step, 0].norm()) for step in (2000, 4000)]
    assert (grown[1] > 1.02 * grown[0]) == separable


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
@pytest.mark.parametrize("rate", [0.01, 0.1, 0.7])
def test_a_better_rate_that_is_named_ends_lower(seed, loss, rate, here):
    settled = Classification(seed=seed, loss=loss, learning_rate=rate, spread=1.2, epochs=3)
    result = run.trained(settled)
    for step in result.trained.steps[1::9]:
        sentence = told.finding(result, step)
        named = re.search(r"for example ([\d.]+)\.(?: |$)", sentence)
        if named:
            better = float(named[1])
            assert better in settings.RATES
            assert ("larger" in sentence) == (better > rate)
            tried = maths.run(replace(settled, learning_rate=better)).loss[step, 0]
            assert float(tried) < float(maths.run(settled).loss[step, 0])


def test_accuracies_and_losses_are_those_of_the_run_as_a_person_writes_them(here):
    settled = Classification(num_classes=4, spread=1.4, learning_rate=0.5)
    data, history = maths.examples(settled), maths.run(settled)
    at = history.weight[80, 0], history.bias[80, 0]
    said = told.accuracies(run.trained(settled), 80)
    for index in (data.train, data.test):
        share = (maths.predicted(*at, data.X[index]) == data.y[index]).double().mean()
        assert percent(share, "en") in said
    assert " %" not in said
    assert number(history.loss[80, 0], "en") in told.finding(run.trained(settled), 80)


def test_the_questions_about_a_step_show_it():
    questions = {question.key: question for question in SOFTMAX_REGRESSION.questions}
    assert questions["start_loss"].settings["step"] == 0
    asked = questions["loss_and_accuracy"]
    figures = asked.experiment(asked.settings).figures
    assert figures["after"] == str(asked.settings["step"])
    said = shown(**{key: str(value) for key, value in asked.settings.items()})
    assert figures["loss_after"] in said
    assert f"{figures['right_after']}% in training" in said
    assert math.isclose(float(shown(data="digits", step="0").split("loss ")[1].split()[0]), math.log(10), abs_tol=0.1)
