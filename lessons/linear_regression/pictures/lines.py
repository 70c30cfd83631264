"""The data with the true, the learned and the least-squares line, and what is predicted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.linear import names
from charts.look import Look
from charts.numbers import filled
from charts.palette import DATA, LEARNED, LEAST_SQUARES, TRUTH
from charts.parts import finished, held, line_height, readout
from lessons.linear_regression.pictures.run import derived, equation, one

_REACH = 4.0


def fit_panel(
    feature: int, num_features: int, labels: Mapping[str, str], look: Look, hidden: Collection[str] = ()
) -> alt.LayerChart:
    """One feature against the label with the true, the learned and the least-squares line.

    With two features it is a partial panel: from each label the true contribution of the other feature is taken.
    """
    w = f"w{feature + 1}"
    swing = f"(3 * abs({w}) + F.reach * noise)"
    scale = alt.Scale(
        domain=[alt.ExprRef(f"5 * floor((b - {swing}) / 5)"), alt.ExprRef(f"5 * ceil((b + {swing} + 0.01) / 5)")],
        nice=False,
        zero=False,
    )
    whole = num_features == 1 or "truth" in hidden
    title = labels["y"] if whole else labels["partial"].replace("@{other}", "₂₁"[feature])
    y = alt.Y("y:Q", scale=scale, title=title)
    x = alt.X("x:Q", scale=alt.Scale(domain=[-_REACH, _REACH], nice=False), title=f"x{'₁₂'[feature]}")
    points = (
        alt.Chart(alt.NamedData("points"))
        .transform_calculate(x=f"datum.x{feature + 1}", y=f"{w} * datum.x{feature + 1} + b + noise * datum.e")
        .mark_circle(size=look.point, opacity=0.55, color=DATA, clip=True)
        .encode(x=x, y=y)
    )

    def line(slope: str, intercept: str, colour: str, width: float, dash: list[int]) -> alt.Chart:
        ends: dict[str, Any] = {"x": str(-_REACH), "x2": str(_REACH)}
        heights: dict[str, Any] = {"y": f"{intercept} - {_REACH} * {slope}", "y2": f"{intercept} + {_REACH} * {slope}"}
        return (
            one()
            .transform_filter(f"isValid({intercept})")
            .transform_calculate(**ends, **heights)
            .mark_rule(color=colour, strokeWidth=width, strokeDash=dash, clip=True)
            .encode(x=x, y=y, x2="x2:Q", y2="y2:Q")
        )

    # Where all three coincide they are still three: dashes and dots on the learned line.
    layers = [
        points,
        line(f"{w}_hat", "b_hat", LEARNED, 1.5 * look.stroke, [1, 0]),
    ]
    if "best" not in hidden:
        layers.append(line(f"{w}_ls", "b_ls", LEAST_SQUARES, 0.9 * look.stroke, [12, 14]))
    if "truth" not in hidden:
        layers.append(line(w, "b", TRUTH, 0.9 * look.stroke, [4, 9]))
    return alt.layer(*layers)


def readout_strip(
    num_features: int, labels: Mapping[str, str], look: Look, hidden: Collection[str] = ()
) -> alt.LayerChart:
    """The true, the learned and the least-squares line as equations; a diverged run is named instead."""
    row, options = one(), {"num_features": num_features, "lost": labels["lost"]}
    lines = [
        held("path"),
        held("points"),
        readout(row, equation("_hat", labels["learned"], **options), 1, LEARNED, look),
        _diverged(labels, look),
    ]
    if "truth" not in hidden:
        lines.append(readout(row, equation("", labels["truth"], **options), 0, TRUTH, look))
    if "best" not in hidden:
        lines.append(readout(row, equation("_ls", labels["least_squares"], **options), 2, LEAST_SQUARES, look))
    if num_features == 1:  # equations of two weights leave no room beside them on a phone
        lines.append(readout(row, _drawn(labels), 0, DATA, look, right=True))
    return alt.layer(*lines, view=alt.ViewConfig(stroke=None)).properties(height=line_height(look) * 3)


def _drawn(labels: Mapping[str, str]) -> str:
    """How many of the examples are drawn, where not all are."""
    told = filled(labels["drawn"], drawn="length(data('points'))", all="F.n")
    return f"length(data('points')) < F.n ? {told} : ''"


def _diverged(labels: Mapping[str, str], look: Look) -> alt.Chart:
    lost = alt.Chart(alt.NamedData("rates")).transform_filter(
        "datum.rate == R.rate && datum.last < datum.steps && step > datum.last"
    )
    return readout(lost, filled(labels["diverged"], step="datum.last"), 1, LEARNED, look)


def prediction_panel(num_features: int, labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """Predicted against true labels at the chosen step: on the diagonal a prediction is right."""
    reach = "(" + " + ".join(f"3 * abs({w})" for w in names(num_features)[:-1]) + ")"
    ends = [
        alt.ExprRef(f"5 * floor((b - {reach} - F.reach * noise) / 5)"),
        alt.ExprRef(f"5 * ceil((b + {reach} + F.reach * noise + 0.01) / 5)"),
    ]
    scale = alt.Scale(domain=ends, nice=False, zero=False)
    weights = names(num_features)[:-1]
    true = " + ".join(f"{w} * datum.x{j + 1}" for j, w in enumerate(weights)) + " + b + noise * datum.e"
    predicted = " + ".join(f"{w}_hat * datum.x{j + 1}" for j, w in enumerate(weights)) + " + b_hat"
    x = alt.X("label:Q", scale=scale, title=labels["true_label"])
    y = alt.Y("predicted:Q", scale=scale, title=labels["prediction"])
    points = (
        alt.Chart(alt.NamedData("points"))
        .transform_filter("isValid(b_hat)")
        .transform_calculate(label=true, predicted=predicted)
        .mark_circle(size=look.point, opacity=0.6, color=LEARNED, clip=True)
        .encode(x=x, y=y)
    )
    low, high = f"b - 2 * ({reach} + F.reach * noise + 5)", f"b + 2 * ({reach} + F.reach * noise + 5)"
    diagonal = (
        alt.Chart(alt.NamedData("form"))
        .transform_calculate(label=low, predicted=low, label2=high, predicted2=high)
        .mark_rule(color=TRUTH, strokeWidth=look.stroke, clip=True)
        .encode(x=x, y=y, x2="label2:Q", y2="predicted2:Q")
    )
    return alt.layer(diagonal, points, readout(alt.Chart(alt.NamedData("form")), _drawn(labels), 0, DATA, look))


def fit_chart(
    labels: Mapping[str, str],
    look: Look,
    *,
    num_features: int,
    follows: Sequence[Followed],
    rates: Sequence[float],
    hidden: Collection[str] = (),
) -> dict[str, Any]:
    """The data with its lines (data sets points, path, form, rates): one panel for each feature.

    Of two features, a third panel shows the predictions, where there is room for it.

    The lines `hidden`, "truth" or "best" (least squares), are left out.
    """
    panels: list[alt.LayerChart] = [fit_panel(j, num_features, labels, look, hidden) for j in range(num_features)]
    if num_features == 2 and not look.few:
        panels.append(prediction_panel(num_features, labels, look))
    height = look.height * (400 if num_features == 1 else 118)
    tall = [panel.properties(height=height) for panel in panels]
    chart = alt.vconcat(readout_strip(num_features, labels, look, hidden), *tall, spacing=4)
    params = [*map(follow, follows), *derived(num_features, rates)]
    return finished(chart, params, look)
