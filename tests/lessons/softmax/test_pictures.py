"""The live charts of softmax: what Vega works out is what core computes, and every field is a column they get."""

import html
import re

import pytest
import torch

from charts.follow import follow
from charts.look import PROJECTOR, SCREEN
from core.losses import log_softmax
from core.losses import softmax as core_softmax
from lessons.softmax import words
from lessons.softmax.controls import CONTROLS, COSTS, SCALES, SIZES, TEMPERATURES
from lessons.softmax.maths import COSTLY, expected_costs
from lessons.softmax.pictures import logits as pictures
from lessons.softmax.pictures.decision import decision_chart as by_costs
from lessons.softmax.pictures.formula import softmax_chart
from lessons.softmax.pictures.logistic import logistic_chart
from lessons.softmax.pictures.overflow import overflow_chart
from lessons.softmax.pictures.temperature import temperature_chart as by_temperature
from lessons.softmax.tables import limits_frame
from tests.charts.drawing import drawn, unknown_columns
from texts.numbers import LOST

LABELS = {
    lang: {key: text.of(lang) for key, text in words.CHART.items()} | {"lost": LOST.of(lang), "guess": "your guess"}
    for lang in ("en", "zh")
}
LIMITS = {"limits": limits_frame()}


def temperature_chart(labels, look, *, follows):
    return by_temperature(labels, look, follows=follows, temperatures=TEMPERATURES)


def decision_chart(labels, look, *, follows):
    return by_costs(labels, look, follows=follows, costly=COSTLY)


CHARTS = (softmax_chart, temperature_chart, logistic_chart, overflow_chart, decision_chart)


def shown(build, values, look=SCREEN, lang="en"):
    """The texts of a chart at these settings."""
    svg = drawn(build(LABELS[lang], look, follows=CONTROLS), LIMITS, values)
    return [html.unescape(text) for text in re.findall(r">([^<>]+)</text>", svg)]


def settings(seed):
    """Random values of all controls; the last seeds are extreme."""
    draw = torch.Generator().manual_seed(seed)
    logits = (10 * torch.rand(10, generator=draw, dtype=torch.float64) - 5).mul(20).round().div(10).tolist()
    pick = [int(torch.randint(0, n, (), generator=draw)) for n in (9, len(TEMPERATURES), len(SCALES))]
    values = {f"o{j}": o for j, o in enumerate(logits, 1)} | {"classes": 2 + pick[0], "light": 0}
    values |= {"temperature": TEMPERATURES[pick[1]], "scale": SCALES[pick[2]], "shift": float(pick[0] - 4)}
    extreme = {8: {"temperature": 0.05, "scale": 10}, 9: {"temperature": 100, "scale": 0.1}, 10: {"scale": 0}}
    return values | extreme.get(seed, {}) | {"size": SIZES[seed], "spread": 10, "cost": COSTS[seed % len(COSTS)]}


def logits(values):
    o = torch.tensor([values[f"o{j}"] for j in range(1, values["classes"] + 1)], dtype=torch.float64)
    return (values["scale"] * o + values["shift"]) / values["temperature"]


def worked_out(chart, values):
    """The numbers that Vega makes of a chart's column `text`, row by row."""
    params = [*map(follow, CONTROLS), *pictures.derived(), *pictures.lit(pointed=False)]
    spec = chart.mark_text().encode(text="text:N").add_params(*params).to_dict()
    svg = drawn(spec, {}, values)
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
    chart = pictures.rows().transform_calculate(text=written("datum.z", "datum.a", "datum.p", "log(datum.p)", "lse"))
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
    found = worked_out(pictures.curves(0.05, 100, 5).transform_calculate(text=written("datum.t", "datum.p")), values)
    t = torch.logspace(torch.tensor(0.05).double().log10().item(), 2, 5, dtype=torch.float64)
    expected = core_softmax(o / t[:, None]).T
    torch.testing.assert_close(found[:, 0].view(len(o), 5), t.expand(len(o), 5), rtol=1e-6, atol=0)
    torch.testing.assert_close(found[:, 1].view(len(o), 5), expected, rtol=1e-6, atol=1e-9)


def test_a_shift_moves_no_probability_in_the_browser_either():
    probability = pictures.rows().transform_calculate(text=written("datum.p"))
    values = settings(3)
    still, moved = (worked_out(probability, values | {"shift": shift}) for shift in (0, 7.5))
    torch.testing.assert_close(still, moved, rtol=1e-10, atol=1e-12)


BOOK = {f"o{j}": o for j, o in enumerate((2.0, 1.0, -1.0, *[0.0] * 7), 1)}
BOOK |= {"classes": 3, "temperature": 1, "scale": 1, "shift": 0, "light": 0, "size": 100, "spread": 1, "cost": 5}
# The ends of the sliders: the largest z is 2200, the least -1800.
EXTREME = BOOK | {"o1": 10.0, "o2": -10.0, "temperature": 0.05, "scale": 10, "shift": 10, "spread": 100}


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("build", CHARTS)
def test_charts_draw_and_name_only_fields_that_are_made_and_write_numbers_as_a_person_does(build, lang, look):
    # i and n are the sequences', value an axis label's own.
    assert unknown_columns(build(LABELS[lang], look, follows=CONTROLS), LIMITS) <= {"i", "n", "value"}
    for values in (BOOK, EXTREME | {"classes": 10}, settings(10)):
        for text in shown(build, values, look, lang):
            assert not re.search(
                r"NaN|undefined|null|\binf|\de[+-]?\d|(?<!\w)-\d|[−-]0(\.0+)?(?![\d.])|= [<>]", text
            ), text


def test_the_formula_shows_the_class_that_is_lit_up_and_else_the_leader():
    resting = shown(softmax_chart, BOOK)
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
        assert text in resting
    lit = shown(softmax_chart, BOOK | {"light": 3})
    for text in ("p₃ =", "exp(−1) = 0.368", "= 0.035"):
        assert text in lit
    spec = softmax_chart(LABELS["en"], SCREEN, follows=CONTROLS)
    faded = [drawn(spec, {}, BOOK | {"light": light}).count('opacity="0.25"') for light in (0, 3)]
    assert faded[0] == 0
    assert faded[1] >= 2 * 3


def test_no_probability_is_rounded_to_0_or_1():
    texts = shown(softmax_chart, BOOK | {"classes": 2, "o1": 5.0, "o2": -5.0, "temperature": 0.5})
    assert {"2.1×10⁻⁹", "> 0.999"} <= set(texts)  # e^-20 = 2.06e-9
    assert {"exp(2200) > 10³⁰⁴", "< 10⁻³⁰⁴", "< 10⁻³⁰⁰"} <= set(shown(softmax_chart, EXTREME))


@pytest.mark.parametrize(("classes", "name"), [(2, "p₁"), (5, "p₁ / (p₁ + p₂)")])
def test_softmax_of_two_is_the_logistic_function_of_the_difference(classes, name):
    values = BOOK | {"classes": classes, "o1": 1.5, "o2": 0.5, "temperature": 0.5, "shift": 3.0}
    sigma = float(torch.sigmoid(torch.tensor(2.0)))  # (1.5 - 0.5) / 0.5
    assert {f"σ(z₁ − z₂) = σ(2) = {sigma:.3f}", f"{name} = {sigma:.3f}"} <= set(shown(logistic_chart, values))


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("build", [temperature_chart, logistic_chart])
def test_the_axes_of_probabilities_are_labelled_with_what_they_are(build, look):
    assert {"0.0", "0.5", "1.0"} <= set(shown(build, BOOK, look))


def test_points_that_lie_close_bear_no_numbers():
    values = BOOK | {"o2": -2.0, "o3": -2.0}
    svg = drawn(temperature_chart(LABELS["en"], SCREEN, follows=CONTROLS), {}, values)
    assert re.findall(r'fill="#ffffff"[^>]*>([^<]*)</text>', svg) == ["1"]


@pytest.mark.parametrize(("spread", "lanes"), [(1, 0), (100, 4)])
def test_a_logit_beyond_the_axis_is_drawn_at_its_end_and_said_to_be(spread, lanes):
    # z = 2, 1, -10: stretched by 100 and at T = 0.05 the least lies 100 * 12 / 0.05 = 24 000 below the largest.
    values = BOOK | {"o3": -10.0, "temperature": 0.05, "spread": spread}
    texts = shown(overflow_chart, values)
    assert texts.count("exp gives 0 · ◂ beyond the axis") == lanes
    assert texts.count("exp gives 0") == 4 - lanes


@pytest.mark.parametrize("seed", range(8))
def test_the_expected_costs_in_the_picture_are_those_of_core_and_the_least_is_named(seed):
    values = settings(seed)
    costs = expected_costs(core_softmax(logits(values)), values["cost"])
    lines = [line for line in shown(decision_chart, values) if not line.startswith("class ")]
    assert len(lines) == values["classes"]
    for line, cost in zip(lines, costs.tolist(), strict=True):
        written, *_ = line.replace("−", "-").replace(" ", " ").split(" ")
        if "×" not in written and cost > 1e-3:
            assert float(written) == pytest.approx(cost, rel=0.006)
    assert [i for i, line in enumerate(lines) if "least" in line] == [int(costs.argmin())]
    assert [i for i, line in enumerate(lines) if "argmax" in line] == [int(logits(values).argmax())]
