"""What a lesson leads with: the stops of its tour, questions to guess at, exercises to try."""

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


@dataclass(frozen=True)
class Stop:
    """One stop of a tour: a sentence that says what to do or to guess, one setting of the controls, one picture ringed.

    `settings` are values by control; what they do not name has its default. `ring` names the picture to look at, as in
    `Picture.name`. With `play` the training plays from the step that the settings name.
    """

    say: Text
    settings: Settings = field(default_factory=dict)
    ring: str | None = None
    play: bool = False
