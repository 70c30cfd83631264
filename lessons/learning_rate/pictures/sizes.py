"""The pictures below the sweep: gradient noise, error against n, summed and halved losses, epochs against steps.

Data sets, from `core.frames.sweep`: `noise`, `error`, `conventions` and `epochs`; the last two follow lr live.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, GHOST, LEARNED, LEAST_SQUARES, TRUTH
from charts.parts import finished
from lessons.learning_rate.pictures.sweep import below, loss_axis, parameters, power_axis, size_colour, written


def _name(look: Look, colour: str, **place: Any) -> dict[str, Any]:
    return {"fontSize": look.font, "fontWeight": 600, "color": colour, **place}


def noise_chart(labels: Mapping[str, str], look: Look) -> dict[str, Any]:
    """The deviation of a minibatch's gradient against the batch size, on log axes (data set noise)."""
    x = alt.X(
        "size:Q",
        title=labels["size"],
        scale=alt.Scale(type="log", nice=False),
        axis=alt.Axis(values=[1, 10, 100, 1000], **below(look)),
    )
    y = loss_axis(labels["noise"], "measured")
    data = alt.Chart(alt.NamedData("noise"))
    thin = 0.8 * look.stroke
    simple = data.mark_line(color=DATA, strokeDash=[6, 4], strokeWidth=thin).encode(x=x, y=alt.Y("simple:Q"))
    theory = data.mark_line(color=TRUTH, strokeWidth=thin).encode(x=x, y=alt.Y("theory:Q"))
    big = alt.condition("datum.picked", alt.value(12 * look.point), alt.value(4 * look.point))
    points = data.mark_circle(color=LEARNED, opacity=1).encode(x=x, y=y, size=big)
    middle = data.transform_window(i="row_number()", frame=[None, None], n="count()")
    at = middle.transform_filter("datum.i == round(datum.n * 0.45)")
    over = middle.transform_filter("datum.i == round(datum.n * 0.7)")
    end = middle.transform_filter("datum.i == datum.n")
    place: dict[str, Any] = {"align": "left", "dx": 8, "dy": -8}
    names = [
        at.mark_text(**_name(look, LEARNED, align="right", dx=-8, dy=10)).encode(
            x=x, y=y, text=alt.value(labels["measured"])
        ),
        over.mark_text(**_name(look, DATA, **place)).encode(x=x, y="simple:Q", text=alt.value("1/√B")),
        end.mark_text(**_name(look, TRUTH, align="right", dx=-10, dy=4)).encode(
            x=x, y="theory:Q", text=alt.value("√((n−B)/(n−1)) / √B")
        ),
    ]
    chart = alt.layer(simple, theory, points, *names).properties(height=look.height * 260)
    return finished(chart, [], look)


def error_chart(labels: Mapping[str, str], look: Look, *, log: bool) -> dict[str, Any]:
    """The error of least squares against n (data set error), on log or plain axes."""
    kind: dict[str, Any] = {"type": "log", "nice": False} if log else {"nice": False, "zero": True}
    x = alt.X("n:Q", title=labels["n"], scale=alt.Scale(**kind), axis=alt.Axis(tickCount=5, format="~s"))
    axis = power_axis() if log else alt.Axis(format="~g")
    y = alt.Y("error:Q", title=labels["error"], scale=alt.Scale(**kind), axis=axis)
    data = alt.Chart(alt.NamedData("error"))
    mean = data.transform_filter("datum.kind == 1")
    seeds = data.transform_filter("datum.kind == 0").mark_circle(color=DATA, size=1.5 * look.point, opacity=0.6)
    line: dict[str, Any] = {"strokeWidth": 0.8 * look.stroke}
    simple = mean.mark_line(color=DATA, strokeDash=[6, 4], **line).encode(x=x, y=alt.Y("simple:Q"))
    theory = mean.mark_line(color=LEAST_SQUARES, **line).encode(x=x, y=alt.Y("theory:Q"))
    points = mean.mark_circle(color=LEARNED, size=6 * look.point, opacity=1).encode(x=x, y=y)
    at = mean.transform_window(i="row_number()")
    place: dict[str, Any] = {"align": "left", "dx": 10, "dy": -8}
    names = [
        at.transform_filter("datum.i == 3")
        .mark_text(**_name(look, LEARNED, **place))
        .encode(x=x, y=y, text=alt.value(labels["error_mean"])),
        at.transform_filter("datum.i == 7")
        .mark_text(**_name(look, LEAST_SQUARES, align="left", dx=10, dy=-16))
        .encode(x=x, y=y, text=alt.value(labels["error_theory"])),
        at.transform_filter("datum.i == 5")
        .mark_text(**_name(look, DATA, align="right", dx=-10, dy=10))
        .encode(x=x, y="simple:Q", text=alt.value("σ/√n")),
    ]
    chart = alt.layer(seeds.encode(x=x, y=y), simple, theory, points, *names).properties(height=look.height * 260)
    return finished(chart, [], look)


def conventions_chart(labels: Mapping[str, str], look: Look, *, rates: Sequence[float]) -> dict[str, Any]:
    """Mean, sum and half at the same rate: the mean squared loss by step (data set conventions)."""
    names = [labels[f"kind_{kind}"] for kind in ("mean", "sum", "half")]
    now = alt.Chart(alt.NamedData("conventions")).transform_filter("datum.rate == lr")
    now = now.transform_calculate(name=f"[{', '.join(written(name) for name in names)}][datum.kind]")
    scale = alt.Scale(type="pow", exponent=0.5, nice=False)
    x = alt.X("step:Q", title=labels["step"], scale=scale, axis=alt.Axis(tickCount=5))
    y = loss_axis(labels["loss"], "shown")
    colours = alt.Scale(domain=[0, 1, 2], range=[LEARNED, GHOST, TRUTH])
    colour = alt.Color("kind:O", scale=colours, legend=None)
    dash = alt.StrokeDash("kind:O", scale=alt.Scale(domain=[0, 1, 2], range=[[1, 0], [7, 3], [2, 3]]), legend=None)
    lines = now.mark_line(strokeWidth=look.stroke).encode(x=x, y=y, color=colour, strokeDash=dash)
    # The three may end together: each name has a line of its own at the right.
    text: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font + 1, "fontWeight": 600}
    place = alt.Y("row:Q", scale=None)
    ends = now.transform_filter("datum.end").transform_calculate(
        row=f"6 + {1.4 * (look.font + 1):g} * datum.kind + height * 0.3",
        text=f"datum.name + ': ' + (isValid(datum.loss) ? format(datum.loss, '.3~g') : {written(labels['overflow'])})",
    )
    totals = ends.mark_text(**text).encode(x=alt.value(alt.ExprRef("width - 8")), y=place, text="text:N", color=colour)
    chart = alt.layer(lines, totals).resolve_scale(y="independent").properties(height=look.height * 240)
    return finished(chart, parameters(rates, step=False), look)


def epochs_chart(labels: Mapping[str, str], look: Look, *, rates: Sequence[float]) -> dict[str, Any]:
    """The loss of each batch size at the chosen rate, by epochs and by steps (data set epochs)."""
    now = alt.Chart(alt.NamedData("epochs")).transform_filter("datum.rate == lr")
    y = loss_axis(labels["loss"])
    width = alt.condition("datum.picked", alt.value(1.6 * look.stroke), alt.value(0.7 * look.stroke))
    epoch = alt.X("epoch:Q", title=labels["epochs"], scale=alt.Scale(nice=False), axis=alt.Axis(tickCount=5))
    scale = alt.Scale(type="symlog", constant=1, nice=False)
    powers = alt.Axis(values=[0, 1, 10, 100, 1000, 10000], **below(look))
    step = alt.X("step:Q", title=labels["step"], scale=scale, axis=powers)
    mark: dict[str, Any] = {"align": "right", "fontSize": look.font, "fontWeight": 600}
    mark |= {"dx": -4, "dy": -1.1 * look.font}
    panels = []
    for x in (epoch, step):
        line = now.mark_line().encode(x=x, y=y, color=size_colour(), detail="size:N", strokeWidth=width)
        layers = [line]
        if x is step:
            end = now.transform_filter("datum.end")
            dots = end.mark_circle(size=4 * look.point, opacity=1).encode(x=x, y=y, color=size_colour())
            named = end.transform_calculate(text="'B = ' + datum.size").mark_text(**mark)
            layers += [dots, named.encode(x=x, y=y, text="text:N", color=size_colour())]
        panels.append(alt.layer(*layers).properties(height=look.height * 170))
    return finished(alt.vconcat(*panels, spacing=4), parameters(rates, step=False), look)
