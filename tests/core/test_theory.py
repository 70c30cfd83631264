import math

import pytest
import torch

from core import descent
from core.data import synthetic_causes, synthetic_data
from core.losses import LOSSES
from core.theory import design, least_squares, quadratic, stable_learning_rate
from core.training import fit, mean_loss


def test_a_quadratic_worked_by_hand():
    """x = -1, 1, y = 1, 5: the line y = 2x + 3 fits both. Z = (-1, 1), (1, 1), so Z'Z / 2 = I. At 0 the loss is
    (1 + 25) / 2 = 13 = 2^2 + 3^2. With a third example, x = 0 and y = 0: the slope stays 2, the bias is 6/3 = 2, the
    residuals are 1 + 2 - 2 = 1, 5 - 2 - 2 = 1 and -2, the floor (1 + 1 + 4) / 3 = 2, and H = diag(2/3, 1).
    """
    X, y = torch.tensor([[-1.0], [1.0]]).double(), torch.tensor([[1.0], [5.0]]).double()
    two = quadratic(X, y)
    torch.testing.assert_close(two.best, torch.tensor([2.0, 3.0]).double())
    assert two.floor == 0
    assert float(two.loss(torch.zeros(2).double())) == pytest.approx(13)
    three = quadratic(torch.cat([X, X[:1] * 0]), torch.cat([y, y[:1] * 0]))
    torch.testing.assert_close(three.best, torch.tensor([2.0, 2.0]).double())
    torch.testing.assert_close(three.curvatures, torch.tensor([2 / 3, 1]).double())
    assert three.floor == pytest.approx(2)
    assert three.limit == pytest.approx(1)
    assert three.fastest == pytest.approx(1 / (2 / 3 + 1))


@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("n", [2, 40])
def test_the_form_is_the_mean_squared_loss(n, k, seeded):
    X, _ = synthetic_causes(3, n, generator=seeded(n))
    y = torch.randn(n, k, generator=seeded(k), dtype=torch.float64)
    theta = torch.randn(5, 4, k, generator=seeded(1), dtype=torch.float64)
    shape = quadratic(X, y)
    direct = mean_loss(theta[:, None, :3], theta[:, None, 3], X, y, LOSSES["squared"])[:, 0]
    torch.testing.assert_close(shape.loss(theta[..., 0] if k == 1 else theta), direct, rtol=1e-10, atol=1e-12)
    assert (shape.floor == 0) == (n == 2)
    assert shape.limit == pytest.approx(stable_learning_rate(X, "squared"))


def test_what_the_data_leave_open_costs_nothing(seeded):
    X, y = synthetic_data([2.0], 1.0, 50, noise=0.5, generator=seeded(0))
    alone, twice = quadratic(X, y), quadratic(torch.cat([X, X], 1), y)
    assert twice.rank == 2
    assert float(twice.curvatures[0]) == 0
    assert twice.floor == pytest.approx(alone.floor)
    open_direction = torch.tensor([1.0, -1.0, 0.0]).double()
    torch.testing.assert_close(twice.loss(twice.best + 100 * open_direction), twice.loss(twice.best))
    # Of w1 = w2 = 1 and w1 = 5, w2 = -3 the first is shorter.
    assert float(twice.best[0]) == pytest.approx(float(twice.best[1]))
    # Its other directions: (1, 1) carries both columns, so its curvature is twice that of the one column, about.
    assert twice.fastest == pytest.approx(1 / float(twice.curvatures[1:].sum()))
    few = quadratic(*synthetic_data([2.0, -3.4], 4.2, 2, noise=1.0, generator=seeded(1)))
    assert (few.rank, few.floor) == (2, 0.0)


def test_overflow_is_infinite_and_never_nan():
    shape = quadratic(torch.tensor([[-1.0], [2.0], [0.5]]).double(), torch.tensor([[1.0], [0.0], [3.0]]).double())
    lost = torch.tensor([[1e200, -1e200], [math.inf, -math.inf], [math.nan, 0.0], [math.inf, 0.0]]).double()
    assert bool((shape.loss(lost) == math.inf).all())


def test_labels_without_noise_have_a_floor_of_zero(seeded):
    for seed in range(10):
        assert quadratic(*synthetic_data([2.0, -3.4], 4.2, 1000, noise=0, generator=seeded(seed))).floor == 0
        small = quadratic(*synthetic_data([2.0, -3.4], 4.2, 1000, noise=1e-6, generator=seeded(seed))).floor
        assert small == pytest.approx(1e-12, rel=0.3)  # chi^2_997 / 1000 deviates by 4.5 %


def test_fastest_shrinks_both_ends_alike_and_no_rate_is_faster_in_the_end(seeded):
    X, y = synthetic_data([2.0, -3.4], 4.2, 30, noise=0.3, generator=seeded(4))
    shape = quadratic(X * torch.tensor([1.0, 0.5]), y)
    ends = 1 - 2 * shape.fastest * torch.tensor([shape.flattest, shape.steepest])
    assert float(ends.sum()) == pytest.approx(0, abs=1e-6)
    rates = [0.9 * shape.fastest, shape.fastest, 1.1 * shape.fastest]
    assert all(rate < shape.limit for rate in rates)
    slower, best, faster = (descent.full_batch_excess(shape, torch.zeros(3), rate=r, steps=100) for r in rates)
    assert best < min(slower, faster)


def test_it_holds_what_the_live_charts_need(seeded):
    """With the fit r of the unit noise e: Z'e / n = H r, and e'e / n = floor + r'Hr."""
    X, unit_noise = synthetic_causes(2, 25, generator=seeded(3))
    shape, Z = quadratic(X, unit_noise), design(X)
    torch.testing.assert_close(shape.H @ shape.best.flatten(), (Z.T @ unit_noise / 25).flatten())
    best = shape.best.flatten()
    assert shape.floor + float(best @ shape.H @ best) == pytest.approx(float(unit_noise.square().mean()))


def test_full_batch_descent_is_known_exactly(seeded):
    X, y = synthetic_data([2.0, -3.4], 4.2, 40, noise=0.3, generator=seeded(1))
    shape = quadratic(X, y)
    run = fit(X, y, "squared", learning_rates=[0.1, 0.7], batch_size=40, epochs=25, generator=seeded(2))
    start = torch.cat([run.weight[0, 0, :, 0], run.bias[0, 0]])
    for i, rate in enumerate((0.1, 0.7)):
        told = shape.floor + descent.full_batch_excess(shape, start, rate=rate, steps=25)
        assert told == pytest.approx(float(run.loss[25, i]), rel=1e-9)


def test_minibatches_follow_their_mean(seeded):
    """200 orders of one data set: the mean excess, with jitter at 0.1 and 0.3 and the way at 0.01, to 15 %.

    A run's excess in the jitter is about a chi^2_3 / 3, whose deviation is 0.82: its mean of 200 is off by 6 %.
    """
    X, y = synthetic_data([2.0, -3.4], 4.2, 1000, noise=0.5, generator=seeded(5))
    shape, rates = quadratic(X, y), [0.01, 0.1, 0.3]
    options = {"learning_rates": rates, "batch_size": 20, "epochs": 1, "initial_std": 0}
    runs = torch.stack([fit(X, y, "squared", generator=seeded(s), **options).loss[30] for s in range(200)])
    sizes = {"batch_size": 20, "num_examples": 1000, "steps": 30}
    told = descent.expected_excess(shape, torch.zeros(3).double(), rates=rates, **sizes)
    torch.testing.assert_close(runs.mean(0) - shape.floor, told, rtol=0.15, atol=0)


def test_the_limit_of_a_minibatch():
    """All three lambda = 1, B = 1, n without end: 3 r / (1 - 2 r) = 1 at r = 1/5. At all examples it is 1 / lambda."""
    Z = torch.cat([torch.eye(3), -torch.eye(3)]).double() * 3**0.5
    shape = quadratic(Z[:, :2], torch.zeros(6, 1).double())
    round_one = type(shape)(torch.zeros(3).double(), torch.eye(3).double(), 1.0)
    assert descent.minibatch_limit(round_one, 1, 10**9) == pytest.approx(0.2, rel=1e-6)
    assert descent.minibatch_limit(round_one, 1000, 1000) == 1
    told = [
        descent.expected_excess(round_one, torch.ones(3).double(), rates=[r], batch_size=1, num_examples=10**9, steps=s)
        for r in (0.19, 0.21)
        for s in (2000, 4000)
    ]
    assert float(told[0]) == pytest.approx(float(told[1]))
    assert float(told[3]) > 1e3 * float(told[2])


def test_least_squares_is_where_the_gradient_is_zero(seeded):
    X, y = synthetic_data([2.0, -3.4], 4.2, 12, noise=1.0, generator=seeded(0))
    weight, bias = least_squares(X, y)
    assert float((design(X).T @ (y - X @ weight - bias)).abs().max()) < 1e-12
