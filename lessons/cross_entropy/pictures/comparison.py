"""The cross-entropy beside a loss that spoils its gradient: squared loss through softmax, or softmax applied twice.

Live, with the parameters of `descent`; data sets one and grid. Both are drawn over the true class's logit, all others
being what they are: the curves run through every lead that the true class might have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from charts.follow import ASKED, GUESS, Followed, guess
from charts.look import Look
from charts.numbers import Shown, fixed, text
from charts.palette import DATA, GHOST, LEARNED, LEAST_SQUARES
from charts.parts import finished, guess_mark, line_height
from lessons.cross_entropy.pictures.descent import each, line, named, one, parameters, per_nat

_TOP = 4.4  # nats; a higher loss raises the axis
_HEIGHT = 190


@dataclass(frozen=True)
class Beside:
    """The loss that is set beside the cross-entropy.

    For k classes whose rows have probabilities p<j> and gaps d<j> = p<j> - y<j>: `value(k)`, `slope(j)`, its derivative
    with respect to p<j>, and `first(k)`, columns that both read. `logarithmic` ones are in nats or bits.
    """

    name: str
    colour: str
    value: Callable[[int], str]
    slope: Callable[[int], str]
    first: Callable[[int], dict[str, Any]] = lambda k: {}
    logarithmic: bool = False


SQUARED = Beside(
    "squared",
    LEAST_SQUARES,
    value=lambda k: each(k, lambda j: f"datum.d{j} * datum.d{j}", " + "),
    slope=lambda j: f"2 * datum.d{j}",
)
TWICE = Beside(
    "twice",
    GHOST,
    value=lambda k: f"log(datum.zz) - ({each(k, lambda j: f'y[{j}] * datum.p{j}', ' + ')})",
    slope=lambda j: f"exp(datum.p{j}) / datum.zz - y[{j}]",
    first=lambda k: {"zz": each(k, lambda j: f"exp(datum.p{j})", " + ")},
    logarithmic=True,
)


def least_twice(k: int) -> str:
    """The least cross-entropy when softmax is applied twice, as `maths.twice_floor` has it."""
    gap = f"(soft > 0 ? min(1, log((1 - soft + soft / {k}) / (soft / {k}))) : 1)"
    high, low = f"(1 / {k} + {gap} * {(k - 1) / k!r})", f"((1 - {gap}) / {k})"
    total = f"log(exp({high}) + {k - 1} * exp({low}))"
    return f"{total} - (1 - soft + soft / {k}) * {high} - soft * {(k - 1) / k!r} * {low}"


def losses(rows: alt.Chart, k: int, other: Beside) -> alt.Chart:
    """For each row's `own`: value and size of the gradient of the cross-entropy (a) and of the other loss (b)."""
    exps: dict[str, Any] = {f"e{j}": f"exp(c == {j} ? datum.own : V[{j}])" for j in range(k)}
    rows = rows.transform_calculate(**exps)
    rows = rows.transform_calculate(z=each(k, lambda j: f"datum.e{j}", " + "))
    shares: dict[str, Any] = {f"p{j}": f"datum.e{j} / datum.z" for j in range(k)}
    rows = rows.transform_calculate(**shares)
    gaps: dict[str, Any] = {f"d{j}": f"datum.p{j} - y[{j}]" for j in range(k)}
    logs = each(k, lambda j: f"y[{j}] * (c == {j} ? datum.own : V[{j}])", " + ")
    rows = rows.transform_calculate(**gaps, **other.first(k), a=f"log(datum.z) - ({logs})")
    slopes: dict[str, Any] = {f"u{j}": other.slope(j) for j in range(k)}
    rows = rows.transform_calculate(**slopes, b=other.value(k))
    # Back through the Jacobian of softmax: p (u - p^T u).
    rows = rows.transform_calculate(mean=each(k, lambda j: f"datum.p{j} * datum.u{j}", " + "))
    back = each(k, lambda j: f"pow(datum.p{j} * (datum.u{j} - datum.mean), 2)", " + ")
    sizes = {"a_size": f"sqrt({each(k, lambda j: f'datum.d{j} * datum.d{j}', ' + ')})", "b_size": f"sqrt({back})"}
    result: alt.Chart = rows.transform_calculate(**sizes)
    return result


def window(bits: bool) -> dict[str, str]:
    """low and high: the true class's logit at the ends of the picture; own: its logit now; top: of the losses' axis."""
    return {
        "own": "V[c]",
        "low": "min(-10, floor(own) - 1)",
        "high": "max(10, ceil(own) + 1)",
        # The point of now is never above it.
        "top": f"{per_nat(bits)!r} * max({_TOP}, 1.15 * loss)",
    }


def _panel(
    k: int, other: Beside, labels: Mapping[str, str], look: Look, *, fields: tuple[str, str], top: str, title: str,
    per: tuple[float, float] = (1.0, 1.0),
) -> list[alt.Chart]:  # fmt: skip
    """Two curves over the true class's logit and a point on each, where it is now."""
    ends = [alt.ExprRef("low"), alt.ExprRef("high")]
    x = alt.X("own:Q", scale=alt.Scale(domain=ends, nice=False), title=labels["own_logit"])
    # From a little below 0, where the title of the other axis stands.
    scale = alt.Scale(domain=[alt.ExprRef(f"-0.12 * {top}"), alt.ExprRef(top)], nice=False)
    y = alt.Y("height:Q", scale=scale, title=title, axis=alt.Axis(tickCount=4, grid=False))
    grid = alt.Chart(alt.NamedData("grid"))
    curve = losses(grid.transform_calculate(own="low + (high - low) * datum.along"), k, other)
    now = losses(one().transform_calculate(own="own"), k, other)
    layers: list[alt.Chart] = [now.mark_rule(color=DATA, strokeWidth=0.4 * look.stroke).encode(x=x)]
    for i, (field, colour, factor) in enumerate(zip(fields, (LEARNED, other.colour), per, strict=True)):
        height = f"{factor!r} * datum.{field}"
        mark: dict[str, Any] = {"color": colour, "clip": True}
        # Where a stop asks how low the second loss can get, its curve would say so.
        drawn = curve.transform_filter(f"!{ASKED}") if i else curve
        drawn = drawn.transform_calculate(height=height).mark_line(**mark, strokeWidth=look.stroke)
        layers.append(drawn.encode(x=x, y=y, order="along:Q"))
        point = now.transform_calculate(height=height)
        layers.append(point.mark_circle(**mark, size=8 * look.point, opacity=1).encode(x=x, y=y))
        value = fixed("datum.height", labels["lost"], decimals=4, never_zero=True)
        shown = point.transform_calculate(text=text(labels[("cross_entropy", other.name)[i]], " ", value))
        words: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font + 1, "fontWeight": 600}
        place: dict[str, Any] = {"x": alt.ExprRef("width - 8"), "y": 2 + line_height(look) * i}
        layers.append(shown.mark_text(**words, **place, color=colour).encode(text="text:N"))
    return layers


def _least(labels: Mapping[str, str], look: Look, per: float) -> list[alt.Chart]:
    """The rule at the least loss of softmax applied twice, and its number below the two losses'."""
    rule: dict[str, Any] = {"color": GHOST, "strokeDash": [6, 4], "strokeWidth": 0.6 * look.stroke}
    least = one().transform_calculate(height=f"{per!r} * least").transform_filter(f"!{ASKED}")
    told = text(labels["least_twice"], " ", fixed(f"{per!r} * least", labels["lost"], decimals=4))
    told = Shown(f"{ASKED} ? '' : {told}")
    guessed = guess_mark(labels["guess"], look, value=f"{per!r} * {GUESS}")
    return [least.mark_rule(**rule).encode(y="height:Q"), guessed, line(told, 2, GHOST, look, right=True)]


def _comparison(
    labels: Mapping[str, str], look: Look, other: Beside, *, num_classes: int, follows: Sequence[Followed],
    num_steps: int, bits: bool,
) -> dict[str, Any]:  # fmt: skip
    """The loss and the size of its gradient over the true class's logit: cross-entropy beside another loss."""
    k, nat = num_classes, per_nat(bits)
    title = labels["loss_bits" if bits else "loss_nats"] if other.logarithmic else labels["loss"]
    per = (nat, nat if other.logarithmic else 1.0)
    values = _panel(k, other, labels, look, fields=("a", "b"), top="top", title=title, per=per)
    expressions = window(bits)
    if other.logarithmic:
        expressions["least"] = least_twice(k)
        values += _least(labels, look, nat)
    sizes = _panel(k, other, labels, look, fields=("a_size", "b_size"), top="1.95", title=labels["size"])
    panels = [alt.layer(*layers).properties(height=look.height * _HEIGHT) for layers in (values, sizes)]
    params = [*parameters(k, follows, num_steps), *guess(), *named(expressions)]
    return finished(alt.vconcat(*panels, spacing=10), params, look)


def squared_chart(labels: Mapping[str, str], look: Look, **options: Any) -> dict[str, Any]:
    """The cross-entropy beside squared loss through softmax."""
    return _comparison(labels, look, SQUARED, **options)


def twice_chart(labels: Mapping[str, str], look: Look, **options: Any) -> dict[str, Any]:
    """The cross-entropy beside itself with softmax applied twice."""
    return _comparison(labels, look, TWICE, **options)
