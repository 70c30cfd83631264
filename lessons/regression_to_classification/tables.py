"""The tables of the lesson from regression to classification: columns by which the charts read them.

- classes_frame: i, the class's number, from 1; `charts.one_hot` and `charts.blame` work out all else from the sliders
- verdicts_frame: one row for each loss: loss, value, gradient_1, ..., gradient_k
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lessons.regression_to_classification.maths import Verdict


def classes_frame(num_classes: int) -> pd.DataFrame:
    """One row a class, in the one fixed order."""
    return pd.DataFrame({"i": range(1, num_classes + 1)})


def verdicts_frame(verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """Value and gradient of each loss."""
    rows = [
        {"loss": name, "value": verdict.value}
        | {f"gradient_{i}": slope for i, slope in enumerate(verdict.gradient.tolist(), 1)}
        for name, verdict in verdicts.items()
    ]
    return pd.DataFrame(rows)
