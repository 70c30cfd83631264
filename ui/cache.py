"""Results that all visitors share, bounded by what they take: a long training weighs as much as twenty short ones."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

import pandas as pd
import pyarrow as pa
import torch
from cachetools import LRUCache, cached

P = ParamSpec("P")
T = TypeVar("T")
_LEAST = 200  # bytes of anything


def size(value: object) -> int:
    """The bytes of what is kept: tensors and tables, and those in dataclasses, lists, tuples and dictionaries."""
    if isinstance(value, torch.Tensor):
        return _LEAST + value.numel() * value.element_size()
    if isinstance(value, pa.Table):
        return _LEAST + int(value.nbytes)
    if isinstance(value, pd.DataFrame):
        return _LEAST + int(value.memory_usage(deep=True).sum())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _LEAST + sum(map(size, vars(value).values()))
    if isinstance(value, Mapping):
        return _LEAST + sum(map(size, value.values()))
    if isinstance(value, list | tuple):
        return _LEAST + sum(map(size, value))
    return _LEAST


def shared(*, megabytes: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what the function returned last, up to so many megabytes in all; never to be changed by who takes it.

    Two visitors who ask for the same at once have it computed once. What is larger than all is computed each time.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        kept: LRUCache[object, T] = LRUCache(megabytes * 2**20, getsizeof=size)
        found: Callable[P, T] = cached(kept, condition=threading.Condition())(function)
        return found

    return decorate
