"""Gradient descent on the logits, worked out by Vega: what all pictures of the lesson stand on.

All numbers come from parameters; the data sets of `lessons.cross_entropy.tables` (one, classes, cells, grid, steps)
only say how many rows there are. Named, they let Vega-Lite see that layers read the same rows, and work these out once.

Parameters o1, ..., ok are the logits that the page's sliders set, true_class (from 1) and soft make the label, lr is
the learning rate and step counts the steps. A step is no linear map, so no table could hold its result for all logits.
Vega's expressions know no loop either, so the steps are unrolled: a chain of parameters v0, v1, ... holds the logits
after each step, and every view follows a drag at every step. Logits stay within a few hundred here, far from where exp
overflows, so no maximum is taken out.

Further parameters are numbers that many rows read: y, p, g, s, V, W (arrays over the classes: label, probability,
gradient p - y, surprisal -ln p, the logits now and after one more step), loss and losses (by step), floor (the label's
entropy), all in nats; c is the index of the true class.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import Shown, filled, text
from charts.palette import CLASSES
from charts.parts import readout

_MOST_NAMED = 4


def per_nat(bits: bool) -> float:
    """How many of the shown units a nat is: 1, or 1 / ln 2 bits."""
    return 1 / math.log(2) if bits else 1.0


def parameters(
    num_classes: int, follows: Sequence[Followed], num_steps: int, *, path: bool = False
) -> list[alt.Parameter]:
    """The controls, the chain of steps, and what follows at the chosen one; `path` adds the loss of every step."""
    k, every = num_classes, range(num_steps + 1)
    expressions: dict[str, str] = {
        "c": "true_class - 1",
        "y": f"[{each(k, lambda j: f'soft / {k} + (c == {j} ? 1 - soft : 0)')}]",
        "v0": f"[{each(k, lambda j: f'o{j + 1}')}]",
    }
    for t in every:
        expressions |= _step(k, t)
    expressions["V"] = f"[{', '.join(f'v{t}' for t in every)}][step]"
    expressions["W"] = f"[{', '.join(f'v{t + 1}' for t in every)}][step]"
    expressions |= _now(k)
    if path:
        expressions["losses"] = f"[{', '.join(_loss(k, t) for t in every)}]"
    return [*map(follow, follows), *named(expressions)]


def named(expressions: Mapping[str, str]) -> list[alt.Parameter]:
    """Parameters by name."""
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def each(num_classes: int, of: Callable[[int], str], join: str = ", ") -> str:
    """One expression for each class (counted from 0), joined; with ", " the inside of an array."""
    return join.join(of(j) for j in range(num_classes))


def _step(k: int, t: int) -> dict[str, str]:
    """The denominator of softmax at step t, and the logits after one more step."""
    moved = each(k, lambda j: f"v{t}[{j}] - lr * (exp(v{t}[{j}]) / z{t} - y[{j}])")
    return {f"z{t}": each(k, lambda j: f"exp(v{t}[{j}])", " + "), f"v{t + 1}": f"[{moved}]"}


def _loss(k: int, t: int) -> str:
    return f"log(z{t}) - ({each(k, lambda j: f'y[{j}] * v{t}[{j}]', ' + ')})"


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
    number = filled(labels["class"] if num_classes <= _MOST_NAMED else "@{number}", number="datum.value")
    name = text(number, Shown(f"(datum.value == true_class ? {text(' · ', labels['true'])} : '')"))
    axis = alt.Axis(
        values=list(range(1, num_classes + 1)), labelExpr=name, labels=named, grid=False, ticks=False, domain=False,
        title=None, labelOverlap=False, labelPadding=4, labelLimit=400,
    )  # fmt: skip
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0.5, num_classes + 0.5], nice=False), axis=axis)


def line(shown: str, number: int, colour: str, look: Look, *, right: bool = False) -> alt.Chart:
    """A line of `readout` that needs no data."""
    return readout(one(), shown, number, colour, look, right=right)
