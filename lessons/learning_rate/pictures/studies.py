"""Gradient noise against batch size, error against n, summed and halved losses, epochs against steps.

The last two follow the rate live.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import Shown, axis_labels, log_labels, number, quote, text
from charts.palette import DATA, GHOST, LEARNED, LEAST_SQUARES, TRUTH
from charts.parts import finished
from lessons.learning_rate.pictures.scales import (
    at_rate,
    below,
    cut_note,
    loss_axis,
    power_axis,
    root_step_axis,
    size_color,
)  # fmt: skip


def _name(look: Look, color: str, **place: Any) -> dict[str, Any]:
    return {"fontSize": look.font, "fontWeight": 600, "color": color, **place}


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
    middle = data.transform_window(i="row_number()", frame=[None, None], total="count()")
    at = middle.transform_filter("datum.i == round(datum.total * 0.45)")
    over = middle.transform_filter("datum.i == round(datum.total * 0.7)")
    end = middle.transform_filter("datum.i == datum.total")
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
    labelled = log_labels() if log else axis_labels()
    x = alt.X("n:Q", title=labels["n"], scale=alt.Scale(**kind), axis=alt.Axis(tickCount=5, labelExpr=labelled))
    axis = power_axis() if log else alt.Axis(labelExpr=labelled)
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


def conventions_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """Mean, sum and half at the same rate: the mean squared loss by step (data set conventions)."""
    now = at_rate("conventions")
    x, y = root_step_axis(labels, axis=below(look)), loss_axis(labels["loss"], "shown")
    colors = alt.Scale(domain=[0, 1, 2], range=[LEARNED, GHOST, TRUTH])
    color = alt.Color("kind:O", scale=colors, legend=None)
    dash = alt.StrokeDash("kind:O", scale=alt.Scale(domain=[0, 1, 2], range=[[1, 0], [7, 3], [2, 3]]), legend=None)
    lines = now.mark_line(strokeWidth=look.stroke).encode(x=x, y=y, color=color, strokeDash=dash)
    # The three may end together: each name has a line of its own at the right.
    mark: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font + 1, "fontWeight": 600}
    names = ", ".join(quote(labels[f"kind_{kind}"]) for kind in ("mean", "sum", "half"))
    ends = now.transform_filter("datum.end").transform_calculate(
        row=f"6 + {1.4 * (look.font + 1):g} * datum.kind + height * 0.3",
        text=text(Shown(f"[{names}][datum.kind]"), ": ", number("datum.loss", labels["lost"], dust=0)),
    )
    place = {"x": alt.value(alt.ExprRef("width - 8")), "y": alt.Y("row:Q", scale=None)}
    totals = ends.mark_text(**mark).encode(**place, text="text:N", color=color)
    note = cut_note(now, labels, look)
    chart = alt.layer(lines, totals, note).resolve_scale(y="independent").properties(height=look.height * 240)
    return finished(chart, [*map(follow, follows)], look)


def epochs_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """The loss of each batch size at the chosen rate, by epochs and by steps (data set epochs)."""
    now, y = at_rate("epochs"), loss_axis(labels["loss"])
    width = alt.condition("datum.picked", alt.value(1.6 * look.stroke), alt.value(0.7 * look.stroke))
    under = alt.Axis(tickCount=5, **below(look))
    epoch = alt.X("epoch:Q", title=labels["epochs"], scale=alt.Scale(nice=False), axis=under)
    scale = alt.Scale(type="symlog", constant=1, nice=False)
    powers = alt.Axis(values=[0, 1, 10, 100, 1000, 10000], labelExpr=axis_labels(), **below(look))
    step = alt.X("step:Q", title=labels["log_step"], scale=scale, axis=powers)
    mark: dict[str, Any] = {"align": "right", "fontSize": look.font, "fontWeight": 600}
    mark |= {"dx": -4, "dy": -1.1 * look.font}
    curves = [
        now.mark_line().encode(x=x, y=y, color=size_color(), detail="size:N", strokeWidth=width) for x in (epoch, step)
    ]
    end = now.transform_filter("datum.end")
    dots = end.mark_circle(size=4 * look.point, opacity=1).encode(x=step, y=y, color=size_color())
    named = end.transform_calculate(text=text("B = ", Shown("datum.size"))).mark_text(**mark)
    by_step = alt.layer(curves[1], dots, named.encode(x=step, y=y, text="text:N", color=size_color()))
    panels = [alt.layer(curves[0], cut_note(now, labels, look)), by_step]
    sized = [panel.properties(height=look.height * 170) for panel in panels]
    return finished(alt.vconcat(*sized, spacing=4), [*map(follow, follows)], look)
