"""The live pictures of the learning rate: the sweep over all rates, the picked run, and the strip below the slider.

Their parameters lr and step are set by the page's sliders while they move. Data sets, from `core.frames.sweep`:
`sweep`, `names` (label_frame), `picked`, `form`, `run`, `rings`. F is the row of `form`, R the row of `picked` at the
chosen rate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, LEARNED, LEAST_SQUARES, SIZES, TRUTH
from charts.parts import finished, held, line_height, readout

LARGEST_STEP = 100_000
REGIMES = ("too_small", "good", "jittering", "oscillating", "diverging")


def parameters(rates: Sequence[float], *, step: bool) -> list[alt.Parameter]:
    """lr, and step where the chart shows one; saved alone, a chart shows inputs for them."""
    rate = alt.param(name="lr", value=rates[0], bind=alt.binding_select(options=list(rates)))
    steps = alt.param(name="step", value=0, bind=alt.binding_range(min=0, max=LARGEST_STEP, step=1))
    return [rate, steps] if step else [rate]


def derived(rates: Sequence[float]) -> list[alt.Parameter]:
    """What follows from the rate and is the same for all rows; `factor` is 1 - 2 rate lambda_max."""
    known = ", ".join(f"{rate:g}" for rate in rates)
    expressions = {
        "F": "length(data('form')) ? data('form')[0] : {}",
        "R": f"length(data('picked')) ? data('picked')[indexof([{known}], +lr)] : {{}}",
        "share": "lr / F.limit",
        "factor": "1 - 2 * lr * F.high",
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def written(text: str) -> str:
    """A text as a Vega expression, whatever apostrophes it holds."""
    return json.dumps(text, ensure_ascii=False)


def one() -> alt.Chart:
    """One row, for what is drawn once."""
    return alt.Chart(alt.NamedData("form"))


def size_colour() -> alt.Color:
    """Batch sizes on a log scale; a name always stands beside the line."""
    ends: dict[str, Any] = {"type": "log", "domain": [1, 10, 100, 1000], "range": list(SIZES), "interpolate": "rgb"}
    return alt.Color("size:Q", scale=alt.Scale(**ends), legend=None)


def below(look: Look) -> dict[str, Any]:
    """A horizontal axis's title below its numbers, where the lines that matter run along the bottom."""
    return {"titleY": 2.6 * look.font, "titleBaseline": "top"}


def rate_axis(labels: Mapping[str, str], look: Look, rates: Sequence[float]) -> alt.X:
    """The rates on a log axis."""
    scale = alt.Scale(type="log", domain=[rates[0], rates[-1]], nice=False)
    axis = alt.Axis(values=[0.001, 0.01, 0.1, 1], format="~g", **below(look))
    return alt.X("rate:Q", title=labels["rate"], scale=scale, axis=axis)


def loss_axis(title: str, name: str = "loss") -> alt.Y:
    """Losses on a log axis."""
    return alt.Y(f"{name}:Q", title=title, scale=alt.Scale(type="log", nice=False), axis=power_axis())


def _fixed_axis(title: str, name: str = "loss") -> alt.Y:
    """From the noise floor to the ceiling, whatever the rate: the axis stands still while the rate moves."""
    ends = [alt.ExprRef("isValid(F.loss) ? F.loss * 0.8 : 1"), alt.ExprRef("isValid(F.loss) ? F.ceiling * 1.3 : 10")]
    return alt.Y(f"{name}:Q", title=title, scale=alt.Scale(type="log", nice=False, domain=ends), axis=power_axis())


def power_axis() -> alt.Axis:
    """Only the powers of ten are written."""
    power = "abs(log(datum.value) / LN10 - round(log(datum.value) / LN10)) < 1e-6"
    return alt.Axis(labelExpr=f"{power} ? format(datum.value, '~g') : ''", gridOpacity=0.5)


def _zone(labels: Mapping[str, str], look: Look, y: alt.Y) -> list[alt.Chart]:
    """Where a run ends above its start: the band above the start loss, shaded and named."""
    band = one().transform_calculate(loss="F.start")
    shade = band.mark_rect(color=LEARNED, opacity=0.13).encode(y=y, y2="ceiling:Q")
    mark: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": look.font, "color": LEARNED}
    name = band.transform_calculate(loss="F.ceiling").mark_text(**mark, dx=6, dy=4)
    return [shade, name.encode(x=alt.value(0), y=y, text=alt.value(labels["zone"]))]


def _marks(labels: Mapping[str, str], look: Look, x: alt.X) -> list[alt.Chart]:
    """The full batch's limit and its fastest rate, as upright rules with their names."""
    layers = []
    for name, colour, dash, line in (("limit", LEARNED, [1, 0], 0), ("fastest", LEAST_SQUARES, [6, 4], 1)):
        rule = one().transform_calculate(
            rate=f"F.{name}", text=f"{written(labels[name])} + ' ' + format(F.{name}, '.2f')"
        )
        layers.append(rule.mark_rule(color=colour, strokeDash=dash, strokeWidth=0.7 * look.stroke).encode(x=x))
        mark: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font, "color": colour}
        y = alt.value(-1.3 * look.font * (2 - line))
        layers.append(rule.mark_text(**mark, dx=-4).encode(x=x, y=y, text="text:N"))
    return layers


def sweep_panel(labels: Mapping[str, str], look: Look, rates: Sequence[float]) -> alt.LayerChart:
    """The loss after all epochs against the rate, one line for each batch size."""
    x, y = rate_axis(labels, look, rates), _fixed_axis(labels["final"])
    data = alt.Chart(alt.NamedData("sweep"))
    lines = data.mark_line(clip=True).encode(
        x=x,
        y=y,
        detail="size:N",
        color=size_colour(),
        strokeWidth=alt.condition("datum.picked", alt.value(1.6 * look.stroke), alt.value(0.7 * look.stroke)),
    )
    size: dict[str, Any] = {"baseline": "middle", "fontSize": look.font, "fontWeight": 600}
    text = f"'B = ' + datum.size + (datum.full ? ' {labels['all']}' : '')"
    names = alt.Chart(alt.NamedData("names")).transform_calculate(text=text)
    sides = [
        names.transform_filter(f"datum.left == {left}").mark_text(**size, align=align, dx=dx)
        for left, align, dx in (("true", "right", -7), ("false", "left", 7))
    ]
    names_of_sizes = [side.encode(x=x, y=y, text="text:N", color=size_colour()) for side in sides]
    floor = one().mark_rule(color=LEAST_SQUARES, strokeDash=[6, 4], strokeWidth=0.7 * look.stroke).encode(y=y)
    mark: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": look.font, "color": LEAST_SQUARES}
    floor_name = one().mark_text(**mark, dx=4, dy=3).encode(x=alt.value(0), y=y, text=alt.value(labels["floor"]))
    now = alt.Chart(alt.NamedData("picked")).transform_filter("datum.rate == lr")
    here = now.mark_rule(color=LEARNED, strokeWidth=0.5 * look.stroke, opacity=0.7).encode(x=x)
    dot = now.mark_circle(color=LEARNED, size=12 * look.point, opacity=1).encode(x=x, y=y)
    return alt.layer(
        *_zone(labels, look, y), floor, floor_name, *_marks(labels, look, x), lines, *names_of_sizes, here, dot
    )


def words_strip(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The rate in numbers, and what it does, worked out while it moves."""
    kinds = ", ".join(written(labels[name]) for name in REGIMES)
    minus = "replace(format(factor, '.3~f'), '-', '−')"
    first = (
        f"'η = ' + lr + '   η / {labels['limit_short']} = ' + format(100 * share, '.3~r') + '%   1 − 2ηλ = ' + {minus}"
    )
    final = f"isValid(R.final) ? format(R.final, '.3~g') : '{labels['overflow']}'"
    second = f"[{kinds}][R.regime] + ' · B = ' + F.size + ' · {labels['ends']} ' + ({final})"
    lines = (held("picked"), readout(one(), first, 0, DATA, look), readout(one(), second, 1, LEARNED, look))
    return alt.layer(*lines, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look) * 2)


def sweep_chart(labels: Mapping[str, str], look: Look, *, rates: Sequence[float]) -> dict[str, Any]:
    """The words of the chosen rate above the sweep (data sets sweep, names, picked, form)."""
    panel = sweep_panel(labels, look, rates).properties(height=look.height * 305)
    params = [*parameters(rates, step=False), *derived(rates)]
    return finished(alt.vconcat(words_strip(labels, look), panel, spacing=4), params, look)


def _curve() -> alt.Chart:
    return alt.Chart(alt.NamedData("run")).transform_filter("datum.rate == lr")


def loss_panel(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The loss by step; the part already trained is thick."""
    scale = alt.Scale(type="pow", exponent=0.5, nice=False, domain=[0, alt.ExprRef("F.steps")])
    x = alt.X("step:Q", title=labels["step"], scale=scale, axis=alt.Axis(tickCount=5))
    y = _fixed_axis(labels["loss"], "shown")
    bottom = one().transform_calculate(shown="F.loss")
    thin = _curve().mark_line(color=LEARNED, strokeWidth=0.5 * look.stroke, opacity=0.45).encode(x=x, y=y)
    thick = _curve().transform_filter("datum.step <= step").mark_line(color=LEARNED, strokeWidth=look.stroke)
    now = _curve().transform_filter("datum.step <= step && step < datum.next")
    dot = now.mark_circle(color=LEARNED, size=8 * look.point, opacity=1).encode(x=x, y=y)
    floor = bottom.mark_rule(color=LEAST_SQUARES, strokeDash=[6, 4], strokeWidth=0.7 * look.stroke).encode(y=y)
    mark: dict[str, Any] = {"align": "left", "fontSize": look.font, "color": LEAST_SQUARES, "dy": -0.7 * look.font}
    name = bottom.mark_text(**mark).encode(x=alt.value(4), y=y, text=alt.value(labels["floor"]))
    lost = one().transform_filter("R.diverged && step > R.last")
    gone = readout(lost, f"replace({written(labels['gone'])}, '#', R.last)", 1, LEARNED, look, right=True)
    text = f"'{labels['step']} ' + datum.step + ' / ' + F.steps + '   {labels['loss']} ' + format(datum.loss, '.3~g')"
    shown = now.transform_filter("!(R.diverged && step > R.last)")
    moment = readout(shown, text, 1, LEARNED, look, right=True)
    return alt.layer(floor, name, thin, thick.encode(x=x, y=y), dot, moment, gone)


def path_panel(labels: Mapping[str, str], look: Look, *, truth: Sequence[float]) -> alt.LayerChart:
    """The path of the two weights over curves of equal loss; the start overshot as far as it is away still fits."""
    reach = 1.35 * max(abs(value) for value in truth)
    across, up = (alt.Scale(domain=[middle - reach, middle + reach], nice=False) for middle in truth)
    x, y = alt.X("w1:Q", title=labels["w1"], scale=across), alt.Y("w2:Q", title=labels["w2"], scale=up)
    rings = alt.Chart(alt.NamedData("rings")).mark_line(
        color=DATA, opacity=0.5, strokeWidth=0.4 * look.stroke, clip=True
    )
    line: dict[str, Any] = {"color": LEARNED, "clip": True}
    order = alt.Order("step:Q")
    thin = _curve().mark_line(**line, strokeWidth=0.4 * look.stroke, opacity=0.45)
    past = _curve().transform_filter("datum.step <= step")
    thick = past.mark_line(**line, strokeWidth=0.7 * look.stroke)
    stops = past.mark_circle(**line, size=1.5 * look.point, opacity=0.8)
    now = _curve().transform_filter("datum.step <= step && step < datum.next")
    dot = now.mark_circle(**line, size=8 * look.point, opacity=1)
    cross: dict[str, Any] = {"shape": "cross", "filled": True, "size": 10 * look.point, "opacity": 1}
    true = one().mark_point(**cross, color=TRUTH)
    best = (
        one()
        .transform_calculate(w1="datum.w1_ls", w2="datum.w2_ls")
        .mark_point(
            shape="diamond", color=LEAST_SQUARES, size=10 * look.point, strokeWidth=0.6 * look.stroke, opacity=1
        )
    )
    return alt.layer(
        rings.encode(x=x, y=y, detail="level:N", order="angle:Q"),
        *(layer.encode(x=x, y=y, order=order) for layer in (thin, thick)),
        *(layer.encode(x=x, y=y) for layer in (stops, dot, true, best)),
    )


def run_chart(
    labels: Mapping[str, str], look: Look, *, rates: Sequence[float], truth: Sequence[float]
) -> dict[str, Any]:
    """Loss and path of the chosen rate (data sets run, rings, picked, form)."""
    loss = loss_panel(labels, look).properties(height=look.height * 150)
    path = path_panel(labels, look, truth=truth).properties(height=look.height * 200)
    params = [*parameters(rates, step=True), *derived(rates)]
    hidden = alt.layer(held("picked"), loss)
    return finished(alt.vconcat(hidden, path, spacing=4), params, look)


def strip_chart(labels: Mapping[str, str], look: Look) -> dict[str, Any]:
    """Below the slider, one tick for each of its positions: beyond the full batch's limit marked, the fastest named.

    Data set `strip`: share (0 to 1 along the slider), kind (0 below the limit, 1 the fastest, 2 above the limit).
    """
    x = alt.X("share:Q", scale=alt.Scale(domain=[-0.026, 1.026], nice=False), axis=None)
    ticks = alt.Chart(alt.NamedData("strip"))
    colours = alt.Scale(domain=[0, 1, 2], range=[DATA, LEAST_SQUARES, LEARNED])
    size: dict[str, Any] = {"thickness": look.stroke, "size": 0.8 * look.font}
    marks = ticks.mark_tick(**size).encode(
        x=x, y=alt.value(0.4 * look.font), color=alt.Color("kind:O", scale=colours, legend=None)
    )
    mark: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font}
    best = ticks.transform_filter("datum.kind == 1").mark_text(**mark, color=LEAST_SQUARES)
    first = ticks.transform_filter("datum.kind == 2").transform_aggregate(share="min(share)")
    names = [
        best.encode(x=x, y=alt.value(look.font), text=alt.value(labels["fastest_short"])),
        first.mark_text(**{**mark, "align": "right"}, color=LEARNED).encode(
            x=alt.value(alt.ExprRef("width")), y=alt.value(2.2 * look.font), text=alt.value(labels["unstable"])
        ),
    ]
    chart = alt.layer(marks, *names, height=3.4 * look.font, view=alt.ViewConfig(stroke=None))
    spec: dict[str, Any] = chart.configure(padding=0).to_dict()
    return spec
