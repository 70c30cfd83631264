"""The live pictures of synthetic data and of the minibatches that it is dealt out in.

Parameters w1, w2, b and noise make the labels; batch is the minibatch looked at. The data set `deal` comes from
`core.frames.deal_frame`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.linear import names
from charts.look import Look
from charts.palette import DATA, LEARNED, TRUTH
from charts.parts import finished, readout

_REACH = 4.0
# Each point costs Vega some ten microseconds a repaint: the first so many examples stand for the cloud.
_DRAWN = 400
_HUES = ["#56b4e9", "#009e73", "#e3c300", "#0072b2", "#cc79a7", "#8a8f98"]
_PICKED = "datum.batch == min(batch, datum.batches)"


def scatter_chart(
    labels: Mapping[str, str], look: Look, *, num_features: int, follows: Sequence[Followed]
) -> dict[str, Any]:
    """Each feature against the label with the true line; the chosen minibatch stands out (data set deal)."""
    panels = [_panel(j, num_features, labels, look) for j in range(num_features)]
    height = look.height * (390 if num_features == 1 else 190)
    chart = alt.vconcat(*(panel.properties(height=height) for panel in panels), spacing=4)
    return finished(chart, [*map(follow, follows)], look)


def _panel(feature: int, num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    weights = names(num_features)[:-1]
    reach = "(" + " + ".join(f"3 * abs({w})" for w in weights) + " + 3 * noise + 1)"
    scale = alt.Scale(domain=[alt.ExprRef(f"b - {reach}"), alt.ExprRef(f"b + {reach}")], nice=False, zero=False)
    x = alt.X("x:Q", title=f"x{'₁₂'[feature]}", scale=alt.Scale(domain=[-_REACH, _REACH], nice=False))
    y = alt.Y("y:Q", title=labels["y"], scale=scale)
    label = " + ".join(f"{w} * datum.x{j + 1}" for j, w in enumerate(weights)) + " + b + noise * datum.e"

    def rows(of: str) -> alt.Chart:
        kept = alt.Chart(alt.NamedData("deal")).transform_filter(of)
        return kept.transform_calculate(x=f"datum.x{feature + 1}", y=label)

    w = weights[feature]
    ends: dict[str, Any] = {
        "x": str(-_REACH),
        "y": f"b - {_REACH} * {w}",
        "x2": str(_REACH),
        "y2": f"b + {_REACH} * {w}",
    }
    line = rows("datum.i == 0").transform_calculate(**ends)
    layers: list[alt.Chart] = [
        rows(f"datum.i < {_DRAWN}").mark_circle(size=look.point, opacity=0.5, color=DATA, clip=True).encode(x=x, y=y),
        line.mark_rule(color=TRUTH, strokeWidth=look.stroke, clip=True).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        rows(_PICKED).mark_circle(size=5 * look.point, opacity=1, color=LEARNED, clip=True).encode(x=x, y=y),
    ]
    if feature == 0:
        told = f"replace(replace('{labels['drawn']}', '#', {_DRAWN}), '%', datum.n)"
        text = f"datum.n > {_DRAWN} ? {told} : ''"
        layers.append(readout(rows("datum.i == 0"), text, 0, DATA, look, right=True))
    return alt.layer(*layers)


def deal_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """One cell for each example, coloured by its minibatch: by number, and in the order dealt (data set deal)."""
    strips = [_strip("i", labels["by_number"], look), _strip("place", labels["as_dealt"], look)]
    chart = alt.vconcat(*(strip.properties(height=look.height * 150) for strip in strips), spacing=16)
    return finished(chart, [*map(follow, follows)], look)


def _strip(order: str, title: str, look: Look) -> alt.LayerChart:
    # Up to 100 cells: five rows of 20; more: rows of 50.
    across, rows = "(datum.n <= 100 ? 20 : 50)", "(datum.n <= 100 ? 5 : 20)"
    cells = alt.Chart(alt.NamedData("deal")).transform_calculate(
        left=f"datum.{order} % {across}",
        top=f"floor(datum.{order} / {across})",
        hue=f"datum.batch % {len(_HUES)}",
    )
    cells = cells.transform_calculate(right="datum.left + 0.86", bottom="datum.top + 0.86")
    x = alt.X("left:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(nice=False, reverse=True, zero=True))
    sides: dict[str, Any] = {"x": x, "x2": "right:Q", "y": y, "y2": "bottom:Q"}
    hue = alt.Color("hue:O", scale=alt.Scale(domain=list(range(len(_HUES))), range=_HUES), legend=None)
    tip = [alt.Tooltip("i:Q"), alt.Tooltip("batch:Q")]
    mark: dict[str, Any] = {"color": LEARNED, "stroke": LEARNED, "strokeWidth": 0.5 * look.stroke, "opacity": 1}
    hollow: dict[str, Any] = {"fill": None, "stroke": DATA, "strokeDash": [2, 2]}
    corner = cells.transform_filter("datum.i == 0").transform_calculate(left=across, top=rows)
    layers: list[alt.Chart] = [
        cells.transform_filter("datum.batch > 0").mark_rect(opacity=0.6).encode(**sides, color=hue, tooltip=tip),
        cells.transform_filter("datum.batch == 0").mark_rect(**hollow).encode(**sides),
        cells.transform_filter(_PICKED).mark_rect(**mark).encode(**sides, tooltip=tip),
        corner.mark_point(opacity=0).encode(x=x, y=y),  # holds the scales open for a full strip
    ]
    heading = alt.TitleParams(title, anchor="start", fontSize=look.font + 1, fontWeight="normal", offset=4)
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(title=heading)
