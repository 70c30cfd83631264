import math

import pytest
import torch

from core import concise, training
from core.data import synthetic_causes, synthetic_data
from core.losses import LOSSES
from core.superposition import causes
from core.theory import design, least_squares, quadratic, stable_learning_rate, standard_errors
from core.training import Regression, fit

WEIGHTS = [[1.5], [2.0, -3.4]]


def problem(name, seed):
    generator = torch.Generator().manual_seed(seed)
    X, y = synthetic_data([2.0, -1.0], 0.5, 47, noise=0.3, generator=generator)
    if LOSSES[name] in [LOSSES[key] for key in ("cross_entropy", "squared_on_one_hot", "margin")]:
        return X, torch.bucketize(y[:, 0], torch.tensor([-1.0, 1.5], dtype=torch.float64))
    return X, y


@pytest.mark.parametrize("name", LOSSES)
def test_fit_walks_the_path_of_the_concise_version(name, seeded):
    X, targets = problem(name, 5)
    options = {"batch_size": 10, "epochs": 3, "initial_std": 0.5}
    ours = fit(X, targets, name, learning_rates=[0.01, 0.05], generator=seeded(7), **options)
    theirs = concise.train(X, targets, loss=name, learning_rate=0.05, generator=seeded(7), **options)
    torch.testing.assert_close(ours.weight[:, 1:], theirs.weight, rtol=1e-10, atol=1e-12)
    torch.testing.assert_close(ours.bias[:, 1:], theirs.bias, rtol=1e-10, atol=1e-12)
    torch.testing.assert_close(ours.loss[:, 1:], theirs.loss, rtol=1e-10, atol=1e-12)
    assert ours.steps_per_epoch == theirs.steps_per_epoch == 5
    assert [b.tolist() for b in ours.batches] == [b.tolist() for b in theirs.batches]
    assert not torch.allclose(ours.weight[-1, 0], ours.weight[-1, 1])


@pytest.mark.parametrize("name", LOSSES)
def test_gradient_of_a_minibatch_is_that_of_autograd(name, seeded):
    X, targets = problem(name, 6)
    k = 3 if targets.ndim == 1 else 1
    weight, bias = torch.randn(2, k, generator=seeded(1), dtype=torch.float64), torch.ones(k, dtype=torch.float64)
    ours = training.gradient(X[:8], targets[:8], weight, bias, loss=LOSSES[name])
    theirs = concise.gradient(X[:8], targets[:8], weight, bias, loss=name)
    for a, b in zip(ours, theirs, strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=1e-10)


def test_the_global_generator_is_left_alone(seeded):
    X, y = problem("squared", 1)
    before = torch.get_rng_state()
    options = {"batch_size": 10, "epochs": 1}
    concise.train(X, y, loss="squared", learning_rate=0.1, generator=seeded(0), **options)
    fit(X, y, "squared", learning_rates=[0.1], generator=seeded(0), **options)
    assert torch.equal(before, torch.get_rng_state())


@pytest.mark.parametrize("name", ["squared", "half_squared"])
@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_scan_equals_the_loop(name, weight, seeded, monkeypatch):
    X, y = synthetic_data(weight, 0.5, 33, noise=0.3, generator=seeded(2))
    options = {"learning_rates": [0.001, 0.1, 0.4], "batch_size": 4, "epochs": 4, "initial_std": 2.0}
    scanned = fit(X, y, name, generator=seeded(3), **options)
    monkeypatch.setattr(training, "_LARGEST_SCAN", 0)
    looped = fit(X, y, name, generator=seeded(3), **options)
    torch.testing.assert_close(scanned.weight, looped.weight, rtol=1e-9, atol=1e-10)
    torch.testing.assert_close(scanned.bias, looped.bias, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("d", [1, 2])
def test_superposition_equals_training_on_the_labels(d, seed, seeded):
    draw = torch.randn(d + 2, generator=seeded(seed), dtype=torch.float64).tolist()
    weight, bias, noise = draw[:d], draw[d], abs(draw[-1])
    X, unit_noise = synthetic_causes(d, 60, generator=seeded(seed + 10))
    same_X, y = synthetic_data(weight, bias, 60, noise=noise, generator=seeded(seed + 10))
    assert torch.equal(X, same_X)
    options = {"learning_rates": [0.01, 0.1], "batch_size": 8, "epochs": 3, "initial_std": 1.0}
    parts = causes(X, unit_noise, generator=seeded(seed + 20), **options)
    direct = fit(X, y, "squared", generator=seeded(seed + 20), **options)
    theta = parts.parameters(weight, bias, noise)
    torch.testing.assert_close(theta[..., :-1], direct.weight.squeeze(-1), rtol=1e-10, atol=1e-12)
    torch.testing.assert_close(theta[..., -1:], direct.bias, rtol=1e-10, atol=1e-12)
    torch.testing.assert_close(quadratic(X, y).loss(theta), direct.loss, rtol=1e-9, atol=1e-12)


def test_the_book_over_fifty_seeds():
    """The book's settings: losses after epochs 1, 2, 3 and the final errors, against what theory predicts.

    One step multiplies the parameter error by I - 2 eta G with G the batch's Z'Z/B, E G = I. With eta = 0.03:
    its mean shrinks by 1 - 0.06 a step, so |E e|^2 after 100 steps is at least 33.2 * 0.94^200 = 1.4e-4 (33.2 is
    2^2 + 3.4^2 + 4.2^2). E e'e shrinks by at most 1 - 4 eta + 4 eta^2 (1 + 4/B) = 0.88504, since E|z|^2 zz' is at
    most 5 I: over 100 steps 5.0e-6, which makes 1.65e-4. One direction's log of the squared factor has a deviation
    of about 4 eta sqrt(2/B) = 0.054 a step, 0.54 over the epoch: a run may lie a factor exp(6 * 0.54) = 25 off.
    The floor is sigma^2 = 1e-4 times chi^2_n / n (deviation sqrt(2/1000) = 4.5 %), plus at most 2 % for the jitter
    eta p / B of a constant rate. The error at the end is that jitter and the standard error,
    sigma sqrt(eta/B + 1/n) = 6.4e-4 a parameter; six times that is 3.9e-3.
    """
    options = {"learning_rates": [0.03], "batch_size": 10, "epochs": 3}
    first, errors = [], []
    for seed in range(60):
        generator = torch.Generator().manual_seed(seed)
        X, y = synthetic_data([2, -3.4], 4.2, 1000, generator=generator)
        run = fit(X, y, "squared", generator=generator, **options)
        after = run.loss[[100, 200, 300], 0]
        floor_low, floor_high = 1e-4 * (1 - 5 * 0.045), 1e-4 * (1 + 5 * 0.045) * 1.02
        assert floor_low < float(after[0]) < floor_high + 25 * 1.65e-4
        assert floor_low < float(after[1]) < floor_high + 25 * 1.65e-4 * 5e-6 * 25
        assert floor_low < float(after[2]) < floor_high
        first.append(float(after[0]))
        weight_error = (run.weight[-1, 0, :, 0] - torch.tensor([2, -3.4])).abs().max()
        errors.append(max(float(weight_error), abs(float(run.bias[-1, 0, 0]) - 4.2)))
    assert max(errors) < 3.9e-3
    assert len(set(errors)) == 60
    # The mean of the first losses lies between the two predictions, up to five standard errors of 60 runs whose
    # excess spreads like exp of a normal of deviation 0.54 (relative spread 0.58): 5 * 0.58 / sqrt(60) = 37 %.
    assert 1e-4 + 1.4e-4 * 0.63 < sum(first) / 60 < 1.02e-4 + 1.65e-4 * 1.37


def test_below_the_limit_the_loss_never_rises_and_above_it_diverges(seeded):
    for seed in range(5):
        X, y = synthetic_data([2.0, -3.4], 4.2, 100, noise=0.1, generator=seeded(seed))
        limit = stable_learning_rate(X, "squared")
        options = {"batch_size": 100, "epochs": 400}
        run = fit(
            X, y, "squared", learning_rates=[0.5 * limit, 0.98 * limit, 1.05 * limit], generator=seeded(0), **options
        )
        floor = run.loss[:, :2].amin()
        assert bool((run.loss[1:, :2] <= run.loss[:-1, :2] + 1e-12).all())
        assert float(run.loss[-1, 2]) > 1e6 * float(floor)
        weight, bias = least_squares(X, y)
        torch.testing.assert_close(run.weight[-1, 0], weight, rtol=1e-6, atol=1e-8)
        torch.testing.assert_close(run.bias[-1, 0], bias, rtol=1e-6, atol=1e-8)
        assert stable_learning_rate(X, "half_squared") == pytest.approx(2 * limit)


def test_half_the_loss_at_twice_the_rate_is_the_same_path(seeded):
    X, y = problem("squared", 9)
    options = {"batch_size": 10, "epochs": 2}
    whole = fit(X, y, "squared", learning_rates=[0.05], generator=seeded(1), **options)
    half = fit(X, y, "half_squared", learning_rates=[0.1], generator=seeded(1), **options)
    torch.testing.assert_close(whole.weight, half.weight)


def test_divergence_is_a_result(seeded):
    X, y = problem("squared", 3)
    for name in ("squared", "absolute"):
        run = fit(X, y, name, learning_rates=[1e30], batch_size=1, epochs=20, generator=seeded(0))
        assert run.weight.shape[0] == 20 * 47 + 1
    assert not bool(
        fit(X, y, "squared", learning_rates=[9.0], batch_size=1, epochs=20, generator=seeded(0)).loss.isfinite().all()
    )


def test_standard_errors_are_the_spread_of_least_squares(seeded):
    X, _ = synthetic_causes(2, 50, generator=seeded(0))
    labels = X @ torch.tensor([[1.0], [2.0]], dtype=torch.float64) + 3
    noise = 0.7 * torch.randn(50, 2000, generator=seeded(1), dtype=torch.float64)
    weight, bias = least_squares(X, labels + noise)
    spread = torch.cat([weight, bias[None]]).std(-1)
    # 2000 repetitions know a deviation to 1 / sqrt(4000) = 1.6 %; we allow five times that.
    torch.testing.assert_close(spread, standard_errors(X, 0.7), rtol=0.08, atol=0)
    assert bool(standard_errors(X[:2], 0.7).isinf().all())


def test_summed_loss_is_the_mean_at_b_times_the_rate(seeded):
    X, y = problem("squared", 2)
    theta = torch.zeros(3, 1, dtype=torch.float64)
    mean, _ = training.gradient(X[:10], y[:10], theta[:2], theta[2], loss=LOSSES["squared"])
    rows = 2 * (design(X[:10]) @ theta - y[:10])
    torch.testing.assert_close(mean, X[:10].T @ rows / 10)


@pytest.mark.parametrize(
    "bad",
    [{"num_examples": 0}, {"batch_size": 0}, {"epochs": 0}, {"noise": -1.0}, {"learning_rate": 0.0},
     {"learning_rate": math.inf}, {"weight": ()}, {"bias": math.nan}, {"initial_std": -0.1}],
)  # fmt: skip
def test_impossible_settings_are_refused_with_their_value(bad):
    with pytest.raises(ValueError, match=str(next(iter(bad.values()))).replace("(", r"\(").replace(")", r"\)")):
        Regression(**bad)
