"""Two ways to spoil the cross-entropy's gradient: squared loss through softmax, and softmax applied twice.

Live, with the parameters of `charts.descent`; data sets one and grid. Both are drawn over the true class's logit, all
others being what they are: the curves run through every lead that the true class might have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt

from charts.look import Look
from charts.palette import DATA, GHOST, LEARNED, LEAST_SQUARES
from charts.parts import finished
from lessons.cross_entropy.pictures.descent import derived, each, fixed, line, one, parameters
from lessons.cross_entropy.pictures.surprisal import unit

# The loss that is set beside the cross-entropy.
_OTHER = {"squared": LEAST_SQUARES, "twice": GHOST}
Kind = Literal["squared", "twice"]


def _floor(k: int) -> str:
    """The least cross-entropy when softmax is applied twice, as `core.cross_entropy.twice_floor` has it."""
    gap = f"(soft > 0 ? min(1, log((1 - soft + soft / {k}) / (soft / {k}))) : 1)"
    high, low = f"(1 / {k} + {gap} * {(k - 1) / k!r})", f"((1 - {gap}) / {k})"
    total = f"log(exp({high}) + {k - 1} * exp({low}))"
    return f"{total} - (1 - soft + soft / {k}) * {high} - soft * {(k - 1) / k!r} * {low}"


def window() -> list[alt.Parameter]:
    """low and high: the true class's logit at the ends of the picture; own: its logit now."""
    return [
        alt.param(name="own", expr="V[c]"),
        alt.param(name="low", expr="min(-10, floor(own) - 1)"),
        alt.param(name="high", expr="max(10, ceil(own) + 1)"),
    ]


def losses(rows: alt.Chart, k: int, kind: Kind) -> alt.Chart:
    """For each row's `own`: value and size of the gradient of the cross-entropy (a) and of the other loss (b)."""
    exps: dict[str, Any] = {f"e{j}": f"exp(c == {j} ? datum.own : V[{j}])" for j in range(k)}
    rows = rows.transform_calculate(**exps)
    rows = rows.transform_calculate(z=each(k, lambda j: f"datum.e{j}", " + "))
    shares: dict[str, Any] = {f"p{j}": f"datum.e{j} / datum.z" for j in range(k)}
    rows = rows.transform_calculate(**shares)
    gaps: dict[str, Any] = {f"d{j}": f"datum.p{j} - y[{j}]" for j in range(k)}
    logs = each(k, lambda j: f"y[{j}] * (c == {j} ? datum.own : V[{j}])", " + ")
    rows = rows.transform_calculate(**gaps, a=f"log(datum.z) - ({logs})")
    if kind == "squared":
        slopes: dict[str, Any] = {f"u{j}": f"2 * datum.d{j}" for j in range(k)}
        value = each(k, lambda j: f"datum.d{j} * datum.d{j}", " + ")
    else:
        rows = rows.transform_calculate(zz=each(k, lambda j: f"exp(datum.p{j})", " + "))
        slopes = {f"u{j}": f"exp(datum.p{j}) / datum.zz - y[{j}]" for j in range(k)}
        value = f"log(datum.zz) - ({each(k, lambda j: f'y[{j}] * datum.p{j}', ' + ')})"
    rows = rows.transform_calculate(**slopes, b=value)
    # Back through the Jacobian of softmax: p (u - p'u).
    rows = rows.transform_calculate(mean=each(k, lambda j: f"datum.p{j} * datum.u{j}", " + "))
    back = each(k, lambda j: f"pow(datum.p{j} * (datum.u{j} - datum.mean), 2)", " + ")
    sizes = {"a_size": f"sqrt({each(k, lambda j: f'datum.d{j} * datum.d{j}', ' + ')})", "b_size": f"sqrt({back})"}
    result: alt.Chart = rows.transform_calculate(**sizes)
    return result


def _panel(
    k: int, kind: Kind, labels: Mapping[str, str], look: Look, *, fields: tuple[str, str], per: tuple[float, float]
) -> list[alt.Chart]:
    """Two curves over the true class's logit and a point on each, where it is now."""
    ends = [alt.ExprRef("low"), alt.ExprRef("high")]
    x = alt.X("own:Q", scale=alt.Scale(domain=ends, nice=False), title=labels["own_logit"])
    size = fields[0].endswith("size")
    top = 1.95 if size else 4.4 * per[0]
    # From a little below 0, where the title of the other axis stands.
    scale = alt.Scale(domain=[-0.12 * top, top], nice=False)
    y = alt.Y("height:Q", scale=scale, title=labels["size" if size else "loss"], axis=alt.Axis(tickCount=4, grid=False))
    grid = alt.Chart(alt.NamedData("grid"))
    curve = losses(grid.transform_calculate(own="low + (high - low) * datum.along"), k, kind)
    now = losses(one().transform_calculate(own="own"), k, kind)
    layers: list[alt.Chart] = [now.mark_rule(color=DATA, strokeWidth=0.4 * look.stroke).encode(x=x)]
    for i, (field, colour, factor) in enumerate(zip(fields, (LEARNED, _OTHER[kind]), per, strict=True)):
        height = f"{factor} * datum.{field}"
        mark: dict[str, Any] = {"color": colour, "clip": True}
        layers.append(
            curve.transform_calculate(height=height)
            .mark_line(**mark, strokeWidth=look.stroke)
            .encode(x=x, y=y, order="along:Q")
        )
        point = now.transform_calculate(height=height)
        layers.append(point.mark_circle(**mark, size=8 * look.point, opacity=1).encode(x=x, y=y))
        name = labels["cross_entropy"] if i == 0 else labels[kind]
        text = f"'{name} ' + {fixed('datum.height', 4)}"
        shown = point.transform_calculate(text=text)
        words: dict[str, Any] = {"align": "right", "baseline": "top", "fontSize": look.font + 1, "fontWeight": 600}
        place: dict[str, Any] = {"x": alt.ExprRef("width - 8"), "y": 2 + round(1.4 * (look.font + 1)) * i}
        layers.append(shown.mark_text(**words, **place, color=colour).encode(text="text:N"))
    return layers


def spoiled_chart(
    num_classes: int, labels: Mapping[str, str], look: Look, *, kind: Kind, rates: Sequence[float], bits: bool
) -> dict[str, Any]:
    """The loss and the size of its gradient over the true class's logit: cross-entropy against one spoiled loss."""
    k, nat = num_classes, unit(bits)
    per = (nat, 1.0 if kind == "squared" else nat)
    values = _panel(k, kind, labels, look, fields=("a", "b"), per=per)
    if kind == "twice":
        floor = one().transform_calculate(height=f"{nat} * ({_floor(k)})")
        rule: dict[str, Any] = {"color": GHOST, "strokeDash": [6, 4], "strokeWidth": 0.6 * look.stroke}
        values.append(floor.mark_rule(**rule).encode(y="height:Q"))
        text = f"'{labels['twice_floor']} ' + {fixed(f'{nat} * ({_floor(k)})', 4)}"
        values.append(line(text, 2, GHOST, look, right=True))
    sizes = _panel(k, kind, labels, look, fields=("a_size", "b_size"), per=(1.0, 1.0))
    panels = [
        alt.layer(*values).properties(height=look.height * 190),
        alt.layer(*sizes).properties(height=look.height * 190),
    ]
    params = [*parameters(k, rates), *derived(k, path=False), *window()]
    return finished(alt.vconcat(*panels, spacing=10), params, look)
