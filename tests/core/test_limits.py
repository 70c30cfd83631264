"""No computation of core runs without bounds, whoever asks for it."""

import pytest
import torch

from core.data import synthetic_data
from core.datasets import class_blobs
from core.limits import MOST_CLASSES, MOST_EXAMPLES, MOST_STEPS
from core.training import fit
from tests.visiting import LESSONS
from ui.controls import Choice, Number


def test_too_many_examples_steps_and_classes_are_refused_before_anything_is_made(seeded):
    with pytest.raises(ValueError, match=f"num_examples must be at most {MOST_EXAMPLES}"):
        synthetic_data([2.0], 1.0, 10**12, generator=seeded(0))
    with pytest.raises(ValueError, match=f"num_classes must be at most {MOST_CLASSES}"):
        class_blobs(10**9, 10**10, spread=1.0, generator=seeded(0))
    X, y = torch.zeros(10, 1, dtype=torch.float64), torch.zeros(10, 1, dtype=torch.float64)
    rest = {"learning_rates": [0.1], "generator": seeded(0)}
    with pytest.raises(ValueError, match=f"steps must be at most {MOST_STEPS}"):
        fit(X, y, "squared", batch_size=1, epochs=10**9, **rest)
    with pytest.raises(ValueError, match=f"num_classes must be at most {MOST_CLASSES}"):
        fit(X, torch.zeros(10, dtype=torch.long), "cross_entropy", batch_size=5, epochs=1, num_classes=10**8, **rest)


def test_no_control_reaches_a_limit():
    for lesson in LESSONS:
        ends = {c.key: max(c.options) if isinstance(c, Choice) else c.high
                for c in lesson.controls if isinstance(c, Number | Choice)}  # fmt: skip
        assert ends.get("n", 0) <= MOST_EXAMPLES / 10
        assert ends.get("classes", 0) <= MOST_CLASSES / 10
        assert ends.get("n", 500) * ends.get("epochs", 1) <= MOST_STEPS
