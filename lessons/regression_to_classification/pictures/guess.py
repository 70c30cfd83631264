"""What both pictures work out of the sliders: the prediction, the lead and the three losses.

Parameters o1, o2, o3, true_class and delta follow the page's sliders. Classes are indices from 0 (the field i, the
parameters y, predicted and rival_class); only the slider true_class and what is read count from 1. Labels class1,
class2, class3 name the classes, in the one fixed order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from charts.numbers import Shown, quote
from charts.palette import CLASSES
from lessons.regression_to_classification.tenths import SLACK

NUM_CLASSES = 3
O = "[o1, o2, o3][datum.i]"  # noqa: E741 the book's letter
LABEL = "(datum.i == y ? 1 : 0)"  # one-hot
CLASS_COLORS = alt.Scale(domain=list(range(NUM_CLASSES)), range=list(CLASSES[:NUM_CLASSES]))
COLOR = alt.Color("i:N", scale=CLASS_COLORS, legend=None)


def derived() -> list[alt.Parameter]:
    """What follows from the sliders and is the same for all rows.

    own is o_y, rival the largest other logit, rest the sum of exp(o_i - rival) and others that of o_i^2 over i != y.
    """
    numbers = range(NUM_CLASSES)
    rival = ", ".join(f"y == {i} ? -1e9 : o{i + 1}" for i in numbers)
    expressions = {
        "y": "true_class - 1",
        "own": "[o1, o2, o3][y]",
        "top": "max(o1, o2, o3)",
        "predicted": "o1 == top ? 0 : o2 == top ? 1 : 2",
        "rival": f"max({rival})",
        "rival_class": "y != 0 && o1 == rival ? 0 : y != 1 && o2 == rival ? 1 : 2",
        "rest": " + ".join(f"(y == {i} ? 0 : exp(o{i + 1} - rival))" for i in numbers),
        "others": " + ".join(f"(y == {i} ? 0 : o{i + 1} * o{i + 1})" for i in numbers),
        "lead": "own - rival",
        "squared": "(own - 1) * (own - 1) + others",
    }
    return [alt.param(name=name, expr=expression) for name, expression in expressions.items()]


def losses() -> list[alt.Parameter]:
    """The two losses that look at the lead: `short` is the margin loss."""
    short = f"max(0, max(0, delta - {SLACK}) - lead)"
    return [alt.param(name="short", expr=short), alt.param(name="entropy", expr=entropy("lead"))]


def entropy(lead: str) -> str:
    """Cross-entropy at a lead over the rival; neither exponential can overflow."""
    return f"({lead} >= 0 ? log(1 + rest * exp(-({lead}))) : log(rest + exp({lead})) - ({lead}))"


def classes() -> alt.Chart:
    """A row for each class."""
    return alt.Chart(alt.sequence(0, NUM_CLASSES, as_="i"))


def one() -> alt.Chart:
    """One row, for what is drawn once."""
    return alt.Chart(alt.sequence(0, 1, as_="i"))


def names(labels: Mapping[str, str]) -> list[str]:
    """The classes' names in their order."""
    return [labels[f"class{i + 1}"] for i in range(NUM_CLASSES)]


def name_of(labels: Mapping[str, str], index: str) -> Shown:
    """The Vega expression of the name of the class with this index."""
    return Shown(f"[{', '.join(map(quote, names(labels)))}][{index}]")


def named_axis() -> alt.Axis:
    """A vertical axis of names, each in the middle of its row."""
    hidden: dict[str, Any] = {"domain": False, "ticks": False, "grid": False}
    return alt.Axis(title=None, labelFlush=False, labelOverlap=False, **hidden)
