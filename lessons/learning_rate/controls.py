"""The controls of this lesson."""

from dataclasses import replace

from lessons.learning_rate import words
from lessons.learning_rate.maths import RATES
from ui import settings
from ui.controls import Choice, Steps, Switch

RATE = Choice("lr", settings.LEARNING_RATE.label, RATES, 0.03, live=True)
BATCH_SIZE = settings.BATCH_SIZE
NOISE = replace(settings.NOISE, default=0.1, shared=False, live=False)
N = replace(settings.N, options=(100, 200, 500, 1000), shared=False)
EPOCHS = Choice("epochs", settings.EPOCHS.label, (1, 3, 10, 30), 10)
SEED = replace(settings.SEED, shared=False)
STRETCH = Choice("stretch", words.STRETCH, (1, 2, 3), 1, words.STRETCH_HELP)
STEP = Steps()
LOG_AXES = Switch("log_axes", words.LOG_AXES, True)
CONTROLS = (RATE, BATCH_SIZE, NOISE, N, EPOCHS, SEED, STRETCH, STEP, LOG_AXES)
