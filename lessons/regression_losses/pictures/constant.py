"""The live picture of the best constant under L2, L1 and Huber's loss.

Parameters outlier and delta are set by the page's sliders while they move. F is the row of `constants` that belongs to
them, p0 to p4 are the five labels of now, and top is where the axis ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import Shown, axis_labels, number, quote, text
from charts.palette import DATA, LEARNED, LOSSES
from charts.parts import finished, held
from lessons.regression_losses.pictures.marks import chosen_row, derived, named, one, strip, stroke

_LABELS = 5
_LOW = -2
_POINTS = 71


def mean_loss(name: str, c: str) -> str:
    """The mean loss of the constant at the Vega expression `c`; under L2 it is a parabola around the mean."""
    if name == "l2":
        return f"pow({c} - F.best_l2, 2) / 2 + F.least_l2"
    distances = [f"abs({c} - p{i})" for i in range(_LABELS)]
    if name == "l1":
        return "(" + " + ".join(distances) + f") / {_LABELS}"
    terms = [f"min({d}, delta) * ({d} - min({d}, delta) / 2)" for d in distances]
    return "(" + " + ".join(terms) + f") / {_LABELS}"


def _axis(title: str | None, *, bare: bool) -> alt.X:
    axis = alt.Axis(labels=False, ticks=False) if bare else alt.Axis(labelExpr=axis_labels())
    return alt.X("c:Q", title=title, axis=axis, scale=alt.Scale(domain=[_LOW, alt.ExprRef("top")], nice=False))


def _panel(name: str, labels: Mapping[str, str], look: Look, *, last: bool) -> list[alt.LayerChart]:
    """The mean loss of each constant c, its minimum marked; where that lies off the chart, it is named."""
    colour, best = LOSSES[name], f"F.best_{name}"
    x = _axis(labels["constant"] if last else None, bare=not last)
    # The blank title makes room for long labels.
    axis = alt.Axis(tickCount=3, labelExpr=axis_labels())
    y = alt.Y("loss:Q", title=" ", scale=alt.Scale(zero=False), axis=axis)
    rows = alt.Chart(alt.sequence(0, _POINTS, as_="i"))
    rows = rows.transform_calculate(c=f"{_LOW} + (top - {_LOW}) * datum.i / {_POINTS - 1}")
    rows = rows.transform_calculate(loss=mean_loss(name, "datum.c"))
    # Where the best constant is off the chart, nothing marks it, and the heights are those of the curve that is there.
    height = f"{best} > top ? {mean_loss(name, 'top')} : F.least_{name}"
    least = one().transform_calculate(c=f"min(top, {best})", loss=height)
    seen = alt.ExprRef(f"{best} > top ? 0 : 1")
    rule: dict[str, Any] = {"color": colour, "strokeWidth": 0.5 * look.stroke, "strokeDash": [4, 3], "opacity": seen}
    mark: dict[str, Any] = {"shape": "diamond", "filled": True, "color": colour, "size": 10 * look.point}
    layers = [
        rows.mark_line(**stroke(name, look)).encode(x=x, y=y, order="i:Q"),
        least.mark_rule(**rule).encode(x=x),
        least.mark_point(**mark, opacity=seen).encode(x=x, y=y),
    ]
    off = Shown(f"({best} > top ? {quote(' ' + labels['off'])} : '')")
    shown = named(name, ": ", labels["best_" + name], " ", number(best, labels["lost"]), off)
    return [strip([(shown, colour)], look), alt.layer(*layers).properties(height=look.height * 112)]


def _points(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The five labels on a line; the one that is off the chart is named."""
    x, middle = _axis(None, bare=True), alt.value(1.1 * look.font)
    points = alt.Chart(alt.NamedData("points")).transform_calculate(label="datum.y + (datum.far ? +outlier : 0)")
    points = points.transform_calculate(c="min(top, datum.label)")
    far = points.transform_filter("datum.label > top")
    far = far.transform_calculate(text=text(number("datum.label", labels["lost"]), " ▶"))
    word: dict[str, Any] = {"align": "right", "dx": -look.font, "fontSize": look.font + 1, "fontWeight": 600}
    colour = alt.condition("datum.far", alt.value(LEARNED), alt.value(DATA))
    title = one().mark_text(align="right", fontSize=look.font + 1, color=DATA)
    return alt.layer(
        held("constants"),
        points.mark_point(filled=True, size=8 * look.point, opacity=1).encode(x=x, y=middle, color=colour),
        far.mark_text(**word, color=LEARNED).encode(x=x, y=middle, text="text:N"),
        title.encode(x=alt.value(-8), y=middle, text=alt.value(labels["labels"])),
    ).properties(height=2.4 * look.font)


def constant_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    follows: Sequence[Followed],
    outliers: Sequence[float],
    deltas: Sequence[float],
) -> dict[str, Any]:
    """Five labels, and the mean of each loss over the constant that predicts them (data sets points, constants)."""
    panels = [panel for name in LOSSES for panel in _panel(name, labels, look, last=name == "huber")]
    point = "data('points')[{i}]"
    known = {
        f"p{i}": f"{point} ? {point}.y + ({point}.far ? +outlier : 0) : 0".replace("{i}", str(i))
        for i in range(_LABELS)
    }
    known |= {"top": f"min(40, max(8, p{_LABELS - 1} + 1))"}
    params = [*map(follow, follows), *derived(chosen_row("constants", outliers, deltas) | known)]
    return finished(alt.vconcat(_points(labels, look), *panels, spacing=4), params, look)
