"""The answers to "predict, then reveal": each is computed by an experiment, never typed.

One module a lesson; a function takes the settings of its question, by widget key, and returns an `Answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.answers import linear_regression, regression_losses
from core.answers.answer import Answer

Experiment = Callable[[Mapping[str, float]], Answer]

ANSWERS: dict[str, Experiment] = {**linear_regression.ANSWERS, **regression_losses.ANSWERS}
