"""Where exp leaves a floating-point format: the logits on a line with the format's limits.

The parameters are those of `charts.softmax`, and size (the largest logit) and spread (a factor on the differences):
the logits are moved to w = size + spread (z - max z), which softmax does not notice if spread is 1. The data set
`limits` comes from `core.frames.softmax`: lane, format, shifted, low, high.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, LEARNED
from charts.parts import finished, held
from lessons.softmax.pictures.bars import COLOUR, MOST, derived, parameters

_LANES = 4
_REACH = 20_000


def overflow_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    temperatures: Sequence[float],
    scales: Sequence[float],
    sizes: Sequence[float],
    spreads: Sequence[float],
) -> dict[str, Any]:
    """Two lanes for each format (data sets given, limits): what goes into exp, as it is and with the maximum out."""
    x = alt.X(
        "w:Q",
        title=labels["into_exp"],
        scale=alt.Scale(type="symlog", constant=10, domain=[-_REACH, _REACH], nice=False),
        axis=alt.Axis(
            values=[-1000, -100, -20, 0, 20, 100, 1000],
            grid=False,
            titleAnchor="middle",
            titleAlign="center",
            titleBaseline="top",
            titleY=2.7 * look.font,
        ),
    )
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, _LANES], reverse=True, nice=False))
    lanes = alt.Chart(alt.NamedData("limits"))
    edges: dict[str, Any] = {"y": "datum.lane + 0.08", "y2": "datum.lane + 0.92"}
    zero = lanes.transform_calculate(**edges, w=str(-_REACH), w2="datum.low")
    infinite = lanes.transform_calculate(**edges, w="datum.high", w2=str(_REACH))
    between = lanes.transform_calculate(**edges, w="datum.low", w2="datum.high")
    box: dict[str, Any] = {"x": x, "x2": "w2:Q", "y": y, "y2": "y2:Q"}
    small: dict[str, Any] = {"fontSize": look.font, "fontWeight": 600, "color": DATA}
    name: dict[str, Any] = {**small, "baseline": "top", "dy": 2}
    edge: dict[str, Any] = {**small, "baseline": "middle"}
    kind = f"datum.format + ' · ' + (datum.shifted ? '{labels['shifted']}' : '{labels['as_it_is']}')"
    dots = alt.Chart(alt.sequence(0, _LANES * MOST, as_="n")).transform_calculate(
        i=f"datum.n % {MOST}", lane=f"floor(datum.n / {MOST})"
    )
    moved = "spread * (Z[datum.i] - top)"
    placed = dots.transform_filter("datum.i < classes").transform_calculate(
        w=f"max({-_REACH}, datum.lane % 2 == 1 ? {moved} : size + {moved})", y="datum.lane + 0.66"
    )
    left, right = (lanes.transform_calculate(y="datum.lane + 0.66", w=str(at)) for at in (-_REACH, _REACH))
    layers = [
        held("given"),
        zero.mark_rect(color=DATA, opacity=0.3).encode(**box),
        between.mark_rect(color=DATA, opacity=0.08).encode(**box),
        infinite.mark_rect(color=LEARNED, opacity=0.25).encode(**box),
        left.mark_text(**edge, align="left", dx=6).encode(x=x, y=y, text=alt.value(labels["zero"])),
        right.mark_text(**edge | {"color": LEARNED}, align="right", dx=-6).encode(
            x=x, y=y, text=alt.value(labels["infinite"])
        ),
        lanes.transform_calculate(**edges, w="0", text=kind).mark_text(**name).encode(x=x, y=y, text="text:N"),
        placed.mark_circle(size=(0.9 * look.font) ** 2, opacity=0.9, stroke="white", strokeWidth=1).encode(
            x=x, y=y, color=COLOUR
        ),
    ]
    own = [
        alt.param(name="size", value=sizes[0], bind=alt.binding_select(options=list(sizes))),
        alt.param(name="spread", value=1, bind=alt.binding_select(options=list(spreads))),
    ]
    chart = alt.layer(*layers).properties(height=look.height * 210)
    return finished(chart, [*parameters(temperatures, scales), *own, *derived()], look)
