"""The live charts of the cross-entropy: what Vega works out is what core works out, at random settings."""

import re

import altair as alt
import pytest
import torch

from charts.look import PROJECTOR, SCREEN
from charts.parts import finished
from core.losses import softmax
from lessons.cross_entropy import maths as core
from lessons.cross_entropy import tables as frames
from lessons.cross_entropy import words
from lessons.cross_entropy.page import _READ, RATE, STEP
from lessons.cross_entropy.pictures import curvature, descent, push, spoiled, surprisal
from tests.charts.drawing import drawn, unknown_columns

LABELS = {key: text.en for key, text in words.CHART.items()} | {"unit": words.NATS.en}
RATES = RATE.options
NUMBER = r"-?\d\.\d{12}e[+-]?\d+|-?Infinity|null"


def settings(seed, k):
    """What the sliders may say: logits on their grid, a true class, softness, a rate, a step."""
    generator = torch.Generator().manual_seed(seed)
    logits = [tenth / 10 for tenth in torch.randint(-100, 101, (k,), generator=generator).tolist()]
    true_class, soft = seed % k + 1, [0.0, 0.1, 1.0, 0.35][seed % 4]
    rate = RATES[int(torch.randint(len(RATES), (1,), generator=generator))]
    step = [0, 1, 17, 50][int(torch.randint(4, (1,), generator=generator))]
    values = {f"o{j + 1}": logit for j, logit in enumerate(logits)}
    values |= {"true_class": true_class, "soft": soft, "lr": rate, "step": step}
    label = core.smoothed_label(true_class - 1, k, soft)
    path = core.descend(torch.tensor(logits, dtype=torch.float64), label, learning_rate=rate, steps=descent.STEPS + 1)
    return values, label, path


def worked_out(expressions, k, values, *, of=None, params=()):
    """What Vega makes of expressions, as numbers; `of` is a chart of one row whose columns they may read."""
    text = " + ' ' + ".join(f"(isValid({e}) ? format({e}, '.12e') : 'null')" for e in expressions)
    chart = (of or descent.one()).transform_calculate(text=text).mark_text().encode(text="text:N")
    everything = [*descent.parameters(k, RATES), *descent.derived(k), *params]
    svg = drawn(finished(alt.layer(chart), everything, SCREEN), frames.live_frames(k, descent.STEPS), values).replace(
        "−", "-"
    )
    numbers = next(text for text in re.findall(r">([^<>]*)</text>", svg) if re.search(NUMBER, text)).split()
    assert len(numbers) == len(expressions)
    return [None if number == "null" else float(number) for number in numbers]


def same(numbers, expected):
    assert numbers == pytest.approx([float(v) for v in expected], rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("k", [2, 3, 6])
def test_the_descent_in_the_browser_is_that_of_core(k, seed):
    values, label, path = settings(seed, k)
    now, losses = path[values["step"]], core.loss(path, label)
    p = softmax(now)
    expressions = [f"{name}[{j}]" for name in ("y", "V", "W", "p", "g", "s") for j in range(k)]
    expressions += ["loss", "floor", *(f"losses[{t}]" for t in (0, 1, 20, descent.STEPS))]
    rows = [label, now, path[values["step"] + 1], p, p - label, -torch.log_softmax(now, -1)]
    numbers = [losses[[values["step"]]], core.entropy(label)[None], losses[[0, 1, 20, descent.STEPS]]]
    same(worked_out(expressions, k, values), torch.cat(rows + numbers))


@pytest.mark.parametrize("seed", range(4))
def test_entropies_in_the_browser_are_those_of_core_and_infinity_is_null(seed):
    k = 4
    values, label, path = settings(seed, k)
    p = softmax(path[values["step"]])
    entropy, back = worked_out(["H_p", "back"], k, values, params=surprisal.entropies(k))
    assert entropy == pytest.approx(float(core.entropy(p)), rel=1e-6, abs=1e-12)
    if values["soft"] == 0:
        assert back is None
        assert core.cross_entropy(p, label).isinf()
    else:
        assert back == pytest.approx(float(core.cross_entropy(p, label)), rel=1e-6)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", ["squared", "twice"])
@pytest.mark.parametrize("k", [2, 5])
def test_the_spoiled_losses_in_the_browser_are_those_of_core(k, kind, seed):
    values, label, path = settings(seed, k)
    other = core.SQUARED_THROUGH_SOFTMAX if kind == "squared" else core.CROSS_ENTROPY_OF_PROBABILITIES
    for own in (-9.5, 1.3):
        logits = path[values["step"]].clone()
        logits[values["true_class"] - 1] = own
        rows = spoiled.losses(descent.one().transform_calculate(own=str(own)), k, kind)
        numbers = worked_out([f"datum.{name}" for name in ("a", "b", "a_size", "b_size")], k, values, of=rows)
        gradients = [core.gradient(logits, label).norm(), other.gradient(logits, label).norm()]
        same(numbers, [core.loss(logits, label), other.value(logits, label), *gradients])
    expected = core.twice_floor(k, values["soft"])
    same(worked_out([spoiled._floor(k)], k, values), [expected])


@pytest.mark.parametrize("seed", range(3))
def test_the_heat_map_writes_the_hessian(seed):
    k = 3
    values, _, path = settings(seed, k)
    svg = drawn(curvature.curvature_chart(k, LABELS, SCREEN, rates=RATES), frames.live_frames(k, descent.STEPS), values)
    shown = re.findall(r">([+−]0\.\d{3}|0\.000|≈ 0)<", svg)
    expected = core.hessian(path[values["step"]]).flatten().tolist()
    written = [f"{value:+.3f}".replace("-", "−") if abs(value) >= 5e-4 else "≈ 0" for value in expected]
    assert [cell if cell != "0.000" else "≈ 0" for cell in shown] == written


def charts(k, look, bits=False):
    """Every live chart of the lesson."""
    return {
        "push": push.push_chart(k, LABELS, look, rates=RATES),
        "loss": surprisal.loss_chart(k, LABELS, look, rates=RATES, bits=bits),
        "curvature": curvature.curvature_chart(k, LABELS, look, rates=RATES),
        **{
            kind: spoiled.spoiled_chart(k, LABELS, look, kind=kind, rates=RATES, bits=bits)
            for kind in ("squared", "twice")
        },
    }


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("k", [2, 6])
def test_charts_draw_and_name_only_columns_that_exist(k, look):
    data = frames.live_frames(k, descent.STEPS)
    read = dict(zip(charts(k, look), _READ.values(), strict=True))
    for soft in (0.0, 1.0):
        values = {f"o{j + 1}": (-10.0, 10.0)[j % 2] for j in range(k)}
        values |= {"true_class": k, "soft": soft, "lr": RATES[-1], "step": STEP.options[-1]}
        for name, spec in charts(k, look, bits=True).items():
            assert unknown_columns(spec, data) <= {"value"}, name  # what the label of an axis calls its own
            svg = drawn(spec, {key: data[key] for key in read[name]}, values)
            assert "NaN" not in svg, name
            assert svg.count("<path") > 5, name


def transforms(part):
    """Every transform in a specification."""
    if isinstance(part, dict):
        yield from part.get("transform", [])
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from transforms(inner)


def test_no_column_is_worked_out_from_itself():
    """Vega works a formula out again on the same row when a parameter moves: one that reads its own result wanders."""
    for name, spec in charts(6, SCREEN).items():
        made = [step for step in transforms(spec) if "calculate" in step]
        assert len(made) > 5, name
        for step in made:
            assert not re.search(rf"datum\.{step['as']}\b", step["calculate"]), (name, step)


def test_losses_are_drawn_in_nats_or_in_bits():
    values = {"o1": 0.0, "o2": 0.0, "true_class": 1, "soft": 0.0, "lr": 1, "step": 0}
    for bits, written in ((False, "0.6931"), (True, "1.0000")):  # two equal classes: ln 2 nats, one bit
        svg = drawn(
            surprisal.loss_chart(2, LABELS, SCREEN, rates=RATES, bits=bits),
            frames.live_frames(2, descent.STEPS),
            values,
        )
        assert f"{LABELS['loss_line']} {written}" in svg


def test_no_label_holds_the_quote_that_expressions_are_made_with():
    assert not [text for text in words.CHART.values() if "'" in text.en + text.zh]
