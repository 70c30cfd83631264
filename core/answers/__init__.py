"""The answers to "predict, then reveal": each is computed by an experiment, never typed.

One module a lesson; a function takes the settings of its question, by widget key, and returns an `Answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.answers import linear_regression, softmax_regression, synthetic_data
from core.answers.answer import Answer

Experiment = Callable[[Mapping[str, float]], Answer]

ANSWERS: dict[str, Experiment] = {**synthetic_data.ANSWERS, **linear_regression.ANSWERS, **softmax_regression.ANSWERS}
