"""One guess under three losses: by hand, against PyTorch, and what each loss asks for."""

import itertools
import math

import pytest
import torch

from core.losses import softmax
from lessons.regression_to_classification.maths import (
    costs,
    costs_in_pytorch,
    decide,
    largest_difference,
    one_hot,
)


def logits(*numbers):
    return torch.tensor(numbers, dtype=torch.float64)


def test_by_hand():
    found = costs(logits(2, 1, -1), 0, delta=1.5)
    # (2 - 1)² + (1 - 0)² + (-1 - 0)² = 3, no 1/2; slopes 2 (o - y).
    assert found["squared_on_one_hot"].value == pytest.approx(3)
    assert found["squared_on_one_hot"].gradient.tolist() == [2, 2, -2]
    # The lead 2 - 1 falls short of 1.5 by 0.5; only the true class and its strongest rival are pushed.
    assert found["margin"].value == pytest.approx(0.5, abs=1e-8)
    assert found["margin"].gradient.tolist() == [-1, 1, 0]
    # -log(e² / (e² + e + 1/e)) = log(1 + e⁻¹ + e⁻³)
    assert found["cross_entropy"].value == pytest.approx(math.log(1 + math.exp(-1) + math.exp(-3)))
    p = 1 / (1 + math.exp(-1) + math.exp(-3))
    assert found["cross_entropy"].gradient.tolist() == pytest.approx([p - 1, p * math.exp(-1), p * math.exp(-3)])


@pytest.mark.parametrize("size", [0.1, 1, 10, 1000])
@pytest.mark.parametrize("k", [2, 3, 7])
def test_values_and_gradients_are_those_of_pytorch(k, size):
    generator = torch.Generator().manual_seed(k)
    for true_class in range(k):
        o = size * torch.randn(k, generator=generator, dtype=torch.float64)
        for delta in (0, 0.5, 5):
            ours, theirs = (of(o, true_class, delta=delta) for of in (costs, costs_in_pytorch))
            assert ours.keys() == theirs.keys()
            assert largest_difference(ours, theirs) < 1e-10 * max(1, size**2)


@pytest.mark.parametrize("numbers", [(0, 0, 0), (3, 3, 1), (1, 3, 3), (-2, 5, 5)])
def test_at_ties_as_well(numbers):
    for true_class in range(3):
        for delta in (0, 1):
            pair = (of(logits(*numbers), true_class, delta=delta) for of in (costs, costs_in_pytorch))
            assert largest_difference(*pair) < 1e-12


def test_a_difference_is_noticed():
    ours, theirs = costs(logits(2, 1, -1), 0, delta=1), costs_in_pytorch(logits(2, 1.5, -1), 0, delta=1)
    assert largest_difference(ours, theirs) > 0.1


def test_a_lead_of_just_delta_meets_it_whatever_binary_makes_of_tenths():
    inexact = 0
    for tenths in range(-100, 101):
        for asked in range(0, min(51, tenths + 101)):
            own, rival, delta = tenths / 10, (tenths - asked) / 10, asked / 10
            inexact += own - rival < delta
            o = logits(own, rival, -10)
            assert decide(o, 0, delta=delta).met
            assert costs(o, 0, delta=delta)["margin"].value == 0
            if asked < 50:
                assert not decide(o, 0, delta=(asked + 1) / 10).met
                assert costs(o, 0, delta=(asked + 1) / 10)["margin"].value == pytest.approx(0.1, abs=1e-8)
    assert inexact > 100  # the rounding is real


def test_what_each_loss_asks_for_as_the_true_logit_grows():
    path = [costs(logits(own, 1, -1), 0, delta=2) for own in (-5, -1, 0, 1, 2, 3, 4, 9)]
    squared, margin, entropy = (
        [found[name].value for found in path] for name in ("squared_on_one_hot", "margin", "cross_entropy")
    )
    assert squared[:4] == sorted(squared[:4], reverse=True)  # down to o = 1
    assert squared[3:] == sorted(squared[3:])  # and up again, though the guess is ever more right
    assert margin == pytest.approx([8, 4, 3, 2, 1, 0, 0, 0], abs=1e-8)  # flat from a lead of 2 on
    assert all(a > b > 0 for a, b in itertools.pairwise(entropy))  # never done


def test_adding_a_constant_moves_only_the_squared_loss():
    before, after = (costs(o, 2, delta=1) for o in (logits(0.3, -2, 1), logits(4.3, 2, 5)))
    assert before["margin"].value == pytest.approx(after["margin"].value)
    assert before["cross_entropy"].value == pytest.approx(after["cross_entropy"].value)
    assert abs(before["squared_on_one_hot"].value - after["squared_on_one_hot"].value) > 1


def test_one_hot_vectors_are_equally_far_apart():
    rows = torch.stack([one_hot(i, 5) for i in range(5)])
    assert torch.equal(rows, torch.eye(5, dtype=torch.float64))
    gaps = torch.cdist(rows, rows)
    assert gaps[~torch.eye(5, dtype=torch.bool)].tolist() == pytest.approx([math.sqrt(2)] * 20)


def test_the_decision_by_hand():
    found = decide(logits(2.4, -0.8, 3.1), 0, delta=1)
    assert (found.predicted, found.tied, found.met) == (2, (2,), False)
    assert found.lead == pytest.approx(2.4 - 3.1)
    # Squares 1.4², 0.8², 3.1²
    assert found.largest == (2,)
    assert found.gap == pytest.approx(3.1)
    assert found.share == pytest.approx(3.1**2 / (1.4**2 + 0.8**2 + 3.1**2))


def test_ties_and_equal_squares():
    found = decide(logits(1, 1, 1), 1, delta=0)
    assert (found.predicted, found.tied, found.lead, found.met) == (0, (0, 1, 2), 0, True)
    assert found.largest == (0, 2)
    assert found.share == pytest.approx(0.5)
    perfect = decide(logits(0, 1, 0), 1, delta=1)
    assert (perfect.share, perfect.met, perfect.predicted) == (0, True, 1)


def test_argmax_needs_no_softmax():
    generator = torch.Generator().manual_seed(4)
    for _ in range(200):
        o = 3 * torch.randn(3, generator=generator, dtype=torch.float64)
        found = decide(o, 0, delta=1)
        assert found.predicted == int(softmax(o).argmax())
        assert (found.predicted == 0) == (found.lead > 0)
        assert found.probability == pytest.approx(float(softmax(o)[0]))
