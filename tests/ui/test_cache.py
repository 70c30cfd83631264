"""What visitors share is bounded by bytes, and computed once."""

import threading
import time
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pytest
import torch

from core.training import Regression
from lessons.linear_regression import maths, run
from ui.cache import shared, size


@dataclass
class Kept:
    tensor: torch.Tensor
    parts: tuple[torch.Tensor, ...]


def test_the_size_is_that_of_the_data_within():
    kept = Kept(torch.zeros(1000, dtype=torch.float64), (torch.zeros(500, dtype=torch.float32),) * 2)
    assert 12_000 <= size(kept) <= 13_500
    frame = pd.DataFrame({"x": torch.arange(1000.0).numpy()})
    assert 4000 <= size(frame) <= 5000
    assert 4000 <= size({"a": pa.Table.from_pandas(frame)}) <= 5000


def test_no_more_is_kept_than_was_allowed_and_the_oldest_goes_first():
    made = []

    @shared(megabytes=1)
    def zeros(key):
        made.append(key)
        return torch.zeros(50_000, dtype=torch.float64)  # 0.4 MB

    for key in (1, 2, 1, 3, 1, 2):
        zeros(key)
    assert made == [1, 2, 3, 2]


def test_what_is_too_large_is_computed_each_time():
    made = []

    @shared(megabytes=1)
    def much():
        made.append(1)
        return torch.zeros(200_000, dtype=torch.float64)

    much()
    much()
    assert len(made) == 2


def test_who_comes_while_it_is_computed_waits_for_it():
    made, found = [], []

    @shared(megabytes=1)
    def slow():
        made.append(1)
        time.sleep(0.2)
        return torch.zeros(3)

    threads = [threading.Thread(target=lambda: found.append(slow())) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert all(one is found[0] for one in found)


def test_an_error_is_not_kept():
    @shared(megabytes=1)
    def fails(key):
        raise ValueError(key)

    for _ in range(2):
        with pytest.raises(ValueError, match="7"):
            fails(7)


def test_long_trainings_do_not_pile_up():
    heavy = [maths.causes_of(Regression(batch_size=1, epochs=10, seed=seed)) for seed in range(6)]
    assert sum(size(run.prepared(one)) for one in heavy) > run.prepared.cache.maxsize
    assert run.prepared.cache.currsize <= run.prepared.cache.maxsize
