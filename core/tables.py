"""What the tables of several lessons share: which steps of a training are kept, and the examples as rows."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from torch import Tensor

MOST_FRAMES = 300
# Beyond this a parameter has left every chart; the rows that follow are left out, not drawn as zeros.
OFF_THE_CHART = 1e8


def parameter_names(num_features: int) -> list[str]:
    """w1, ..., wd, b."""
    return [*(f"w{j + 1}" for j in range(num_features)), "b"]


def stride(num_steps: int, most: int = MOST_FRAMES) -> int:
    """Every how many steps a frame is kept, so that there are at most `most` of them after the start."""
    return math.ceil(num_steps / most)


def frame_steps(num_steps: int, most: int = MOST_FRAMES) -> list[int]:
    """The steps of which frames are kept: each multiple of the stride, and the last step."""
    return [*range(0, num_steps, stride(num_steps, most)), num_steps]


def points_frame(X: Tensor, unit_noise: Tensor) -> pd.DataFrame:
    """The examples: features and unit noise."""
    columns = {f"x{j + 1}": X[:, j].numpy() for j in range(X.shape[1])}
    return pd.DataFrame(columns | {"e": unit_noise[:, 0].numpy()})


def by_position(columns: Mapping[str, Tensor]) -> pd.DataFrame:
    """Columns of values (frames, R), dense: rate by rate, frame by frame, row number `rate position * frames + frame`.

    A chart looks its row up by that number, and never filters by equal floats. In 32 bits, as a screen cannot tell:
    seven digits, up to 10^38.
    """
    cells = {name: values.T.flatten().numpy() for name, values in columns.items()}
    return pd.DataFrame(cells).astype("float32")
