import math

import pytest
import torch

from core.datasets import MEASUREMENTS, RADIUS, SPECIES, class_blobs, digits, penguins, split, standardized
from lessons.softmax_regression.maths import Classification, examples


def full(count, value):
    return torch.full((count,), value, dtype=torch.float64)


def test_the_digits_are_all_there_and_are_those_of_scikit_learn():
    from sklearn.datasets import load_digits

    X, y = digits()
    assert X.shape == (1797, 64)
    assert X.min() == 0
    assert X.max() == 16
    assert y.unique().tolist() == list(range(10))
    theirs = load_digits()
    assert torch.equal(X, torch.tensor(theirs.data))
    assert torch.equal(y, torch.tensor(theirs.target))


def test_the_penguins_that_were_measured_are_all_there():
    X, y = penguins()
    assert X.shape == (342, len(MEASUREMENTS))  # 344 less the two that were not measured
    # As the source counts them (152, 68 and 124), less one Adelie and one Gentoo without measurements.
    assert torch.bincount(y).tolist() == [151, 68, 123]
    assert SPECIES == ("Adelie", "Chinstrap", "Gentoo")
    # The first bird of the file, in millimetres and grams.
    assert X[0].tolist() == [39.1, 18.7, 181, 3750]
    assert bool(X.isfinite().all())


@pytest.mark.parametrize("k", range(2, 7))
@pytest.mark.parametrize("spread", [0.0, 0.8, 2.0])
def test_blobs_have_the_centers_and_the_spread_asked_for(k, spread, seeded):
    n = 6000
    X, y = class_blobs(k, n, spread=spread, generator=seeded(k))
    assert X.shape == (n, 2)
    counts = torch.bincount(y)
    assert len(counts) == k
    assert int(counts.max() - counts.min()) <= 1
    means = torch.stack([X[y == label].mean(0) for label in range(k)])
    # A mean of m points strays by spread / sqrt(m) in each direction; five times that for all.
    slack = 5 * spread / math.sqrt(n / k) + 1e-12
    torch.testing.assert_close(means.norm(dim=-1), full(k, RADIUS), rtol=0, atol=2 * slack)
    # Neighbours stand 2 R sin(pi / k) apart.
    apart = (means - means.roll(1, 0)).norm(dim=-1)
    torch.testing.assert_close(apart, full(k, 2 * RADIUS * math.sin(math.pi / k)), rtol=0, atol=4 * slack)
    for label in range(k):
        # A standard deviation of m numbers strays by 1 / sqrt(2 m) of itself.
        found = X[y == label].std(0)
        torch.testing.assert_close(found, full(2, spread), rtol=5 / math.sqrt(2 * n / k), atol=1e-12)


def test_blobs_vary_with_the_generator_and_repeat_with_the_seed(seeded):
    drawn = [class_blobs(3, 30, spread=0.5, generator=seeded(seed))[0] for seed in (0, 1, 0)]
    assert not torch.allclose(drawn[0], drawn[1])
    assert torch.equal(drawn[0], drawn[2])


@pytest.mark.parametrize(("k", "n", "spread"), [(1, 10, 1.0), (3, 2, 1.0), (3, 10, -0.5), (3, 10, math.inf)])
def test_impossible_blobs_are_refused(k, n, spread, seeded):
    with pytest.raises(ValueError, match="got"):
        class_blobs(k, n, spread=spread, generator=seeded(0))


@pytest.mark.parametrize("share", [0.25, 0.4])
def test_a_split_is_stratified_and_loses_nobody(share, seeded):
    y = torch.tensor([0] * 40 + [1] * 21 + [2] * 8)
    train, test = split(y, share=share, generator=seeded(0))
    assert sorted([*train.tolist(), *test.tolist()]) == list(range(69))
    assert torch.bincount(y[test]).tolist() == [round(share * size) for size in (40, 21, 8)]
    again, other = split(y, share=share, generator=seeded(0))[1], split(y, share=share, generator=seeded(1))[1]
    assert torch.equal(test, again)
    assert not torch.equal(test, other)


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1])
def test_an_impossible_split_is_refused(share, seeded):
    with pytest.raises(ValueError, match=str(share)):
        split(torch.tensor([0, 1]), share=share, generator=seeded(0))


def test_standardising_uses_the_training_rows_alone():
    X = torch.tensor([[1.0], [3.0], [100.0]], dtype=torch.float64)
    # Mean 2; deviation sqrt((1 + 1) / (2 - 1)) = sqrt 2.
    expected = torch.tensor([[-1.0], [1.0], [98.0]], dtype=torch.float64) / math.sqrt(2)
    torch.testing.assert_close(standardized(X, torch.tensor([0, 1])), expected)


def test_a_feature_that_does_not_vary_is_only_centered():
    X = torch.tensor([[0.1, 1.0], [0.1, 3.0], [0.1, 2.0], [0.4, 2.0]], dtype=torch.float64)
    found = standardized(X, torch.tensor([0, 1, 2]))  # the second: mean 2, deviation sqrt((1 + 1 + 0) / 2) = 1
    expected = torch.tensor([[0.0, -1.0], [0.0, 1.0], [0.0, 0.0], [0.3, 0.0]], dtype=torch.float64)
    torch.testing.assert_close(found, expected, atol=1e-12, rtol=0)
    with pytest.raises(ValueError, match="got 1"):
        standardized(X, torch.tensor([2]))


def test_each_data_set_comes_scaled_as_the_page_says():
    pixels = examples(Classification(data="digits"))
    assert float(pixels.X.min()) == 0
    assert float(pixels.X.max()) == 1
    birds = examples(Classification(data="penguins", features=(1, 3)))
    torch.testing.assert_close(birds.X[birds.train].mean(0), torch.zeros(2).double(), atol=1e-12, rtol=0)
    torch.testing.assert_close(birds.X[birds.train].std(0), torch.ones(2).double())
    raw = penguins()[0][:, [1, 3]]
    assert torch.corrcoef(torch.stack([raw[:, 0], birds.X[:, 0]])).min() == pytest.approx(1)
    blobs = examples(Classification(num_classes=5))
    assert blobs.num_classes == 5
    assert not torch.equal(blobs.X, examples(Classification(num_classes=5, seed=1)).X)
