"""The sweep walks the paths of `fit`; its limits, its noise, its errors and its conventions are those of theory."""

import math

import pytest
import torch

from core.data import synthetic_data
from core.descent import minibatch_limit
from core.theory import least_squares, quadratic, stable_learning_rate
from core.training import Regression, fit
from core.training import run as run_of
from core.verdict import verdict
from lessons.learning_rate import maths, tables
from lessons.learning_rate.maths import Setting

RATES = (0.001, 0.03, 0.3, 0.8)


def verdicts(shape, paths, rates, size, n):
    return maths.verdicts(shape, paths, rates, batch_size=size, num_examples=n)


def fitted(setting, batch_size, rates, loss="squared"):
    X, y = setting.data()
    options = {"batch_size": batch_size, "epochs": setting.epochs, "initial_std": maths.INITIAL_STD}
    run = fit(X, y, loss, learning_rates=rates, generator=setting.generator(), **options)
    return run, torch.cat([run.weight[..., 0], run.bias], -1)


@pytest.mark.parametrize(("n", "batch_size", "epochs"), [(100, 1, 40), (100, 7, 3), (1000, 10, 4), (200, 200, 5)])
def test_the_sweep_walks_the_path_of_fit_at_the_kept_steps(n, batch_size, epochs):
    setting = Setting(0.5, n, 3, epochs, 1.5)
    rates = (0.001, 0.03, 0.1)
    ours = maths.train(setting, batch_size, rates)
    run, theta = fitted(setting, batch_size, rates)
    assert len(run.batches) == maths.num_steps(setting, batch_size) == ours.steps[-1]
    torch.testing.assert_close(ours.theta, theta[list(ours.steps)], rtol=1e-9, atol=1e-9)
    torch.testing.assert_close(ours.last, theta[-1], rtol=1e-9, atol=1e-9)
    X, y = setting.data()
    loss = quadratic(X, y).loss(ours.theta)
    torch.testing.assert_close(loss, run.loss[list(ours.steps)], rtol=1e-9, atol=1e-12)


def test_a_long_run_is_done_in_pieces_that_can_be_left():
    setting = Setting(num_examples=1000, epochs=10)
    piece = maths.go_on(maths.begin(setting, 2), setting, 1, (0.01, 0.02))
    assert piece.done == 3  # 3000 steps at batch size 1
    assert len(piece.theta) < 100


def test_kept_steps_begin_with_each_step_and_end_with_the_last():
    assert maths.kept_steps(4) == [0, 1, 2, 3, 4]
    for last in (31, 320, 1000, 30_000):
        steps = maths.kept_steps(last)
        assert steps[:31] == list(range(31))
        assert steps[-1] == last
        assert steps == sorted(set(steps))
        assert len(steps) <= 81


def test_at_stretch_1_the_data_are_the_books():
    X, y = Setting(0.3, 50, 7).data()
    expected = synthetic_data(maths.WEIGHT, maths.BIAS, 50, noise=0.3, generator=torch.Generator().manual_seed(7))
    torch.testing.assert_close((X, y), expected)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("stretch", [1.0, 3.0])
def test_the_marked_limit_parts_what_diverges_from_what_does_not(seed, stretch):
    """Along the steepest direction a step multiplies the error by 1 - 2 eta lambda: at 0.98 of the limit by -0.96, at
    1.05 by -1.1. After 300 steps that is 0.96^300 < 5e-6 and 1.1^300 > 2e12 of the error at the start; no other
    direction grows."""
    setting = Setting(0.1, 200, seed, 300, stretch)
    X, y = setting.data()
    shape = quadratic(X, y)
    assert shape.limit == pytest.approx(stable_learning_rate(X, "squared"), rel=1e-12)
    rates = (0.98 * shape.limit, 1.05 * shape.limit)
    run, _ = fitted(setting, 200, rates)
    start = float(run.loss[0, 0])
    below, above = run.loss[-1].tolist()
    assert bool((run.loss[1:, 0] <= run.loss[:-1, 0] + 1e-12).all())  # below the limit the loss never rises
    assert below < start / 100
    assert above > 1e6 * start
    paths = maths.train(setting, 200, rates)
    kinds = [found.kind for found in verdicts(shape, paths, rates, 200, 200)]
    assert kinds == ["overshooting" if run.loss[-1, 0] > 1.25 * shape.floor else "settled", "diverged"]
    shown = tables.sweep_frame({200: shape.loss(paths.theta[-1])}, rates, start, 200)["loss"]
    assert shown[0] < start < shown[1]


def test_the_fastest_rate_shrinks_both_ends_alike_and_is_better_than_its_neighbours():
    setting = Setting(0.0, 200, 1, 30, 2.0)
    shape = quadratic(*setting.data())
    low, high = shape.flattest, shape.steepest
    assert 1 - 2 * shape.fastest * low == pytest.approx(-(1 - 2 * shape.fastest * high))
    rates = [0.8 * shape.fastest, shape.fastest, 1.15 * shape.fastest]
    losses = shape.loss(maths.train(setting, 200, rates).last).tolist()
    assert losses[1] == min(losses)


NAMED = (
    (0.1, 10, 0.4, 3, 1),
    (0.1, 10, 0.03, 10, 0),
    (0.5, 1, 0.3, 3, 2),
    (0.0, 1000, 0.8, 10, 0),
    (0.1, 7, 1.0, 3, 3),
)


@pytest.mark.parametrize(("noise", "size", "rate", "epochs", "seed"), NAMED)
def test_one_run_has_one_name_in_this_lesson_and_in_linear_regression(noise, size, rate, epochs, seed):
    """The first one was called good here and jittering there."""
    setting = Setting(noise, 1000, seed, epochs)
    shape = quadratic(*setting.data())
    paths = maths.train(setting, size, [0.01, rate])
    ours = verdicts(shape, paths, [0.01, rate], size, 1000)[1]
    settings = Regression(maths.WEIGHT, maths.BIAS, noise, 1000, seed, rate, size, epochs, maths.INITIAL_STD)
    history = run_of(settings)
    theirs = verdict(history, len(history.batches))
    assert ours.kind == theirs.kind
    for name, value in theirs.figures.items():
        if name == "first":  # here only the shown steps are looked at: the first of them from that step on
            shown = [step for step in paths.steps if not history.loss[step, 0] < 100 * history.loss[0, 0]]
            assert ours.figures[name] == shown[0] >= value
        else:
            assert ours.figures[name] == pytest.approx(value, rel=1e-6, abs=1e-12), name


@pytest.mark.parametrize("noise", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("stretch", [1.0, 3.0])
def test_the_full_batch_never_jitters_and_from_its_limit_on_it_is_unstable(noise, stretch):
    setting = Setting(noise, 100, 0, 3, stretch)
    shape = quadratic(*setting.data())
    found = verdicts(shape, maths.train(setting, 100, maths.RATES), maths.RATES, 100, 100)
    for told, rate in zip(found, maths.RATES, strict=True):
        assert told.kind != "jittering"
        assert (told.kind in ("unstable", "diverged")) == (rate >= shape.limit)
    assert maths.largest_stable(found) == max(rate for rate in maths.RATES if rate < shape.limit)


def test_the_advice_of_a_larger_or_a_smaller_rate_is_true():
    """What a verdict calls better ends lower, as the training at that rate shows."""
    setting = Setting(0.1, 1000, 0, 10)
    shape = quadratic(*setting.data())
    found = verdicts(shape, maths.train(setting, 1000, maths.RATES), maths.RATES, 1000, 1000)
    advised = [told for told in found if "better_rate" in told.figures]
    assert {told.kind for told in advised} >= {"under_way", "overshooting"}
    better = maths.train(setting, 1000, [told.figures["better_rate"] for told in advised])
    for told, loss in zip(advised, shape.loss(better.last).tolist(), strict=True):
        assert loss < told.figures["loss"]


def test_small_batches_diverge_first():
    """On average over minibatches of B the squared error shrinks below a rate that grows with B (`core.descent`)."""
    setting = Setting(0.1, 1000, 0, 10)
    shape = quadratic(*setting.data())
    limits = [minibatch_limit(shape, size, 1000) for size in (1, 10, 1000)]
    assert limits == sorted(limits)
    # With normal features of variance 1 each of the p = 3 curvatures is about 1: 3 q r / (1 - (1 + q) r) = 1 gives
    # r = 1 / (1 + 4 q): 1/5 for B = 1 (q = 1), 1/1.4 for B = 10 (q about 1/10), 1 for all.
    assert limits == pytest.approx([1 / 5, 1 / 1.4, 1], rel=0.05)
    held = [
        maths.largest_stable(verdicts(shape, maths.train(setting, size, maths.RATES), maths.RATES, size, 1000))
        for size in (1, 10)
    ]
    assert held[0] < held[1] < shape.limit


@pytest.mark.parametrize("n", [50, 400])
def test_gradient_noise_is_as_theory_says_within_its_sampling_error(n):
    """M draws of a squared distance q with standard deviation s_q have a mean within 5 s_q / sqrt(M) of E q in all but
    one case of a million; s_q is taken from the draws themselves."""
    draws = 2000
    X, y = Setting(0.5, n, 4).data()
    theta = torch.tensor([0.5, 0.0, 1.0], dtype=torch.float64)
    sizes = [1, 2, 5, 10, n // 2, n - 1, n]
    generator = torch.Generator().manual_seed(9)
    squares, theory = maths.gradient_noise(X, y, theta, sizes, draws=draws, generator=generator)
    error = 5 * squares.std(0) / math.sqrt(draws)
    assert bool(((squares.mean(0) - theory.square()).abs()[:-1] <= error[:-1]).all())
    assert float(theory[-1]) == 0
    assert float(squares[:, -1].max()) < 1e-20
    # By hand: one example drawn from n lies s from the mean, with no correction.
    each = 2 * torch.cat([X, torch.ones(n, 1)], 1) * (X @ theta[:2] + theta[2] - y[:, 0])[:, None]
    assert float(theory[0]) == pytest.approx(float((each - each.mean(0)).square().sum(1).mean().sqrt()), rel=1e-12)
    # B against 4 B: half the noise, but for the correction.
    ratio = maths.gradient_noise(X, y, theta, [2, 8], draws=2, generator=generator)[1]
    assert float(ratio[0] / ratio[1]) == pytest.approx(2 * math.sqrt((n - 2) / (n - 8)), rel=1e-12)


def test_error_against_n_falls_with_slope_minus_one_half():
    """The mean of S p squared errors, each sigma^2/n times a chi-square of 1 (nearly independent for large n), has a
    relative standard error of sqrt(2 / (S p)); its root half of it: 0.5 sqrt(2 / 60) = 0.091 for S = 20, p = 3.
    The slope over two decades then strays by sqrt(2) 0.091 / ln(100) = 0.028; 4 times that is 0.112."""
    seeds = range(20)
    noise, ns = 0.5, (100, 10_000)
    mean = [float(maths.error_against_n(n, noise, seeds)[0].square().mean().sqrt()) for n in ns]
    slope = math.log(mean[1] / mean[0]) / math.log(ns[1] / ns[0])
    assert slope == pytest.approx(-0.5, abs=0.112)
    for n, error in zip(ns, mean, strict=True):
        assert error == pytest.approx(noise / math.sqrt(n), rel=4 * 0.091 + 3 / n)
        # Averaged over features N(0, 1), sigma^2 (Z'Z)^-1 is about sigma^2 / n.
        assert maths.error_against_n(n, noise, seeds)[1] == pytest.approx(noise / math.sqrt(n), rel=0.05)
    # Five examples for three parameters: far worse than sigma / sqrt(n).
    assert maths.error_against_n(5, noise, seeds)[1] > 1.2 * noise / math.sqrt(5)


def test_mean_sum_and_half_are_what_fit_and_autograd_say():
    setting = Setting(0.5, 60, 5, 4)
    rates = [0.001, 0.02]
    torch.testing.assert_close(maths.convention_paths(setting, 10, "mean", rates), fitted(setting, 10, rates)[1])
    half = maths.convention_paths(setting, 10, "half", rates)
    torch.testing.assert_close(half, fitted(setting, 10, rates, "half_squared")[1])
    X, y = setting.data()
    batch = fitted(setting, 10, rates)[0].batches[0]
    path = maths.convention_paths(setting, 10, "sum", rates)
    w, b = path[0, 0, :2, None].clone().requires_grad_(), path[0, 0, 2:].clone().requires_grad_()
    loss = torch.nn.functional.mse_loss(X[batch] @ w + b, y[batch], reduction="sum")
    slopes = torch.cat([part.flatten() for part in torch.autograd.grad(loss, (w, b))])
    for i, rate in enumerate(rates):
        torch.testing.assert_close(path[1, i], path[0, 0] - rate * slopes)


@pytest.mark.parametrize("batch_size", [1, 10, 100])
def test_the_rates_of_the_table_make_the_paths_coincide(batch_size):
    setting = Setting(0.5, 100, 2, 3)
    rate = 0.04
    mean = maths.convention_paths(setting, batch_size, "mean", [rate])
    for name in maths.CONVENTIONS:
        other = maths.convention_paths(setting, batch_size, name, [maths.same_path_rate(name, rate, batch_size)])
        torch.testing.assert_close(other, mean, rtol=0, atol=1e-12)
    # And at the same rate they do not.
    for name in ("sum", "half") if batch_size > 1 else ("half",):
        other = maths.convention_paths(setting, batch_size, name, [rate])
        assert float((other - mean).abs().max()) > 0.1


def test_a_short_last_minibatch_parts_the_sum_from_the_mean():
    setting = Setting(0.5, 100, 2, 3)
    mean = maths.convention_paths(setting, 32, "mean", [0.1])
    summed = maths.convention_paths(setting, 32, "sum", [0.1 / 32])
    torch.testing.assert_close(summed[:4], mean[:4])  # three full minibatches
    assert float((summed[4:] - mean[4:]).abs().max()) > 1e-3


@pytest.mark.parametrize(
    "bad", [{"num_examples": 3}, {"epochs": 0}, {"noise": -0.1}, {"noise": math.nan}, {"stretch": 0}]
)
def test_impossible_settings_are_refused(bad):
    with pytest.raises(ValueError, match=str(next(iter(bad.values())))):
        Setting(**bad)


def test_rings_are_curves_of_equal_loss_and_the_fourth_runs_through_the_start():
    setting = Setting(0.2, 100, 6, 1, 2.0)
    X, y = setting.data()
    shape = quadratic(X, y)
    start = maths.begin(setting, 1).last[0]
    rings = tables.rings_frame(shape, start)

    def lowest(w1, w2):  # the loss with the bias at its best
        rest = y[:, 0] - X @ torch.tensor([w1, w2], dtype=torch.float64)
        return float((rest - rest.mean()).square().mean())

    at_start = lowest(*start[:2].tolist())
    for level, ring in rings.groupby("level"):
        losses = [lowest(w1, w2) for w1, w2 in zip(ring["w1"], ring["w2"], strict=True)]
        expected = shape.floor + (level / 4) ** 2 * (at_start - shape.floor)
        assert losses == pytest.approx([expected] * len(ring), rel=1e-9)


def test_tables_hold_what_was_trained_and_stay_within_their_bounds():
    setting = Setting(0.5, 100, 0, 10)
    X, y = setting.data()
    shape = quadratic(X, y)
    rates = (0.001, 0.03, 3.0)
    paths = {size: maths.train(setting, size, rates) for size in (1, 10, 100)}
    start = float(shape.loss(paths[10].theta[0, 0]))
    finals = {size: shape.loss(path.last) for size, path in paths.items()}
    table = tables.sweep_frame(finals, rates, start, 10)
    assert len(table) == 9
    assert table["loss"].between(tables.LEAST, tables.ceiling(start)).all()
    assert table[table["picked"]]["loss"].tolist()[:2] == pytest.approx(finals[10].tolist()[:2])
    run = tables.run_frame(shape, paths[10], rates)
    assert run["step"].max() == 100
    for rate, rows in run.groupby("rate"):
        assert rows["next"].tolist()[:-1] == rows["step"].tolist()[1:]
        assert rate != 3.0 or rows["step"].max() < 100
    picked = tables.picked_frame(shape, paths[10], rates, verdicts(shape, paths[10], rates, 10, 100))
    assert picked["gone"].tolist() == [False, False, True]
    assert picked["last"].tolist() == [100, 100, run[run["rate"] == 3.0]["step"].max()]
    epochs = tables.epochs_frame(shape, paths, rates, n=100, picked=10)
    # What is drawn at the edge of an axis says so: it is the rows that were cut, and no others.
    edge = (epochs["loss"] == tables.LEAST) | (epochs["loss"] == tables.ceiling(start))
    assert (epochs["cut"] == edge).all()
    assert 0 < edge.sum() < len(edge)
    weight, bias = least_squares(X, y)
    assert shape.best.tolist() == pytest.approx([*weight[:, 0].tolist(), float(bias)])


@pytest.mark.parametrize(
    ("stretch", "n", "picked"), [(1.0, 1000, 10), (3.0, 1000, 32), (3.0, 200, 200), (3.0, 1000, 500)]
)
def test_names_of_batch_sizes_stand_on_their_lines_well_apart(stretch, n, picked):
    """k names stand between 0.2 and 0.7 of the way from the start loss to the floor, on a log axis, evenly apart."""
    setting = Setting(0.1, n, 0, 3, stretch)
    shape = quadratic(*setting.data())
    sizes = sorted({1, 10, 100, n, picked})
    finals = {size: shape.loss(maths.train(setting, size, maths.RATES).last) for size in sizes}
    start = float(shape.loss(maths.begin(setting, 1).last[0]))
    names = tables.label_frame(finals, maths.RATES, start, shape.floor, n=n, picked=picked)
    lines = tables.sweep_frame(finals, maths.RATES, start, picked)
    for row in names.itertuples():
        line = lines[lines["size"] == row.size]
        at = int(line["rate"].searchsorted(row.rate * (1 - 1e-9)))
        ends = sorted(line["loss"].iloc[[max(0, at - 1), at]])
        assert ends[0] * (1 - 1e-6) <= row.loss <= ends[1] * (1 + 1e-6)
    # The names of lines that fall as far as that; a run too short to do so has its name at its lowest point.
    apart = 0.5 / (len(sizes) - 1) * math.log(shape.floor / start)
    through = [lines["loss"][lines["size"] == size].min() < start**0.3 * shape.floor**0.7 for size in sizes]
    heights = torch.tensor(names["loss"].to_numpy()[through]).log()
    assert len(heights) >= 2
    assert heights.diff().tolist() == pytest.approx([-apart] * (len(heights) - 1), rel=1e-6)
    assert names["full"].tolist() == [size == n for size in sizes]
