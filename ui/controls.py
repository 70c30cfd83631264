"""The controls of the lessons: native widgets, each bound to the address under its own key.

A control is a value; `draw` makes the widget of it. A value in the address that the control cannot take is reported,
in the reader's language, and the default is used. What is chosen is kept for the visit: controls of one key are shared
by all lessons, unless they name a `lesson`; then each lesson keeps its own value under the same key.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from texts import Text, fill, quotable

from ui import frame

BAD_VALUE = Text(
    "The link asks for `@{key}=@{value}`, which “@{label}” cannot take. We use @{used} instead.",
    "链接中的`@{key}=@{value}`不是“@{label}”可取的值，我们改用@{used}。",
)


@dataclass(frozen=True)
class Number:
    """A slider from `low` to `high` in steps of `step`; whole numbers if all three are."""

    key: str
    label: Text
    low: float
    high: float
    step: float
    default: float
    help: Text | None = None
    lesson: str = ""

    @property
    def whole(self) -> bool:
        """Whether the values are integers."""
        return all(isinstance(part, int) for part in (self.low, self.high, self.step, self.default))

    @property
    def format(self) -> str:
        """As many decimals as the step has."""
        return "%d" if self.whole else f"%.{max(0, -math.floor(math.log10(self.step) + 1e-9))}f"

    def accepts(self, text: str) -> bool:
        """Whether the text is a number on this slider: within its ends and on its grid."""
        try:
            value = float(text)
        except ValueError:
            return False
        steps = (value - self.low) / self.step
        return math.isfinite(value) and self.low <= value <= self.high and abs(steps - round(steps)) < 1e-6


@dataclass(frozen=True)
class Choice:
    """A slider over the numbers `options`, which need not be evenly spaced."""

    key: str
    label: Text
    options: tuple[float, ...]
    default: float
    help: Text | None = None
    lesson: str = ""

    def accepts(self, text: str) -> bool:
        """Whether the text is one of the options, as it is written on the slider."""
        return text in map(plain, self.options)


@dataclass(frozen=True)
class Switch:
    """On or off."""

    key: str
    label: Text
    default: bool
    help: Text | None = None
    lesson: str = ""

    def accepts(self, text: str) -> bool:
        """Whether the text is what the address holds for on and off."""
        return text.lower() in ("true", "false")


@dataclass(frozen=True)
class Pick:
    """One of a few named things: `options` maps names to what the reader sees, the address holds the name.

    They stand beside each other as `buttons`, or fold into a list. A label that is not `labelled` is only read aloud.
    """

    key: str
    label: Text
    options: Mapping[str, Text]
    default: str
    help: Text | None = None
    lesson: str = ""
    buttons: bool = True
    labelled: bool = True

    def accepts(self, text: str) -> bool:
        """Whether the text is the name of an option."""
        return text in self.options


Control = Number | Choice | Switch


def plain(value: float) -> str:
    """A number as short as it can be written: 0.03, 1, 1000. The same as JavaScript writes it."""
    return str(int(value)) if value == int(value) else repr(float(value))


def draw(control: Control) -> float:
    """Make the widget of a control and return its value: int or float, and a bool for a switch."""
    lang = frame.language()
    asked = st.query_params.get(control.key)
    if asked is not None and not control.accepts(asked) and not _chosen_here(control, asked):
        _report(control, asked, str(control.default).lower() if isinstance(control, Switch) else plain(control.default))
        st.session_state[control.key] = control.default
    _change_lesson(control, keep_asked=asked is not None)
    options = {
        "label": control.label.of(lang),
        "key": control.key,
        "help": control.help.of(lang) if control.help else None,
        "bind": "query-params",
        "persist_state": "session",
    }
    if isinstance(control, Switch):
        return st.toggle(value=control.default, **options)
    if isinstance(control, Choice):
        return st.select_slider(options=control.options, value=control.default, format_func=plain, **options)
    kind = int if control.whole else float
    _fit(control, kind)
    low, high, step = kind(control.low), kind(control.high), kind(control.step)
    return st.slider(
        min_value=low, max_value=high, step=step, value=kind(control.default), format=control.format, **options
    )


def pick(control: Pick) -> str:
    """Make the widget of a pick and return the name picked.

    Streamlit's own binding would write the visible labels into the address, which differ by language. So the address
    is taken over when it says something new, as on arrival, and follows the widget from then on.
    """
    lang, known = frame.language(), f"{control.key}_in_address"
    asked = st.query_params.get(control.key)
    set_before = control.key in st.session_state and known not in st.session_state  # by the link of an exercise
    new = asked is not None and asked != st.session_state.get(known) and not set_before
    if new and not control.accepts(asked):
        _report(control, asked, f"“{control.options[control.default].of(lang)}”")
    _change_lesson(control, keep_asked=new)
    if new:
        st.session_state[control.key] = asked if control.accepts(asked) else control.default
    st.session_state.setdefault(control.key, control.default)
    options = {
        "label": control.label.of(lang),
        "options": list(control.options),
        "format_func": lambda name: control.options[name].of(lang),
        "key": control.key,
        "help": control.help.of(lang) if control.help else None,
        "label_visibility": "visible" if control.labelled else "collapsed",
        "persist_state": "session",
    }
    picked = st.segmented_control(required=True, wrap=True, **options) if control.buttons else st.selectbox(**options)
    if picked != control.default and asked != picked:
        st.query_params[control.key] = picked
    elif picked == control.default and asked is not None:
        del st.query_params[control.key]
    st.session_state[known] = None if picked == control.default else picked
    return picked


def _fit(control: Number, kind: type[int] | type[float]) -> None:
    """Keep a value within a slider that grew shorter, as with fewer classes.

    To Streamlit a slider of another length is a new one, which would take what its predecessor of that length or an
    earlier one left behind: so the value of now is written down whenever the length changes.
    """
    lengths = st.session_state.setdefault("control_lengths", {})
    before, lengths[control.key] = lengths.get(control.key), (control.low, control.high)
    known = st.session_state.get(control.key)
    within = known is None or control.low <= known <= control.high
    if known is not None and not (within and before in (None, lengths[control.key])):
        st.session_state[control.key] = kind(min(max(known, control.low), control.high))


def _chosen_here(control: Control, asked: str) -> bool:
    """Whether the address only repeats what was chosen on the page, when the slider was longer than it is now."""
    known = st.session_state.get(control.key)
    return known is not None and asked == plain(known)


def _report(control: Control | Pick, asked: str, used: str) -> None:
    lang = frame.language()
    known = {"key": control.key, "label": control.label.of(lang), "used": used}
    notice = fill(BAD_VALUE.of(lang), value=quotable(asked), **known)
    st.warning(notice, icon=":material/link_off:")


def _change_lesson(control: Control | Pick, *, keep_asked: bool) -> None:
    """Where another lesson used the key last, put its value away and bring back this lesson's own."""
    users = st.session_state.setdefault("control_lessons", {})
    stored = st.session_state.setdefault("control_values", {})
    before = users.get(control.key, control.lesson)
    users[control.key] = control.lesson
    if before == control.lesson:
        return
    stored[before, control.key] = st.session_state.get(control.key)
    if not keep_asked:
        mine = stored.get((control.lesson, control.key))
        st.session_state[control.key] = control.default if mine is None else mine
