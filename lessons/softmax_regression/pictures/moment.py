"""The moment of a training that its pictures show: the frame that the step falls into, at the learning rate.

Worked out once: F is the row of `form`, frame the number of the kept step, now that step, first the row at which the
chosen learning rate begins in the tables by position.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from charts.follow import Followed, follow
from charts.look import Look
from charts.numbers import quote
from charts.palette import LEARNED
from charts.parts import readout


def one() -> alt.Chart:
    """One row, for what is drawn once."""
    return alt.Chart(alt.NamedData("form"))


def moment(follows: Sequence[Followed], **rows: str) -> list[alt.Parameter]:
    """The parameters that follow the controls, and what follows from them; `rows` names tables by position.

    moment(follows, P="path") makes P the row of `path` at the moment; its numbers are null where the run has left the
    chart. Where no learning rate is followed, the one that was trained is shown.
    """
    rates: Sequence[Any] = next((getattr(control, "options", ()) for control in follows if control.key == "lr"), ())
    known = ", ".join(f"{rate:g}" for rate in rates)
    expressions = {
        "F": "length(data('form')) ? data('form')[0] : {}",
        "frame": "step >= F.steps ? F.last : floor(step / F.stride)",
        "now": "frame == F.last ? F.steps : frame * F.stride",
        "first": f"indexof([{known}], +lr) * (F.last + 1)" if rates else "0",
    }
    expressions |= {name: f"length(data('{table}')) ? data('{table}')[first + frame] : {{}}"
                    for name, table in rows.items()}  # fmt: skip
    return [*map(follow, follows), *(alt.param(name=name, expr=expression) for name, expression in expressions.items())]


def lost(word: str, missing: str, look: Look, line: int = 0) -> alt.Chart:
    """Says so where the run has left the chart, and the number `missing` with it."""
    return readout(one().transform_filter(f"!isValid({missing})"), quote(word), line, LEARNED, look)
