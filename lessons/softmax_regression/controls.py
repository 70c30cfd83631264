"""The controls of this lesson."""

from dataclasses import replace

from lessons.softmax_regression import words
from lessons.softmax_regression.encoding import NUM_SAMPLES
from ui import settings
from ui.controls import Choice, Number, Pick, Steps

DATA = Pick("data", words.DATA, words.DATA_SETS, "blobs")
CLASSES = Number("classes", settings.NUM_CLASSES.label, 2, 6, 1, 3)
SPREAD = Number("spread", words.SPREAD, 0.2, 2.0, 0.1, 0.8, words.SPREAD_HELP)
FEATURES = Pick("features", words.FEATURES, words.PAIRS, "bill_length-bill_depth", buttons=False)
SAMPLE = Number("sample", words.SAMPLE, 1, NUM_SAMPLES, 1, 1, live=True)
LEARNING_RATE = replace(settings.LEARNING_RATE, default=0.1)
# On digits one rate is trained at a time, when its slider is let go.
RATE_OF_DIGITS = replace(LEARNING_RATE, live=False)
BATCH_SIZE = Choice("batch_size", settings.BATCH_SIZE.label, (5, 10, 20, 50, 100, 200, 500, 1000), 20)
EPOCHS = Number("epochs", settings.EPOCHS.label, 1, 30, 1, 10)
LOSS = Pick("loss", words.LOSS, words.LOSSES, "cross_entropy", words.LOSS_HELP)
SEED = replace(settings.SEED, shared=False)
INITIAL_STD = settings.INITIAL_STD
CALIBRATE = Choice(
    "calibrate", words.CALIBRATE, (0.25, 0.33, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 4), 1, live=True
)
STEP = Steps()
CONTROLS = (
    DATA,
    CLASSES,
    SPREAD,
    FEATURES,
    SAMPLE,
    LEARNING_RATE,
    BATCH_SIZE,
    LOSS,
    EPOCHS,
    SEED,
    INITIAL_STD,
    CALIBRATE,
    STEP,
)
