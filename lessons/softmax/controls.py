"""The controls of this lesson."""

from lessons.softmax import words
from ui import settings
from ui.controls import Choice, Control, Number

TEMPERATURES = (
    0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 7, 10, 20,
    50, 100,
)  # fmt: skip
SCALES = (0, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 10)
SIZES = (-1000, -110, -104, -100, -20, -10, 1, 5, 10, 11, 12, 20, 50, 88, 89, 100, 1000)
SPREADS = (1, 2, 5, 10, 20, 50, 100)

# The pictures follow the number of classes, too, but the row of sliders does not: letting go of it runs the page.
NUM_CLASSES = settings.NUM_CLASSES
LOGITS = settings.LOGITS
TEMPERATURE = Choice("temperature", words.TEMPERATURE, TEMPERATURES, 1, words.TEMPERATURE_HELP, live=True)
SHIFT = Number("shift", words.SHIFT, -10.0, 10.0, 0.5, 0.0, live=True)
SCALE = Choice("scale", words.SCALE, SCALES, 1, words.SCALE_HELP, live=True)
SIZE = Choice("size", words.SIZE, SIZES, 100, live=True)
SPREAD = Choice("spread", words.SPREAD, SPREADS, 1, live=True)
COSTS = (1, 2, 3, 5, 10, 20, 50, 100, 1000)
COST = Choice("cost", words.COST, COSTS, 5, live=True)
LIGHT = Number("light", words.LIGHT, 0, settings.MOST_CLASSES, 1, 0, words.LIGHT_HELP, live=True)
INTO_EXP: tuple[Control, ...] = (NUM_CLASSES, *LOGITS, TEMPERATURE, SHIFT, SCALE)
CONTROLS: tuple[Control, ...] = (*INTO_EXP, SIZE, SPREAD, LIGHT, COST)
