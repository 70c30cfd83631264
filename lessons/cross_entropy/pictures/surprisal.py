"""The cross-entropy as an average of surprisals -log p, its way down by step, and what it is made of.

Live, with the parameters of `charts.descent`; data sets one, classes, grid and steps. Drawn in nats or
bits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, LEARNED, TRUTH
from charts.parts import finished, line_height
from lessons.cross_entropy.pictures.descent import STEPS, derived, each, fixed, hue, line, one, parameters, rows


def unit(bits: bool) -> float:
    """How many of the shown units a nat is."""
    return 1 / math.log(2) if bits else 1.0


def entropies(k: int) -> list[alt.Parameter]:
    """H_p, the entropy of the probabilities, and back = H(p, y), null where it is infinite; in nats."""
    expressions = {
        "H_p": each(k, lambda j: f"p[{j}] * s[{j}]", " + "),
        "back": f"soft > 0 ? {each(k, lambda j: f'-p[{j}] * log(y[{j}])', ' + ')} : null",
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def _height(top: str, title: str) -> alt.Y:
    """From a little below 0, where the title of the other axis stands, to `top`."""
    scale = alt.Scale(domain=[alt.ExprRef(f"-0.16 * {top}"), alt.ExprRef(top)], nice=False)
    return alt.Y("height:Q", scale=scale, title=title, axis=alt.Axis(tickCount=4, grid=False))


def curve_panel(k: int, labels: Mapping[str, str], look: Look, *, per: float) -> alt.LayerChart:
    """-log p over p with a point for each class that the label names; the loss is their average, drawn as a rule."""
    highest = ", ".join(f"y[{j}] > 0 ? s[{j}] : 0" for j in range(k))
    top = f"{per} * max(5, ceil(1.15 * max({highest})))"
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 1], nice=False), title=labels["p"])
    y = _height(top, labels["surprisal"])
    curve = alt.Chart(alt.NamedData("grid")).transform_calculate(height=f"{top} * datum.along")
    curve = curve.transform_calculate(share=f"exp(-datum.height / {per})")
    named = rows().transform_filter("y[datum.j] > 0")
    named = named.transform_calculate(share="p[datum.j]", height=f"{per} * s[datum.j]", weight="y[datum.j]")
    named = named.transform_calculate(size=f"{6 * look.point} * (1 + 3 * datum.weight)")
    average = one().transform_calculate(height=f"{per} * loss")
    tip = [
        alt.Tooltip("share:Q", title="p", format=".6~g"),
        alt.Tooltip("height:Q", title="−log p", format=".6~g"),
        alt.Tooltip("weight:Q", title="y", format=".6~g"),
    ]
    size = alt.Size("size:Q", scale=None, legend=None)
    number: dict[str, Any] = {"align": "left", "dx": look.font, "dy": -0.5 * look.font, "fontWeight": 600}
    text = f"'{labels['loss_line']} ' + {fixed(f'{per} * loss', 4)} + ' {labels['unit']}'"
    layers = [
        curve.mark_line(color=DATA, strokeWidth=0.8 * look.stroke).encode(x=x, y=y, order="along:Q"),
        average.mark_rule(color=LEARNED, strokeWidth=0.6 * look.stroke, strokeDash=[6, 4]).encode(y=y),
        named.mark_circle(opacity=1).encode(x=x, y=y, size=size, color=hue(k), tooltip=tip),
        named.transform_calculate(number="datum.j + 1")
        .mark_text(fontSize=look.font, **number)
        .encode(x=x, y=y, text="number:Q", color=hue(k)),
        line(text, 0, LEARNED, look, right=True),
    ]
    return alt.layer(*layers)


def steps_panel(labels: Mapping[str, str], look: Look, *, per: float) -> alt.LayerChart:
    """The loss by step with the label's entropy below it; the steps taken are drawn thick."""
    x = alt.X("t:Q", scale=alt.Scale(domain=[0, STEPS], nice=False), title=labels["step"])
    # Room above for two lines of words.
    top = f"1.6 * {per} * max({', '.join(f'losses[{t}]' for t in range(STEPS + 1))}, 0.01)"
    y = _height(top, labels["loss"])
    path = alt.Chart(alt.NamedData("steps")).transform_calculate(height=f"{per} * losses[datum.t]")
    floor = one().transform_calculate(height=f"{per} * floor")
    colour: dict[str, Any] = {"color": LEARNED}
    taken = path.transform_filter("datum.t <= step")
    below = f"'{labels['floor']} ' + {fixed(f'{per} * floor', 4)} + ' {labels['unit']}'"
    now = f"'{labels['step']} ' + step + '   {labels['loss']} ' + {fixed(f'{per} * loss', 4)}"
    layers = [
        path.mark_line(**colour, strokeWidth=0.5 * look.stroke, opacity=0.45).encode(x=x, y=y),
        taken.mark_line(**colour, strokeWidth=look.stroke).encode(x=x, y=y),
        floor.mark_rule(color=TRUTH, strokeWidth=0.7 * look.stroke, strokeDash=[6, 4]).encode(y=y),
        path.transform_filter("datum.t == step").mark_circle(**colour, size=8 * look.point, opacity=1).encode(x=x, y=y),
        line(now, 0, LEARNED, look, right=True),
        line(below, 1, TRUTH, look, right=True),
    ]
    return alt.layer(*layers)


def parts_panel(look: Look, *, per: float) -> alt.LayerChart:
    """H(y, p) = H(y) + KL(y || p) as one bar, and below it H(p, y) = H(p) + KL(p || y): they are not the same."""
    row = 2.6 * line_height(look)
    end = "1.02 * max(loss, isValid(back) ? back : 1.3 * H_p, 0.1)"
    scale = alt.Scale(domain=[0, alt.ExprRef(f"{per} * {end}")], nice=False)
    start, middle = (alt.X(f"{field}:Q", scale=scale, axis=None) for field in ("from", "mid"))
    layers: list[alt.Chart] = []
    forth = ("loss", "floor", TRUTH, ("H(y, p)", "H(y)", "KL(y || p)"))
    other = ("back", "H_p", DATA, ("H(p, y)", "H(p)", "KL(p || y)"))
    for i, (whole, part, colour, names) in enumerate((forth, other)):
        top = row * i + 1.3 * line_height(look)
        total, rest, divergence = names
        # An infinite bar runs to the edge, in a fainter colour.
        ends: dict[str, Any] = {"from": "0", "mid": f"{per} * {part}"}
        ends["to"] = f"{per} * (isValid({whole}) ? {whole} : {end})"
        bar = one().transform_calculate(**ends, faint=f"isValid({whole}) ? 1 : 0.35")
        place: dict[str, Any] = {"y": alt.value(top), "y2": alt.value(top + 0.9 * line_height(look))}
        opacity = alt.Opacity("faint:Q", scale=None, legend=None)
        layers.append(bar.mark_rect(color=LEARNED).encode(x=middle, x2="to:Q", **place, opacity=opacity))
        layers.append(bar.mark_rect(color=colour).encode(x=start, x2="mid:Q", **place))
        numbers = [fixed(f"{per} * {value}", 3) for value in (whole, part, f"({whole} - {part})")]
        finite = f"'{total} ' + {numbers[0]} + ' = {rest} ' + {numbers[1]} + ' + {divergence} ' + {numbers[2]}"
        endless = f"'{total} = ∞ = {rest} ' + {numbers[1]} + ' + {divergence} ∞'"
        text = f"isValid({whole}) ? {finite} : {endless}"
        mark: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": look.font + 1, "fontWeight": 600}
        said = (
            one().transform_calculate(text=text).mark_text(**mark, x=0, y=row * i + 2, color=LEARNED if not i else DATA)
        )
        layers.append(said.encode(text="text:N"))
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=2 * row)


def loss_chart(
    num_classes: int, labels: Mapping[str, str], look: Look, *, rates: Sequence[float], bits: bool
) -> dict[str, Any]:
    """The curve -log p, the loss by step and the parts of the loss, one above the other."""
    per = unit(bits)
    panels = [
        curve_panel(num_classes, labels, look, per=per).properties(height=look.height * 140),
        steps_panel(labels, look, per=per).properties(height=look.height * 115),
        parts_panel(look, per=per),
    ]
    params = [*parameters(num_classes, rates), *derived(num_classes), *entropies(num_classes)]
    return finished(alt.vconcat(*panels, spacing=6), params, look)
