"""The finding of the lesson on linear regression fits the run it speaks of."""

import pytest

from core.training import Regression
from lessons.linear_regression import page as regression


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Converged"),
        ({"learning_rate": 0.001, "num_examples": 100}, "Under way"),
        ({"noise": 0.0, "learning_rate": 0.001}, "Under way at step 300: without noise"),
        # The rate is far below the full batch's limit of about 1: neither more steps nor a larger rate would help.
        ({"learning_rate": 0.3, "batch_size": 1}, "Jittering"),
        ({"learning_rate": 0.1, "batch_size": 1, "num_examples": 100, "epochs": 10}, "Jittering"),
        ({"learning_rate": 0.6, "batch_size": 10, "epochs": 10, "noise": 0.5}, "Jittering"),
        # Beyond the limit of 0.96, though not yet at 100 times the start; and beyond 0.88, where at first it falls.
        ({"learning_rate": 1.2, "batch_size": 1000}, "Unstable"),
        ({"learning_rate": 0.9, "num_examples": 100, "batch_size": 100}, "Unstable"),
        ({"learning_rate": 0.3, "num_examples": 100, "batch_size": 1, "noise": 0.0}, "Oscillating"),
        ({"learning_rate": 1.5, "batch_size": 10}, "Diverged"),
    ],
)
def test_the_finding_fits_the_run(changes, told):
    result = regression.train(Regression(**changes))
    assert regression.finding(result, result.num_steps, "en").startswith(told)
    assert regression.finding(result, 0, "en").startswith("Not trained yet")


@pytest.mark.parametrize("rate", [0.03, 0.3, 0.6, 0.8])  # the limit is 0.88
@pytest.mark.parametrize("noise", [0.01, 0.5, 2.0])
def test_the_full_batch_is_never_said_to_jitter(rate, noise):
    run = Regression(learning_rate=rate, noise=noise, num_examples=100, batch_size=100, epochs=10)
    result = regression.train(run)
    told = {regression.finding(result, step, "en").split()[0] for step in range(1, result.num_steps + 1)}
    assert told
    assert told <= {"Under", "Converged"}
