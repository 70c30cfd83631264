"""The live charts of the cross-entropy: what Vega works out is what core works out, at random settings."""

import re

import altair as alt
import pytest
import torch

from charts.look import PROJECTOR, SCREEN
from charts.parts import finished
from core.losses import softmax
from lessons.cross_entropy import maths, tables, told, words
from lessons.cross_entropy.controls import RATE, STEP, live_controls
from lessons.cross_entropy.page import VIEWS
from lessons.cross_entropy.pictures import comparison, descent, gradient, surprisal
from tests.charts.drawing import drawn, unknown_columns
from texts.numbers import LOST, fixed

LABELS = {key: text.en for key, text in words.CHART.items()} | {"lost": LOST.en, "guess": "your guess"}
STEPS = int(STEP.high)
PICTURES = {"gradient": told.GRADIENT, **VIEWS}
NUMBER = r"-?\d\.\d{12}e[+-]?\d+|-?Infinity|null"


def settings(seed, k):
    """What the sliders may say: logits on their grid, a true class, softness, a rate, a step."""
    generator = torch.Generator().manual_seed(seed)
    logits = [tenth / 10 for tenth in torch.randint(-100, 101, (k,), generator=generator).tolist()]
    true_class, soft = seed % k + 1, [0.0, 0.1, 1.0, 0.35][seed % 4]
    rate = RATE.options[int(torch.randint(len(RATE.options), (1,), generator=generator))]
    step = [0, 1, 17, 50][int(torch.randint(4, (1,), generator=generator))]
    values = {f"o{j + 1}": logit for j, logit in enumerate(logits)}
    values |= {"true_class": true_class, "soft": soft, "lr": rate, "step": step}
    label = maths.smoothed_label(true_class - 1, k, soft)
    path = maths.descend(torch.tensor(logits, dtype=torch.float64), label, learning_rate=rate, steps=STEPS + 1)
    return values, label, path


def worked_out(expressions, k, values, *, of=None, params=None):
    """What Vega makes of expressions, as numbers; `of` is a chart of one row whose columns they may read."""
    text = " + ' ' + ".join(f"(isValid({e}) ? format({e}, '.12e') : 'null')" for e in expressions)
    chart = (of or descent.one()).transform_calculate(text=text).mark_text().encode(text="text:N")
    everything = [*descent.parameters(k, follows(k), STEPS, path=True), *descent.named(params or {})]
    svg = drawn(finished(alt.layer(chart), everything, SCREEN), tables.live_frames(k, STEPS), values).replace("−", "-")
    numbers = next(text for text in re.findall(r">([^<>]*)</text>", svg) if re.search(NUMBER, text)).split()
    assert len(numbers) == len(expressions)
    return [None if number == "null" else float(number) for number in numbers]


def follows(k):
    return (*live_controls(k), STEP)


def spec(name, k, look=SCREEN, *, bits=False):
    """A picture's specification."""
    options = {"num_classes": k, "follows": follows(k), "num_steps": STEPS}
    return PICTURES[name].build(LABELS, look, **options, **({} if name in ("gradient", "hessian") else {"bits": bits}))


def svg_of(name, k, values, **options):
    return drawn(spec(name, k, **options), tables.live_frames(k, STEPS), values)


def same(numbers, expected):
    assert numbers == pytest.approx([float(v) for v in expected], rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("k", [2, 3, 6])
def test_the_descent_in_the_browser_is_that_of_core(k, seed):
    values, label, path = settings(seed, k)
    now, losses = path[values["step"]], maths.loss(path, label)
    p = softmax(now)
    expressions = [f"{name}[{j}]" for name in ("y", "V", "W", "p", "g", "s") for j in range(k)]
    expressions += ["loss", "floor", *(f"losses[{t}]" for t in (0, 1, 20, STEPS))]
    rows = [label, now, path[values["step"] + 1], p, p - label, -torch.log_softmax(now, -1)]
    numbers = [losses[[values["step"]]], maths.entropy(label)[None], losses[[0, 1, 20, STEPS]]]
    same(worked_out(expressions, k, values), torch.cat(rows + numbers))


@pytest.mark.parametrize("seed", range(4))
def test_entropies_in_the_browser_are_those_of_core_and_infinity_is_null(seed):
    k = 4
    values, label, path = settings(seed, k)
    p = softmax(path[values["step"]])
    entropy, back = worked_out(["H_p", "back"], k, values, params=surprisal.entropies(k))
    assert entropy == pytest.approx(float(maths.entropy(p)), rel=1e-6, abs=1e-12)
    if values["soft"] == 0:
        assert back is None
        assert maths.cross_entropy(p, label).isinf()
    else:
        assert back == pytest.approx(float(maths.cross_entropy(p, label)), rel=1e-6)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("beside", [comparison.SQUARED, comparison.TWICE], ids=lambda beside: beside.name)
@pytest.mark.parametrize("k", [2, 5])
def test_the_spoiled_losses_in_the_browser_are_those_of_core(k, beside, seed):
    values, label, path = settings(seed, k)
    spoiled = {"squared": maths.SQUARED_THROUGH_SOFTMAX, "twice": maths.CROSS_ENTROPY_OF_PROBABILITIES}
    other = spoiled[beside.name]
    for own in (-9.5, 1.3):
        logits = path[values["step"]].clone()
        logits[values["true_class"] - 1] = own
        rows = comparison.losses(descent.one().transform_calculate(own=str(own)), k, beside)
        numbers = worked_out([f"datum.{name}" for name in ("a", "b", "a_size", "b_size")], k, values, of=rows)
        gradients = [maths.gradient(logits, label).norm(), other.gradient(logits, label).norm()]
        same(numbers, [maths.loss(logits, label), other.value(logits, label), *gradients])
    expected = maths.twice_floor(k, values["soft"])
    same(worked_out([comparison.least_twice(k)], k, values), [expected])


@pytest.mark.parametrize("seed", range(3))
def test_the_heat_map_writes_the_hessian(seed):
    values, _, path = settings(seed, 3)
    written = [
        fixed(value, "en", decimals=3, plus=True, never_zero=True)
        for value in maths.hessian(path[values["step"]]).flatten().tolist()
    ]
    assert [
        text for text in re.findall(r">([^<>]*)</text>", svg_of("hessian", 3, values)) if text in written
    ] == written


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize("k", [2, 6])
@pytest.mark.parametrize("name", PICTURES)
def test_pictures_draw_and_name_only_columns_that_exist(name, k, look):
    data = tables.live_frames(k, STEPS)
    read = {key: data[key] for key in PICTURES[name].reads}
    made = spec(name, k, look, bits=True)
    assert unknown_columns(made, data) <= {"value"}  # what the label of an axis calls its own
    for soft in (0.0, 1.0):
        values = {f"o{j + 1}": (-10.0, 10.0)[j % 2] for j in range(k)}
        values |= {"true_class": k, "soft": soft, "lr": RATE.options[-1], "step": STEPS}
        svg = drawn(made, read, values)
        assert svg.count("<path") > 5
        assert "NaN" not in svg
        written = " ".join(re.findall(r">([^<>]*)</text>", svg))
        assert not re.search(r"nan|inf(inity)?\b|undefined|null|[-−]0(\.0+)?(?![\d.])|\de[+−-]?\d", written), written


def transforms(part):
    """Every transform in a specification."""
    if isinstance(part, dict):
        yield from part.get("transform", [])
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from transforms(inner)


@pytest.mark.parametrize("name", PICTURES)
def test_no_column_is_worked_out_from_itself(name):
    """Vega works a formula out again on the same row when a parameter moves: one that reads its own result wanders."""
    made = [step for step in transforms(spec(name, 6)) if "calculate" in step]
    assert len(made) > 5
    sources = {column for table in tables.live_frames(6, STEPS).values() for column in table}
    for step in made:
        assert not re.search(rf"datum\.{step['as']}\b", step["calculate"]), step
        assert step["as"] not in sources


# Two equal classes: ln 2 nats, one bit.
@pytest.mark.parametrize(("bits", "written"), [(False, "0.6931 nats"), (True, "1.0000 bits")])
def test_losses_are_drawn_in_nats_or_in_bits(bits, written):
    values = {"o1": 0.0, "o2": 0.0, "true_class": 1, "soft": 0.0, "lr": 1, "step": 0}
    assert f"{LABELS['loss_line']} {written}" in svg_of("surprisal", 2, values, bits=bits)


def test_the_least_loss_of_a_smoothed_label_is_drawn_and_an_infinite_cross_entropy_is_told_in_words():
    values = {"o1": 1.0, "o2": 0.0, "true_class": 1, "soft": 0.1, "lr": 1, "step": 0}
    svg = svg_of("surprisal", 2, values)
    assert f"{LABELS['floor']} 0.1985 nats" in svg
    assert LABELS["endless"] not in svg
    svg = svg_of("surprisal", 2, values | {"soft": 0.0})
    assert LABELS["endless"] in svg
    assert "∞" not in svg


@pytest.mark.parametrize("bits", [False, True])
def test_the_point_of_now_is_never_beyond_the_axis(bits):
    for lead in (0.0, 9.1, 20.0):  # the loss of a mistake grows with the lead of the wrong class
        values = {"o1": -lead / 2, "o2": lead / 2, "true_class": 1, "soft": 0.0, "lr": 1, "step": 0}
        logits = torch.tensor([-lead / 2, lead / 2], dtype=torch.float64)
        loss = float(maths.loss(logits, maths.smoothed_label(0, 2))) * descent.per_nat(bits)
        (top,) = worked_out(["top"], 2, values, params=comparison.window(bits))
        assert top > 1.1 * loss


def test_the_dash_of_the_slider_stays_on_the_axis_however_far_the_logit_has_gone():
    values = {"o1": -9.7, "o2": 0.0, "true_class": 1, "soft": 0.0, "lr": 2, "step": 20}
    bottom, top, dash, now = worked_out(["bottom", "top", "v0[0]", "V[0]"], 2, values, params=gradient.sums(2))
    assert bottom < dash == -9.7
    assert -9 < now < top


def test_a_saved_page_has_a_range_for_the_step_and_for_each_logit():
    bound = {parameter["name"]: parameter["bind"] for parameter in spec("gradient", 4)["params"] if "bind" in parameter}
    assert set(bound) == {"o1", "o2", "o3", "o4", "true_class", "soft", "lr", "step"}
    assert bound["true_class"] == {"input": "range", "min": 1, "max": 4, "step": 1}
    assert bound["step"] == {"input": "range", "min": 0, "max": STEPS, "step": 1}
    assert bound["lr"]["options"] == list(RATE.options)
