"""The same logits under three losses: value and gradient of each, and what each does as the true class's logit grows.

Parameters as in `charts.one_hot`; the data set `classes` comes from `core.frames.one_hot.classes_frame`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import CLASSES, DATA, GHOST, LEARNED, LEAST_SQUARES, TRUTH
from charts.parts import finished, line_height, readout
from lessons.regression_to_classification.pictures.layers import (
    SLACK,
    O,
    classes,
    derived,
    entropy,
    name_of,
    named_axis,
    names,
    one,
    parameters,
)

# Least squares has the colour that it has everywhere.
COLOURS = {"squared": LEAST_SQUARES, "margin": GHOST, "entropy": LEARNED}
_DASHES = {"squared": [1, 0], "margin": [6, 4], "entropy": [1, 0]}
VALUES = {"squared": "squared", "margin": "short", "entropy": "entropy"}
# Derivatives by the logit of the row's class; softmax is exp(o - o_y) times the true class's probability.
GRADIENTS = {
    "squared": f"2 * ({O} - (datum.i == true_class ? 1 : 0))",
    "margin": "short > 0 ? (datum.i == rival_class ? 1 : datum.i == true_class ? -1 : 0) : 0",
    "entropy": f"exp({O} - own - entropy) - (datum.i == true_class ? 1 : 0)",
}
# The losses at the true class's logit x, the other logits as they are.
CURVES = {
    "squared": "(datum.x - 1) * (datum.x - 1) + others",
    "margin": f"max(0, max(0, delta - {SLACK}) - (datum.x - rival))",
    "entropy": entropy("(datum.x - rival)"),
}
# The largest gradient on the sliders: 2 (-10 - 1).
_LARGEST = 22.0


def _written(value: str, *, sign: bool = False) -> str:
    """A number short enough for its place, and never rounded to 0 unless it is 0."""
    plus = "+" if sign else ""
    return f"({value} != 0 && abs({value}) < 0.005 ? format({value}, '{plus}.0e') : format({value}, '{plus}.2f'))"


def _heads(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Each loss by name, and its value."""
    layers = []
    for place, (name, value) in enumerate(VALUES.items()):
        mark: dict[str, Any] = {"baseline": "top", "align": "center", "color": COLOURS[name], "fontWeight": 600}
        x = alt.value(alt.ExprRef(f"width * {2 * place + 1} / 6"))
        # Smaller where three names would not fit side by side.
        size = alt.ExprRef(f"min({look.font + 1}, width / 21)")
        title = one().mark_text(fontSize=size, y=2, **mark)
        figure = one().transform_calculate(text=_written(value))
        layers += [
            title.encode(x=x, text=alt.value(labels[name])),
            figure.mark_text(fontSize=look.font + 4, y=2 + line_height(look), **mark).encode(x=x, text="text:N"),
        ]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None))


def _gradients(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Signed bars, a column for each loss; a bar is as long as the root of its number, which stands opposite."""
    hidden: dict[str, Any] = {"labels": False, "grid": False, "domain": False, "ticks": False}
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, 3], nice=False),
        axis=alt.Axis(title=labels["gradient"], titleY=look.font + 5, **hidden),
    )
    y = _rows(labels)
    hue = alt.Color("i:N", scale=alt.Scale(domain=[1, 2, 3], range=list(CLASSES[:3])), legend=None)
    rows = classes().transform_calculate(row=name_of(labels, "datum.i"))
    layers: list[alt.Chart] = []
    for place, (name, gradient) in enumerate(GRADIENTS.items()):
        middle = place + 0.5
        length = f"0.44 * sqrt(min(1, abs(datum.g) / {_LARGEST}))"
        bars = rows.transform_calculate(g=gradient).transform_calculate(
            x=str(middle),
            x2=f"{middle} + (datum.g < 0 ? -1 : 1) * {length}",
            text=f"datum.g == 0 ? '0' : {_written('datum.g', sign=True)}",
        )
        layers.append(bars.mark_bar(height={"band": 0.7}).encode(x=x, x2="x2:Q", y=y, color=hue))
        for side, where in ((-1, "datum.g > 0"), (1, "datum.g <= 0")):
            mark: dict[str, Any] = {"align": "right" if side < 0 else "left", "dx": 4 * side, "fontSize": look.font}
            number = bars.transform_filter(where).mark_text(fontWeight=600, **mark)
            layers.append(number.encode(x=x, y=y, color=hue, text=alt.Text("text:N")))
        zero = one().transform_calculate(x=str(middle)).mark_rule(color=COLOURS[name], strokeWidth=0.6 * look.stroke)
        layers.append(zero.encode(x=x))
    return alt.layer(*layers)


def _rows(labels: Mapping[str, str]) -> alt.Y:
    return alt.Y("row:N", scale=alt.Scale(domain=names(labels)), sort=None, axis=named_axis())


def _across(*, labels: bool) -> alt.X:
    axis = alt.Axis(title=None, labels=labels, values=[-10, -5, 0, 5, 10])
    return alt.X("x:Q", scale=alt.Scale(domain=[-10, 10], nice=False), axis=axis)


def _curves(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The losses as the true class's logit goes from -10 to 10 while the others stay; where it stands is marked."""
    x = _across(labels=False)
    ticks = alt.Axis(title=None, values=[0, 3, 30, 300], format="d", labelOverlap=False)
    y = alt.Y("loss:Q", scale=alt.Scale(type="symlog", constant=1, domain=[0, 330], nice=False), axis=ticks)
    grid = alt.Chart(alt.sequence(0, 201, as_="n")).transform_calculate(x="datum.n / 10 - 10")
    layers: list[alt.Chart] = [
        one().transform_calculate(x="own").mark_rule(color=TRUTH, strokeWidth=0.5 * look.stroke).encode(x=x)
    ]
    for name, curve in CURVES.items():
        stroke: dict[str, Any] = {"color": COLOURS[name], "strokeWidth": look.stroke, "strokeDash": _DASHES[name]}
        dot: dict[str, Any] = {"color": COLOURS[name], "size": 5 * look.point, "opacity": 1}
        layers.append(grid.transform_calculate(loss=curve).mark_line(**stroke).encode(x=x, y=y))
        here = one().transform_calculate(x="own", loss=VALUES[name])
        layers.append(here.mark_circle(**dot).encode(x=x, y=y))
    return alt.layer(*layers)


def _line(text: str, colour: str, look: Look) -> alt.LayerChart:
    """A line of text between two panels."""
    strip = alt.layer(readout(one(), text, 0, colour, look), view=alt.ViewConfig(stroke=None))
    return strip.properties(height=line_height(look))


def _lead(labels: Mapping[str, str]) -> str:
    """The lead, beside the one that the margin asks for."""
    short = f"lead < delta - {SLACK}"
    figures = f"format(lead, '.1f') + ({short} ? ' < ' : ' ≥ ') + 'δ = ' + format(delta, '.1f')"
    return f"replace({short} ? '{labels['unmet']}' : '{labels['met']}', '#', {figures})"


def _standing(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The logits on one line each; the true class meets the margin where its dot lies beyond the band."""
    x, y = _across(labels=True), _rows(labels)
    hue = alt.Color("i:N", scale=alt.Scale(domain=[1, 2, 3], range=list(CLASSES[:3])), legend=None)
    rows = classes().transform_calculate(row=name_of(labels, "datum.i"), x=O)
    band = one().transform_calculate(x="rival", x2="rival + delta")
    ring: dict[str, Any] = {"color": TRUTH, "filled": False, "opacity": 1, "strokeWidth": 0.8 * look.stroke}
    own = rows.transform_filter("datum.i == true_class").mark_point(shape="circle", size=13 * look.point, **ring)
    layers = [
        band.mark_rect(color=GHOST, opacity=0.3, clip=True).encode(x=x, x2="x2:Q"),
        band.mark_rule(color=GHOST, strokeWidth=0.6 * look.stroke).encode(x=x),
        rows.transform_calculate(x="-10", x2="10").mark_rule(color=DATA, opacity=0.3).encode(x=x, x2="x2:Q", y=y),
        rows.mark_circle(size=6 * look.point, opacity=1).encode(x=x, y=y, color=hue),
        own.encode(x=x, y=y),
    ]
    return alt.layer(*layers)


def blame_chart(labels: Mapping[str, str], look: Look) -> dict[str, Any]:
    """Values and gradients, the three curves, and the margin on a line (data set classes)."""
    row = line_height(look)
    panels = (
        _heads(labels, look).properties(height=2 * row + 6),
        _gradients(labels, look).properties(height=3.3 * row),
        _line(f"'{labels['curves']}'", DATA, look),
        _curves(labels, look).properties(height=136),
        _line(_lead(labels), GHOST, look),
        _standing(labels, look).properties(height=3 * row),
    )
    return finished(alt.vconcat(*panels, spacing=4), [*parameters(), *derived()], look)
