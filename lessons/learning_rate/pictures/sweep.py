"""The loss at the end of many trainings against their learning rate, and what the chosen rate does, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import Shown, fixed, number, quote, text
from charts.palette import DATA, LEARNED, LEAST_SQUARES
from charts.panels import level
from charts.parts import finished, held, line_height, readout
from lessons.learning_rate.pictures.scales import at_rate, below, fixed_loss_axis, one, rows, size_color


def _zone(labels: Mapping[str, str], look: Look, y: alt.Y) -> list[alt.Chart]:
    """Where a run ends above its start: the band above the start loss, shaded and named."""
    shade = one(loss="datum.start").mark_rect(color=LEARNED, opacity=0.13).encode(y=y, y2="ceiling:Q")
    mark: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": look.font, "color": LEARNED}
    name = one(loss="datum.ceiling").mark_text(**mark, dx=6, dy=4)
    return [shade, name.encode(x=alt.value(0), y=y, text=alt.value(labels["zone"]))]


def _marks(labels: Mapping[str, str], look: Look, x: alt.X) -> list[alt.Chart]:
    """The full batch's limit and its fastest rate, as upright rules with their names."""
    layers = []
    for name, color, dash, line in (("limit", LEARNED, [1, 0], 0), ("fastest", LEAST_SQUARES, [6, 4], 1)):
        told = text(labels[name], " ", fixed(f"datum.{name}", labels["lost"]))
        rule = one(rate=f"datum.{name}", text=told)
        layers.append(rule.mark_rule(color=color, strokeDash=dash, strokeWidth=0.7 * look.stroke).encode(x=x))
        mark: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font, "color": color}
        y = alt.value(-1.3 * look.font * (2 - line))
        layers.append(rule.mark_text(**mark, dx=-4).encode(x=x, y=y, text="text:N"))
    return layers


def _names(labels: Mapping[str, str], look: Look, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The batch size of each line."""
    size: dict[str, Any] = {"baseline": "middle", "fontSize": look.font, "fontWeight": 600}
    told = text("B = ", Shown("datum.size"), Shown(f"(datum.full ? {quote(' ' + labels['all'])} : '')"))
    names = alt.Chart(alt.NamedData("names")).transform_calculate(text=told)
    sides = [
        names.transform_filter(f"datum.left == {left}").mark_text(**size, align=align, dx=dx)
        for left, align, dx in (("true", "right", -7), ("false", "left", 7))
    ]
    return [side.encode(x=x, y=y, text="text:N", color=size_color()) for side in sides]


def _panel(labels: Mapping[str, str], look: Look, rates: Sequence[float]) -> alt.LayerChart:
    """The loss after all epochs against the rate, one line for each batch size."""
    scale = alt.Scale(type="log", domain=[rates[0], rates[-1]], nice=False)
    axis = alt.Axis(values=[0.001, 0.01, 0.1, 1], format="~g", **below(look))
    x, y = alt.X("rate:Q", title=labels["rate"], scale=scale, axis=axis), fixed_loss_axis(labels["final"])
    width = alt.condition("datum.picked", alt.value(1.6 * look.stroke), alt.value(0.7 * look.stroke))
    lines = alt.Chart(alt.NamedData("sweep")).mark_line(clip=True)
    lines = lines.encode(x=x, y=y, detail="size:N", color=size_color(), strokeWidth=width)
    # Without noise the least loss is 0, which has no place on a log axis: the lowest losses are drawn at its foot.
    noisy, exact = (one(loss="datum.foot").transform_filter(test) for test in ("datum.floor > 0", "datum.floor == 0"))
    feet = [
        *level(noisy, labels["floor"], look, y=y, above=False),
        *level(exact, labels["foot"], look, y=y, above=False),
    ]
    now = at_rate("picked")
    here = now.mark_rule(color=LEARNED, strokeWidth=0.5 * look.stroke, opacity=0.7).encode(x=x)
    dot = now.mark_circle(color=LEARNED, size=12 * look.point, opacity=1).encode(x=x, y=y)
    names = _names(labels, look, x, y)
    return alt.layer(*_zone(labels, look, y), *feet, *_marks(labels, look, x), lines, *names, here, dot)


def _words(labels: Mapping[str, str], look: Look, kinds: Sequence[str]) -> alt.LayerChart:
    """The rate in numbers, and what it does, worked out while it moves."""
    lost = labels["lost"]
    share = number("100 * lr / F.limit", lost, digits=3)
    factor = number("1 - 2 * lr * F.steepest", lost, digits=3)
    of_rate = text("η = ", Shown("lr"), f"   η / {labels['limit_short']} = ", share, "%   1 − 2ηλ = ", factor)
    kind = Shown(f"[{', '.join(quote(labels[f'verdict_{kind}']) for kind in kinds)}][R.kind]")
    end = number("R.final", lost, dust=0)
    of_run = text(kind, " · B = ", Shown("F.size"), f" · {labels['ends']} ", end)
    lines = (held("picked"), readout(one(), of_rate, 0, DATA, look), readout(one(), of_run, 1, LEARNED, look))
    return alt.layer(*lines, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look) * 2)


def sweep_chart(
    labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], rates: Sequence[float], kinds: Sequence[str]
) -> dict[str, Any]:
    """The words of the chosen rate above the losses at the end (data sets sweep, names, picked, form)."""
    panel = _panel(labels, look, rates).properties(height=look.height * 305)
    params = [*map(follow, follows), *rows(rates)]
    return finished(alt.vconcat(_words(labels, look, kinds), panel, spacing=4), params, look)
