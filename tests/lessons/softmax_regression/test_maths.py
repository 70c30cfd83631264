import math

import pytest
import torch

from core import concise, training
from core.losses import LOSSES
from lessons.softmax_regression import classifier as classifier
from lessons.softmax_regression import tables as frames
from lessons.softmax_regression.maths import Classification, accuracy, confusion, examples, predicted, run


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
    assert settings.learning_rate in classifier.LEARNING_RATE.options
    assert settings.batch_size in classifier.BATCH_SIZE.options
    assert settings.epochs <= classifier.EPOCHS.high
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
    rates = classifier.LEARNING_RATE.options
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


def test_frames_hold_the_run_at_the_kept_steps():
    settings = Classification(num_classes=4, epochs=9, batch_size=5)
    data, history = examples(settings), run(settings, learning_rates=[0.05, 0.7])
    path, steps = frames.path_frame(history, data, plane=True), frames.frame_steps(history)
    assert len(history.batches) == 9 * 45
    assert len(steps) <= frames.MOST_FRAMES + 1
    assert path["step"].tolist() == steps * 2
    row = path.iloc[len(steps) + 7]
    assert row["rate"] == 1
    step = steps[7]
    assert row["loss_train"] == pytest.approx(float(history.loss[step, 1]), rel=1e-12)
    assert [row[f"u_{j}"] for j in range(4)] == history.weight[step, 1, 0].tolist()
    assert [row[f"v_{j}"] for j in range(4)] == history.weight[step, 1, 1].tolist()
    assert [row[f"b_{j}"] for j in range(4)] == history.bias[step, 1].tolist()
    counts = confusion(history.weight[step, 1], history.bias[step, 1], data.X[data.test], data.y[data.test])
    assert [[row[f"c_{i}_{j}"] for j in range(4)] for i in range(4)] == counts.tolist()
    assert row["accuracy_test"] == pytest.approx(float(counts.trace()) / len(data.test))
    # What the step saw of its first example, before its update.
    first = history.batches[step - 1][0]
    seen = history.X[first] @ history.weight[step - 1, 1] + history.bias[step - 1, 1]
    assert [row[f"o_{j}"] for j in range(4)] == pytest.approx(seen.tolist(), rel=1e-12)
    assert row["label"] == int(history.targets[first])
    points = frames.points_frame(history, data)
    taken = [i for i, marks in enumerate(points["taken"]) if marks[7] == "1"]
    assert taken == sorted(data.train[history.batches[step - 1]].tolist())
    assert not points["test"][taken].any()
    assert not any(marks[0] == "1" for marks in points["taken"])


def test_digits_come_with_two_samples_of_each_and_the_pictures_of_each_batch():
    settings = Classification(data="digits", epochs=1, batch_size=100)
    data, history = examples(settings), run(settings)
    samples = frames.sample_indices(data)
    assert data.y[samples].tolist() == [digit for digit in range(10) for _ in range(2)]
    assert set(samples) <= set(data.test.tolist())
    batches, steps = frames.batches_frame(history), frames.frame_steps(history)
    assert batches.shape == (len(steps), frames.SHOWN_OF_BATCH + 1)
    assert batches.iloc[0].tolist() == [""] * frames.SHOWN_OF_BATCH + [0]
    first = batches["m0"][3]
    assert [frames.LEVELS.index(c) for c in first] == (16 * history.X[history.batches[steps[3] - 1][0]]).tolist()
    assert batches["size"].tolist() == [0, *map(len, history.batches)]  # every step is kept here
    outputs = frames.outputs_frame(history, data, samples)
    expected = data.X[samples[4]] @ history.weight[-1, 0] + history.bias[-1, 0]
    of_sample = outputs[outputs["sample"] == 5]
    assert of_sample[f"f{len(steps) - 1}"].tolist() == pytest.approx(expected.tolist(), rel=1e-12)
    assert of_sample["label"][of_sample["true"] == 1].tolist() == [2]


def test_a_diverged_run_goes_missing_and_does_not_come_back():
    settings = Classification(data="digits", loss="squared_on_one_hot", epochs=2, batch_size=20, learning_rate=1.5)
    data, history = examples(settings), run(settings)
    path = frames.path_frame(history, data, plane=False)
    gone = path["loss_train"].isna()
    assert gone.any()
    assert not gone.iloc[0]
    assert gone.iloc[int(gone.argmax()) :].all()
    assert (path["accuracy_test"].isna() == gone).all()
    # The first step from near 0 moves a weight by at most 2 * 1.5 * (1 + a little): pictures are scaled to that.
    assert 0.01 < float(frames.form_frame(history, data, path)["weight_top"][0]) < 4
