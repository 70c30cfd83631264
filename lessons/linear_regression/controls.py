"""The controls of this lesson."""

from lessons.linear_regression import words
from texts import Text
from ui import settings
from ui.controls import Number, Steps, Switch

W1, W2, B, NOISE = settings.W1, settings.W2, settings.B, settings.NOISE
N, SEED, TWO_FEATURES = settings.N, settings.SEED, settings.TWO_FEATURES
BATCH_SIZE, EPOCHS, INITIAL_STD = settings.BATCH_SIZE, settings.EPOCHS, settings.INITIAL_STD
LEARNING_RATE = settings.LEARNING_RATE
LOG_LOSS = Switch("log_loss", Text("Log scale for the loss", "损失用对数坐标"), True)
STEP = Steps()
SIGMA = Number("sigma", words.SIGMA, 0.1, 5.0, 0.1, 1.0, live=True)
ANGLE = Number("angle", words.ANGLE, -80, 80, 1, 0, live=True)
INTERCEPT = Number("intercept", words.INTERCEPT, -10.0, 10.0, 0.1, 0.0, live=True)
REVEAL = Switch("reveal", words.REVEAL, False)
CONTROLS = (
    W1, W2, B, NOISE, LEARNING_RATE, BATCH_SIZE, TWO_FEATURES, N, EPOCHS, SEED, INITIAL_STD, LOG_LOSS, STEP, ANGLE,
    INTERCEPT, REVEAL, SIGMA,
)  # fmt: skip
