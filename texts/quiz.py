"""Predict, then reveal: what a question is made of, an exercise, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from texts import Text


@dataclass(frozen=True)
class Question:
    """A guess before an experiment.

    `key` names the function of `core.answers` that runs the experiment under `settings` (values by widget key, those
    of the page's controls first). With `options` the visitor picks one, and `reason` argues for option number `claim`;
    without, the visitor sets a number between `low` and `high`, which is right within `close`. The page shows what
    core finds, never the claim; a test holds the two together. `reason` may name the figures of the answer.
    """

    key: str
    prompt: Text
    reason: Text
    settings: Mapping[str, float | bool | str] = field(default_factory=dict)
    options: tuple[Text, ...] = ()
    claim: int = 0
    low: float = 0.0
    high: float = 1.0
    step: float = 0.1
    close: float = 0.0


@dataclass(frozen=True)
class Exercise:
    """Something to try: a press that sets the controls to `settings`."""

    task: Text
    settings: Mapping[str, float | bool | str]


TITLE = Text("Predict, then reveal", "先猜再看")
TRY = Text("Try it: exercises of the book", "动手试：书中的练习")
NO_EXERCISE = Text(
    "The link asks for the exercise `@{value}`, which this lesson does not have.",
    "链接要打开练习`@{value}`，但这一课没有这个练习。",
)
TRY_LINK = Text("Set the controls", "设好控件")
REVEAL = Text("Reveal", "揭晓")
AGAIN = Text("Ask me again", "重新作答")
RIGHT = Text("Right.", "答对了。")
WRONG = Text("Not so: the answer is “@{answer}”.", "不对，答案是“@{answer}”。")
VALUE_RIGHT = Text("Right: it is @{answer}.", "答对了：结果是@{answer}。")
VALUE_WRONG = Text("You said @{guess}; it is @{answer}.", "猜的是@{guess}，结果是@{answer}。")
SHOWN = Text("The controls above now show it.", "上方的控件已设成这个实验。")
PROGRESS = Text("@{done} of @{total} guessed, @{right} right", "已答@{done}/@{total}题，答对@{right}题")
SUMMARY = Text(
    "Your guesses on this visit: @{done} of @{total}, @{right} right.",
    "这次访问中已答@{done}/@{total}题，答对@{right}题。",
)
YOUR_GUESS = Text("Your guess", "猜一个值")
