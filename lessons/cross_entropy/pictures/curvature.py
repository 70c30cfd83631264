"""The second derivative of the cross-entropy: the covariance of a one-hot indicator.

Live, with the parameters of `descent`; data sets one, classes, cells and grid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed
from charts.look import Look
from charts.numbers import fixed, number, quote
from charts.palette import DATA, LEARNED, ON_FILL, TRUTH
from charts.parts import finished
from lessons.cross_entropy.pictures.descent import across, hue, line, parameters, rows

# A cell of 0. White numbers are legible on it and on both ends, whichever theme lies around them.
_NONE = "#59616b"


def matrix_panel(k: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The matrix diag(p) - p p^T with the number in each cell."""
    cells = alt.Chart(alt.NamedData("cells")).transform_calculate(
        place="datum.j + 1",
        left="datum.j + 0.51",
        right="datum.j + 1.49",
        top="datum.row + 0.51",
        middle="datum.row + 1",
        bottom="datum.row + 1.49",
        value="p[datum.row] * ((datum.row == datum.j ? 1 : 0) - p[datum.j])",
    )
    shown = fixed("datum.value", labels["lost"], decimals=3, plus=True, never_zero=True)
    cells = cells.transform_calculate(shown=shown, told=number("datum.value", labels["lost"], dust=0, plus=True))
    axis = alt.Axis(values=list(range(1, k + 1)), grid=False, ticks=False, domain=False, format="d")
    scale = alt.Scale(domain=[0.5, k + 0.5], reverse=True, nice=False)
    y = alt.Y("top:Q", scale=scale, axis=axis, title=labels["class_axis"])
    x = across(k, labels, field="left")
    # No entry is larger than 1/4: p (1 - p) at p = 1/2.
    hues = alt.Scale(domain=[-0.25, 0, 0.25], range=[TRUTH, _NONE, LEARNED], clamp=True, interpolate="rgb")
    shade = alt.Color("value:Q", scale=hues, legend=None)
    tip = [alt.Tooltip("told:N", title=labels["entry"])]
    words: dict[str, Any] = {"align": "center", "fontSize": look.font + 1, "fontWeight": 600, "color": ON_FILL}
    layers = [
        cells.mark_rect().encode(x=x, x2="right:Q", y=y, y2="bottom:Q", color=shade, tooltip=tip),
        cells.mark_text(**words).encode(x="place:Q", y="middle:Q", text="shown:N"),
    ]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None))


def variance_panel(k: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """p (1 - p), the variance of an indicator that is 1 with probability p, with a point for each class."""
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 1], nice=False), title=labels["p"])
    scale = alt.Scale(domain=[-0.06, 0.36], nice=False)
    axis = alt.Axis(values=[0, 0.125, 0.25], format=".3~f", grid=False)
    y = alt.Y("variance:Q", scale=scale, title=labels["variance"], axis=axis)
    curve = alt.Chart(alt.NamedData("grid")).transform_calculate(
        share="datum.along", variance="datum.along * (1 - datum.along)"
    )
    points = rows().transform_calculate(share="p[datum.j]", number="datum.j + 1")
    points = points.transform_calculate(variance="datum.share * (1 - datum.share)")
    above: dict[str, Any] = {"align": "center", "baseline": "bottom", "dy": -0.7 * look.font, "fontWeight": 600}
    layers = [
        curve.mark_line(color=DATA, strokeWidth=0.8 * look.stroke).encode(x=x, y=y, order="along:Q"),
        points.mark_circle(size=8 * look.point, opacity=1).encode(x=x, y=y, color=hue(k)),
        points.mark_text(**above, fontSize=look.font).encode(x=x, y=y, text="number:Q", color=hue(k)),
        line(quote(labels["variance_line"]), 0, DATA, look),
    ]
    return alt.layer(*layers)


def curvature_chart(
    labels: Mapping[str, str], look: Look, *, num_classes: int, follows: Sequence[Followed], num_steps: int
) -> dict[str, Any]:
    """The Hessian as a heat map, above the variance of which its diagonal consists."""
    k = num_classes
    words: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600, "color": DATA}
    heading = alt.TitleParams(labels["hessian"], anchor="start", offset=4, **words)
    panels = [
        matrix_panel(k, labels, look).properties(height=look.height * 225, title=heading),
        variance_panel(k, labels, look).properties(height=look.height * 125),
    ]
    return finished(alt.vconcat(*panels, spacing=6), parameters(k, follows, num_steps), look)
