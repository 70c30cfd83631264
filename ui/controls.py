"""The controls of the lessons, as values: what each may hold, how an address writes it, and how it is drawn.

A control is a frozen declaration; a lesson lists all of its own in `LESSON.controls`, and `ui.state` keeps what a visit
has chosen. `draw` makes the native Streamlit widget, whose key is the control's own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from texts import Text
from texts.frame import TRAINING_STEP
from ui import state
from ui.visit import BadValue, Value, switched_on

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


def plain(value: float) -> str:
    """A number as short as it can be written: 0.03, 1, 1000. The same as JavaScript writes it."""
    return str(int(value)) if value == int(value) else repr(float(value))


def number_in(text: str) -> float:
    """A number as a person writes it: .3, 0.30, 3e-1, 1e3, and U+2212 for minus. Errors: BadValue.

    A plus sign reaches us as a blank: in an address that is what it stands for.
    """
    written = text.strip().replace("\N{MINUS SIGN}", "-").replace("e ", "e+").replace("E ", "e+")
    if not _NUMBER.fullmatch(written) or math.isinf(float(written)):
        raise BadValue
    return float(written)


def nearest(options: tuple[float, ...], value: float) -> float:
    """The option that lies nearest to the value; of two, the first."""
    return min(options, key=lambda option: abs(option - value))


@dataclass(frozen=True)
class _Control:
    """What all controls have: `shared` ones are taken along to other lessons, `live` ones move the pictures at once."""

    key: str
    label: Text

    def write(self, value: Value) -> str:
        """The value as the address holds it."""
        return value if isinstance(value, str) else plain(value)


@dataclass(frozen=True)
class Number(_Control):
    """A slider from `low` to `high` in steps of `step`; whole numbers if all three are."""

    low: float
    high: float
    step: float
    default: float
    help: Text | None = None
    shared: bool = False
    live: bool = False

    @property
    def whole(self) -> bool:
        """Whether the values are integers."""
        return all(isinstance(part, int) for part in (self.low, self.high, self.step, self.default))

    @property
    def format(self) -> str:
        """As many decimals as the step has."""
        return f"%.{self.decimals}f" if self.decimals else "%d" if self.whole else "%.0f"

    @property
    def decimals(self) -> int:
        """How many decimals the step has."""
        return 0 if self.whole else max(0, -math.floor(math.log10(self.step) + 1e-9))

    def read(self, text: str) -> float:
        """The position nearest to the number written. Errors: BadValue for what is none, or lies beyond the ends."""
        value = number_in(text)
        if not self.low <= value <= self.high:
            raise BadValue
        return self._position(value)

    def fit(self, value: Value, before: object = None) -> float:
        """The value, kept within the ends of now."""
        return self._position(min(max(float(value), self.low), self.high))

    def _position(self, value: float) -> float:
        steps = round((value - self.low) / self.step)
        return int(self.low + steps * self.step) if self.whole else round(self.low + steps * self.step, 9) + 0.0


@dataclass(frozen=True)
class Choice(_Control):
    """A slider over the numbers `options`, which need not be evenly spaced."""

    options: tuple[float, ...]
    default: float
    help: Text | None = None
    shared: bool = False
    live: bool = False

    def read(self, text: str) -> float:
        """The option nearest to the number written. Errors: BadValue for what is none, or lies beyond the ends."""
        value = number_in(text)
        if not min(self.options) <= value <= max(self.options):
            raise BadValue
        return nearest(self.options, value)

    def fit(self, value: Value, before: object = None) -> float:
        """The value, or the option nearest to it."""
        return nearest(self.options, float(value))


@dataclass(frozen=True)
class Steps(_Control):
    """The scrub over the kept steps of a training, known once it is trained; by default at the end, or at the `first`.

    Declared, it has no `steps` and reads any whole number. Whoever stands at the default stays there when steps change.
    """

    key: str = "step"
    label: Text = TRAINING_STEP
    steps: tuple[int, ...] = ()
    first: bool = False
    help: Text | None = None
    shared: bool = False
    live: bool = True

    @property
    def default(self) -> int | None:
        """The last step, or the first."""
        return self.steps[0 if self.first else -1] if self.steps else None

    @property
    def options(self) -> tuple[int, ...]:
        """The kept steps."""
        return self.steps

    def read(self, text: str) -> float:
        """A step. Errors: BadValue for what is no number from 0, or beyond the end of the steps that are known."""
        value = round(number_in(text))
        if value < 0 or (self.steps and value > self.steps[-1]):
            raise BadValue
        return nearest(self.steps, value) if self.steps else value

    def fit(self, value: Value, before: object = None) -> float:
        """The kept step nearest to the value; the default for whoever stood at it."""
        if isinstance(before, Steps) and before.default is not None and value == before.default:
            return self.steps[0 if self.first else -1]
        return nearest(self.steps, float(value))


@dataclass(frozen=True)
class Switch(_Control):
    """On or off."""

    default: bool
    help: Text | None = None
    shared: bool = False
    live: bool = False

    def read(self, text: str) -> bool:
        """1 and true, 0 and false, in any case. Errors: BadValue."""
        return switched_on(text)

    def write(self, value: Value) -> str:
        """The value as the address holds it."""
        return "true" if value else "false"

    def fit(self, value: Value, before: object = None) -> bool:
        """The value."""
        return bool(value)


@dataclass(frozen=True)
class Pick(_Control):
    """One of a few named things: `options` maps names to what the reader sees, the address holds the name.

    They stand beside each other as `buttons`, or fold into a list. A label that is not `labelled` is only read aloud.
    """

    options: Mapping[str, Text]
    default: str
    help: Text | None = None
    buttons: bool = True
    labelled: bool = True
    shared: bool = False
    live: bool = False

    def read(self, text: str) -> str:
        """The name of an option, in any case. Errors: BadValue."""
        named = {name.lower(): name for name in self.options}
        try:
            return named[text.strip().lower()]
        except KeyError:
            raise BadValue from None

    def fit(self, value: Value, before: object = None) -> str:
        """The name, or the default where it names nothing."""
        return value if isinstance(value, str) and value in self.options else self.default


Control = Number | Choice | Steps | Switch | Pick


def draw(control: Control) -> Value:
    """Make the widget of a control and return its value: int or float, a bool for a switch, a name for a pick.

    A teacher's view may hide it, or lock it.
    """
    if (view := state.view()) and control.key in view.stand_ins:
        return state.value(control)
    state.offer(control)
    lang = state.language()
    options: dict[str, Any] = {
        "label": control.label.of(lang),
        "key": control.key,
        "help": control.help.of(lang) if control.help else None,
        "disabled": view is not None and control.key in view.locked,
        "on_change": state.committed,
        "args": (control,),
    }
    chosen: Value
    if isinstance(control, Switch):
        chosen = st.toggle(**options)
    elif isinstance(control, Pick):
        chosen = _pick(control, options)
    elif isinstance(control, Number):
        kind = int if control.whole else float
        ends: dict[str, Any] = {
            "min_value": kind(control.low),
            "max_value": kind(control.high),
            "step": kind(control.step),
        }
        chosen = st.slider(format=control.format, **ends, **options)
    else:
        # A browser that still shows the options of before sends one that is none now: it stands for the default then.
        options |= {"options": control.options, "value": control.default}
        chosen = st.select_slider(format_func=plain, **options)
    return state.took(control, chosen)


def pick(control: Pick) -> str:
    """Make the widget of a pick and return the name picked."""
    return str(draw(control))


def _pick(control: Pick, options: dict[str, Any]) -> str:
    lang = state.language()
    shown: dict[str, Any] = {
        "options": list(control.options),
        "format_func": lambda name: control.options[name].of(lang),
        "label_visibility": "visible" if control.labelled else "collapsed",
    }
    if control.buttons:
        return str(st.segmented_control(required=True, wrap=True, **shown, **options))
    return str(st.selectbox(**shown, **options))
