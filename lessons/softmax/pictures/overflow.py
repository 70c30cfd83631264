"""Where exp leaves a floating-point format: the logits on a line with the format's limits.

Parameters are those of `logits.py`, and size (the largest logit) and spread (a factor on the differences): the logits
are moved to w = size + spread (z - max z), which softmax does not notice if spread is 1. The data set `limits` comes
from `tables.limits_frame`: lane, format, shifted, low, high.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import axis_labels, quote, text
from charts.palette import DATA, LEARNED
from charts.parts import finished
from lessons.softmax.pictures.logits import CLASS_COLORS, MOST, derived

_LANES = 4
_REACH = 20_000
_MOVED = "spread * (Z[datum.i] - top)"


def _points() -> alt.Chart:
    """The logits in each lane: w, and whether it lies beyond the axis, at whose end it is then drawn."""
    dots = alt.Chart(alt.sequence(0, _LANES * MOST, as_="n")).transform_calculate(
        i=f"datum.n % {MOST}", lane=f"floor(datum.n / {MOST})"
    )
    here = dots.transform_filter("datum.i < classes").transform_calculate(
        true_w=f"(datum.lane % 2 == 1 ? 0 : size) + {_MOVED}", y="datum.lane + 0.66"
    )
    return here.transform_calculate(w=f"max({-_REACH}, datum.true_w)", beyond=f"datum.true_w < {-_REACH}")


def overflow_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """Two lanes for each format: what goes into exp, as it is and with the maximum out."""
    middle: dict[str, Any] = {"titleAnchor": "middle", "titleAlign": "center", "titleBaseline": "top"}
    ticks = [-1000, -100, -20, 0, 20, 100, 1000]
    axis = alt.Axis(values=ticks, labelExpr=axis_labels(), grid=False, titleY=2.7 * look.font, **middle)
    scale = alt.Scale(type="symlog", constant=10, domain=[-_REACH, _REACH], nice=False)
    x = alt.X("w:Q", title=labels["into_exp"], scale=scale, axis=axis)
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, _LANES], reverse=True, nice=False))
    lanes = alt.Chart(alt.NamedData("limits"))
    edges: dict[str, Any] = {"y": "datum.lane + 0.08", "y2": "datum.lane + 0.92"}
    zero = lanes.transform_calculate(**edges, w=str(-_REACH), w2="datum.low")
    infinite = lanes.transform_calculate(**edges, w="datum.high", w2=str(_REACH))
    between = lanes.transform_calculate(**edges, w="datum.low", w2="datum.high")
    box: dict[str, Any] = {"x": x, "x2": "w2:Q", "y": y, "y2": "y2:Q"}
    small: dict[str, Any] = {"fontSize": look.font, "fontWeight": 600, "color": DATA}
    kind = f"datum.shifted ? {quote(labels['shifted'])} : {quote(labels['as_it_is'])}"
    named = lanes.transform_calculate(**edges, w="0", text=f"datum.format + ' · ' + ({kind})")
    far = f"(datum.shifted ? 0 : size) + spread * (extent(Z)[0] - top) < {-_REACH}"
    left = lanes.transform_calculate(
        y="datum.lane + 0.66",
        w=str(-_REACH),
        text=f"{far} ? {text(labels['zero'], ' · ◂ ', labels['beyond'])} : {quote(labels['zero'])}",
    )
    right = lanes.transform_calculate(y="datum.lane + 0.66", w=str(_REACH), text=quote(labels["infinite"]))
    shape = alt.Shape("beyond:N", scale=alt.Scale(domain=[False, True], range=["circle", "triangle-left"]), legend=None)
    fill = alt.Fill("i:O", scale=CLASS_COLORS, legend=None)
    dot: dict[str, Any] = {"filled": True, "size": (0.9 * look.font) ** 2, "opacity": 0.9, "strokeWidth": 1}
    at_end: dict[str, Any] = small | {"baseline": "middle"}
    layers = [
        zero.mark_rect(color=DATA, opacity=0.3).encode(**box),
        between.mark_rect(color=DATA, opacity=0.08).encode(**box),
        infinite.mark_rect(color=LEARNED, opacity=0.25).encode(**box),
        left.mark_text(**at_end, align="left", dx=12).encode(x=x, y=y, text="text:N"),
        right.mark_text(**at_end | {"color": LEARNED}, align="right", dx=-6).encode(x=x, y=y, text="text:N"),
        named.mark_text(**small, baseline="top", dy=2).encode(x=x, y=y, text="text:N"),
        _points().mark_point(**dot).encode(x=x, y=y, fill=fill, shape=shape, stroke=alt.value("white")),
    ]
    chart = alt.layer(*layers).properties(height=look.height * 210)
    return finished(chart, [*map(follow, follows), *derived()], look)
