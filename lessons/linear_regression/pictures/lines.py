"""The live pictures of linear regression.

Their parameters w1, w2, b, noise, lr and step are set by the page's sliders while they move. The data sets come from
`core.frames`: `points`, `path`, `form`, `rates`, and `kept` for a run kept for comparison. With S and q from `path`
and the start from `form`, the parameters are truth + S (start - truth) + noise q, worked out here by Vega.

Streamlit has Vega interpret its expressions, which is slow: what is the same for all rows is therefore a parameter,
worked out once. F is the row of `form`, R the row of `rates` at the chosen rate, P the row of `path` at the chosen
rate and step (empty where the run has left the chart), <name>_gap the start minus the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, GHOST, LEARNED, LEAST_SQUARES, TRUTH
from charts.parts import finished, held, line_height, readout

LARGEST_STEP = 10_000
_REACH = 4.0
_TOP = 1e9
_CORNERS = 31  # of an ellipse: half a percent from round


def names(num_features: int) -> list[str]:
    """w1, ..., wd, b."""
    return [*(f"w{j + 1}" for j in range(num_features)), "b"]


def parameters(num_features: int, rates: Sequence[float], noises: Sequence[float]) -> list[alt.Parameter]:
    """The parameters that follow the page's sliders; saved alone, a chart shows inputs for them."""
    weights = [
        alt.param(name=name, value=0.0, bind=alt.binding_range(min=-5, max=5, step=0.1))
        for name in names(num_features)[:-1]
    ]
    return [
        *weights,
        alt.param(name="b", value=0.0, bind=alt.binding_range(min=-10, max=10, step=0.1)),
        alt.param(name="noise", value=noises[0], bind=alt.binding_select(options=list(noises))),
        alt.param(name="lr", value=rates[0], bind=alt.binding_select(options=list(rates))),
        alt.param(name="step", value=0, bind=alt.binding_range(min=0, max=LARGEST_STEP, step=1)),
    ]


def derived(num_features: int, rates: Sequence[float]) -> list[alt.Parameter]:
    """What follows from the sliders and is the same for all rows; <name>_hat is null where the run has diverged."""
    p = names(num_features)
    known = ", ".join(f"{rate:g}" for rate in rates)
    expressions = {
        "F": "length(data('form')) ? data('form')[0] : {}",
        "now": "min(step, F.steps) == F.steps ? F.steps : F.stride * floor(step / F.stride)",
        "R": f"length(data('rates')) ? data('rates')[indexof([{known}], +lr)] : {{}}",
        "P": "now <= R.last ? data('path')[R.first + ceil(now / F.stride)] : {}",
    }
    expressions |= {f"{a}_gap": f"F.start_{a} - {a}" for a in p}
    for a in p:
        moved = " + ".join(f"P.S_{a}_{b} * {b}_gap" for b in p)
        expressions[f"{a}_hat"] = f"isValid(P.q_{a}) ? {a} + {moved} + noise * P.q_{a} : null"
        expressions[f"{a}_ls"] = f"{a} + noise * F.r_{a}"
    expressions |= {f"e_{a}": f"{a} - {a}_hat" for a in p}
    expressions["loss"] = f"isValid(b_hat) ? {_loss(p, '')} : null"
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def _loss(p: Sequence[str], of: str) -> str:
    """With e = truth - learned the loss is e'He + 2 sigma e'h + sigma^2 s."""
    pairs = [(i, j) for i in range(len(p)) for j in range(i, len(p))]
    squares = " + ".join(f"{1 if i == j else 2} * F.H_{p[i]}_{p[j]} * {of}e_{p[i]} * {of}e_{p[j]}" for i, j in pairs)
    cross = " + ".join(f"F.h_{a} * {of}e_{a}" for a in p)
    return f"max(0, {squares} + 2 * noise * ({cross}) + noise * noise * F.s)"


def _curve(num_features: int) -> alt.Chart:
    """The rows of `path` at the chosen rate, each with its e_<name> = truth - learned."""
    p = names(num_features)
    gaps: dict[str, Any] = {
        f"e_{a}": "-(" + " + ".join(f"datum.S_{a}_{b} * {b}_gap" for b in p) + f" + noise * datum.q_{a})" for a in p
    }
    at_rate = alt.Chart(alt.NamedData("path")).transform_filter("datum.learning_rate == lr")
    return at_rate.transform_calculate(**gaps)


def _one() -> alt.Chart:
    """One row, for what is drawn once."""
    return alt.Chart(alt.NamedData("form"))


def _equation(suffix: str, num_features: int, word: str) -> str:
    terms = " + ' ".join(
        f"' + ({a}{suffix} < 0 ? ' − ' : ' + ') + format(abs({a}{suffix}), '.3f') + '{unit}'"
        for a, unit in zip(names(num_features)[1:], [" x₂", ""][-num_features:], strict=True)
    )
    return f"isValid(b{suffix}) ? '{word}: ŷ = ' + format(w1{suffix}, '.3f') + ' x₁{terms} : ''"


def fit_panel(feature: int, num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """One feature against the label with the true, the learned and the least-squares line.

    With two features it is a partial panel: from each label the true contribution of the other feature is taken.
    """
    w = f"w{feature + 1}"
    swing = f"(3 * abs({w}) + 3 * noise)"
    scale = alt.Scale(
        domain=[alt.ExprRef(f"5 * floor((b - {swing}) / 5)"), alt.ExprRef(f"5 * ceil((b + {swing} + 0.01) / 5)")],
        nice=False,
        zero=False,
    )
    title = labels["y"] if num_features == 1 else labels["partial"].replace("#", "₂₁"[feature])
    y = alt.Y("y:Q", scale=scale, title=title)
    x = alt.X("x:Q", scale=alt.Scale(domain=[-_REACH, _REACH], nice=False), title=f"x{'₁₂'[feature]}")
    points = (
        alt.Chart(alt.NamedData("points"))
        .transform_calculate(x=f"datum.x{feature + 1}", y=f"{w} * datum.x{feature + 1} + b + noise * datum.e")
        .mark_circle(size=look.point, opacity=0.55, color=DATA, clip=True)
        .encode(x=x, y=y)
    )

    def line(slope: str, intercept: str, colour: str, width: float, dash: list[int]) -> alt.Chart:
        ends: dict[str, Any] = {"x": str(-_REACH), "x2": str(_REACH)}
        heights: dict[str, Any] = {"y": f"{intercept} - {_REACH} * {slope}", "y2": f"{intercept} + {_REACH} * {slope}"}
        return (
            _one()
            .transform_filter(f"isValid({intercept})")
            .transform_calculate(**ends, **heights)
            .mark_rule(color=colour, strokeWidth=width, strokeDash=dash, clip=True)
            .encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
        )

    layers = [
        line(w, "b", TRUTH, 2.2 * look.stroke, [1, 0]),
        points,
        line(f"{w}_ls", "b_ls", LEAST_SQUARES, 0.7 * look.stroke, [6, 4]),
        line(f"{w}_hat", "b_hat", LEARNED, look.stroke, [1, 0]),
    ]
    return alt.layer(*layers)


def readout_strip(num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The true, the learned and the least-squares line as equations; a diverged run is named instead."""
    one = _one()
    lines = [
        held("path"),
        held("points"),
        readout(one, _equation("", num_features, labels["truth"]), 0, TRUTH, look),
        readout(one, _equation("_hat", num_features, labels["learned"]), 1, LEARNED, look),
        _diverged(labels, look),
        readout(one, _equation("_ls", num_features, labels["least_squares"]), 2, LEAST_SQUARES, look),
    ]
    if num_features == 1:  # equations of two weights leave no room beside them on a phone
        lines.append(readout(one, _drawn(labels), 0, DATA, look, right=True))
    return alt.layer(*lines, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look) * 3)


def _drawn(labels: Mapping[str, str]) -> str:
    """How many of the examples are drawn, where not all are."""
    told = f"replace(replace('{labels['drawn']}', '#', length(data('points'))), '%', F.n)"
    return f"length(data('points')) < F.n ? {told} : ''"


def _diverged(labels: Mapping[str, str], look: Look) -> alt.Chart:
    lost = alt.Chart(alt.NamedData("rates")).transform_filter(
        "datum.learning_rate == lr && datum.last < datum.steps && step > datum.last"
    )
    return readout(lost, f"replace('{labels['diverged']}', '#', datum.last)", 1, LEARNED, look)


def prediction_panel(num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Predicted against true labels at the chosen step: on the diagonal a prediction is right."""
    reach = "(" + " + ".join(f"3 * abs({w})" for w in names(num_features)[:-1]) + ")"
    ends = [
        alt.ExprRef(f"5 * floor((b - {reach} - 3 * noise) / 5)"),
        alt.ExprRef(f"5 * ceil((b + {reach} + 3 * noise + 0.01) / 5)"),
    ]
    scale = alt.Scale(domain=ends, nice=False, zero=False)
    weights = names(num_features)[:-1]
    true = " + ".join(f"{w} * datum.x{j + 1}" for j, w in enumerate(weights)) + " + b + noise * datum.e"
    predicted = " + ".join(f"{w}_hat * datum.x{j + 1}" for j, w in enumerate(weights)) + " + b_hat"
    x = alt.X("label:Q", scale=scale, title=labels["true_label"])
    y = alt.Y("predicted:Q", scale=scale, title=labels["prediction"])
    points = (
        alt.Chart(alt.NamedData("points"))
        .transform_filter("isValid(b_hat)")
        .transform_calculate(label=true, predicted=predicted)
        .mark_circle(size=look.point, opacity=0.6, color=LEARNED, clip=True)
        .encode(x=x, y=y)
    )
    low, high = f"b - 2 * ({reach} + 3 * noise + 5)", f"b + 2 * ({reach} + 3 * noise + 5)"
    diagonal = (
        alt.Chart(alt.NamedData("form"))
        .transform_calculate(label=low, predicted=low, label2=high, predicted2=high)
        .mark_rule(color=TRUTH, strokeWidth=look.stroke, clip=True)
        .encode(x=x, y=y, x2="label2:Q", y2="predicted2:Q")
    )
    return alt.layer(diagonal, points, readout(alt.Chart(alt.NamedData("form")), _drawn(labels), 0, DATA, look))


def loss_panel(num_features: int, labels: Mapping[str, str], look: Look, *, log: bool) -> alt.LayerChart:
    """The loss over all the data by step, with the noise floor; the part already trained is drawn thick."""
    scale = alt.Scale(type="log", nice=True) if log else alt.Scale(nice=True, zero=True)
    x = alt.X("step:Q", title=labels["step"], scale=alt.Scale(nice=False))
    y = alt.Y("shown:Q", title=labels["loss"], scale=scale, axis=alt.Axis(format=".0e" if log else ".3~g", tickCount=5))
    clamp = f"isValid(datum.loss) && datum.loss < {_TOP} ? max(datum.loss, 1e-12) : null"
    curve = (
        _curve(num_features)
        .transform_calculate(loss=_loss(names(num_features), "datum."))
        .transform_calculate(shown=clamp)
        .transform_filter("isValid(datum.shown)")
    )
    thin = curve.mark_line(color=LEARNED, strokeWidth=0.5 * look.stroke, opacity=0.45).encode(x=x, y=y)
    thick = (
        curve.transform_filter("datum.step <= step").mark_line(color=LEARNED, strokeWidth=look.stroke).encode(x=x, y=y)
    )
    kept = alt.Chart(alt.NamedData("kept")).transform_calculate(shown=clamp).transform_filter("isValid(datum.shown)")
    ghost = kept.mark_line(color=GHOST, strokeWidth=0.8 * look.stroke, strokeDash=[5, 3]).encode(x=x, y=y)
    now = _one().transform_calculate(loss="loss", step="now").transform_calculate(shown=clamp)
    now = now.transform_filter("isValid(datum.shown)")
    dot = now.mark_circle(color=LEARNED, size=8 * look.point, opacity=1).encode(x=x, y=y)
    floor = _one().transform_calculate(shown="noise * noise * F.floor").transform_filter("datum.shown > 1e-12")
    rule = floor.mark_rule(color=LEAST_SQUARES, strokeDash=[6, 4], strokeWidth=0.7 * look.stroke).encode(y=y)
    words: dict[str, Any] = {"align": "left", "fontSize": look.font, "color": LEAST_SQUARES, "dy": -look.font * 0.7}
    name = floor.mark_text(**words).encode(y=y, x=alt.value(4), text=alt.value(labels["floor"]))
    text = (
        f"'{labels['at_step']} ' + min(step, F.steps) + ' / ' + F.steps + "
        f"(isValid(loss) ? '   {labels['loss']} ' + format(loss, '.4~g') : '')"
    )
    moment = readout(_one(), text, 0, LEARNED, look, right=True)
    return alt.layer(held("rates"), thin, thick, ghost, dot, rule, name, moment)


def path_panel(num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The path of two parameters over contours of equal loss (any further one at its best)."""
    p = names(num_features)
    a, b = p[0], p[1]
    ends = {"w1": 6.0, "w2": 6.0, "b": 11.0}
    x = alt.X("px:Q", title=labels[a], scale=alt.Scale(domain=[-ends[a], ends[a]], nice=False))
    y = alt.Y("py:Q", title=labels[b], scale=alt.Scale(domain=[-ends[b], ends[b]], nice=False))
    rings = _rings(num_features).mark_line(color=DATA, opacity=0.5, strokeWidth=0.4 * look.stroke, clip=True)
    contours = rings.encode(x=x, y=y, detail="level:N", order="angle:Q")
    curve = _curve(num_features).transform_calculate(px=f"{a} - datum.e_{a}", py=f"{b} - datum.e_{b}")
    line: dict[str, Any] = {"color": LEARNED, "clip": True}
    order = alt.Order("step:Q")
    thin = curve.mark_line(**line, strokeWidth=0.4 * look.stroke, opacity=0.45).encode(x=x, y=y, order=order)
    thick = (
        curve.transform_filter("datum.step <= step")
        .mark_line(**line, strokeWidth=look.stroke)
        .encode(x=x, y=y, order=order)
    )
    kept = alt.Chart(alt.NamedData("kept")).transform_calculate(px=f"datum.{a}", py=f"datum.{b}")
    ghost = kept.mark_line(color=GHOST, strokeDash=[5, 3], strokeWidth=0.8 * look.stroke, clip=True).encode(
        x=x, y=y, order=order
    )
    now = _one()
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
    return alt.layer(contours, thin, ghost, thick, dot, truth, best)


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
    now = _one()
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
        text = f"'{symbol} = ' + replace(format(datum.value, '.3f'), '-', '−')"
        mark: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600, "color": LEARNED, "dy": -0.8 * look.font}
        layers.append(wire.transform_calculate(**middle, text=text).mark_text(**mark).encode(x=x, y=y, text="text:N"))
    symbols = [*(f"x{'₁₂'[j]}" for j in range(num_features)), "1", "ŷ"]
    for symbol, (left, top) in zip(symbols, [*((0.12, top) for top in tops), (0.85, 0.5)], strict=True):
        node = alt.Chart(alt.NamedData("form")).transform_calculate(x=str(left), y=str(top), text=f"'{symbol}'")
        circle: dict[str, Any] = {"size": (2.1 * look.font) ** 2, "color": DATA, "opacity": 1}
        layers.append(node.mark_circle(**circle).encode(x=x, y=y))
        layers.append(node.mark_text(fontSize=look.font + 1, color="white").encode(x=x, y=y, text="text:N"))
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None))


def fit_chart(
    labels: Mapping[str, str], look: Look, *, num_features: int, rates: Sequence[float], noises: Sequence[float]
) -> dict[str, Any]:
    """The data with its lines (data sets points, path, form, rates): one panel, or three for two features."""
    panels: list[alt.LayerChart] = [fit_panel(j, num_features, labels, look) for j in range(num_features)]
    if num_features == 2:
        panels.append(prediction_panel(num_features, labels, look))
    height = look.height * (400 if num_features == 1 else 118)
    tall = [panel.properties(height=height) for panel in panels]
    chart = alt.vconcat(readout_strip(num_features, labels, look), *tall, spacing=4)
    params = [*parameters(num_features, rates, noises), *derived(num_features, rates)]
    return finished(chart, params, look)


def progress_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    num_features: int,
    rates: Sequence[float],
    noises: Sequence[float],
    log: bool,
) -> dict[str, Any]:
    """Loss by step, the path of the parameters, and the layer (data sets path, form, rates, kept)."""
    loss = loss_panel(num_features, labels, look, log=log).properties(height=look.height * 140)
    path = path_panel(num_features, labels, look).properties(height=look.height * 160)
    layer = layer_panel(num_features, labels, look).properties(height=look.height * 120)
    params = [*parameters(num_features, rates, noises), *derived(num_features, rates), *_ellipse(num_features)]
    return finished(alt.vconcat(loss, path, layer, spacing=4), params, look)
