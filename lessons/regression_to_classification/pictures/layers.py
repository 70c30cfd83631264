"""One output against one for each class, and the one-hot label beside the outputs; see `guess.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import Shown, filled, fixed, quote, text
from charts.palette import DATA, INK, LEARNED, LEAST_SQUARES, ON_FILL, TRUTH
from charts.parts import finished, line_height, readout
from lessons.regression_to_classification.pictures.guess import (
    CLASS_COLORS,
    COLOR,
    LABEL,
    NUM_CLASSES,
    O,
    classes,
    derived,
    name_of,
    named_axis,
    names,
    one,
)

_SIGNS = "['₁', '₂', '₃', '₄']"
_INPUTS = 4
_COLUMNS = ("y", "o", "o − y", "(o − y)²")


def _diagram(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Four inputs wired to one output, and the same four wired to one output for each class."""
    ends = alt.Scale(domain=[0, 1], nice=False)
    x, y = alt.X("x:Q", scale=ends, axis=None), alt.Y("y:Q", scale=ends, axis=None)
    left = {"x": f"datum.n < {_INPUTS} ? 0.04 : 0.38", "y": f"0.78 - 0.23 * (datum.n % {_INPUTS})"}
    wires = alt.Chart(alt.sequence(0, _INPUTS * (1 + NUM_CLASSES), as_="n")).transform_calculate(
        x2=f"datum.n < {_INPUTS} ? 0.22 : 0.58",
        y2=f"datum.n < {_INPUTS} ? 0.435 : 0.74 - 0.305 * (floor(datum.n / {_INPUTS}) - 1)",
        **left,
    )
    inputs = alt.Chart(alt.sequence(0, 2 * _INPUTS, as_="n")).transform_calculate(
        text=f"'x' + {_SIGNS}[datum.n % {_INPUTS}]", **left
    )
    output = one().transform_calculate(x="0.22", y="0.435", text="'ŷ'")
    circle: dict[str, Any] = {"size": (1.8 * look.font) ** 2, "color": DATA, "opacity": 1}
    layers = [
        wires.mark_rule(color=DATA, opacity=0.55, strokeWidth=0.4 * look.stroke).encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
    ]
    for nodes in (inputs, output):
        layers.append(nodes.mark_circle(**circle).encode(x=x, y=y))
        layers.append(nodes.mark_text(fontSize=look.font, color=ON_FILL).encode(x=x, y=y, text="text:N"))
    layers += [*_outputs(labels, look, x, y), *_captions(labels, look)]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None))


def _outputs(labels: Mapping[str, str], look: Look, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The output nodes, larger for larger logits, with their numbers, and which is predicted and which true."""
    nodes = classes().transform_calculate(x="0.58", y="0.74 - 0.305 * datum.i", o=O)
    span = alt.Scale(domain=[-10, 10], range=[(0.5 * look.font) ** 2, (2.4 * look.font) ** 2])
    size = alt.Size("o:Q", scale=span, legend=None)
    figure = fixed("datum.o", labels["lost"], decimals=1)
    shown = text("o", Shown(f"{_SIGNS}[datum.i]"), " = ", figure, "  ", name_of(labels, "datum.i"))
    label: dict[str, Any] = {"align": "left", "dx": 1.7 * look.font, "fontSize": look.font + 1, "fontWeight": 600}
    tag: dict[str, Any] = {**label, "dy": 0.75 * look.font, "fontSize": look.font, "fontWeight": 400}
    ring: dict[str, Any] = {"filled": False, "opacity": 1, "strokeWidth": look.stroke, "size": (2.8 * look.font) ** 2}
    predicted = nodes.transform_filter("datum.i == predicted")
    true = nodes.transform_filter("datum.i == y").transform_calculate(
        text=f"predicted == y ? {quote(labels['both'])} : {quote(labels['true'])}"
    )
    wrong = predicted.transform_filter("predicted != y")
    return [
        nodes.mark_circle(opacity=1).encode(x=x, y=y, size=size, color=COLOR),
        predicted.mark_point(shape="circle", color=LEARNED, **ring).encode(x=x, y=y),
        nodes.transform_calculate(text=shown)
        .mark_text(dy=-0.55 * look.font, **label)
        .encode(x=x, y=y, color=COLOR, text="text:N"),
        true.mark_text(color=TRUTH, **tag).encode(x=x, y=y, text="text:N"),
        wrong.mark_text(color=LEARNED, **tag).encode(x=x, y=y, text=alt.value(labels["predicted"])),
    ]


def _captions(labels: Mapping[str, str], look: Look) -> list[alt.Chart]:
    mark: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": look.font, "color": DATA, "y": 2}
    return [
        one().mark_text(fontWeight=600, **mark).encode(x=alt.value(alt.ExprRef(place)), text=alt.value(labels[key]))
        for place, key in (("0", "how_much"), ("0.34 * width", "which_one"))
    ]


def _table(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The label y one-hot beside the outputs o: their differences, and the squares that squared loss adds up."""
    # Without a format of its own the axis would take that of numbers.
    bare: dict[str, Any] = {"title": None, "format": "", "domain": False, "ticks": False}
    axis = alt.Axis(orient="top", labelAngle=0, labelPadding=6, **bare)
    x = alt.X("column:N", scale=alt.Scale(domain=list(_COLUMNS)), sort=None, axis=axis)
    y = alt.Y("row:N", scale=alt.Scale(domain=[*names(labels), labels["sum"]]), sort=None, axis=named_axis())
    rows = (
        classes()
        .transform_calculate(row=name_of(labels, "datum.i"), label=LABEL, o=O)
        .transform_calculate(gap="datum.o - datum.label")
        .transform_calculate(square="datum.gap * datum.gap")
    )
    layers = [layer for column in _COLUMNS for layer in _column(column, rows, x, y, labels, look)]
    picked = rows.transform_filter("datum.i == predicted").transform_calculate(column="'o'")
    frame: dict[str, Any] = {"filled": False, "stroke": LEARNED, "strokeWidth": look.stroke}
    layers.append(picked.mark_rect(**frame).encode(x=x, y=y))
    sums = {"row": quote(labels["sum"]), "column": "'(o − y)²'", "text": fixed("squared", labels["lost"])}
    bold: dict[str, Any] = {"fontSize": look.font + 2, "fontWeight": 700, "color": LEAST_SQUARES}
    total = one().transform_calculate(**sums)
    layers.append(total.mark_text(**bold).encode(x=x, y=y, text="text:N"))
    named = one().transform_calculate(**sums | {"column": "'o − y'", "text": text(labels["squared"], " =")})
    layers.append(named.mark_text(**bold, align="right", dx=2.4 * look.font).encode(x=x, y=y, text="text:N"))
    return alt.layer(*layers)


def _column(column: str, rows: alt.Chart, x: alt.X, y: alt.Y, labels: Mapping[str, str], look: Look) -> list[alt.Chart]:
    """The cells of one column, shaded, and their numbers."""
    lost = labels["lost"]
    share = "squared > 0 ? datum.square / squared : 0"
    shade, figure = {
        "y": ("datum.label", "'' + datum.label"),
        "o": ("0.12", fixed("datum.o", lost, decimals=1)),
        "o − y": ("0.12", fixed("datum.gap", lost, decimals=1, plus=True)),
        "(o − y)²": (f"0.08 + 0.66 * ({share})", fixed("datum.square", lost)),
    }[column]
    cells = rows.transform_calculate(column=f"'{column}'", shade=shade, text=figure)
    last = column == _COLUMNS[-1]
    fill: Any = alt.value(LEAST_SQUARES) if last else alt.Fill("i:N", scale=CLASS_COLORS, legend=None)
    opacity = alt.FillOpacity("shade:Q", scale=alt.Scale(domain=[0, 1], range=[0, 1]), legend=None)
    box: dict[str, Any] = {"stroke": DATA, "strokeWidth": 0.5, "strokeOpacity": 0.6}
    number: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600}
    full = cells.transform_filter("datum.shade > 0.9").mark_text(color=ON_FILL, **number)
    pale = cells.transform_filter("datum.shade <= 0.9").mark_text(color=INK, **number)
    return [
        cells.mark_rect(**box).encode(x=x, y=y, fill=fill, fillOpacity=opacity),
        full.encode(x=x, y=y, text="text:N"),
        pale.encode(x=x, y=y, text="text:N"),
    ]


def layers_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """The two layers, what argmax says, and the one-hot label beside the outputs."""
    right, wrong = (filled(labels[key], name=name_of(labels, "predicted")) for key in ("right", "wrong"))
    said = readout(one(), f"predicted == y ? {right} : {wrong}", 0, LEARNED, look)
    panels = (
        _diagram(labels, look).properties(height=look.height * 208),
        alt.layer(said, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look)),
        _table(labels, look).properties(height=max(look.height * 120, 5 * line_height(look))),
    )
    return finished(alt.vconcat(*panels, spacing=4), [*map(follow, follows), *derived()], look)
