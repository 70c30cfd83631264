"""The tables of the lesson on cross-entropy.

- live_frames: what the live charts, which work all numbers out themselves, have rows for: `one` (one), `classes` (j
  from 0), `cells` (row, j: pairs of classes), `grid` (along, from 0 to 1), `steps` (t)
"""

from __future__ import annotations

import pandas as pd

_GRID = 80


def live_frames(num_classes: int, num_steps: int) -> dict[str, pd.DataFrame]:
    """The data sets of the live charts, by name."""
    classes = range(num_classes)
    pairs = [(row, j) for row in classes for j in classes]
    return {
        "one": pd.DataFrame({"one": [1]}),
        "classes": pd.DataFrame({"j": classes}),
        "cells": pd.DataFrame(pairs, columns=["row", "j"]),
        "grid": pd.DataFrame({"along": [i / _GRID for i in range(_GRID + 1)]}),
        "steps": pd.DataFrame({"t": range(num_steps + 1)}),
    }
