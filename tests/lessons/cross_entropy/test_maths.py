"""The cross-entropy from every side: by hand, against torch, and what theory says of it."""

import math

import pytest
import torch
from torch.nn import functional

from core.losses import softmax
from lessons.cross_entropy import experiments, tables, tour
from lessons.cross_entropy.maths import (
    CROSS_ENTROPY_OF_PROBABILITIES,
    SQUARED_THROUGH_SOFTMAX,
    Descent,
    by_autograd,
    by_index,
    cross_entropy,
    descend,
    entropy,
    gradient,
    hessian,
    kl_divergence,
    loss,
    smoothed_label,
    squared_in_pytorch,
    twice_floor,
    twice_in_pytorch,
)

SPOILED = [SQUARED_THROUGH_SOFTMAX, CROSS_ENTROPY_OF_PROBABILITIES]
scales = pytest.mark.parametrize("scale", [1e-8, 1.0, 30.0, 1e3])
every_spoiled = pytest.mark.parametrize("spoiled", SPOILED, ids=[one.name for one in SPOILED])


def draw(seed, k, scale=1.0):
    """Logits (k,) of a size, and a soft label (k,)."""
    generator = torch.Generator().manual_seed(seed)
    logits = scale * torch.randn(k, generator=generator, dtype=torch.float64)
    return logits, softmax(torch.randn(k, generator=generator, dtype=torch.float64))


def test_by_hand():
    # exp(o) = 1, 2, 5: the probabilities are 1/8, 2/8, 5/8. The label is half one-hot of the second, half uniform.
    logits, label = torch.tensor([1.0, 2.0, 5.0], dtype=torch.float64).log(), smoothed_label(1, 3, 0.5)
    assert label.tolist() == pytest.approx([1 / 6, 4 / 6, 1 / 6])
    by_hand = (math.log(8) + 4 * math.log(4) + math.log(8 / 5)) / 6
    assert float(loss(logits, label)) == pytest.approx(by_hand)
    assert gradient(logits, label).tolist() == pytest.approx([1 / 8 - 1 / 6, 2 / 8 - 4 / 6, 5 / 8 - 1 / 6])
    rows = [[7, -2, -5], [-2, 12, -10], [-5, -10, 15]]  # of 64ths: 1 * 7, -1 * 2, -1 * 5; 2 * 6 ...; 5 * 3
    assert (64 * hessian(logits)).flatten().tolist() == pytest.approx([float(v) for row in rows for v in row])
    half = torch.tensor([0.5, 0.5], dtype=torch.float64)
    assert float(entropy(half)) == pytest.approx(math.log(2))  # one bit
    quarter = torch.tensor([0.25, 0.75], dtype=torch.float64)
    assert float(cross_entropy(half, quarter)) == pytest.approx((math.log(4) + math.log(4 / 3)) / 2)
    assert float(kl_divergence(half, quarter)) == pytest.approx((math.log(2) + math.log(2 / 3)) / 2)
    assert float(cross_entropy(quarter, half)) == pytest.approx(math.log(2))  # not symmetric
    # ||p - y||^2 with y = (0, 1, 0): (1 + 36 + 25) / 64.
    assert float(SQUARED_THROUGH_SOFTMAX.value(logits, smoothed_label(1, 3))) == pytest.approx(62 / 64)


@scales
@pytest.mark.parametrize("k", [2, 3, 6])
def test_loss_gradient_and_hessian_are_those_of_torch(k, scale):
    for seed in range(3):
        logits, label = draw(seed, k, scale)
        value, slope, curve = by_autograd(logits, label)
        torch.testing.assert_close(loss(logits, label), value, rtol=1e-12, atol=1e-10)
        torch.testing.assert_close(gradient(logits, label), slope, rtol=0, atol=1e-10)
        torch.testing.assert_close(hessian(logits), curve, rtol=0, atol=1e-10)
        for soft in (0.0, 0.3, 1.0):
            smoothed = smoothed_label(seed % k, k, soft)
            expected = by_index(logits, seed % k, soft)
            assert float(loss(logits, smoothed)) == pytest.approx(expected, rel=1e-12, abs=1e-10)


@scales
@every_spoiled
def test_spoiled_gradients_are_those_of_autograd(spoiled, scale):
    for seed in range(3):
        logits, label = draw(seed, 4, scale)
        leaf = logits.clone().requires_grad_()
        (expected,) = torch.autograd.grad(spoiled.value(leaf, label), leaf)
        torch.testing.assert_close(spoiled.gradient(logits, label), expected, rtol=0, atol=1e-10)


@every_spoiled
def test_spoiled_losses_are_those_of_torch(spoiled):
    theirs = {"squared_through_softmax": squared_in_pytorch, "cross_entropy_of_probabilities": twice_in_pytorch}
    logits, label = draw(3, 5, 3.0)
    assert float(spoiled.value(logits, label)) == pytest.approx(float(theirs[spoiled.name](logits, label)))


@pytest.mark.parametrize("seed", range(4))
def test_entropies_are_those_of_torch_and_add_up(seed):
    _, p = draw(seed, 5)
    _, q = draw(seed + 10, 5)
    assert float(kl_divergence(p, q)) == pytest.approx(float(functional.kl_div(q.log(), p, reduction="sum")))
    assert float(entropy(p)) == pytest.approx(float(torch.distributions.Categorical(p).entropy()))
    assert float(kl_divergence(p, q)) > 0
    assert float(kl_divergence(p, p)) == pytest.approx(0, abs=1e-15)
    assert abs(float(cross_entropy(p, q) - cross_entropy(q, p))) > 1e-4
    assert float(entropy(p)) < math.log(5) == pytest.approx(float(entropy(torch.full((5,), 0.2, dtype=torch.float64))))


def test_a_one_hot_label_has_no_entropy_and_is_infinitely_far_from_any_softmax():
    logits, _ = draw(1, 4)
    label, p = smoothed_label(2, 4), softmax(logits)
    assert float(entropy(label)) == 0
    assert float(kl_divergence(label, p)) == pytest.approx(float(loss(logits, label)))
    assert math.isinf(float(cross_entropy(p, label)))


@scales
def test_the_hessian_is_the_covariance_of_a_one_hot_indicator(scale):
    logits, _ = draw(2, 5, scale)
    p, indicators = softmax(logits), torch.eye(5, dtype=torch.float64)
    gaps = indicators - p
    expected = sum(p[j] * torch.outer(gaps[j], gaps[j]) for j in range(5))
    torch.testing.assert_close(hessian(logits), expected, rtol=0, atol=1e-12)
    values = torch.linalg.eigvalsh(hessian(logits))
    assert -1e-12 < float(values[0]) < 1e-12
    assert float(values[-1]) <= 0.5 + 1e-12
    torch.testing.assert_close(hessian(logits).sum(-1), torch.zeros(5, dtype=torch.float64), rtol=0, atol=1e-12)


@pytest.mark.parametrize("rate", [0.1, 1.0, 4.0])
@pytest.mark.parametrize("k", [2, 6])
def test_up_to_a_rate_of_4_no_step_raises_the_loss(k, rate):
    for seed in range(10):
        logits, label = draw(seed, k, 5.0)
        values = loss(descend(logits, label, learning_rate=rate, steps=50), label)
        assert float(values.diff().max()) <= 1e-12
        assert float(values[-1]) < float(values[0])


def test_beyond_a_rate_of_4_the_loss_can_rise():
    # Two classes, label (1/2, 1/2): the curvature along their difference is 1/2 at the best logits, so 2 / (1/2) = 4.
    logits, label = torch.tensor([0.05, -0.05], dtype=torch.float64), smoothed_label(0, 2, 1.0)
    beyond = loss(descend(logits, label, learning_rate=4.2, steps=3), label)
    within = loss(descend(logits, label, learning_rate=3.8, steps=3), label)
    assert float(beyond.diff().min()) > 0
    assert float(within.diff().max()) < 0


def test_a_step_goes_against_the_gradient_and_keeps_the_sum_of_the_logits():
    logits, label = draw(4, 3)
    path = descend(logits, label, learning_rate=0.7, steps=9)
    assert path.shape == (10, 3)
    torch.testing.assert_close(path[1], logits - 0.7 * (softmax(logits) - label))
    torch.testing.assert_close(path.sum(-1), logits.sum().expand(10))


def test_a_confident_mistake_stops_squared_loss_and_not_cross_entropy():
    # With a lead of 20 for the wrong class p = (e^-20, 1), so p - y is (-1, 1) up to 2e-9.
    logits, label = torch.tensor([-10.0, 10.0], dtype=torch.float64), smoothed_label(0, 2)
    assert float(gradient(logits, label).norm()) == pytest.approx(math.sqrt(2), abs=1e-8)
    # 2 J (p - y) = 2 p1 p2 (p1 - y1 - p2 + y2) (1, -1): its size is 4 sqrt(2) e^-20.
    expected = 4 * math.sqrt(2) * math.exp(-20)
    assert float(SQUARED_THROUGH_SOFTMAX.gradient(logits, label).norm()) == pytest.approx(expected, rel=1e-6)


# ln(e + k - 1) - 1: e = 2.71828; ln 3.71828 = 1.3133, ln 4.71828 = 1.5514, ln 5.71828 = 1.7437, ln 11.71828 = 2.4612.
@pytest.mark.parametrize(("k", "floor"), [(2, 0.3133), (3, 0.5514), (4, 0.7437), (10, 1.4612)])
def test_the_floor_of_softmax_twice(k, floor):
    assert twice_floor(k) == pytest.approx(floor, abs=5e-5)
    # Trained as far as double precision goes, PyTorch's own loss ends there.
    sure = torch.full((k,), -40.0, dtype=torch.float64)
    sure[0] = 40
    assert float(twice_in_pytorch(sure, smoothed_label(0, k))) == pytest.approx(twice_floor(k), abs=1e-12)


def test_label_smoothing_of_a_tenth_with_two_classes():
    label = smoothed_label(0, 2, 0.1)
    assert label.tolist() == pytest.approx([0.95, 0.05])  # 0.9 + 0.1 / 2, and 0.1 / 2
    # 0.95 * 0.051293 + 0.05 * 2.995732 = 0.048729 + 0.149787
    assert float(entropy(label)) == pytest.approx(0.1985, abs=5e-5)
    path = Descent((3.0, -3.0), 0, 0.1, 1.0, 2000).path
    assert by_index(path[-1], 0, 0.1) == pytest.approx(float(entropy(label)), abs=1e-9)


def test_in_a_model_the_weights_move_and_the_logits_follow():
    generator = torch.Generator().manual_seed(0)
    x, weight, bias = (torch.randn(*n, generator=generator, dtype=torch.float64) for n in ((4,), (4, 3), (3,)))
    label = smoothed_label(2, 3, 0.2)
    slopes = torch.func.grad(lambda W, b: loss(W.T @ x + b, label), argnums=(0, 1))(weight, bias)
    gap = softmax(weight.T @ x + bias) - label
    torch.testing.assert_close(slopes[0], torch.outer(x, gap))  # x (p - y)^T
    torch.testing.assert_close(slopes[1], gap)


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_what_the_reason_says_of_the_wrong_classes(rate):
    """Each goes down by the rate times its own probability, together as much as the true one goes up."""
    logits, label = experiments.situation(tour.QUESTIONS[0].settings)
    moved = descend(logits, label, learning_rate=rate, steps=1).diff(dim=0)[0]
    torch.testing.assert_close(moved[1:], -rate * softmax(logits)[1:])
    assert float(moved[0]) == pytest.approx(-float(moved[1:].sum()))
    # Not so of the shares: at o = (-8, 8, 0) that of class 3 rises.
    path = descend(torch.tensor([-8.0, 8, 0]).double(), smoothed_label(0, 3), learning_rate=1, steps=1)
    before, after = softmax(path)[:, 2].tolist()
    assert after > 2 * before


@pytest.mark.parametrize("soft", [0.0, 0.05, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("k", [2, 4])
def test_no_logits_get_below_the_floor_and_some_reach_it(k, soft):
    label = smoothed_label(1, k, soft)
    generator = torch.Generator().manual_seed(k)
    logits = 8 * torch.randn(4000, k, generator=generator, dtype=torch.float64)
    values = CROSS_ENTROPY_OF_PROBABILITIES.value(logits, label)
    floor = twice_floor(k, soft)
    assert float(values.min()) >= floor - 1e-12
    leads = torch.zeros(4001, k, dtype=torch.float64)
    leads[:, 1] = torch.linspace(0, 40, 4001, dtype=torch.float64)
    assert float(CROSS_ENTROPY_OF_PROBABILITIES.value(leads, label).min()) == pytest.approx(floor, abs=1e-5)


@pytest.mark.parametrize(
    ("true_class", "soft", "bad"), [(3, 0, "3"), (-1, 0, "-1"), (0, 1.5, "1.5"), (0, -0.1, "-0.1")]
)
def test_impossible_labels_are_refused(true_class, soft, bad):
    with pytest.raises(ValueError, match=bad):
        smoothed_label(true_class, 3, soft)


def test_an_impossible_rate_and_a_single_class_are_refused():
    with pytest.raises(ValueError, match="-1"):
        descend(torch.zeros(2), torch.tensor([1.0, 0.0]), learning_rate=-1, steps=1)
    with pytest.raises(ValueError, match="1"):
        twice_floor(1)


def test_tables_say_what_they_document():
    rows = tables.live_frames(3, 5)
    assert {name: list(table) for name, table in rows.items()} == {
        "one": ["one"],
        "classes": ["j"],
        "cells": ["row", "j"],
        "grid": ["along"],
        "steps": ["t"],
    }
    assert [len(rows[name]) for name in ("one", "classes", "cells", "steps")] == [1, 3, 9, 6]
    assert rows["grid"]["along"].iloc[[0, -1]].tolist() == [0, 1]
