"""The lesson on softmax regression on each of its data sets: the ends of its controls, its link, its sentences."""

import re
from dataclasses import replace

import pytest

from lessons import SOFTMAX_REGRESSION
from lessons.softmax_regression import classifier as classifier
from lessons.softmax_regression import told as classifier_words
from lessons.softmax_regression.maths import Classification
from tests.visiting import every_language, hold_at_both_ends, visit


@every_language
@pytest.mark.parametrize("query", [{"data": "penguins", "loss": "squared_on_one_hot"}, {"data": "digits"}])
def test_other_data_sets_hold_at_both_ends_of_every_control(query, lang):
    hold_at_both_ends(visit(SOFTMAX_REGRESSION, query={"lang": lang, "epochs": "2", **query}))


def test_what_is_picked_is_in_the_address_under_a_name_of_both_languages():
    app = visit(SOFTMAX_REGRESSION, query={"lang": "zh", "epochs": "1"})
    app.segmented_control(key="data").set_value("penguins").run()
    assert app.query_params["data"] in ("penguins", ["penguins"])
    for pair in classifier.FEATURES.options:
        app.selectbox(key="features").set_value(pair).run()
        assert not app.exception
    assert app.query_params["features"] in ("flipper-mass", ["flipper-mass"])
    app.segmented_control(key="data").set_value("blobs").run()
    assert "data" not in app.query_params
    app.segmented_control(key="loss").set_value("squared_on_one_hot").run()
    assert app.query_params["loss"] in ("squared_on_one_hot", ["squared_on_one_hot"])


def test_a_link_decides_what_is_picked_and_a_bad_one_is_told():
    app = visit(SOFTMAX_REGRESSION, query={"data": "digits", "epochs": "1"})
    assert app.segmented_control(key="data").value == "digits"
    for lang in ("en", "zh"):
        app = visit(SOFTMAX_REGRESSION, query={"lang": lang, "data": "iris", "loss": "hinge", "epochs": "1"})
        assert len(app.warning) == 2
        assert "data=iris" in app.warning[0].value
        assert classifier.DATA.options["blobs"].of(lang) in app.warning[0].value
        assert app.segmented_control(key="data").value == "blobs"
        assert "data" not in app.query_params


@pytest.mark.parametrize("data", ["blobs", "penguins", "digits"])
@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
def test_the_check_agrees_with_pytorch(data, loss):
    run = Classification(data=data, loss=loss, epochs=2, batch_size=50, learning_rate=0.05)
    told = classifier_words.check(run, "en")
    differences = [float(number) for number in re.findall(r"\d\.\de[+-]\d+", told.split("Double")[0])]
    assert len(differences) == 2
    assert max(differences) < 1e-10
    wild = replace(run, loss="squared_on_one_hot", learning_rate=1.5, epochs=10)
    assert "diverges" in classifier_words.check(wild, "en")


@pytest.mark.parametrize(
    ("changes", "step", "told"),
    [
        ({}, 0, "is near ln 3 = 1.099"),
        ({"initial_std": 31.6}, 0, "is far from ln 3 = 1.099"),
        ({"loss": "squared_on_one_hot"}, 0, "Not trained yet: the squared loss"),
        ({"learning_rate": 0.001, "epochs": 1}, -1, "Under way"),
        ({"spread": 2.0, "epochs": 30, "batch_size": 1000, "learning_rate": 1.5}, -1, "Converged"),
        ({"spread": 2.0, "epochs": 30, "batch_size": 5, "learning_rate": 0.5}, -1, "Jumping"),
        ({"spread": 2.0, "epochs": 30, "batch_size": 5, "learning_rate": 1.5}, -1, "Worse than at the start"),
        ({"loss": "squared_on_one_hot", "batch_size": 5, "learning_rate": 1.5}, -1, "Diverged"),
    ],
)
def test_the_finding_fits_the_run(changes, step, told):
    result = classifier.train(Classification(**changes))
    assert told in classifier_words.finding(result, result.steps[step], "en")
