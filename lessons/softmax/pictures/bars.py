"""The live pictures of softmax: the formula with the numbers in it, one row of bars for each class, and two curves.

Their parameters o1, ..., o10, classes, shift, scale, temperature and light are set by the page's sliders while they
move. What goes into exp is z = (scale o + shift) / temperature. The data set `given` (`core.frames.softmax`) holds the
logits that have no slider on the page. The selection `hover` is the class under the pointer, and `lit` the class that
is lit up: that one, else the one chosen by `light` (from 1; 0 for none), else the largest.

Expressions that are the same for all rows are parameters, worked out once (see `charts.regression`): F is the row of
`given`, Z the list of z, top its maximum, total the sum of exp(z - top), lse the logsumexp.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.look import Look
from charts.palette import CLASSES, DATA, TRUTH
from charts.parts import finished, held, line_height, readout

MOST = len(CLASSES)
_SUBSCRIPTS = "₁₂₃₄₅₆₇₈₉"
_SIGNS = [*_SUBSCRIPTS, "₁₀"]
_NAMES = "[" + ", ".join(f"'{sign}'" for sign in _SIGNS) + "]"
_NARROW = "width < 560"
COLOUR = alt.Color("i:O", scale=alt.Scale(domain=list(range(MOST)), range=list(CLASSES)), legend=None)
_HOVER = {"type": "point", "on": "pointerover", "clear": "pointerout", "fields": ["i"], "toggle": False}
_VIEWS = ("terms", "bars")
# The columns of the bars, as shares of the width: where they begin and end, and where the number ends.
_LOGIT, _EXP, _P = (0.0, 0.2, 0.28), (0.35, 0.545, 0.655), (0.725, 0.91, 1.0)
_FRACTION = (0.09, 0.86)
_FADED = "lighting && lit != datum.i ? 0.25 : 1"
_FADE = alt.Opacity("fade:Q", scale=None, legend=None)
_UNIT = alt.Scale(domain=[0, 1], nice=False)
_SHARE = alt.X("x:Q", scale=_UNIT, axis=None)


def parameters(temperatures: Sequence[float], scales: Sequence[float]) -> list[alt.Parameter]:
    """The parameters that follow the page's sliders; saved alone, a chart shows inputs for them."""
    logits = [
        alt.param(name=f"o{j}", value=0.0, bind=alt.binding_range(min=-10, max=10, step=0.1))
        for j in range(1, MOST + 1)
    ]
    return [
        alt.param(name="classes", value=2, bind=alt.binding_range(min=2, max=MOST, step=1)),
        *logits,
        alt.param(name="temperature", value=1, bind=alt.binding_select(options=list(temperatures))),
        alt.param(name="shift", value=0, bind=alt.binding_range(min=-10, max=10, step=0.5)),
        alt.param(name="scale", value=1, bind=alt.binding_select(options=list(scales))),
    ]


def light() -> alt.Parameter:
    """Which class is lit up while the pointer is on none."""
    return alt.param(name="light", value=0, bind=alt.binding_range(min=0, max=MOST, step=1))


def derived() -> list[alt.Parameter]:
    """What follows from the sliders and is the same for all rows."""
    logits = ", ".join(f"(scale * (F.drawn < {j} ? F.o{j} : o{j}) + shift) / temperature" for j in range(1, MOST + 1))
    terms = " + ".join(f"(classes > {i} ? exp(Z[{i}] - top) : 0)" for i in range(MOST))
    expressions = {
        "F": f"length(data('given')) ? data('given')[0] : {{drawn: {MOST}}}",
        "Z": f"slice([{logits}], 0, classes)",
        "top": "extent(Z)[1]",
        "total": terms,
        "lse": "top + log(total)",
        "leader": "indexof(Z, top)",
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def _lit(*, pointed: bool) -> list[alt.Parameter]:
    """Which class is lit up, and whether one is: by the pointer where the chart has a selection, or by `light`."""
    chosen = "light > 0 && light <= classes"
    under = "isValid(hover.i) && isValid(hover.i[0]) && hover.i[0] < classes ? hover.i[0] : -1"
    expressions = {
        "under": under if pointed else "-1",
        "lit": f"under >= 0 ? under : {chosen} ? light - 1 : leader",
        "lighting": f"under >= 0 || {chosen}",
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def number(value: str) -> str:
    """A Vega expression: the number with three digits and a true minus sign."""
    return f"replace(format({value}, '.3~g'), '-', '−')"


def exponential(z: str) -> str:
    """A Vega expression: exp(z) with three digits; what no browser can hold is told by its size."""
    return f"({z} > 700 ? '> 1e304' : {z} < -700 ? '< 1e-304' : format(exp({z}), '.3~g'))"


def probability(p: str) -> str:
    """A Vega expression: a probability with three digits, never rounded to 0 or 1, which softmax cannot reach."""
    small = f"{p} > 0 ? format({p}, '.1e') : '< 1e-300'"
    return f"({p} >= 0.9995 ? '> 0.999' : {p} >= 0.0005 ? format({p}, '.3f') : {small})"


def equals(p: str) -> str:
    """A Vega expression: the probability behind its sign, = or >."""
    return f"({p} >= 0.9995 ? '' : '= ') + {probability(p)}"


def rows() -> alt.Chart:
    """One row for each class: i, z, a = exp(z - top), p, and fade (the opacity beside a class that is lit up)."""
    some = alt.Chart(alt.sequence(0, MOST, as_="i")).transform_filter("datum.i < classes")
    return some.transform_calculate(
        z="Z[datum.i]",
        a="exp(Z[datum.i] - top)",
        p="exp(Z[datum.i] - lse)",
        fade=_FADED,
        middle="(datum.i + 0.5) / classes",
    )


def _shares(left: float, right: float) -> str:
    return f"{left} + {right - left:.4f}"


class _Rows:
    """The panel of bars: where things stand, in pixels from its top."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.line = line_height(look)
        self.height = round(look.height * 272)
        edges = [2.4 * self.line, self.height - 1.4 * self.line]
        self.y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, range=edges))

    def bars(self, left: str, right: str) -> alt.Chart:
        """A bar for each class between two shares of the width."""
        half = "min(0.36 / classes, 0.09)"
        edges: dict[str, Any] = {"y": f"datum.middle - {half}", "y2": f"datum.middle + {half}", "x": left, "x2": right}
        bars = rows().transform_calculate(**edges).mark_rect()
        return bars.encode(x=_SHARE, x2="x2:Q", y=self.y, y2="y2:Q", color=COLOUR, opacity=_FADE)

    def numbers(self, share: float, text: str) -> alt.Chart:
        """A number for each class, ending at a share of the width."""
        size = alt.ExprRef(f"{_NARROW} ? {0.8 * self.look.font} : {self.look.font + 1}")
        mark: dict[str, Any] = {"align": "right", "baseline": "middle", "fontWeight": 600, "fontSize": size}
        placed = rows().transform_calculate(x=str(share), y="datum.middle", text=text)
        return placed.mark_text(**mark).encode(x=_SHARE, y=self.y, text="text:N", color=COLOUR, opacity=_FADE)

    def note(self, share: float, y: float, text: str, *, bold: bool = False) -> alt.Chart:
        """A line of text that begins at a share of the width, above or below the bars."""
        size = alt.ExprRef(f"{_NARROW} ? {0.75 * self.look.font} : {self.look.font + (1 if bold else 0)}")
        place: dict[str, Any] = {"x": alt.ExprRef(f"{share} * width"), "y": y, "baseline": "top", "align": "left"}
        mark: dict[str, Any] = {"fontSize": size, "fontWeight": 600 if bold else 400, "text": alt.ExprRef(text)}
        # A text's own default colour would be lost on a dark page.
        return alt.Chart(alt.NamedData("given")).mark_text(**place, **mark, color=DATA)

    def stripes(self) -> alt.Chart:
        """The whole row of each class."""
        return rows().transform_calculate(x="0", x2="1", y="datum.i / classes", y2="(datum.i + 1) / classes")

    def names(self, label: str) -> list[alt.Chart]:
        """The names of the classes, where other charts have an axis; the room for them is always the same."""
        room: dict[str, Any] = {"x": 8 - self.look.axis, "x2": 0, "y": 0, "y2": self.height, "color": "transparent"}
        mark: dict[str, Any] = {"align": "right", "baseline": "middle", "dx": -8, "fontWeight": 600}
        placed = rows().transform_calculate(x="0", y="datum.middle", text=f"replace('{label}', '#', datum.i + 1)")
        return [
            alt.Chart(alt.NamedData("given")).mark_rect(**room),
            placed.mark_text(**mark, fontSize=self.look.font).encode(
                x=_SHARE, y=self.y, text="text:N", color=COLOUR, opacity=_FADE
            ),
        ]


def _short(labels: Mapping[str, str], key: str) -> str:
    return f"{_NARROW} ? '{labels[key + '_short']}' : '{labels[key]}'"


def rows_panel(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """One row for each class: the bars of its logit, of its exponential and of its probability, with the numbers."""
    at = _Rows(look)
    reach = "(5 * pow(2, max(0, ceil(log(max(abs(extent(Z)[0]), abs(top)) / 5) / log(2) - 1e-9))))"
    zero, half = (_LOGIT[0] + _LOGIT[1]) / 2, (_LOGIT[1] - _LOGIT[0]) / 2
    below = at.height - 1.1 * at.line
    across: dict[str, Any] = {"x": _SHARE, "x2": "x2:Q", "y": at.y, "y2": "y2:Q"}
    axis = alt.Chart(alt.sequence(0, 1, as_="i")).transform_calculate(x=str(zero), y="0", y2="1")
    lit = at.stripes().transform_filter("lighting && lit == datum.i")
    layers: list[alt.Chart] = [
        held("given"),
        *at.names(labels["class"]),
        lit.mark_rect(color=DATA, opacity=0.16).encode(**across),
        at.bars(str(zero), f"{zero} + {half} * datum.z / {reach}"),
        axis.mark_rule(color=DATA, strokeWidth=1).encode(x=_SHARE, y=at.y, y2="y2:Q"),
        at.bars(str(_EXP[0]), f"{_shares(*_EXP[:2])} * datum.a"),
        at.bars(str(_P[0]), f"{_shares(*_P[:2])} * datum.p"),
        at.numbers(_LOGIT[2], number("datum.z")),
        at.numbers(_EXP[2], exponential("datum.z")),
        at.numbers(_P[2], probability("datum.p")),
        at.note(_LOGIT[0], 0, _short(labels, "logit"), bold=True),
        at.note(_EXP[0], 0, _short(labels, "exponential"), bold=True),
        at.note(_P[0], 0, _short(labels, "probability"), bold=True),
        at.note(_LOGIT[0], at.line, f"'{labels['reach']} ±' + {reach}"),
        at.note(_EXP[0], at.line, _short(labels, "relative")),
        at.note(_P[0], at.line, _short(labels, "share")),
        at.note(_LOGIT[0], below, f"'{labels['largest']} ' + {number('top')}"),
        at.note(_EXP[0], below, f"'{labels['sum']} ' + {exponential('lse')} + ' · logsumexp ' + {number('lse')}"),
        at.note(_P[0], below, f"'{labels['sum']} ' + format(total * exp(top - lse), '.3f')"),
        at.stripes().mark_rect(color="transparent", cursor="pointer").encode(**across),
    ]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=at.height)


def formula_panel(look: Look) -> alt.LayerChart:
    """p = exp(z) / (exp(z_1) + ... + exp(z_k)) with the numbers in it, for the class that is lit up."""
    line, (left, right) = line_height(look), _FRACTION
    span = f"{right - left:.2f}"
    # Where the terms are tight, two lines of numbers; else each term with its number below it.
    tight = f"({span} * width / classes < {4.6 * look.font})"
    columns = f"({tight} ? ceil(classes / 2) : classes)"
    first = f"({tight} && datum.i < ceil(classes / 2))"
    terms = rows().transform_calculate(
        x=f"{left} + {span} * (datum.i % {columns} + 0.5) / {columns}",
        before=f"{left} + {span} * (datum.i % {columns}) / {columns}",
        after=f"{left} + {span} * (datum.i % {columns} + 1) / {columns}",
        term=f"{tight} ? '' : 'exp(' + {number('datum.z')} + ')'",
        value=exponential("datum.z"),
        plus="datum.i > 0 ? '+' : ''",
    )
    own = rows().transform_filter("datum.i == lit").transform_calculate(
        x=str((left + right) / 2),
        before="0",
        after=str(right + 0.012),
        over=f"'exp(' + {number('datum.z')} + ') = ' + {exponential('datum.z')}",
        name=f"'p' + {_NAMES}[datum.i] + ' ='",
        result=equals("datum.p"),
    )  # fmt: skip
    one = alt.Chart(alt.NamedData("given")).transform_calculate(
        x=str(left), x2=str(right), after=str(right + 0.012), sum=f"'= ' + {exponential('lse')}"
    )
    size = alt.ExprRef(f"min({look.font}, {span} * width / {columns} / 5.3)")
    small: dict[str, Any] = {"baseline": "middle", "fontWeight": 600, "fontSize": size}
    size = alt.ExprRef(f"min({look.font + 3}, width / 27)")
    big: dict[str, Any] = {"baseline": "middle", "fontWeight": 600, "fontSize": size}
    low = alt.ExprRef(f"{first} ? {2.5 * line} : {3.45 * line}")
    before, after = (alt.X(f"{name}:Q", scale=_UNIT, axis=None) for name in ("before", "after"))
    coloured: dict[str, Any] = {"color": COLOUR, "opacity": _FADE}
    plus = terms.mark_text(**small, y=low, color=DATA).encode(x=before, text="plus:N")
    upper_plus = terms.transform_filter(f"!{tight}").mark_text(**small, y=2.5 * line, color=DATA)
    box: dict[str, Any] = {
        "y": alt.ExprRef(f"{tight} && !{first} ? {3 * line} : {2 * line}"),
        "y2": alt.ExprRef(f"{first} ? {3 * line} : {4 * line}"),
    }
    layers = [
        held("given"),
        one.mark_rule(y=1.75 * line, color=DATA, strokeWidth=0.6 * look.stroke).encode(x=_SHARE, x2="x2:Q"),
        own.mark_text(**big, y=0.95 * line).encode(x=_SHARE, text="over:N", color=COLOUR),
        own.mark_text(**big, y=1.75 * line, align="left").encode(x=before, text="name:N", color=COLOUR),
        own.mark_text(**big, y=1.75 * line, align="left").encode(x=after, text="result:N", color=COLOUR),
        terms.mark_text(**small, y=2.5 * line).encode(x=_SHARE, text="term:N", **coloured),
        terms.mark_text(**small, y=low).encode(x=_SHARE, text="value:N", **coloured),
        plus,
        upper_plus.encode(x=before, text="plus:N"),
        one.mark_text(**small, y=3.45 * line, align="left", color=DATA).encode(x=after, text="sum:N"),
        terms.mark_rect(color="transparent", cursor="pointer", **box).encode(x=before, x2="after:Q"),
    ]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=4.1 * line)


def softmax_chart(
    labels: Mapping[str, str], look: Look, *, temperatures: Sequence[float], scales: Sequence[float]
) -> dict[str, Any]:
    """The formula above the bars (data set given); the class under the pointer is lit up in both."""
    chart = alt.vconcat(formula_panel(look), rows_panel(labels, look), spacing=8)
    params = [*parameters(temperatures, scales), light(), *derived(), *_lit(pointed=True)]
    spec = finished(chart, params, look)
    # By hand: Altair warns of one selection in two views, and drops the names of layers. The last layer takes hits.
    for panel, view in zip(spec["vconcat"], _VIEWS, strict=True):
        panel["layer"][-1]["name"] = view
    spec["params"].append({"name": "hover", "select": _HOVER, "views": list(_VIEWS)})
    return spec


def _small(look: Look) -> float:
    """The height of the two small pictures, axis included."""
    return 150 + 8 * (look.font - 12)


def _room(lines: int, look: Look) -> list[float]:
    """The domain of a probability's axis with room above for lines of text, and below for the title of the other."""
    inner = _small(look) - 3 * look.font
    above, below = (lines * line_height(look) + 4) / inner, 1.3 * look.font / inner
    span = 1 / (1 - above - below)
    return [round(-below * span, 3), round(1 + above * span, 3)]


def curves(low: float, high: float, count: int = 33) -> alt.Chart:
    """The probability p of each class i at `count` temperatures t from `low` to `high`, evenly spaced in their logs."""
    grid = alt.Chart(alt.sequence(0, MOST * count, as_="n")).transform_calculate(
        i=f"floor(datum.n / {count})", t=f"{low} * pow({high / low}, (datum.n % {count}) / {count - 1})"
    )
    some = grid.transform_filter("datum.i < classes")
    # The maximum stays the maximum at every temperature above 0.
    parts = some.transform_calculate(a="exp((Z[datum.i] - top) * temperature / datum.t)", fade=_FADED)
    return parts.transform_joinaggregate(s="sum(a)", groupby=["t"]).transform_calculate(p="datum.a / datum.s")


def temperature_chart(
    labels: Mapping[str, str], look: Look, *, temperatures: Sequence[float], scales: Sequence[float]
) -> dict[str, Any]:
    """The probability of each class against the temperature, from one-hot to uniform (data set given)."""
    low, high = temperatures[0], temperatures[-1]
    x = alt.X(
        "t:Q",
        title=labels["temperature"],
        scale=alt.Scale(type="log", domain=[low, high], nice=False),
        axis=alt.Axis(values=[0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]),
    )
    y = alt.Y(
        "p:Q",
        title=labels["p"],
        scale=alt.Scale(domain=_room(1, look), nice=False),
        axis=alt.Axis(values=[0, 0.5, 1], format=".1f"),
    )
    # Numbers in the points while there is room for them; the colours are those of the rows of bars.
    few = "classes <= 5"
    size = alt.ExprRef(f"pow(({few} ? 1.5 : 0.8) * {look.font}, 2)")
    near = [f"(isValid(datum.{side}) && abs(datum.p - datum.{side}) < 0.17)" for side in ("below", "above")]
    now = (
        rows()
        .transform_window(sort=[alt.SortField("p")], below="lag(p)", above="lead(p)")
        .transform_calculate(t="+temperature", name=f"{few} && !{near[0]} && !{near[1]} ? '' + (datum.i + 1) : ''")
    )
    one = alt.Chart(alt.NamedData("given"))
    layers = [
        curves(low, high)
        .mark_line(strokeWidth=look.stroke, interpolate="monotone")
        .encode(x=x, y=y, color=COLOUR, opacity=_FADE),
        one.transform_calculate(t="+temperature", p="0", p2="1")
        .mark_rule(color=DATA, strokeDash=[4, 3])
        .encode(x=x, y=y, y2="p2:Q"),
        now.mark_circle(size=size).encode(x=x, y=y, color=COLOUR, opacity=_FADE),
        now.mark_text(fontSize=0.9 * look.font, fontWeight=700, color="white").encode(x=x, y=y, text="name:N"),
        readout(one, f"'{labels['cold']}'", 0, DATA, look),
        readout(one, f"'{labels['hot']}'", 0, DATA, look, right=True),
    ]
    chart = alt.layer(*layers).properties(height=_small(look))
    return finished(chart, [*parameters(temperatures, scales), light(), *derived(), *_lit(pointed=False)], look)


def logistic_chart(
    labels: Mapping[str, str], look: Look, *, temperatures: Sequence[float], scales: Sequence[float]
) -> dict[str, Any]:
    """Class 1 against class 2 alone: the logistic function of the difference of their logits (data set given)."""
    reach = "max(6, 1.15 * abs(Z[0] - Z[1]))"
    scale = alt.Scale(domain=[alt.ExprRef(f"-{reach}"), alt.ExprRef(reach)], nice=False)
    x = alt.X("d:Q", title="z₁ − z₂", scale=scale)
    y = alt.Y(
        "s:Q",
        title="σ(z₁ − z₂)",
        scale=alt.Scale(domain=_room(2, look), nice=False),
        axis=alt.Axis(values=[0, 0.5, 1], format=".1f"),
    )
    curve = alt.Chart(alt.sequence(0, 81, as_="n")).transform_calculate(d=f"{reach} * (datum.n / 40 - 1)")
    one = alt.Chart(alt.NamedData("given")).transform_calculate(d="Z[0] - Z[1]")
    line, now = (some.transform_calculate(s="1 / (1 + exp(-datum.d))") for some in (curve, one))
    pair = "exp(Z[0] - lse) / (exp(Z[0] - lse) + exp(Z[1] - lse))"
    # With both far below the others the two probabilities may be 0: then the pair alone decides.
    pair = f"(max(Z[0], Z[1]) - lse > -700 ? {pair} : 1 / (1 + exp(Z[1] - Z[0])))"
    sigma = f"'σ(z₁ − z₂) = σ(' + {number('datum.d')} + ') ' + {equals('datum.s')}"
    share = f"(classes == 2 ? 'p₁ ' : 'p₁ / (p₁ + p₂) ') + {equals(pair)}"
    layers = [
        line.mark_line(color=TRUTH, strokeWidth=look.stroke).encode(x=x, y=y),
        now.transform_calculate(low="0").mark_rule(color=DATA, strokeDash=[4, 3]).encode(x=x, y=y, y2="low:Q"),
        now.mark_circle(size=10 * look.point, color=CLASSES[0], opacity=1).encode(x=x, y=y),
        readout(now, sigma, 0, TRUTH, look),
        readout(now, share, 1, CLASSES[0], look),
    ]
    chart = alt.layer(*layers).properties(height=_small(look))
    return finished(chart, [*parameters(temperatures, scales), *derived()], look)
