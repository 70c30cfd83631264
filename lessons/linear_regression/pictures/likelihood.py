"""The squared loss as probability: normal densities stand on one's own line, and each label has the log of one.

Parameters are those of `hand.py`, and sigma, the width of the densities; so is the data set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import number, text
from charts.palette import DATA, LEARNED
from charts.parts import finished, readout
from lessons.linear_regression.pictures.hand import REACH, SLOPE, examples, line, plane

_PLACES, _POINTS = 5, 41  # densities, and points of each
_LEAST = -12  # of the axis of log p: what lies below is cut


def likelihood_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """Densities on the line over the examples, and below the log of the density of each label with their sum."""
    x, y = plane(labels)
    rows = examples().transform_calculate(r="datum.y - datum.own")
    rows = rows.transform_calculate(log="-log(sigma * sqrt(2 * PI)) - datum.r * datum.r / (2 * sigma * sigma)")
    curve = alt.Chart(alt.sequence(0, _PLACES * _POINTS, as_="n")).transform_calculate(
        place=f"floor(datum.n / {_POINTS})", t=f"6 * (datum.n % {_POINTS}) / {_POINTS - 1} - 3"
    )
    curve = curve.transform_calculate(
        foot=f"1.5 * datum.place - {0.75 * REACH}", density="exp(-datum.t * datum.t / 2) / (sigma * sqrt(2 * PI))"
    )
    # A narrow density is tall: the tallest stay before the foot of the next one.
    curve = curve.transform_calculate(
        x="datum.foot + 1.45 * datum.density / (datum.density + 0.5)",
        y=f"{SLOPE} * datum.foot + intercept + datum.t * sigma",
    )
    spread: dict[str, Any] = {"color": LEARNED, "strokeWidth": 0.7 * look.stroke, "clip": True}
    above = alt.layer(
        curve.mark_line(**spread).encode(x=x, y=y, detail="place:N", order="n:Q"),
        line(SLOPE, "intercept", LEARNED, look).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        rows.mark_circle(color=DATA, size=4 * look.point, opacity=1, clip=True).encode(x=x, y=y),
    )
    place = alt.X("i:Q", scale=alt.Scale(domain=[-1, alt.ExprRef("length(data('hand'))")], nice=False), axis=None)
    heights = alt.Scale(domain=[_LEAST, 5], nice=False)
    bars = rows.transform_calculate(zero="0")
    bar: dict[str, Any] = {"size": 2 * look.stroke + 2, "color": LEARNED, "opacity": 0.8, "clip": True}
    total = rows.transform_calculate(square="datum.r * datum.r").transform_joinaggregate(
        total="sum(log)", mean="mean(square)"
    )
    total = total.transform_filter("datum.i == 0")
    lost = labels["lost"]
    said = text(labels["sum_log"], " ", number("datum.total", lost))
    best = text(labels["best_sigma"], " ", number("sqrt(datum.mean)", lost, digits=3))
    below = alt.layer(
        bars.mark_bar(**bar).encode(x=place, y=alt.Y("log:Q", title="log p", scale=heights), y2="zero:Q"),
        readout(total, said, 0, LEARNED, look),
        readout(total, best, 1, DATA, look),
    )
    panels = [above.properties(height=look.height * 220), below.properties(height=look.height * 110)]
    return finished(alt.vconcat(*panels, spacing=6), [*map(follow, follows)], look)
