"""The controls of this lesson."""

from lessons.synthetic_data import words
from ui import settings
from ui.controls import Number, Steps, Switch

W1, W2, B, NOISE = settings.W1, settings.W2, settings.B, settings.NOISE
N, SEED, TWO_FEATURES = settings.N, settings.SEED, settings.TWO_FEATURES
BATCH_SIZE = settings.BATCH_SIZE
SHUFFLE = Switch("shuffle", words.SHUFFLE, True)
DROP_LAST = Switch("drop_last", words.DROP_LAST, False)
EPOCH = Number("epoch", words.EPOCH, 1, 10, 1, 1)
# Which minibatch to look at: as many as there are.
BATCH = Steps("batch", words.BATCH, first=True)
CONTROLS = (W1, W2, B, NOISE, BATCH_SIZE, SHUFFLE, DROP_LAST, EPOCH, N, SEED, TWO_FEATURES, BATCH)
