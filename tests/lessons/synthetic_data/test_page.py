"""The page of synthetic data: what is told is what the iterator does."""

import pytest
import torch

from core.data import synthetic_data
from core.training import Regression, run
from lessons import SYNTHETIC_DATA
from lessons.synthetic_data.maths import Epoch
from tests.visiting import unfolded, visit


@pytest.mark.parametrize(("n", "batch_size", "d"), [(100, 10, 2), (50, 20, 1)])
def test_the_minibatches_shown_are_those_that_training_takes(n, batch_size, d):
    history = run(Regression((2.0, -3.4)[:d], 4.2, 0.5, n, 3, 0.03, batch_size, 4, 1.0))
    per_epoch = history.steps_per_epoch
    for epoch in (1, 3, 4):
        shown = Epoch(d, n, batch_size, epoch, seed=3).minibatches()
        taken = history.batches[(epoch - 1) * per_epoch : epoch * per_epoch]
        assert len(shown) == len(taken)
        assert all(torch.equal(a, b) for a, b in zip(shown, taken, strict=True))


def test_the_table_holds_the_minibatch_with_its_labels():
    app = visit(SYNTHETIC_DATA, query={"n": "50", "batch_size": "20", "noise": "0.5", "w1": "-1.5", "batch": "3"})
    table = app.table[0].value
    index = Epoch(2, 50, 20, 1, seed=0).minibatches()[2]
    X, y = synthetic_data([-1.5, -3.4], 4.2, 50, noise=0.5, generator=torch.Generator().manual_seed(0))
    assert list(table.columns) == ["index i, from 0", "feature x₁", "feature x₂", "label y"]
    assert [int(i) for i in table["index i, from 0"]] == index.tolist()
    for column, values in (("feature x₁", X[index, 0]), ("feature x₂", X[index, 1]), ("label y", y[index, 0])):
        shown = [float(cell.replace("−", "-")) for cell in table[column]]
        assert shown == pytest.approx(values.tolist(), abs=5.1e-5)
    assert any("Minibatch 3 of epoch 1" in text.value and "(10, 2)" in text.value for text in app.markdown)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        # 1000 = 31 x 32 + 8
        ({"batch_size": "32"}, ["32 steps of training", "320 steps", "only 8 examples"]),
        ({"batch_size": "32", "drop_last": "1"}, ["31 steps of training", "310 steps", "leaves out 8 examples"]),
        ({"n": "5", "batch_size": "2"}, ["3 steps of training", "only 1 example."]),
        ({"n": "5", "batch_size": "10"}, ["1 step of training", "holds all 5 examples"]),
        ({"batch_size": "1000"}, ["1 step of training", "Every minibatch is full"]),
    ],
)
def test_the_steps_and_the_last_minibatch_are_told(query, told):
    app = visit(SYNTHETIC_DATA, query=query)
    words = "\n".join(text.value for text in app.markdown)
    assert [part for part in told if part not in words] == []


def test_the_exercise_that_drops_everything_says_so_and_leaves_no_minibatch():
    app = unfolded(SYNTHETIC_DATA, "exercises")
    app.button(key="exercise_3").click().run()
    assert not app.exception
    assert "Nothing is left" in app.warning[0].value
    assert not app.table
    app.toggle(key="drop_last").set_value(False).run()
    assert not app.warning
    assert len(app.table[0].value) == 20
