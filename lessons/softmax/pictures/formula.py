"""The formula with the numbers in it above the bars: the class under the pointer is lit up in both.

The selection `hover` is the class under the pointer, and `lit` the class that is lit up: that one, else the one chosen
by the slider `light` (from 1; 0 for none), else the largest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import number, text
from charts.palette import DATA
from charts.parts import finished, line_height
from lessons.softmax.pictures.bars import bars_panel
from lessons.softmax.pictures.logits import COLOR, FADE, SIGNS, derived, equals, exponential, lit, one, rows

_HOVER = {"type": "point", "on": "pointerover", "clear": "pointerout", "fields": ["i"], "toggle": False}
_VIEWS = ("terms", "bars")
_LEFT, _RIGHT = 0.09, 0.86  # where the fraction's line begins and ends, as shares of the width
_SPAN = f"{_RIGHT - _LEFT:.2f}"
_UNIT = alt.Scale(domain=[0, 1], nice=False)
_X, _BEFORE, _AFTER = (alt.X(f"{name}:Q", scale=_UNIT, axis=None) for name in ("x", "before", "after"))


def formula_panel(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """p = exp(z) / (exp(z_1) + ... + exp(z_k)) with the numbers in it, for the class that is lit up."""
    layers = [*_fraction(labels["lost"], look), *_terms(labels["lost"], look)]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=4.1 * line_height(look))


def _fraction(lost: str, look: Look) -> list[alt.Chart]:
    """The line, the exponential above it, and the probability at its right."""
    line = line_height(look)
    size = alt.ExprRef(f"min({look.font + 3}, width / 27)")
    big: dict[str, Any] = {"baseline": "middle", "fontWeight": 600, "fontSize": size}
    signs = "[" + ", ".join(f"'{sign}'" for sign in SIGNS) + "]"
    value = exponential("datum.e", "datum.z", lost, equals=True)
    own = (
        rows()
        .transform_filter("datum.i == lit")
        .transform_calculate(
            x=str((_LEFT + _RIGHT) / 2),
            before="0",
            after=str(_RIGHT + 0.012),
            over=text("exp(", number("datum.z", lost, digits=3), ") ", value),
            name=f"'p' + {signs}[datum.i] + ' ='",
            result=equals("datum.p", lost),
        )
    )
    rule = one().transform_calculate(x=str(_LEFT), x2=str(_RIGHT))
    return [
        rule.mark_rule(y=1.75 * line, color=DATA, strokeWidth=0.6 * look.stroke).encode(x=_X, x2="x2:Q"),
        own.mark_text(**big, y=0.95 * line).encode(x=_X, text="over:N", color=COLOR),
        own.mark_text(**big, y=1.75 * line, align="left").encode(x=_BEFORE, text="name:N", color=COLOR),
        own.mark_text(**big, y=1.75 * line, align="left").encode(x=_AFTER, text="result:N", color=COLOR),
    ]


def _terms(lost: str, look: Look) -> list[alt.Chart]:
    """The sum below the line, term by term; the last layer takes the pointer."""
    line = line_height(look)
    # Where the terms are tight, two lines of numbers; else each term with its number below it.
    tight = f"({_SPAN} * width / classes < {4.6 * look.font})"
    columns = f"({tight} ? ceil(classes / 2) : classes)"
    first = f"({tight} && datum.i < ceil(classes / 2))"
    exp = text("exp(", number("datum.z", lost, digits=3), ")")
    terms = rows().transform_calculate(
        x=f"{_LEFT} + {_SPAN} * (datum.i % {columns} + 0.5) / {columns}",
        before=f"{_LEFT} + {_SPAN} * (datum.i % {columns}) / {columns}",
        after=f"{_LEFT} + {_SPAN} * (datum.i % {columns} + 1) / {columns}",
        term=f"{tight} ? '' : {exp}",
        value=exponential("datum.e", "datum.z", lost),
        plus="datum.i > 0 ? '+' : ''",
    )
    total = one().transform_calculate(after=str(_RIGHT + 0.012), sum=exponential("whole", "lse", lost, equals=True))
    size = alt.ExprRef(f"min({look.font}, {_SPAN} * width / {columns} / 5.3)")
    small: dict[str, Any] = {"baseline": "middle", "fontWeight": 600, "fontSize": size}
    low = alt.ExprRef(f"{first} ? {2.5 * line} : {3.45 * line}")
    colored: dict[str, Any] = {"color": COLOR, "opacity": FADE}
    plus = terms.mark_text(**small, y=low, color=DATA).encode(x=_BEFORE, text="plus:N")
    upper_plus = terms.transform_filter(f"!{tight}").mark_text(**small, y=2.5 * line, color=DATA)
    box: dict[str, Any] = {
        "y": alt.ExprRef(f"{tight} && !{first} ? {3 * line} : {2 * line}"),
        "y2": alt.ExprRef(f"{first} ? {3 * line} : {4 * line}"),
    }
    return [
        terms.mark_text(**small, y=2.5 * line).encode(x=_X, text="term:N", **colored),
        terms.mark_text(**small, y=low).encode(x=_X, text="value:N", **colored),
        plus,
        upper_plus.encode(x=_BEFORE, text="plus:N"),
        total.mark_text(**small, y=3.45 * line, align="left", color=DATA).encode(x=_AFTER, text="sum:N"),
        terms.mark_rect(color="transparent", cursor="pointer", **box).encode(x=_BEFORE, x2="after:Q"),
    ]


def softmax_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """The formula above the bars; the class under the pointer is lit up in both."""
    chart = alt.vconcat(formula_panel(labels, look), bars_panel(labels, look), spacing=8)
    spec = finished(chart, [*map(follow, follows), *derived(), *lit(pointed=True)], look)
    # By hand: Altair warns of one selection in two views, and drops the names of layers. The last layer takes hits.
    for panel, view in zip(spec["vconcat"], _VIEWS, strict=True):
        panel["layer"][-1]["name"] = view
    spec["params"].append({"name": "hover", "select": _HOVER, "views": list(_VIEWS)})
    return spec
