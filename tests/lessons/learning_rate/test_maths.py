"""The sweep walks the paths of `fit`; its limits, its noise, its errors and its conventions are those of theory."""

import math

import pytest
import torch

from core.data import synthetic_data
from core.theory import least_squares, stable_learning_rate
from core.training import fit
from lessons.learning_rate import maths as sweep
from lessons.learning_rate import tables as frames
from lessons.learning_rate.maths import Setting

RATES = (0.001, 0.03, 0.3, 0.8)


def fitted(setting, batch_size, rates, loss="squared"):
    X, y = setting.data()
    options = {"batch_size": batch_size, "epochs": setting.epochs, "initial_std": sweep.INITIAL_STD}
    run = fit(X, y, loss, learning_rates=rates, generator=setting.generator(), **options)
    return run, torch.cat([run.weight[..., 0], run.bias], -1)


@pytest.mark.parametrize(("n", "batch_size", "epochs"), [(100, 1, 40), (100, 7, 3), (1000, 10, 4), (200, 200, 5)])
def test_the_sweep_walks_the_path_of_fit_at_the_kept_steps(n, batch_size, epochs):
    setting = Setting(0.5, n, 3, epochs, 1.5)
    rates = (0.001, 0.03, 0.1)
    ours = sweep.train(setting, batch_size, rates)
    run, theta = fitted(setting, batch_size, rates)
    assert len(run.batches) == sweep.num_steps(setting, batch_size) == ours.steps[-1]
    torch.testing.assert_close(ours.theta, theta[list(ours.steps)], rtol=1e-9, atol=1e-9)
    torch.testing.assert_close(ours.last, theta[-1], rtol=1e-9, atol=1e-9)
    X, y = setting.data()
    loss = sweep.bowl(X, y).loss(ours.theta)
    torch.testing.assert_close(loss, run.loss[list(ours.steps)], rtol=1e-9, atol=1e-12)


def test_a_long_run_is_done_in_pieces_that_can_be_left():
    setting = Setting(num_examples=1000, epochs=10)
    piece = sweep.go_on(sweep.begin(setting, 2), setting, 1, (0.01, 0.02))
    assert piece.done == 3  # 3000 steps at batch size 1
    assert len(piece.theta) < 100


def test_kept_steps_begin_with_each_step_and_end_with_the_last():
    assert sweep.kept_steps(4) == [0, 1, 2, 3, 4]
    for last in (31, 320, 1000, 30_000):
        steps = sweep.kept_steps(last)
        assert steps[:31] == list(range(31))
        assert steps[-1] == last
        assert steps == sorted(set(steps))
        assert len(steps) <= 81


def test_at_stretch_1_the_data_are_the_books():
    X, y = Setting(0.3, 50, 7).data()
    expected = synthetic_data(sweep.WEIGHT, sweep.BIAS, 50, noise=0.3, generator=torch.Generator().manual_seed(7))
    torch.testing.assert_close((X, y), expected)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("stretch", [1.0, 3.0])
def test_the_marked_limit_parts_what_diverges_from_what_does_not(seed, stretch):
    """Along the steepest direction a step multiplies the error by 1 - 2 eta lambda: at 0.98 of the limit by -0.96, at
    1.05 by -1.1. After 300 steps that is 0.96^300 < 5e-6 and 1.1^300 > 2e12 of the error at the start; no other
    direction grows."""
    setting = Setting(0.1, 200, seed, 300, stretch)
    X, y = setting.data()
    shape = sweep.bowl(X, y)
    assert shape.limit == pytest.approx(stable_learning_rate(X, "squared"), rel=1e-12)
    rates = (0.98 * shape.limit, 1.05 * shape.limit)
    run, _ = fitted(setting, 200, rates)
    start = float(run.loss[0, 0])
    below, above = run.loss[-1].tolist()
    assert bool((run.loss[1:, 0] <= run.loss[:-1, 0] + 1e-12).all())  # below the limit the loss never rises
    assert below < start / 100
    assert above > 1e6 * start
    paths = sweep.train(setting, 200, rates)
    table = frames.picked_frame(shape, paths, rates, full=True)
    assert [sweep.REGIMES[kind] for kind in table["regime"]] == ["oscillating", "diverging"]
    shown = frames.sweep_frame({200: shape.loss(paths.theta[-1])}, rates, start, 200)["loss"]
    assert shown[0] < start < shown[1]


def test_the_fastest_rate_shrinks_both_ends_alike_and_is_better_than_its_neighbours():
    setting = Setting(0.0, 200, 1, 30, 2.0)
    shape = sweep.bowl(*setting.data())
    low, high = shape.curvatures
    assert 1 - 2 * shape.fastest * low == pytest.approx(-(1 - 2 * shape.fastest * high))
    rates = [0.8 * shape.fastest, shape.fastest, 1.15 * shape.fastest]
    losses = shape.loss(sweep.train(setting, 200, rates).last).tolist()
    assert losses[1] == min(losses)


def test_each_regime_by_hand():
    """H = diag(1, 1), floor 1: the limit is 1, and 1 - 2 eta halves the error at eta = 1/4."""
    shape = sweep.Bowl(torch.zeros(2, dtype=torch.float64), torch.eye(2, dtype=torch.float64), 1.0)
    assert (shape.limit, shape.fastest) == (1.0, 0.5)
    case = {"steps": 2, "full": True, "start": 101.0}
    # 101 * (1/2)^4 = 6.3 is above 2 floor = 2: it could not have arrived.
    assert sweep.regime(shape, 0.25, final=7.25, **case) == "too_small"
    assert sweep.regime(shape, 0.45, final=1.01, **case) == "good"
    assert sweep.regime(shape, 0.75, final=7.25, **case) == "oscillating"
    assert sweep.regime(shape, 1.01, final=90.0, **case) == "diverging"
    small = {**case, "full": False}
    # 101 * (1/10)^4 = 0.01: without gradient noise it would have arrived.
    assert sweep.regime(shape, 0.45, final=7.0, **small) == "jittering"
    assert sweep.regime(shape, 0.75, final=1.5, **small) == "oscillating"
    # 1 + 100 * (1/2)^4 = 7.25 is above 2: the steps were too few. 1 + 100 * (1/2)^20 is not: then it is the noise.
    assert sweep.regime(shape, 0.75, final=9.0, **small) == "oscillating"
    assert sweep.regime(shape, 0.75, final=9.0, **{**small, "steps": 10}) == "jittering"
    assert sweep.regime(shape, 0.45, final=101.1, **small) == "diverging"
    assert sweep.regime(shape, 0.45, final=math.inf, **small) == "diverging"
    assert sweep.regime(shape, 0.45, final=math.nan, **small) == "diverging"


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("epochs", [1, 3, 10, 30])
@pytest.mark.parametrize("stretch", [1.0, 3.0])
def test_the_full_batch_never_jitters(noise, epochs, stretch):
    """Its gradient has no noise: what has not arrived is too small, oscillates or diverges."""
    setting = Setting(noise, 100, 0, epochs, stretch)
    paths = sweep.train(setting, 100, sweep.RATES)
    table = frames.picked_frame(sweep.bowl(*setting.data()), paths, sweep.RATES, full=True)
    told = {sweep.REGIMES[kind] for kind in table["regime"]}
    assert {"too_small", "diverging"} <= told
    assert "jittering" not in told


def test_a_minibatch_beyond_half_its_limit_that_stays_far_above_the_floor_jitters():
    """At rate 0.8 the factor 1 - 2 rate lambda is about -0.6: after 1000 steps nothing of the start is left."""
    setting = Setting(0.1, 1000, 0, 10)
    shape = sweep.bowl(*setting.data())
    paths = sweep.train(setting, 10, [0.8])
    table = frames.picked_frame(shape, paths, [0.8], full=False)
    assert table["final"][0] > 10 * shape.floor
    assert sweep.REGIMES[table["regime"][0]] == "jittering"


def test_the_bowl_is_the_mean_squared_loss_and_divergence_is_infinite():
    X, y = Setting(0.5, 30, 2).data()
    shape = sweep.bowl(X, y)
    theta = torch.tensor([[1.0, -2.0, 3.0], [torch.inf, 0.0, 0.0], [torch.nan, 0.0, 0.0]], dtype=torch.float64)
    by_hand = (y[:, 0] - X @ theta[0, :2] - theta[0, 2]).square().mean()
    loss = shape.loss(theta)
    assert float(loss[0]) == pytest.approx(float(by_hand), rel=1e-12)
    assert loss[1:].tolist() == [torch.inf, torch.inf]


@pytest.mark.parametrize("n", [50, 400])
def test_gradient_noise_is_as_theory_says_within_its_sampling_error(n):
    """M draws of a squared distance q with standard deviation s_q have a mean within 5 s_q / sqrt(M) of E q in all but
    one case of a million; s_q is taken from the draws themselves."""
    draws = 2000
    X, y = Setting(0.5, n, 4).data()
    theta = torch.tensor([0.5, 0.0, 1.0], dtype=torch.float64)
    sizes = [1, 2, 5, 10, n // 2, n - 1, n]
    generator = torch.Generator().manual_seed(9)
    squares, theory = sweep.gradient_noise(X, y, theta, sizes, draws=draws, generator=generator)
    error = 5 * squares.std(0) / math.sqrt(draws)
    assert bool(((squares.mean(0) - theory.square()).abs()[:-1] <= error[:-1]).all())
    assert float(theory[-1]) == 0
    assert float(squares[:, -1].max()) < 1e-20
    # By hand: one example drawn from n lies s from the mean, with no correction.
    each = 2 * torch.cat([X, torch.ones(n, 1)], 1) * (X @ theta[:2] + theta[2] - y[:, 0])[:, None]
    assert float(theory[0]) == pytest.approx(float((each - each.mean(0)).square().sum(1).mean().sqrt()), rel=1e-12)
    # B against 4 B: half the noise, but for the correction.
    ratio = sweep.gradient_noise(X, y, theta, [2, 8], draws=2, generator=generator)[1]
    assert float(ratio[0] / ratio[1]) == pytest.approx(2 * math.sqrt((n - 2) / (n - 8)), rel=1e-12)


def test_error_against_n_falls_with_slope_minus_one_half():
    """The mean of S p squared errors, each sigma^2/n times a chi-square of 1 (nearly independent for large n), has a
    relative standard error of sqrt(2 / (S p)); its root half of it: 0.5 sqrt(2 / 60) = 0.091 for S = 20, p = 3.
    The slope over two decades then strays by sqrt(2) 0.091 / ln(100) = 0.028; 4 times that is 0.112."""
    seeds = range(20)
    noise, ns = 0.5, (100, 10_000)
    mean = [float(sweep.error_against_n(n, noise, seeds)[0].square().mean().sqrt()) for n in ns]
    slope = math.log(mean[1] / mean[0]) / math.log(ns[1] / ns[0])
    assert slope == pytest.approx(-0.5, abs=0.112)
    for n, error in zip(ns, mean, strict=True):
        assert error == pytest.approx(noise / math.sqrt(n), rel=4 * 0.091 + 3 / n)
        # Averaged over features N(0, 1), sigma^2 (Z'Z)^-1 is about sigma^2 / n.
        assert sweep.error_against_n(n, noise, seeds)[1] == pytest.approx(noise / math.sqrt(n), rel=0.05)
    # Five examples for three parameters: far worse than sigma / sqrt(n).
    assert sweep.error_against_n(5, noise, seeds)[1] > 1.2 * noise / math.sqrt(5)


def test_mean_sum_and_half_are_what_fit_and_autograd_say():
    setting = Setting(0.5, 60, 5, 4)
    rates = [0.001, 0.02]
    torch.testing.assert_close(sweep.convention_paths(setting, 10, "mean", rates), fitted(setting, 10, rates)[1])
    half = sweep.convention_paths(setting, 10, "half", rates)
    torch.testing.assert_close(half, fitted(setting, 10, rates, "half_squared")[1])
    X, y = setting.data()
    batch = fitted(setting, 10, rates)[0].batches[0]
    path = sweep.convention_paths(setting, 10, "sum", rates)
    w, b = path[0, 0, :2, None].clone().requires_grad_(), path[0, 0, 2:].clone().requires_grad_()
    loss = torch.nn.functional.mse_loss(X[batch] @ w + b, y[batch], reduction="sum")
    slopes = torch.cat([part.flatten() for part in torch.autograd.grad(loss, (w, b))])
    for i, rate in enumerate(rates):
        torch.testing.assert_close(path[1, i], path[0, 0] - rate * slopes)


@pytest.mark.parametrize("batch_size", [1, 10, 100])
def test_the_rates_of_the_table_make_the_paths_coincide(batch_size):
    setting = Setting(0.5, 100, 2, 3)
    rate = 0.04
    mean = sweep.convention_paths(setting, batch_size, "mean", [rate])
    for name in sweep.CONVENTIONS:
        other = sweep.convention_paths(setting, batch_size, name, [sweep.same_path_rate(name, rate, batch_size)])
        torch.testing.assert_close(other, mean, rtol=0, atol=1e-12)
    # And at the same rate they do not.
    for name in ("sum", "half") if batch_size > 1 else ("half",):
        other = sweep.convention_paths(setting, batch_size, name, [rate])
        assert float((other - mean).abs().max()) > 0.1


def test_a_short_last_minibatch_parts_the_sum_from_the_mean():
    setting = Setting(0.5, 100, 2, 3)
    mean = sweep.convention_paths(setting, 32, "mean", [0.1])
    summed = sweep.convention_paths(setting, 32, "sum", [0.1 / 32])
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
    shape = sweep.bowl(X, y)
    start = sweep.begin(setting, 1).last[0]
    rings = frames.rings_frame(shape, start)

    def lowest(w1, w2):  # the loss with the bias at its best
        rest = y[:, 0] - X @ torch.tensor([w1, w2], dtype=torch.float64)
        return float((rest - rest.mean()).square().mean())

    at_start = lowest(*start[:2].tolist())
    for level, ring in rings.groupby("level"):
        losses = [lowest(w1, w2) for w1, w2 in zip(ring["w1"], ring["w2"], strict=True)]
        expected = shape.floor + (level / 4) ** 2 * (at_start - shape.floor)
        assert losses == pytest.approx([expected] * len(ring), rel=1e-9)


def test_frames_hold_what_was_trained_and_stay_within_their_bounds():
    setting = Setting(0.5, 100, 0, 10)
    X, y = setting.data()
    shape = sweep.bowl(X, y)
    rates = (0.001, 0.03, 3.0)
    paths = {size: sweep.train(setting, size, rates) for size in (1, 10, 100)}
    start = float(shape.loss(paths[10].theta[0, 0]))
    finals = {size: shape.loss(path.last) for size, path in paths.items()}
    table = frames.sweep_frame(finals, rates, start, 10)
    assert len(table) == 9
    assert table["loss"].between(frames.LEAST, frames.ceiling(start)).all()
    assert table[table["picked"]]["loss"].tolist()[:2] == pytest.approx(finals[10].tolist()[:2])
    run = frames.run_frame(shape, paths[10], rates)
    assert run["step"].max() == 100
    for rate, rows in run.groupby("rate"):
        assert rows["next"].tolist()[:-1] == rows["step"].tolist()[1:]
        assert rate != 3.0 or rows["step"].max() < 100
    picked = frames.picked_frame(shape, paths[10], rates, full=False)
    assert picked["diverged"].tolist() == [False, False, True]
    assert picked["last"].tolist() == [100, 100, run[run["rate"] == 3.0]["step"].max()]
    weight, bias = least_squares(X, y)
    assert shape.best.tolist() == pytest.approx([*weight[:, 0].tolist(), float(bias)])
