"""The pictures of the data and of the deal: drawn, over columns that exist."""

import re

import pytest
import torch

from charts.look import PROJECTOR, SCREEN
from core.data import synthetic_causes
from lessons.synthetic_data import page as data
from lessons.synthetic_data import tables as frames
from lessons.synthetic_data import words
from lessons.synthetic_data.pictures import deal_chart, scatter_chart
from tests.charts.drawing import drawn, unknown_columns
from ui.settings import NOISE

FEW = (0.003, 0.03, 0.1, 1.5)

LABELS = {key: text.en for key, text in words.CHART.items()}


def dealt(d, n, batch_size, *, drop_last=False):
    X, unit_noise = synthetic_causes(d, n, generator=torch.Generator().manual_seed(1))
    batches = data.deal(d, n, batch_size, 2, seed=1, shuffle=True, drop_last=drop_last)
    return X, frames.deal_frame(X, unit_noise, batches)


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize(("d", "n", "batch_size"), [(1, 5, 10), (2, 100, 32), (2, 500, 1)])
def test_every_column_exists_and_every_example_is_drawn_or_counted(d, n, batch_size, look):
    _, table = dealt(d, n, batch_size)
    values = {"w1": 2.0, "w2": -1.0, "b": 1.0, "noise": 0.5, "batch": 1}
    scatter = scatter_chart(LABELS, look, num_features=d, rates=FEW, noises=NOISE.options)
    for spec, circles in ((scatter, d * min(n, 400)), (deal_chart(LABELS, look), 2 * n)):
        assert unknown_columns(spec, {"deal": table}) == set()
        svg = drawn(spec, {"deal": table}, values)
        assert "NaN" not in svg
        assert svg.count("<path") >= circles
    assert (f"400 of {n} drawn" in drawn(scatter, {"deal": table}, values)) == (n > 400)


def test_the_chosen_minibatch_and_no_other_stands_out():
    _, table = dealt(1, 100, 32, drop_last=True)
    for batch, size in ((2, 32), (9, 32)):  # there are three: beyond the last, the last is shown
        svg = drawn(deal_chart(LABELS, SCREEN), {"deal": table}, {"batch": batch})
        assert len(re.findall(r'<path[^>]*stroke="#d55e00"', svg)) == 2 * size
    assert len(re.findall(r"<path[^>]*stroke-dasharray", svg)) == 2 * 4
