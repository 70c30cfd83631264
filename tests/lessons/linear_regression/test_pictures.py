"""The live charts: what they compute is what `fit` computes, and every field they name is a column that they get."""

import re
from dataclasses import replace

import altair as alt
import pandas as pd
import pytest
import torch

from charts.follow import follow
from charts.linear import names
from charts.look import PROJECTOR, SCREEN
from charts.parts import held
from core.data import synthetic_causes
from core.superposition import causes
from core.tables import frame_steps, points_frame
from core.training import fit
from lessons.linear_regression import tables as frames
from lessons.linear_regression import words
from lessons.linear_regression.controls import LEARNING_RATE, NOISE, STEP, W1, W2, B
from lessons.linear_regression.pictures import lines, progress
from lessons.linear_regression.pictures import run as worked_out
from tests.charts.drawing import drawn, unknown_columns
from texts.numbers import LOST
from ui.settings import RATES

LABELS = {key: text.en for key, text in words.CHART.items()} | {"lost": LOST.en, "guess": "your guess"}
FEW = (0.003, 0.03, 0.1, 1.5)


def followed(d):
    weights = [W1, W2][:d]
    return (*weights, B, NOISE, replace(LEARNING_RATE, options=FEW, default=FEW[0]), STEP)


def trained(d, seed, *, n=60, batch_size=8, epochs=4, rates=FEW):
    X, unit_noise = synthetic_causes(d, n, generator=torch.Generator().manual_seed(seed))
    options = {"batch_size": batch_size, "epochs": epochs, "initial_std": 1.0, "learning_rates": rates}
    parts = causes(X, unit_noise, generator=torch.Generator().manual_seed(seed + 1), **options)
    path = frames.path_frame(parts)
    data = {
        "path": path,
        "form": frames.form_frame(X, unit_noise, parts),
        "rates": frames.rates_frame(path, rates, len(parts.batches)),
        "points": points_frame(X, unit_noise),
    }
    return X, unit_noise, options, data


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("d", [1, 2])
def test_what_the_browser_works_out_is_what_fit_trains(d, seed):
    X, unit_noise, options, data = trained(d, seed)
    draw = torch.Generator().manual_seed(seed + 50)
    *weight, bias = (3 * torch.randn(d + 1, generator=draw, dtype=torch.float64)).tolist()
    noise, rate, step = [0.5, 0.01, 0, 2][seed], FEW[seed % 3], [0, 7, 20, 32][seed]
    y = X @ torch.tensor(weight, dtype=X.dtype)[:, None] + bias + noise * unit_noise
    run = fit(
        X, y, "squared", generator=torch.Generator().manual_seed(seed + 1), **options | {"learning_rates": [rate]}
    )
    expected = [*run.weight[step, 0, :, 0].tolist(), float(run.bias[step, 0, 0]), float(run.loss[step, 0])]
    fields = [*(f"{name}_hat" for name in names(d)), "loss"]
    text = " + ' '".join(f" + format({field}, '.12e')" for field in fields).removeprefix(" + ")
    chart = worked_out.one().transform_calculate(text=text).mark_text().encode(text="text:N")
    layers = alt.layer(held("path"), held("rates"), chart)
    params = [*map(follow, followed(d)), *worked_out.derived(d, FEW)]
    spec = layers.add_params(*params).to_dict()
    values = dict(zip(names(d), [*weight, bias], strict=True)) | {"noise": noise, "lr": rate, "step": step}
    svg = drawn(spec, data, values).replace("−", "-")
    numbers = next(
        re.findall(r"-?\d\.\d{12}e[+-]?\d+", line)
        for line in svg.split("<text")
        if "e" in line and re.search(r"\d\.\d{12}e", line)
    )
    assert [float(number) for number in numbers[-len(expected) :]] == pytest.approx(expected, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("d", [1, 2])
def test_charts_draw_and_name_only_columns_that_exist(d, look):
    _, _, _, data = trained(d, 3)
    kept = frames.run_frame(torch.ones(3, d + 1, dtype=torch.float64), torch.ones(3, dtype=torch.float64))
    options = {"num_features": d, "rates": FEW, "follows": followed(d)}
    values = dict.fromkeys(names(d), 1.5) | {"noise": 0.5, "lr": 0.03, "step": 9}
    specs = [lines.fit_chart(LABELS, look, **options)]
    specs += [progress.progress_chart(LABELS, look, **options, log=log) for log in (True, False)]
    for spec in specs:
        everything = {**data, "kept": kept, "i": pd.DataFrame({"i": [0]})}
        assert unknown_columns(spec, everything, rows={"F": "form", "R": "rates", "P": "path"}) == set()
        svg = drawn(spec, {**data, "kept": kept}, values)
        assert "NaN" not in svg
        assert svg.count("<path") > 10


def test_a_diverged_run_is_named_and_not_drawn_as_zeros():
    _, _, _, data = trained(1, 2, n=20, batch_size=1, epochs=5)
    last = int(data["rates"].set_index("learning_rate")["last"][1.5])
    assert last < 100
    values = {"w1": 2.0, "b": 1.0, "noise": 0.5, "lr": 1.5, "step": 100}
    spec = lines.fit_chart(LABELS, SCREEN, num_features=1, rates=FEW, follows=followed(1))
    svg = drawn(spec, data, values)
    assert f"after step {last}" in svg
    assert "learned:" not in svg


def test_frames_hold_every_step_of_the_book_and_always_the_ends():
    assert frame_steps(300) == list(range(301))
    for steps in (1, 7, 301, 1000, 10_000):
        kept = frame_steps(steps)
        assert kept[0] == 0
        assert kept[-1] == steps
        assert len(kept) <= 302
        assert kept == sorted(set(kept))


def test_each_rate_of_the_slider_is_written_alike_in_python_and_in_the_browser():
    assert all(float(f"{rate:g}") == rate for rate in RATES)
    assert list(RATES) == sorted(set(RATES))


def test_where_not_all_examples_are_drawn_the_picture_says_so():
    _, _, _, data = trained(1, 3)
    values = {"w1": 2.0, "b": 1.0, "noise": 0.5, "lr": 0.03, "step": 0}
    spec = lines.fit_chart(LABELS, SCREEN, num_features=1, rates=FEW, follows=followed(1))
    assert "drawn" not in drawn(spec, data, values)
    assert "20 of 60 drawn" in drawn(spec, {**data, "points": data["points"].head(20)}, values)
