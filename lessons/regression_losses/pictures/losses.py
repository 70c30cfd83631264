"""The live pictures of L2 (half-squared), L1 and Huber's loss over the residual, in closed form: no data set at all.

Parameters prediction, truth and delta are set by the page's sliders while they move. r is the residual, reach where
the axis ends, and for each loss value_<loss>, slope_<loss> and density_<loss> are its numbers at r.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, LEARNED, LOSSES, TRUTH
from charts.parts import finished, line_height, readout

NAMES = {"l2": "L2", "l1": "L1", "huber": "Huber"}
DASHES: dict[str, list[float]] = {"l2": [1, 0], "l1": [2, 2.5], "huber": [9, 4]}
MOST_DELTA = 5.0
_NOISES = {"l2": "gaussian", "l1": "laplace", "huber": "mixed"}
SAMPLES = {"l2": "── ", "l1": "··· ", "huber": "– – "}  # of the dashes, for a line of text
_SMOOTH = "#0c7f95"
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


def parameters() -> list[alt.Parameter]:
    """The parameters that follow the page's sliders, and what follows from them for all rows."""
    ends: dict[str, Any] = {"min": -5, "max": 5, "step": 0.1}
    expressions = {
        "r": "round(10 * (prediction - truth)) / 10",
        "reach": "max(5, abs(r))",
        # erf(delta / sqrt 2) is the probability of lying within delta standard deviations.
        "Z": f"{_ROOT} * (2 * cumulativeNormal(delta) - 1) + 2 / delta * exp(-delta * delta / 2)",
    }
    for name in NAMES:
        expressions |= {f"value_{name}": value(name, "r"), f"slope_{name}": slope(name, "r")}
        expressions[f"density_{name}"] = density(name, "r")
    return [
        alt.param(name="prediction", value=0.0, bind=alt.binding_range(**ends)),
        alt.param(name="truth", value=0.0, bind=alt.binding_range(**ends)),
        delta_parameter(),
        *(alt.param(name=name, expr=expression) for name, expression in expressions.items()),
    ]


def delta_parameter() -> alt.Parameter:
    """Where Huber's loss turns from a parabola into a line."""
    return alt.param(name="delta", value=1.0, bind=alt.binding_range(min=0.1, max=MOST_DELTA, step=0.1))


def curve(expression: str) -> alt.Chart:
    """101 rows, each with its r from -reach to reach and y by the Vega expression (of datum.r)."""
    # Without rounding the middle row would miss the kink at 0, and others the kinks at delta.
    r = "reach * (datum.i - 50) / 50"
    return alt.Chart(alt.sequence(0, 101, as_="i")).transform_calculate(r=r).transform_calculate(y=expression)


def _one() -> alt.Chart:
    return alt.Chart(alt.sequence(0, 1, as_="i"))


def _panel(kind: str, y: alt.Y, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    x = _x(labels)
    if kind == "density":  # the tails are where the axis's title stands elsewhere
        x = x.axis(titleY=look.font + 6 - look.height * _HEIGHT)
    curves = {"value": value, "slope": slope, "density": density}[kind]
    layers: list[alt.Chart] = [_now(look).encode(x=x)]
    for name, colour in LOSSES.items():
        rows = curve(curves(name, "datum.r"))
        if kind == "slope" and name == "l1":  # the jump at 0 is no part of the curve
            rows = curve("datum.r ? " + curves(name, "datum.r") + " : null")
        line: dict[str, Any] = {"color": colour, "strokeWidth": look.stroke, "strokeDash": DASHES[name], "clip": True}
        layers.append(rows.mark_line(**line).encode(x=x, y=y, order="i:Q"))
    for name, colour in LOSSES.items():
        here = _one().transform_calculate(r="r", y=f"{kind}_{name}")
        if kind == "value":
            layers.append(_tangent(name, colour, look).encode(x=x, y=y, x2="r2:Q", y2="y2:Q"))
        layers.append(here.mark_circle(color=colour, size=7 * look.point, opacity=1).encode(x=x, y=y))
    return alt.layer(*layers)


def _x(labels: Mapping[str, str]) -> alt.X:
    scale = alt.Scale(domain=[alt.ExprRef("-reach"), alt.ExprRef("reach")], nice=False)
    return alt.X("r:Q", title=labels["residual"], scale=scale)


def _now(look: Look) -> alt.Chart:
    rule: dict[str, Any] = {"color": DATA, "strokeWidth": 0.4 * look.stroke, "strokeDash": [4, 3]}
    return _one().transform_calculate(r="r").mark_rule(**rule)


def _tangent(name: str, colour: str, look: Look) -> alt.Chart:
    """The tangent at r, over a quarter of the axis."""
    ends: dict[str, Any] = {"r": "r - reach / 4", "r2": "r + reach / 4"}
    ends |= {"y": f"value_{name} - slope_{name} * reach / 4", "y2": f"value_{name} + slope_{name} * reach / 4"}
    rule: dict[str, Any] = {"color": colour, "strokeWidth": 1.8 * look.stroke, "opacity": 0.35, "clip": True}
    return _one().transform_calculate(**ends).mark_rule(**rule)


def _strip(lines: Mapping[str, tuple[str, str]], look: Look) -> alt.LayerChart:
    """Lines of text, by their colour and expression."""
    texts = [
        readout(_one(), text, line, colour, look)
        for line, (text, colour) in enumerate(lines.values())
    ]  # fmt: skip
    return alt.layer(*texts, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look) * len(texts))


def _numbers(kind: str, labels: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """For each loss its name, what it is called here, and its number at r."""
    words = {
        "value": {"l2": "r²/2", "l1": "|r|", "huber": "' + (abs(r) <= delta ? 'r²/2' : 'δ|r| − δ²/2') + '"},
        "slope": {"l2": "r", "l1": "sign r", "huber": labels["clamped"]},
        "density": {name: labels[noise] for name, noise in _NOISES.items()},
    }[kind]
    lines: dict[str, tuple[str, str]] = {}
    for name, colour in LOSSES.items():
        here = f"{kind}_{name}"
        form = f"{here} < 0.001 ? '.1e' : '.4f'" if kind == "density" else "'.3~f'"
        number = f"replace(format({here}, {form}), '-', '−')"
        lines[name] = (f"'{SAMPLES[name]}{NAMES[name]}: {words[name]} = ' + {number}", colour)
    return lines


def loss_chart(kind: str, labels: Mapping[str, str], look: Look) -> dict[str, Any]:
    """The three curves of one kind: `value` with tangents, `slope`, or `density`; the current point on each."""
    domain: list[object] = {
        "value": [0, alt.ExprRef("reach * reach / 2")],
        "slope": [alt.ExprRef("-reach"), alt.ExprRef("reach")],
        "density": [0, 0.55],
    }[kind]
    y = alt.Y("y:Q", title=labels[kind], scale=alt.Scale(domain=domain, nice=False), axis=alt.Axis(tickCount=5))
    panel = _panel(kind, y, labels, look).properties(height=look.height * _HEIGHT)
    return finished(alt.vconcat(_strip(_numbers(kind, labels), look), panel, spacing=2), parameters(), look)


def residual_chart(labels: Mapping[str, str], look: Look) -> dict[str, Any]:
    """Prediction and truth on one axis, and the residual as the arrow from the truth to the prediction."""
    marks = alt.Axis(values=list(range(-5, 6)))
    x = alt.X("x:Q", title=None, axis=marks, scale=alt.Scale(domain=[-5.1, 5.1], nice=False))
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    arrow = _one().transform_calculate(x="truth", x2="prediction", y="0.5")
    line: dict[str, Any] = {"color": DATA, "strokeWidth": 1.4 * look.stroke}
    layers = [arrow.mark_rule(**line).encode(x=x, x2="x2:Q", y=y)]
    for key, colour, symbol, lift in (("truth", TRUTH, "y", 1), ("prediction", LEARNED, "ŷ", -1)):
        at = _one().transform_calculate(
            x=key, y="0.5", text=f"'{labels[key]} {symbol} = ' + replace(format({key}, '.1f'), '-', '−')"
        )
        shape: dict[str, Any] = {"shape": "square" if key == "truth" else "circle", "filled": True, "opacity": 1}
        layers.append(at.mark_point(**shape, color=colour, size=8 * look.point).encode(x=x, y=y))
        word: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600, "color": colour}
        # Near the ends the words turn inwards, so that they are not cut off.
        word |= {
            "dy": lift * 1.15 * look.font,
            "align": alt.ExprRef(f"{key} > 3.5 ? 'right' : {key} < -3.5 ? 'left' : 'center'"),
        }
        layers.append(at.mark_text(**word).encode(x=x, y=y, text="text:N"))
    gap = "'r = ŷ − y = ' + replace(format(r, '.1f'), '-', '−')"
    # In the middle of a long arrow; beside a short one, on the side with more room.
    place = {"x": "abs(r) >= 3.5 ? (prediction + truth) / 2 : prediction + truth > 0 ? -5 : 5", "text": gap}
    side = "abs(r) >= 3.5 ? 'center' : prediction + truth > 0 ? 'left' : 'right'"
    number: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600, "color": DATA, "align": alt.ExprRef(side)}
    shown = _one().transform_calculate(**place, y="0.5").mark_text(**number, dy=-1.25 * look.font)
    layers.append(shown.encode(x=x, y=y, text="text:N"))
    return finished(alt.layer(*layers).properties(height=5 * look.font), parameters(), look)


_SCALINGS = {"huber": ("delta", "1", [1, 0]), "smooth": ("delta", "delta", [9, 4]), "lecture": ("1", "1", [2, 2.5])}


def scaling(name: str, r: str) -> str:
    """`huber`: nn.HuberLoss(delta); `smooth`: nn.SmoothL1Loss(beta=delta); `lecture`: with delta 1."""
    delta, divisor, _ = _SCALINGS[name]
    return f"({value('huber', r, delta)}) / {divisor}"


def scaling_chart(labels: Mapping[str, str], look: Look) -> dict[str, Any]:
    """The three scalings of Huber's loss; they are one at delta = 1."""
    words = {
        "huber": "'── HuberLoss(δ = '",
        "smooth": "'– – SmoothL1Loss(β = '",
        "lecture": f"'··· {labels['lecture']}(δ = '",
    }
    colours = {"huber": LOSSES["huber"], "smooth": _SMOOTH, "lecture": DATA}
    lines: dict[str, tuple[str, str]] = {}
    end = alt.ExprRef("1.2 * reach")
    x, y = _x(labels), alt.Y("y:Q", title=labels["value"], scale=alt.Scale(domain=[0, end], nice=False))
    y = y.axis(tickCount=4)
    layers: list[alt.Chart] = [_now(look).encode(x=x)]
    for name, (delta, divisor, dash) in _SCALINGS.items():
        line: dict[str, Any] = {"color": colours[name], "strokeWidth": look.stroke, "strokeDash": dash, "clip": True}
        layers.append(curve(scaling(name, "datum.r")).mark_line(**line).encode(x=x, y=y, order="i:Q"))
        dot = _one().transform_calculate(r="r", y=scaling(name, "r"))
        layers.append(dot.mark_circle(color=colours[name], size=6 * look.point, opacity=1, clip=True).encode(x=x, y=y))
        tail = f"format({delta} / {divisor}, '.1f')"
        text = f"{words[name]} + format({delta}, '.1f') + ') = ' + format({scaling(name, 'r')}, '.3~f')"
        lines[name] = (f"{text} + '   {labels['tail']} ' + {tail}", colours[name])
    panel = alt.layer(*layers).properties(height=look.height * 105)
    return finished(alt.vconcat(_strip(lines, look), panel, spacing=2), parameters(), look)
