"""The controls of this lesson."""

from dataclasses import replace

from lessons.regression_losses import words
from ui import settings
from ui.controls import Choice, Number, Pick, Steps

OUTLIERS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
RATES = (0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5)

PART = Pick("part", words.PART, words.PARTS, "losses", labelled=False)
PREDICTION = Number("prediction", words.PREDICTION, -5.0, 5.0, 0.1, 3.0, live=True)
TRUTH = Number("truth", words.TRUTH, -5.0, 5.0, 0.1, 0.0, live=True)
DELTA = Number("delta", words.DELTA, 0.1, 5.0, 0.1, 1.0, words.DELTA_HELP, live=True)
OUTLIER = Choice("outlier", words.OUTLIER, OUTLIERS, 20, live=True)
OUTLIER_AT = Number("outlier_at", words.OUTLIER_AT, 0, 100, 5, 0)
TAILS = Pick("tails", words.TAILS, words.TAIL_NAMES, "gaussian", words.TAILS_HELP)
NOISE = Choice("noise", settings.NOISE.label, (0, 0.1, 0.2, 0.5, 1, 2), 0.5)
N = Choice("n", settings.N.label, (5, 10, 20, 50), 20)
SEED = replace(settings.SEED, shared=False)
RATE = Choice("lr", settings.LEARNING_RATE.label, RATES, 0.1, live=True)
BATCH_SIZE = Choice("batch_size", settings.BATCH_SIZE.label, (1, 5, 10, 25, 50), 10)
TRAIN_NOISE = Choice("train_noise", words.TRAIN_NOISE, (0, 0.01, 0.1, 0.5), 0)
STEP = Steps()
CONTROLS = (
    PART, PREDICTION, TRUTH, DELTA, OUTLIER, OUTLIER_AT, TAILS, NOISE, N, SEED, RATE, BATCH_SIZE, TRAIN_NOISE, STEP,
)  # fmt: skip

# What the pictures of each part follow while it moves. A training is made anew for each delta: there it is not live.
LIVE_LOSSES = (PREDICTION, TRUTH, DELTA)
LIVE_FITS = (OUTLIER, DELTA)
TRAIN_DELTA = replace(DELTA, live=False)
# All positions of delta's slider.
DELTAS = tuple(round(DELTA.low + DELTA.step * k, 9) for k in range(round((DELTA.high - DELTA.low) / DELTA.step) + 1))
