"""The probability of each class against the temperature, from one-hot to uniform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import quote
from charts.palette import DATA, ON_FILL
from charts.parts import finished, readout
from lessons.softmax.pictures.logistic import height, probability_axis
from lessons.softmax.pictures.logits import COLOR, FADE, curves, derived, lit, one, rows

_TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]


def temperature_chart(
    labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], temperatures: Sequence[float]
) -> dict[str, Any]:
    """The curves over the temperatures of the slider, on a log scale, with the points of now."""
    low, high = temperatures[0], temperatures[-1]
    log = alt.Scale(type="log", domain=[low, high], nice=False)
    x = alt.X("t:Q", title=labels["temperature"], scale=log, axis=alt.Axis(values=_TICKS))
    y = probability_axis("p:Q", labels["p"], 1, look)
    # Numbers in the points while there is room for them; the colors are those of the rows of bars.
    few = "classes <= 5"
    size = alt.ExprRef(f"pow(({few} ? 1.5 : 0.8) * {look.font}, 2)")
    near = [f"(isValid(datum.{side}) && abs(datum.p - datum.{side}) < 0.17)" for side in ("below", "above")]
    now = (
        rows()
        .transform_window(sort=[alt.SortField("p")], below="lag(p)", above="lead(p)")
        .transform_calculate(t="+temperature", name=f"{few} && !{near[0]} && !{near[1]} ? '' + (datum.i + 1) : ''")
    )
    layers = [
        curves(low, high)
        .mark_line(strokeWidth=look.stroke, interpolate="monotone")
        .encode(x=x, y=y, color=COLOR, opacity=FADE),
        one()
        .transform_calculate(t="+temperature", p="0", p2="1")
        .mark_rule(color=DATA, strokeDash=[4, 3])
        .encode(x=x, y=y, y2="p2:Q"),
        now.mark_circle(size=size).encode(x=x, y=y, color=COLOR, opacity=FADE),
        now.mark_text(fontSize=look.font, fontWeight=700, color=ON_FILL).encode(x=x, y=y, text="name:N"),
        readout(one(), quote(labels["cold"]), 0, DATA, look),
        readout(one(), quote(labels["hot"]), 0, DATA, look, right=True),
    ]
    chart = alt.layer(*layers).properties(height=height(look))
    return finished(chart, [*map(follow, follows), *derived(), *lit(pointed=False)], look)
