"""The stage of the lesson: one of its four parts, each with its own controls, pictures and words."""

from __future__ import annotations

from collections.abc import Callable

from lessons.regression_losses import LESSON, constant, losses, outlier, training
from lessons.regression_losses.controls import PART
from ui import controls, frame, quiz, stage, state
from ui.lesson import say

# How each part draws its controls, and then its pictures and what is told.
PARTS: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
    "losses": (losses.choose, losses.draw),
    "outlier": (outlier.choose, outlier.draw),
    "constant": (constant.choose, constant.draw),
    "training": (training.choose, training.draw),
}


def draw() -> None:
    """The page."""
    part = str(state.value(PART))
    frame.header(say(LESSON.title), LESSON.say(f"sentence_{part}"))
    left, right = stage.columns()
    choose, draw_part = PARTS[part]
    with right:
        controls.draw(PART)
    with left:
        choose()
    with right:
        draw_part()
        quiz.draw(LESSON)
