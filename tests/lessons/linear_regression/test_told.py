"""What is told of a run is true of it, and of the same run that is drawn."""

import pytest
import torch

import core.superposition
from core.training import Regression, run
from core.verdict import verdict
from lessons import LINEAR_REGRESSION
from lessons.linear_regression import run as lesson
from tests.visiting import grids, visit
from ui.settings import RATES

BOOK = {"two_features": "true"}


@pytest.mark.parametrize(
    "settings",
    [
        Regression(),
        Regression((1.5,), -2.0, 0.5, 50, seed=4, learning_rate=0.1, batch_size=20, epochs=4, initial_std=3.0),
        Regression(noise=0.0, num_examples=20, batch_size=50, initial_std=0.0, learning_rate=1.5),
    ],
)
def test_the_run_by_superposition_is_the_run_trained_directly(settings):
    ours, direct = lesson.trained(settings).history, run(settings)
    for mine, trained in ((ours.weight, direct.weight), (ours.bias, direct.bias), (ours.targets, direct.targets)):
        torch.testing.assert_close(mine, trained, rtol=1e-8, atol=1e-9)
    assert ours.steps_per_epoch == direct.steps_per_epoch


def test_a_rate_that_was_not_trained_is_refused():
    found = lesson.prepared(Regression((0.0,), 0.0, 0.0, 20, 0, 1.0, 5, 1))[0]
    with pytest.raises(ValueError, match=r"0\.123"):
        found.history(Regression((1.0,), 0.0, 0.1, 20, 0, 0.123, 5, 1))


def test_a_change_trains_once_and_a_drag_not_at_all(monkeypatch):
    scans = []
    real = core.superposition.affine_paths
    monkeypatch.setattr(core.superposition, "affine_paths", lambda *a, **k: scans.append(1) or real(*a, **k))
    lesson.prepared.cache_clear()
    lesson._trained.cache_clear()
    app = visit(LINEAR_REGRESSION, query={"n": "50", "epochs": "2"})
    assert len(scans) == 1
    app.slider(key="w1").set_value(-1.0).run()
    app.select_slider(key="lr").set_value(RATES[3]).run()
    app.select_slider(key="step").set_value(3).run()
    assert len(scans) == 1
    app.select_slider(key="batch_size").set_value(5).run()
    assert len(scans) == 2


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ({"step": "0"}, "start"),
        ({}, "settled"),
        ({"noise": "0.5", "step": "47"}, "close"),  # as near as 7.6 standard errors from least squares
        ({"step": "60"}, "under_way"),
        ({"noise": "0", "lr": "0.001"}, "under_way"),
        ({"lr": "0.3", "batch_size": "1"}, "jittering"),
        ({"lr": "0.9", "batch_size": "1000", "epochs": "10"}, "overshooting"),
        ({"lr": "1.2", "batch_size": "1000"}, "unstable"),
        ({"lr": "1.5"}, "diverged"),
    ],
)
def test_the_sentence_says_what_the_verdict_says(query, kind):
    words = {
        "start": "Not trained yet", "settled": "Settled", "close": "Almost there", "under_way": "Under way",
        "jittering": "Jittering", "overshooting": "Overshooting", "unstable": "Unstable", "diverged": "Diverged",
    }  # fmt: skip
    app = visit(LINEAR_REGRESSION, query=query)
    settings = Regression(
        noise=float(query.get("noise", 0.01)),
        learning_rate=float(query.get("lr", 0.03)),
        batch_size=int(query.get("batch_size", 10)),
        epochs=int(query.get("epochs", 3)),
    )
    history = run(settings)
    step = int(query.get("step", len(history.batches)))
    assert verdict(history, step).kind == kind
    told = app.markdown[1].value
    assert told.startswith(f"**{words[kind]}")


def test_the_table_shows_the_error_that_it_names():
    """The book: learned 1.9998 beside an error of −0.0002, not 2 beside it."""
    table = grids(visit(LINEAR_REGRESSION))[0]
    numbers = table.iloc[:, 1:].map(lambda cell: float(cell.replace("\N{MINUS SIGN}", "-")))
    assert (numbers["learned"] - numbers["true"]).round(5).tolist() == numbers["learned − true"].tolist()
    assert (numbers["standard error"] > 0).all()


def test_without_noise_the_least_squares_are_the_truth_and_no_rounding_dust_is_shown():
    app = visit(LINEAR_REGRESSION, query={"w1": "0", "b": "0", "noise": "0"})
    table = grids(app)[0]
    assert table["least squares"].tolist() == table["true"].tolist()


def test_a_diverged_run_reads_in_words_not_in_digits():
    app = visit(LINEAR_REGRESSION, query={"lr": "1.5", "batch_size": "1", "epochs": "10"})
    shown = grids(app)[0].to_csv() + app.code[0].value + app.markdown[1].value
    assert "too large to compute" in shown
    assert "nan" not in shown
    assert max(map(len, app.code[0].value.splitlines())) < 60
