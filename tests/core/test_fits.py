"""The robust fits are those of scipy, and an outlier moves each of them by what theory says."""

import pytest
import torch
from scipy import optimize

from core.fits import average_distance, distance, fit_absolute, fit_half_squared, fit_huber, leverage
from core.theory import design
from lessons.regression_losses import maths
from lessons.regression_losses.maths import TAILS, draw

DELTAS = (0.1, 0.5, 1.0, 3.0)


def data(seed, n=20, tails="student"):
    x, unit = draw(tails, (n,), generator=torch.Generator().manual_seed(seed))
    return x, 2 * x + 4.2 + 0.5 * unit


def with_outliers(y, far, outliers):
    labels = y.repeat(len(outliers), 1)
    labels[:, far] += torch.tensor(outliers, dtype=y.dtype)
    return labels


def least_sum(x, y):
    """The least sum of absolute residuals, as a linear programme over weight, bias and the two sides of residuals."""
    n = len(x)
    eye = torch.eye(n, dtype=x.dtype)
    A = torch.cat([x[:, None], torch.ones(n, 1, dtype=x.dtype), eye, -eye], 1)
    bounds = [(None, None)] * 2 + [(0, None)] * (2 * n)
    found = optimize.linprog([0, 0] + [1] * (2 * n), A_eq=A.numpy(), b_eq=y.numpy(), bounds=bounds)
    assert found.success
    return found


@pytest.mark.parametrize("outlier", [0, 20, 10_000])
@pytest.mark.parametrize("seed", range(6))
def test_the_absolute_fit_is_that_of_a_linear_programme(seed, outlier):
    x, y = data(seed, n=[5, 10, 20, 50, 20, 10][seed], tails=TAILS[seed % 3])
    y = with_outliers(y, seed % len(y), [outlier])[0]
    theta = fit_absolute(x[None], y[None])[0]
    found = least_sum(x, y)
    assert theta.tolist() == pytest.approx(found.x[:2].tolist(), abs=1e-4)
    assert float((y - theta[0] * x - theta[1]).abs().sum()) <= found.fun * (1 + 1e-9)


@pytest.mark.parametrize("delta", DELTAS)
@pytest.mark.parametrize("outlier", [0, 20, 10_000])
@pytest.mark.parametrize("seed", range(3))
def test_hubers_fit_is_that_of_scipy(seed, outlier, delta):
    x, y = data(seed)
    y = with_outliers(y, 2, [outlier])[0]
    theta = fit_huber(design(x[:, None]), y[None], torch.tensor([delta], dtype=y.dtype))[0]

    def residuals(p):
        return (p[0] * x + p[1] - y).numpy()

    # scipy's rho is of (r / f_scale)^2: z up to 1, then 2 sqrt(z) - 1, times f_scale^2: twice ours.
    start = fit_absolute(x[None], y[None])[0].numpy()
    exact = {"xtol": 1e-14, "ftol": 1e-14, "gtol": 1e-14}
    found = optimize.least_squares(residuals, start, loss="huber", f_scale=delta, **exact)
    assert theta.tolist() == pytest.approx(found.x.tolist(), abs=1e-4)
    gap = y - theta[0] * x - theta[1]
    near = gap.abs().clamp_max(delta)
    assert float((near * (gap.abs() - near / 2)).sum()) <= found.cost * (1 + 1e-9)


@pytest.mark.parametrize("n", [5, 20, 50])
def test_hubers_gradient_is_zero_to_rounding_for_every_outlier_and_delta(n):
    x, y = data(7, n=n)
    Z = design(x[:, None])
    outliers, deltas = [0.0, 5.0, 200.0, 10_000.0], [0.1 * k for k in range(1, 51)]
    labels = with_outliers(y, 0, outliers).repeat_interleave(len(deltas), 0)
    bends = torch.tensor(deltas, dtype=y.dtype).repeat(len(outliers))
    residual = labels - fit_huber(Z, labels, bends) @ Z.T
    slope = residual.clamp(-bends[:, None], bends[:, None]) @ Z
    assert float(slope.abs().max()) < 1e-10


def test_three_points_by_hand():
    # The pairs' lines leave the third point 3 (of 0 and 1), 1.5 (of 0 and 2), 3 (of 1 and 2) away: the ends win.
    x = torch.tensor([[0.0, 1.0, 2.0]], dtype=torch.float64)
    y = torch.tensor([[0.0, 2.0, 1.0]], dtype=torch.float64)
    assert fit_absolute(x, y)[0].tolist() == [0.5, 0]


def test_hubers_constant_by_hand():
    # Labels 0, 1.2, 1.5, 2.3, 5 with delta 1: at c the ends pull with 1 and -1, so the three in the middle balance:
    # c = (1.2 + 1.5 + 2.3) / 3 = 5/3, which is further than 1 from 0 and from 5 and nearer to the others.
    y = torch.tensor([maths.LABELS], dtype=torch.float64)
    one = torch.ones(5, 1, dtype=torch.float64)
    assert float(fit_huber(one, y, torch.ones(1, dtype=torch.float64))) == pytest.approx(5 / 3, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_hubers_fit_lies_between_the_other_two(seed):
    x, y = data(seed)
    Z = design(x[:, None])
    bends = torch.tensor([1e-4, 1e4], dtype=y.dtype)
    small, large = fit_huber(Z, y.repeat(2, 1), bends)
    assert small.tolist() == pytest.approx(fit_absolute(x[None], y[None])[0].tolist(), abs=1e-2)
    assert large.tolist() == pytest.approx(fit_half_squared(Z, y[None])[0].tolist(), abs=1e-10)


@pytest.mark.parametrize("far", [0, 7, 19])
@pytest.mark.parametrize("outlier", [1.0, 10_000.0])
def test_under_half_squared_the_line_moves_by_leverage_times_the_outlier(far, outlier):
    x, y = data(3)
    Z = design(x[:, None])
    before, after = fit_half_squared(Z, with_outliers(y, far, [0, outlier]))
    expected = outlier * torch.linalg.inv(Z.T @ Z) @ Z[far]
    torch.testing.assert_close(after - before, expected, rtol=1e-9, atol=1e-9)
    assert float(Z[far] @ (after - before)) == pytest.approx(float(leverage(Z)[far]) * outlier, rel=1e-9)


def test_leverages_sum_to_the_number_of_parameters_and_are_largest_at_the_ends():
    x = torch.linspace(-1, 3, 9, dtype=torch.float64)
    h = leverage(design(x[:, None]))
    assert float(h.sum()) == pytest.approx(2)
    assert h.argmax() in (0, 8)
    assert h.argmin() == 4


@pytest.mark.parametrize("seed", range(8))
def test_under_absolute_the_line_does_not_move_while_the_label_stays_on_its_side(seed):
    x, y = data(seed)
    far = seed
    first, *others = fit_absolute(x.expand(4, -1), with_outliers(y, far, [0, 1, 50, 10_000]))
    side = float(y[far] - first[0] * x[far] - first[1])
    outliers = [0, 1, 50, 10_000] if side > 1e-9 else [50, 500, 10_000]
    if side > 1e-9:  # it lay above: further up changes nothing at all
        assert all(torch.equal(first, other) for other in others)
    lines = fit_absolute(x.expand(len(outliers), -1), with_outliers(y, far, outliers))
    gaps = with_outliers(y, far, outliers)[:, far] - lines[:, 0] * x[far] - lines[:, 1]
    assert bool((gaps > 1e-9).all())  # with twenty examples no single one holds the line
    assert all(torch.equal(lines[0], other) for other in lines[1:])


@pytest.mark.parametrize("delta", DELTAS)
@pytest.mark.parametrize("far", [0, 7])
def test_hubers_line_stops_once_the_residual_lies_beyond_delta(delta, far):
    x, y = data(3)
    Z = design(x[:, None])
    labels = with_outliers(y, far, [100, 1000, 10_000])
    lines = fit_huber(Z, labels, torch.full((3,), delta, dtype=y.dtype))
    assert bool(((labels - lines @ Z.T)[:, far] > delta).all())
    for other in lines[1:]:
        torch.testing.assert_close(lines[0], other, rtol=0, atol=1e-10)


@pytest.mark.parametrize("far", [0, 10, 19])
def test_hubers_bound_is_delta_times_the_influence_on_the_others(far):
    # Where all others stay within delta: least squares of the others plus delta (Z'Z of the others)^-1 z.
    x, y = data(2, tails="gaussian")
    Z, delta = design(x[:, None]), 4.0
    line = fit_huber(Z, with_outliers(y, far, [10_000]), torch.tensor([delta], dtype=y.dtype))[0]
    others = torch.arange(len(x)) != far
    assert float((y - Z @ line)[others].abs().max()) < delta
    base = fit_half_squared(Z[others], y[None, others])[0]
    bound = delta * torch.linalg.inv(Z[others].T @ Z[others]) @ Z[far]
    torch.testing.assert_close(line, base + bound, rtol=0, atol=1e-9)


def test_few_examples_and_much_leverage_break_even_the_absolute_loss():
    x = torch.tensor([[-9.0, -1, 0, 1, 0.5]], dtype=torch.float64)
    y = 2 * x
    y[:, 0] += 50
    weight, bias = fit_absolute(x, y)[0].tolist()
    assert weight * -9 + bias == pytest.approx(-18 + 50)


def test_a_wrong_set_of_labels_is_refused():
    one = torch.ones(1, 4, dtype=torch.float64)
    with pytest.raises(ValueError, match="differ in x"):
        fit_absolute(one, one)
    with pytest.raises(ValueError, match="positive"):
        fit_huber(torch.ones(4, 1, dtype=torch.float64), one, torch.zeros(1, dtype=torch.float64))


def test_the_loss_that_is_the_noises_likelihood_comes_closest_on_average(seeded):
    # 300 data sets; the standard error of each mean distance is about 3 percent, that of their differences less.
    found = {}
    for tails in TAILS:
        x, unit = draw(tails, (300, 50), generator=seeded(9))
        found[tails] = average_distance(x, 0.5 * unit, maths.truth(), outlier=0, rank=0, delta=1.0)
    assert found["gaussian"]["half_squared"] < 0.95 * found["gaussian"]["absolute"]
    assert found["laplace"]["absolute"] < 0.95 * found["laplace"]["half_squared"]
    assert found["student"]["absolute"] < 0.8 * found["student"]["half_squared"]


def test_distance_by_hand():
    # At x = 0 and 2 a line that is 1 higher and 1 steeper lies 1 and 3 off: the root mean square is sqrt 5.
    Z = design(torch.tensor([[0.0], [2.0]], dtype=torch.float64))
    theta, truth = torch.tensor([1.0, 1.0], dtype=torch.float64), torch.zeros(2, dtype=torch.float64)
    assert float(distance(Z, theta, truth)) == pytest.approx(5**0.5)


@pytest.mark.parametrize(("share", "expected"), [(0, 0), (50, 10), (100, 20)])
def test_the_outliers_place(share, expected):
    assert maths.rank(share, 21) == expected
