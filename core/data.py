"""Synthetic data and the minibatch iterator. Source: Dive into Deep Learning 3.2 and 3.3."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from core.limits import MOST_EXAMPLES, at_most


def synthetic_causes(num_features: int, num_examples: int, *, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """What chance contributes to a synthetic data set: features X (n, d) and unit noise (n, 1), all N(0, 1).

    The features are drawn first, so two data sets that differ only in their noise share them.
    """
    if num_features < 1 or num_examples < 1:
        raise ValueError(f"need at least one feature and one example, got {num_features} and {num_examples}")
    at_most(MOST_EXAMPLES, num_examples=num_examples)
    X = torch.randn(num_examples, num_features, generator=generator, dtype=torch.float64)
    return X, torch.randn(num_examples, 1, generator=generator, dtype=torch.float64)


def synthetic_data(
    weight: Sequence[float] | Tensor,
    bias: float,
    num_examples: int,
    *,
    noise: float = 0.01,
    generator: torch.Generator,
) -> tuple[Tensor, Tensor]:
    """Labels from a known line: y = X w + b + noise * e with X and e from N(0, 1).

    `weight` holds d numbers, `noise` is the standard deviation. Returns X (n, d) and y (n, 1) in float64.
    Errors: ValueError for no features, no examples, or a noise that is negative or not finite.
    """
    w = torch.as_tensor(weight, dtype=torch.float64).reshape(-1, 1)
    if not (math.isfinite(noise) and noise >= 0):
        raise ValueError(f"noise must be a finite number of at least 0, got {noise}")
    X, unit_noise = synthetic_causes(len(w), num_examples, generator=generator)
    return X, X @ w + bias + noise * unit_noise


def minibatches(
    num_examples: int,
    batch_size: int,
    *,
    shuffle: bool = True,
    drop_last: bool = False,
    generator: torch.Generator,
) -> Iterator[Tensor]:
    """One epoch: index tensors (B,) that deal out 0..n-1, in a new random order if `shuffle`.

    A last batch that comes out short is kept unless `drop_last`. Errors: ValueError for sizes below 1.
    """
    if num_examples < 1 or batch_size < 1:
        raise ValueError(f"need at least one example and a batch size of 1, got {num_examples} and {batch_size}")
    order = torch.randperm(num_examples, generator=generator) if shuffle else torch.arange(num_examples)
    for batch in order.split(batch_size):
        if len(batch) == batch_size or not drop_last:
            yield batch
