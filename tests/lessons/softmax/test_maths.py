"""What the lesson on softmax says is true: shifts, scales, order, overflow, the Jacobian and the entropy."""

import math

import pytest
import torch

from core.losses import log_softmax, softmax
from lessons.softmax import maths as core
from lessons.softmax.tables import FORMATS, overflow_frame

HALF, SINGLE = torch.float16, torch.float32


def random_logits(seed, *, size=5.0):
    generator = torch.Generator().manual_seed(seed)
    k = int(torch.randint(2, 11, (), generator=generator))
    return size * torch.randn(k, generator=generator, dtype=torch.float64)


def test_the_naive_formula_is_the_formula():
    # exp(ln 1), exp(ln 2), exp(ln 5) = 1, 2, 5 of 8.
    logits = torch.tensor([1.0, 2.0, 5.0], dtype=torch.float64).log()
    assert core.naive_softmax(logits).tolist() == pytest.approx([1 / 8, 2 / 8, 5 / 8], abs=1e-15)


@pytest.mark.parametrize("seed", range(10))
def test_a_shift_changes_no_probability_but_moves_the_logsumexp(seed):
    o = random_logits(seed)
    for shift in (-7.5, 5.0, 900.0):
        torch.testing.assert_close(softmax(o + shift), softmax(o), rtol=1e-10, atol=1e-12)
        assert float((o + shift).logsumexp(-1) - o.logsumexp(-1)) == pytest.approx(shift)
    assert (softmax(2 * o) - softmax(o)).abs().max() > 1e-6


@pytest.mark.parametrize("seed", range(10))
def test_softmax_keeps_the_order_and_its_limits_are_one_hot_and_uniform(seed):
    o = random_logits(seed)
    assert softmax(o).argsort().tolist() == o.argsort().tolist()
    one_hot = torch.nn.functional.one_hot(o.argmax(), len(o)).double()
    torch.testing.assert_close(softmax(o / 1e-4), one_hot)
    torch.testing.assert_close(softmax(o / 1e9), torch.full_like(o, 1 / len(o)), rtol=0, atol=1e-6)


@pytest.mark.parametrize("size", [1.0, 5.0, 500.0])
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0, 20.0])
def test_the_jacobian_is_autograds_and_a_shift_is_in_its_kernel(seed, factor, size):
    o = random_logits(seed, size=size)
    ours = core.jacobian(o, factor=factor)
    torch.testing.assert_close(ours, core.autograd_jacobian(o, factor=factor), rtol=0, atol=1e-10)
    assert ours.sum(0).abs().max() < 1e-12
    assert ours.sum(1).abs().max() < 1e-12


def test_the_jacobian_by_hand():
    # Two equal logits: p = 1/2 each, p(1 - p) = 1/4; the factor 2 doubles it.
    expected = torch.tensor([[0.5, -0.5], [-0.5, 0.5]], dtype=torch.float64)
    torch.testing.assert_close(core.jacobian(torch.zeros(2, dtype=torch.float64), factor=2.0), expected)


def test_the_entropy_by_hand():
    half_quarter_quarter = torch.tensor([0.5, 0.25, 0.25], dtype=torch.float64).log()
    # 1/2 ln 2 + 2 * 1/4 ln 4 = 3/2 ln 2
    assert float(core.entropy(half_quarter_quarter + 3)) == pytest.approx(1.5 * math.log(2))
    assert float(core.entropy(torch.zeros(7, dtype=torch.float64))) == pytest.approx(math.log(7))
    assert float(core.entropy(torch.tensor([2000.0, 0.0], dtype=torch.float64))) == 0


@pytest.mark.parametrize(
    ("dtype", "largest", "outcome"),
    [
        (HALF, 10, "fine"),
        (HALF, 11, "total_overflow"),  # e^11 = 59874 fits below 65504; with e^10 = 22026 beside it the sum does not
        (HALF, 12, "overflow"),
        (HALF, -14, "coarse"),  # e^-14 is 14 times the least number above 0
        (HALF, -20, "underflow"),
        (SINGLE, 12, "fine"),
        (SINGLE, 50, "fine"),
        (SINGLE, 88, "fine"),
        (SINGLE, 89, "overflow"),
        (SINGLE, 1000, "overflow"),
        (SINGLE, -20, "fine"),
        (SINGLE, -110, "underflow"),
        (SINGLE, -1000, "underflow"),
    ],
)
def test_what_breaks_the_naive_formula_in_which_format(dtype, largest, outcome):
    found = core.naive(torch.tensor([0.0, -1.0, -3.0], dtype=torch.float64) + largest, dtype)
    assert found.outcome == outcome
    assert bool(found.probabilities.isnan().any()) == (outcome in ("overflow", "underflow"))
    assert (outcome == "total_overflow") == (found.probabilities.tolist() == [0, 0, 0])


@pytest.mark.parametrize("dtype", list(FORMATS.values()))
def test_the_range_of_exp_is_where_it_turns_infinite_and_zero(dtype):
    low, high = core.exponent_range(dtype)
    below, above = (torch.tensor(high + step, dtype=dtype).exp() for step in (-0.03, 0.03))
    assert below.isfinite()
    assert above.isinf()
    assert float(torch.tensor(low - 0.1, dtype=dtype).exp()) == 0


def test_the_half_range_of_exp_below_zero_begins_where_it_says():
    assert float(torch.tensor(core.exponent_range(HALF)[0] + 0.1, dtype=HALF).exp()) > 0


@pytest.mark.parametrize("largest", [-1000.0, -110.0, 12.0, 100.0, 1000.0])
def test_the_table_shows_the_right_probabilities_whatever_the_naive_formula_does(largest):
    moved = torch.tensor([0.0, -1.0, -3.0], dtype=torch.float64) + largest
    table = overflow_frame(moved)
    # 1, e^-1, e^-3 over their sum 1.4177
    assert table["stable"].tolist() == pytest.approx([0.7054, 0.2595, 0.03512], abs=1e-4)
    assert table["log_stable"].tolist() == pytest.approx(log_softmax(moved).tolist(), rel=1e-3)
    assert bool(table["p32"].isna().any()) == (largest != 12.0)


def test_the_log_of_a_probability_that_underflowed_is_lost_but_log_softmax_keeps_it():
    table = overflow_frame(torch.tensor([0.0, -200.0], dtype=torch.float64))
    assert table["p32"].tolist() == [1, 0]
    assert table["log_naive"].tolist() == [0, -math.inf]
    assert table["log_stable"].tolist() == [0, -200]


def test_expected_costs_by_hand():
    # Saying 1: 0.2 (class 2, at 5) + 0.1; saying 2: 0.7 + 0.1; saying 3: 0.7 + 0.2 (at 5).
    found = core.expected_costs(torch.tensor([0.7, 0.2, 0.1], dtype=torch.float64), 5)
    torch.testing.assert_close(found, torch.tensor([1.1, 0.8, 1.7], dtype=torch.float64))
