"""Where the learning rate's slider crosses the full batch's limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, LEARNED
from charts.parts import strip


def limit_chart(labels: Mapping[str, str], look: Look) -> dict[str, Any]:
    """A strip below the slider, one tick for each of its positions: those above the limit are marked.

    Data set `limit`: position, share (0 to 1 along the slider), above (whether the rate is at or above the limit).
    """
    # The slider's own positions begin and end half a thumb inside its width.
    x = alt.X("share:Q", scale=alt.Scale(domain=[-0.026, 1.026], nice=False), axis=None)
    ticks = alt.Chart(alt.NamedData("limit"))
    size: dict[str, Any] = {"thickness": look.stroke, "size": 0.8 * look.font}
    colour = alt.condition("datum.above", alt.value(LEARNED), alt.value(DATA))
    marks = ticks.mark_tick(**size).encode(x=x, y=alt.value(0.4 * look.font), color=colour)
    first = ticks.transform_filter("datum.above").transform_window(n="row_number()").transform_filter("datum.n == 1")
    name: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font, "color": LEARNED}
    text = first.mark_text(**name).encode(
        x=alt.value(alt.ExprRef("width")), y=alt.value(look.font), text=alt.value(labels["unstable"])
    )
    chart = alt.layer(marks, text, height=2.2 * look.font, view=alt.ViewConfig(stroke=None))
    return strip(chart)
