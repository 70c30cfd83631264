"""How a classifier learns: loss and accuracy by step, train and test apart, and its confusion matrix.

Data sets form, path and cells come from `core.frames.classifier`, the parameters from `charts.moment`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, LEARNED
from charts.parts import finished, held, readout
from lessons.softmax_regression.pictures.moment import lost, moment, one

PAPER = "#f6efe8"
INK = "#141414"


def _series(quantity: str, part: str, look: Look, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The curve of one part of the data, and the chosen step on it."""
    name = f"{quantity}_{part}"
    colour, dash = (LEARNED, [1, 0]) if part == "train" else (DATA, [6, 4])

    def shown(row: str) -> str:
        # Beyond its axis the loss runs along the top, so that a curve never vanishes.
        value = f"{row}.{name}"
        return f"isValid({value}) ? min({value}, F.loss_top) : null" if quantity == "loss" else value

    curve = alt.Chart(alt.NamedData("path")).transform_filter("datum.rate == rate")
    curve = curve.transform_calculate(shown=shown("datum")).transform_filter("isValid(datum.shown)")
    line = curve.mark_line(color=colour, strokeDash=dash, strokeWidth=0.8 * look.stroke, clip=True)
    now = one().transform_calculate(shown=shown("P"), step="P.step").transform_filter("isValid(datum.shown)")
    mark: dict[str, Any] = {"color": colour, "size": 8 * look.point, "opacity": 1, "filled": part == "train"}
    dot = now.mark_point(shape="circle", strokeWidth=0.7 * look.stroke, **mark)
    return [line.encode(x=x, y=y), dot.encode(x=x, y=y)]


def _panel(quantity: str, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    loss = quantity == "loss"
    # One title for both panels, in the lower one: in the upper one the loss ends where the title would stand.
    x = alt.X(
        "step:Q",
        title=None if loss else labels["step"],
        scale=alt.Scale(domain=[0, alt.ExprRef("F.steps")], nice=False),
    )
    y = alt.Y(
        "shown:Q",
        title=labels[quantity],
        scale=alt.Scale(domain=[0, alt.ExprRef("F.loss_top") if loss else 1.4], nice=False),
        axis=alt.Axis(format=".2~f") if loss else alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
    )
    form = ".4~g" if loss else ".1%"
    layers: list[alt.Chart] = [held("form")]
    for part in ("test", "train"):
        layers += _series(quantity, part, look, x, y)
    for part, colour, right in (("train", LEARNED, False), ("test", DATA, True)):
        value = f"P.{quantity}_{part}"
        text = f"isValid({value}) ? '{labels[part]} ' + format({value}, '{form}') : ''"
        layers.append(readout(one(), text, 0, colour, look, right=right))
    layers.append(lost(labels["diverged"], look))
    return alt.layer(*layers)


def learning_chart(labels: Mapping[str, str], look: Look, *, rates: Sequence[float], height: float) -> dict[str, Any]:
    """Loss and accuracy by step, each `height` pixels high on a screen (data sets form, path)."""
    panels = [_panel(name, labels, look).properties(height=look.height * height) for name in ("loss", "accuracy")]
    return finished(alt.vconcat(*panels, spacing=4), moment(rates), look)


def confusion_chart(
    labels: Mapping[str, str], look: Look, *, rates: Sequence[float], num_classes: int, height: float
) -> dict[str, Any]:
    """Which class the test examples of each class are taken for (data sets form, path, cells)."""
    ends = alt.Scale(domain=[0, num_classes], nice=False)
    cells = alt.Chart(alt.NamedData("cells")).transform_calculate(
        count="P['c_' + datum.i + '_' + datum.j]", right="datum.j + 0.96", bottom="datum.i + 0.94"
    )
    total = cells.transform_filter("isValid(datum.count)").transform_joinaggregate(of_class="sum(count)", groupby=["i"])
    share = total.transform_calculate(
        share="datum.count / max(1, datum.of_class)", x="datum.j + 0.48", y="datum.i + 0.47"
    )
    numbers = alt.Axis(
        values=[n + 0.5 for n in range(num_classes)],
        labelExpr=f"floor(datum.value) + {labels['first_class']}",
        ticks=False,
        grid=False,
        domain=False,
        labelOverlap=False,
        labelPadding=4,
    )
    above = alt.Axis(
        **numbers.to_dict(), orient="top", titleY=-look.font - 10, titleAnchor="middle", titleAlign="center"
    )
    down = alt.Scale(domain=[num_classes, 0], nice=False)

    def at(across: str, along: str) -> dict[str, Any]:
        x = alt.X(across, title=labels["predicted_class"], scale=ends, axis=above)
        return {"x": x, "y": alt.Y(along, title=labels["true_class"], scale=down, axis=numbers)}

    shade = alt.Color("share:Q", scale=alt.Scale(domain=[0, 1], range=[PAPER, "#f08c3c"]), legend=None)
    squares = share.mark_rect().encode(**at("j:Q", "i:Q"), x2="right:Q", y2="bottom:Q", color=shade)
    size = min(look.font, 0.62 * look.height * height / num_classes)
    words = share.mark_text(fontSize=size, color=INK).encode(**at("x:Q", "y:Q"), text="count:Q")
    layers = (held("form"), held("path"), squares, words, lost(labels["diverged"], look))
    chart = alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=look.height * height)
    # Stacked, if alone: so it gets the width of the charts above it.
    return finished(alt.vconcat(chart), moment(rates), look)
