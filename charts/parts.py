"""What the live charts are put together from: lines of text worked out by Vega, and the finished specification."""

from __future__ import annotations

from typing import Any, cast

import altair as alt

from charts.follow import GUESS, NO_GUESS
from charts.look import Look
from charts.palette import DATA, themed
from charts.palette import GUESS as GUESS_COLOUR


def held(name: str) -> alt.Chart:
    """Draws nothing: a data set that only parameters read would otherwise be dropped."""
    return alt.Chart(alt.NamedData(name)).transform_filter("false").mark_point()


def line_height(look: Look) -> int:
    """The height in pixels of a line of `readout`."""
    return round(1.4 * (look.font + 1))


def readout(chart: alt.Chart, text: str, line: int, colour: str, look: Look, *, right: bool = False) -> alt.Chart:
    """A line of text at the top left, or right, worked out by the Vega expression `text`."""
    mark: dict[str, Any] = {"baseline": "top", "fontSize": look.font + 1, "fontWeight": 600, "color": colour}
    place: dict[str, Any] = {"align": "right", "x": alt.ExprRef("width - 8")} if right else {"align": "left", "x": 8}
    shown = chart.transform_calculate(text=text)
    return shown.mark_text(**mark, **place, y=2 + line_height(look) * line).encode(text="text:N")


def guess_mark(label: str, look: Look, *, value: str = GUESS) -> alt.LayerChart:
    """The visitor's guess as a dashed line across the panel, at the height `value`: nothing without a guess.

    The picture needs the parameter `charts.follow.guess()`.
    """
    rows = alt.Chart(alt.Data(values=[{}])).transform_filter(f"{GUESS} > {NO_GUESS}")
    shown, y = rows.transform_calculate(guessed=value), alt.Y("guessed:Q")
    line = shown.mark_rule(color=GUESS_COLOUR, strokeDash=[2, 3], strokeWidth=2 * look.stroke).encode(y=y)
    mark: dict[str, Any] = {"align": "right", "baseline": "bottom", "dy": -look.stroke, "fontWeight": 600}
    mark |= {"x": alt.ExprRef("width - 6")}
    text = shown.mark_text(**mark, color=GUESS_COLOUR, fontSize=look.font, text=label)
    return line + text.encode(y=y)


def finished(
    chart: alt.VConcatChart | alt.LayerChart | alt.FacetChart, params: list[alt.Parameter], look: Look
) -> dict[str, Any]:
    """The specification with its parameters and the sizes of its axes, for a canvas."""
    size: dict[str, Any] = {"labelFontSize": look.font, "titleFontSize": look.font + 1}
    size |= {"labelColor": DATA, "titleColor": DATA}
    room = look.axis - look.font - 22
    fixed: dict[str, Any] = {"minExtent": room, "maxExtent": room}
    # The title of a horizontal axis stands inside its panel, at the right: panels then need less height.
    inside: dict[str, Any] = {
        "titleAnchor": "end",
        "titleAlign": "right",
        "titleBaseline": "bottom",
        "titleY": -4,
        "format": "~f",
    }
    # Altair's methods would copy the whole chart each, and checking it takes as long as making it: a test checks all.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec["params"] = [*spec.get("params", []), *(cast("alt.VariableParameter", p.param).to_dict() for p in params)]
    # A canvas shows no marks to assistive technology; their descriptions would still be worked out for every row. And
    # Streamlit's theme would tell the names of our fields under the pointer, a class as the index it has in the table.
    marks = {"aria": False, "tooltip": None}
    spec["config"] |= {"mark": marks, "axis": size, "axisX": inside, "axisY": fixed}
    # Room for half of the last label, which may reach over the panel's end.
    spec["padding"] = {"left": 0, "top": 5, "right": 8, "bottom": 4}
    spec["usermeta"] = {"embedOptions": {"renderer": "canvas"}}
    result: dict[str, Any] = themed(spec)
    return result


def strip(chart: alt.LayerChart) -> dict[str, Any]:
    """The specification of a strip under a slider, as wide as the slider's track, its marks unnamed."""
    spec: dict[str, Any] = chart.configure(padding=0).to_dict()
    spec["config"] |= {"mark": {"aria": False, "tooltip": None}}
    result: dict[str, Any] = themed(spec)
    return result
