"""The charts of learning rate and batch size: what Vega works out is core's, and every field is a column they get."""

import itertools
import re

import altair as alt
import pandas as pd
import pytest
import torch

from charts.look import PROJECTOR, SCREEN
from charts.parts import held
from core.training import fit
from lessons.learning_rate import maths as core
from lessons.learning_rate import tables as frames
from lessons.learning_rate import words
from lessons.learning_rate.maths import Setting
from lessons.learning_rate.pictures import sizes, sweep
from lessons.learning_rate.sweep import RATES, Picked, replace_rate
from lessons.learning_rate.sweep import sizes as batch_sizes
from tests.charts.drawing import drawn, unknown_columns

LANGS = {lang: {key: text.of(lang) for key, text in words.CHART.items()} for lang in ("en", "zh")}
FEW = (0.001, 0.03, 0.3, 0.8, 1.2, 3.0)
OF_VEGA = {"value"}  # what an axis calls the number that it labels
LOOKS = pytest.mark.parametrize("look", [SCREEN, PROJECTOR])


def tables(setting, size, *, rates=FEW):
    """The data sets of the live charts, as the page makes them."""
    n = setting.num_examples
    shape = core.bowl(*setting.data())
    paths = {b: core.train(setting, b, rates) for b in sorted({1, 10, n, size})}
    chosen = paths[size]
    finals = {b: shape.loss(path.last) for b, path in paths.items()}
    start = float(shape.loss(chosen.theta[0, 0]))
    conventions = {name: core.convention_paths(setting, size, name, rates) for name in core.CONVENTIONS}
    return {
        "sweep": frames.sweep_frame(finals, rates, start, size),
        "names": frames.label_frame(finals, rates, start, shape.floor, n=n, picked=size),
        "picked": frames.picked_frame(shape, chosen, rates, full=size >= n),
        "form": frames.form_frame(shape, start, steps=chosen.steps[-1], size=size, n=n),
        "run": frames.run_frame(shape, chosen, rates),
        "rings": frames.rings_frame(shape, chosen.theta[0, 0]),
        "epochs": frames.epochs_frame(shape, paths, rates, n=n, picked=size),
        "conventions": frames.convention_frame(shape, conventions, rates),
    }


def numbers(svg):
    return [float(number) for number in re.findall(r"-?\d\.\d{12}e[+-]?\d+", svg.replace("−", "-"))]


@pytest.mark.parametrize("seed", range(5))
def test_what_the_browser_works_out_is_what_fit_trains(seed):
    setting = Setting([0.5, 0.1, 1, 0.01, 0][seed], 60, seed, [4, 2, 30, 7, 5][seed], [1.0, 2.0, 1.0, 3.0, 1.0][seed])
    size, rate = [8, 60, 1, 20, 60][seed], [0.03, 0.3, 0.03, 0.001, 0.8][seed]
    data = tables(setting, size)
    X, y = setting.data()
    options = {"batch_size": size, "epochs": setting.epochs, "generator": setting.generator()}
    run = fit(X, y, "squared", learning_rates=[rate], **options)
    kept = core.kept_steps(len(run.batches))
    step = kept[len(kept) * 2 // 3]
    Z = torch.cat([X, torch.ones(len(X), 1, dtype=X.dtype)], 1)
    curvature = float(torch.linalg.eigvalsh(Z.T @ Z / len(Z))[-1])
    fields = ["share", "factor", "R.final", "datum.loss", "datum.w1", "datum.w2"]
    text = " + ' '".join(f" + format({field}, '.12e')" for field in fields).removeprefix(" + ")
    now = sweep._curve().transform_filter("datum.step <= step && step < datum.next")
    chart = alt.layer(
        held("picked"), held("form"), now.transform_calculate(text=text).mark_text().encode(text="text:N")
    )
    spec = chart.add_params(*sweep.parameters(FEW, step=True), *sweep.derived(FEW)).to_dict()
    expected = [
        rate * curvature,
        1 - 2 * rate * curvature,
        float(run.loss[-1, 0]),
        float(run.loss[step, 0]),
        *run.weight[step, 0, :, 0].tolist(),
    ]
    found = numbers(drawn(spec, data, {"lr": rate, "step": step}))
    assert found[: len(expected)] == pytest.approx(expected, rel=1e-6, abs=1e-11)


@pytest.mark.parametrize("rate", FEW)
@pytest.mark.parametrize("size", [1, 100])
def test_the_regime_named_in_the_chart_is_core_s(size, rate):
    setting = Setting(0.5, 100, 1, 20)
    labels = LANGS["en"]
    data = tables(setting, size)
    shape = core.bowl(*setting.data())
    path = core.train(setting, size, [rate])
    ends = [float(shape.loss(theta[0])) for theta in (path.theta[0], path.last)]
    kind = core.regime(shape, rate, steps=path.steps[-1], full=size == 100, start=ends[0], final=ends[1])
    svg = drawn(sweep.sweep_chart(labels, SCREEN, rates=FEW), data, {"lr": rate})
    assert f">{labels[kind]} · B = {size} · " in svg
    assert sum(f">{labels[other]} · B" in svg for other in core.REGIMES) == 1
    assert sweep.REGIMES == core.REGIMES


@LOOKS
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("noise", "size"), [(0.1, 10), (0.0, 100)])
def test_live_charts_draw_and_name_only_columns_that_exist(noise, size, lang, look):
    data = tables(Setting(noise, 100, 3, 10), size)
    labels = LANGS[lang]
    specs = {
        "sweep": sweep.sweep_chart(labels, look, rates=FEW),
        "run": sweep.run_chart(labels, look, rates=FEW, truth=core.WEIGHT),
        "conventions": sizes.conventions_chart(labels, look, rates=FEW),
        "epochs": sizes.epochs_chart(labels, look, rates=FEW),
    }
    for name, spec in specs.items():
        assert unknown_columns(spec, data, rows={"F": "form", "R": "picked"}) - OF_VEGA == set(), name
        for rate, step in ((FEW[0], 0), (0.3, 7), (FEW[-1], 100)):
            svg = drawn(spec, data, {"lr": rate, "step": step})
            assert "NaN" not in svg, (name, rate)
            assert svg.count("<path") > 10


@LOOKS
def test_charts_that_stand_still_draw_and_name_only_columns_that_exist(look):
    setting = Setting(0.5, 100, 3)
    X, y = setting.data()
    counts = [1, 10, 50, 100]
    generator = torch.Generator().manual_seed(0)
    squares, theory = core.gradient_noise(X, y, torch.zeros(3, dtype=X.dtype), counts, draws=50, generator=generator)
    noise = frames.noise_frame(counts, squares, theory, 100, 10)
    assert noise["size"].tolist() == [1, 10, 50]  # at n the noise is 0, which has no place on a log axis
    # Without the correction: s / sqrt(B), and at B = 1 the two agree.
    assert noise["simple"][0] == pytest.approx(noise["theory"][0])
    assert noise["simple"][1] == pytest.approx(noise["simple"][0] / 10**0.5)
    error = frames.error_frame({n: core.error_against_n(n, 0.5, range(4)) for n in (5, 20, 100, 1000, 2000)}, 0.5)
    labels = LANGS["en"]
    assert len(error) == 5 * 5
    specs = [(sizes.noise_chart(labels, look), {"noise": noise})]
    specs += [(sizes.error_chart(labels, look, log=log), {"error": error}) for log in (True, False)]
    strip = {"strip": pd.DataFrame({"share": [0.0, 0.5, 1.0], "kind": [0, 1, 2]})}
    specs.append((sweep.strip_chart(labels, look), strip))
    for spec, data in specs:
        assert unknown_columns(spec, data) - OF_VEGA == set()
        svg = drawn(spec, data)
        assert "NaN" not in svg
        assert svg.count("<path") > 3


def test_a_diverged_run_is_named_and_keeps_its_place_in_the_chart():
    data = tables(Setting(0.1, 100, 0, 10), 1)
    last = int(data["picked"].set_index("rate")["last"][3.0])
    assert last < 1000
    spec = sweep.run_chart(LANGS["en"], SCREEN, rates=FEW, truth=core.WEIGHT)
    svg = drawn(spec, data, {"lr": 3.0, "step": 1000})
    assert f"after step {last}<" in svg
    assert "beyond all numbers" in drawn(sweep.sweep_chart(LANGS["en"], SCREEN, rates=FEW), data, {"lr": 3.0})


def test_the_slider_s_rates_are_32_or_more_in_equal_ratios_and_hold_the_book_s():
    assert len(RATES) >= 32
    assert list(RATES) == sorted(set(RATES))
    assert (RATES[0], RATES[-1]) == (0.001, 3.0)
    assert 0.03 in RATES
    assert all(float(f"{rate:g}") == rate for rate in RATES)
    assert max(b / a for a, b in itertools.pairwise(RATES)) < 1.34


def test_the_sweep_takes_the_chosen_batch_size_in():
    assert batch_sizes(Picked(Setting(), 0.03, 10)) == [1, 10, 100, 1000]
    assert batch_sizes(Picked(Setting(), 0.03, 32)) == [1, 10, 32, 100, 1000]
    assert batch_sizes(Picked(Setting(num_examples=100), 0.3, 100)) == [1, 10, 100]
    assert replace_rate(Picked(Setting(), 0.3, 10)) == replace_rate(Picked(Setting(), 0.03, 10))


def test_names_of_batch_sizes_stand_on_their_lines_at_different_heights():
    data = tables(Setting(0.1, 1000, 0, 10), 100, rates=RATES)
    names, lines = data["names"], data["sweep"].set_index(["size", "rate"])["loss"]
    assert names["loss"].tolist() == [
        lines[size, rate] for size, rate in zip(names["size"], names["rate"], strict=True)
    ]
    places = sorted(zip(names["rate"], names["loss"], strict=True))
    assert len(set(places)) == 4
    assert names["full"].tolist() == [False, False, False, True]
