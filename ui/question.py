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

    def takes(self, guess: float) -> bool:
        """Whether it is the number of an option, or lies between the ends."""
        return guess in range(len(self.options)) if self.options else self.low <= guess <= self.high


@dataclass(frozen=True)
class Goal:
    """Something to reach at a stop: the page notices, after each commit.

    `met` computes, under the settings of now (values by control), an answer of value 1 where the goal is reached, else
    of value 0. `status` says how near it is, `praise` what was reached: both may name the figures of the answer.
    """

    met: Callable[[Settings], Answer]
    status: Text
    praise: Text


@dataclass(frozen=True)
class Exercise:
    """Something to try: a press that sets the controls to `settings`.

    `answer` is shown when asked for; it may name the figures that `experiment` computes under the settings.
    """

    task: Text
    settings: Settings
    answer: Text | None = None
    experiment: Callable[[Settings], Answer] | None = None


@dataclass(frozen=True)
class Stop:
    """One stop of a tour: a sentence that says what to do or to guess, one setting of the controls, one picture ringed.

    `settings` are values by control; what they do not name has its default. `ring` names the picture to look at, as in
    `Picture.name`. With `play` the training plays from the step that the settings name. Where the stop asks, it holds
    still until the guess is revealed; then the question's settings are entered over its own, and it plays. What a guess
    of a number is compared with may be marked in a picture: see `charts.follow.guess`.
    """

    say: Text
    settings: Settings = field(default_factory=dict)
    ring: str | None = None
    play: bool = False
    ask: Question | None = None
    goal: Goal | None = None

    def entered(self, guesses: Mapping[str, float]) -> Settings:
        """The settings with which the stop opens for one who has guessed that much."""
        return {**self.settings, **self.ask.settings} if self.ask and self.ask.key in guesses else self.settings
