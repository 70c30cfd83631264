"""The live charts of softmax regression: what Vega works out is what core computes; every field is a column."""

import re

import altair as alt
import pandas as pd
import pytest
import torch

from charts.look import PROJECTOR, SCREEN
from charts.palette import CLASSES
from charts.parts import held
from core.losses import softmax
from lessons.softmax_regression import classifier as classifier
from lessons.softmax_regression import tables as frames
from lessons.softmax_regression import words
from lessons.softmax_regression.maths import Classification, examples, run
from lessons.softmax_regression.pictures import digits, learning, regions
from lessons.softmax_regression.pictures.moment import moment
from tests.charts.drawing import drawn, unknown_columns

LABELS = {key: text.en for key, text in words.CHART.items()} | {"first_class": "1", "x1": "x1", "x2": "x2"}
RATES = (0.01, 0.1, 1.5)
NUMBER = re.compile(r"-?\d\.\d{12}e[+-]?\d+")


def plane(seed, *, k=3, loss="cross_entropy", data="blobs", **options):
    settings = Classification(
        data=data, num_classes=k, spread=1.0, seed=seed, loss=loss, initial_std=1.0, epochs=4, **options
    )
    examined, history = examples(settings), run(settings, learning_rates=RATES)
    path = frames.path_frame(history, examined, plane=True)
    names = [f"class {label}" for label in range(examined.num_classes)]
    return history, {
        "path": path,
        "form": frames.form_frame(history, examined, path),
        "cells": frames.cells_frame(examined.num_classes),
        "points": frames.points_frame(history, examined),
        "names": frames.names_frame(examined, names),
    }


def pictures(*, loss="cross_entropy", rate=0.1, epochs=1):
    settings = Classification(data="digits", loss=loss, learning_rate=rate, epochs=epochs)
    examined, history = examples(settings), run(settings)
    samples = frames.sample_indices(examined)
    path = frames.path_frame(history, examined, plane=False)
    tables = {
        "path": path,
        "form": frames.form_frame(history, examined, path),
        "cells": frames.cells_frame(10),
        "weights": frames.weights_frame(history),
        "batches": frames.batches_frame(history),
        "pixels": frames.pixels_frame(examined, samples),
        "outputs": frames.outputs_frame(history, examined, samples),
    }
    return examined, history, samples, tables


def written(chart, params, data, values, *names):
    """The numbers that Vega writes for each row of `chart`, by 12 digits, in the order of the rows."""
    layers = alt.layer(*(held(name) for name in data), *names, chart).add_params(*params)
    svg = drawn(layers.to_dict(), data, values).replace("−", "-")
    # What is between the tags; the description of a mark holds it once more.
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return [[float(number) for number in NUMBER.findall(text)] for text in texts if NUMBER.search(text)]


def text_of(*fields):
    return " + ' ' + ".join(f"format({field}, '.12e')" for field in fields)


@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
@pytest.mark.parametrize("k", [2, 3, 6])
@pytest.mark.parametrize("seed", [0, 1])
def test_the_regions_are_those_of_core(seed, k, loss):
    rate = RATES[0] if loss == "squared_on_one_hot" else RATES[seed + 1]
    history, data = plane(seed, k=k, loss=loss)
    steps = frames.frame_steps(history)
    step = steps[[5, 17][seed]]
    # Every 29th cell, which walks through all columns.
    cells = regions.grid(k, softmax=loss == "cross_entropy").transform_filter("datum.n % 29 == 3")
    cells = cells.transform_calculate(text=text_of("datum.x", "datum.y", "datum.label", "datum.sure"))
    rows = written(
        cells.mark_text().encode(text="text:N"), regions.parameters(k, RATES), data, {"lr": rate, "step": step}
    )
    assert len(rows) == len(range(3, regions.ACROSS * regions.DOWN, 29))
    table = torch.tensor(rows, dtype=torch.float64)
    position = RATES.index(rate)
    outputs = table[:, :2] @ history.weight[step, position] + history.bias[step, position]
    shown = softmax(outputs) if loss == "cross_entropy" else outputs.clamp(0, 1)
    assert table[:, 2].tolist() == outputs.argmax(-1).tolist()
    torch.testing.assert_close(table[:, 3], shown.amax(-1), rtol=1e-6, atol=1e-12)
    form = data["form"].iloc[0]
    assert form["x_low"] < table[:, 0].min() < table[:, 0].max() < form["x_high"]
    assert form["y_low"] < table[:, 1].min() < table[:, 1].max() < form["y_high"]


@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
@pytest.mark.parametrize(("sample", "frame"), [(1, 0), (7, 20), (20, 60)])
def test_probabilities_and_gradients_of_a_sample_are_those_of_core(sample, frame, loss):
    examined, history, samples, data = pictures(loss=loss, rate=0.02)
    step = frames.frame_steps(history)[min(frame, len(frames.frame_steps(history)) - 1)]
    rows = digits.scores(softmax=loss == "cross_entropy").transform_calculate(
        text=text_of("datum.label", "datum.p", "datum.g")
    )
    params = [*moment(()), alt.param(name="sample", value=1, bind=alt.binding_range(min=1, max=20, step=1))]
    found = written(rows.mark_text().encode(text="text:N"), params, data, {"step": step, "sample": sample})
    index = samples[sample - 1]
    outputs = examined.X[index] @ history.weight[step, 0] + history.bias[step, 0]
    gradient = history.objective.gradient(outputs[None], examined.y[index : index + 1])[0]
    p = softmax(outputs) if loss == "cross_entropy" else outputs
    expected = torch.stack([torch.arange(10).double(), p, gradient], -1)
    torch.testing.assert_close(torch.tensor(found, dtype=torch.float64), expected, rtol=1e-6, atol=1e-12)


def all_specs(look, *, k, plane, softmax=True):
    rates = RATES if plane else ()
    specs = [
        learning.learning_chart(LABELS, look, rates=rates, height=100),
        learning.confusion_chart(LABELS, look, rates=rates, num_classes=k, height=165),
    ]
    if plane:
        options = {"rates": rates, "num_classes": k, "softmax": softmax, "height": 400}
        return [*specs, regions.regions_chart(LABELS, look, **options)]
    return [*specs, digits.weights_chart(LABELS, look), digits.sample_chart(LABELS, look, softmax=softmax)]


def check(spec, data, values):
    sequences = {"n": pd.DataFrame({"n": [0], "value": [0]})}
    rows = {"F": "form", "P": "path", "M": "batches"}
    rows = {row: name for row, name in rows.items() if name in data}
    assert unknown_columns(spec, {**data, **sequences}, rows=rows) == set()
    svg = drawn(spec, data, values)
    assert "NaN" not in svg
    return svg


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
@pytest.mark.parametrize("k", [2, 6])
def test_charts_of_the_plane_draw_and_name_only_columns_that_exist(k, loss, look):
    _, data = plane(3, k=k, loss=loss)
    for spec in all_specs(look, k=k, plane=True, softmax=loss == "cross_entropy"):
        assert check(spec, data, {"lr": 0.01, "step": 9}).count("<path") > 5


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
def test_charts_of_digits_draw_and_name_only_columns_that_exist(loss, look):
    _, _, _, data = pictures(loss=loss, rate=0.02)
    for spec in all_specs(look, k=10, plane=False, softmax=loss == "cross_entropy"):
        assert check(spec, data, {"step": 30, "sample": 20}).count("<path") > 5


def test_the_confusion_matrix_shows_the_counts_of_the_chosen_moment():
    history, data = plane(5, k=4)
    step = frames.frame_steps(history)[9]
    svg = drawn(learning.confusion_chart(LABELS, SCREEN, rates=RATES, num_classes=4, height=165), data,
                {"lr": 0.1, "step": step})  # fmt: skip
    path = data["path"]
    row = path[(path["rate"] == 1) & (path["step"] == step)].iloc[0]
    counts = [f"{row[f'c_{i}_{j}']:.0f}" for i in range(4) for j in range(4)]
    shown = re.findall(r"<text[^>]*#141414[^>]*>(\d+)</text>", svg)
    assert shown == counts


def test_a_diverged_run_is_named_in_every_chart():
    _, data = plane(1, loss="squared_on_one_hot", batch_size=5)
    last = int(data["form"]["steps"][0])
    assert data["path"].iloc[-1].isna().any()
    for spec in all_specs(SCREEN, k=3, plane=True, softmax=False):
        lost, fine = (check(spec, data, {"lr": rate, "step": last}) for rate in (1.5, 0.01))
        assert LABELS["diverged"] in lost
        assert LABELS["diverged"] not in fine
    # The last is the plane: none of its cells is drawn.
    assert fine.count("<path") - lost.count("<path") == regions.ACROSS * regions.DOWN
    _, _, _, data = pictures(loss="squared_on_one_hot", rate=1.5, epochs=2)
    for spec in all_specs(SCREEN, k=10, plane=False, softmax=False):
        assert LABELS["diverged"] in check(spec, data, {"step": 10_000, "sample": 3})
    # At the start there is no minibatch, at the end there is: 64 pixels for each of the pictures.
    count = {at: check(digits.weights_chart(LABELS, SCREEN), data, {"step": at}).count("<path") for at in (0, 10_000)}
    assert count[0] - count[10_000] == 640 - 64 * min(12, int(data["batches"]["size"].iloc[-1]))


def test_the_minibatch_of_the_step_is_ringed():
    history, data = plane(0)
    step = frames.frame_steps(history)[4]
    spec = regions.regions_chart(LABELS, SCREEN, rates=RATES, num_classes=3, softmax=True, height=400)
    rings = {at: drawn(spec, data, {"lr": 0.1, "step": at}).count('stroke="#d55e00"') for at in (0, step)}
    assert rings[step] - rings[0] == len(history.batches[step - 1])


def test_every_class_has_a_colour_and_in_the_plane_a_shape():
    assert len(set(CLASSES)) == 10
    assert len(set(regions.SHAPES)) == classifier.CLASSES.high
