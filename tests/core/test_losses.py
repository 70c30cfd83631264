import math

import pytest
import torch
from torch.nn import functional

from core.losses import LOSSES, huber, log_softmax, margin, softmax

REGRESSION = ["squared", "half_squared", "absolute", "huber"]
CLASSIFICATION = ["cross_entropy", "squared_on_one_hot", "margin"]


def draw(name, seed, k=3, n=40):
    generator = torch.Generator().manual_seed(seed)
    outputs = 3 * torch.randn(n, k, generator=generator, dtype=torch.float64)
    if name in REGRESSION:
        return outputs, 3 * torch.randn(n, k, generator=generator, dtype=torch.float64)
    return outputs, torch.randint(k, (n,), generator=generator)


def test_the_registry_is_covered_and_the_draws_differ():
    assert set(LOSSES) == {*REGRESSION, *CLASSIFICATION}
    assert all(loss.name == name for name, loss in LOSSES.items())
    for name in LOSSES:
        (a, s), (b, t) = draw(name, 0), draw(name, 1)
        assert not torch.equal(a, b)
        assert not torch.equal(s, t)


@pytest.mark.parametrize(
    ("name", "by_hand"),
    [
        ("squared", [9.0, 0.25]),  # residuals 3 and -1/2
        ("half_squared", [4.5, 0.125]),
        ("absolute", [3.0, 0.5]),
        ("huber", [2.5, 0.125]),  # 3 - 1/2, and (1/2)^2 / 2
    ],
)
def test_regression_values_by_hand(name, by_hand):
    outputs, targets = torch.tensor([[5.0], [1.0]]), torch.tensor([[2.0], [1.5]])
    assert LOSSES[name].value(outputs, targets).tolist() == by_hand


def test_classification_values_by_hand():
    # exp(o) = 1, 2, 5, so the probabilities are 1/8, 2/8, 5/8; the true class is the second.
    outputs, target = torch.tensor([[1.0, 2.0, 5.0]], dtype=torch.float64).log(), torch.tensor([1])
    assert float(LOSSES["cross_entropy"].value(outputs, target)) == pytest.approx(math.log(4))
    assert LOSSES["cross_entropy"].gradient(outputs, target)[0].tolist() == pytest.approx([1 / 8, -6 / 8, 5 / 8])
    by_hand = (math.log(2) - 1) ** 2 + math.log(5) ** 2
    assert float(LOSSES["squared_on_one_hot"].value(outputs, target)) == pytest.approx(by_hand)
    assert float(LOSSES["margin"].value(outputs, target)) == pytest.approx(1 - math.log(2) + math.log(5))
    assert LOSSES["margin"].gradient(outputs, target)[0].tolist() == [0, -1, 1]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", LOSSES)
def test_gradient_is_that_of_autograd_and_of_finite_differences(name, seed):
    outputs, targets = draw(name, seed)
    loss = LOSSES[name]
    leaf = outputs.clone().requires_grad_()
    (expected,) = torch.autograd.grad(loss.value(leaf, targets).sum(), leaf)
    torch.testing.assert_close(loss.gradient(outputs, targets), expected, rtol=0, atol=1e-10)
    step = 1e-6
    for j in range(outputs.shape[1]):
        shift = step * functional.one_hot(torch.tensor(j), outputs.shape[1])
        slope = (loss.value(outputs + shift, targets) - loss.value(outputs - shift, targets)) / (2 * step)
        torch.testing.assert_close(slope, loss.gradient(outputs, targets)[:, j], rtol=0, atol=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_values_are_those_of_torch(seed):
    outputs, targets = draw("squared", seed)
    classes = draw("margin", seed)[1]
    pairs = {
        "squared": functional.mse_loss(outputs, targets, reduction="none").sum(-1),
        "half_squared": functional.mse_loss(outputs, targets, reduction="none").sum(-1) / 2,
        "absolute": functional.l1_loss(outputs, targets, reduction="none").sum(-1),
        "huber": functional.smooth_l1_loss(outputs, targets, reduction="none").sum(-1),
    }
    for name, expected in pairs.items():
        torch.testing.assert_close(LOSSES[name].value(outputs, targets), expected, rtol=0, atol=1e-10)
    expected = functional.cross_entropy(outputs, classes, reduction="none")
    torch.testing.assert_close(LOSSES["cross_entropy"].value(outputs, classes), expected, rtol=0, atol=1e-10)
    wide = functional.huber_loss(outputs, targets, reduction="none", delta=2.5).sum(-1)
    torch.testing.assert_close(huber(2.5).value(outputs, targets), wide, rtol=0, atol=1e-10)


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e3, 1e8])
def test_softmax_stays_finite_and_equals_torch(scale):
    logits = scale * torch.randn(20, 5, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    torch.testing.assert_close(softmax(logits), torch.softmax(logits, -1), rtol=0, atol=1e-10)
    torch.testing.assert_close(log_softmax(logits), torch.log_softmax(logits, -1), rtol=1e-12, atol=1e-10)
    torch.testing.assert_close(softmax(logits).sum(-1), torch.ones(20, dtype=torch.float64))
    torch.testing.assert_close(softmax(logits + 5), softmax(logits), rtol=0, atol=1e-7 * scale)


def test_two_classes_are_logistic_regression():
    logits = torch.randn(20, 2, generator=torch.Generator().manual_seed(4), dtype=torch.float64)
    torch.testing.assert_close(softmax(logits)[:, 1], torch.sigmoid(logits[:, 1] - logits[:, 0]))


def test_soft_labels_equal_torch():
    logits, _ = draw("cross_entropy", 5)
    soft = softmax(draw("cross_entropy", 6)[0])
    expected = functional.cross_entropy(logits, soft, reduction="none")
    torch.testing.assert_close(LOSSES["cross_entropy"].value(logits, soft), expected)


@pytest.mark.parametrize("name", REGRESSION)
def test_a_column_against_a_row_is_refused(name):
    with pytest.raises(ValueError, match="broadcast"):
        LOSSES[name].value(torch.zeros(4, 1), torch.zeros(4))


@pytest.mark.parametrize("name", CLASSIFICATION)
@pytest.mark.parametrize("bad", [-1, 3])
def test_a_class_that_does_not_exist_is_refused(name, bad):
    with pytest.raises(ValueError, match=str(bad)):
        LOSSES[name].value(torch.zeros(2, 3), torch.tensor([0, bad]))


@pytest.mark.parametrize("row", [[0.5, 0.4], [1.5, -0.5]])
def test_rows_that_are_no_probabilities_are_refused(row):
    with pytest.raises(ValueError, match="sum to 1"):
        LOSSES["cross_entropy"].value(torch.zeros(1, 2), torch.tensor([row]))


@pytest.mark.parametrize(("factory", "bad"), [(huber, 0), (huber, -1), (margin, -0.5)])
def test_impossible_deltas_are_refused(factory, bad):
    with pytest.raises(ValueError, match=str(bad)):
        factory(bad)
