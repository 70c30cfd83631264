"""The same logits under three losses: value and gradient of each, and what each does as the true class's logit grows.

Parameters are those of `guess.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import Shown, filled, fixed, quote
from charts.palette import DATA, GHOST, LEARNED, LEAST_SQUARES, TRUTH
from charts.parts import finished, line_height, readout
from lessons.regression_to_classification.pictures.guess import (
    COLOR,
    LABEL,
    O,
    classes,
    derived,
    entropy,
    losses,
    name_of,
    named_axis,
    names,
    one,
)
from lessons.regression_to_classification.tenths import SLACK

# Least squares has the color that it has everywhere.
COLORS = {"squared": LEAST_SQUARES, "margin": GHOST, "entropy": LEARNED}
_DASHES = {"squared": [1, 0], "margin": [6, 4], "entropy": [1, 0]}
VALUES = {"squared": "squared", "margin": "short", "entropy": "entropy"}
# Derivatives by the logit of the row's class; softmax is exp(o - o_y) times the true class's probability.
GRADIENTS = {
    "squared": f"2 * ({O} - {LABEL})",
    "margin": "short > 0 ? (datum.i == rival_class ? 1 : datum.i == y ? -1 : 0) : 0",
    "entropy": f"exp({O} - own - entropy) - {LABEL}",
}
# The losses at the true class's logit x, the other logits as they are.
CURVES = {
    "squared": "(datum.x - 1) * (datum.x - 1) + others",
    "margin": f"max(0, max(0, delta - {SLACK}) - (datum.x - rival))",
    "entropy": entropy("(datum.x - rival)"),
}
# The largest gradient on the sliders, 2 (-10 - 1), and a loss just above the largest, 11^2 + 10^2 + 10^2 = 321.
_STEEPEST, _HIGHEST = 22.0, 330


def _written(value: str, lost: str, *, plus: bool = False) -> Shown:
    """Two decimals, and 0 only for a zero: cross-entropy and its gradient never reach it."""
    return fixed(value, lost, never_zero=True, dust=0, plus=plus)


def _heads(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Each loss by name, and its value."""
    layers = []
    for place, (name, value) in enumerate(VALUES.items()):
        mark: dict[str, Any] = {"baseline": "top", "align": "center", "color": COLORS[name], "fontWeight": 600}
        x = alt.value(alt.ExprRef(f"width * {2 * place + 1} / 6"))
        # Smaller where three names would not fit side by side.
        size = alt.ExprRef(f"min({look.font + 1}, width / 19)")
        title = one().mark_text(fontSize=size, y=2, **mark)
        figure = one().transform_calculate(text=_written(value, labels["lost"]))
        layers += [
            title.encode(x=x, text=alt.value(labels[name])),
            figure.mark_text(fontSize=look.font + 4, y=2 + line_height(look), **mark).encode(x=x, text="text:N"),
        ]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None))


def _gradients(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Signed bars, a column for each loss; a bar is as long as the root of its number, which stands opposite."""
    hidden: dict[str, Any] = {"labels": False, "grid": False, "domain": False, "ticks": False}
    size = alt.ExprRef(f"min({look.font + 1}, width / 18)")  # the title's: it is as long as a phone's panel
    axis = alt.Axis(title=labels["gradient"], titleY=look.font + 5, titleFontSize=size, **hidden)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 3], nice=False), axis=axis)
    y = _rows(labels)
    rows = classes().transform_calculate(row=name_of(labels, "datum.i"))
    layers: list[alt.Chart] = []
    for place, (name, gradient) in enumerate(GRADIENTS.items()):
        middle = place + 0.5
        length = f"0.44 * sqrt(min(1, abs(datum.g) / {_STEEPEST}))"
        bars = rows.transform_calculate(g=gradient).transform_calculate(
            x=str(middle),
            x2=f"{middle} + (datum.g < 0 ? -1 : 1) * {length}",
            text=_written("datum.g", labels["lost"], plus=True),
        )
        layers.append(bars.mark_bar(height={"band": 0.7}).encode(x=x, x2="x2:Q", y=y, color=COLOR))
        for side, where in ((-1, "datum.g > 0"), (1, "datum.g <= 0")):
            mark: dict[str, Any] = {"align": "right" if side < 0 else "left", "dx": 4 * side, "fontSize": look.font}
            number = bars.transform_filter(where).mark_text(fontWeight=600, **mark)
            layers.append(number.encode(x=x, y=y, color=COLOR, text=alt.Text("text:N")))
        zero = one().transform_calculate(x=str(middle)).mark_rule(color=COLORS[name], strokeWidth=0.6 * look.stroke)
        layers.append(zero.encode(x=x))
    return alt.layer(*layers)


def _rows(labels: Mapping[str, str]) -> alt.Y:
    return alt.Y("row:N", scale=alt.Scale(domain=names(labels)), sort=None, axis=named_axis())


def _across(*, labels: bool) -> alt.X:
    axis = alt.Axis(title=None, labels=labels, values=[-10, -5, 0, 5, 10])
    return alt.X("x:Q", scale=alt.Scale(domain=[-10, 10], nice=False), axis=axis)


def _curves(look: Look) -> alt.LayerChart:
    """The losses as the true class's logit goes from -10 to 10 while the others stay; where it stands is marked."""
    x = _across(labels=False)
    ticks = alt.Axis(title=None, values=[0, 3, 30, 300], format="d", labelOverlap=False)
    # Vega's symlog with constant 1 is log(1 + loss).
    y = alt.Y("loss:Q", scale=alt.Scale(type="symlog", constant=1, domain=[0, _HIGHEST], nice=False), axis=ticks)
    grid = alt.Chart(alt.sequence(0, 201, as_="n")).transform_calculate(x="datum.n / 10 - 10")
    layers: list[alt.Chart] = [
        one().transform_calculate(x="own").mark_rule(color=TRUTH, strokeWidth=0.5 * look.stroke).encode(x=x)
    ]
    for name, curve in CURVES.items():
        stroke: dict[str, Any] = {"color": COLORS[name], "strokeWidth": look.stroke, "strokeDash": _DASHES[name]}
        dot: dict[str, Any] = {"color": COLORS[name], "size": 5 * look.point, "opacity": 1}
        layers.append(grid.transform_calculate(loss=curve).mark_line(**stroke).encode(x=x, y=y))
        here = one().transform_calculate(x="own", loss=VALUES[name])
        layers.append(here.mark_circle(**dot).encode(x=x, y=y))
    return alt.layer(*layers)


def _line(shown: str, color: str, look: Look) -> alt.LayerChart:
    """A line of text between two panels."""
    strip = alt.layer(readout(one(), shown, 0, color, look), view=alt.ViewConfig(stroke=None))
    return strip.properties(height=line_height(look))


def _lead(labels: Mapping[str, str]) -> str:
    """The lead, beside the one that the margin asks for."""
    figures = {name: fixed(name, labels["lost"], decimals=1) for name in ("lead", "delta")}
    unmet, met = (filled(labels[key], **figures) for key in ("unmet", "met"))
    return f"lead < delta - {SLACK} ? {unmet} : {met}"


def _standing(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The logits on one line each; the true class meets the margin where its dot lies beyond the band."""
    x, y = _across(labels=True), _rows(labels)
    rows = classes().transform_calculate(row=name_of(labels, "datum.i"), x=O)
    band = one().transform_calculate(x="rival", x2="rival + delta")
    ring: dict[str, Any] = {"color": TRUTH, "filled": False, "opacity": 1, "strokeWidth": 0.8 * look.stroke}
    own = rows.transform_filter("datum.i == y").mark_point(shape="circle", size=13 * look.point, **ring)
    line = classes().transform_calculate(row=name_of(labels, "datum.i"), x="-10", x2="10")
    layers = [
        band.mark_rect(color=GHOST, opacity=0.3, clip=True).encode(x=x, x2="x2:Q"),
        band.mark_rule(color=GHOST, strokeWidth=0.6 * look.stroke).encode(x=x),
        line.mark_rule(color=DATA, opacity=0.3).encode(x=x, x2="x2:Q", y=y),
        rows.mark_circle(size=6 * look.point, opacity=1).encode(x=x, y=y, color=COLOR),
        own.encode(x=x, y=y),
    ]
    return alt.layer(*layers)


def losses_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """Values and gradients, the three curves, and the margin on a line."""
    row = line_height(look)
    panels = (
        _heads(labels, look).properties(height=2 * row + 6),
        _gradients(labels, look).properties(height=3.3 * row),
        _line(quote(labels["curves"]), DATA, look),
        _curves(look).properties(height=136),
        _line(_lead(labels), GHOST, look),
        _standing(labels, look).properties(height=3 * row),
    )
    return finished(alt.vconcat(*panels, spacing=4), [*map(follow, follows), *derived(), *losses()], look)
