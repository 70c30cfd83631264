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
from charts.numbers import line, number, text
from charts.palette import DATA, LEARNED, LEAST_SQUARES
from charts.parts import finished, readout

_REACH = 4.0


def hand_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """The examples, one's own line and a square on each residual (data set hand)."""
    span = "(3.5 * abs(w1) + data('hand')[0].reach * noise + 4)"
    scale = alt.Scale(domain=[alt.ExprRef(f"b - {span}"), alt.ExprRef(f"b + {span}")], nice=False, zero=False)
    x = alt.X("x:Q", title="x₁", scale=alt.Scale(domain=[-_REACH, _REACH], nice=False))
    y = alt.Y("y:Q", title=labels["y"], scale=scale)
    slope = "tan(angle * PI / 180)"
    rows = (
        alt.Chart(alt.NamedData("hand"))
        .transform_calculate(y="w1 * datum.x + b + noise * datum.e", own=f"{slope} * datum.x + intercept")
        .transform_calculate(square="pow(datum.y - datum.own, 2)")
    )
    # A square of the residual's height, turned into units of x by the two scales.
    unit = f"(2 * {_REACH} / width) * (height / (2 * {span}))"
    squares = rows.transform_calculate(x2=f"datum.x + abs(datum.y - datum.own) * {unit}")
    shade: dict[str, Any] = {"color": LEARNED, "opacity": 0.16, "stroke": LEARNED, "clip": True}
    layers: list[alt.Chart] = [
        squares.mark_rect(**shade).encode(x=x, y=y, x2="x2:Q", y2="own:Q"),
        rows.mark_rule(color=LEARNED, strokeWidth=0.6 * look.stroke, clip=True).encode(x=x, y=y, y2="own:Q"),
        rows.mark_circle(color=DATA, size=4 * look.point, opacity=1, clip=True).encode(x=x, y=y),
        _line(slope, "intercept", LEARNED, look).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        _line("(w1 + noise * datum.r_w1)", "(b + noise * datum.r_b)", LEAST_SQUARES, look)
        .transform_filter("datum.reveal")
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
    ]
    first = rows.transform_joinaggregate(mean="mean(square)").transform_filter("datum.i == 0")
    lost = labels["lost"]
    drawn = line([slope], "intercept", symbols=["x₁"], lost=lost)
    own = text(labels["own"], " = ", drawn, "   ", labels["mean_square"], " ", number("datum.mean", lost))
    best = text(labels["least"], ": ", labels["mean_square"], " ", number("noise * noise * datum.floor", lost))
    layers.append(readout(first, own, 0, LEARNED, look))
    layers.append(readout(first.transform_filter("datum.reveal"), best, 1, LEAST_SQUARES, look))
    chart = alt.layer(*layers).properties(height=look.height * 300)
    return finished(chart, [*map(follow, follows)], look)


def _line(slope: str, intercept: str, colour: str, look: Look) -> alt.Chart:
    ends: dict[str, Any] = {"x": str(-_REACH), "x2": str(_REACH)}
    heights: dict[str, Any] = {"y": f"{intercept} - {_REACH} * {slope}", "y2": f"{intercept} + {_REACH} * {slope}"}
    one = alt.Chart(alt.NamedData("hand")).transform_filter("datum.i == 0")
    rule: dict[str, Any] = {"color": colour, "strokeWidth": look.stroke, "clip": True}
    line: alt.Chart = one.transform_calculate(**ends, **heights).mark_rule(**rule)
    return line
