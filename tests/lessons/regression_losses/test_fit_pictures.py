"""The pictures of the fits show the row of the tables that belongs to the sliders."""

import re

import altair as alt
import pytest
import torch

from charts.look import PROJECTOR, SCREEN
from charts.palette import LEARNED, LEAST_SQUARES
from charts.palette import LOSSES as COLOURS
from charts.parts import held
from core.losses import LOSSES, huber
from lessons.regression_losses import maths, outlier, run, training, words
from lessons.regression_losses.controls import DELTA, DELTAS, RATES
from lessons.regression_losses.names import NAMES
from lessons.regression_losses.pictures import constant as constants
from lessons.regression_losses.pictures import fits
from lessons.regression_losses.pictures.training import error_chart, size_chart
from tests.charts.drawing import drawn, seen, unknown_columns
from texts.numbers import LOST, line, number

LABELS = {key: text.en for key, text in words.CHART.items()} | {"lost": LOST.en, "guess": "your guess"}
OPTIONS = outlier.OPTIONS
CHARTS = {"error": error_chart, "size": size_chart}


def rows(tables):
    return {name: table.to_pandas() for name, table in tables.items()}


def scene(**changes):
    found = run.lines(run.Scene(**{"share": 0, "tails": "student", "noise": 0.5, "n": 20, "seed": 3} | changes))
    return found, rows(found.tables)


def points(svg, colour):
    """The places of the filled marks of a colour, in pixels of their panel."""
    return [
        tuple(map(float, at)) for at in re.findall(rf'translate\(([\d.-]+),([\d.-]+)\)" d="[^"]*" fill="{colour}"', svg)
    ]


def test_deltas_are_the_steps_of_the_slider():
    assert len(DELTAS) == 50  # from 0.1 to 5 in steps of 0.1
    assert (DELTAS[0], DELTAS[-1]) == (DELTA.low, DELTA.high)
    assert all(DELTA.read(str(delta)) == delta for delta in DELTAS)


@pytest.mark.parametrize(("outlier", "delta"), [(0, 0.1), (20, 1.0), (10_000, 5.0), (200, 0.3), (1, 2.9)])
def test_the_lines_written_are_those_of_the_table(outlier, delta):
    found, data = scene()
    svg = drawn(fits.scene_chart(LABELS, SCREEN, **OPTIONS), data, {"outlier": outlier, "delta": delta})
    row = found.fits[(found.fits["outlier"] == outlier) & (found.fits["delta"] == delta)].iloc[0]
    assert "true line: y = 2.00 x + 4.20<" in svg
    for name, word in NAMES.items():
        equation = line([row[f"w_{name}"]], row[f"b_{name}"], symbols=["x"], lang="en")
        off = number(row[f"distance_{name}"], "en", digits=3)
        assert f"{word}: ŷ = {equation}   off by {off}<" in svg


@pytest.mark.parametrize("outlier", [0, 2, 5, 20, 10_000])
def test_the_moved_label_stands_at_its_height(outlier):
    found, data = scene(tails="gaussian")
    svg = drawn(fits.scene_chart(LABELS, SCREEN, **OPTIONS), data, {"outlier": outlier, "delta": 1.0})
    x, label, low = float(found.x[0]), float(found.y[0]) + outlier, float(found.y.min())
    bottom, top = max(-60, min(-4, low) - 1), min(60, max(12, float(found.y.max()), label) + 2)
    height = min(label, top - 0.04 * (top - bottom))
    ((left, down),) = points(svg, seen(LEARNED))
    assert down == pytest.approx(300 * (top - height) / (top - bottom), abs=0.01)
    # x runs from -3.5 to 3.5 over the width of the panel.
    width = max(float(w) for w in re.findall(r'd="M0.5,0.5h([\d.]+)v', svg))
    assert left == pytest.approx(width * (x + 3.5) / 7, abs=0.01)
    assert (f"▲ {number(label, 'en')}<" in svg) == (label > top)
    assert (f">+ {outlier}<" in svg) == (label <= top)


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize(("changes", "outlier"), [({}, 20), ({"noise": 0.0, "n": 5}, 0), ({"share": 100}, 10_000)])
def test_scene_and_distances_draw_and_name_only_columns_that_exist(changes, outlier, look):
    _, data = scene(**changes)
    for build in (fits.scene_chart, fits.distance_chart):
        spec = build(LABELS, look, **OPTIONS)
        assert unknown_columns(spec, data, rows={"F": "fits", "S": "scene", "row": "fits"}) <= {
            "i",
            "value",
        }  # of sequences, and of axes
        svg = drawn(spec, data, {"outlier": outlier, "delta": 1.0})
        assert not re.search("NaN|undefined|null", svg)
        assert svg.count("<path") > 10


def test_a_distance_below_the_axis_is_told_and_not_drawn_on_its_foot():
    _, data = scene(noise=0.0)
    spec = fits.distance_chart(LABELS, SCREEN, **OPTIONS)
    svg = drawn(spec, data, {"outlier": 0, "delta": 1.0})
    assert "below the axis:  L2  L1  Huber<" in svg
    assert not points(svg, seen(LEAST_SQUARES))
    # An outlier takes L2's line away, and leaves L1's where it was: on the truth.
    svg = drawn(spec, data, {"outlier": 10_000, "delta": 1.0})
    assert "below the axis:  L1<" in svg
    assert len(points(svg, seen(LEAST_SQUARES))) == 1


def test_examples_off_the_chart_are_counted():
    found, data = scene()
    examples = data["examples"].assign(y=[0.0, 70.0, -70.0, 3.0, *[4.0] * 16])
    svg = drawn(
        fits.scene_chart(LABELS, SCREEN, **OPTIONS), data | {"examples": examples}, {"outlier": 0, "delta": 1.0}
    )
    assert "examples off the chart: 2<" in svg
    assert len(found.y) == 20


@pytest.mark.parametrize(("outlier", "delta"), [(0, 1.0), (20, 0.4), (10_000, 5.0)])
def test_the_mean_losses_of_a_constant_are_cores(outlier, delta):
    labels = torch.tensor(maths.LABELS, dtype=torch.float64)
    labels[-1] += outlier
    losses = {"l2": LOSSES["half_squared"], "l1": LOSSES["absolute"], "huber": huber(delta)}
    params = constants.constant_chart(LABELS, SCREEN, **OPTIONS)["params"]
    for name, loss in losses.items():
        places = alt.Chart(alt.sequence(0, 21, as_="i")).transform_calculate(c="datum.i / 2 - 2")
        text = f"format({constants.mean_loss(name, 'datum.c')}, '.12e')"
        chart = places.transform_calculate(text=text).mark_text().encode(text="text:N")
        spec = alt.layer(held("points"), held("constants"), chart).to_dict() | {"params": params}
        svg = drawn(spec, rows(run.constants()[1]), {"outlier": outlier, "delta": delta})
        found = [float(number) for number in re.findall(r">(\d\.\d{12}e[+-]?\d+)<", svg)]
        c = torch.arange(21, dtype=torch.float64) / 2 - 2
        value = loss.value(c[:, None, None].expand(21, 5, 1), labels[:, None]).mean(1)
        assert found == pytest.approx(value.tolist(), rel=1e-6)


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize(("outlier", "delta"), [(0, 0.1), (20, 1.0), (10_000, 5.0)])
def test_the_constants_draw_and_one_off_the_chart_is_named(outlier, delta, look):
    data = rows(run.constants()[1])
    spec = constants.constant_chart(LABELS, look, **OPTIONS)
    assert unknown_columns(spec, data, rows={"F": "constants"}) <= {"i", "value"}  # of sequences, and of axes
    svg = drawn(spec, data, {"outlier": outlier, "delta": delta})
    assert "NaN" not in svg
    assert "median = 1.5<" in svg
    mean = 2 + outlier / 5  # of 0, 1.2, 1.5, 2.3 and 5, which sum to 10
    assert f"mean = {mean:g}" in svg
    assert (LABELS["off"] in svg) == (mean > 40)


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("kind", ["error", "size"])
def test_training_shows_the_row_of_the_rate_and_the_step(kind, look):
    data = rows(run.trained(run.Training(1.0, 10, 0.0, 0)).tables)
    spec = CHARTS[kind](LABELS, look, **training.OPTIONS)
    assert unknown_columns(spec, data) <= {"value"}  # of axes
    for rate, step in ((0.01, 1), (0.1, 57), (0.2, 90)):
        svg = drawn(spec, data, {"lr": rate, "step": step})
        assert "NaN" not in svg
        row, k = data["steps"].iloc[step], RATES.index(rate)
        for name, word in NAMES.items():
            value = row[f"{kind}_{name}_{k}"]
            told = f"{word}: {LABELS[kind]} {number(value, 'en', digits=3, dust=0)}"
            # What the axis, from 1e-6 to 20, does not hold is told to be off it.
            assert f"{told}{' (below the axis)' if value < 1e-6 else ' (above the axis)' if value > 20 else ''}<" in svg


def test_a_curve_below_the_axis_leaves_the_picture():
    data = rows(run.trained(run.Training(1.0, 10, 0.0, 0)).tables)
    svg = drawn(error_chart(LABELS, SCREEN, **training.OPTIONS), data, {"lr": 0.1, "step": 200})
    assert float(data["steps"][f"error_l2_{RATES.index(0.1)}"].iloc[-1]) < 1e-6
    assert not points(svg, seen(LEAST_SQUARES))
    assert len(points(svg, seen(COLOURS["l1"]))) == 1
    heights = [
        float(y)
        for d in re.findall(rf'd="(M[^"]*)" stroke="{seen(LEAST_SQUARES)}"', svg)
        for y in re.findall(r",([\d.-]+)", d)
    ]
    assert max(heights) > 270  # of the panel: it goes on below, clipped


def test_what_has_no_number_is_said_in_words():
    found = run.trained(run.Training(1.0, 10, 0.0, 0)).steps
    spec = size_chart(LABELS, SCREEN, **training.OPTIONS)
    assert drawn(spec, {"steps": found}, {"lr": 0.1, "step": 0}).count("size of the gradient none yet<") == 3
    lost = found.assign(**{f"error_l2_{RATES.index(0.1)}": float("nan")})
    svg = drawn(error_chart(LABELS, SCREEN, **training.OPTIONS), {"steps": lost}, {"lr": 0.1, "step": 100})
    assert svg.count("parameter error beyond 10⁸<") == 1
    assert "NaN" not in svg


def transforms(part, above=()):
    """Each list of transforms of a specification with the data set it works on."""
    data = part.get("data", {}).get("name", above)
    yield data, part.get("transform", [])
    for key in ("layer", "vconcat", "hconcat"):
        for inner in part.get(key, []):
            yield from transforms(inner, data)


@pytest.mark.parametrize("build", [fits.scene_chart, fits.distance_chart, constants.constant_chart])
def test_no_transform_writes_a_field_that_it_reads_or_that_its_source_has(build):
    data = scene()[1] | rows(run.constants()[1])
    for name, steps in transforms(build(LABELS, SCREEN, **OPTIONS)):
        for step in (step for step in steps if "calculate" in step):
            assert not re.search(rf"\bdatum\.{step['as']}\b", step["calculate"]), step
            assert name not in data or step["as"] not in data[name].columns, step
