"""Gradient steps on logits, worked out by Vega: what all live pictures of the cross-entropy stand on.

All numbers come from parameters: the data sets only say how many rows there are. They come from
`core.frames.cross_entropy`: `one`, `classes`, `cells`, `grid`, `steps`. Named, they let Vega-Lite see that layers read
the same rows, and work these out once.

Parameters o1, ..., ok are the logits that the page's sliders set, true_class (from 1) and soft make the label, lr is
the learning rate and step counts gradient steps. A step is no linear map, so no table could hold its result for all
logits. Vega's expressions know no loop either, so the steps are unrolled: a chain of parameters v0, v1, ... holds the
logits after each step, and every view follows a drag at every step. Logits stay within a few hundred here, far from
where exp overflows, so no maximum is taken out.

Further parameters are numbers that many rows read: y, p, g, s, V, W (arrays over the classes: label, probability,
gradient p - y, surprisal -ln p, the logits now and after one more step), loss and losses (by step), floor (the label's
entropy), all in nats; c is the index of the true class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import altair as alt

from charts.look import Look
from charts.palette import CLASSES
from charts.parts import readout

STEPS = 50
_REACH = 10
_MOST_NAMED = 4


def parameters(num_classes: int, rates: Sequence[float]) -> list[alt.Parameter]:
    """The parameters that follow the page's sliders; saved alone, a chart shows inputs for them."""
    logits = [
        alt.param(name=f"o{j + 1}", value=0.0, bind=alt.binding_range(min=-_REACH, max=_REACH, step=0.1))
        for j in range(num_classes)
    ]
    return [
        *logits,
        alt.param(name="true_class", value=1, bind=alt.binding_range(min=1, max=num_classes, step=1)),
        alt.param(name="soft", value=0.0, bind=alt.binding_range(min=0, max=1, step=0.05)),
        alt.param(name="lr", value=rates[0], bind=alt.binding_select(options=list(rates))),
        alt.param(name="step", value=0, bind=alt.binding_range(min=0, max=STEPS, step=1)),
    ]


def each(num_classes: int, of: Callable[[int], str], join: str = ", ") -> str:
    """One expression for each class (counted from 0), joined; with ", " the inside of an array."""
    return join.join(of(j) for j in range(num_classes))


def derived(num_classes: int, *, path: bool = True) -> list[alt.Parameter]:
    """The chain of steps, and what follows from the logits at the chosen one; `path` adds the loss of every step."""
    k = num_classes
    expressions: dict[str, str] = {
        "c": "true_class - 1",
        "y": f"[{each(k, lambda j: f'soft / {k} + (c == {j} ? 1 - soft : 0)')}]",
        "v0": f"[{each(k, lambda j: f'o{j + 1}')}]",
    }
    for t in range(STEPS + 1):
        expressions[f"z{t}"] = each(k, lambda j, t=t: f"exp(v{t}[{j}])", " + ")
        moved = each(k, lambda j, t=t: f"v{t}[{j}] - lr * (exp(v{t}[{j}]) / z{t} - y[{j}])")
        expressions[f"v{t + 1}"] = f"[{moved}]"
    every = range(STEPS + 1)
    expressions["V"] = f"[{', '.join(f'v{t}' for t in every)}][step]"
    expressions["W"] = f"[{', '.join(f'v{t + 1}' for t in every)}][step]"
    expressions |= _now(k)
    if path:
        values = ", ".join(f"log(z{t}) - ({each(k, lambda j, t=t: f'y[{j}] * v{t}[{j}]', ' + ')})" for t in every)
        expressions["losses"] = f"[{values}]"
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def _now(k: int) -> dict[str, str]:
    return {
        "Z": each(k, lambda j: f"exp(V[{j}])", " + "),
        "p": f"[{each(k, lambda j: f'exp(V[{j}]) / Z')}]",
        "g": f"[{each(k, lambda j: f'p[{j}] - y[{j}]')}]",
        "s": f"[{each(k, lambda j: f'log(Z) - V[{j}]')}]",
        "loss": each(k, lambda j: f"y[{j}] * s[{j}]", " + "),
        "floor": each(k, lambda j: f"(y[{j}] > 0 ? -y[{j}] * log(y[{j}]) : 0)", " + "),
    }


def rows() -> alt.Chart:
    """One row for each class: j counts from 0, place from 1."""
    return alt.Chart(alt.NamedData("classes")).transform_calculate(place="datum.j + 1")


def one() -> alt.Chart:
    """One row, for what is drawn once."""
    return alt.Chart(alt.NamedData("one"))


def hue(num_classes: int) -> alt.Color:
    """The fixed colour of each class."""
    scale = alt.Scale(domain=list(range(num_classes)), range=list(CLASSES[:num_classes]))
    return alt.Color("j:N", scale=scale, legend=None)


def across(num_classes: int, labels: Mapping[str, str], *, field: str = "place", named: bool = True) -> alt.X:
    """The classes side by side, each named below, the true one with a word; many classes by number alone."""
    word = labels["class"] if num_classes <= _MOST_NAMED else "#"
    name = f"replace('{word}', '#', datum.value) + (datum.value == true_class ? ' · {labels['true']}' : '')"
    axis = alt.Axis(
        values=list(range(1, num_classes + 1)), labelExpr=name, labels=named, grid=False, ticks=False, domain=False,
        title=None, labelOverlap=False, labelPadding=4, labelLimit=400,
    )  # fmt: skip
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0.5, num_classes + 0.5], nice=False), axis=axis)


def fixed(value: str, digits: int, *, plus: bool = False) -> str:
    """A number with so many decimals and a true minus sign; what would round to 0 without being 0 says so."""
    half = f"{10**-digits / 2:.{digits + 1}f}"
    sign = f"({value} > 0 ? '+' : '') + " if plus else ""
    number = f"{sign}replace(format({value}, '.{digits}f'), '-', '−')"
    return f"({value} != 0 && abs({value}) < {half} ? '≈ 0' : {number})"


def line(text: str, number: int, colour: str, look: Look, *, right: bool = False) -> alt.Chart:
    """A line of `readout` that needs no data."""
    return readout(one(), text, number, colour, look, right=right)
