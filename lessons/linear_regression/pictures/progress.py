"""The loss by step, the path of the parameters over contours of equal loss, and the layer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import ASKED, Followed, follow, guess
from charts.linear import names
from charts.look import Look
from charts.numbers import Shown, axis_labels, fixed, log_labels, number, text
from charts.palette import DATA, GHOST, LEARNED, LEAST_SQUARES, ON_FILL, TRUTH
from charts.parts import finished, guess_mark, held, readout
from lessons.linear_regression.pictures.run import curve_rows, derived, loss_of, one

# No loss is drawn lower: without noise it falls to rounding dust.
_FOOT = 1e-12
_CORNERS = 31  # of an ellipse: half a percent from round


def loss_panel(
    num_features: int, labels: Mapping[str, str], look: Look, *, log: bool, hidden: Collection[str] = ()
) -> alt.LayerChart:
    """The loss over all the data by step, with the noise floor; the part already trained is drawn thick."""
    scale = alt.Scale(type="log", nice=True) if log else alt.Scale(nice=True, zero=True)
    x = alt.X("step:Q", title=labels["step"], scale=alt.Scale(domain=[0, alt.ExprRef("F.steps")], nice=False))
    y = alt.Y(
        "shown:Q",
        title=labels["loss"],
        scale=scale,
        axis=alt.Axis(labelExpr=log_labels() if log else axis_labels(), tickCount=5),
    )
    clamp = f"isValid(datum.loss) ? max(datum.loss, {_FOOT}) : null"
    curve = (
        curve_rows(num_features)
        .transform_calculate(loss=loss_of(names(num_features), "datum."))
        .transform_calculate(shown=clamp)
        .transform_filter("isValid(datum.shown)")
    )
    ahead = curve.transform_filter(f"!{ASKED}")
    thin = ahead.mark_line(color=LEARNED, strokeWidth=0.5 * look.stroke, opacity=0.45).encode(x=x, y=y)
    thick = (
        curve.transform_filter("datum.step <= step").mark_line(color=LEARNED, strokeWidth=look.stroke).encode(x=x, y=y)
    )
    kept = alt.Chart(alt.NamedData("kept")).transform_calculate(shown=clamp).transform_filter("isValid(datum.shown)")
    ghost = kept.mark_line(color=GHOST, strokeWidth=0.8 * look.stroke, strokeDash=[5, 3], clip=True).encode(x=x, y=y)
    now = one().transform_calculate(loss="loss", step="now").transform_calculate(shown=clamp)
    now = now.transform_filter("isValid(datum.shown)")
    dot = now.mark_circle(color=LEARNED, size=8 * look.point, opacity=1).encode(x=x, y=y)
    floor = (
        one().transform_calculate(shown="noise * noise * F.floor").transform_filter(f"datum.shown > 1e-12 && !{ASKED}")
    )
    rule = floor.mark_rule(color=LEAST_SQUARES, strokeDash=[6, 4], strokeWidth=0.7 * look.stroke).encode(y=y)
    words: dict[str, Any] = {"align": "left", "fontSize": look.font, "color": LEAST_SQUARES, "dy": -look.font * 0.7}
    name = floor.mark_text(**words).encode(y=y, x=alt.value(4), text=alt.value(labels["floor"]))
    told = text("   ", labels["loss"], " ", number("loss", labels["lost"], dust=0))
    moment = text(labels["at_step"], " ", Shown("min(step, F.steps)"), " / ", Shown("F.steps"))
    moment = readout(one(), f"{moment} + (isValid(loss) ? {told} : '')", 0, LEARNED, look, right=True)
    at_foot = f"isValid(loss) && loss < {_FOOT} ? {text(labels['foot'])} : ''"
    foot = readout(one(), at_foot, 1, LEARNED, look, right=True)
    guessed = guess_mark(labels["guess"], look)
    least = [] if "best" in hidden else [rule, name]
    return alt.layer(held("rates"), thin, thick, ghost, dot, *least, guessed, moment, foot)


def path_panel(
    num_features: int, labels: Mapping[str, str], look: Look, hidden: Collection[str] = ()
) -> alt.LayerChart:
    """The path of two parameters over contours of equal loss (any further one at its best) around the best."""
    p = names(num_features)
    a, b = p[0], p[1]
    ends = {"w1": 6.0, "w2": 6.0, "b": 11.0}
    x = alt.X("px:Q", title=labels[a], scale=alt.Scale(domain=[-ends[a], ends[a]], nice=False))
    y = alt.Y("py:Q", title=labels[b], scale=alt.Scale(domain=[-ends[b], ends[b]], nice=False))
    rings = _rings(num_features).mark_line(color=DATA, opacity=0.5, strokeWidth=0.4 * look.stroke, clip=True)
    contours = rings.encode(x=x, y=y, detail="level:N", order="angle:Q")
    curve = curve_rows(num_features).transform_calculate(px=f"{a} - datum.e_{a}", py=f"{b} - datum.e_{b}")
    line: dict[str, Any] = {"color": LEARNED, "clip": True}
    order = alt.Order("step:Q")
    ahead = curve.transform_filter(f"!{ASKED}")
    thin = ahead.mark_line(**line, strokeWidth=0.4 * look.stroke, opacity=0.45).encode(x=x, y=y, order=order)
    thick = (
        curve.transform_filter("datum.step <= step")
        .mark_line(**line, strokeWidth=look.stroke)
        .encode(x=x, y=y, order=order)
    )
    kept = alt.Chart(alt.NamedData("kept")).transform_calculate(px=f"datum.{a}", py=f"datum.{b}")
    ghost = kept.mark_line(color=GHOST, strokeDash=[5, 3], strokeWidth=0.8 * look.stroke, clip=True).encode(
        x=x, y=y, order=order
    )
    now = one()
    dot = (
        now.transform_filter("isValid(b_hat)").transform_calculate(px=f"{a}_hat", py=f"{b}_hat")
        .mark_circle(color=LEARNED, size=8 * look.point, opacity=1, clip=True).encode(x=x, y=y)
    )  # fmt: skip
    truth = (
        now.transform_calculate(px=a, py=b)
        .mark_point(shape="cross", filled=True, color=TRUTH, size=10 * look.point, opacity=1)
        .encode(x=x, y=y)
    )
    best = (
        now.transform_calculate(px=f"{a}_ls", py=f"{b}_ls")
        .mark_point(
            shape="diamond", color=LEAST_SQUARES, size=10 * look.point, strokeWidth=0.6 * look.stroke, opacity=1
        )
        .encode(x=x, y=y)
    )
    under, over = ([], []) if "best" in hidden else ([contours], [best])
    return alt.layer(*under, thin, ghost, thick, dot, *([] if "truth" in hidden else [truth]), *over)


def _ellipse(num_features: int) -> list[alt.Parameter]:
    """H = LL' of the two parameters drawn, and the distance of the start from least squares in its norm."""
    a, b = names(num_features)[:2]
    gap_a, gap_b = f"(F.start_{a} - {a}_ls)", f"(F.start_{b} - {b}_ls)"
    squares = f"{gap_a} * {gap_a} * F.H_{a}_{a} + 2 * {gap_a} * {gap_b} * F.H_{a}_{b} + {gap_b} * {gap_b} * F.H_{b}_{b}"
    expressions = {
        "L1": f"sqrt(F.H_{a}_{a})",
        "L2": f"F.H_{a}_{b} / L1",
        "L3": f"sqrt(max(1e-12, F.H_{b}_{b} - L2 * L2))",
        "distance": f"sqrt({squares})",
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def _rings(num_features: int) -> alt.Chart:
    """Six ellipses around least squares; the fourth runs through the start. With H = LL', they are L'^-1 (cos, sin)."""
    a, b = names(num_features)[:2]
    rings = alt.Chart(alt.sequence(0, 6 * _CORNERS, as_="i")).transform_calculate(
        level=f"1 + floor(datum.i / {_CORNERS})", angle=f"2 * PI * (datum.i % {_CORNERS}) / {_CORNERS - 1}"
    )
    unit = rings.transform_calculate(u="datum.level / 4 * cos(datum.angle)", v="datum.level / 4 * sin(datum.angle)")
    return unit.transform_calculate(
        px=f"{a}_ls + distance * (datum.u - L2 * datum.v / L3) / L1", py=f"{b}_ls + distance * datum.v / L3"
    )


def layer_panel(num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The fully connected layer: each input wired to the one output, with the learned weights on the wires."""
    learned = names(num_features)
    tops = [0.85, 0.5, 0.15] if num_features == 2 else [0.8, 0.2]
    ends = alt.Scale(domain=[0, 1], nice=False)
    x, y = alt.X("x:Q", scale=ends, axis=None), alt.Y("y:Q", scale=ends, axis=None)
    now = one()
    layers: list[alt.Chart] = []
    for name, top in zip(learned, tops, strict=True):
        place: dict[str, Any] = {"x": "0.12", "y": str(top), "x2": "0.85", "y2": "0.5", "value": f"{name}_hat"}
        wire = now.transform_filter("isValid(b_hat)").transform_calculate(**place, size="abs(datum.value)")
        width = alt.StrokeWidth(
            "size:Q", scale=alt.Scale(domain=[0, 5], range=[0.5, 3 * look.stroke], clamp=True), legend=None
        )
        layers.append(
            wire.mark_rule(color=LEARNED, opacity=0.7).encode(x=x, y=y, x2="x2:Q", y2="y2:Q", strokeWidth=width)
        )
        middle: dict[str, Any] = {"x": "0.33", "y": str(0.5 + (top - 0.5) * 0.52 / 0.73)}
        symbol = name.translate(str.maketrans("12", "₁₂"))
        shown = text(symbol, " = ", fixed("datum.value", labels["lost"], decimals=3))
        mark: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600, "color": LEARNED, "dy": -0.8 * look.font}
        layers.append(wire.transform_calculate(**middle, text=shown).mark_text(**mark).encode(x=x, y=y, text="text:N"))
    symbols = [*(f"x{'₁₂'[j]}" for j in range(num_features)), "1", "ŷ"]
    for symbol, (left, top) in zip(symbols, [*((0.12, top) for top in tops), (0.85, 0.5)], strict=True):
        node = alt.Chart(alt.NamedData("form")).transform_calculate(x=str(left), y=str(top), text=f"'{symbol}'")
        circle: dict[str, Any] = {"size": (2.1 * look.font) ** 2, "color": DATA, "opacity": 1}
        layers.append(node.mark_circle(**circle).encode(x=x, y=y))
        layers.append(node.mark_text(fontSize=look.font + 1, color=ON_FILL).encode(x=x, y=y, text="text:N"))
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None))


def progress_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    num_features: int,
    follows: Sequence[Followed],
    rates: Sequence[float],
    log: bool,
    hidden: Collection[str] = (),
) -> dict[str, Any]:
    """Loss by step, the path of the parameters, and, with room, the layer (data sets path, form, rates, kept).

    What tells of the `hidden`, "truth" or "best" (least squares), is left out.
    """
    loss = loss_panel(num_features, labels, look, log=log, hidden=hidden).properties(height=look.height * 140)
    path = path_panel(num_features, labels, look, hidden).properties(height=look.height * 160)
    panels = [loss, path]
    if not look.few:
        panels.append(layer_panel(num_features, labels, look).properties(height=look.height * 120))
    params = [*map(follow, follows), *guess(), *derived(num_features, rates), *_ellipse(num_features)]
    return finished(alt.vconcat(*panels, spacing=4), params, look)
