"""One's own line: its squares are square, and its figures are those of torch."""

import json
import re

import pytest
import torch
import vl_convert

from charts.look import SCREEN
from core.data import synthetic_causes
from core.theory import least_squares
from lessons.linear_regression import tables as frames
from lessons.linear_regression import words
from lessons.linear_regression.controls import ANGLE, INTERCEPT, NOISE, SIGMA, W1, B
from lessons.linear_regression.pictures.hand import hand_chart
from lessons.linear_regression.pictures.likelihood import likelihood_chart
from lessons.linear_regression.pictures.limit import limit_chart
from tests.charts.drawing import drawn, unknown_columns
from texts.numbers import LOST

LABELS = {key: text.en for key, text in words.CHART.items()} | {"lost": LOST.en, "guess": "your guess"}

VALUES = {"w1": 2.0, "b": 1.0, "noise": 0.5, "angle": 45, "intercept": 2.0}


def made(*, reveal):
    X, unit_noise = synthetic_causes(2, 50, generator=torch.Generator().manual_seed(3))
    data = frames.hand_frame(X, unit_noise, 12).assign(reveal=reveal)
    svg = drawn(hand_chart(LABELS, SCREEN, follows=(W1, B, NOISE, ANGLE, INTERCEPT)), {"hand": data}, dict(VALUES))
    return X[:12, :1], unit_noise[:12], svg


def test_its_mean_square_and_the_least_possible_are_right():
    x, e, svg = made(reveal=True)
    y = 2 * x + 1 + 0.5 * e
    own = float((y - (x + 2)).square().mean())
    weight, bias = least_squares(x, y)
    best = float((y - x @ weight - bias).square().mean())
    shown = [float(number) for number in re.findall(r"mean square ([\d.e-]+)</text>", svg)]
    assert shown == pytest.approx([own, best], rel=1e-3)


@pytest.mark.parametrize("sigma", [0.3, 1.0, 2.5])
def test_the_log_likelihood_is_that_of_torch_and_its_best_width_the_root_of_the_mean_square(sigma):
    X, unit_noise = synthetic_causes(2, 50, generator=torch.Generator().manual_seed(3))
    data = {"hand": frames.hand_frame(X, unit_noise, 12)}
    spec = likelihood_chart(LABELS, SCREEN, follows=(W1, B, NOISE, ANGLE, INTERCEPT, SIGMA))
    assert unknown_columns(spec, data) == set()
    svg = drawn(spec, data, VALUES | {"sigma": sigma}).replace("\N{MINUS SIGN}", "-")
    x, y = X[:12, :1], 2 * X[:12, :1] + 1 + 0.5 * unit_noise[:12]
    own = x + 2
    total = float(torch.distributions.Normal(own, sigma).log_prob(y).sum())
    assert float(re.search(r"log-likelihood \(sum of log p\) ([\d.-]+)<", svg)[1]) == pytest.approx(total, rel=1e-3)
    best = float((y - own).square().mean().sqrt())
    assert float(re.search(r"largest at σ = ([\d.]+)<", svg)[1]) == pytest.approx(best, rel=5e-3)
    widths = [best * factor for factor in (0.9, 1.0, 1.1)]
    sums = [float(torch.distributions.Normal(own, width).log_prob(y).sum()) for width in widths]
    assert max(sums) == sums[1]


def test_the_least_squares_stay_hidden_until_asked_for():
    assert "least possible" not in made(reveal=False)[2]


def test_each_square_is_as_wide_as_high():
    _, _, svg = made(reveal=False)
    sides = re.findall(r'd="M[\d.-]+,[\d.-]+h([\d.]+)v([\d.]+)h-', svg)
    squares = [(float(w), float(h)) for w, h in sides if 0 < float(w) < 200 and 0 < float(h) < 200]
    assert len(squares) >= 10
    assert all(w == pytest.approx(h, abs=0.02) for w, h in squares)


def test_the_strip_below_the_rate_marks_what_lies_above_the_limit():
    spec = limit_chart(LABELS, SCREEN)
    rows = [{"position": i, "share": i / 3, "above": i >= 2} for i in range(4)]
    spec = {**spec, "datasets": {"limit": rows}}
    svg = vl_convert.vegalite_to_svg(json.dumps(spec))
    assert svg.count(LABELS["unstable"]) >= 1
