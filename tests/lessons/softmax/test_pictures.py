"""The live charts of softmax: what Vega works out is what core computes, and every field is a column they get."""

import re

import altair as alt
import pytest
import torch

from charts.look import PROJECTOR, SCREEN
from charts.parts import held
from core.losses import log_softmax
from core.losses import softmax as core_softmax
from lessons.softmax import words
from lessons.softmax.page import SCALES, SIZES, SPREADS, TEMPERATURES, _spec
from lessons.softmax.pictures import bars as softmax
from lessons.softmax.pictures import overflow
from lessons.softmax.tables import given_frame, limits_frame
from tests.charts.drawing import drawn, unknown_columns

LANGUAGES = ("en", "zh")
RANGES = {"temperatures": TEMPERATURES, "scales": SCALES}
NAMES = ("softmax", "temperature", "logistic", "overflow")


def settings(seed):
    """Random values of all controls; the last seeds are extreme."""
    draw = torch.Generator().manual_seed(seed)
    logits = (10 * torch.rand(10, generator=draw, dtype=torch.float64) - 5).mul(20).round().div(10).tolist()
    pick = [int(torch.randint(0, n, (), generator=draw)) for n in (9, len(TEMPERATURES), len(SCALES))]
    values = {f"o{j}": o for j, o in enumerate(logits, 1)} | {"classes": 2 + pick[0], "light": 0}
    values |= {"temperature": TEMPERATURES[pick[1]], "scale": SCALES[pick[2]], "shift": float(pick[0] - 4)}
    extreme = {8: {"temperature": 0.05, "scale": 10}, 9: {"temperature": 100, "scale": 0.1}, 10: {"scale": 0}}
    return values | extreme.get(seed, {}) | {"size": SIZES[seed], "spread": 10}


def logits(values):
    o = torch.tensor([values[f"o{j}"] for j in range(1, values["classes"] + 1)], dtype=torch.float64)
    return (values["scale"] * o + values["shift"]) / values["temperature"]


def worked_out(chart, values, given=None):
    """The numbers that Vega makes of a chart's column `text`, row by row."""
    params = [*softmax.parameters(**RANGES), softmax.light(), *softmax.derived(), *softmax._lit(pointed=False)]
    spec = alt.layer(held("given"), chart.mark_text().encode(text="text:N")).add_params(*params).to_dict()
    svg = drawn(spec, {"given": given_frame([0] * 10, 10) if given is None else given}, values)
    found = [
        [float(number) for number in line.split()]
        for line in re.findall(r"<text[^>]*>([^<]*)</text>", svg.replace("−", "-"))
        if "e" in line
    ]
    assert found
    return torch.tensor(found, dtype=torch.float64)


def written(*expressions):
    return " + ' ' + ".join(f"format({expression}, '.12e')" for expression in expressions)


@pytest.mark.parametrize("seed", range(11))
def test_what_the_browser_works_out_is_what_core_computes(seed):
    values = settings(seed)
    z = logits(values)
    chart = softmax.rows().transform_calculate(text=written("datum.z", "datum.a", "datum.p", "log(datum.p)", "lse"))
    found = worked_out(chart.transform_filter("datum.p > 0"), values)
    p = core_softmax(z)
    seen = p > 0
    expected = torch.stack(
        [z, (z - z.max()).exp(), p, log_softmax(z), z.logsumexp(-1).expand_as(z)], 1
    )[seen]  # fmt: skip
    torch.testing.assert_close(found, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("seed", range(11))
def test_the_curves_are_softmax_at_every_temperature(seed):
    values = settings(seed)
    o = logits(values) * values["temperature"]
    found = worked_out(softmax.curves(0.05, 100, 5).transform_calculate(text=written("datum.t", "datum.p")), values)
    t = torch.logspace(torch.tensor(0.05).double().log10().item(), 2, 5, dtype=torch.float64)
    expected = core_softmax(o / t[:, None]).T
    torch.testing.assert_close(found[:, 0].view(len(o), 5), t.expand(len(o), 5), rtol=1e-6, atol=0)
    torch.testing.assert_close(found[:, 1].view(len(o), 5), expected, rtol=1e-6, atol=1e-9)


def test_a_shift_moves_no_probability_in_the_browser_either():
    probability = softmax.rows().transform_calculate(text=written("datum.p"))
    values = settings(3)
    still, moved = (worked_out(probability, values | {"shift": shift}) for shift in (0, 7.5))
    torch.testing.assert_close(still, moved, rtol=1e-10, atol=1e-12)


def test_a_logit_without_a_slider_is_taken_from_the_server():
    values = settings(1) | {"classes": 4, "temperature": 1, "scale": 1, "shift": 0}
    given = given_frame([9] * 10, 2)
    found = worked_out(softmax.rows().transform_calculate(text=written("datum.z")), values, given)
    assert found[:, 0].tolist() == pytest.approx([values["o1"], values["o2"], 9, 9])


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("seed", [0, 5, 8, 9, 10])
def test_charts_draw_and_name_only_columns_that_exist(look, lang, seed):
    labels = {key: text.of(lang) for key, text in words.CHART.items()}
    given = {"given": given_frame([1] * 10, 10)}
    builders = (softmax.softmax_chart, softmax.temperature_chart, softmax.logistic_chart)
    charts = [(builder(labels, look, **RANGES), given) for builder in builders]
    lanes = overflow.overflow_chart(labels, look, **RANGES, sizes=SIZES, spreads=SPREADS)
    for spec, data in [*charts, (lanes, given | {"limits": limits_frame()})]:
        # hover is Vega's own selection, Z, top, ... are parameters; what is left are columns.
        assert unknown_columns(spec, data, rows={"F": "given"}) <= {"i", "n"}
        svg = drawn(spec, data, settings(seed))
        assert "NaN" not in svg
        assert "undefined" not in svg
        assert svg.count("<path") > 5


def test_the_formula_shows_the_class_that_is_lit_up_and_else_the_leader():
    labels = {key: text.en for key, text in words.CHART.items()}
    spec = softmax.softmax_chart(labels, SCREEN, **RANGES)
    book = {f"o{j}": o for j, o in enumerate((2.0, 1.0, -1.0, *[0.0] * 7), 1)}
    values = book | {"classes": 3, "temperature": 1, "scale": 1, "shift": 0, "light": 0}
    given = {"given": given_frame([0] * 10, 10)}
    resting = drawn(spec, given, values)
    # e^2, e^1, e^-1 = 7.389, 2.718, 0.368; sum 10.475
    for text in (
        "p₁ =",
        "exp(2) = 7.39",
        "= 0.705",
        "= 10.5",
        "0.259",
        "0.035",
        "class 3",
        "sum 10.5 · logsumexp 2.35",
    ):
        assert f">{text}</text>" in resting, text
    assert 'opacity="0.25"' not in resting
    lit = drawn(spec, given, values | {"light": 3})
    for text in ("p₃ =", "exp(−1) = 0.368", "= 0.035"):
        assert f">{text}</text>" in lit, text
    assert lit.count('opacity="0.25"') >= 2 * 3


def test_no_probability_is_rounded_to_0_or_1():
    labels = {key: text.en for key, text in words.CHART.items()}
    spec = softmax.softmax_chart(labels, SCREEN, **RANGES)
    values = settings(0) | {"classes": 2, "o1": 5.0, "o2": -5.0, "temperature": 0.5, "scale": 1, "shift": 0}
    svg = drawn(spec, {"given": given_frame([0] * 10, 10)}, values)
    # e^-20 = 2.06e-9
    assert ">2.1e-9</text>" in svg
    assert "> 0.999</text>" in svg.replace("&gt;", ">")


@pytest.mark.parametrize(("classes", "name"), [(2, "p₁"), (5, "p₁ / (p₁ + p₂)")])
def test_softmax_of_two_is_the_logistic_function_of_the_difference(classes, name):
    labels = {key: text.en for key, text in words.CHART.items()}
    spec = softmax.logistic_chart(labels, SCREEN, **RANGES)
    values = settings(4) | {"classes": classes, "o1": 1.5, "o2": 0.5, "temperature": 0.5, "scale": 1, "shift": 3.0}
    svg = drawn(spec, {"given": given_frame([0] * 10, 10)}, values)
    sigma = float(torch.sigmoid(torch.tensor(2.0)))  # (1.5 - 0.5) / 0.5
    assert f">σ(z₁ − z₂) = σ(2) = {sigma:.3f}</text>" in svg
    assert f">{name} = {sigma:.3f}</text>" in svg


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
def test_the_axes_of_probabilities_are_labelled_with_what_they_are(look):
    labels = {key: text.en for key, text in words.CHART.items()}
    given = {"given": given_frame([0] * 10, 10)}
    for builder in (softmax.temperature_chart, softmax.logistic_chart):
        svg = drawn(builder(labels, look, **RANGES), given, settings(0))
        assert all(f">{tick}</text>" in svg for tick in ("0.0", "0.5", "1.0"))


def test_points_that_lie_close_bear_no_numbers():
    labels = {key: text.en for key, text in words.CHART.items()}
    spec = softmax.temperature_chart(labels, SCREEN, **RANGES)
    values = settings(0) | {"classes": 3, "o1": 2.0, "o2": -2.0, "o3": -2.0, "temperature": 1, "scale": 1, "shift": 0}
    svg = drawn(spec, {"given": given_frame([0] * 10, 10)}, values)
    numbers = re.findall(r'fill="white"[^>]*>([^<]*)</text>', svg)
    assert numbers == ["1"]


@pytest.mark.parametrize("name", NAMES)
def test_a_specification_is_the_same_each_time(name):
    build = _spec.__wrapped__
    assert build(name, "en", False) == build(name, "en", False)
