"""What the live pictures of a run have in common: the numbers that follow from the sliders, worked out by Vega.

Parameters w1, w2, b, noise, lr and step are set by the page's sliders while they move. With S and q from the table
`path` and the start from `form`, the learned parameters are truth + S (start - truth) + noise q.

Streamlit has Vega interpret its expressions, which is slow: what is the same for all rows is therefore a parameter,
worked out once. F is the row of `form`, R the row of `rates` at the chosen rate, P the row of `path` at the chosen
rate and step (empty where the run has left the chart), <name>_gap the start minus the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from charts.linear import names
from charts.numbers import line, text


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
    expressions["loss"] = f"isValid(b_hat) ? {loss_of(p, '')} : null"
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def loss_of(p: Sequence[str], of: str) -> str:
    """With e = truth - learned the loss is e'He + 2 sigma e'h + sigma^2 s."""
    pairs = [(i, j) for i in range(len(p)) for j in range(i, len(p))]
    squares = " + ".join(f"{1 if i == j else 2} * F.H_{p[i]}_{p[j]} * {of}e_{p[i]} * {of}e_{p[j]}" for i, j in pairs)
    cross = " + ".join(f"F.h_{a} * {of}e_{a}" for a in p)
    return f"max(0, {squares} + 2 * noise * ({cross}) + noise * noise * F.s)"


def curve_rows(num_features: int) -> alt.Chart:
    """The rows of `path` at the chosen rate, each with its e_<name> = truth - learned."""
    p = names(num_features)
    gaps: dict[str, Any] = {
        f"e_{a}": "-(" + " + ".join(f"datum.S_{a}_{b} * {b}_gap" for b in p) + f" + noise * datum.q_{a})" for a in p
    }
    at_rate = alt.Chart(alt.NamedData("path")).transform_filter("datum.rate == R.rate")
    return at_rate.transform_calculate(**gaps)


def one() -> alt.Chart:
    """One row, for what is drawn once."""
    return alt.Chart(alt.NamedData("form"))


def equation(suffix: str, word: str, *, num_features: int, lost: str) -> str:
    """The line of the parameters <name><suffix>; empty where the run has diverged."""
    *weights, bias = (f"{name}{suffix}" for name in names(num_features))
    shown = text(word, " = ", line(weights, bias, symbols=["x₁", "x₂"][:num_features], lost=lost, decimals=3))
    return f"isValid({bias}) ? {shown} : ''"
