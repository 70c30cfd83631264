"""A classifier of the plane: its decision regions, the examples, and those that the step trained on.

Data sets form, path, points and names come from `core.frames.classifier`, the parameters from `charts.moment`. The
plane is cut into cells; u<j>, v<j>, b<j> are class j's parameters at the moment, looked up once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import CLASSES, LEARNED
from charts.parts import finished, held, line_height, readout
from lessons.softmax_regression.pictures.moment import lost, moment, one

ACROSS, DOWN = 40, 30
# As CLASSES: a shape for each class, in this order everywhere.
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


def outputs(num_classes: int, x: str, y: str) -> str:
    """The outputs of all classes at a point, as an array."""
    return "[" + ", ".join(f"u{j} * {x} + v{j} * {y} + b{j}" for j in range(num_classes)) + "]"


def certainty(num_classes: int, *, softmax: bool) -> str:
    """How sure the largest of `datum.o` is, with `datum.top` its value: its probability, or itself cut to 0..1."""
    if not softmax:
        return "clamp(datum.top, 0, 1)"
    return "1 / (" + " + ".join(f"exp(datum.o[{j}] - datum.top)" for j in range(num_classes)) + ")"


def parameters(num_classes: int, rates: Sequence[float]) -> list[alt.Parameter]:
    """The moment, and the parameters of all classes at it."""
    own = [alt.param(name=f"{a}{j}", expr=f"P.{a}_{j}") for j in range(num_classes) for a in "uvb"]
    return [*moment(rates), *own]


def grid(num_classes: int, *, softmax: bool) -> alt.Chart:
    """The cells: x, y (the middle), label (the class that is predicted there), sure (the certainty)."""
    cells = alt.Chart(alt.sequence(0, ACROSS * DOWN, as_="n")).transform_calculate(
        left=f"F.x_low + (datum.n % {ACROSS}) * (F.x_high - F.x_low) / {ACROSS}",
        low=f"F.y_low + floor(datum.n / {ACROSS}) * (F.y_high - F.y_low) / {DOWN}",
    )
    cells = cells.transform_calculate(
        right=f"datum.left + (F.x_high - F.x_low) / {ACROSS}",
        high=f"datum.low + (F.y_high - F.y_low) / {DOWN}",
        x=f"datum.left + 0.5 * (F.x_high - F.x_low) / {ACROSS}",
        y=f"datum.low + 0.5 * (F.y_high - F.y_low) / {DOWN}",
    )
    cells = cells.transform_calculate(o=outputs(num_classes, "datum.x", "datum.y"))
    cells = cells.transform_calculate(top="extent(datum.o)[1]")
    return cells.transform_calculate(label="indexof(datum.o, datum.top)", sure=certainty(num_classes, softmax=softmax))


def regions_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    rates: Sequence[float],
    num_classes: int,
    softmax: bool,
    height: float,
) -> dict[str, Any]:
    """The regions shaded by certainty, the examples by class, train filled and test hollow, the minibatch ringed."""
    x_ends, y_ends = ([alt.ExprRef(f"F.{a}_low"), alt.ExprRef(f"F.{a}_high")] for a in "xy")
    # Rounded to whole pixels, so that no seams show between the cells.
    across, down = (alt.Scale(domain=ends, nice=False, zero=False, round=True) for ends in (x_ends, y_ends))
    x, y = alt.X("x1:Q", title=labels["x1"], scale=across), alt.Y("x2:Q", title=labels["x2"], scale=down)
    known = list(range(num_classes))
    hues = alt.Scale(domain=known, range=list(CLASSES[:num_classes]))
    hue, fill = (channel("label:N", scale=hues, legend=None) for channel in (alt.Color, alt.Fill))
    shape = alt.Shape("label:N", scale=alt.Scale(domain=known, range=list(SHAPES[:num_classes])), legend=None)
    shade = alt.Opacity(
        "sure:Q", scale=alt.Scale(domain=[1 / num_classes, 1], range=[0.06, 0.55], clamp=True), legend=None
    )
    # Where a run has diverged its numbers are null, which Vega would reckon with as 0: nothing is drawn then.
    # A description of each mark would cost more than the mark; what the chart shows is told by its `alt`.
    quiet: dict[str, Any] = {"clip": True, "aria": False}
    cells = grid(num_classes, softmax=softmax).transform_filter("isValid(b0)").mark_rect(**quiet)
    left = alt.X("left:Q", scale=across, title=labels["x1"])
    low = alt.Y("low:Q", scale=down, title=labels["x2"])
    points = alt.Chart(alt.NamedData("points"))
    size = 2.6 * look.point
    dot: dict[str, Any] = {"size": size, "opacity": 1, **quiet}
    ring = points.transform_filter("substring(datum.taken, frame, frame + 1) == '1'")
    names = alt.Chart(alt.NamedData("names"))
    text: dict[str, Any] = {"fontSize": look.font + 2, "fontWeight": 700}
    halo: dict[str, Any] = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round", "color": "white"}
    layers: list[alt.Chart] = [
        held("form"),
        held("path"),
        cells.encode(x=left, y=low, x2="right:Q", y2="high:Q", color=hue, opacity=shade),
        ring.mark_point(
            shape="circle", size=4.5 * size, stroke=LEARNED, strokeWidth=0.7 * look.stroke, opacity=1, **quiet
        ).encode(x=x, y=y),
        points.transform_filter("!datum.test")
        .mark_point(filled=True, stroke="white", strokeWidth=0.5, **dot)
        .encode(x=x, y=y, fill=fill, shape=shape),
        points.transform_filter("datum.test")
        .mark_point(filled=False, strokeWidth=0.6 * look.stroke, **dot)
        .encode(x=x, y=y, color=hue, shape=shape),
        names.mark_text(**text, **halo).encode(x=x, y=y, text="name:N"),
        names.mark_text(**text, color="#141414").encode(x=x, y=y, text="name:N"),
        lost(labels["diverged"], look),
    ]
    chart = alt.layer(*layers).properties(height=look.height * height)
    return finished(alt.vconcat(_key(labels, look), chart, spacing=2), parameters(num_classes, rates), look)


def _key(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """What the signs mean."""
    signs = f"'● {labels['train']}   ○ {labels['test']}   ◯ {labels['minibatch']}'"
    lines = (held("form"), readout(one(), signs, 0, LEARNED, look))
    return alt.layer(*lines, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look))
