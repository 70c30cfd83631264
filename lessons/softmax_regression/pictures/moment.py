"""The moment of a classifier's training that its live charts show: the frame that step falls into, at the rate lr.

Data sets `form` and `path` come from `core.frames.classifier`. Worked out once: F is the row of `form`, frame the
number of the kept step, rate the position of the learning rate, P the row of `path`; P's numbers are missing where
the run has left the chart. With one trained rate there is no parameter lr.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from charts.look import Look
from charts.palette import LEARNED
from charts.parts import readout

LARGEST_STEP = 10_000


def one() -> alt.Chart:
    """One row, for what is drawn once."""
    return alt.Chart(alt.NamedData("form"))


def moment(rates: Sequence[float]) -> list[alt.Parameter]:
    """The parameters that follow the sliders, and what follows from them. No `rates`: the only one is shown."""
    known = ", ".join(f"{rate:g}" for rate in rates)
    inputs = [alt.param(name="step", value=0, bind=alt.binding_range(min=0, max=LARGEST_STEP, step=1))]
    if rates:
        inputs.append(alt.param(name="lr", value=rates[0], bind=alt.binding_select(options=list(rates))))
    expressions = {
        "F": "length(data('form')) ? data('form')[0] : {}",
        "frame": "step >= F.steps ? F.last : floor(step / F.stride)",
        "rate": f"indexof([{known}], +lr)" if rates else "0",
        "P": "length(data('path')) ? data('path')[rate * (F.last + 1) + frame] : {}",
    }
    return [*inputs, *(alt.param(name=name, expr=expression) for name, expression in expressions.items())]


def lost(word: str, look: Look, line: int = 0) -> alt.Chart:
    """Says so where the run has left the chart."""
    return readout(one().transform_filter("!isValid(P.loss_train)"), f"'{word}'", line, LEARNED, look)
