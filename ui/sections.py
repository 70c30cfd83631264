"""What the server tells below the pictures: fragments that run alone after a commit, and sections that unfold."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from texts import Text
from ui import state
from ui.lesson import say


def told(body: Callable[[], None], *, key: str = "told") -> None:
    """Draw `body` as a fragment: when a live control is let go, it runs again alone, and the rest of the page rests.

    `body` takes what it needs from the state, not from a run of the page. It is dimmed while the pictures are ahead of
    the server. Keys begin with `told`.
    """
    with st.container(key=key):
        st.fragment(body, key=f"{key}_fragment")()
    state.tells(f"{key}_fragment")


def section(key: str, title: Text, body: Callable[[], None], *, icon: str | None = None) -> None:
    """A section that costs nothing while it is folded; what it is called by (`key`) stays when its title changes."""
    place = st.expander(say(title), key=f"section_{key}", on_change="rerun", icon=icon)
    if place.open:
        with place:
            body()
