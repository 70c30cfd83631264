"""Parameters that follow the page's controls: their ranges come from the controls, and are never typed again."""

from __future__ import annotations

from typing import Any, Protocol

import altair as alt

# A guess of a number at a stop of the tour, far off while there is none; and 1 while a stop waits for a guess, else 0.
GUESS, ASKED, NO_GUESS = "guess", "asked", -1000.0

# No lesson trains for more steps than this.
LARGEST_STEP = 100_000


class Followed(Protocol):
    """What a picture needs to know of a control."""

    @property
    def key(self) -> str: ...
    @property
    def default(self) -> Any: ...


def follow(control: Followed) -> alt.Parameter:
    """A parameter named and bounded like the control, with an input of its own for a chart that stands alone.

    A list of numbers becomes a list to choose from, a range a range; the steps of a training, which are known only
    once it is trained, a range wide enough for all (an HTML range clamps silently).
    """
    options = getattr(control, "options", None)
    if options:
        bind: Any = alt.binding_select(options=list(options))
    elif options is not None:
        bind = alt.binding_range(min=0, max=LARGEST_STEP, step=1)
    else:
        low, high, step = (getattr(control, name) for name in ("low", "high", "step"))
        bind = alt.binding_range(min=low, max=high, step=step)
    start = control.default if control.default is not None else 0
    return alt.param(name=control.key, value=start, bind=bind)


def guess() -> list[alt.Parameter]:
    """What `charts.parts.guess_mark` draws the visitor's guess by, and what may hide the answer while it is asked."""
    bind = alt.binding_range(min=NO_GUESS, max=-NO_GUESS, step=0.001)
    asked = alt.param(name=ASKED, value=0, bind=alt.binding_range(min=0, max=1, step=1))
    return [alt.param(name=GUESS, value=NO_GUESS, bind=bind), asked]
