"""The live pictures of linear regression.

Their parameters w1, w2, b, noise, lr and step are set by the page's sliders while they move. The data sets come from
`core.frames`: `points`, `path`, `form`, `rates`, and `kept` for a run kept for comparison. With S and q from `path`
and the start from `form`, the parameters are truth + S (start - truth) + noise q, worked out here by Vega.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, GHOST, LEARNED, LEAST_SQUARES, TRUTH

LARGEST_STEP = 10_000
_REACH = 4.0
_TOP = 1e9


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


def with_form(chart: alt.Chart, num_features: int) -> alt.Chart:
    """Give every row the constants of `form`."""
    p = names(num_features)
    fields = [f"{part}_{a}" for part in ("start", "r", "h") for a in p] + [f"H_{a}_{b}" for a in p for b in p]
    source = alt.LookupData(alt.NamedData("form"), key="one", fields=[*fields, "s", "floor", "steps", "stride"])
    return chart.transform_calculate(one="0").transform_lookup("one", from_=source)


def with_now(chart: alt.Chart, num_features: int) -> alt.Chart:
    """Give every row S and q at the chosen rate and step; its fields are null where the run has diverged."""
    p = names(num_features)
    fields = [f"S_{a}_{b}" for a in p for b in p] + [f"q_{a}" for a in p]
    at = "min(step, datum.steps) == datum.steps ? datum.steps : datum.stride * floor(step / datum.stride)"
    source = alt.LookupData(alt.NamedData("path"), key="k", fields=fields)
    return (
        chart.transform_calculate(now=at)
        .transform_calculate(k="lr + '/' + datum.now")
        .transform_lookup("k", from_=source)
    )


def with_learned(chart: alt.Chart, num_features: int) -> alt.Chart:
    """Work out the learned parameters <name>_hat, the loss, and the least-squares parameters <name>_ls."""
    p = names(num_features)
    hats: dict[str, Any] = {}
    for a in p:
        moved = " + ".join(f"datum.S_{a}_{b} * (datum.start_{b} - {b})" for b in p)
        hats[f"{a}_hat"] = f"isValid(datum.q_{a}) ? {a} + {moved} + noise * datum.q_{a} : null"
    # e = truth - learned; the loss is e'He + 2 sigma e'h + sigma^2 s.
    gaps: dict[str, Any] = {f"e_{a}": f"{a} - datum.{a}_hat" for a in p}
    squares = " + ".join(f"datum.e_{a} * datum.H_{a}_{b} * datum.e_{b}" for a in p for b in p)
    cross = " + ".join(f"datum.e_{a} * datum.h_{a}" for a in p)
    loss = f"isValid(datum.b_hat) ? max(0, {squares} + 2 * noise * ({cross}) + noise * noise * datum.s) : null"
    best: dict[str, Any] = {f"{a}_ls": f"{a} + noise * datum.r_{a}" for a in p}
    return chart.transform_calculate(**hats, **best).transform_calculate(**gaps).transform_calculate(loss=loss)


def _one(num_features: int) -> alt.Chart:
    """One row: the chosen moment of the chosen run."""
    return with_learned(with_now(with_form(alt.Chart(alt.NamedData("form")), num_features), num_features), num_features)


def _line_height(look: Look) -> int:
    return round(1.4 * (look.font + 1))


def readout(chart: alt.Chart, text: str, line: int, colour: str, look: Look, *, right: bool = False) -> alt.Chart:
    """A line of text at the top left, or right, worked out by the Vega expression `text`."""
    mark: dict[str, Any] = {"baseline": "top", "fontSize": look.font + 1, "fontWeight": 600, "color": colour}
    place: dict[str, Any] = {"align": "right", "x": alt.ExprRef("width - 8")} if right else {"align": "left", "x": 8}
    shown = chart.transform_calculate(text=text)
    return shown.mark_text(**mark, **place, y=2 + _line_height(look) * line).encode(text="text:N")


def _equation(suffix: str, num_features: int, word: str) -> str:
    terms = " + ' ".join(
        f"' + (datum.{a}{suffix} < 0 ? ' − ' : ' + ') + format(abs(datum.{a}{suffix}), '.3f') + '{unit}'"
        for a, unit in zip(names(num_features)[1:], [" x₂", ""][-num_features:], strict=True)
    )
    return f"isValid(datum.b{suffix}) ? '{word}: ŷ = ' + format(datum.w1{suffix}, '.3f') + ' x₁{terms} : ''"


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
            _one(num_features)
            .transform_filter(f"isValid({intercept})")
            .transform_calculate(**ends, **heights)
            .mark_rule(color=colour, strokeWidth=width, strokeDash=dash, clip=True)
            .encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
        )

    layers = [
        line(w, "b", TRUTH, 2.2 * look.stroke, [1, 0]),
        points,
        line(f"datum.{w}_ls", "datum.b_ls", LEAST_SQUARES, 0.7 * look.stroke, [6, 4]),
        line(f"datum.{w}_hat", "datum.b_hat", LEARNED, look.stroke, [1, 0]),
    ]
    return alt.layer(*layers)


def readout_strip(num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The true, the learned and the least-squares line as equations; a diverged run is named instead."""
    one = _one(num_features)
    truth = one.transform_calculate(**{f"{a}_true": a for a in names(num_features)})
    lines = (
        readout(truth, _equation("_true", num_features, labels["truth"]), 0, TRUTH, look),
        readout(one, _equation("_hat", num_features, labels["learned"]), 1, LEARNED, look),
        _diverged(labels, look),
        readout(one, _equation("_ls", num_features, labels["least_squares"]), 2, LEAST_SQUARES, look),
    )
    return alt.layer(*lines, view=alt.ViewConfig(stroke=None)).properties(height=_line_height(look) * 3)


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
    p = names(num_features)
    true = " + ".join(f"{w} * datum.x{j + 1}" for j, w in enumerate(p[:-1])) + " + b + noise * datum.e"
    predicted = " + ".join(f"datum.{w}_hat * datum.x{j + 1}" for j, w in enumerate(p[:-1])) + " + datum.b_hat"
    rows = with_now(with_form(alt.Chart(alt.NamedData("points")), num_features), num_features)
    x = alt.X("label:Q", scale=scale, title=labels["true_label"])
    y = alt.Y("predicted:Q", scale=scale, title=labels["prediction"])
    points = (
        with_learned(rows, num_features)
        .transform_filter("isValid(datum.b_hat)")
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
    return alt.layer(diagonal, points)


def loss_panel(num_features: int, labels: Mapping[str, str], look: Look, *, log: bool) -> alt.LayerChart:
    """The loss over all the data by step, with the noise floor; the part already trained is drawn thick."""
    scale = alt.Scale(type="log", nice=True) if log else alt.Scale(nice=True, zero=True)
    x = alt.X("step:Q", title=labels["step"], scale=alt.Scale(nice=False))
    y = alt.Y("shown:Q", title=labels["loss"], scale=scale, axis=alt.Axis(format=".0e" if log else ".3~g", tickCount=5))
    clamp = f"isValid(datum.loss) && datum.loss < {_TOP} ? max(datum.loss, 1e-12) : null"
    curve = (
        with_learned(
            with_form(alt.Chart(alt.NamedData("path")).transform_filter("datum.learning_rate == lr"), num_features),
            num_features,
        )
        .transform_calculate(shown=clamp)
        .transform_filter("isValid(datum.shown)")
    )
    thin = curve.mark_line(color=LEARNED, strokeWidth=0.5 * look.stroke, opacity=0.45).encode(x=x, y=y)
    thick = (
        curve.transform_filter("datum.step <= step").mark_line(color=LEARNED, strokeWidth=look.stroke).encode(x=x, y=y)
    )
    kept = alt.Chart(alt.NamedData("kept")).transform_calculate(shown=clamp).transform_filter("isValid(datum.shown)")
    ghost = kept.mark_line(color=GHOST, strokeWidth=0.8 * look.stroke, strokeDash=[5, 3]).encode(x=x, y=y)
    now = _one(num_features).transform_calculate(shown=clamp, step="datum.now").transform_filter("isValid(datum.shown)")
    dot = now.mark_circle(color=LEARNED, size=8 * look.point, opacity=1).encode(x=x, y=y)
    floor = (
        with_form(alt.Chart(alt.NamedData("form")), num_features)
        .transform_calculate(shown="noise * noise * datum.floor")
        .transform_filter("datum.shown > 1e-12")
    )
    rule = floor.mark_rule(color=LEAST_SQUARES, strokeDash=[6, 4], strokeWidth=0.7 * look.stroke).encode(y=y)
    words: dict[str, Any] = {"align": "left", "fontSize": look.font, "color": LEAST_SQUARES, "dy": -look.font * 0.7}
    name = floor.mark_text(**words).encode(y=y, x=alt.value(4), text=alt.value(labels["floor"]))
    text = (
        f"'{labels['at_step']} ' + min(step, datum.steps) + ' / ' + datum.steps + "
        f"(isValid(datum.loss) ? '   {labels['loss']} ' + format(datum.loss, '.4~g') : '')"
    )
    moment = readout(_one(num_features), text, 0, LEARNED, look, right=True)
    return alt.layer(thin, thick, ghost, dot, rule, name, moment)


def path_panel(num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The path of two parameters over contours of equal loss (any further one at its best)."""
    p = names(num_features)
    a, b = p[0], p[1]
    ends = {"w1": 6.0, "w2": 6.0, "b": 11.0}
    x = alt.X("px:Q", title=labels[a], scale=alt.Scale(domain=[-ends[a], ends[a]], nice=False))
    y = alt.Y("py:Q", title=labels[b], scale=alt.Scale(domain=[-ends[b], ends[b]], nice=False))
    rings = _rings(num_features).mark_line(color=DATA, opacity=0.5, strokeWidth=0.4 * look.stroke, clip=True)
    contours = rings.encode(x=x, y=y, detail="level:N", order="angle:Q")
    curve = with_learned(
        with_form(alt.Chart(alt.NamedData("path")).transform_filter("datum.learning_rate == lr"), num_features),
        num_features,
    ).transform_calculate(px=f"datum.{a}_hat", py=f"datum.{b}_hat")
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
    now = _one(num_features)
    dot = (
        now.transform_filter("isValid(datum.b_hat)").transform_calculate(px=f"datum.{a}_hat", py=f"datum.{b}_hat")
        .mark_circle(color=LEARNED, size=8 * look.point, opacity=1, clip=True).encode(x=x, y=y)
    )  # fmt: skip
    truth = (
        now.transform_calculate(px=a, py=b)
        .mark_point(shape="cross", filled=True, color=TRUTH, size=10 * look.point, opacity=1)
        .encode(x=x, y=y)
    )
    best = (
        now.transform_calculate(px=f"datum.{a}_ls", py=f"datum.{b}_ls")
        .mark_point(
            shape="diamond", color=LEAST_SQUARES, size=10 * look.point, strokeWidth=0.6 * look.stroke, opacity=1
        )
        .encode(x=x, y=y)
    )
    return alt.layer(contours, thin, ghost, thick, dot, truth, best)


def _rings(num_features: int) -> alt.Chart:
    """Six ellipses around least squares; the fourth runs through the start. With H = LL', they are L'^-1 (cos, sin)."""
    a, b = names(num_features)[:2]
    gap_a, gap_b = f"(datum.start_{a} - datum.{a}_ls)", f"(datum.start_{b} - datum.{b}_ls)"
    distance = (
        f"sqrt({gap_a} * {gap_a} * datum.H_{a}_{a} + 2 * {gap_a} * {gap_b} * datum.H_{a}_{b} + "
        f"{gap_b} * {gap_b} * datum.H_{b}_{b})"
    )
    rings = alt.Chart(alt.sequence(0, 6 * 61, as_="i")).transform_calculate(
        level="1 + floor(datum.i / 61)", angle="2 * PI * (datum.i % 61) / 60"
    )
    best: dict[str, Any] = {f"{name}_ls": f"{name} + noise * datum.r_{name}" for name in (a, b)}
    low = f"datum.H_{a}_{b} / datum.l1"
    return (
        with_form(rings, num_features)
        .transform_calculate(**best, l1=f"sqrt(datum.H_{a}_{a})")
        .transform_calculate(l2=low)
        .transform_calculate(l3=f"sqrt(max(1e-12, datum.H_{b}_{b} - datum.l2 * datum.l2))")
        .transform_calculate(radius=f"datum.level / 4 * {distance}")
        .transform_calculate(v="sin(datum.angle) / datum.l3")
        .transform_calculate(
            px=f"datum.{a}_ls + datum.radius * (cos(datum.angle) - datum.l2 * datum.v) / datum.l1",
            py=f"datum.{b}_ls + datum.radius * datum.v",
        )
    )


def layer_panel(num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The fully connected layer: each input wired to the one output, with the learned weights on the wires."""
    learned = names(num_features)
    tops = [0.85, 0.5, 0.15] if num_features == 2 else [0.8, 0.2]
    ends = alt.Scale(domain=[0, 1], nice=False)
    x, y = alt.X("x:Q", scale=ends, axis=None), alt.Y("y:Q", scale=ends, axis=None)
    now = _one(num_features)
    layers: list[alt.Chart] = []
    for name, top in zip(learned, tops, strict=True):
        place: dict[str, Any] = {"x": "0.12", "y": str(top), "x2": "0.85", "y2": "0.5", "value": f"datum.{name}_hat"}
        wire = now.transform_filter("isValid(datum.b_hat)").transform_calculate(**place, size="abs(datum.value)")
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


def finished(
    chart: alt.VConcatChart | alt.LayerChart | alt.FacetChart, params: list[alt.Parameter], look: Look
) -> dict[str, Any]:
    """The specification with its parameters and the sizes of its axes, for a canvas."""
    size: dict[str, Any] = {"labelFontSize": look.font, "titleFontSize": look.font + 1}
    room = look.axis - look.font - 22
    fixed: dict[str, Any] = {"minExtent": room, "maxExtent": room}
    # The title of a horizontal axis stands inside its panel, at the right: panels then need less height.
    inside: dict[str, Any] = {
        "titleAnchor": "end",
        "titleAlign": "right",
        "titleBaseline": "bottom",
        "titleY": -4,
        "format": "~f",
    }
    dressed = chart.add_params(*params).configure_axis(**size).configure_axisX(**inside).configure_axisY(**fixed)
    spec: dict[str, Any] = dressed.to_dict()
    # Room for half of the last label, which may reach over the panel's end.
    spec["padding"] = {"left": 0, "top": 5, "right": 8, "bottom": 4}
    spec["usermeta"] = {"embedOptions": {"renderer": "canvas"}}
    return spec


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
    return finished(chart, parameters(num_features, rates, noises), look)


def progress_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    num_features: int,
    rates: Sequence[float],
    noises: Sequence[float],
    log: bool,
) -> dict[str, Any]:
    """Loss by step, the path of the parameters, and the layer (data sets path, form, kept)."""
    loss = loss_panel(num_features, labels, look, log=log).properties(height=look.height * 140)
    path = path_panel(num_features, labels, look).properties(height=look.height * 160)
    layer = layer_panel(num_features, labels, look).properties(height=look.height * 120)
    return finished(alt.vconcat(loss, path, layer, spacing=4), parameters(num_features, rates, noises), look)
