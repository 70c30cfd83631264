import math

import pytest
import torch

from core import concise
from core.agreement import OFF_THE_CHART, agreement
from core.data import synthetic_data
from core.datasets import class_blobs
from core.losses import LOSSES, huber
from core.training import History, fit


def walks(weights, biases):
    """Two histories of T = len - 1 steps with given w and b, on data where nothing matters."""
    made = []
    for weight, bias in zip(weights, biases, strict=True):
        w, b = torch.tensor(weight).double(), torch.tensor(bias).double()
        X = torch.ones(2, 1, dtype=torch.float64)
        batches = tuple(torch.tensor([0]) for _ in w[1:])
        rates = torch.tensor([0.1]).double()
        made.append(History(w[:, None, None, None], b[:, None, None], rates, batches, 1, X, X, LOSSES["squared"]))
    return made


def test_differences_by_hand():
    """w apart by 0, 0.5, 0.25 and b by 0, 0, 2: the largest is 2. Relative: 0.5 / 1, 0.25 / 4 and 2 / 10."""
    ours, theirs = walks([[1.0, 1.0, 4.25], [1.0, 0.5, 4.0]], [[0.0, 3.0, 12.0], [0.0, 3.0, 10.0]])
    found = agreement(ours, theirs)
    assert (found.steps, found.total, found.complete) == (2, 2, True)
    assert (found.absolute, found.relative) == (2.0, 0.5)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -OFF_THE_CHART])
@pytest.mark.parametrize("side", [0, 1])
def test_only_the_steps_before_either_leaves_the_chart_count(bad, side):
    """Step 2 is lost on one side, and step 3, though near again, does not count: it differs by 5."""
    weights = [[1.0, 1.5, 2.0, 0.0], [1.0, 1.0, 2.0, 5.0]]
    weights[side][2] = bad
    found = agreement(*walks(weights, [[0.0] * 4] * 2))
    assert (found.steps, found.total, found.complete) == (1, 3, False)
    assert found.absolute == 0.5


def problem(name, seeded):
    if name in ("cross_entropy", "squared_on_one_hot", "margin"):
        return class_blobs(4, 45, spread=0.8, generator=seeded(0))
    return synthetic_data([2.0, -3.4], 4.2, 45, noise=0.3, generator=seeded(0))


@pytest.mark.parametrize("name", [*LOSSES, "huber 0.3"])
def test_ours_and_torchs_agree_to_rounding(name, seeded):
    loss = huber(0.3) if name == "huber 0.3" else LOSSES[name]
    X, targets = problem(name, seeded)
    options = {"batch_size": 10, "epochs": 4}
    ours = fit(X, targets, loss, learning_rates=[0.3, 0.05], generator=seeded(1), **options)
    theirs = concise.train(X, targets, loss=loss, learning_rate=0.05, generator=seeded(1), **options)
    found = agreement(ours, theirs, rate=1)
    assert found.complete
    assert found.steps == 20
    assert 0 <= found.relative <= found.absolute < 1e-12
    assert 0 <= found.gradient < 1e-13
    assert agreement(ours, theirs, rate=0).absolute > 0.01


def test_the_bend_shown_is_the_bend_checked(seeded):
    X, targets = problem("huber", seeded)
    options = {"batch_size": 10, "epochs": 2}
    ours = fit(X, targets, huber(0.3), learning_rates=[0.1], generator=seeded(1), **options)
    other = concise.train(X, targets, loss="huber", learning_rate=0.1, generator=seeded(1), **options)
    assert agreement(ours, other).absolute > 0.01


def test_a_diverging_run_is_compared_as_far_as_it_goes(seeded):
    X, targets = problem("squared", seeded)
    options = {"batch_size": 5, "epochs": 40}
    ours = fit(X, targets, "squared", learning_rates=[2.0], generator=seeded(1), **options)
    theirs = concise.train(X, targets, loss="squared", learning_rate=2.0, generator=seeded(1), **options)
    found = agreement(ours, theirs)
    assert not found.complete
    assert float(theirs.weight[found.steps].abs().max()) < OFF_THE_CHART
    later = torch.cat([theirs.weight[found.steps + 1, 0, :, 0], theirs.bias[found.steps + 1, 0]])
    assert float(later.abs().max()) >= OFF_THE_CHART * (1 - 1e-9)
    assert found.relative < 1e-9


def test_runs_of_other_minibatches_are_refused(seeded):
    X, targets = problem("squared", seeded)
    options = {"batch_size": 10, "epochs": 2}
    ours = fit(X, targets, "squared", learning_rates=[0.1], generator=seeded(1), **options)
    other = concise.train(X, targets, loss="squared", learning_rate=0.1, generator=seeded(2), **options)
    with pytest.raises(ValueError, match="minibatches"):
        agreement(ours, other)
