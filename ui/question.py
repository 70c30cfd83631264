"""Predict, then reveal: what a question is made of, and an exercise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.experiment import Answer
from texts import Text

Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """A guess before an experiment.

    `experiment` computes the answer under `settings` (values by control). With `options` the visitor picks one, and
    `reason` argues for option number `claim`; without, the visitor sets a number between `low` and `high`, which is
    right within `close`. The page shows what the experiment finds, never the claim; a test holds the two together.
    `reason` may name the figures of the answer. `shows` is false where the page, set so, does not show the answer.
    """

    key: str
    prompt: Text
    reason: Text
    experiment: Callable[[Settings], Answer]
    settings: Settings = field(default_factory=dict)
    options: tuple[Text, ...] = ()
    claim: int = 0
    low: float = 0.0
    high: float = 1.0
    step: float = 0.1
    close: float = 0.0
    shows: bool = True


@dataclass(frozen=True)
class Exercise:
    """Something to try: a press that sets the controls to `settings`."""

    task: Text
    settings: Settings
