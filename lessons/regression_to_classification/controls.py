"""The controls of this lesson."""

from dataclasses import replace

from lessons.regression_to_classification import words
from ui import settings
from ui.controls import Control, Number

TRUE_CLASS = replace(settings.TRUE_CLASS, high=len(words.CLASS_NAMES))
LOGITS = settings.LOGITS[: len(words.CLASS_NAMES)]
DELTA = Number("delta", words.DELTA, 0.0, 5.0, 0.1, 1.0, words.DELTA_HELP, live=True)
CONTROLS: tuple[Control, ...] = (TRUE_CLASS, *LOGITS, DELTA)
