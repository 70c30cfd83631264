"""The pictures of the robust fits show the row of the tables that belongs to the sliders."""

import re

import altair as alt
import pytest
import torch

from charts.look import PROJECTOR, SCREEN
from charts.parts import held
from core.losses import LOSSES, huber
from lessons.regression_losses import maths as wild
from lessons.regression_losses import outlier as robust
from lessons.regression_losses import words
from lessons.regression_losses.outlier import DELTAS, OUTLIERS, RATES
from lessons.regression_losses.pictures import outlier as charts
from tests.charts.drawing import drawn, unknown_columns

LABELS = {key: text.en for key, text in words.CHART.items()}
OPTIONS = {"outliers": OUTLIERS, "deltas": DELTAS}


def scene(**changes):
    settings = {"tails": "student", "n": 12, "noise": 0.5, "seed": 3, "rank": 0} | changes
    return robust.scene_data(**settings)


def test_deltas_are_the_steps_of_the_slider():
    count = round((robust.DELTA.high - robust.DELTA.low) / robust.DELTA.step) + 1
    assert len(DELTAS) == count
    assert (DELTAS[0], DELTAS[-1]) == (robust.DELTA.low, robust.DELTA.high)
    assert all(robust.DELTA.read(str(delta)) == delta for delta in DELTAS)


@pytest.mark.parametrize(("outlier", "delta"), [(0, 0.1), (20, 1.0), (10_000, 5.0), (200, 0.3), (1, 2.9)])
def test_the_lines_written_are_those_of_the_table(outlier, delta):
    data = scene()
    svg = drawn(charts.scene_chart(LABELS, SCREEN, **OPTIONS), data, {"outlier": outlier, "delta": delta})
    table = data["fits"]
    row = table[(table["outlier"] == outlier) & (table["delta"] == delta)].iloc[0]
    for name, word in charts.NAMES.items():
        line = re.search(rf">[^<]*{word}: ŷ = ([−\d.]+) ([+−]) ([\d.]+) x", svg)
        bias, sign, weight = line.groups()
        assert float(bias.replace("−", "-")) == pytest.approx(row[f"b_{name}"], abs=0.0051)
        assert float(weight) * (1 if sign == "+" else -1) == pytest.approx(row[f"w_{name}"], abs=0.0051)


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("outlier", [0, 20, 10_000])
@pytest.mark.parametrize("changes", [{}, {"noise": 0.0, "n": 5}, {"rank": 11, "noise": 2.0}])
def test_scene_and_distances_draw_and_name_only_columns_that_exist(changes, outlier, look):
    data = scene(**changes)
    for spec in (charts.scene_chart(LABELS, look, **OPTIONS), charts.distance_chart(LABELS, look, **OPTIONS)):
        assert unknown_columns(spec, data, rows={"F": "fits", "S": "scene", "row": "fits"}) <= {"i"}
        svg = drawn(spec, data, {"outlier": outlier, "delta": 1.0})
        assert "NaN" not in svg
        assert "undefined" not in svg
        assert svg.count("<path") > 10


def test_a_label_off_the_chart_is_named():
    data = scene()
    svg = drawn(charts.scene_chart(LABELS, SCREEN, **OPTIONS), data, {"outlier": 10_000, "delta": 1.0})
    assert f"▲ {10_000 + data['scene']['y'][0]:,.0f}" in svg
    assert "+ 20" in drawn(charts.scene_chart(LABELS, SCREEN, **OPTIONS), data, {"outlier": 20, "delta": 1.0})


@pytest.mark.parametrize(("outlier", "delta"), [(0, 1.0), (20, 0.4), (10_000, 5.0)])
def test_the_mean_losses_of_a_constant_are_cores(outlier, delta):
    labels = torch.tensor(wild.LABELS, dtype=torch.float64)
    labels[-1] += outlier
    losses = {"l2": LOSSES["half_squared"], "l1": LOSSES["absolute"], "huber": huber(delta)}
    params = charts.constant_chart(LABELS, SCREEN, **OPTIONS)["params"]
    for name, loss in losses.items():
        rows = alt.Chart(alt.sequence(0, 21, as_="i")).transform_calculate(c="datum.i / 2 - 2")
        text = f"format({charts.mean_loss(name, 'datum.c')}, '.12e')"
        chart = rows.transform_calculate(text=text).mark_text().encode(text="text:N")
        spec = alt.layer(held("points"), held("constants"), chart).to_dict() | {"params": params}
        svg = drawn(spec, robust.constant_data(), {"outlier": outlier, "delta": delta})
        found = [float(number) for number in re.findall(r">(\d\.\d{12}e[+-]?\d+)<", svg)]
        c = torch.arange(21, dtype=torch.float64) / 2 - 2
        value = loss.value(c[:, None, None].expand(21, 5, 1), labels[:, None]).mean(1)
        assert found == pytest.approx(value.tolist(), rel=1e-6)


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize(("outlier", "delta"), [(0, 0.1), (20, 1.0), (10_000, 5.0)])
def test_the_constants_draw_and_one_off_the_chart_is_named(outlier, delta, look):
    data = robust.constant_data()
    spec = charts.constant_chart(LABELS, look, **OPTIONS)
    assert unknown_columns(spec, data, rows={"F": "constants"}) <= {"i"}
    svg = drawn(spec, data, {"outlier": outlier, "delta": delta})
    assert "NaN" not in svg
    assert "median = 1.5" in svg
    mean = 2 + outlier / 5
    assert f"mean = {mean:,.4g}".replace("2e+03", "2,002") in svg
    assert (LABELS["off"] in svg) == (mean > 40)


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("kind", ["error", "size"])
def test_training_shows_the_row_of_the_rate_and_the_step(kind, look):
    data = robust.steps_data(1.0, 10, 0.0, 0)
    spec = charts.training_chart(kind, LABELS, look, rates=RATES, num_steps=wild.TRAIN_STEPS)
    assert unknown_columns(spec, {"steps": data}) == set()
    for rate, step in ((0.01, 1), (0.1, 57), (0.5, 200)):
        svg = drawn(spec, {"steps": data}, {"lr": rate, "step": step})
        assert "NaN" not in svg
        row, k = data[data["step"] == step].iloc[0], RATES.index(rate)
        for name, word in charts.NAMES.items():
            number = re.search(rf"{word}: {LABELS[kind]} ([\d.e-]+)<", svg.replace("−", "-")).group(1)
            assert float(number) == pytest.approx(row[f"{kind}_{name}_{k}"], rel=6e-3)


def test_what_has_no_number_is_said_in_words():
    data = robust.steps_data(1.0, 10, 0.0, 0)
    spec = charts.training_chart("size", LABELS, SCREEN, rates=RATES, num_steps=wild.TRAIN_STEPS)
    assert drawn(spec, {"steps": data}, {"lr": 0.1, "step": 0}).count("size of the gradient none yet<") == 3
    lost = data.assign(error_l2_5=float("nan"))  # of the rate 0.1
    spec = charts.training_chart("error", LABELS, SCREEN, rates=RATES, num_steps=wild.TRAIN_STEPS)
    svg = drawn(spec, {"steps": lost}, {"lr": 0.1, "step": 100})
    assert svg.count("parameter error off the chart<") == 1
    assert "NaN" not in svg
