"""The pictures of the learning rate: what Vega works out is core's, and every field is a column they get."""

import itertools
import json
import re

import altair as alt
import pytest
import torch

from charts.follow import follow
from charts.look import PROJECTOR, SCREEN
from charts.numbers import Shown
from charts.panels import limit_strip
from charts.parts import held
from core.theory import quadratic
from core.training import fit
from core.verdict import KINDS
from lessons.learning_rate import maths, tables, words
from lessons.learning_rate.controls import RATE, STEP
from lessons.learning_rate.maths import RATES, Setting
from lessons.learning_rate.pictures import run, scales, studies, sweep
from lessons.learning_rate.run import Chosen
from tests.charts.drawing import drawn, unknown_columns
from texts.numbers import LOST, number

LANGS = {
    lang: {key: label.of(lang) for key, label in words.CHART.items()} | {"lost": LOST.of(lang), "guess": "your guess"}
    for lang in ("en", "zh")
}
FEW = (0.001, 0.03, 0.3, 0.8, 1.2, 3.0)
OF_VEGA = {"value", "beyond"}  # what an axis calls the number that it labels; what an aggregate makes
LOOKS = pytest.mark.parametrize("look", [SCREEN, PROJECTOR])


def made(setting, size, *, rates=FEW):
    """The tables of the live pictures, as the page makes them."""
    n = setting.num_examples
    shape = quadratic(*setting.data())
    paths = {b: maths.train(setting, b, rates) for b in sorted({1, 10, n, size})}
    chosen = paths[size]
    finals = {b: shape.loss(path.last) for b, path in paths.items()}
    start = float(shape.loss(chosen.theta[0, 0]))
    conventions = {name: maths.convention_paths(setting, size, name, rates) for name in maths.CONVENTIONS}
    found = maths.verdicts(shape, chosen, rates, batch_size=size, num_examples=n)
    return {
        "sweep": tables.sweep_frame(finals, rates, start, size),
        "names": tables.label_frame(finals, rates, start, shape.floor, n=n, picked=size),
        "picked": tables.picked_frame(shape, chosen, rates, found),
        "form": tables.form_frame(shape, start, steps=chosen.steps[-1], size=size),
        "run": tables.run_frame(shape, chosen, rates),
        "rings": tables.rings_frame(shape, chosen.theta[0, 0]),
        "epochs": tables.epochs_frame(shape, paths, rates, n=n, picked=size),
        "conventions": tables.convention_frame(shape, conventions, rates),
    }


def specs(labels, look=SCREEN):
    """The live pictures."""
    return {
        "sweep": sweep.sweep_chart(labels, look, follows=(RATE,), rates=FEW, kinds=KINDS),
        "run": run.run_chart(labels, look, follows=(RATE, STEP), rates=FEW, truth=maths.WEIGHT),
        "conventions": studies.conventions_chart(labels, look, follows=(RATE,)),
        "epochs": studies.epochs_chart(labels, look, follows=(RATE,)),
    }


def numbers(svg):
    return [float(found) for found in re.findall(r"-?\d\.\d{12}e[+-]?\d+", svg.replace("−", "-"))]


@pytest.mark.parametrize("seed", range(5))
def test_what_the_browser_works_out_is_what_fit_trains(seed):
    setting = Setting([0.5, 0.1, 1, 0.01, 0][seed], 60, seed, [4, 2, 30, 7, 5][seed], [1.0, 2.0, 1.0, 3.0, 1.0][seed])
    size, rate = [8, 60, 1, 20, 60][seed], [0.03, 0.3, 0.03, 0.001, 0.8][seed]
    data = made(setting, size)
    X, y = setting.data()
    options = {"batch_size": size, "epochs": setting.epochs, "generator": setting.generator()}
    history = fit(X, y, "squared", learning_rates=[rate], **options)
    kept = maths.kept_steps(len(history.batches))
    step = kept[len(kept) * 2 // 3]
    fields = ["R.final", "datum.loss", "datum.w1", "datum.w2"]
    shown = Shown(" + ' ' + ".join(f"format({field}, '.12e')" for field in fields))
    chart = alt.layer(
        held("picked"), held("form"), run.now().transform_calculate(text=shown).mark_text().encode(text="text:N")
    )
    spec = chart.add_params(*map(follow, (RATE, STEP)), *scales.rows(FEW)).to_dict()
    expected = [float(history.loss[-1, 0]), float(history.loss[step, 0]), *history.weight[step, 0, :, 0].tolist()]
    found = numbers(drawn(spec, data, {"lr": rate, "step": step}))
    # Sent with 32 bits: 24 for the digits, so half of 2^-23 of a number's size.
    assert found[:4] == pytest.approx(expected, rel=1.2e-7, abs=1e-11)


@pytest.mark.parametrize("rate", FEW)
@pytest.mark.parametrize("size", [1, 100])
def test_the_words_in_the_picture_are_those_of_core(size, rate):
    setting, labels = Setting(0.5, 100, 1, 20), LANGS["en"]
    shape = quadratic(*setting.data())
    path = maths.train(setting, size, [rate])
    found = maths.verdicts(shape, path, [rate], batch_size=size, num_examples=100)[0]
    svg = drawn(specs(labels)["sweep"], made(setting, size), {"lr": rate})
    end = number(found.figures["loss"], "en", dust=0)
    assert f">{labels[f'verdict_{found.kind}']} · B = {size} · loss ends at {end}<" in svg
    share, factor = (number(x, "en", digits=3) for x in (100 * rate / shape.limit, found.figures["factor"]))
    assert f">η = {rate:g}   η / limit = {share}%   1 − 2ηλ = {factor}<" in svg


def calculated(spec):
    """The fields that a specification's transforms write."""
    return set(re.findall(r'"as": "(\w+)"', json.dumps(spec)))


@pytest.mark.parametrize(("lang", "look"), [("en", SCREEN), ("zh", PROJECTOR)])
@pytest.mark.parametrize(("noise", "size"), [(0.1, 10), (0.0, 100)])
def test_live_pictures_draw_and_name_only_columns_that_exist(noise, size, lang, look):
    data = made(Setting(noise, 100, 3, 10), size)
    for name, spec in specs(LANGS[lang], look).items():
        assert unknown_columns(spec, data, rows={"F": "form", "R": "picked"}) - OF_VEGA == set(), name
        # What a transform writes is new to the table that it reads: else it would be wrong the second time.
        assert calculated(spec) & set(data["form"].columns) == set(), name
        for rate, step in ((FEW[0], 0), (0.3, 7), (FEW[-1], 100)):
            svg = drawn(spec, data, {"lr": rate, "step": step})
            assert not re.search(r">[^<]*(NaN|undefined|null|Infinity|\de[+−-])", svg), (name, rate)
            assert svg.count("<path") > 10


@LOOKS
def test_pictures_that_stand_still_draw_and_name_only_columns_that_exist(look):
    setting = Setting(0.5, 100, 3)
    X, y = setting.data()
    counts = [1, 10, 50, 100]
    generator = torch.Generator().manual_seed(0)
    squares, theory = maths.gradient_noise(X, y, torch.zeros(3, dtype=X.dtype), counts, draws=50, generator=generator)
    noise = tables.noise_frame(counts, squares, theory, 100, 10)
    assert noise["size"].tolist() == [1, 10, 50]  # at n the noise is 0, which has no place on a log axis
    # Without the correction: s / sqrt(B), and at B = 1 the two agree.
    assert noise["simple"][0] == pytest.approx(noise["theory"][0])
    assert noise["simple"][1] == pytest.approx(noise["simple"][0] / 10**0.5)
    error = tables.error_frame({n: maths.error_against_n(n, 0.5, range(4)) for n in (5, 20, 100, 1000, 2000)}, 0.5)
    labels = LANGS["en"]
    assert len(error) == 5 * 5
    still = [(studies.noise_chart(labels, look), {"noise": noise})]
    still += [(studies.error_chart(labels, look, log=log), {"error": error}) for log in (True, False)]
    strip = tables.strip_frame(quadratic(X, y), FEW)
    still.append((limit_strip(labels, look), {"strip": strip}))
    for spec, data in still:
        assert unknown_columns(spec, data) - OF_VEGA - {"first"} == set()
        svg = drawn(spec, data)
        assert "NaN" not in svg
        assert svg.count("<path") > 3


def test_the_strip_marks_what_theory_says():
    shape = quadratic(*Setting(0.1, 100, 3).data())
    kinds = tables.strip_frame(shape, RATES)["kind"].tolist()
    assert [rate for rate, kind in zip(RATES, kinds, strict=True) if kind == 2] == [
        r for r in RATES if r >= shape.limit
    ]
    fastest = RATES[kinds.index(1)]
    assert all(abs(fastest - shape.fastest) <= abs(rate - shape.fastest) for rate in RATES)


def test_a_run_that_left_the_chart_and_a_curve_drawn_at_the_edge_say_so():
    data, labels = made(Setting(0.1, 100, 0, 10), 1), LANGS["en"]
    last = int(data["picked"].set_index("rate")["last"][3.0])
    assert last < 1000
    charts = specs(labels)
    assert f"Far off the chart after step {last}<" in drawn(charts["run"], data, {"lr": 3.0, "step": 1000})
    assert LOST.en in drawn(charts["sweep"], data, {"lr": 3.0})
    for name in ("epochs", "conventions"):
        assert labels["cut"] in drawn(charts[name], data, {"lr": 3.0})
        assert labels["cut"] not in drawn(charts[name], data, {"lr": 0.03})


def test_without_noise_no_floor_is_drawn():
    labels = LANGS["en"]
    for noise, name, other in ((0.1, "floor", "foot"), (0.0, "foot", "floor")):
        svg = drawn(specs(labels)["sweep"], made(Setting(noise, 100, 0, 3), 10), {"lr": 0.03})
        assert labels[name] in svg
        assert labels[other] not in svg


def test_the_slider_s_rates_are_32_or_more_in_about_equal_ratios_and_hold_the_book_s():
    assert len(RATES) >= 32
    assert list(RATES) == sorted(set(RATES))
    assert {0.001, 0.03, 0.7, 0.9, 3.0} <= set(RATES)
    assert all(float(f"{rate:g}") == rate for rate in RATES)
    assert max(b / a for a, b in itertools.pairwise(RATES)) < 1.34


def test_the_chosen_batch_size_is_trained_too():
    assert Chosen(Setting(), 10).sizes == [1, 10, 100, 1000]
    assert Chosen(Setting(), 32).sizes == [1, 10, 32, 100, 1000]
    assert Chosen(Setting(num_examples=100), 100).sizes == [1, 10, 100]
