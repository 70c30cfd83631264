"""The reliability diagram: how often what is given a probability comes true, moved by a temperature.

The parameter calibrate follows the page's slider. Data sets: reliability: t (temperature), confidence, share, count of
each bin; sharpness: t, sure, right, loss of all examples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import fixed, number, text
from charts.palette import DATA, LEARNED
from charts.parts import finished, readout


def calibration_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """A dot for each bin, its area the number of examples; on the dashed line a probability can be believed."""
    ends = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("confidence:Q", title=labels["confidence"], scale=ends)
    y = alt.Y("share:Q", title=labels["share_right"], scale=ends)
    here = "datum.t == +calibrate"
    dots = alt.Chart(alt.NamedData("reliability")).transform_filter(here)
    line = alt.Chart(alt.sequence(0, 2, as_="i")).transform_calculate(confidence="datum.i", share="datum.i")
    area = alt.Size("count:Q", scale=alt.Scale(domain=[0, 100], range=[0, 30 * look.point]), legend=None)
    whole = alt.Chart(alt.NamedData("sharpness")).transform_filter(here)
    lost = labels["lost"]
    said = text(
        f"{labels['sure']} ", fixed("datum.sure", lost), f"   {labels['right_short']} ", fixed("datum.right", lost),
        f"   {labels['loss']} ", number("datum.loss", lost),
    )  # fmt: skip
    gaps = dots.mark_rule(color=LEARNED, strokeWidth=0.6 * look.stroke).encode(x=x, y=y, y2="confidence:Q")
    layers = [
        line.mark_line(color=DATA, strokeDash=[6, 4], strokeWidth=0.7 * look.stroke).encode(x=x, y=y),
        gaps,
        dots.mark_circle(color=LEARNED, opacity=0.85).encode(x=x, y=y, size=area),
        readout(whole, said, 0, LEARNED, look),
    ]
    chart = alt.layer(*layers).properties(height=look.height * 240)
    return finished(chart, [*map(follow, follows)], look)
