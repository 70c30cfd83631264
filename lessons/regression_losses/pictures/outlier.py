"""The live pictures of fits under L2, L1 and Huber's loss: a line, a constant, and the training of a line.

Parameters outlier, delta, lr and step are set by the page's sliders while they move. The data sets come from
`core.frames.losses`; F is the row of `fits` or `constants` at the chosen outlier and delta, S that of `scene`, now the
row of `steps` at the chosen step, k the number of the chosen rate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import DATA, LEARNED, LOSSES, TRUTH
from charts.parts import finished, held, line_height, readout
from lessons.regression_losses.pictures.losses import DASHES, NAMES, SAMPLES, delta_parameter

_REACH = 3.5
_MOST = 60.0  # beyond this a label is named, not drawn
_LEAST_DISTANCE, _MOST_DISTANCE = 0.005, 2e4
_LEAST_ERROR, _MOST_ERROR = 1e-6, 20.0


def _choice(name: str, options: Sequence[float]) -> alt.Parameter:
    return alt.param(name=name, value=options[0], bind=alt.binding_select(options=list(options)))


def _derived(expressions: Mapping[str, str]) -> list[alt.Parameter]:
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def _listed(values: Sequence[float]) -> str:
    return "[" + ", ".join(f"{value:g}" for value in values) + "]"


def parameters(data: str, outliers: Sequence[float], deltas: Sequence[float]) -> list[alt.Parameter]:
    """The outlier and delta, and F: the row of the data set `data` that belongs to them."""
    row = f"{len(deltas)} * indexof({_listed(outliers)}, +outlier) + round(delta / {deltas[0]:g}) - 1"
    chosen = {"F": f"length(data('{data}')) ? data('{data}')[{row}] : {{}}"}
    return [_choice("outlier", outliers), delta_parameter(), *_derived(chosen)]


def _one(data: str) -> alt.Chart:
    """One row of a data set that has one, for what is drawn once."""
    return alt.Chart(alt.NamedData(data))


def _signed(expression: str, form: str = ".2f") -> str:
    return f"replace(format({expression}, '{form}'), '-', '−')"


def _equation(name: str, weight: str, bias: str) -> str:
    sign = f"({weight} < 0 ? ' − ' : ' + ')"
    return f"'{name}: ŷ = ' + {_signed(bias)} + {sign} + format(abs({weight}), '.2f') + ' x'"


def _lines(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The lines as equations, each with its distance from the true one."""
    one = _one("scene")
    texts = [readout(one, _equation(labels["true_line"], "S.true_w", "S.true_b"), 0, TRUTH, look)]
    for line, (name, colour) in enumerate(LOSSES.items(), 1):
        equation = _equation(SAMPLES[name] + NAMES[name], f"F.w_{name}", f"F.b_{name}")
        far = f" + '   {labels['distance']} ' + format(F.distance_{name}, '.3~r')"
        texts.append(readout(one, equation + far, line, colour, look))
    room = line_height(look) * 4
    return alt.layer(held("fits"), *texts, view=alt.ViewConfig(stroke=None)).properties(height=room)


def _scene_panel(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    x = alt.X("x:Q", title="x", scale=alt.Scale(domain=[-_REACH, _REACH], nice=False))
    scale = alt.Scale(domain=[alt.ExprRef("bottom"), alt.ExprRef("top")], nice=False, zero=False)
    y = alt.Y("y:Q", title=labels["y"], scale=scale)
    ends: dict[str, Any] = {"x": str(-_REACH), "x2": str(_REACH)}

    def line(weight: str, bias: str, colour: str, width: float, dash: list[float], opacity: float = 1.0) -> alt.Chart:
        heights: dict[str, Any] = {"y": f"{bias} - {_REACH} * {weight}", "y2": f"{bias} + {_REACH} * {weight}"}
        rule: dict[str, Any] = {"color": colour, "strokeWidth": width, "strokeDash": dash, "opacity": opacity}
        rows = _one("scene").transform_calculate(**ends, **heights)
        return rows.mark_rule(**rule, clip=True).encode(x=x, y=y, x2="x2:Q", y2="y2:Q")

    examples = alt.Chart(alt.NamedData("examples"))
    near = examples.transform_filter("!datum.far")
    away = examples.transform_filter("datum.far").transform_calculate(label="datum.y + +outlier")
    away = away.transform_calculate(y="min(datum.label, top - 0.04 * (top - bottom))")
    away = away.transform_calculate(text="datum.label > top ? '▲ ' + format(datum.label, ',.0f') : '+ ' + outlier")
    word: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600, "color": LEARNED}
    word |= {
        "align": alt.ExprRef("S.x > 1 ? 'right' : 'left'"),
        "dx": alt.ExprRef(f"S.x > 1 ? -{look.font} : {look.font}"),
    }
    layers = [
        line("S.true_w", "S.true_b", TRUTH, 2.2 * look.stroke, [1, 0], 0.5),
        near.mark_circle(size=3 * look.point, color=DATA, opacity=0.9, clip=True).encode(x=x, y=y),
        *(line(f"F.w_{name}", f"F.b_{name}", LOSSES[name], look.stroke, DASHES[name]) for name in LOSSES),
        away.mark_point(shape="diamond", filled=True, size=9 * look.point, color=LEARNED, opacity=1).encode(x=x, y=y),
        away.mark_text(**word).encode(x=x, y=y, text="text:N"),
    ]
    return alt.layer(*layers)


def scene_chart(
    labels: Mapping[str, str], look: Look, *, outliers: Sequence[float], deltas: Sequence[float]
) -> dict[str, Any]:
    """The examples, the true line and the three fitted ones (data sets examples, fits, scene)."""
    frame = {
        "S": "length(data('scene')) ? data('scene')[0] : {}",
        "bottom": f"max({-_MOST}, min(-4, S.low) - 1)",
        "top": f"min({_MOST}, max(12, S.high, S.y + +outlier) + 2)",
    }
    panel = _scene_panel(labels, look).properties(height=look.height * 300)
    params = [*parameters("fits", outliers, deltas), *_derived(frame)]
    return finished(alt.vconcat(_lines(labels, look), panel, spacing=2), params, look)


def distance_chart(
    labels: Mapping[str, str], look: Look, *, outliers: Sequence[float], deltas: Sequence[float]
) -> dict[str, Any]:
    """How far each fitted line lies from the true one, by the size of the outlier (data sets fits, scene)."""
    scale = alt.Scale(type="symlog", constant=1, domain=[0, outliers[-1]], nice=False)
    x = alt.X("outlier:Q", title=labels["outlier"], scale=scale, axis=alt.Axis(values=[0, 1, 10, 100, 1000, 10_000]))
    heights = alt.Scale(type="log", domain=[_LEAST_DISTANCE, _MOST_DISTANCE], nice=False)
    axis = alt.Axis(format="~g", values=[0.01, 0.1, 1, 10, 100, 1000, 10_000])
    y = alt.Y("shown:Q", title=labels["distance_axis"], scale=heights, axis=axis)
    # One row for each outlier, at the chosen delta: looked up, since to filter all rows would take longer.
    lookup = f"(data('fits')[{len(deltas)} * datum.i + round(delta / {deltas[0]:g}) - 1] || {{}})"
    rows = alt.Chart(alt.sequence(0, len(outliers), as_="i")).transform_calculate(row=lookup)
    rows = rows.transform_calculate(outlier="datum.row.outlier")
    grey: dict[str, Any] = {"color": DATA, "strokeWidth": 0.4 * look.stroke, "strokeDash": [4, 3]}
    now = _one("scene").transform_calculate(outlier="+outlier")
    layers = [held("fits"), now.mark_rule(**grey).encode(x=x)]
    for name, colour in LOSSES.items():
        line: dict[str, Any] = {"color": colour, "strokeWidth": look.stroke, "strokeDash": DASHES[name]}
        curve = rows.transform_calculate(shown=f"max(datum.row.distance_{name}, {_LEAST_DISTANCE})")
        layers.append(curve.mark_line(**line).encode(x=x, y=y))
        dot = now.transform_calculate(shown=f"max(F.distance_{name}, {_LEAST_DISTANCE})")
        layers.append(dot.mark_circle(color=colour, size=8 * look.point, opacity=1).encode(x=x, y=y))
    panel = alt.layer(*layers).properties(height=look.height * 195)
    return finished(alt.vconcat(panel), parameters("fits", outliers, deltas), look)


def _constant_panel(name: str, labels: Mapping[str, str], look: Look, *, last: bool) -> list[Any]:
    """The mean loss of each constant c, its minimum marked; where that lies off the chart, it is named."""
    colour = LOSSES[name]
    axis = alt.Axis() if last else alt.Axis(labels=False, ticks=False)
    title = labels["constant"] if last else None
    # The blank title makes room for long labels.
    x = alt.X("c:Q", title=title, axis=axis, scale=alt.Scale(domain=[-2, alt.ExprRef("top")], nice=False))
    y = alt.Y("y:Q", title=" ", scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=3, format="~s"))
    rows = alt.Chart(alt.sequence(0, 71, as_="i")).transform_calculate(c="-2 + (top + 2) * datum.i / 70")
    rows = rows.transform_calculate(y=mean_loss(name, "datum.c"))
    line: dict[str, Any] = {"color": colour, "strokeWidth": look.stroke, "strokeDash": DASHES[name]}
    one = alt.Chart(alt.sequence(0, 1, as_="i"))
    # Where the best constant is off the chart, nothing marks it, and the heights are those of the curve that is there.
    height = f"F.best_{name} > top ? {mean_loss(name, 'top')} : F.least_{name}"
    best = one.transform_calculate(c=f"min(top, F.best_{name})", y=height)
    text = f"'{SAMPLES[name]}{NAMES[name]}: {labels['best_' + name]} ' + {_signed(f'F.best_{name}', ',.3~f')}"
    text += f" + (F.best_{name} > top ? ' {labels['off']}' : '')"
    word = readout(one, text, 0, colour, look)
    strip = alt.layer(word, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look))
    seen = alt.ExprRef(f"F.best_{name} > top ? 0 : 1")
    mark: dict[str, Any] = {
        "shape": "diamond",
        "filled": True,
        "color": colour,
        "size": 10 * look.point,
        "opacity": seen,
    }
    rule: dict[str, Any] = {"color": colour, "strokeWidth": 0.5 * look.stroke, "strokeDash": [4, 3], "opacity": seen}
    layers = [
        rows.mark_line(**line).encode(x=x, y=y, order="i:Q"),
        best.mark_rule(**rule).encode(x=x),
        best.mark_point(**mark).encode(x=x, y=y),
    ]
    return [strip, alt.layer(*layers).properties(height=look.height * 112)]


def mean_loss(name: str, c: str) -> str:
    """The mean loss of the constant at the Vega expression `c`; under L2 it is a parabola around the mean."""
    if name == "l2":
        return f"pow({c} - F.best_l2, 2) / 2 + F.least_l2"
    distances = [f"abs({c} - p{i})" for i in range(5)]
    if name == "l1":
        return "(" + " + ".join(distances) + ") / 5"
    terms = [f"min({d}, delta) * ({d} - min({d}, delta) / 2)" for d in distances]
    return "(" + " + ".join(terms) + ") / 5"


def constant_chart(
    labels: Mapping[str, str], look: Look, *, outliers: Sequence[float], deltas: Sequence[float]
) -> dict[str, Any]:
    """Five labels, and the mean of each loss over the constant that predicts them (data sets points, constants)."""
    ends = alt.Scale(domain=[-2, alt.ExprRef("top")], nice=False)
    x = alt.X("c:Q", title=None, scale=ends, axis=alt.Axis(labels=False, ticks=False))
    points = alt.Chart(alt.NamedData("points"))
    points = points.transform_calculate(c="min(top, datum.y + (datum.far ? +outlier : 0))", label="datum.y + +outlier")
    far = points.transform_filter("datum.far && datum.label > top").transform_calculate(
        text="format(datum.label, ',.1~f') + ' ▶'"
    )
    one = alt.Chart(alt.sequence(0, 1, as_="i"))
    middle = alt.value(1.1 * look.font)
    word: dict[str, Any] = {"align": "right", "dx": -look.font, "fontSize": look.font + 1, "fontWeight": 600}
    colour = alt.condition("datum.far", alt.value(LEARNED), alt.value(DATA))
    strip = alt.layer(
        held("constants"),
        points.mark_point(filled=True, size=8 * look.point, opacity=1).encode(x=x, y=middle, color=colour),
        far.mark_text(**word, color=LEARNED).encode(x=x, y=middle, text="text:N"),
        one.mark_text(align="right", fontSize=look.font + 1, color=DATA).encode(
            x=alt.value(-8), y=middle, text=alt.value(labels["labels"])
        ),
    ).properties(height=2.4 * look.font)
    panels = [panel for name in LOSSES for panel in _constant_panel(name, labels, look, last=name == "huber")]
    known = {f"p{i}": f"data('points')[{i}].y + (data('points')[{i}].far ? +outlier : 0)" for i in range(5)}
    known |= {"top": "min(40, max(8, p4 + 1))"}
    params = [*parameters("constants", outliers, deltas), *_derived(known)]
    return finished(alt.vconcat(strip, *panels, spacing=4), params, look)


def training_chart(
    kind: str, labels: Mapping[str, str], look: Look, *, rates: Sequence[float], num_steps: int
) -> dict[str, Any]:
    """The `error` of the parameters, or the `size` of the gradient, by step under the three losses (data set steps)."""
    texts = [
        readout(_moment(), _number(kind, name, labels), line, colour, look)
        for line, (name, colour) in enumerate(LOSSES.items())
    ]
    strip = alt.layer(*texts, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look) * 3)
    chosen = {
        "k": f"indexof({_listed(rates)}, +lr)",
        "now": f"length(data('steps')) ? data('steps')[min(step, {num_steps})] : {{}}",
    }
    params = [
        _choice("lr", rates),
        alt.param(name="step", value=0, bind=alt.binding_range(min=0, max=num_steps, step=1)),
        *_derived(chosen),
    ]
    panel = _training_panel(kind, labels, look, num_steps).properties(height=look.height * 270)
    return finished(alt.vconcat(strip, panel, spacing=2), params, look)


def _moment() -> alt.Chart:
    return alt.Chart(alt.sequence(0, 1, as_="i"))


def _number(kind: str, name: str, labels: Mapping[str, str]) -> str:
    """What a loss has reached at the chosen step, in words where there is no number."""
    here = f"now['{kind}_{name}_' + k]"
    nothing = f"step > 0 ? '{labels['none']}' : '{labels['no_step']}'" if kind == "size" else f"'{labels['none']}'"
    written = f"({here} > 0 && {here} < 1e-4 ? {_signed(here, '.2e')} : format({here}, '.3~r'))"
    return f"'{SAMPLES[name]}{NAMES[name]}: {labels[kind]} ' + (isValid({here}) ? {written} : {nothing})"


def _training_panel(kind: str, labels: Mapping[str, str], look: Look, num_steps: int) -> alt.LayerChart:
    """The three curves, the part already trained thick."""
    x = alt.X("step:Q", title=labels["step"], scale=alt.Scale(domain=[0, num_steps], nice=False))
    scale = alt.Scale(type="log", domain=[_LEAST_ERROR, _MOST_ERROR], nice=False, clamp=True)
    axis = alt.Axis(format=".0e", values=[1e-6, 1e-4, 1e-2, 1])

    def clamped(name: str, row: str) -> str:
        field = f"{row}['{kind}_{name}_' + k]"
        return f"isValid({field}) ? max({field}, {_LEAST_ERROR}) : null"

    heights: dict[str, Any] = {name: clamped(name, "datum") for name in LOSSES}
    rows = alt.Chart(alt.NamedData("steps")).transform_calculate(**heights)
    done = rows.transform_filter("datum.step <= step")
    thin: list[alt.Chart] = []
    thick: list[alt.Chart] = []
    for name, colour in LOSSES.items():
        y = alt.Y(f"{name}:Q", title=labels[kind], scale=scale, axis=axis)
        mark: dict[str, Any] = {"color": colour, "clip": True}
        thin.append(rows.mark_line(**mark, strokeWidth=0.5 * look.stroke, opacity=0.4).encode(x=x, y=y))
        thick.append(done.mark_line(**mark, strokeWidth=look.stroke, strokeDash=DASHES[name]).encode(x=x, y=y))
        here: dict[str, Any] = {"step": "+step", name: clamped(name, "now")}
        dot = _moment().transform_calculate(**here).transform_filter(f"isValid(datum.{name})")
        thick.append(dot.mark_circle(color=colour, size=8 * look.point, opacity=1).encode(x=x, y=y))
    return alt.layer(*thin, *thick)
