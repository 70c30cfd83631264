"""What the pictures of this lesson share: dashes and colours of the losses, and rows looked up by position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from charts.look import Look
from charts.numbers import Shown, text
from charts.palette import LOSSES
from charts.parts import line_height, readout
from lessons.regression_losses.names import NAMES

DASHES: dict[str, list[float]] = {"l2": [1, 0], "l1": [2, 2.5], "huber": [9, 4]}
SAMPLES = {"l2": "── ", "l1": "··· ", "huber": "– – "}  # of the dashes, for a line of text


def one() -> alt.Chart:
    """One row, for what is drawn once."""
    return alt.Chart(alt.sequence(0, 1, as_="i"))


def derived(expressions: Mapping[str, str]) -> list[alt.Parameter]:
    """What follows from the sliders and is the same for all rows."""
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def position(options: Sequence[float], value: str) -> Shown:
    """The position of a slider over the options, as a Vega expression."""
    return Shown(f"indexof([{', '.join(f'{option:g}' for option in options)}], +{value})")


def delta_position(deltas: Sequence[float]) -> Shown:
    """The position of delta's slider, whose steps are even."""
    return Shown(f"round((delta - {deltas[0]:g}) / {deltas[1] - deltas[0]:.9g})")


def chosen_row(data: str, outliers: Sequence[float], deltas: Sequence[float]) -> dict[str, str]:
    """F, the row of the data set `data` that belongs to the chosen outlier and delta."""
    row = f"{len(deltas)} * {position(outliers, 'outlier')} + {delta_position(deltas)}"
    return {"F": f"length(data('{data}')) ? data('{data}')[{row}] : {{}}"}


def named(loss: str, *rest: str) -> Shown:
    """A line of text that begins with a sample of the loss's dashes and its name."""
    return text(SAMPLES[loss] + NAMES[loss], *rest)


def strip(lines: Sequence[tuple[str, str]], look: Look, *held: alt.Chart) -> alt.LayerChart:
    """Lines of text above a panel, each with its colour."""
    texts = [readout(one(), shown, line, colour, look) for line, (shown, colour) in enumerate(lines)]
    chart = alt.layer(*held, *texts, view=alt.ViewConfig(stroke=None))
    return chart.properties(height=line_height(look) * len(texts))


def stroke(loss: str, look: Look) -> dict[str, object]:
    """How the line of a loss is drawn."""
    return {"color": LOSSES[loss], "strokeWidth": look.stroke, "strokeDash": DASHES[loss], "clip": True}
