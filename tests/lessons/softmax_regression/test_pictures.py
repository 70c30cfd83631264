"""The live charts of softmax regression: what Vega works out is what core computes; every field is a column."""

import re
from dataclasses import replace

import altair as alt
import pandas as pd
import pytest
import torch

from charts.look import PROJECTOR, SCREEN
from charts.palette import CLASSES, LEARNED
from charts.parts import held
from core.losses import softmax
from lessons.softmax_regression import controls, tables, words
from lessons.softmax_regression.maths import Classification, run, train
from lessons.softmax_regression.pictures import digits, learning, outer, regions
from lessons.softmax_regression.pictures.moment import moment
from tests.charts.drawing import drawn, seen, unknown_columns
from texts.numbers import number, percent

LABELS = {key: text.en for key, text in words.CHART.items()} | {"lost": "too large to compute", "guess": "your guess"}
RATES = (0.01, 0.1, 1.5)
NUMBER = re.compile(r"-?\d\.\d{12}e[+-]?\d+")
STEP = controls.STEP
RATE = replace(controls.LEARNING_RATE, options=RATES)
PLANE, DIGITS, SAMPLE = (RATE, STEP), (STEP,), (controls.SAMPLE, STEP)


def plane(seed, *, k=3, loss="cross_entropy", data="blobs", **options):
    settings = Classification(
        data=data, num_classes=k, spread=1.0, seed=seed, loss=loss, initial_std=1.0, epochs=4, **options
    )
    found, names = train(settings, learning_rates=RATES), [f"class {label}" for label in range(settings.k)]
    made = tables.all_frames(found) | {"names": tables.names_frame(found.data, names)}
    return run(settings, learning_rates=RATES), found, made


def pictures(*, loss="cross_entropy", rate=0.1, epochs=1):
    found = train(Classification(data="digits", loss=loss, learning_rate=rate, epochs=epochs))
    return found, tables.all_frames(found)


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
    history, found, data = plane(seed, k=k, loss=loss)
    step = found.steps[[5, 17][seed]]
    # Every 29th cell, which walks through all columns.
    cells = regions.grid(k, softmax=loss == "cross_entropy").transform_filter("datum.n % 29 == 3")
    cells = cells.transform_calculate(text=text_of("datum.x", "datum.y", "datum.label", "datum.sure"))
    rows = written(
        cells.mark_text().encode(text="text:N"), regions.parameters(k, PLANE), data, {"lr": rate, "step": step}
    )
    assert len(rows) == len(range(3, regions.ACROSS * regions.DOWN, 29))
    table = torch.tensor(rows, dtype=torch.float64)
    position = RATES.index(rate)
    outputs = table[:, :2] @ history.weight[step, position] + history.bias[step, position]
    shown = softmax(outputs) if loss == "cross_entropy" else outputs.clamp(0, 1)
    assert table[:, 2].tolist() == outputs.argmax(-1).tolist()
    # The browser has the parameters in 32 bits, 24 of them digits: 2^-24 = 6e-8 of each of the three terms.
    torch.testing.assert_close(table[:, 3], shown.amax(-1), rtol=0, atol=1e-5)
    form = data["form"].iloc[0]
    assert form["x_low"] < table[:, 0].min() < table[:, 0].max() < form["x_high"]
    assert form["y_low"] < table[:, 1].min() < table[:, 1].max() < form["y_high"]


@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
@pytest.mark.parametrize(("sample", "frame"), [(1, 0), (7, 20), (20, 60)])
def test_probabilities_and_gradients_of_a_sample_are_those_of_core(sample, frame, loss):
    trained, data = pictures(loss=loss, rate=0.02)
    examined, history, samples = trained.data, trained.history, tables.sample_indices(trained.data, 10)
    frame = min(frame, len(trained.steps) - 1)
    rows = digits.scores(softmax=loss == "cross_entropy").transform_calculate(
        text=text_of("datum.label", "datum.p", "datum.g")
    )
    at = {"step": trained.steps[frame], "sample": sample}
    found = written(rows.mark_text().encode(text="text:N"), moment(SAMPLE), data, at)
    index = samples[sample - 1]
    outputs = examined.X[index] @ history.weight[frame, 0] + history.bias[frame, 0]
    gradient = history.objective.gradient(outputs[None], examined.y[index : index + 1])[0]
    p = softmax(outputs) if loss == "cross_entropy" else outputs
    expected = torch.stack([torch.arange(10).double(), p, gradient], -1)
    torch.testing.assert_close(torch.tensor(found, dtype=torch.float64), expected, rtol=0, atol=1e-6)


def all_specs(look, *, k, plane, softmax=True):
    names, follows = tuple(str(j) for j in range(k)), PLANE if plane else DIGITS
    specs = [
        learning.learning_chart(LABELS, look, follows=follows),
        learning.confusion_chart(LABELS, look, follows=follows, classes=names, height=165),
    ]
    if plane:
        options = {"axes": ("x1", "x2"), "classes": names, "softmax": softmax}
        return [*specs, regions.regions_chart(LABELS, look, follows=follows, **options)]
    sample = digits.sample_chart(LABELS, look, follows=SAMPLE, softmax=softmax)
    return [*specs, digits.weights_chart(LABELS, look, follows=follows), sample]


def check(spec, data, values):
    sequences = {"n": pd.DataFrame({"n": [0], "frame": [0], "value": [0]})}
    known = {parameter["name"]: parameter.get("expr", "") for parameter in spec["params"]}
    # P is a row of the table that the chart names.
    tables_of_p = [name for name in ("path", "counts", "plane") if f"data('{name}')" in known.get("P", "")]
    rows = {"F": "form", "M": "batches", "P": "".join(tables_of_p)}
    rows = {row: name for row, name in rows.items() if row in known}
    assert unknown_columns(spec, {**data, **sequences}, rows=rows) == set()
    svg = drawn(spec, data, values)
    assert "NaN" not in svg
    return svg


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
@pytest.mark.parametrize("k", [2, 6])
def test_charts_of_the_plane_draw_and_name_only_columns_that_exist(k, loss, look):
    _, _, data = plane(3, k=k, loss=loss)
    for spec in all_specs(look, k=k, plane=True, softmax=loss == "cross_entropy"):
        assert check(spec, data, {"lr": 0.01, "step": 9}).count("<path") > 5


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
def test_charts_of_digits_draw_and_name_only_columns_that_exist(loss, look):
    _, data = pictures(loss=loss, rate=0.02)
    for spec in all_specs(look, k=10, plane=False, softmax=loss == "cross_entropy"):
        assert check(spec, data, {"step": 30, "sample": 20}).count("<path") > 5


def test_the_confusion_matrix_shows_the_counts_of_the_chosen_moment_and_calls_each_class_by_its_name():
    _, found, data = plane(5, data="penguins")
    spec = learning.confusion_chart(LABELS, SCREEN, follows=PLANE, classes=words.SPECIES, height=165)
    svg = drawn(spec, data, {"lr": 0.1, "step": found.steps[9]})
    shown = re.findall(r"<text[^>]*#141414[^>]*>(\d+)</text>", svg)
    assert shown == [str(count) for count in found.counts[9, 1].flatten().tolist()]
    for name in ("Adelie", "Chinstrap", "Gentoo"):
        assert svg.count(f">{name}</text>") == 2  # above and beside
    # A tooltip names the classes as the axes do: class 1 is not called 0.
    tips = [
        layer["encoding"]["tooltip"] for layer in spec["vconcat"][0]["layer"] if "tooltip" in layer.get("encoding", {})
    ]
    assert [[tip["field"] for tip in tip_of] for tip_of in tips] == [["true", "taken", "count"]] * 2


def test_a_diverged_run_is_named_in_every_chart():
    _, _, data = plane(1, loss="squared_on_one_hot", batch_size=5)
    last = int(data["form"]["steps"][0])
    assert data["path"].iloc[-1].isna().any()
    for spec in all_specs(SCREEN, k=3, plane=True, softmax=False):
        lost, fine = (check(spec, data, {"lr": rate, "step": last}) for rate in (1.5, 0.01))
        assert LABELS["diverged"] in lost
        assert LABELS["diverged"] not in fine
    # The last is the plane: none of its cells is drawn.
    assert fine.count("<path") - lost.count("<path") == regions.ACROSS * regions.DOWN
    _, data = pictures(loss="squared_on_one_hot", rate=1.5, epochs=2)
    for spec in all_specs(SCREEN, k=10, plane=False, softmax=False):
        assert LABELS["diverged"] in check(spec, data, {"step": 10_000, "sample": 3})
    # At the start there is no minibatch, at the end there is: 64 pixels for each of the pictures.
    chart = digits.weights_chart(LABELS, SCREEN, follows=DIGITS)
    count = {at: check(chart, data, {"step": at}).count("<path") for at in (0, 10_000)}
    assert count[0] - count[10_000] == 640 - 64 * min(12, int(data["batches"]["size"].iloc[-1]))


def test_the_minibatch_of_the_step_is_ringed():
    history, found, data = plane(0)
    step = found.steps[4]
    options = {"axes": ("x1", "x2"), "classes": ("1", "2", "3"), "softmax": True}
    spec = regions.regions_chart(LABELS, SCREEN, follows=PLANE, **options)
    rings = {at: drawn(spec, data, {"lr": 0.1, "step": at}).count(rf'stroke="{seen(LEARNED)}"') for at in (0, step)}
    assert rings[step] - rings[0] == len(history.batches[step - 1])


def test_a_loss_beyond_its_axis_says_that_it_is_drawn_along_the_top():
    _, found, data = plane(1, loss="squared_on_one_hot", batch_size=5)
    beyond = found.history.loss > float(data["form"]["loss_top"][0])
    assert beyond[:, 2].any()
    assert not beyond[:, 0].any()
    spec = learning.learning_chart(LABELS, SCREEN, follows=PLANE)
    shown = [LABELS["beyond"] in drawn(spec, data, {"lr": rate, "step": 9}) for rate in (1.5, 0.01)]
    assert shown == [True, False]


def test_what_the_charts_read_out_is_what_core_computes_as_a_person_writes_it():
    _, found, data = plane(2)
    svg = drawn(learning.learning_chart(LABELS, SCREEN, follows=PLANE), data, {"lr": 0.1, "step": found.steps[11]})
    assert f">train {number(found.history.loss[11, 1], 'en')}<" in svg
    assert f">test {percent(found.accuracy_test[11, 1], 'en')}<" in svg


def test_every_class_has_a_color_and_in_the_plane_a_shape():
    assert len(set(CLASSES)) == 10
    assert len(set(regions.SHAPES)) == controls.CLASSES.high


@pytest.mark.parametrize("loss", ["cross_entropy", "squared_on_one_hot"])
def test_what_one_example_changes_is_minus_autograds_gradient_in_the_weights(loss):
    found, _ = pictures(loss=loss, rate=0.05)
    draw = torch.Generator().manual_seed(3)
    x = found.history.X[found.history.batches[4][0]]
    label = found.history.targets[found.history.batches[4][0]]
    weight = torch.randn(64, 10, generator=draw, dtype=torch.float64, requires_grad=True)
    outputs = (x @ weight)[None]
    outputs.retain_grad()
    if loss == "cross_entropy":
        value = torch.nn.functional.cross_entropy(outputs, label[None])
    else:
        value = (outputs - torch.nn.functional.one_hot(label, 10)).square().sum()
    value.backward()
    frame = tables.outer_frame(x, outputs.grad[0])
    changes = torch.tensor(frame.value.to_numpy()).reshape(10, 64).T
    torch.testing.assert_close(changes, -weight.grad)
    svg = drawn(outer.outer_chart(LABELS, SCREEN, softmax=loss == "cross_entropy"), {"outer": frame})
    assert svg.count("<path") >= 11 * 64
    push = -float(outputs.grad[0, int(label)])
    assert f"{int(label)}: {number(push, 'en', digits=2) if push < 0 else '+'}"[:4] in svg.replace("&#x2212;", "−")
