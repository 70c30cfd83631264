"""Panels that several lessons share: the loss by step, a path over contours of equal loss, the strip under a slider.

Each takes its sources as charts, so that a lesson is free in how it works them out: in a table, or in the browser. The
parameter `step` is that of the page's scrub.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from charts.follow import ASKED
from charts.look import Look
from charts.palette import DATA, LEARNED, LEAST_SQUARES, TRUTH
from charts.parts import strip


def descent(
    curve: alt.Chart, now: alt.Chart, look: Look, *, x: alt.X, y: alt.Y, order: alt.Order | None = None
) -> list[alt.Chart]:
    """A run as a line: all of it thin, the part up to the chosen step thick, and a dot where it stands.

    What is still to come is not shown while a stop asks for it: the picture needs the parameters of
    `charts.follow.guess`.
    Rows of `curve` have a field `step`; `now` has at most one row. What lies beyond an axis leaves through its edge.
    """
    by: dict[str, Any] = {"x": x, "y": y} | ({"order": order} if order is not None else {})
    line: dict[str, Any] = {"color": LEARNED, "clip": True}
    return [
        curve.transform_filter(f"!{ASKED}")
        .mark_line(**line, strokeWidth=0.45 * look.stroke, opacity=0.45)
        .encode(**by),
        curve.transform_filter("datum.step <= step").mark_line(**line, strokeWidth=0.9 * look.stroke).encode(**by),
        now.mark_circle(**line, size=8 * look.point, opacity=1).encode(x=x, y=y),
    ]


def level(source: alt.Chart, name: str, look: Look, *, y: alt.Y, above: bool = True) -> list[alt.Chart]:
    """A dashed line across the panel with its name at the left, in the colour of least squares: the least loss."""
    rule = source.mark_rule(color=LEAST_SQUARES, strokeDash=[6, 4], strokeWidth=0.7 * look.stroke).encode(y=y)
    mark: dict[str, Any] = {"align": "left", "fontSize": look.font, "color": LEAST_SQUARES}
    place: dict[str, Any] = {"dy": -0.7 * look.font} if above else {"baseline": "top", "dy": 3}
    return [rule, source.mark_text(**mark, **place).encode(x=alt.value(4), y=y, text=alt.value(name))]


def path_over_contours(
    rings: alt.Chart,
    curve: alt.Chart,
    now: alt.Chart,
    look: Look,
    *,
    x: alt.X,
    y: alt.Y,
    truth: alt.Chart,
    best: alt.Chart,
) -> alt.LayerChart:
    """The path of two parameters over curves of equal loss, the truth as a cross and least squares as a diamond.

    All sources have the fields of `x` and `y`, `rings` also level and angle.
    """
    thin, thick, dot = descent(curve, now, look, x=x, y=y, order=alt.Order("step:Q"))
    contours = rings.mark_line(color=DATA, opacity=0.5, strokeWidth=0.4 * look.stroke, clip=True)
    point: dict[str, Any] = {"size": 10 * look.point, "opacity": 1}
    cross = truth.mark_point(**point, shape="cross", filled=True, color=TRUTH)
    diamond = best.mark_point(**point, shape="diamond", color=LEAST_SQUARES, strokeWidth=0.6 * look.stroke)
    goals = [goal.encode(x=x, y=y) for goal in (cross, diamond)]
    return alt.layer(contours.encode(x=x, y=y, detail="level:N", order="angle:Q"), thin, thick, dot, *goals)


def limit_strip(labels: Mapping[str, str], look: Look) -> dict[str, Any]:
    """Below the slider of the rate, one tick for each of its positions: unstable ones are marked, the fastest named.

    Data set `strip`: share (0 to 1 along the slider), kind (0 stable, 1 the fastest, 2 unstable).
    """
    # The slider's own positions begin and end half a thumb inside its width.
    x = alt.X("share:Q", scale=alt.Scale(domain=[-0.026, 1.026], nice=False), axis=None)
    ticks = alt.Chart(alt.NamedData("strip"))
    colours = alt.Scale(domain=[0, 1, 2], range=[DATA, LEAST_SQUARES, LEARNED])
    size: dict[str, Any] = {"thickness": look.stroke, "size": 0.8 * look.font}
    marks = ticks.mark_tick(**size).encode(
        x=x, y=alt.value(0.4 * look.font), color=alt.Color("kind:O", scale=colours, legend=None)
    )
    mark: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font}
    best = ticks.transform_filter("datum.kind == 1").mark_text(**mark, color=LEAST_SQUARES)
    first = ticks.transform_filter("datum.kind == 2").transform_aggregate(first="min(share)")
    names = [
        best.encode(x=x, y=alt.value(look.font), text=alt.value(labels["fastest"])),
        first.mark_text(**mark, color=LEARNED).encode(
            x=alt.value(alt.ExprRef("width")), y=alt.value(2.2 * look.font), text=alt.value(labels["unstable"])
        ),
    ]
    chart = alt.layer(marks, *names, height=3.4 * look.font, view=alt.ViewConfig(stroke=None))
    return strip(chart)
