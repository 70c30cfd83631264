"""The controls of this lesson."""

from dataclasses import replace

from lessons.cross_entropy import words
from ui import settings
from ui.controls import Choice, Control, Number, Pick, Switch

NUM_CLASSES = replace(settings.NUM_CLASSES, high=6, shared=False)
TRUE_CLASS = settings.TRUE_CLASS
LOGITS = settings.LOGITS[: int(NUM_CLASSES.high)]
SOFT = Number("soft", words.SOFT, 0.0, 1.0, 0.05, 0.0, words.SOFT_HELP, live=True)
RATE = Choice(
    "lr", settings.LEARNING_RATE.label, (0.1, 0.2, 0.5, 1, 2, 3, 4, 5, 6, 8), 1, words.LEARNING_RATE_HELP, live=True
)
STEP = Number("step", words.STEP, 0, 50, 1, 0, words.STEP_HELP, live=True)
VIEW = Pick("view", words.VIEW, words.VIEWS, "surprisal", labelled=False)
IN_BITS = Switch("bits", words.IN_BITS, False, words.IN_BITS_HELP)
CONTROLS: tuple[Control, ...] = (TRUE_CLASS, *LOGITS, SOFT, RATE, NUM_CLASSES, IN_BITS, STEP, VIEW)


def live_controls(num_classes: int) -> tuple[Control, ...]:
    """The controls that the pictures follow while they move; the true class is one of as many as there are."""
    return (replace(TRUE_CLASS, high=num_classes), *LOGITS[:num_classes], SOFT, RATE)
