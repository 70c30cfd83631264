"""What the pictures of the learning rate share: their axes, colors and the rows that hold what is the same for all.

F is the row of the table `form`, R the row of `picked` at the chosen rate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.numbers import log_labels
from charts.palette import DATA, SIZES


def rows(rates: Sequence[float]) -> list[alt.Parameter]:
    """F and R as parameters."""
    known = ", ".join(f"{rate:g}" for rate in rates)
    expressions = {
        "F": "length(data('form')) ? data('form')[0] : {}",
        "R": f"length(data('picked')) ? data('picked')[indexof([{known}], +lr)] : {{}}",
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def one(**fields: str) -> alt.Chart:
    """One row, for what is drawn once; `fields` are new ones, worked out from those of `form`."""
    row = alt.Chart(alt.NamedData("form"))
    return row.transform_calculate(**fields) if fields else row


def at_rate(name: str) -> alt.Chart:
    """The rows of a table at the chosen rate."""
    return alt.Chart(alt.NamedData(name)).transform_filter("datum.rate == lr")


def size_color() -> alt.Color:
    """Batch sizes on a log scale; a name always stands beside the line."""
    ends: dict[str, Any] = {"type": "log", "domain": [1, 10, 100, 1000], "range": list(SIZES), "interpolate": "rgb"}
    return alt.Color("size:Q", scale=alt.Scale(**ends), legend=None)


def below(look: Look) -> dict[str, Any]:
    """A horizontal axis's title below its numbers, where the lines that matter run along the bottom."""
    return {"titleY": 2.6 * look.font, "titleBaseline": "top"}


def power_axis() -> alt.Axis:
    """Only the powers of ten are written."""
    return alt.Axis(labelExpr=log_labels(), gridOpacity=0.5)


def loss_axis(title: str, name: str = "loss", **scale: Any) -> alt.Y:
    """Losses on a log axis."""
    return alt.Y(f"{name}:Q", title=title, scale=alt.Scale(type="log", nice=False, **scale), axis=power_axis())


def fixed_loss_axis(title: str, *, room: float = 0.8) -> alt.Y:
    """From the noise floor to the ceiling, whatever the rate: the axis stands still while the rate moves.

    It begins at `room` times the floor: a small one leaves room for the title of the other axis.
    """
    ends = [
        alt.ExprRef(f"isValid(F.foot) ? F.foot * {room} : 1"),
        alt.ExprRef("isValid(F.foot) ? F.ceiling * 1.3 : 10"),
    ]
    return loss_axis(title, domain=ends)


def root_step_axis(labels: Mapping[str, str], *, axis: Mapping[str, Any], **scale: Any) -> alt.X:
    """Steps on a square-root scale: the first ones, in which most happens, have room."""
    root = alt.Scale(type="pow", exponent=0.5, nice=False, **scale)
    return alt.X("step:Q", title=labels["root_step"], scale=root, axis=alt.Axis(tickCount=5, **axis))


def cut_note(source: alt.Chart, labels: Mapping[str, str], look: Look) -> alt.Chart:
    """Says that something is drawn at the edge of the axis because it lies beyond: the source has a field `cut`."""
    some = source.transform_filter("datum.cut").transform_aggregate(beyond="count()").transform_filter("datum.beyond")
    mark: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font, "color": DATA}
    right = alt.value(alt.ExprRef("width - 8"))
    return some.mark_text(**mark).encode(x=right, y=alt.value(2), text=alt.value(labels["cut"]))
