import pytest
import torch

from core.concise import load_array
from core.data import minibatches, synthetic_data


def test_labels_are_the_line_plus_noise_of_the_asked_size(seeded):
    X, y = synthetic_data([2, -3.4], 4.2, 1000, noise=0.5, generator=seeded(0))
    noise = y - (2 * X[:, :1] - 3.4 * X[:, 1:] + 4.2)
    assert X.shape == (1000, 2)
    assert y.shape == (1000, 1)
    assert X.dtype == y.dtype == torch.float64
    # The sample deviation of 1000 draws strays by about 0.5 / sqrt(2000) = 0.011; we allow five times that.
    assert float(noise.std()) == pytest.approx(0.5, abs=0.056)


def test_same_seed_same_data_and_another_seed_other_data(seeded):
    X, y = synthetic_data([1.0], 0, 5, generator=seeded(1))
    again, other = synthetic_data([1.0], 0, 5, generator=seeded(1)), synthetic_data([1.0], 0, 5, generator=seeded(2))
    assert torch.equal(X, again[0])
    assert torch.equal(y, again[1])
    assert not torch.equal(X, other[0])


def test_noise_alone_changes_only_the_labels(seeded):
    quiet = synthetic_data([1.0], 3, 20, noise=0, generator=seeded(4))
    loud = synthetic_data([1.0], 3, 20, noise=1, generator=seeded(4))
    assert torch.equal(quiet[0], loud[0])
    assert torch.equal(quiet[1], quiet[0] + 3)
    assert not torch.equal(quiet[1], loud[1])


@pytest.mark.parametrize("bad", [{"noise": -1}, {"noise": float("nan")}, {"noise": float("inf")}])
def test_impossible_noise_is_refused(bad, seeded):
    with pytest.raises(ValueError, match="noise"):
        synthetic_data([1.0], 0, 5, generator=seeded(0), **bad)


def test_no_examples_are_refused(seeded):
    with pytest.raises(ValueError, match="0"):
        synthetic_data([1.0], 0, 0, generator=seeded(0))


@pytest.mark.parametrize(("drop_last", "sizes"), [(False, [4, 4, 2]), (True, [4, 4])])
def test_short_last_batch_is_kept_unless_dropped(drop_last, sizes, seeded):
    batches = list(minibatches(10, 4, drop_last=drop_last, generator=seeded(0)))
    assert [len(batch) for batch in batches] == sizes


def test_each_example_once_an_epoch_and_each_epoch_anew(seeded):
    generator = seeded(0)
    first = torch.cat(list(minibatches(50, 7, generator=generator)))
    second = torch.cat(list(minibatches(50, 7, generator=generator)))
    assert sorted(first.tolist()) == sorted(second.tolist()) == list(range(50))
    assert not torch.equal(first, second)


def test_without_shuffling_the_order_stays(seeded):
    batches = list(minibatches(5, 2, shuffle=False, generator=seeded(0)))
    assert [batch.tolist() for batch in batches] == [[0, 1], [2, 3], [4]]


def test_batch_size_below_one_is_refused(seeded):
    with pytest.raises(ValueError, match="batch size"):
        list(minibatches(5, 0, generator=seeded(0)))


def test_the_books_iterator_deals_out_every_row_once_and_keeps_the_short_batch(seeded):
    X, y = synthetic_data([2, -3.4], 4.2, 25, generator=seeded(0))
    data_iter = load_array((X, y), 10, generator=seeded(1))
    first, second = list(data_iter), list(data_iter)
    assert [len(batch) for batch, _ in first] == [10, 10, 5]
    assert first[0][0].shape == (10, 2)
    assert first[0][1].shape == (10, 1)
    assert torch.equal(torch.cat([rows for rows, _ in first]).sort(0).values, X.sort(0).values)
    assert not torch.equal(first[0][0], second[0][0])
    still = load_array((X, y), 10, is_train=False, generator=seeded(1))
    assert torch.equal(next(iter(still))[0], X[:10])
