"""The live pictures of synthetic data and of the minibatches that an epoch takes it in.

Parameters w1, w2, b and noise make the labels; batch is the minibatch looked at. The data set `examples` comes from
`tables.examples_frame`; `cells` is part of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.linear import names
from charts.look import Look
from charts.numbers import filled
from charts.palette import DATA, LEARNED, TRUTH
from charts.parts import finished, readout

_REACH = 4.0
# Each point costs Vega some ten microseconds a repaint: the first so many examples stand for the cloud.
_DRAWN = 400
_HUES = ["#56b4e9", "#009e73", "#e3c300", "#0072b2", "#cc79a7", "#8a8f98"]
# With a single minibatch there is nothing to choose, and no slider that the parameter could follow.
_PICKED = "datum.batch == clamp(batch, 1, datum.batches)"


def scatter_chart(
    labels: Mapping[str, str], look: Look, *, num_features: int, follows: Sequence[Followed]
) -> dict[str, Any]:
    """Each feature against the label with the true line; the chosen minibatch stands out (data set examples)."""
    panels = [_panel(j, num_features, labels, look) for j in range(num_features)]
    height = look.height * (390 if num_features == 1 else 190)
    chart = alt.vconcat(*(panel.properties(height=height) for panel in panels), spacing=4)
    return finished(chart, [*map(follow, follows)], look)


def _panel(feature: int, num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    weights = names(num_features)[:-1]
    reach = "(" + " + ".join(f"3 * abs({w})" for w in weights) + " + 3 * noise + 1)"
    scale = alt.Scale(domain=[alt.ExprRef(f"b - {reach}"), alt.ExprRef(f"b + {reach}")], nice=False, zero=False)
    x = alt.X("x:Q", title=labels[f"x{feature + 1}"], scale=alt.Scale(domain=[-_REACH, _REACH], nice=False))
    y = alt.Y("y:Q", title=labels["y"], scale=scale)
    label = " + ".join(f"{w} * datum.x{j + 1}" for j, w in enumerate(weights)) + " + b + noise * datum.e"

    def points(of: str) -> alt.Chart:
        return _examples(of).transform_calculate(x=f"datum.x{feature + 1}", y=label)

    cloud: dict[str, Any] = {"size": look.point, "opacity": 0.5, "color": DATA, "clip": True}
    chosen: dict[str, Any] = {"size": 5 * look.point, "opacity": 1, "color": LEARNED, "clip": True}
    layers: list[alt.Chart] = [
        points(f"datum.i < {_DRAWN}").mark_circle(**cloud).encode(x=x, y=y),
        _true_line(weights[feature], look).encode(x=x, y=y, x2="right:Q", y2="end:Q"),
        points(_PICKED).mark_circle(**chosen).encode(x=x, y=y),
    ]
    if feature == 0:
        layers.append(_drawn(labels, look))
    return alt.layer(*layers)


def _examples(of: str) -> alt.Chart:
    rows: alt.Chart = alt.Chart(alt.NamedData("examples")).transform_filter(of)
    return rows


def _true_line(weight: str, look: Look) -> alt.Chart:
    # x1 and x2 are features: the line's ends go by other names.
    ends: dict[str, Any] = {"x": str(-_REACH), "right": str(_REACH)}
    heights: dict[str, Any] = {"y": f"b - {_REACH} * {weight}", "end": f"b + {_REACH} * {weight}"}
    one = _examples("datum.i == 0").transform_calculate(**ends, **heights)
    line: alt.Chart = one.mark_rule(color=TRUTH, strokeWidth=look.stroke, clip=True)
    return line


def _drawn(labels: Mapping[str, str], look: Look) -> alt.Chart:
    """How many examples are drawn, the chosen minibatch among them, where not all are."""
    shown = _examples(f"datum.i < {_DRAWN} || {_PICKED}").transform_aggregate(drawn="count()", n="max(n)")
    told = filled(labels["drawn"], drawn="datum.drawn", all="datum.n")
    return readout(shown, f"datum.drawn < datum.n ? {told} : ''", 0, DATA, look, right=True)


def minibatches_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """One cell for each example, colored by its minibatch: by index, and in the order of the epoch (data set cells)."""
    strips = [_cells("i", labels["by_index"], labels, look), _cells("place", labels["by_order"], labels, look)]
    chart = alt.vconcat(*(strip.properties(height=look.height * 150) for strip in strips), spacing=16)
    return finished(chart, [*map(follow, follows)], look)


def _cells(order: str, title: str, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    # Up to 100 cells: five rows of 20; more: rows of 50.
    across, rows = "(datum.n <= 100 ? 20 : 50)", "(datum.n <= 100 ? 5 : 20)"
    examples = alt.Chart(alt.NamedData("cells"))
    cells = examples.transform_calculate(
        left=f"datum.{order} % {across}",
        top=f"floor(datum.{order} / {across})",
        hue=f"datum.batch % {len(_HUES)}",
    ).transform_calculate(right="datum.left + 0.86", bottom="datum.top + 0.86")
    x = alt.X("left:Q", axis=None, scale=alt.Scale(nice=False, zero=True))
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(nice=False, reverse=True, zero=True))
    sides: dict[str, Any] = {"x": x, "x2": "right:Q", "y": y, "y2": "bottom:Q"}
    hue = alt.Color("hue:O", scale=alt.Scale(domain=list(range(len(_HUES))), range=_HUES), legend=None)
    tip = [alt.Tooltip("i:Q", title=labels["index"]), alt.Tooltip("batch:Q", title=labels["minibatch"])]
    chosen: dict[str, Any] = {"color": LEARNED, "stroke": LEARNED, "strokeWidth": 0.5 * look.stroke, "opacity": 1}
    left_out: dict[str, Any] = {"fill": None, "stroke": DATA, "strokeDash": [2, 2]}
    corner = examples.transform_filter("datum.i == 0").transform_calculate(left=across, top=rows)
    layers: list[alt.Chart] = [
        cells.transform_filter("datum.batch > 0").mark_rect(opacity=0.6).encode(**sides, color=hue, tooltip=tip),
        cells.transform_filter("datum.batch == 0").mark_rect(**left_out).encode(**sides),
        cells.transform_filter(_PICKED).mark_rect(**chosen).encode(**sides, tooltip=tip),
        corner.mark_point(opacity=0).encode(x=x, y=y),  # holds the scales open for a full strip
    ]
    heading = alt.TitleParams(title, anchor="start", fontSize=look.font + 1, fontWeight="normal", offset=4)
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(title=heading)
