"""The live pictures of the training under L2, L1 and Huber's loss.

Parameters lr and step are set by the page's sliders while they move. k is the position of the rate, now the row of
`steps` at the step, and here_<loss> what a loss has reached there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import ASKED, Followed, follow, guess
from charts.look import Look
from charts.numbers import Shown, log_labels, number, quote
from charts.palette import LOSSES
from charts.parts import finished
from lessons.regression_losses.pictures.marks import derived, named, one, position, strip, stroke

_LEAST, _MOST = 1e-6, 20.0


def _readouts(kind: str, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """What each loss has reached, in words where there is no number, and whether that is off the axis."""
    lines: list[tuple[str, str]] = []
    for name, colour in LOSSES.items():
        here = f"here_{name}"
        below = f"({here} < {_LEAST} ? {quote(' ' + labels['below'])} : '')"
        above = f"({here} > {_MOST} ? {quote(' ' + labels['above'])} : '')"
        value = f"{number(here, labels['lost'], digits=3, dust=0)} + {below} + {above}"
        nothing = f"({'step > 0' if kind == 'size' else 'true'} ? {quote(labels['gone'])} : {quote(labels['no_step'])})"
        lines.append((named(name, f": {labels[kind]} ", Shown(f"(isValid({here}) ? {value} : {nothing})")), colour))
    return strip(lines, look)


def _panel(kind: str, labels: Mapping[str, str], look: Look, num_steps: int) -> alt.LayerChart:
    """The three curves, the part already trained thick. What is off the axis leaves the picture, and is told above."""
    x = alt.X("step:Q", title=labels["step"], scale=alt.Scale(domain=[0, num_steps], nice=False))
    scale = alt.Scale(type="log", domain=[_LEAST, _MOST], nice=False)
    axis = alt.Axis(labelExpr=log_labels(), values=[1e-6, 1e-4, 1e-2, 1])
    heights: dict[str, Any] = {
        name: f"datum['{kind}_{name}_' + k] > 0 ? datum['{kind}_{name}_' + k] : null" for name in LOSSES
    }
    rows = alt.Chart(alt.NamedData("steps")).transform_calculate(**heights)
    done = rows.transform_filter("datum.step <= step")
    thin: list[alt.Chart] = []
    thick: list[alt.Chart] = []
    for name, colour in LOSSES.items():
        y = alt.Y(f"{name}:Q", title=labels[f"{kind}_axis"], scale=scale, axis=axis)
        line: dict[str, Any] = {"color": colour, "clip": True, "strokeWidth": 0.5 * look.stroke, "opacity": 0.4}
        thin.append(rows.transform_filter(f"!{ASKED}").mark_line(**line).encode(x=x, y=y))
        thick.append(done.mark_line(**stroke(name, look)).encode(x=x, y=y))
        inside = f"isValid(here_{name}) && inrange(here_{name}, [{_LEAST}, {_MOST}])"
        place: dict[str, Any] = {"step": "+step", name: f"here_{name}"}
        dot = one().transform_filter(inside).transform_calculate(**place)
        thick.append(dot.mark_circle(color=colour, size=8 * look.point, opacity=1).encode(x=x, y=y))
    return alt.layer(*thin, *thick)


def _training_chart(
    kind: str,
    labels: Mapping[str, str],
    look: Look,
    *,
    follows: Sequence[Followed],
    rates: Sequence[float],
    num_steps: int,
) -> dict[str, Any]:
    known = {
        "k": position(rates, "lr"),
        "now": f"length(data('steps')) ? data('steps')[min(step, {num_steps})] : {{}}",
    }
    known |= {f"here_{name}": f"now['{kind}_{name}_' + k]" for name in LOSSES}
    panel = _panel(kind, labels, look, num_steps).properties(height=look.height * 270)
    params = [*map(follow, follows), *guess(), *derived(known)]
    return finished(alt.vconcat(_readouts(kind, labels, look), panel, spacing=2), params, look)


def error_chart(labels: Mapping[str, str], look: Look, **options: Any) -> dict[str, Any]:
    """The error of the parameters by step under the three losses (data set steps)."""
    return _training_chart("error", labels, look, **options)


def size_chart(labels: Mapping[str, str], look: Look, **options: Any) -> dict[str, Any]:
    """The length of the minibatch's gradient by step under the three losses (data set steps)."""
    return _training_chart("size", labels, look, **options)
