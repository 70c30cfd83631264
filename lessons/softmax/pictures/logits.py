"""What all pictures of this lesson work out of the sliders: what goes into exp, its exponentials and probabilities.

Parameters o1, ..., o10, classes, shift, scale, temperature and light follow the page's sliders. What goes into exp is
z = (scale o + shift) / temperature. Classes are indices from 0 (the field i); only the slider light and what is read
count from 1. Expressions that are the same for all rows are parameters, worked out once: Z the list of z, top its
maximum, total the sum of exp(z - top), lse the logsumexp, whole its exponential, leader the first class at the top.
"""

from __future__ import annotations

import altair as alt

from charts.numbers import Shown, number, text
from charts.numbers import probability as likely
from charts.palette import CLASSES

MOST = len(CLASSES)
SIGNS = ("₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₁₀")
CLASS_COLORS = alt.Scale(domain=list(range(MOST)), range=list(CLASSES))
COLOR = alt.Color("i:O", scale=CLASS_COLORS, legend=None)
_FADED = "lighting && lit != datum.i ? 0.25 : 1"
FADE = alt.Opacity("fade:Q", scale=None, legend=None)
# Beyond this exp leaves what a browser can hold.
_HELD = 700


def derived() -> list[alt.Parameter]:
    """What follows from the sliders and is the same for all rows."""
    logits = ", ".join(f"(scale * o{j} + shift) / temperature" for j in range(1, MOST + 1))
    expressions = {
        "Z": f"slice([{logits}], 0, classes)",
        "top": "extent(Z)[1]",
        "total": " + ".join(f"(classes > {i} ? exp(Z[{i}] - top) : 0)" for i in range(MOST)),
        "lse": "top + log(total)",
        "whole": "exp(lse)",
        "leader": "indexof(Z, top)",
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def lit(*, pointed: bool) -> list[alt.Parameter]:
    """Which class is lit up, and whether one is: by the pointer where the chart has a selection, or by `light`."""
    chosen = "light > 0 && light <= classes"
    under = "isValid(hover.i) && isValid(hover.i[0]) && hover.i[0] < classes ? hover.i[0] : -1"
    expressions = {
        "under": under if pointed else "-1",
        "lit": f"under >= 0 ? under : {chosen} ? light - 1 : leader",
        "lighting": f"under >= 0 || {chosen}",
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def rows() -> alt.Chart:
    """One row for each class: i, z, e = exp(z), a = exp(z - top), p, fade (beside a class that is lit up), middle."""
    some = alt.Chart(alt.sequence(0, MOST, as_="i")).transform_filter("datum.i < classes")
    return some.transform_calculate(
        z="Z[datum.i]",
        e="exp(Z[datum.i])",
        a="exp(Z[datum.i] - top)",
        p="exp(Z[datum.i] - lse)",
        fade=_FADED,
        middle="(datum.i + 0.5) / classes",
    )


def one() -> alt.Chart:
    """One row, for what is drawn once."""
    return alt.Chart(alt.sequence(0, 1, as_="i"))


def curves(low: float, high: float, count: int = 33) -> alt.Chart:
    """The probability p of each class i at `count` temperatures t from `low` to `high`, evenly spaced in their logs."""
    grid = alt.Chart(alt.sequence(0, MOST * count, as_="n")).transform_calculate(
        i=f"floor(datum.n / {count})", t=f"{low} * pow({high / low}, (datum.n % {count}) / {count - 1})"
    )
    some = grid.transform_filter("datum.i < classes")
    # The maximum stays the maximum at every temperature above 0.
    parts = some.transform_calculate(a="exp((Z[datum.i] - top) * temperature / datum.t)", fade=_FADED)
    return parts.transform_joinaggregate(s="sum(a)", groupby=["t"]).transform_calculate(p="datum.a / datum.s")


def exponential(value: str, log: str, lost: str, *, equals: bool = False) -> Shown:
    """An exponential with three digits; what no browser can hold is told by its size. `log` is its logarithm.

    With `equals` it stands behind its sign: =, or the > or < with which it is told.
    """
    held = text("= " if equals else "", number(value, lost, digits=3, dust=0))
    return Shown(f"({log} > {_HELD} ? '> 10³⁰⁴' : {log} < -{_HELD} ? '< 10⁻³⁰⁴' : {held})")


def equals(p: str, lost: str) -> Shown:
    """A probability behind its sign: =, or the > or < with which it is told."""
    return text(Shown(f"({p} >= 0.9995 || {p} <= 0 ? '' : '= ')"), likely(p, lost))
