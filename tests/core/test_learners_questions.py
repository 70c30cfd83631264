"""What people get wrong again and again, each against PyTorch's own functions."""

import math

import pytest
import torch
from torch import nn

from core import concise
from core.data import synthetic_data
from core.datasets import class_blobs
from core.losses import LOSSES
from core.training import fit


@pytest.mark.parametrize(("classes", "floor"), [(2, 0.3133), (3, 0.5514), (4, 0.7437), (10, 1.4612)])
def test_softmax_before_cross_entropy_has_a_floor(classes, floor):
    """softmax gives at most (1, 0, ..., 0); as logits that costs -ln(e / (e + C - 1)) = ln(e + C - 1) - 1."""
    assert math.log(math.e + classes - 1) - 1 == pytest.approx(floor, abs=5e-5)
    certain = torch.tensor([[1e3] + [0.0] * (classes - 1)]).double()
    label = torch.zeros(1, dtype=torch.long)
    once, twice = nn.CrossEntropyLoss()(certain, label), nn.CrossEntropyLoss()(certain.softmax(-1), label)
    assert float(once) == 0
    assert float(twice) == pytest.approx(math.log(math.e + classes - 1) - 1)
    assert float(LOSSES["cross_entropy"].value(certain.softmax(-1), label)) == pytest.approx(float(twice))
    others = torch.randn(1000, classes, generator=torch.Generator().manual_seed(0), dtype=torch.float64) * 10
    losses = nn.CrossEntropyLoss(reduction="none")(others.softmax(-1), label.expand(1000))
    assert float(losses.min()) >= float(twice) - 1e-12


def test_label_smoothing_with_two_classes():
    """0.1 is shared by both classes: 0.95 and 0.05, whose entropy is 0.95 ln 20/19 + 0.05 ln 20 = 0.1985 nats."""
    smoothed = torch.tensor([[0.95, 0.05]]).double()
    logits = torch.tensor([[0.7, -0.4]]).double()
    label = torch.zeros(1, dtype=torch.long)
    ours, torchs = (
        LOSSES["cross_entropy"].value(logits, smoothed),
        nn.CrossEntropyLoss(label_smoothing=0.1)(logits, label),
    )
    assert float(ours) == pytest.approx(float(torchs))
    least = nn.CrossEntropyLoss(label_smoothing=0.1)(smoothed.log(), label)
    assert float(least) == pytest.approx(0.1985, abs=5e-5)
    for lead in torch.linspace(0, 10, 201).tolist():
        value = nn.CrossEntropyLoss(label_smoothing=0.1)(torch.tensor([[lead, 0.0]]).double(), label)
        assert float(value) >= float(least) - 1e-12


@pytest.mark.parametrize("name", ["squared", "cross_entropy"])
def test_more_epochs_leave_the_first_ones_as_they_were(name, seeded):
    X, y = synthetic_data([2.0], 4.2, 50, generator=seeded(0))
    targets = y if name == "squared" else (y[:, 0] > 4).long()
    for train in (
        lambda epochs: fit(X, targets, name, learning_rates=[0.1], batch_size=8, epochs=epochs, generator=seeded(1)),
        lambda epochs: concise.train(
            X, targets, loss=name, learning_rate=0.1, batch_size=8, epochs=epochs, generator=seeded(1)
        ),
    ):
        few, many = train(3), train(10)
        assert len(few.batches) == 21  # 50 = 6 * 8 + 2: seven steps an epoch
        assert len(many.batches) == 70
        torch.testing.assert_close(many.weight[:22], few.weight, rtol=1e-12, atol=1e-12)
        torch.testing.assert_close(many.bias[:22], few.bias, rtol=1e-12, atol=1e-12)
        assert all(map(torch.equal, few.batches, many.batches))


def test_a_short_last_batch_from_scratch_and_by_mseloss(seeded):
    """The book's loop from scratch takes the sum of (y_hat - y)^2 / 2 over the batch and divides the gradient by B;
    MSELoss divides by how many there are. 50 = 6 * 8 + 2, so of the last batch, 2 examples, the loop takes 2 / 8 of
    MSELoss's step (at twice the rate, for the 1/2). With B = 10, which divides 50, all steps are equal.
    """
    X, y = synthetic_data([2.0], 4.2, 50, noise=0.1, generator=seeded(0))
    for size, alike in ((10, True), (8, False)):
        ours = fit(
            X, y, "squared", learning_rates=[0.05], batch_size=size, epochs=1, generator=seeded(1), initial_std=0
        )
        w, b = (torch.zeros(1, 1).double().requires_grad_(), torch.zeros(1).double().requires_grad_())
        path = []
        for batch in ours.batches:
            torch.autograd.backward(((X[batch] @ w + b - y[batch]) ** 2 / 2).sum())
            before = torch.cat([w.detach()[0], b.detach()])
            with torch.no_grad():
                for parameter in (w, b):
                    assert parameter.grad is not None
                    parameter -= 2 * 0.05 * parameter.grad / size
                    parameter.grad.zero_()
            path.append((before, torch.cat([w.detach()[0], b.detach()])))
        steps = torch.cat([ours.weight[:, 0, :, 0], ours.bias[:, 0]], -1)
        for t, (before, after) in enumerate(path[:-1]):
            torch.testing.assert_close(before, steps[t])
            torch.testing.assert_close(after, steps[t + 1])
        before, after = path[-1]
        share = len(ours.batches[-1]) / size
        assert share == (1 if alike else 0.25)
        torch.testing.assert_close(after - before, share * (steps[-1] - steps[-2]))


@pytest.mark.parametrize("name", ["cross_entropy", "squared_on_one_hot"])
def test_a_class_that_is_missing_is_not_lost(name, seeded):
    X, y = class_blobs(3, 30, spread=0.5, generator=seeded(0))
    present = y < 2
    options = {"batch_size": 6, "epochs": 3, "num_classes": 3}
    ours = fit(X[present], y[present], name, learning_rates=[0.1], generator=seeded(1), **options)
    theirs = concise.train(X[present], y[present], loss=name, learning_rate=0.1, generator=seeded(1), **options)
    assert ours.weight.shape == theirs.weight.shape == (len(ours.batches) + 1, 1, 2, 3)
    torch.testing.assert_close(ours.weight, theirs.weight, rtol=1e-10, atol=1e-12)
    # Nobody belongs to class 2: its logit goes down, its output stays at the 0 of its target.
    start, end = (X[present] @ ours.weight[t, 0] + ours.bias[t, 0] for t in (0, -1))
    if name == "cross_entropy":
        assert bool((end[:, 2] < start[:, 2]).all())
    else:
        assert float(end[:, 2].abs().max()) < 0.05
    without = fit(X[present], y[present], name, learning_rates=[0.1], batch_size=6, epochs=3, generator=seeded(1))
    assert without.bias.shape[-1] == 2


@pytest.mark.parametrize(("bad", "classes"), [(3, 3), (-1, 3), (-1, None), (7, 2)])
def test_a_class_outside_is_named(bad, classes, seeded):
    X, y = class_blobs(2, 20, spread=0.5, generator=seeded(0))
    y[17] = bad  # not in the first row, nor in the first batch
    with pytest.raises(ValueError, match=str(bad)):
        fit(
            X,
            y,
            "cross_entropy",
            learning_rates=[0.1],
            batch_size=4,
            epochs=1,
            generator=seeded(1),
            num_classes=classes,
        )
    with pytest.raises(ValueError, match=str(bad)):
        concise.train(
            X, y, loss="cross_entropy", learning_rate=0.1, batch_size=4, epochs=1, generator=seeded(1),
            num_classes=classes,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["cross_entropy", "squared_on_one_hot", "margin"])
@pytest.mark.parametrize("bad", [3, -1])
def test_losses_refuse_a_class_outside(name, bad):
    outputs, labels = torch.zeros(4, 3).double(), torch.tensor([0, 1, 2, bad])
    for function in (LOSSES[name].value, LOSSES[name].gradient):
        with pytest.raises(ValueError, match=r"0\.\.2"):
            function(outputs, labels)


def test_num_classes_must_suit_the_targets(seeded):
    X, y = synthetic_data([2.0], 4.2, 20, generator=seeded(0))
    for classes in (2, 0):
        with pytest.raises(ValueError, match=str(classes)):
            fit(X, y, "squared", learning_rates=[0.1], batch_size=4, epochs=1, generator=seeded(1), num_classes=classes)
