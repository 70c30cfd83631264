import math

import pytest
import torch

from core.data import synthetic_data
from core.datasets import class_blobs
from core.losses import LOSSES, huber
from core.optimum import huber_bend, optimum
from core.theory import design
from lessons.softmax_regression import maths as classification


def slope(found, X, targets, loss):
    theta = found.theta.clone().requires_grad_()
    value = loss.value(design(X) @ theta, targets).mean()
    (gradient,) = torch.autograd.grad(value, theta)
    return float(gradient.abs().max()), float(value.detach())


@pytest.mark.parametrize("loss", [LOSSES["huber"], huber(0.3)])
def test_huber_ends_where_autograd_finds_no_slope(loss, seeded):
    X, y = synthetic_data([2.0, -1.0], 0.5, 40, noise=1.0, generator=seeded(1))
    found = optimum(X, y, loss, num_outputs=1)
    gradient, value = slope(found, X, y, loss)
    assert gradient < 1e-10
    assert found.value == pytest.approx(value)
    assert huber_bend(loss) == (0.3 if loss is not LOSSES["huber"] else 1.0)


def test_with_a_wide_bend_huber_has_the_errors_of_least_squares(seeded):
    """All residuals in the middle: J = H, V = E r^2 zz', about sigma^2 H, so errors sigma sqrt(diag(H^-1) / n)."""
    X, y = synthetic_data([2.0], 0.5, 4000, noise=0.5, generator=seeded(2))
    found = optimum(X, y, huber(100.0), num_outputs=1)
    classic = 0.5 * torch.linalg.inv(design(X).T @ design(X)).diagonal().sqrt()
    torch.testing.assert_close(found.errors[:, 0], classic, rtol=0.1, atol=0)
    # Half the squared loss: sigma^2 / 2 lies p / n above the fit's, on average.
    assert found.usual == pytest.approx(0.125 * 2 / 4000, rel=0.1)


def test_the_absolute_loss_is_least_where_no_neighbor_is_less(seeded):
    X, y = synthetic_data([2.0], 4.2, 30, noise=1.0, generator=seeded(3))
    found, loss = optimum(X, y, LOSSES["absolute"], num_outputs=1), LOSSES["absolute"]
    shifts = 1e-3 * torch.randn(200, 2, 1, generator=seeded(4), dtype=torch.float64)
    around = loss.value(design(X) @ (found.theta + shifts), y).mean(-1)
    assert bool((around >= found.value - 1e-12).all())
    exact = optimum(*synthetic_data([2.0], 4.2, 30, noise=0, generator=seeded(3)), loss, num_outputs=1)
    assert exact.value == 0


def test_cross_entropy_ends_where_autograd_finds_no_slope(seeded):
    X, y = class_blobs(3, 120, spread=1.5, generator=seeded(1))
    found = optimum(X, y, LOSSES["cross_entropy"], num_outputs=3)
    assert found.attained
    gradient, value = slope(found, X, y, LOSSES["cross_entropy"])
    assert gradient < 1e-7
    assert found.value == pytest.approx(value)
    assert found.usual == pytest.approx(3 * 2 / (2 * 120))
    weights = found.theta.clone().requires_grad_()
    loss = LOSSES["cross_entropy"]
    hessian = torch.autograd.functional.hessian(lambda t: loss.value(design(X) @ t, y).mean(), weights).reshape(9, 9)
    assert found.curvature == pytest.approx(float(torch.linalg.eigvalsh(hessian)[-1]), rel=1e-5)


def test_two_classes_by_hand():
    """No feature that tells: x = 0 for all, 3 examples of class 0 and 1 of class 1. The best is p = (3/4, 1/4), the
    entropy of which is 3/4 ln 4/3 + 1/4 ln 4 = 0.5623 nats.
    """
    X, y = torch.zeros(4, 1).double(), torch.tensor([0, 0, 0, 1])
    found = optimum(X, y, LOSSES["cross_entropy"], num_outputs=2)
    assert found.value == pytest.approx(0.75 * math.log(4 / 3) + 0.25 * math.log(4))
    assert found.attained


def test_separated_classes_have_no_best_parameters(seeded):
    X, y = class_blobs(3, 60, spread=0.1, generator=seeded(0))
    found = optimum(X, y, LOSSES["cross_entropy"], num_outputs=3)
    assert (found.attained, found.value) == (False, 0.0)


def test_a_class_of_its_own_is_enough():
    """x = -1, -1, -1 are classes 0, 0, 1, and x = 1 is class 2: far out only 0 and 1 still cost, 2/3 and 1/3 of three.
    The loss approaches (3/4)(2/3 ln 3/2 + 1/3 ln 3) = 0.4774 and never gets there.
    """
    X, y = torch.tensor([[-1.0], [-1.0], [-1.0], [1.0]]).double(), torch.tensor([0, 0, 1, 2])
    found = optimum(X, y, LOSSES["cross_entropy"], num_outputs=3)
    assert not found.attained
    assert found.value == pytest.approx(0.75 * (2 / 3 * math.log(1.5) + 1 / 3 * math.log(3)), abs=1e-6)


@pytest.mark.parametrize("features", [(0, 1), (1, 2), (0, 2), (2, 3)])
def test_long_training_never_goes_below(features):
    data = classification.examples(classification.Classification(data="penguins", features=features))
    X, y = data.X[data.train], data.y[data.train]
    found = optimum(X, y, LOSSES["cross_entropy"], num_outputs=3)
    theta = torch.zeros(3, 3, dtype=torch.float64, requires_grad=True)
    solver = torch.optim.LBFGS(
        [theta], max_iter=400, tolerance_grad=1e-12, tolerance_change=1e-16, line_search_fn="strong_wolfe"
    )

    def closure():
        solver.zero_grad()
        value = torch.nn.functional.cross_entropy(design(X) @ theta, y)
        torch.autograd.backward(value)
        return value

    solver.step(closure)
    reached = float(closure().detach())
    assert found.value <= reached + 1e-9
    assert reached == pytest.approx(found.value, abs=1e-4)


def test_what_costs_too_much_is_not_tried(seeded):
    X, y = synthetic_data([1.0] * 30, 0.0, 80, noise=1.0, generator=seeded(0))
    assert optimum(X, y, LOSSES["absolute"], num_outputs=1) is None
    assert optimum(X, y[:, 0].gt(0).long(), LOSSES["cross_entropy"], num_outputs=2) is None
    assert optimum(X, y[:, 0].gt(0).long(), LOSSES["margin"], num_outputs=2) is None
