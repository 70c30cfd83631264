"""The live pictures of L2 (half-squared), L1 and Huber's loss over the residual, in closed form: no data set at all.

Parameters prediction, truth and delta are set by the page's sliders while they move. r is the residual, reach where
the axis ends, and for each loss value_<loss>, slope_<loss> and density_<loss> are its numbers at r.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import Shown, fixed, number, quote, text
from charts.palette import DATA, LEARNED, LOSSES, SMOOTH, TRUTH
from charts.parts import finished
from lessons.regression_losses.names import NAMES
from lessons.regression_losses.pictures.marks import derived, named, one, strip, stroke

_HEIGHT = 200  # of a panel on a screen, in pixels
_ROOT = math.sqrt(2 * math.pi)


def value(name: str, r: str, delta: str = "delta") -> str:
    """The loss at the Vega expression `r`. Huber's needs no branch: with m = min(|r|, delta) it is m (|r| - m / 2)."""
    near = f"min(abs({r}), {delta})"
    return {"l2": f"{r} * {r} / 2", "l1": f"abs({r})", "huber": f"{near} * (abs({r}) - {near} / 2)"}[name]


def slope(name: str, r: str, delta: str = "delta") -> str:
    """The derivative of the loss with respect to the prediction; at the kink of L1 it is 0, as PyTorch has it."""
    sign = f"({r} > 0 ? 1 : {r} < 0 ? -1 : 0)"
    return {"l2": r, "l1": sign, "huber": f"clamp({r}, -{delta}, {delta})"}[name]


def density(name: str, r: str) -> str:
    """e^-loss / Z."""
    scale = {"l2": str(_ROOT), "l1": "2", "huber": "Z"}[name]
    return f"exp(-({value(name, r)})) / {scale}"


def parameters(follows: Sequence[Followed], reach: float) -> list[alt.Parameter]:
    """The parameters that follow the page's sliders, and what follows from them for all rows."""
    expressions = {
        "r": "round(10 * (prediction - truth)) / 10",
        "reach": f"max({reach:g}, abs(r))",
        # erf(delta / sqrt 2) is the probability of lying within delta standard deviations.
        "Z": f"{_ROOT} * (2 * cumulativeNormal(delta) - 1) + 2 / delta * exp(-delta * delta / 2)",
    }
    for name in NAMES:
        expressions |= {f"value_{name}": value(name, "r"), f"slope_{name}": slope(name, "r")}
        expressions[f"density_{name}"] = density(name, "r")
    return [*map(follow, follows), *derived(expressions)]


def curve(expression: str) -> alt.Chart:
    """101 rows, each with its r from -reach to reach and y by the Vega expression (of datum.r)."""
    # Without rounding the middle row would miss the kink at 0, and others the kinks at delta.
    r = "reach * (datum.i - 50) / 50"
    return alt.Chart(alt.sequence(0, 101, as_="i")).transform_calculate(r=r).transform_calculate(y=expression)


def _x(labels: Mapping[str, str]) -> alt.X:
    scale = alt.Scale(domain=[alt.ExprRef("-reach"), alt.ExprRef("reach")], nice=False)
    return alt.X("r:Q", title=labels["residual"], scale=scale)


def _now(look: Look) -> alt.Chart:
    rule: dict[str, Any] = {"color": DATA, "strokeWidth": 0.4 * look.stroke, "strokeDash": [4, 3]}
    here: alt.Chart = one().transform_calculate(r="r").mark_rule(**rule)
    return here


def _tangent(name: str, look: Look) -> alt.Chart:
    """The tangent at r, over a quarter of the axis."""
    ends: dict[str, Any] = {"r": "r - reach / 4", "r2": "r + reach / 4"}
    ends |= {"y": f"value_{name} - slope_{name} * reach / 4", "y2": f"value_{name} + slope_{name} * reach / 4"}
    mark: dict[str, Any] = {"color": LOSSES[name], "strokeWidth": 1.8 * look.stroke, "opacity": 0.35, "clip": True}
    rule: alt.Chart = one().transform_calculate(**ends).mark_rule(**mark)
    return rule


def _y(title: str, domain: list[object]) -> alt.Y:
    return alt.Y("y:Q", title=title, scale=alt.Scale(domain=domain, nice=False), axis=alt.Axis(tickCount=5))


def _dots(kind: str, x: alt.X, y: alt.Y, look: Look) -> list[alt.Chart]:
    """The current point on each curve."""
    return [
        one().transform_calculate(r="r", y=f"{kind}_{name}")
        .mark_circle(color=colour, size=7 * look.point, opacity=1).encode(x=x, y=y)
        for name, colour in LOSSES.items()
    ]  # fmt: skip


def _chart(
    lines: Sequence[tuple[str, str]],
    layers: Sequence[alt.Chart],
    look: Look,
    params: list[alt.Parameter],
    *,
    height: float = _HEIGHT,
) -> dict[str, Any]:
    panel = alt.layer(*layers).properties(height=look.height * height)
    return finished(alt.vconcat(strip(lines, look), panel, spacing=2), params, look)


def value_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], reach: float) -> dict[str, Any]:
    """The three losses with the current point and its tangent on each."""
    x, y = _x(labels), _y(labels["value"], [0, alt.ExprRef("reach * reach / 2")])
    layers = [_now(look).encode(x=x)]
    for name in LOSSES:
        layers.append(curve(value(name, "datum.r")).mark_line(**stroke(name, look)).encode(x=x, y=y, order="i:Q"))
        layers.append(_tangent(name, look).encode(x=x, y=y, x2="r2:Q", y2="y2:Q"))
    formulas = {"l2": "r²/2", "l1": "|r|", "huber": Shown("(abs(r) <= delta ? 'r²/2' : 'δ|r| − δ²/2')")}
    lines = [
        (named(name, ": ", formulas[name], " = ", number(f"value_{name}", labels["lost"])), colour)
        for name, colour in LOSSES.items()
    ]
    return _chart(lines, [*layers, *_dots("value", x, y, look)], look, parameters(follows, reach))


def slope_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], reach: float) -> dict[str, Any]:
    """The gradients of the three losses with the current point on each."""
    x, y = _x(labels), _y(labels["slope"], [alt.ExprRef("-reach"), alt.ExprRef("reach")])
    layers = [_now(look).encode(x=x)]
    for name in LOSSES:
        of = slope(name, "datum.r")
        rows = curve(f"datum.r ? {of} : null" if name == "l1" else of)  # the jump at 0 is no part of the curve
        layers.append(rows.mark_line(**stroke(name, look)).encode(x=x, y=y, order="i:Q"))
    formulas = {"l2": "r", "l1": "sign r", "huber": labels["clamped"]}
    lines = [
        (named(name, f": {formulas[name]} = ", number(f"slope_{name}", labels["lost"])), colour)
        for name, colour in LOSSES.items()
    ]
    return _chart(lines, [*layers, *_dots("slope", x, y, look)], look, parameters(follows, reach))


def density_chart(
    labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], reach: float
) -> dict[str, Any]:
    """The likelihoods of the three losses as densities, with the current point on each."""
    # The tails are where the axis's title stands elsewhere.
    x = _x(labels).axis(titleY=look.font + 6 - look.height * _HEIGHT)
    y = _y(labels["density"], [0, 0.55])
    layers = [_now(look).encode(x=x)]
    for name in LOSSES:
        layers.append(curve(density(name, "datum.r")).mark_line(**stroke(name, look)).encode(x=x, y=y, order="i:Q"))
    noises = {"l2": labels["gaussian"], "l1": labels["laplace"], "huber": labels["mixed"]}
    lines = [
        (named(name, f": {noises[name]} = ", number(f"density_{name}", labels["lost"], digits=3, dust=0)), colour)
        for name, colour in LOSSES.items()
    ]
    return _chart(lines, [*layers, *_dots("density", x, y, look)], look, parameters(follows, reach))


def residual_chart(
    labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], reach: float
) -> dict[str, Any]:
    """Prediction and truth on one axis, and the residual as the arrow from the truth to the prediction."""
    end, edge = round(reach), 0.7 * reach
    ticks = alt.Axis(values=list(range(-end, end + 1)))
    scale = alt.Scale(domain=[-1.02 * reach, 1.02 * reach], nice=False)
    x = alt.X("x:Q", title=None, axis=ticks, scale=scale)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    arrow = one().transform_calculate(x="truth", x2="prediction", y="0.5")
    line: dict[str, Any] = {"color": DATA, "strokeWidth": 1.4 * look.stroke}
    layers: list[alt.Chart] = [arrow.mark_rule(**line).encode(x=x, x2="x2:Q", y=y)]
    for key, colour, symbol, lift in (("truth", TRUTH, "y", 1), ("prediction", LEARNED, "ŷ", -1)):
        written = text(f"{labels[key]} {symbol} = ", fixed(key, labels["lost"], decimals=1))
        at = one().transform_calculate(x=key, y="0.5", text=written)
        shape: dict[str, Any] = {"shape": "square" if key == "truth" else "circle", "filled": True, "opacity": 1}
        layers.append(at.mark_point(**shape, color=colour, size=8 * look.point).encode(x=x, y=y))
        word: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600, "color": colour}
        # Near the ends the words turn inwards, so that they are not cut off.
        side = alt.ExprRef(f"{key} > {edge} ? 'right' : {key} < {-edge} ? 'left' : 'center'")
        layers.append(at.mark_text(**word, dy=lift * 1.15 * look.font, align=side).encode(x=x, y=y, text="text:N"))
    # In the middle of a long arrow; beside a short one, on the side with more room.
    place = f"abs(r) >= {edge} ? (prediction + truth) / 2 : prediction + truth > 0 ? {-reach} : {reach}"
    turn = alt.ExprRef(f"abs(r) >= {edge} ? 'center' : prediction + truth > 0 ? 'left' : 'right'")
    shown: dict[str, Any] = {
        "x": place,
        "y": "0.5",
        "text": text("r = ŷ − y = ", fixed("r", labels["lost"], decimals=1)),
    }
    number_mark: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600, "color": DATA, "align": turn}
    gap = one().transform_calculate(**shown).mark_text(**number_mark, dy=-1.25 * look.font)
    layers.append(gap.encode(x=x, y=y, text="text:N"))
    chart = alt.layer(*layers).properties(height=5.4 * look.font)
    return finished(chart, parameters(follows, reach), look)


# For each scaling: where it bends, by what it is divided, its dashes.
_SCALINGS = {"huber": ("delta", "1", [1, 0]), "smooth": ("delta", "delta", [9, 4]), "fixed": ("1", "1", [2, 2.5])}


def scaling(name: str, r: str) -> str:
    """`huber`: nn.HuberLoss(delta); `smooth`: nn.SmoothL1Loss(beta=delta); `fixed`: with delta 1."""
    delta, divisor, _ = _SCALINGS[name]
    return f"({value('huber', r, delta)}) / {divisor}"


def scaling_chart(
    labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], reach: float
) -> dict[str, Any]:
    """The three scalings of Huber's loss; they are one at delta = 1."""
    words = {"huber": "── HuberLoss(δ = ", "smooth": "– – SmoothL1Loss(β = ", "fixed": f"··· {labels['fixed']} (δ = "}
    colours = {"huber": LOSSES["huber"], "smooth": SMOOTH, "fixed": DATA}
    lines: list[tuple[str, str]] = []
    x, y = _x(labels), _y(labels["value"], [0, alt.ExprRef("1.2 * reach")]).axis(tickCount=4)
    layers = [_now(look).encode(x=x)]
    for name, (delta, divisor, dash) in _SCALINGS.items():
        mark: dict[str, Any] = {"color": colours[name], "strokeWidth": look.stroke, "strokeDash": dash, "clip": True}
        layers.append(curve(scaling(name, "datum.r")).mark_line(**mark).encode(x=x, y=y, order="i:Q"))
        dot = one().transform_calculate(r="r", y=f"scaled_{name}")
        layers.append(dot.mark_circle(color=colours[name], size=6 * look.point, opacity=1, clip=True).encode(x=x, y=y))
        bend, here = fixed(delta, labels["lost"], decimals=1), number(f"scaled_{name}", labels["lost"])
        tail = fixed(f"{delta} / {divisor}", labels["lost"], decimals=1)
        off = Shown(f"(scaled_{name} > 1.2 * reach ? {quote(' ' + labels['above'])} : '')")
        lines.append((text(words[name], bend, ") = ", here, off, f"   {labels['tail']} ", tail), colours[name]))
    params = [*parameters(follows, reach), *derived({f"scaled_{name}": scaling(name, "r") for name in _SCALINGS})]
    return _chart(lines, layers, look, params, height=105)
