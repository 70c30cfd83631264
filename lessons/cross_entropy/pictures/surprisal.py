"""The cross-entropy as an average of surprisals -log p, its way down by step, and what it is made of.

Live, with the parameters of `descent`; data sets one, classes, grid and steps. Drawn in nats or bits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import GUESS, Followed, guess
from charts.look import Look
from charts.numbers import Shown, fixed, number, probability, text
from charts.palette import DATA, LEARNED, TRUTH
from charts.parts import finished, guess_mark, line_height
from lessons.cross_entropy.pictures.descent import each, hue, line, named, one, parameters, per_nat, rows


def entropies(k: int) -> dict[str, str]:
    """H_p, the entropy of the probabilities, and back = H(p, y), null where it is infinite; in nats."""
    return {
        "H_p": each(k, lambda j: f"p[{j}] * s[{j}]", " + "),
        "back": f"soft > 0 ? {each(k, lambda j: f'-p[{j}] * log(y[{j}])', ' + ')} : null",
    }


def tops(k: int, num_steps: int, per: float) -> dict[str, str]:
    """The ends of the axes: top_s of the surprisals, top_l of the losses, with room above for two lines of words."""
    highest = ", ".join(f"y[{j}] > 0 ? s[{j}] : 0" for j in range(k))
    every = ", ".join(f"losses[{t}]" for t in range(num_steps + 1))
    return {
        "top_s": f"{per!r} * max(5, ceil(1.15 * max({highest})))",
        "top_l": f"1.6 * {per!r} * max({every}, 0.01)",
    }


def _height(top: str, title: str) -> alt.Y:
    """From a little below 0, where the title of the other axis stands, to `top`."""
    scale = alt.Scale(domain=[alt.ExprRef(f"-0.16 * {top}"), alt.ExprRef(top)], nice=False)
    return alt.Y("height:Q", scale=scale, title=title, axis=alt.Axis(tickCount=4, grid=False))


def _loss(value: str, labels: Mapping[str, str]) -> Shown:
    return fixed(value, labels["lost"], decimals=4, never_zero=True)


def curve_panel(k: int, labels: Mapping[str, str], look: Look, *, per: float) -> alt.LayerChart:
    """-log p over p with a point for each class that the label names; the loss is their average, drawn as a rule."""
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 1], nice=False), title=labels["p"])
    y = _height("top_s", labels["surprisal"])
    curve = alt.Chart(alt.NamedData("grid")).transform_calculate(height="top_s * datum.along")
    curve = curve.transform_calculate(share=f"exp(-datum.height / {per!r})")
    points = rows().transform_filter("y[datum.j] > 0")
    points = points.transform_calculate(share="p[datum.j]", height=f"{per!r} * s[datum.j]", weight="y[datum.j]")
    lost = labels["lost"]
    told: dict[str, Any] = {
        "p_told": probability("datum.share", lost, decimals=4),
        "s_told": number("datum.height", lost, dust=0),
        "y_told": number("datum.weight", lost),
    }
    points = points.transform_calculate(**told, size=f"{6 * look.point} * (1 + 3 * datum.weight)", number="datum.j + 1")
    tip = [
        alt.Tooltip("p_told:N", title="p"),
        alt.Tooltip("s_told:N", title="−log p"),
        alt.Tooltip("y_told:N", title="y"),
    ]
    size = alt.Size("size:Q", scale=None, legend=None)
    beside: dict[str, Any] = {"align": "left", "dx": look.font, "dy": -0.5 * look.font, "fontWeight": 600}
    shown = text(labels["loss_line"], " ", _loss(f"{per!r} * loss", labels), " ", labels["unit"])
    average = one().transform_calculate(height=f"{per!r} * loss")
    layers = [
        curve.mark_line(color=DATA, strokeWidth=0.8 * look.stroke).encode(x=x, y=y, order="along:Q"),
        average.mark_rule(color=LEARNED, strokeWidth=0.6 * look.stroke, strokeDash=[6, 4]).encode(y=y),
        points.mark_circle(opacity=1).encode(x=x, y=y, size=size, color=hue(k), tooltip=tip),
        points.mark_text(fontSize=look.font, **beside).encode(x=x, y=y, text="number:Q", color=hue(k)),
        guess_mark(labels["guess"], look, value=f"{per!r} * {GUESS}"),
        line(shown, 0, LEARNED, look, right=True),
    ]
    return alt.layer(*layers)


def steps_panel(num_steps: int, labels: Mapping[str, str], look: Look, *, per: float) -> alt.LayerChart:
    """The loss by step with the label's entropy below it; the steps taken are drawn thick."""
    x = alt.X("t:Q", scale=alt.Scale(domain=[0, num_steps], nice=False), title=labels["step"])
    y = _height("top_l", labels["loss"])
    path = alt.Chart(alt.NamedData("steps")).transform_calculate(height=f"{per!r} * losses[datum.t]")
    floor = one().transform_calculate(height=f"{per!r} * floor")
    colour: dict[str, Any] = {"color": LEARNED}
    taken = path.transform_filter("datum.t <= step")
    below = text(labels["floor"], " ", fixed(f"{per!r} * floor", labels["lost"], decimals=4), " ", labels["unit"])
    now = text(f"{labels['step']} ", Shown("step"), f"   {labels['loss']} ", _loss(f"{per!r} * loss", labels))
    layers = [
        path.mark_line(**colour, strokeWidth=0.5 * look.stroke, opacity=0.45).encode(x=x, y=y),
        taken.mark_line(**colour, strokeWidth=look.stroke).encode(x=x, y=y),
        floor.mark_rule(color=TRUTH, strokeWidth=0.7 * look.stroke, strokeDash=[6, 4]).encode(y=y),
        path.transform_filter("datum.t == step").mark_circle(**colour, size=8 * look.point, opacity=1).encode(x=x, y=y),
        line(now, 0, LEARNED, look, right=True),
        line(below, 1, TRUTH, look, right=True),
    ]
    return alt.layer(*layers)


def parts_panel(labels: Mapping[str, str], look: Look, *, per: float) -> alt.LayerChart:
    """H(y, p) = H(y) + KL(y || p) as one bar, and below it H(p, y) = H(p) + KL(p || y): they are not the same."""
    row = 2.6 * line_height(look)
    forth = _bar("loss", "floor", TRUTH, 0, look, per=per)
    back = _bar("back", "H_p", DATA, row, look, per=per)
    names = (("H(y, p)", "H(y)", "KL(y ‖ p)"), ("H(p, y)", "H(p)", "KL(p ‖ y)"))
    first = _sum("loss", "floor", names[0], labels, per=per)
    second = _sum("back", "H_p", names[1], labels, per=per)
    second = Shown(f"isValid(back) ? {second} : {text(labels['endless'])}")
    mark: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": look.font + 1, "fontWeight": 600, "x": 0}
    said = [
        one().transform_calculate(text=shown).mark_text(**mark, y=top + 2, color=colour).encode(text="text:N")
        for shown, top, colour in ((first, 0, LEARNED), (second, row, DATA))
    ]
    layers = [*forth, *back, *said]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=2 * row)


def _bar(whole: str, part: str, colour: str, above: float, look: Look, *, per: float) -> list[alt.Chart]:
    """A bar of two parts; one that is infinite runs to the edge, in a fainter colour."""
    end = "1.02 * max(loss, isValid(back) ? back : 1.3 * H_p, 0.1)"
    scale = alt.Scale(domain=[0, alt.ExprRef(f"{per!r} * {end}")], nice=False)
    start, middle = (alt.X(f"{field}:Q", scale=scale, axis=None) for field in ("from", "mid"))
    ends: dict[str, Any] = {"from": "0", "mid": f"{per!r} * {part}"}
    ends["to"] = f"{per!r} * (isValid({whole}) ? {whole} : {end})"
    bar = one().transform_calculate(**ends, faint=f"isValid({whole}) ? 1 : 0.35")
    top = above + 1.3 * line_height(look)
    place: dict[str, Any] = {"y": alt.value(top), "y2": alt.value(top + 0.9 * line_height(look))}
    opacity = alt.Opacity("faint:Q", scale=None, legend=None)
    return [
        bar.mark_rect(color=LEARNED).encode(x=middle, x2="to:Q", **place, opacity=opacity),
        bar.mark_rect(color=colour).encode(x=start, x2="mid:Q", **place),
    ]


def _sum(whole: str, part: str, names: Sequence[str], labels: Mapping[str, str], *, per: float) -> Shown:
    """The cross-entropy as entropy plus divergence, with their numbers."""
    total, rest, divergence = (
        fixed(f"{per!r} * {value}", labels["lost"], decimals=3) for value in (whole, part, f"({whole} - {part})")
    )
    return text(f"{names[0]} ", total, f" = {names[1]} ", rest, f" + {names[2]} ", divergence)


def loss_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    num_classes: int,
    follows: Sequence[Followed],
    num_steps: int,
    bits: bool,
) -> dict[str, Any]:
    """The curve -log p, the loss by step and the parts of the loss, one above the other."""
    per = per_nat(bits)
    labels = {**labels, "unit": labels["bits" if bits else "nats"]}
    panels = [
        curve_panel(num_classes, labels, look, per=per).properties(height=look.height * 140),
        steps_panel(num_steps, labels, look, per=per).properties(height=look.height * 115),
        parts_panel(labels, look, per=per),
    ]
    params = [
        *parameters(num_classes, follows, num_steps, path=True),
        *guess(),
        *named({**entropies(num_classes), **tops(num_classes, num_steps, per)}),
    ]
    return finished(alt.vconcat(*panels, spacing=6), params, look)
