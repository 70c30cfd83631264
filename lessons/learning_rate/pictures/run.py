"""The run at the chosen rate and batch size: its loss by step, and the path of its weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow, guess
from charts.look import Look
from charts.numbers import Shown, filled, number, text
from charts.palette import LEARNED
from charts.panels import descent, level, path_over_contours
from charts.parts import finished, held, readout
from lessons.learning_rate.pictures.scales import at_rate, fixed_loss_axis, one, root_step_axis, rows

_GONE = "R.gone && step > R.last"


def now() -> alt.Chart:
    """The row of the run at the chosen step, or at the last one shown before it."""
    return at_rate("run").transform_filter("datum.step <= step && step < datum.next")


def _loss_panel(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The loss by step; the part already trained is thick."""
    x = root_step_axis(labels, axis={}, domain=[0, alt.ExprRef("F.steps")])
    y = fixed_loss_axis(labels["loss"], room=0.12)
    floor = one(loss="datum.foot").transform_filter("datum.floor > 0")
    step = text(labels["step"], " ", Shown("datum.step"), " / ", Shown("F.steps"))
    moment = text(step, "   ", labels["loss"], " ", number("datum.loss", labels["lost"], dust=0))
    gone = readout(one().transform_filter(_GONE), filled(labels["gone"], step="R.last"), 1, LEARNED, look, right=True)
    still = readout(now().transform_filter(f"!({_GONE})"), moment, 1, LEARNED, look, right=True)
    lines = descent(at_rate("run"), now(), look, x=x, y=y)
    return alt.layer(held("picked"), *level(floor, labels["floor"], look, y=y), *lines, still, gone)


def _path_panel(labels: Mapping[str, str], look: Look, truth: Sequence[float]) -> alt.LayerChart:
    """The path of the two weights; the start overshot as far as it is away still fits."""
    reach = 1.35 * max(abs(value) for value in truth)
    across, up = (alt.Scale(domain=[middle - reach, middle + reach], nice=False) for middle in truth)
    x, y = alt.X("w1:Q", title=labels["w1"], scale=across), alt.Y("w2:Q", title=labels["w2"], scale=up)
    curve, rings = at_rate("run"), alt.Chart(alt.NamedData("rings"))
    true, best = (one(w1=f"datum.w1_{name}", w2=f"datum.w2_{name}") for name in ("true", "ls"))
    panel = path_over_contours(rings, curve, now(), look, x=x, y=y, truth=true, best=best)
    past = curve.transform_filter("datum.step <= step")
    stops = past.mark_circle(color=LEARNED, clip=True, size=1.5 * look.point, opacity=0.8).encode(x=x, y=y)
    return alt.layer(panel, stops)


def run_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    follows: Sequence[Followed],
    rates: Sequence[float],
    truth: Sequence[float],
) -> dict[str, Any]:
    """Loss and path of the chosen rate (data sets run, rings, picked, form)."""
    loss = _loss_panel(labels, look).properties(height=look.height * 150)
    path = _path_panel(labels, look, truth).properties(height=look.height * 200)
    return finished(alt.vconcat(loss, path, spacing=4), [*map(follow, follows), *guess(), *rows(rates)], look)
