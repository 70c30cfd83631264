"""A choice among a few named things, as a row of buttons. The address holds its number, counted from 1.

Streamlit's own binding would write the visible labels into the address, which differ by language.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from texts import Text, fill

from ui import frame
from ui.controls import BAD_VALUE


@dataclass(frozen=True)
class Pick:
    """One of `options`; the first unless told otherwise."""

    key: str
    label: Text
    options: tuple[Text, ...]
    help: Text | None = None

    def accepts(self, text: str) -> bool:
        """Whether the text is the number of an option."""
        return text in map(str, range(1, len(self.options) + 1))


def draw(pick: Pick, *, labelled: bool = True) -> int:
    """Make the widget, and return the number of what is picked, from 1.

    The address decides where it says something new, as on arrival; afterwards it follows the widget.
    """
    lang, known = frame.language(), f"{pick.key}_in_address"
    asked = st.query_params.get(pick.key)
    if asked is not None and asked != st.session_state.get(known):
        st.session_state[pick.key] = int(asked) if pick.accepts(asked) else 1
        if not pick.accepts(asked):
            shown = "".join(c for c in asked[:20] if c.isprintable() and c not in "`[]<>*_$")
            notice = fill(BAD_VALUE.of(lang), key=pick.key, value=shown, label=pick.label.of(lang), used=1)
            st.warning(notice, icon=":material/link_off:")
    st.session_state.setdefault(pick.key, 1)
    picked = st.segmented_control(
        pick.label.of(lang),
        list(range(1, len(pick.options) + 1)),
        format_func=lambda number: pick.options[number - 1].of(lang),
        required=True,
        key=pick.key,
        label_visibility="visible" if labelled else "collapsed",
        persist_state="session",
        help=pick.help.of(lang) if pick.help else None,
        wrap=True,
    )
    value = int(picked or 1)
    if value == 1:
        if asked is not None:
            del st.query_params[pick.key]
    elif asked != str(value):
        st.query_params[pick.key] = str(value)
    st.session_state[known] = None if value == 1 else str(value)
    return value
