"""From regression to classification: what the browser works out is what core works out, and every chart draws."""

import json
import re

import altair as alt
import pytest
import torch
import vl_convert

from charts import saved
from charts.look import PROJECTOR, SCREEN
from lessons.regression_to_classification import words
from lessons.regression_to_classification.maths import SLACK, decide, verdicts
from lessons.regression_to_classification.pictures import layers as one_hot
from lessons.regression_to_classification.pictures import losses as blame
from lessons.regression_to_classification.tables import classes_frame, verdicts_frame
from tests.charts.drawing import drawn, unknown_columns

LABELS = {key: text.en for key, text in words.CHART.items()}
DATA = {"classes": classes_frame(3)}
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
    spec = chart.add_params(*one_hot.parameters(), *one_hot.derived()).to_dict()
    svg = drawn(spec, DATA, values(*settings)).replace("−", "-")
    return [[float(number) for number in line.split()] for line in re.findall(r">@([^<]+)</text>", svg)]


@every_setting
def test_values_and_gradients_are_those_of_core(o, true_class, delta):
    expected = verdicts(torch.tensor(o, dtype=torch.float64), true_class - 1, delta=delta)
    found = evaluated(one_hot.classes(), [*blame.VALUES.values(), *blame.GRADIENTS.values()], (o, true_class, delta))
    assert len(found) == 3
    costs = [expected[NAMES[name]].value for name in blame.VALUES]
    for i, row in enumerate(found):
        slopes = [float(expected[NAMES[name]].gradient[i]) for name in blame.GRADIENTS]
        assert row == pytest.approx([*costs, *slopes], rel=1e-6, abs=1e-12)


@every_setting
def test_the_prediction_and_its_lead_are_those_of_core(o, true_class, delta):
    expected = decide(torch.tensor(o, dtype=torch.float64), true_class - 1, delta=delta)
    shares = evaluated(
        one_hot.classes(), ["predicted", "lead", f"lead < delta - {SLACK} ? 0 : 1"], (o, true_class, delta)
    )
    assert shares[0] == pytest.approx([expected.predicted + 1, expected.lead, int(expected.met)])


@every_setting
def test_the_curves_are_the_losses_at_another_logit_of_the_true_class(o, true_class, delta):
    places = alt.Chart(alt.sequence(0, 5, as_="n")).transform_calculate(x="5 * datum.n - 10")
    found = evaluated(places, blame.CURVES.values(), (o, true_class, delta))
    for x, row in zip((-10, -5, 0, 5, 10), found, strict=True):
        moved = torch.tensor(o, dtype=torch.float64)
        moved[true_class - 1] = x
        expected = verdicts(moved, true_class - 1, delta=delta)
        assert row == pytest.approx([expected[NAMES[name]].value for name in blame.CURVES], rel=1e-6, abs=1e-12)


def test_both_sides_count_the_same_slack_as_none():
    assert one_hot.SLACK == SLACK


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("build", [one_hot.layers_chart, blame.blame_chart])
def test_charts_draw_and_name_only_columns_that_exist(build, look):
    spec = build(LABELS, look)
    assert unknown_columns(spec, DATA) == set()
    for setting in AWKWARD:
        svg = drawn(spec, DATA, values(*setting))
        assert "NaN" not in svg
        assert svg.count("<path") > 10


def written(svg):
    return re.findall(r">([^<>]+)</text>", svg)


def test_the_page_shows_one_hot_label_outputs_and_their_squares():
    shown = written(drawn(one_hot.layers_chart(LABELS, SCREEN), DATA, values((9, 0.5, -2), 2, 1)))
    for text in ("o₁ = 9.0  cat", "o₂ = 0.5  chicken", "predicted", "true", "Prediction: argmax o = cat, wrong"):
        assert text in shown
    # y = (0, 1, 0): o - y = (9, -0.5, -2), squares 81 + 0.25 + 4
    for text in ("+9.0", "−0.5", "81.00", "0.25", "4.00", "85.25"):
        assert text in shown


def test_a_right_prediction_is_marked_as_both():
    shown = written(drawn(one_hot.layers_chart(LABELS, SCREEN), DATA, values((9, 0.5, -2), 1, 1)))
    assert LABELS["both"] in shown
    assert LABELS["predicted"] not in shown
    assert "Prediction: argmax o = cat, right" in shown


def test_small_losses_are_never_written_as_zero():
    shown = written(drawn(blame.blame_chart(LABELS, SCREEN), DATA, values((10, 0, 0), 1, 2)))
    assert "81.00" in shown
    assert "9e-5" in [text.replace("−", "-") for text in shown]  # log(1 + 2 e⁻¹⁰)
    assert any("10.0 ≥ δ = 2.0, met" in text for text in shown)


def test_the_frame_of_verdicts_holds_every_loss():
    table = verdicts_frame(verdicts(torch.tensor([2.0, 1.0, -1.0], dtype=torch.float64), 0, delta=1))
    assert list(table["loss"]) == list(NAMES.values())
    assert list(table.columns) == ["loss", "value", "gradient_1", "gradient_2", "gradient_3"]
    assert table["gradient_3"].tolist()[0] == -2


def test_saved_alone_it_starts_at_the_sliders_values_and_keeps_its_inputs():
    spec = saved.standalone(blame.blame_chart(LABELS, SCREEN), DATA, values((9, 0, 0), 1, 2), steps=0)
    inputs = {parameter["name"]: parameter["value"] for parameter in spec["params"] if "bind" in parameter}
    assert inputs == {"true_class": 1, "o1": 9, "o2": 0, "o3": 0, "delta": 2}
    assert "64.00" in written(vl_convert.vegalite_to_svg(json.dumps(spec)))
