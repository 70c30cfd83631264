"""What one example changes in the weights of the digits: its picture times what each class gave too much or too little.

The example stands at the left, beside it ten pictures of 8 x 8 changes, laid out in pixels as in `digits.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from charts.look import Look
from charts.numbers import fixed, quote, text
from charts.palette import DATA, LEARNED, TRUTH
from charts.parts import finished, line_height
from lessons.softmax_regression.pictures.digits import cells, written
from lessons.softmax_regression.pictures.learning import INK, PAPER


def outer_chart(labels: Mapping[str, str], look: Look, *, softmax: bool) -> dict[str, Any]:
    """-x (p - y)^T as ten pictures, orange for what is added and blue for what is taken away; x as ink.

    Data set outer: label, row, column, ink (the pixel of x), push (what its class gains), value (their product).
    """
    line, tallest = line_height(look), look.height * 150
    params = [
        alt.param(name="cell", expr=f"min((width - 8) / 56, {tallest / 16:.4g})"),
        alt.param(name="top", expr="max(1e-9, extent(pluck(data('outer'), 'push'))[1])"),
    ]
    outer = alt.Chart(alt.NamedData("outer"))
    tall = f"(8 * cell + {line})"
    shift = "(10.5 + 9.2 * (datum.label % 5))"
    level = f"floor(datum.label / 5) * {tall}"
    shade = alt.Color(
        "share:Q",
        scale=alt.Scale(domain=[-1, 0, 1], range=[TRUTH, PAPER, LEARNED], clamp=True, interpolate="rgb"),
        legend=None,
    )
    ink = alt.Color("ink:Q", scale=alt.Scale(domain=[0, 1], range=[PAPER, INK]), legend=None)
    example = cells(
        outer.transform_filter("datum.label == 0"), "datum.column * cell", f"{2 * line} + datum.row * cell", "cell"
    )
    changes = cells(
        outer.transform_calculate(share="datum.value / top"),
        f"({shift} + datum.column) * cell",
        f"{2 * line} + {level} + datum.row * cell",
        "cell",
    )
    first = outer.transform_filter("datum.row == 0 && datum.column == 0")
    push = text("", fixed("datum.push", labels["lost"], decimals=2, plus=True, never_zero=True))
    layers = [
        example.encode(color=ink),
        changes.encode(color=shade),
        written(first.transform_filter("datum.label == 0"), "4 * cell", f"{1.5 * line}", quote("x"), look.font, DATA),
        written(
            first,
            f"({shift} + 4) * cell",
            f"{1.5 * line} + {level}",
            f"datum.label + ': ' + ({push})",
            look.font,
            LEARNED,
        ),
        written(
            first.transform_filter("datum.label == 0"),
            "0",
            f"{0.5 * line}",
            quote(labels["outer" if softmax else "outer_squared"]),
            look.font,
            DATA,
            align="left",
        ),
    ]
    chart = alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=tallest + 3.2 * line)
    return finished(chart.resolve_scale(color="independent"), params, look)
