"""The tables of the lesson on L2, L1 and Huber hold, row by row, what core computes for that row alone."""

import pytest
import torch
from scipy import optimize

from core import concise
from core.fits import fit_absolute, fit_half_squared, fit_huber
from core.losses import LOSSES, huber
from core.theory import design
from lessons.regression_losses import maths, tables
from lessons.regression_losses.names import SHORT

OUTLIERS, DELTAS = (0, 5, 10_000), (0.5, 1.0, 3.0)


def made(seed=1, n=12, far=3):
    x, y = maths.examples("laplace", n, 0.5, seed=seed)
    return x, y, far, tables.fits_frame(x, y, far, maths.truth(), outliers=OUTLIERS, deltas=DELTAS)


def test_examples_are_sorted_and_differ_by_seed():
    x, _ = maths.examples("gaussian", 30, 0.5, seed=1)
    assert bool((x.diff() > 0).all())
    assert not torch.equal(x, maths.examples("gaussian", 30, 0.5, seed=2)[0])
    # Without noise the labels lie on the line, each with its own feature.
    x, clean = maths.examples("student", 30, 0.0, seed=1)
    torch.testing.assert_close(clean, 2 * x + 4.2)


def test_each_row_is_its_own_fit():
    x, y, far, table = made()
    assert list(zip(table["outlier"], table["delta"], strict=True)) == [(o, d) for o in OUTLIERS for d in DELTAS]
    Z = design(x[:, None])
    for row in table.itertuples():
        label = y.clone()
        label[far] += row.outlier
        fits = {
            "l2": fit_half_squared(Z, label[None])[0],
            "l1": fit_absolute(x[None], label[None])[0],
            "huber": fit_huber(Z, label[None], torch.tensor([row.delta], dtype=y.dtype))[0],
        }
        for name, theta in fits.items():
            shown = [getattr(row, f"w_{name}"), getattr(row, f"b_{name}")]
            assert shown == pytest.approx(theta.tolist(), rel=1e-9)
            off = float((Z @ theta - 2 * x - 4.2).square().mean().sqrt())
            assert getattr(row, f"distance_{name}") == pytest.approx(off, rel=1e-9)
            still = table[(table["outlier"] == 0) & (table["delta"] == row.delta)].iloc[0]
            risen = (theta @ Z[far]).item() - still[f"w_{name}"] * x[far].item() - still[f"b_{name}"]
            assert getattr(row, f"moved_{name}") == pytest.approx(risen, abs=1e-6)


def test_a_move_is_counted_from_where_nothing_is_added():
    x, y, far, table = made()
    # Under L2 it is the leverage times what is added; h = z'(Z'Z)^-1 z by the formula.
    z, Z = design(x[:, None])[far], design(x[:, None])
    h = float(z @ torch.linalg.inv(Z.T @ Z) @ z)
    for row in table.itertuples():
        assert row.moved_l2 == pytest.approx(h * row.outlier, rel=1e-9, abs=1e-9)
    with pytest.raises(ValueError, match="5"):
        tables.fits_frame(x, y, far, maths.truth(), outliers=[5, 10], deltas=DELTAS)


def test_the_scene_names_the_example_that_moves():
    x, y, far, _ = made()
    table = tables.examples_frame(x, y, far)
    assert table["far"].sum() == 1
    scene = tables.scene_frame(x, y, far, maths.truth()).iloc[0]
    assert (scene["x"], scene["y"]) == tuple(table[table["far"]][["x", "y"]].iloc[0])
    assert (scene["low"], scene["high"]) == (table["y"].min(), table["y"].max())
    assert (scene["true_w"], scene["true_b"]) == (2.0, 4.2)


@pytest.mark.parametrize("outlier", OUTLIERS)
def test_the_best_constants_are_those_of_scipy_and_the_mean_and_the_median(outlier):
    labels = torch.tensor(maths.LABELS, dtype=torch.float64)
    table = tables.constants_frame(labels, 4, outliers=OUTLIERS, deltas=DELTAS)
    moved = labels.clone()
    moved[4] += outlier
    for row in table[table["outlier"] == outlier].itertuples():
        assert row.best_l2 == pytest.approx(float(moved.mean()))
        assert row.best_l1 == 1.5  # of 0, 1.2, 1.5, 2.3 and 5 or more
        for name, loss in {
            "l2": LOSSES["half_squared"], "l1": LOSSES["absolute"], "huber": huber(row.delta),
        }.items():  # fmt: skip

            def mean(c, loss=loss):
                guess = torch.full((5, 1), float(c), dtype=torch.float64)
                return float(loss.value(guess, moved[:, None]).mean())

            best = getattr(row, f"best_{name}")
            assert getattr(row, f"least_{name}") == pytest.approx(mean(best), rel=1e-12)
            found = optimize.minimize_scalar(mean, bounds=(-1, best + 10), method="bounded", options={"xatol": 1e-9})
            assert mean(best) <= found.fun * (1 + 1e-12)


def test_training_walks_the_path_of_the_concise_version_and_the_table_holds_it():
    options = {"noise": 0.1, "batch_size": 7, "delta": 1.0, "seed": 3}
    runs = maths.train(rates=[0.05, 0.2], steps=40, **options)
    table = tables.steps_frame(runs, maths.truth(), 40)
    assert table["step"].tolist() == list(range(41))
    for name, run in runs.items():
        theirs = concise.train(
            run.X, run.targets, loss=SHORT[name], learning_rate=0.2, batch_size=7, initial_std=0,
            epochs=len(run.batches) // run.steps_per_epoch, generator=torch.Generator().manual_seed(1003),
        )  # fmt: skip
        theta = torch.cat([theirs.weight[:41, 0, :, 0], theirs.bias[:41, 0]], -1)
        error = (theta - maths.truth()).norm(dim=1)
        assert table[f"error_{name}_1"].tolist() == pytest.approx(error.tolist(), rel=1e-9)
        batch = run.batches[5]
        weight, bias = (theirs.weight[5, 0], theirs.bias[5, 0])
        pull = concise.gradient(run.X[batch], run.targets[batch], weight, bias, loss=SHORT[name])
        size = float(torch.cat([pull[0].flatten(), pull[1]]).norm())
        assert table[f"size_{name}_1"].iloc[6] == pytest.approx(size, rel=1e-6)
        assert table[f"size_{name}_1"].isna().tolist() == [True] + [False] * 40


@pytest.mark.parametrize("seed", range(5))
def test_only_l1_jitters_and_by_as_much_as_the_rate(seed):
    rates = [0.05, 0.1]
    runs = maths.train(noise=0.0, batch_size=10, delta=1.0, rates=rates, seed=seed, steps=400)
    table = tables.steps_frame(runs, maths.truth(), 400)
    late = table[table["step"] > 300].mean()
    for k, rate in enumerate(rates):
        assert late[f"error_l2_{k}"] < 1e-5
        assert late[f"error_huber_{k}"] < 1e-3
        # A step is rate times a gradient of length about 1, so the path stays about a step away.
        assert 0.1 * rate < late[f"error_l1_{k}"] < 3 * rate
        assert late[f"size_l1_{k}"] > 0.3
    assert 1.2 < late["error_l1_1"] / late["error_l1_0"] < 3.4


def test_every_batch_size_gives_the_same_number_of_steps():
    for batch_size in (1, 5, 10, 25, 50):
        runs = maths.train(noise=0.0, batch_size=batch_size, delta=1.0, rates=[0.1], seed=0)
        assert all(len(run.batches) >= maths.TRAIN_STEPS for run in runs.values())
        assert len(tables.steps_frame(runs, maths.truth(), maths.TRAIN_STEPS)) == maths.TRAIN_STEPS + 1


def test_a_diverged_run_has_none_beyond_the_charts():
    runs = maths.train(noise=0.0, batch_size=1, delta=1.0, rates=[3.0], seed=0)
    table = tables.steps_frame(runs, maths.truth(), maths.TRAIN_STEPS)
    assert table["error_l2_0"].isna().any()
    assert not table["error_l1_0"].isna().any()
    assert float(table["error_l2_0"].max()) <= 1e8
