"""The data sets of classification: blobs in the plane, and the real sets that come in `data/` (see its README).

Source: `class_blobs` is our own; the digits are of Alpaydin and Kaynak (1998), the penguins of Horst, Hill and
Gorman (2020).
"""

from __future__ import annotations

import csv
import gzip
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

from core.limits import MOST_CLASSES, MOST_EXAMPLES, at_most

_FOLDER = Path(__file__).parents[1] / "data"
MEASUREMENTS = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
SPECIES = ("Adelie", "Chinstrap", "Gentoo")
RADIUS = 2.0


@dataclass(frozen=True)
class Split:
    """Examples told apart: `X` (n, d), classes `y` (n,) in 0..k-1, and the indices `train` and `test`."""

    X: Tensor
    y: Tensor
    train: Tensor
    test: Tensor

    @property
    def num_classes(self) -> int:
        """k."""
        return int(self.y.max()) + 1


def class_blobs(
    num_classes: int, num_examples: int, *, spread: float, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Clouds in the plane: X (n, 2) and classes (n,), which take turns, so that they are of equal size up to one.

    The centers stand evenly on a circle of radius 2 that chance has turned; around them points lie as
    N(center, spread^2 I). Errors: ValueError for fewer than 2 classes or examples, or a spread that is negative
    or not finite.
    """
    if num_classes < 2 or num_examples < num_classes:
        raise ValueError(f"need at least 2 classes and an example of each, got {num_classes} and {num_examples}")
    at_most(MOST_CLASSES, num_classes=num_classes)
    at_most(MOST_EXAMPLES, num_examples=num_examples)
    if not (math.isfinite(spread) and spread >= 0):
        raise ValueError(f"spread must be a finite number of at least 0, got {spread}")
    turn = 2 * math.pi * torch.rand(1, generator=generator, dtype=torch.float64)
    angles = turn + 2 * math.pi * torch.arange(num_classes, dtype=torch.float64) / num_classes
    centers = RADIUS * torch.stack([angles.cos(), angles.sin()], -1)
    y = torch.arange(num_examples) % num_classes
    return centers[y] + spread * torch.randn(num_examples, 2, generator=generator, dtype=torch.float64), y


def split(y: Tensor, *, share: float = 0.25, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Indices for training and for testing, each class divided alike: `share` of it is for testing.

    Errors: ValueError unless 0 < share < 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"share must lie between 0 and 1, got {share}")
    train, test = [], []
    for label in y.unique(sorted=True):
        members = (y == label).nonzero()[:, 0]
        members = members[torch.randperm(len(members), generator=generator)]
        held_out = round(share * len(members))
        test.append(members[:held_out])
        train.append(members[held_out:])
    return torch.cat(train).sort().values, torch.cat(test).sort().values


def standardized(X: Tensor, train: Tensor) -> Tensor:
    """Each feature minus its mean, over its standard deviation: both of the rows `train` alone, as is fair.

    A feature that does not vary there is only centered. Errors: ValueError for fewer than two rows.
    """
    rows = X[train]
    if len(rows) < 2:
        raise ValueError(f"a standard deviation needs at least two rows, got {len(rows)}")
    spread = rows.std(0)
    varies = (rows != rows[0]).any(0)
    return (X - rows.mean(0)) / torch.where(varies, spread, 1.0)


@cache
def digits() -> tuple[Tensor, Tensor]:
    """The handwritten digits: pixels (1797, 64) from 0 to 16, row by row, and the digits (1797,)."""
    with gzip.open(_FOLDER / "digits.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [[int(cell) for cell in row] for row in list(csv.reader(file))[1:]]
    table = torch.tensor(rows)
    return table[:, 1:].double(), table[:, 0]


@cache
def penguins() -> tuple[Tensor, Tensor]:
    """The penguins that were measured: (342, 4), in the order of MEASUREMENTS, and their species (342,)."""
    with (_FOLDER / "penguins.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if all(row[name] != "NA" for name in MEASUREMENTS)]
    X = torch.tensor([[float(row[name]) for name in MEASUREMENTS] for row in rows], dtype=torch.float64)
    return X, torch.tensor([SPECIES.index(row["species"]) for row in rows])
