"""What saying each class may cost: the expected cost where one kind of mistake is dearer than all others.

Parameters are those of `logits.py`, and cost: what saying another class costs where class 2 is true, against 1 for any
other mistake.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import Shown, filled, number, quote, text
from charts.palette import LEARNED
from charts.parts import finished
from lessons.softmax.pictures.logits import CLASS_COLORS, MOST, derived, lit, rows

# Bars keep their scale while a probability moves a little: the next power of two.
_REACH = "pow(2, max(0, ceil(log(extent(C)[1]) / log(2) - 1e-9)))"


def decision_chart(
    labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], costly: int
) -> dict[str, Any]:
    """A bar for each class that may be said: its expected cost. The least is framed, argmax named.

    `costly` is the index of the class whose miss is dear.
    """
    costs = (f"1 - rare{'' if i == costly else f' + cost * rare - exp(Z[{i}] - lse)'}" for i in range(MOST))
    params = [
        *map(follow, follows),
        *derived(),
        *lit(pointed=False),
        alt.param(name="rare", expr=f"exp(Z[{costly}] - lse)"),
        alt.param(name="C", expr=f"slice([{', '.join(costs)}], 0, classes)"),
        alt.param(name="reach", expr=_REACH),
        # Of classes that cost the same argmax is said: rounding chooses none of them.
        alt.param(name="said", expr="C[leader] - extent(C)[0] < 1e-12 ? leader : indexof(C, extent(C)[0])"),
    ]
    name = filled(labels["class"], number="datum.value + 1")
    bare: dict[str, Any] = {"title": None, "format": "", "domain": False, "ticks": False, "grid": False}
    y = alt.Y("i:O", axis=alt.Axis(labelExpr=name, **bare))
    # Room at the right for the number, and for what it is.
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1.5], nice=False), axis=None)
    bars = rows().transform_calculate(x="max(0, C[datum.i]) / reach")
    colour = alt.Color("i:O", scale=CLASS_COLORS, legend=None)
    least = Shown(f"(datum.i == said ? {quote('   ' + labels['least'])} : '')")
    first = Shown("(datum.i == leader ? '   argmax' : '')")
    words = text(number("C[datum.i]", labels["lost"], digits=3, dust=1e-12), least, first)
    mark: dict[str, Any] = {"align": "left", "dx": 8, "fontSize": look.font, "fontWeight": 600}
    frame: dict[str, Any] = {"filled": False, "stroke": LEARNED, "strokeWidth": look.stroke}
    layers = [
        bars.mark_bar(height={"band": 0.7}).encode(x=x, y=y, color=colour),
        bars.transform_filter("datum.i == said").mark_bar(height={"band": 0.86}, **frame).encode(x=x, y=y),
        bars.transform_calculate(words=words).mark_text(**mark).encode(x=x, y=y, text="words:N", color=colour),
    ]
    height = max(look.height * 150, 12.5 * look.font)  # for the text of ten rows
    return finished(alt.layer(*layers, height=height, view=alt.ViewConfig(stroke=None)), params, look)
