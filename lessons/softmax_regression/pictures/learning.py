"""How a classifier learns: loss and accuracy by step, train and test apart, and its confusion matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed
from charts.look import Look
from charts.numbers import axis_labels, number, percent, percent_labels, quote, text
from charts.palette import DATA, LEARNED
from charts.parts import finished, held, readout
from lessons.softmax_regression.encoding import MOST_FRAMES
from lessons.softmax_regression.pictures.moment import lost, moment, one

PAPER = "#f6efe8"
INK = "#141414"
_NAMES = 1.1  # columns of the confusion matrix that the names of its rows take
_COLOURS = {"train": LEARNED, "test": DATA}


def _curve(name: str) -> alt.Chart:
    """The frames at the chosen learning rate: step, value."""
    frames = alt.Chart(alt.sequence(0, MOST_FRAMES + 1, as_="frame")).transform_filter("datum.frame <= F.last")
    values: dict[str, Any] = {"value": f"curve[datum.frame].{name}"}
    values["step"] = "datum.frame == F.last ? F.steps : datum.frame * F.stride"
    return frames.transform_calculate(**values).transform_filter("isValid(datum.value)")


def _series(quantity: str, part: str, look: Look, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The curve of one part of the data, and the chosen step on it."""
    name, colour = f"{quantity}_{part}", _COLOURS[part]
    # Beyond its axis the loss runs along the top, so that a curve never vanishes.
    shown = "min(datum.value, F.loss_top)" if quantity == "loss" else "datum.value"
    curve = _curve(name).transform_calculate(shown=shown)
    dash = [1, 0] if part == "train" else [6, 4]
    line = curve.mark_line(color=colour, strokeDash=dash, strokeWidth=0.8 * look.stroke, clip=True)
    at = one().transform_calculate(value=f"P.{name}", step="now").transform_filter("isValid(datum.value)")
    mark: dict[str, Any] = {"color": colour, "size": 8 * look.point, "opacity": 1, "filled": part == "train"}
    dot = at.transform_calculate(shown=shown).mark_point(shape="circle", strokeWidth=0.7 * look.stroke, **mark)
    return [line.encode(x=x, y=y), dot.encode(x=x, y=y)]


def _panel(quantity: str, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    loss = quantity == "loss"
    # One title for both panels, in the lower one: in the upper one the loss ends where the title would stand.
    ends = alt.Scale(domain=[0, alt.ExprRef("F.steps")], nice=False)
    x = alt.X("step:Q", title=None if loss else labels["step"], scale=ends)
    high = alt.Scale(domain=[0, alt.ExprRef("F.loss_top") if loss else 1.4], nice=False)
    shares: dict[str, Any] = {"labelExpr": percent_labels(), "values": [0, 0.25, 0.5, 0.75, 1]}
    axis = alt.Axis(labelExpr=axis_labels()) if loss else alt.Axis(**shares)
    y = alt.Y("shown:Q", title=labels[quantity], scale=high, axis=axis)
    layers: list[alt.Chart] = [held("form"), held("path")]
    for part in ("test", "train"):
        layers += _series(quantity, part, look, x, y)
    for part, colour in _COLOURS.items():
        value, word = f"P.{quantity}_{part}", labels["lost"]
        shown = number(value, word, dust=0) if loss else percent(value, word)
        told = f"isValid({value}) ? {text(labels[part], ' ', shown)} : ''"
        layers.append(readout(one(), told, 0, colour, look, right=part == "test"))
    layers.append(lost(labels["diverged"], f"P.{quantity}_train", look))
    if loss:
        beyond = _curve("loss_train").transform_filter("datum.value > F.loss_top").transform_aggregate(count="count()")
        layers.append(readout(beyond.transform_filter("datum.count > 0"), quote(labels["beyond"]), 1, LEARNED, look))
    return alt.layer(*layers)


def learning_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """Loss and accuracy by step (data sets form, path)."""
    panels = [_panel(name, labels, look).properties(height=look.height * 100) for name in ("loss", "accuracy")]
    curve = alt.param(name="curve", expr="slice(data('path'), first, first + F.last + 1)")
    return finished(alt.vconcat(*panels, spacing=4), [*moment(follows, P="path"), curve], look)


def confusion_chart(
    labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], classes: Sequence[str], height: float
) -> dict[str, Any]:
    """Which class the test examples of each class are taken for (data sets form, counts, cells).

    `classes` are the classes as the axes call them, or keys of their labels.
    """
    k, names = len(classes), [labels.get(name, name) for name in classes]
    called = f"[{', '.join(map(quote, names))}]"
    cells = alt.Chart(alt.NamedData("cells")).transform_calculate(
        count="P['c_' + datum.i + '_' + datum.j]", right="datum.j + 0.96", bottom="datum.i + 0.94"
    )
    total = cells.transform_filter("isValid(datum.count)").transform_joinaggregate(of_class="sum(count)", groupby=["i"])
    share = total.transform_calculate(
        share="datum.count / max(1, datum.of_class)",
        x="datum.j + 0.48",
        y="datum.i + 0.47",
        true=f"{called}[datum.i]",
        taken=f"{called}[datum.j]",
    )
    tip = [
        alt.Tooltip(f"{field}:N", title=labels[title])
        for field, title in {"true": "true_class", "taken": "predicted_class", "count": "examples"}.items()
    ]
    # Numbers stand on the axis; names need more room than it has, and stand before their rows.
    named = max(map(len, names)) > 2
    numbers: dict[str, Any] = {"values": [n + 0.5 for n in range(k)], "labelExpr": f"{called}[floor(datum.value)]"}
    numbers |= {"ticks": False, "grid": False, "domain": False, "labelOverlap": False, "labelPadding": 4}
    above = alt.Axis(**numbers, orient="top", titleY=-look.font - 10, titleAnchor="middle", titleAlign="center")
    beside = alt.Axis(**(numbers | {"labels": not named}))

    def at(across: str, along: str) -> dict[str, Any]:
        ends, down = (alt.Scale(domain=domain, nice=False) for domain in ([-_NAMES * named, k], [k, 0]))
        x = alt.X(across, title=labels["predicted_class"], scale=ends, axis=above)
        return {"x": x, "y": alt.Y(along, title=labels["true_class"], scale=down, axis=beside), "tooltip": tip}

    shade = alt.Color("share:Q", scale=alt.Scale(domain=[0, 1], range=[PAPER, "#f08c3c"]), legend=None)
    squares = share.mark_rect().encode(**at("j:Q", "i:Q"), x2="right:Q", y2="bottom:Q", color=shade)
    size = min(look.font, 0.74 * look.height * height / k)
    counts = share.mark_text(fontSize=size, color=INK).encode(**at("x:Q", "y:Q"), text="count:Q")
    before: dict[str, Any] = {"align": "right", "dx": -6, "fontSize": look.font, "color": DATA, "tooltip": None}
    first = share.transform_filter("datum.j == 0" if named else "false").mark_text(**before)
    rows = first.encode(**{**at("j:Q", "y:Q"), "tooltip": alt.Undefined}, text="true:N")
    layers = (held("form"), held("counts"), squares, counts, rows, lost(labels["diverged"], "P.c_0_0", look))
    chart = alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=look.height * height)
    # Stacked, if alone: so it gets the width of the charts above it.
    return finished(alt.vconcat(chart), moment(follows, P="counts"), look)
