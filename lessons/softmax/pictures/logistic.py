"""Class 1 against class 2 alone: the logistic function of the difference of their logits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow, guess
from charts.look import Look
from charts.numbers import Shown, number, text
from charts.palette import CLASSES, DATA, TRUTH
from charts.parts import finished, guess_mark, line_height, readout
from lessons.softmax.pictures.logits import derived, equals, one


def height(look: Look) -> float:
    """The height of the two small pictures, axis included."""
    return 150 + 8 * (look.font - 12)


def probability_axis(field: str, title: str, lines: int, look: Look) -> alt.Y:
    """From 0 to 1, with room above for lines of text, and below for the title of the other axis."""
    inner = height(look) - 3 * look.font
    above, below = (lines * line_height(look) + 4) / inner, 1.3 * look.font / inner
    span = 1 / (1 - above - below)
    scale = alt.Scale(domain=[round(-below * span, 3), round(1 + above * span, 3)], nice=False)
    return alt.Y(field, title=title, scale=scale, axis=alt.Axis(values=[0, 0.5, 1], format=".1f"))


def logistic_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """The curve and its point of now; the share of class 1 in the two is the same number."""
    lost = labels["lost"]
    reach = "max(6, 1.15 * abs(Z[0] - Z[1]))"
    scale = alt.Scale(domain=[alt.ExprRef(f"-{reach}"), alt.ExprRef(reach)], nice=False)
    x = alt.X("d:Q", title="z₁ − z₂", scale=scale)
    y = probability_axis("s:Q", "σ(z₁ − z₂)", 2, look)
    curve = alt.Chart(alt.sequence(0, 81, as_="n")).transform_calculate(d=f"{reach} * (datum.n / 40 - 1)")
    pair = "exp(Z[0] - lse) / (exp(Z[0] - lse) + exp(Z[1] - lse))"
    # With both far below the others the two probabilities may be 0: then the pair alone decides.
    pair = f"max(Z[0], Z[1]) - lse > -700 ? {pair} : 1 / (1 + exp(Z[1] - Z[0]))"
    now = one().transform_calculate(d="Z[0] - Z[1]", pair=pair)
    line, now = (some.transform_calculate(s="1 / (1 + exp(-datum.d))") for some in (curve, now))
    sigma = text("σ(z₁ − z₂) = σ(", number("datum.d", lost, digits=3), ") ", equals("datum.s", lost))
    share = text(Shown("(classes == 2 ? 'p₁ ' : 'p₁ / (p₁ + p₂) ')"), equals("datum.pair", lost))
    layers = [
        line.mark_line(color=TRUTH, strokeWidth=look.stroke).encode(x=x, y=y),
        now.transform_calculate(low="0").mark_rule(color=DATA, strokeDash=[4, 3]).encode(x=x, y=y, y2="low:Q"),
        now.mark_circle(size=10 * look.point, color=CLASSES[0], opacity=1).encode(x=x, y=y),
        guess_mark(labels["guess"], look),
        readout(now, sigma, 0, TRUTH, look),
        readout(now, share, 1, CLASSES[0], look),
    ]
    chart = alt.layer(*layers).properties(height=height(look))
    return finished(chart, [*map(follow, follows), *guess(), *derived()], look)
