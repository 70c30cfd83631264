"""The closed forms that the browser works out for L2, L1 and Huber are those of core and of torch."""

import json
import re

import altair as alt
import pytest
import torch
from torch.nn import functional

from charts.look import PROJECTOR, SCREEN
from charts.palette import LOSSES
from lessons.regression_losses import maths, words
from lessons.regression_losses.controls import DELTA, PREDICTION, TRUTH
from lessons.regression_losses.losses import OPTIONS
from lessons.regression_losses.maths import Residual, loss_of
from lessons.regression_losses.names import NAMES
from lessons.regression_losses.pictures import losses as charts
from tests.charts.drawing import drawn, seen, unknown_columns
from texts.numbers import LOST

LABELS = {key: text.en for key, text in words.CHART.items()} | {"lost": LOST.en, "guess": "your guess"}
BUILDS = (charts.value_chart, charts.slope_chart, charts.density_chart, charts.residual_chart, charts.scaling_chart)
SETTINGS = [(3.0, 0.0, 1.0), (0.3, 0.3, 0.1), (-4.9, 4.7, 2.3), (5.0, -5.0, 5.0), (-0.2, 0.4, 0.7)]


def numbers(chart, at):
    """The numbers that a chart writes, with its parameters set."""
    spec = chart.add_params(*charts.parameters(**OPTIONS)).to_dict()
    svg = drawn(spec, {}, {"prediction": at.prediction, "truth": at.truth, "delta": at.delta})
    return [float(number) for number in re.findall(r">(-?\d\.\d{12}e[+-]?\d+)<", svg.replace("−", "-"))]


def written(chart, field):
    text = f"{field} === null ? 'none' : format({field}, '.12e')"
    return chart.transform_calculate(text=text).mark_text().encode(text="text:N")


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", NAMES)
def test_every_point_of_every_curve_is_cores(name, setting):
    at = Residual(*setting)
    reach = max(5.0, abs(at.r))
    r = reach * torch.arange(-50, 51, dtype=torch.float64) / 50  # linspace misses 0
    loss, zero = loss_of(name, at.delta), torch.zeros(101, 1, dtype=torch.float64)
    expected = {
        charts.value: loss.value(r[:, None], zero),
        charts.density: maths.density(r, name, at.delta),
    }
    for expression, theirs in expected.items():
        found = numbers(written(charts.curve(expression(name, "datum.r")), "datum.y"), at)
        assert found == pytest.approx(theirs.tolist(), rel=1e-6, abs=1e-9)
    slope = numbers(written(charts.curve(charts.slope(name, "datum.r")), "datum.y"), at)
    assert slope == pytest.approx(loss.gradient(r[:, None], zero)[:, 0].tolist(), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_current_point_is_torchs(setting):
    at = Residual(*setting)
    output = torch.tensor([at.r], dtype=torch.float64, requires_grad=True)
    zero = torch.zeros(1, dtype=torch.float64)
    theirs = {
        "l2": functional.mse_loss(output, zero) / 2,
        "l1": functional.l1_loss(output, zero),
        "huber": functional.huber_loss(output, zero, delta=at.delta),
    }
    one = alt.Chart(alt.sequence(0, 1, as_="i"))
    for name, value in theirs.items():
        (slope,) = torch.autograd.grad(value, output)
        expected = [float(value.detach()), float(slope)]
        fields = [f"value_{name}", f"slope_{name}"]
        assert [numbers(written(one, field), at)[0] for field in fields] == pytest.approx(expected, abs=1e-9)
        assert list(at.values()[name]) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_scalings_are_those_of_pytorch(setting):
    at = Residual(*setting)
    reach = max(5.0, abs(at.r))
    r, zero = torch.linspace(-reach, reach, 101, dtype=torch.float64), torch.zeros(101, dtype=torch.float64)
    expected = {
        "huber": functional.huber_loss(r, zero, delta=at.delta, reduction="none"),
        "smooth": functional.smooth_l1_loss(r, zero, beta=at.delta, reduction="none"),
        "fixed": torch.where(r.abs() > 1, r.abs() - 0.5, r.square() / 2),
    }
    for name, theirs in expected.items():
        found = numbers(written(charts.curve(charts.scaling(name, "datum.r")), "datum.y"), at)
        assert found == pytest.approx(theirs.tolist(), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("setting", SETTINGS)
def test_the_charts_draw(setting, look):
    at = dict(zip(("prediction", "truth", "delta"), setting, strict=True))
    for spec in (build(LABELS, look, **OPTIONS) for build in BUILDS):
        assert unknown_columns(spec, {}) <= {"i"}  # of the sequences
        svg = drawn(spec, {}, at)
        assert "NaN" not in svg
        assert "undefined" not in svg
        assert svg.count("<path") > 5


def test_the_jump_of_l1_is_not_drawn_as_a_slope():
    svg = drawn(charts.slope_chart(LABELS, SCREEN, **OPTIONS), {}, {"prediction": 3, "truth": 0, "delta": 1})
    hue = seen(LOSSES["l1"])
    line = next(d for d in re.findall(rf'd="(M[^"]*)" stroke="{hue}"', svg) if d.count("L") > 50)
    assert line.count("M") == 2  # two pieces
    heights = {round(float(y), 6) for y in re.findall(r"[ML][\d.-]+,([\d.-]+)", line)}
    assert len(heights) == 2


def test_the_inputs_of_a_saved_chart_have_the_ends_of_the_sliders():
    spec = charts.residual_chart(LABELS, SCREEN, **OPTIONS)
    bound = {parameter["name"]: parameter["bind"] for parameter in spec["params"] if "bind" in parameter}
    for control in (PREDICTION, TRUTH, DELTA):
        bind = bound[control.key]
        assert (bind["min"], bind["max"], bind["step"]) == (control.low, control.high, control.step)
    assert "np." not in json.dumps(spec)


def test_what_is_above_the_axis_of_the_scalings_is_told():
    # HuberLoss at r = 10 with delta = 5: 5 (10 - 2.5) = 37.5, above the end of the axis at 1.2 x 10.
    svg = drawn(charts.scaling_chart(LABELS, SCREEN, **OPTIONS), {}, {"prediction": 5, "truth": -5, "delta": 5})
    assert "HuberLoss(δ = 5.0) = 37.5 (above the axis)" in svg
    svg = drawn(charts.scaling_chart(LABELS, SCREEN, **OPTIONS), {}, {"prediction": 3, "truth": 0, "delta": 1})
    assert "above" not in svg
