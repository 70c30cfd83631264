"""The answers to "predict, then reveal": each is computed by an experiment, never typed.

One module a lesson; a function takes the settings of its question, by widget key, and returns an `Answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.answers import (
    cross_entropy,
    learning_rate,
    linear_regression,
    regression_losses,
    regression_to_classification,
    softmax,
    softmax_regression,
    synthetic_data,
)
from core.answers.answer import Answer

Experiment = Callable[[Mapping[str, float]], Answer]

_LESSONS: tuple[Mapping[str, Experiment], ...] = (
    synthetic_data.ANSWERS,
    linear_regression.ANSWERS,
    learning_rate.ANSWERS,
    regression_losses.ANSWERS,
    regression_to_classification.ANSWERS,
    softmax.ANSWERS,
    cross_entropy.ANSWERS,
    softmax_regression.ANSWERS,
)
ANSWERS: dict[str, Experiment] = {key: experiment for lesson in _LESSONS for key, experiment in lesson.items()}
