"""One output against one for each class, and the one-hot label beside the outputs.

Parameters o1, o2, o3, true_class and, for `charts.blame`, delta are set by the page's sliders while they move. The data
set `classes` comes from `core.frames.one_hot.classes_frame`; everything else is worked out here by Vega. Labels class1,
class2, class3 name the classes, in the one fixed order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import CLASSES, DATA, LEARNED, LEAST_SQUARES, TRUTH
from charts.parts import finished, line_height, readout

NUM_CLASSES = 3
# As `core.one_hot.SLACK`: the sliders' tenths are not exact in binary.
SLACK = 1e-9
O = "[o1, o2, o3][datum.i - 1]"  # noqa: E741 the book's letter
_HUE = alt.Color("i:N", scale=alt.Scale(domain=[1, 2, 3], range=list(CLASSES[:NUM_CLASSES])), legend=None)
_SIGNS = "['₁', '₂', '₃', '₄']"
_INPUTS = 4


def names(labels: Mapping[str, str]) -> list[str]:
    """The classes' names in their order."""
    return [labels[f"class{i}"] for i in range(1, NUM_CLASSES + 1)]


def name_of(labels: Mapping[str, str], index: str) -> str:
    """The Vega expression of the name of the class whose number is the expression `index`."""
    return f"{names(labels)}[{index} - 1]"


def named_axis() -> alt.Axis:
    """A vertical axis of names, each in the middle of its row."""
    hidden: dict[str, Any] = {"domain": False, "ticks": False, "grid": False}
    return alt.Axis(title=None, labelFlush=False, labelOverlap=False, **hidden)


def parameters() -> list[alt.Parameter]:
    """The parameters that follow the page's sliders; saved alone, a chart shows inputs for them."""
    logits = [
        alt.param(name=f"o{i}", value=0.0, bind=alt.binding_range(min=-10, max=10, step=0.1))
        for i in range(1, NUM_CLASSES + 1)
    ]
    return [
        alt.param(name="true_class", value=1, bind=alt.binding_range(min=1, max=NUM_CLASSES, step=1)),
        *logits,
        alt.param(name="delta", value=1.0, bind=alt.binding_range(min=0, max=5, step=0.1)),
    ]


def derived() -> list[alt.Parameter]:
    """What follows from the sliders: the prediction, the lead, and the three losses.

    own is o_y, rival the largest other logit, rest the sum of exp(o_i - rival) and others that of o_i^2 over i != y.
    """
    numbers = range(1, NUM_CLASSES + 1)
    rival = ", ".join(f"true_class == {i} ? -1e9 : o{i}" for i in numbers)
    expressions = {
        "own": "[o1, o2, o3][true_class - 1]",
        "top": "max(o1, o2, o3)",
        "predicted": "o1 == top ? 1 : o2 == top ? 2 : 3",
        "rival": f"max({rival})",
        "rival_class": "true_class != 1 && o1 == rival ? 1 : true_class != 2 && o2 == rival ? 2 : 3",
        "rest": " + ".join(f"(true_class == {i} ? 0 : exp(o{i} - rival))" for i in numbers),
        "others": " + ".join(f"(true_class == {i} ? 0 : o{i} * o{i})" for i in numbers),
        "lead": "own - rival",
        "squared": "(own - 1) * (own - 1) + others",
        "short": f"max(0, max(0, delta - {SLACK}) - lead)",
        "entropy": entropy("lead"),
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def entropy(lead: str) -> str:
    """Cross-entropy at a lead over the rival; neither exponential can overflow."""
    return f"({lead} >= 0 ? log(1 + rest * exp(-({lead}))) : log(rest + exp({lead})) - ({lead}))"


def classes() -> alt.Chart:
    """A row for each class."""
    return alt.Chart(alt.NamedData("classes"))


def one() -> alt.Chart:
    """One row, for what is drawn once."""
    return classes().transform_filter("datum.i == 1")


def _diagram(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Four inputs wired to one output, and the same four wired to one output for each class."""
    ends = alt.Scale(domain=[0, 1], nice=False)
    x, y = alt.X("x:Q", scale=ends, axis=None), alt.Y("y:Q", scale=ends, axis=None)
    wires = alt.Chart(alt.sequence(0, _INPUTS * (1 + NUM_CLASSES), as_="n")).transform_calculate(
        x=f"datum.n < {_INPUTS} ? 0.04 : 0.38",
        y=f"0.78 - 0.23 * (datum.n % {_INPUTS})",
        x2=f"datum.n < {_INPUTS} ? 0.22 : 0.58",
        y2=f"datum.n < {_INPUTS} ? 0.435 : 0.74 - 0.305 * (floor(datum.n / {_INPUTS}) - 1)",
    )
    inputs = alt.Chart(alt.sequence(0, 2 * _INPUTS, as_="n")).transform_calculate(
        x=f"datum.n < {_INPUTS} ? 0.04 : 0.38",
        y=f"0.78 - 0.23 * (datum.n % {_INPUTS})",
        text=f"'x' + {_SIGNS}[datum.n % {_INPUTS}]",
    )
    circle: dict[str, Any] = {"size": (1.8 * look.font) ** 2, "color": DATA, "opacity": 1}
    inside: dict[str, Any] = {"fontSize": look.font, "color": "white"}
    output = one().transform_calculate(x="0.22", y="0.435", text="'ŷ'")
    layers = [
        wires.mark_rule(color=DATA, opacity=0.55, strokeWidth=0.4 * look.stroke).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        *(
            part
            for nodes in (inputs, output)
            for part in (
                nodes.mark_circle(**circle).encode(x=x, y=y),
                nodes.mark_text(**inside).encode(x=x, y=y, text="text:N"),
            )
        ),
        *_outputs(labels, look, x, y),
        *_captions(labels, look),
    ]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None))


def _outputs(labels: Mapping[str, str], look: Look, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The output nodes, larger for larger logits, with their numbers, and which is predicted and which true."""
    nodes = classes().transform_calculate(x="0.58", y="0.74 - 0.305 * (datum.i - 1)", o=O)
    span = alt.Scale(domain=[-10, 10], range=[(0.5 * look.font) ** 2, (2.4 * look.font) ** 2])
    size = alt.Size("o:Q", scale=span, legend=None)
    text = f"'o' + {_SIGNS}[datum.i - 1] + ' = ' + format(datum.o, '.1f') + '  ' + {name_of(labels, 'datum.i')}"
    label: dict[str, Any] = {"align": "left", "dx": 1.7 * look.font, "fontSize": look.font + 1, "fontWeight": 600}
    tag: dict[str, Any] = {**label, "dy": 0.75 * look.font, "fontSize": look.font, "fontWeight": 400}
    ring: dict[str, Any] = {"filled": False, "opacity": 1, "strokeWidth": look.stroke, "size": (2.8 * look.font) ** 2}
    predicted = nodes.transform_filter("datum.i == predicted")
    true = nodes.transform_filter("datum.i == true_class").transform_calculate(
        text=f"predicted == true_class ? '{labels['both']}' : '{labels['true']}'"
    )
    wrong = predicted.transform_filter("predicted != true_class")
    return [
        nodes.mark_circle(opacity=1).encode(x=x, y=y, size=size, color=_HUE),
        predicted.mark_point(shape="circle", color=LEARNED, **ring).encode(x=x, y=y),
        nodes.transform_calculate(text=text)
        .mark_text(dy=-0.55 * look.font, **label)
        .encode(x=x, y=y, color=_HUE, text="text:N"),
        true.mark_text(color=TRUTH, **tag).encode(x=x, y=y, text="text:N"),
        wrong.mark_text(color=LEARNED, **tag).encode(x=x, y=y, text=alt.value(labels["predicted"])),
    ]


def _captions(labels: Mapping[str, str], look: Look) -> list[alt.Chart]:
    mark: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": look.font, "color": DATA, "y": 2}
    return [
        one().mark_text(fontWeight=600, **mark).encode(x=alt.value(alt.ExprRef(place)), text=alt.value(labels[key]))
        for place, key in (("0", "how_much"), ("0.34 * width", "which_one"))
    ]


def _table(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The label y one-hot beside the outputs o: their differences, and the squares that squared loss adds up."""
    columns = ["y", "o", "o − y", "(o − y)²"]
    # Without a format of its own the axis would take that of numbers.
    bare: dict[str, Any] = {"title": None, "format": "", "domain": False, "ticks": False}
    axis = alt.Axis(orient="top", labelAngle=0, labelPadding=6, **bare)
    x = alt.X("column:N", scale=alt.Scale(domain=columns), sort=None, axis=axis)
    y = alt.Y("row:N", scale=alt.Scale(domain=[*names(labels), labels["sum"]]), sort=None, axis=named_axis())
    rows = classes().transform_calculate(
        row=name_of(labels, "datum.i"),
        y="datum.i == true_class ? 1 : 0",
        o=O,
        gap=f"{O} - (datum.i == true_class ? 1 : 0)",
    )
    rows = rows.transform_calculate(square="datum.gap * datum.gap", share="squared > 0 ? datum.square / squared : 0")
    shades = {"y": "datum.y", "o": "0.12", "o − y": "0.12", "(o − y)²": "0.08 + 0.8 * datum.share"}
    figures = {
        "y": "'' + datum.y",
        "o": "format(datum.o, '.1f')",
        "o − y": "datum.gap == 0 ? '0.0' : format(datum.gap, '+.1f')",
        "(o − y)²": "format(datum.square, '.2f')",
    }
    layers: list[alt.Chart] = []
    for column in columns:
        cells = rows.transform_calculate(column=f"'{column}'", shade=shades[column], text=figures[column])
        last = column == "(o − y)²"
        hue: Any = alt.value(LEAST_SQUARES) if last else _HUE
        box: dict[str, Any] = {"stroke": DATA, "strokeWidth": 0.5, "strokeOpacity": 0.6}
        shade = alt.FillOpacity("shade:Q", scale=alt.Scale(domain=[0, 1], range=[0, 1]), legend=None)
        layers.append(cells.mark_rect(**box).encode(x=x, y=y, fill=_fill(last), fillOpacity=shade))
        number: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600}
        dark = cells.transform_filter("datum.shade > 0.5").mark_text(color="white", **number)
        pale = cells.transform_filter("datum.shade <= 0.5").mark_text(**number)
        layers += [dark.encode(x=x, y=y, text="text:N"), pale.encode(x=x, y=y, text="text:N", color=hue)]
    picked = rows.transform_filter("datum.i == predicted").transform_calculate(column="'o'")
    frame: dict[str, Any] = {"filled": False, "stroke": LEARNED, "strokeWidth": look.stroke}
    layers.append(picked.mark_rect(**frame).encode(x=x, y=y))
    total = one().transform_calculate(row=f"'{labels['sum']}'", column="'(o − y)²'", text="format(squared, '.2f')")
    bold: dict[str, Any] = {"fontSize": look.font + 2, "fontWeight": 700, "color": LEAST_SQUARES}
    layers.append(total.mark_text(**bold).encode(x=x, y=y, text="text:N"))
    note = total.transform_calculate(column="'o − y'", text=f"'{labels['squared_loss']} ='")
    layers.append(note.mark_text(**{**bold, "align": "right", "dx": 2.4 * look.font}).encode(x=x, y=y, text="text:N"))
    return alt.layer(*layers)


def _fill(last: bool) -> Any:
    if last:
        return alt.value(LEAST_SQUARES)
    return alt.Fill("i:N", scale=alt.Scale(domain=[1, 2, 3], range=list(CLASSES[:NUM_CLASSES])), legend=None)


def layers_chart(labels: Mapping[str, str], look: Look) -> dict[str, Any]:
    """The two layers, what argmax says, and the one-hot label beside the outputs (data set classes)."""
    said = (
        f"replace(predicted == true_class ? '{labels['right']}' : '{labels['wrong']}', '#', "
        f"{name_of(labels, 'predicted')})"
    )
    strip = alt.layer(readout(one(), said, 0, LEARNED, look), view=alt.ViewConfig(stroke=None))
    panels = (
        _diagram(labels, look).properties(height=look.height * 208),
        strip.properties(height=line_height(look)),
        _table(labels, look).properties(height=max(look.height * 120, 5 * line_height(look))),
    )
    needed = ("true_class", "o1", "o2", "o3", "own", "top", "predicted", "others", "squared")
    used = [parameter for parameter in [*parameters(), *derived()] if parameter.name in needed]
    return finished(alt.vconcat(*panels, spacing=4), used, look)
