"""A classifier of the plane: its decision regions, the examples, and those that the step trained on.

The plane is cut into cells; u<j>, v<j>, b<j> are class j's parameters at the moment, looked up once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed
from charts.look import Look
from charts.numbers import fixed, probability, quote, text
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
    """How sure the largest of `datum.o` is, with `datum.most` its value: its probability, or itself cut to 0..1."""
    if not softmax:
        return "clamp(datum.most, 0, 1)"
    return "1 / (" + " + ".join(f"exp(datum.o[{j}] - datum.most)" for j in range(num_classes)) + ")"


def parameters(num_classes: int, follows: Sequence[Followed]) -> list[alt.Parameter]:
    """The moment, and the parameters of all classes at it."""
    own = [alt.param(name=f"{a}{j}", expr=f"P.{a}_{j}") for j in range(num_classes) for a in "uvb"]
    return [*moment(follows, P="plane"), *own]


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
    cells = cells.transform_calculate(most="extent(datum.o)[1]")
    return cells.transform_calculate(label="indexof(datum.o, datum.most)", sure=certainty(num_classes, softmax=softmax))


def _points(labels: Mapping[str, str], look: Look, names: Sequence[str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The examples by class, train filled and test hollow; the minibatch is ringed."""
    known = list(range(len(names)))
    hues = alt.Scale(domain=known, range=list(CLASSES[: len(known)]))
    hue, fill = (channel("label:N", scale=hues, legend=None) for channel in (alt.Color, alt.Fill))
    shape = alt.Shape("label:N", scale=alt.Scale(domain=known, range=list(SHAPES[: len(known)])), legend=None)
    points = alt.Chart(alt.NamedData("points"))
    size, quiet = 2.6 * look.point, {"clip": True, "aria": False}
    dot: dict[str, Any] = {"size": size, "opacity": 1, **quiet}
    ring: dict[str, Any] = {"stroke": LEARNED, "strokeWidth": 0.7 * look.stroke, "opacity": 1, "tooltip": None}
    told = points.transform_calculate(
        named=f"[{', '.join(map(quote, names))}][datum.label]",
        part=f"datum.test ? {quote(labels['test'])} : {quote(labels['train'])}",
    )
    tip = [alt.Tooltip("named:N", title=labels["class"]), alt.Tooltip("part:N", title=labels["examples"])]
    train, test = told.transform_filter("!datum.test"), told.transform_filter("datum.test")
    return [
        points.transform_filter("substring(datum.taken, frame, frame + 1) == '1'")
        .mark_point(shape="circle", size=4.5 * size, **ring, **quiet)
        .encode(x=x, y=y),
        train.mark_point(filled=True, stroke="white", strokeWidth=0.5, **dot)
        .encode(x=x, y=y, fill=fill, shape=shape, tooltip=tip),
        test.mark_point(filled=False, strokeWidth=0.6 * look.stroke, **dot)
        .encode(x=x, y=y, color=hue, shape=shape, tooltip=tip),
    ]  # fmt: skip


def _cells(labels: Mapping[str, str], names: Sequence[str], x: alt.X, y: alt.Y, *, softmax: bool) -> alt.Chart:
    """The regions, shaded by certainty."""
    k = len(names)
    hue = alt.Color("label:N", scale=alt.Scale(domain=list(range(k)), range=list(CLASSES[:k])), legend=None)
    ends = alt.Scale(domain=[1 / k, 1], range=[0.06, 0.55], clamp=True)
    shade = alt.Opacity("sure:Q", scale=ends, legend=None)
    shown = probability("datum.sure", labels["lost"]) if softmax else fixed("datum.most", labels["lost"], decimals=3)
    # Where a run has diverged its numbers are null, which Vega would reckon with as 0: nothing is drawn then.
    cells = grid(k, softmax=softmax).transform_filter("isValid(b0)").transform_calculate(
        named=f"[{', '.join(map(quote, names))}][datum.label]", shown=shown
    )  # fmt: skip
    what = labels["probability" if softmax else "output"]
    tip = [alt.Tooltip("named:N", title=labels["predicted_class"]), alt.Tooltip("shown:N", title=what)]
    sides: dict[str, Any] = {"x": x, "y": y, "x2": "right:Q", "y2": "high:Q"}
    # A description of each mark would cost more than the mark; what the chart shows is told by its `alt`.
    return cells.mark_rect(clip=True, aria=False).encode(**sides, color=hue, opacity=shade, tooltip=tip)


def regions_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    follows: Sequence[Followed],
    classes: Sequence[str],
    axes: tuple[str, str],
    softmax: bool,
) -> dict[str, Any]:
    """The regions, the examples and the names of the classes (data sets form, plane, points, names).

    `axes` are keys of the axes' labels, `classes` what the classes are called, or keys of their labels.
    """
    called = [labels.get(name, name) for name in classes]
    x_ends, y_ends = ([alt.ExprRef(f"F.{a}_low"), alt.ExprRef(f"F.{a}_high")] for a in "xy")
    # Rounded to whole pixels, so that no seams show between the cells.
    across, down = (alt.Scale(domain=ends, nice=False, zero=False, round=True) for ends in (x_ends, y_ends))

    def at(horizontal: str, vertical: str) -> tuple[alt.X, alt.Y]:
        x = alt.X(f"{horizontal}:Q", title=labels[axes[0]], scale=across)
        return x, alt.Y(f"{vertical}:Q", title=labels[axes[1]], scale=down)

    x, y = at("x1", "x2")
    names = alt.Chart(alt.NamedData("names"))
    words: dict[str, Any] = {"fontSize": look.font + 2, "fontWeight": 700, "tooltip": None}
    halo: dict[str, Any] = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round", "color": "white"}
    layers: list[alt.Chart] = [
        held("form"),
        held("plane"),
        _cells(labels, called, *at("left", "low"), softmax=softmax),
        *_points(labels, look, called, x, y),
        names.mark_text(**words, **halo).encode(x=x, y=y, text="name:N"),
        names.mark_text(**words, color="#141414").encode(x=x, y=y, text="name:N"),
        lost(labels["diverged"], "b0", look),
    ]
    chart = alt.layer(*layers).properties(height=look.height * 400)
    return finished(alt.vconcat(_key(labels, look), chart, spacing=2), parameters(len(called), follows), look)


def _key(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """What the signs mean."""
    signs = text(f"● {labels['train']}   ○ {labels['test']}   ◯ {labels['minibatch']}")
    lines = (held("form"), readout(one(), signs, 0, LEARNED, look))
    return alt.layer(*lines, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look))
