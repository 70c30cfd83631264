"""The live pictures of fits under L2, L1 and Huber's loss to examples of which one is an outlier.

Parameters outlier and delta are set by the page's sliders while they move. F is the row of `fits` that belongs to them,
S that of `scene`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import Shown, axis_labels, filled, line, log_labels, number, text
from charts.palette import DATA, LEARNED, LOSSES, TRUTH
from charts.parts import finished, held, readout
from lessons.regression_losses.names import NAMES
from lessons.regression_losses.pictures.marks import (
    chosen_row,
    delta_position,
    derived,
    named,
    one,
    strip,
    stroke,
)

_REACH = 3.5
_MOST = 60.0  # beyond this a label is named, not drawn
_LEAST_DISTANCE, _MOST_DISTANCE = 0.005, 2e4


def _equations(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The lines as equations, each with its distance from the true one."""
    lost = labels["lost"]
    true = line(["S.true_w"], "S.true_b", symbols=["x"], lost=lost)
    lines: list[tuple[str, str]] = [(text(labels["true_line"], " = ", true), TRUTH)]
    for name, colour in LOSSES.items():
        equation = line([f"F.w_{name}"], f"F.b_{name}", symbols=["x"], lost=lost)
        far = number(f"F.distance_{name}", lost, digits=3)
        lines.append((named(name, ": ŷ = ", equation, "   ", labels["distance"], " ", far), colour))
    return strip(lines, look, held("fits"), held("scene"))


def _scene_panel(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    across = alt.Scale(domain=[-_REACH, _REACH], nice=False)
    up = alt.Scale(domain=[alt.ExprRef("bottom"), alt.ExprRef("top")], nice=False, zero=False)

    def place(x: str, y: str) -> dict[str, Any]:
        return {"x": alt.X(f"{x}:Q", title="x", scale=across), "y": alt.Y(f"{y}:Q", title=labels["y"], scale=up)}

    def straight(weight: str, bias: str, **mark: Any) -> alt.Chart:
        ends: dict[str, Any] = {"from_x": str(-_REACH), "to_x": str(_REACH)}
        ends |= {"from_y": f"{bias} - {_REACH} * {weight}", "to_y": f"{bias} + {_REACH} * {weight}"}
        rule = one().transform_calculate(**ends).mark_rule(**mark)
        drawn: alt.Chart = rule.encode(**place("from_x", "from_y"), x2="to_x:Q", y2="to_y:Q")
        return drawn

    examples = alt.Chart(alt.NamedData("examples"))
    near = examples.transform_filter("!datum.far")
    beyond = near.transform_filter("datum.y < bottom || datum.y > top").transform_aggregate(n="count()")
    beyond = beyond.transform_filter("datum.n > 0")
    # A transform writes to names of its own: what it reads would else be its own result, the second time.
    moved = examples.transform_filter("datum.far").transform_calculate(label="datum.y + +outlier")
    moved = moved.transform_calculate(
        height="min(datum.label, top - 0.04 * (top - bottom))",
        text=f"datum.label > top ? {text('▲ ', number('datum.label', labels['lost']))} : '+ ' + outlier",
    )
    word: dict[str, Any] = {"fontSize": look.font + 1, "fontWeight": 600, "color": LEARNED}
    word |= {
        "align": alt.ExprRef("S.x > 1 ? 'right' : 'left'"),
        "dx": alt.ExprRef(f"S.x > 1 ? -{look.font} : {look.font}"),
    }
    layers = [
        straight("S.true_w", "S.true_b", color=TRUTH, strokeWidth=2.2 * look.stroke, opacity=0.5, clip=True),
        near.mark_circle(size=3 * look.point, color=DATA, opacity=0.9, clip=True).encode(**place("x", "y")),
        *(straight(f"F.w_{name}", f"F.b_{name}", **stroke(name, look)) for name in LOSSES),
        moved.mark_point(shape="diamond", filled=True, size=9 * look.point, color=LEARNED, opacity=1).encode(
            **place("x", "height")
        ),
        moved.mark_text(**word).encode(**place("x", "height"), text="text:N"),
        readout(beyond, filled(labels["beyond"], n="datum.n"), 0, DATA, look, right=True),
    ]
    return alt.layer(*layers)


def scene_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    follows: Sequence[Followed],
    outliers: Sequence[float],
    deltas: Sequence[float],
) -> dict[str, Any]:
    """The examples, the true line and the three fitted ones (data sets examples, fits, scene)."""
    frame = {
        "S": "length(data('scene')) ? data('scene')[0] : {}",
        "bottom": f"max({-_MOST}, min(-4, S.low) - 1)",
        "top": f"min({_MOST}, max(12, S.high, S.y + +outlier) + 2)",
    }
    panel = _scene_panel(labels, look).properties(height=look.height * 300)
    params = [*map(follow, follows), *derived(chosen_row("fits", outliers, deltas) | frame)]
    return finished(alt.vconcat(_equations(labels, look), panel, spacing=2), params, look)


def distance_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    follows: Sequence[Followed],
    outliers: Sequence[float],
    deltas: Sequence[float],
) -> dict[str, Any]:
    """How far each fitted line lies from the true one, by the size of the outlier (data set fits)."""
    across = alt.Scale(type="symlog", constant=1, domain=[0, outliers[-1]], nice=False)
    ticks = alt.Axis(values=[0, 1, 10, 100, 1000, 10_000], labelExpr=axis_labels())
    x = alt.X("added:Q", title=labels["outlier"], scale=across, axis=ticks)
    heights = alt.Scale(type="log", domain=[_LEAST_DISTANCE, _MOST_DISTANCE], nice=False)
    axis = alt.Axis(values=[0.01, 0.1, 1, 10, 100, 1000, 10_000], labelExpr=log_labels())
    y = alt.Y("off:Q", title=labels["distance_axis"], scale=heights, axis=axis)
    # One row for each outlier, at the chosen delta: looked up, since to filter all rows would take longer.
    lookup = f"(data('fits')[{len(deltas)} * datum.i + {delta_position(deltas)}] || {{}})"
    rows = alt.Chart(alt.sequence(0, len(outliers), as_="i")).transform_calculate(row=lookup)
    rows = rows.transform_calculate(added="datum.row.outlier")
    grey: dict[str, Any] = {"color": DATA, "strokeWidth": 0.4 * look.stroke, "strokeDash": [4, 3]}
    now = one().transform_calculate(added="+outlier")
    layers: list[alt.Chart] = [held("fits"), now.mark_rule(**grey).encode(x=x)]
    # What lies below the axis leaves the picture: a curve along its foot would read as a plateau.
    for name, colour in LOSSES.items():
        curve = rows.transform_calculate(off=f"datum.row.distance_{name} > 0 ? datum.row.distance_{name} : null")
        layers.append(curve.mark_line(**stroke(name, look)).encode(x=x, y=y))
        dot = now.transform_calculate(off=f"F.distance_{name}").transform_filter(f"datum.off >= {_LEAST_DISTANCE}")
        layers.append(dot.mark_circle(color=colour, size=8 * look.point, opacity=1).encode(x=x, y=y))
    below = [f"(F.distance_{name} < {_LEAST_DISTANCE} ? '  {NAMES[name]}' : '')" for name in LOSSES]
    gone = one().transform_filter(" || ".join(f"F.distance_{name} < {_LEAST_DISTANCE}" for name in LOSSES))
    layers.append(readout(gone, text(labels["below_axis"], *map(Shown, below)), 0, DATA, look))
    panel = alt.layer(*layers).properties(height=look.height * 195)
    params = [*map(follow, follows), *derived(chosen_row("fits", outliers, deltas))]
    return finished(alt.vconcat(panel), params, look)
