import math

import pytest
import torch

from core import concise, training
from core.losses import LOSSES
from core.verdict import verdict
from lessons.softmax_regression import controls, tables
from lessons.softmax_regression.encoding import LEVELS, MOST_FRAMES, SHOWN_OF_BATCH
from lessons.softmax_regression.maths import Classification, accuracy, confusion, examples, predicted, run, train


@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
@pytest.mark.parametrize("data", ["blobs", "penguins", "digits"])
def test_the_run_walks_the_path_of_the_concise_version_on_every_data_set(data, loss, seeded):
    settings = Classification(data=data, loss=loss, batch_size=50, epochs=2, initial_std=0.1, learning_rate=0.05)
    ours = run(settings)
    theirs = concise.train(
        ours.X,
        ours.targets,
        loss=loss,
        learning_rate=0.05,
        batch_size=50,
        epochs=2,
        generator=seeded(settings.training_seed),
        initial_std=0.1,
    )
    torch.testing.assert_close(ours.weight, theirs.weight, rtol=1e-10, atol=1e-12)
    torch.testing.assert_close(ours.bias, theirs.bias, rtol=1e-10, atol=1e-12)
    batch, at = ours.batches[1], (ours.weight[1, 0], ours.bias[1, 0])
    rows = ours.X[batch], ours.targets[batch]
    for a, b in zip(
        training.gradient(*rows, *at, loss=LOSSES[loss]), concise.gradient(*rows, *at, loss=loss), strict=True
    ):
        torch.testing.assert_close(a, b, rtol=0, atol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_on_digits_it_comes_within_two_points_of_scikit_learn(seed):
    from sklearn.linear_model import LogisticRegression

    settings = Classification(data="digits", learning_rate=0.5, batch_size=20, epochs=20, seed=seed)
    assert settings.learning_rate in controls.LEARNING_RATE.options
    assert settings.batch_size in controls.BATCH_SIZE.options
    assert settings.epochs <= controls.EPOCHS.high
    data, history = examples(settings), run(settings)
    X, y = data.X[data.test], data.y[data.test]
    ours = float((predicted(history.weight[-1, 0], history.bias[-1, 0], X) == y).double().mean())
    theirs = LogisticRegression(max_iter=2000).fit(data.X[data.train].numpy(), data.y[data.train].numpy())
    assert ours >= theirs.score(X.numpy(), y.numpy()) - 0.02


def test_a_confusion_matrix_by_hand():
    # One feature, two classes, outputs (-x, x): class 1 is predicted for x > 0.
    weight, bias = torch.tensor([[-1.0, 1.0]]), torch.zeros(2)
    X, y = torch.tensor([[1.0], [2.0], [-1.0], [3.0]]), torch.tensor([1, 1, 1, 0])
    counts = confusion(weight, bias, X, y)
    # Class 0: its one example is taken for 1. Class 1: two right, one taken for 0.
    assert counts.tolist() == [[0, 1], [1, 2]]
    assert float(accuracy(counts)) == pytest.approx(2 / 4)
    both = confusion(torch.stack([weight, -weight]), torch.zeros(2, 2), X, y)
    assert both.tolist() == [[[0, 1], [1, 2]], [[1, 0], [2, 1]]]


@pytest.mark.parametrize("k", [2, 3, 6])
def test_the_loss_starts_at_ln_k_and_full_batches_never_raise_it(k):
    settings = Classification(num_classes=k, initial_std=0.0, batch_size=1000, epochs=200, learning_rate=0.2)
    history = run(settings)
    assert float(history.loss[0, 0]) == pytest.approx(math.log(k), abs=1e-12)
    # The Hessian of the mean loss is at most lambda_max(Z'Z / n) / 2: p's covariance diag(p) - pp' is at most 1/2.
    Z = torch.cat([history.X, torch.ones(len(history.X), 1, dtype=torch.float64)], 1)
    assert 2 / (float(torch.linalg.eigvalsh(Z.T @ Z / len(Z))[-1]) / 2) > 0.2
    assert bool((history.loss.diff(dim=0) <= 1e-12).all())


def test_every_rate_of_the_slider_trains_as_it_would_alone():
    settings = Classification(epochs=2)
    rates = controls.LEARNING_RATE.options
    together = run(settings, learning_rates=rates)
    for position in (0, 11, 23):
        alone = run(Classification(epochs=2, learning_rate=rates[position]))
        torch.testing.assert_close(together.weight[:, position], alone.weight[:, 0], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    "bad",
    [{"data": "iris"}, {"loss": "hinge"}, {"batch_size": 0}, {"epochs": 0}, {"learning_rate": 0.0},
     {"learning_rate": math.inf}, {"initial_std": -1.0}, {"features": (1, 1)}, {"features": (0, 4)}],
)  # fmt: skip
def test_impossible_settings_are_refused_with_their_value(bad):
    with pytest.raises(ValueError, match=str(next(iter(bad.values()))).replace("(", r"\(").replace(")", r"\)")):
        Classification(**bad)


def test_a_class_that_no_example_shows_has_its_output():
    """k is told: with two of three classes in the labels there are three outputs still."""
    settings = Classification(num_classes=6, epochs=1)
    assert run(settings).bias.shape[-1] == settings.k == 6
    assert Classification(data="penguins").k == 3
    assert Classification(data="digits", num_classes=4).k == 10


def test_the_tables_hold_the_run_at_the_kept_steps_row_by_position():
    settings = Classification(num_classes=4, epochs=9, batch_size=5)
    history, found = run(settings, learning_rates=[0.05, 0.7]), train(settings, learning_rates=[0.05, 0.7])
    data, steps = examples(settings), found.steps
    made = tables.all_frames(found)
    assert len(history.batches) == 9 * 45
    assert len(steps) <= MOST_FRAMES + 1
    assert len(made["path"]) == len(made["counts"]) == len(made["plane"]) == 2 * len(steps)
    assert {str(kind) for kind in made["plane"].dtypes} == {"float32"}
    step = steps[7]
    row = {name: table.iloc[len(steps) + 7] for name, table in made.items() if name in ("path", "counts", "plane")}
    assert row["path"]["loss_train"] == pytest.approx(float(history.loss[step, 1]), rel=1e-6)
    for name, values in {
        "u": history.weight[step, 1, 0],
        "v": history.weight[step, 1, 1],
        "b": history.bias[step, 1],
    }.items():
        assert [row["plane"][f"{name}_{j}"] for j in range(4)] == pytest.approx(values.tolist(), rel=1e-6)
    counts = confusion(history.weight[step, 1], history.bias[step, 1], data.X[data.test], data.y[data.test])
    assert [[row["counts"][f"c_{i}_{j}"] for j in range(4)] for i in range(4)] == counts.tolist()
    assert row["path"]["accuracy_test"] == pytest.approx(float(counts.trace()) / len(data.test))
    # What the step saw of its first example, before its update.
    first = history.batches[step - 1][0]
    seen = history.X[first] @ history.weight[step - 1, 1] + history.bias[step - 1, 1]
    torch.testing.assert_close(found.seen[7, 1], seen)
    assert found.label[7] == int(history.targets[first])
    taken = [i for i, marks in enumerate(made["points"]["taken"]) if marks[7] == "1"]
    assert taken == sorted(data.train[history.batches[step - 1]].tolist())
    assert not made["points"]["test"][taken].any()
    assert not any(marks[0] == "1" for marks in made["points"]["taken"])


@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
@pytest.mark.parametrize("rate", [0.02, 0.5, 1.5])
def test_the_kept_steps_are_judged_as_the_whole_run_is(loss, rate):
    settings = Classification(loss=loss, learning_rate=rate, epochs=9, batch_size=5)
    whole, found = run(settings), train(settings)
    for step in (0, found.steps[1], found.steps[20], found.steps[-1]):
        judged, expected = verdict(found.history, step, steps=found.steps), verdict(whole, step)
        assert judged.kind == expected.kind
        # Of a run that diverged the first kept step beyond the mark is told, else all figures are the same.
        first = (
            {"first": min(s for s in found.steps if s >= expected.figures["first"])}
            if "first" in expected.figures
            else {}
        )
        assert judged.figures == pytest.approx(dict(expected.figures) | first)


def test_digits_come_with_two_samples_of_each_and_the_pictures_of_each_batch():
    settings = Classification(data="digits", epochs=1, batch_size=100)
    data, found = examples(settings), train(settings)
    history, steps = found.history, found.steps
    samples = tables.sample_indices(data, 10)
    assert data.y[samples].tolist() == [digit for digit in range(10) for _ in range(2)]
    assert set(samples) <= set(data.test.tolist())
    batches = tables.batches_frame(found)
    assert batches.shape == (len(steps), SHOWN_OF_BATCH + 1)
    assert batches.iloc[0].tolist() == [""] * SHOWN_OF_BATCH + [0]
    first = batches["m0"][3]
    assert [LEVELS.index(c) for c in first] == (16 * history.X[history.batches[steps[3] - 1][0]]).tolist()
    assert batches["size"].tolist() == [0, *map(len, history.batches)]  # every step is kept here
    outputs = tables.outputs_frame(found, samples)
    expected = data.X[samples[4]] @ history.weight[-1, 0] + history.bias[-1, 0]
    of_sample = outputs[outputs["sample"] == 5]
    assert of_sample[f"f{len(steps) - 1}"].tolist() == pytest.approx(expected.tolist(), rel=1e-5)
    assert of_sample["label"][of_sample["true"] == 1].tolist() == [2]


def test_the_samples_are_the_easiest_and_the_hardest_of_their_digit_by_distance_alone():
    data = examples(Classification(data="digits"))
    X, y = data.X[data.test], data.y[data.test]
    means = [data.X[data.train][data.y[data.train] == digit].mean(0) for digit in range(10)]
    for digit, pair in enumerate(zip(*[iter(tables.sample_indices(data, 10))] * 2, strict=True)):
        # How much nearer the own mean is than the nearest other: most of all, and least of all.
        leads = [
            min(float((x - means[j]).norm()) for j in range(10) if j != digit) - float((x - means[digit]).norm())
            for x in X[y == digit]
        ]
        of_digit = data.test[y == digit].tolist()
        assert pair == (of_digit[leads.index(max(leads))], of_digit[leads.index(min(leads))])


def test_a_diverged_run_goes_missing_and_does_not_come_back():
    settings = Classification(data="digits", loss="squared_on_one_hot", epochs=2, batch_size=20, learning_rate=1.5)
    found = train(settings)
    path = tables.path_frame(found)
    gone = path["loss_train"].isna()
    assert gone.any()
    assert not gone.iloc[0]
    assert gone.iloc[int(gone.argmax()) :].all()
    assert (path["accuracy_test"].isna() == gone).all()
    assert (tables.counts_frame(found)["c_0_0"].isna() == gone).all()
    # The first step from near 0 moves a weight by at most 2 * 1.5 * (1 + a little): pictures are scaled to that.
    assert 0.01 < float(tables.form_frame(found)["weight_top"][0]) < 4
