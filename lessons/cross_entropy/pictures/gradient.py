"""The gradient of the cross-entropy, class by class: label and probability, their difference, and the next step.

Live, with the parameters of `descent`; data sets one and classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed
from charts.look import Look
from charts.numbers import fixed, number, probability, quote, text
from charts.palette import DATA, TRUTH
from charts.parts import finished, line_height
from lessons.cross_entropy.pictures.descent import across, each, hue, line, named, one, parameters, rows

# Of the three panels. Beside the bars they have room for a line of words and for the numbers at the bars' ends.
_HEIGHTS = (135, 130, 130)


def label_panel(k: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """For each class its label y, hollow, beside its probability, filled."""
    words = line_height(look) + _number_height(look)
    top = 1 / (1 - words / (look.height * _HEIGHTS[0]))
    x, y = across(k, labels), _height([0, top], labels["probability_axis"], [0, 0.5, 1])
    middle = across(k, labels, field="middle")
    classes = rows().transform_calculate(number="datum.j + 1", label="y[datum.j]", share="p[datum.j]")
    told = {"y": number("datum.label", labels["lost"]), "p": probability("datum.share", labels["lost"], decimals=4)}
    classes = classes.transform_calculate(**{f"{name}_told": shown for name, shown in told.items()})
    tip = [alt.Tooltip("number:Q", title=labels["class_axis"]), *(alt.Tooltip(f"{n}_told:N", title=n) for n in told)]
    hollow = _bars(classes, "label", -0.4, -0.02)
    filled = _bars(classes, "share", 0.02, 0.4)
    outline: dict[str, Any] = {"fill": TRUTH, "fillOpacity": 0.12, "stroke": TRUTH, "strokeWidth": 0.7 * look.stroke}
    numbers: dict[str, Any] = {"decimals": 2, "lost": labels["lost"]}
    layers = [
        hollow.mark_rect(**outline).encode(x=x, y=y, x2="right:Q", y2="bottom:Q", tooltip=tip),
        filled.mark_rect().encode(x=x, y=y, x2="right:Q", y2="bottom:Q", color=hue(k), tooltip=tip),
        _numbers(hollow, look, color=TRUTH, **numbers).encode(x=middle, y=y, text="shown:N"),
        _numbers(filled, look, **numbers).encode(x=middle, y=y, text="shown:N", color=hue(k)),
        line(quote(labels["label"]), 0, TRUTH, look),
        line(quote(labels["probability"]), 0, DATA, look, right=True),
    ]
    return alt.layer(*layers)


def gradient_panel(k: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Predicted minus true as signed bars; they sum to 0."""
    above, below = line_height(look) + _number_height(look), _number_height(look)
    half = (look.height * _HEIGHTS[1] - above - below) / 2
    domain = [-1 - below / half, 1 + above / half]
    x, y = across(k, labels, named=False), _height(domain, labels["gradient"], [-1, 0, 1])
    middle = across(k, labels, field="middle", named=False)
    slopes = rows().transform_calculate(slope="g[datum.j]")
    slopes = slopes.transform_calculate(told=number("datum.slope", labels["lost"], plus=True))
    bars = _bars(slopes, "slope", -0.3, 0.3)
    tip = [alt.Tooltip("told:N", title="p − y")]
    layers = [
        bars.mark_rect().encode(x=x, y=y, x2="right:Q", y2="bottom:Q", color=hue(k), tooltip=tip),
        one().mark_rule(color=DATA, strokeWidth=0.4 * look.stroke).encode(y=alt.YDatum(0)),
    ]
    for side, upward in (("datum.top >= 0", True), ("datum.top < 0", False)):
        kind: dict[str, Any] = {"decimals": 3, "plus": True, "above": upward, "lost": labels["lost"]}
        numbers = _numbers(bars.transform_filter(side), look, **kind)
        layers.append(numbers.encode(x=middle, y=y, text="shown:N", color=hue(k)))
    told = text(labels["gradient_line"], " ", fixed("total", labels["lost"], decimals=3))
    layers.append(line(told, 0, DATA, look))
    return alt.layer(*layers)


def logit_panel(k: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Each logit with an arrow to where the next step moves it, and a dash where its slider has it."""
    # Above the highest there is room for a number and the line of words.
    words = line_height(look) + _number_height(look) + 0.5 * look.font
    room = words / (look.height * _HEIGHTS[2] - words)
    domain = [alt.ExprRef("bottom"), alt.ExprRef(f"top + {room} * (top - bottom)")]
    scale = alt.Scale(domain=domain, nice=False, zero=False)
    x = across(k, labels)
    y = alt.Y("now:Q", scale=scale, title=labels["logit"], axis=alt.Axis(tickCount=4, grid=False))
    arrows = rows().transform_calculate(start="v0[datum.j]", now="V[datum.j]", goal="W[datum.j]")
    arrows = arrows.transform_calculate(push="datum.goal - datum.now", over="max(datum.now, datum.goal)")
    dash: dict[str, Any] = {"color": DATA, "thickness": 0.6 * look.stroke, "size": 2 * look.font}
    layers = [
        arrows.mark_tick(orient="horizontal", **dash).encode(x=x, y="start:Q"),
        arrows.mark_rule(strokeWidth=look.stroke).encode(x=x, y=y, y2="goal:Q", color=hue(k)),
        arrows.mark_circle(size=4 * look.point, opacity=1).encode(x=x, y=y, color=hue(k)),
    ]
    head: dict[str, Any] = {"filled": True, "size": 8 * look.point, "opacity": 1}
    for shape, way in (("triangle-up", "datum.push > 0"), ("triangle-down", "datum.push < 0")):
        there = arrows.transform_filter(way)
        layers.append(there.mark_point(shape=shape, **head).encode(x=x, y="goal:Q", color=hue(k)))
    above: dict[str, Any] = {"align": "center", "baseline": "bottom", "dy": -0.7 * look.font, "fontWeight": 600}
    numbers = arrows.transform_calculate(shown=fixed("datum.push", labels["lost"], decimals=2, plus=True))
    layers.append(numbers.mark_text(**above, fontSize=look.font).encode(x=x, y="over:Q", text="shown:N", color=hue(k)))
    layers.append(line(quote(labels["push"]), 0, DATA, look))
    return alt.layer(*layers)


def sums(k: int) -> dict[str, str]:
    """total, the sum of the gradient; bottom and top, between which all logits lie: on the sliders, now, and next."""
    every = ", ".join(f"{v}[{j}]" for v in ("v0", "V", "W") for j in range(k))
    return {
        "total": each(k, lambda j: f"g[{j}]", " + "),
        "bottom": f"5 * floor((min({every}) - 1) / 5)",
        "top": f"5 * ceil((max({every}) + 1) / 5)",
    }


def _number_height(look: Look) -> float:
    return look.font + 5


def _height(domain: list[float], title: str, values: list[float]) -> alt.Y:
    scale = alt.Scale(domain=domain, nice=False)
    return alt.Y("top:Q", scale=scale, title=title, axis=alt.Axis(values=values, grid=False))


def _bars(classes: alt.Chart, value: str, left: float, right: float) -> alt.Chart:
    """Bars from 0 to a column, between two places around the class's own."""
    sides: dict[str, Any] = {"place": f"datum.j + {1 + left}", "right": f"datum.j + {1 + right}"}
    bars: alt.Chart = classes.transform_calculate(top=f"datum.{value}", bottom="0", **sides)
    return bars


def _numbers(
    bars: alt.Chart, look: Look, *, lost: str, decimals: int, above: bool = True, plus: bool = False, **mark: Any
) -> alt.Chart:
    """The values above or below the ends of bars."""
    side: dict[str, Any] = {"baseline": "bottom" if above else "top", "dy": -3 if above else 3}
    shown = fixed("datum.top", lost, decimals=decimals, plus=plus)
    # A column of its own: worked out again at each change, one that reads itself would wander.
    told = bars.transform_calculate(shown=shown, middle="(datum.place + datum.right) / 2")
    result: alt.Chart = told.mark_text(**side, align="center", fontSize=look.font, fontWeight=600, **mark)
    return result


def gradient_chart(
    labels: Mapping[str, str], look: Look, *, num_classes: int, follows: Sequence[Followed], num_steps: int
) -> dict[str, Any]:
    """Label and probability, gradient, and the logits with the next step, one above the other."""
    k = num_classes
    panels = [
        panel(k, labels, look).properties(height=look.height * height)
        for panel, height in zip((label_panel, gradient_panel, logit_panel), _HEIGHTS, strict=True)
    ]
    params = [*parameters(k, follows, num_steps), *named(sums(k))]
    return finished(alt.vconcat(*panels, spacing=6), params, look)
