"""The lessons, each whole in a folder of its own name, in the order of the book."""

from lessons.cross_entropy import LESSON as CROSS_ENTROPY
from lessons.learning_rate import LESSON as LEARNING_RATE
from lessons.linear_regression import LESSON as LINEAR_REGRESSION
from lessons.regression_losses import LESSON as REGRESSION_LOSSES
from lessons.regression_to_classification import LESSON as REGRESSION_TO_CLASSIFICATION
from lessons.softmax import LESSON as SOFTMAX
from lessons.softmax_regression import LESSON as SOFTMAX_REGRESSION
from lessons.synthetic_data import LESSON as SYNTHETIC_DATA

LESSONS = (
    SYNTHETIC_DATA,
    LINEAR_REGRESSION,
    LEARNING_RATE,
    REGRESSION_LOSSES,
    REGRESSION_TO_CLASSIFICATION,
    SOFTMAX,
    CROSS_ENTROPY,
    SOFTMAX_REGRESSION,
)
