"""How often what is given a probability comes true: computed anew here, drawn as computed, told as computed."""

import re

import numpy as np
import pytest
import torch

from charts.look import SCREEN
from charts.palette import LEARNED
from lessons import SOFTMAX_REGRESSION
from lessons.softmax_regression import calibration, words
from lessons.softmax_regression.calibration import reliability, tables
from lessons.softmax_regression.controls import CALIBRATE
from lessons.softmax_regression.pictures.calibration import calibration_chart
from tests.charts.drawing import drawn, seen, unknown_columns
from tests.visiting import unfolded
from ui import state

LABELS = {key: text.en for key, text in words.CHART.items()} | {"lost": "too large to compute", "guess": "your guess"}


def examples(seed, n=200, k=4):
    draw = torch.Generator().manual_seed(seed)
    logits = 2 * torch.randn(n, k, generator=draw, dtype=torch.float64)
    return logits, torch.randint(0, k, (n,), generator=draw)


@pytest.mark.parametrize("temperature", [0.25, 1, 3])
@pytest.mark.parametrize("seed", [0, 1])
def test_bins_error_and_loss_are_those_of_the_definition(seed, temperature):
    logits, y = examples(seed)
    found = reliability(logits, y, temperature)
    z = logits.numpy() / temperature
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    sure, right = p.max(1), p.argmax(1) == y.numpy()
    which = np.minimum((10 * sure).astype(int), 9)
    bins = [(sure[which == b].mean(), right[which == b].mean(), (which == b).sum()) for b in sorted(set(which))]
    np.testing.assert_allclose(list(zip(found.confidence, found.share, found.count, strict=True)), bins)
    assert found.error == pytest.approx(sum(n * abs(a - b) for a, b, n in bins) / len(y))
    assert found.loss == pytest.approx(-np.log(p[range(len(y)), y]).mean())
    assert (found.sure, found.right) == pytest.approx((sure.mean(), right.mean()))


def test_a_temperature_changes_how_sure_the_model_is_and_not_what_it_predicts():
    logits, y = examples(2)
    cold, warm = reliability(logits, y, 0.25), reliability(logits, y, 4)
    assert cold.sure > warm.sure
    assert cold.right == warm.right


def test_what_is_sure_and_right_fills_one_bin_without_error():
    logits, y = torch.tensor([[50.0, 0.0], [0.0, 50.0]], dtype=torch.float64), torch.tensor([0, 1])
    found = reliability(logits, y, 1)
    assert (found.confidence, found.share, found.count) == ([1.0], [1.0], [2])
    assert found.error < 1e-12


def test_the_picture_shows_the_bins_of_the_temperature():
    logits, y = examples(3)
    found = {t: reliability(logits, y, t) for t in CALIBRATE.options}
    data = tables(found)
    spec = calibration_chart(LABELS, SCREEN, follows=(CALIBRATE,))
    assert unknown_columns(spec, data) == set()
    for t in (0.5, 3):
        svg = drawn(spec, data, {"calibrate": t})
        assert len(re.findall(rf'<path[^>]*fill="{seen(LEARNED)}"', svg)) == len(found[t].count)
        assert f"sure {found[t].sure:.2f}" in svg


def test_what_is_found_says_which_way_the_model_errs(monkeypatch):
    monkeypatch.setattr(state, "language", lambda: "en")
    logits, y = examples(4)
    found = {t: reliability(logits, y, t) for t in CALIBRATE.options}  # labels by chance: any sureness is too much
    told = calibration.finding(found, 1)
    assert told.startswith("**At T = 1 the model is too sure:**")
    assert "least at T = 4" in told
    right = {t: reliability(logits, logits.argmax(1), t) for t in CALIBRATE.options}
    assert "not sure enough" in calibration.finding(right, 4)
    assert "least at T = 0.25" in calibration.finding(right, 4)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "query", [{}, {"data": "digits"}, {"loss": "squared_on_one_hot"}, {"lr": "1.5", "spread": "2"}]
)
def test_the_section_opens_on_every_kind_of_data_and_loss(lang, query):
    app = unfolded(SOFTMAX_REGRESSION, "calibration", query={"lang": lang, "calibrate": "2"} | query)
    said = " ".join(element.value for element in app.markdown)
    assert ("T = 2" in said) == ("loss" not in query)
