"""One's own line through a few examples, its residuals drawn as squares.

Parameters angle (degrees) and intercept are one's own, w1, b and noise the data's. The data set `hand` comes from
`core.frames.hand_frame`; its column reveal says whether the least squares are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import line as equation
from charts.numbers import number, text
from charts.palette import DATA, LEARNED, LEAST_SQUARES
from charts.parts import finished, readout

REACH = 4.0
SLOPE = "tan(angle * PI / 180)"  # of one's own line
_SPAN = "(3.5 * abs(w1) + data('hand')[0].reach * noise + 4)"


def plane(labels: Mapping[str, str]) -> tuple[alt.X, alt.Y]:
    """The axes: x to both sides, y as far as the data can reach at these settings."""
    scale = alt.Scale(domain=[alt.ExprRef(f"b - {_SPAN}"), alt.ExprRef(f"b + {_SPAN}")], nice=False, zero=False)
    x = alt.X("x:Q", title="x₁", scale=alt.Scale(domain=[-REACH, REACH], nice=False))
    return x, alt.Y("y:Q", title=labels["y"], scale=scale)


def examples() -> alt.Chart:
    """A row for each example: x, its label y, and own, the height of one's own line there."""
    labels, own = "w1 * datum.x + b + noise * datum.e", f"{SLOPE} * datum.x + intercept"
    return alt.Chart(alt.NamedData("hand")).transform_calculate(y=labels, own=own)


def hand_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """The examples, one's own line and a square on each residual (data set hand)."""
    x, y = plane(labels)
    rows = examples().transform_calculate(square="pow(datum.y - datum.own, 2)")
    # A square of the residual's height, turned into units of x by the two scales.
    unit = f"(2 * {REACH} / width) * (height / (2 * {_SPAN}))"
    squares = rows.transform_calculate(x2=f"datum.x + abs(datum.y - datum.own) * {unit}")
    shade: dict[str, Any] = {"color": LEARNED, "opacity": 0.16, "stroke": LEARNED, "clip": True}
    layers: list[alt.Chart] = [
        squares.mark_rect(**shade).encode(x=x, y=y, x2="x2:Q", y2="own:Q"),
        rows.mark_rule(color=LEARNED, strokeWidth=0.6 * look.stroke, clip=True).encode(x=x, y=y, y2="own:Q"),
        rows.mark_circle(color=DATA, size=4 * look.point, opacity=1, clip=True).encode(x=x, y=y),
        line(SLOPE, "intercept", LEARNED, look).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        line("(w1 + noise * datum.r_w1)", "(b + noise * datum.r_b)", LEAST_SQUARES, look)
        .transform_filter("datum.reveal")
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
    ]
    first = rows.transform_joinaggregate(mean="mean(square)").transform_filter("datum.i == 0")
    lost = labels["lost"]
    drawn = equation([SLOPE], "intercept", symbols=["x₁"], lost=lost)
    own = text(labels["own"], " = ", drawn, "   ", labels["mean_square"], " ", number("datum.mean", lost))
    best = text(labels["least"], ": ", labels["mean_square"], " ", number("noise * noise * datum.floor", lost))
    layers.append(readout(first, own, 0, LEARNED, look))
    layers.append(readout(first.transform_filter("datum.reveal"), best, 1, LEAST_SQUARES, look))
    chart = alt.layer(*layers).properties(height=look.height * 300)
    return finished(chart, [*map(follow, follows)], look)


def line(slope: str, intercept: str, colour: str, look: Look) -> alt.Chart:
    """A line across the panel, from x to x2 and y to y2."""
    ends: dict[str, Any] = {"x": str(-REACH), "x2": str(REACH)}
    heights: dict[str, Any] = {"y": f"{intercept} - {REACH} * {slope}", "y2": f"{intercept} + {REACH} * {slope}"}
    one = alt.Chart(alt.NamedData("hand")).transform_filter("datum.i == 0")
    rule: dict[str, Any] = {"color": colour, "strokeWidth": look.stroke, "clip": True}
    drawn: alt.Chart = one.transform_calculate(**ends, **heights).mark_rule(**rule)
    return drawn
