"""From regression to classification: what the browser works out is what core works out, and every chart draws."""

import json
import re

import altair as alt
import pytest
import torch
import vl_convert

from charts import saved
from charts.follow import follow
from charts.look import PROJECTOR, SCREEN
from lessons.regression_to_classification import words
from lessons.regression_to_classification.controls import CONTROLS
from lessons.regression_to_classification.maths import costs, decide
from lessons.regression_to_classification.pictures import guess, losses
from lessons.regression_to_classification.pictures.layers import layers_chart
from lessons.regression_to_classification.pictures.losses import losses_chart
from lessons.regression_to_classification.tenths import SLACK
from tests.charts.drawing import drawn, unknown_columns
from texts.numbers import LOST

LABELS = {key: text.en for key, text in words.CHART.items()} | {"lost": LOST.en, "guess": "your guess"}
NAMES = {"squared": "squared_on_one_hot", "margin": "margin", "entropy": "cross_entropy"}
# Random settings on the sliders' grid, and the awkward ones: ties, a lead of just delta, the ends.
AWKWARD = [
    ((0, 0, 0), 2, 0),
    ((2.3, 1.3, 1.3), 1, 1),
    ((-10, 10, 10), 1, 5),
    ((10, -10, -10), 1, 5),
    ((5, 5, 1), 2, 0.1),
]


def random_settings(count):
    generator = torch.Generator().manual_seed(7)
    for _ in range(count):
        tenths = torch.randint(-100, 101, (3,), generator=generator).tolist()
        true_class, delta = (int(torch.randint(*ends, (1,), generator=generator)) for ends in ((1, 4), (0, 51)))
        yield tuple(number / 10 for number in tenths), true_class, delta / 10


SETTINGS = [*AWKWARD, *random_settings(12)]
every_setting = pytest.mark.parametrize(("o", "true_class", "delta"), SETTINGS)


def values(o, true_class, delta):
    return {f"o{i}": number for i, number in enumerate(o, 1)} | {"true_class": true_class, "delta": delta}


def evaluated(rows, expressions, settings):
    """The numbers that Vega finds for the expressions, one list for each row, in the rows' order."""
    text = " + ' ' + ".join(f"format({expression}, '.12e')" for expression in expressions)
    chart = rows.transform_calculate(text=f"'@' + {text}").mark_text().encode(text="text:N")
    spec = chart.add_params(*map(follow, CONTROLS), *guess.derived(), *guess.losses()).to_dict()
    svg = drawn(spec, {}, values(*settings)).replace("−", "-")
    return [[float(number) for number in line.split()] for line in re.findall(r">@([^<]+)</text>", svg)]


@every_setting
def test_values_gradients_prediction_and_lead_are_those_of_core(o, true_class, delta):
    tensor = torch.tensor(o, dtype=torch.float64)
    expected, decision = (of(tensor, true_class - 1, delta=delta) for of in (costs, decide))
    told = ["predicted", "lead", f"lead < delta - {SLACK} ? 0 : 1"]
    expressions = [*losses.VALUES.values(), *told, *losses.GRADIENTS.values()]
    found = evaluated(guess.classes(), expressions, (o, true_class, delta))
    assert len(found) == 3
    same = [expected[NAMES[name]].value for name in losses.VALUES]
    same += [decision.predicted, decision.lead, int(decision.met)]
    for i, row in enumerate(found):
        slopes = [float(expected[NAMES[name]].gradient[i]) for name in losses.GRADIENTS]
        assert row == pytest.approx([*same, *slopes], rel=1e-6, abs=1e-12)


@every_setting
def test_the_curves_are_the_losses_at_another_logit_of_the_true_class(o, true_class, delta):
    places = alt.Chart(alt.sequence(0, 5, as_="n")).transform_calculate(x="5 * datum.n - 10")
    found = evaluated(places, losses.CURVES.values(), (o, true_class, delta))
    for x, row in zip((-10, -5, 0, 5, 10), found, strict=True):
        moved = torch.tensor(o, dtype=torch.float64)
        moved[true_class - 1] = x
        expected = costs(moved, true_class - 1, delta=delta)
        assert row == pytest.approx([expected[NAMES[name]].value for name in losses.CURVES], rel=1e-6, abs=1e-12)


def test_no_loss_or_gradient_lies_beyond_the_scales_of_the_picture():
    # The extremes of convex functions lie at the corners of the sliders.
    corners = torch.cartesian_prod(*[torch.tensor([-10.0, 10.0], dtype=torch.float64)] * 3)
    found = [costs(o, true_class, delta=5) for o in corners for true_class in range(3)]
    assert max(cost.value for of in found for cost in of.values()) <= losses._HIGHEST
    assert max(float(cost.gradient.abs().max()) for of in found for cost in of.values()) <= losses._STEEPEST


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("build", [layers_chart, losses_chart])
def test_charts_draw_and_name_only_fields_that_are_made(build, look):
    spec = build(LABELS, look, follows=CONTROLS)
    assert unknown_columns(spec, {}) <= {"i", "n"}  # the sequences'
    for setting in AWKWARD:
        svg = drawn(spec, {}, values(*setting))
        assert not re.search(r">[^<]*(NaN|undefined|null|[−-]0(\.0+)?(?![\d.])|\de[+-]?\d)[^<]*</text>", svg)
        assert svg.count("<path") > 10


def written(build, o, true_class, delta):
    return re.findall(
        r">([^<>]+)</text>", drawn(build(LABELS, SCREEN, follows=CONTROLS), {}, values(o, true_class, delta))
    )


def test_the_page_shows_one_hot_label_outputs_and_their_squares():
    shown = written(layers_chart, (9, 0.5, -2), 2, 1)
    for text in ("o₁ = 9.0  cat", "o₂ = 0.5  chicken", "predicted", "true", "Prediction: argmax o = cat, wrong"):
        assert text in shown
    # y = (0, 1, 0): o - y = (9, -0.5, -2), squares 81 + 0.25 + 4
    for text in ("+9.0", "−0.5", "81.00", "0.25", "4.00", "85.25"):
        assert text in shown


def test_a_right_prediction_is_marked_as_both():
    shown = written(layers_chart, (9, 0.5, -2), 1, 1)
    assert LABELS["both"] in shown
    assert LABELS["predicted"] not in shown
    assert "Prediction: argmax o = cat, right" in shown


def test_small_losses_are_never_written_as_zero():
    shown = written(losses_chart, (10, 0, 0), 1, 2)
    assert "81.00" in shown
    assert "9×10⁻⁵" in shown  # log(1 + 2 e⁻¹⁰)
    assert "margin o_y − max oᵢ = 10.0 ≥ δ = 2.0, met" in shown


def test_saved_alone_it_starts_at_the_sliders_values_and_keeps_its_inputs():
    spec = saved.standalone(losses_chart(LABELS, SCREEN, follows=CONTROLS), {}, values((9, 0, 0), 1, 2), steps=0)
    inputs = {parameter["name"]: parameter["value"] for parameter in spec["params"] if "bind" in parameter}
    assert inputs == {"true_class": 1, "o1": 9, "o2": 0, "o3": 0, "delta": 2}
    assert "64.00" in re.findall(r">([^<>]+)</text>", vl_convert.vegalite_to_svg(json.dumps(spec)))
