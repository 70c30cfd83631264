"""What the server tells below the pictures: fragments that run alone after a commit, and sections that unfold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from texts import Text
from texts import frame as words
from ui import state
from ui.lesson import say

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer


def told(body: Callable[[], None], *, key: str = "told") -> None:
    """Draw `body` as a fragment: when a live control is let go, it runs again alone, and the rest of the page rests.

    `body` takes what it needs from the state, not from a run of the page. It is dimmed while the pictures are ahead of
    the server. Keys begin with `told`.
    """
    with st.container(key=key):
        st.fragment(body, key=f"{key}_fragment")()
    state.tells(f"{key}_fragment")


def more(body: Callable[[], None]) -> None:
    """Draw `body`, which has sections and nothing else, as `told`; while all of them are folded a commit leaves it.

    The last section has the pictures of the page for slides.
    """

    def whole() -> None:
        body()
        section("slides", words.SLIDES, _draw_slides)

    told(whole, key=state.MORE)


def _draw_slides() -> None:
    for picture, tables, options in state.visit().pictures.values():
        picture.save_for_slides(tables, **options)


def section(key: str, title: Text, body: Callable[[], object], *, icon: str | None = None) -> None:
    """A section that costs nothing while it is folded. It stays as it is when its title changes with the language.

    The key of one that a teacher's view can hide is the name by which it does.
    """
    if (view := state.view()) and view.hides(key):
        return
    with folder(key, title, icon=icon) as place:
        if place.open:
            body()


@contextmanager
def folder(key: str, title: Text, *, icon: str | None = None) -> Iterator[ExpanderContainer]:
    """A section whose content is drawn folded, too: for controls, which a page needs in any case."""
    name, shown = f"section_{key}", say(title)
    state.offer_section(name, shown)
    with st.expander(shown, key=name, on_change="rerun", icon=icon) as place:
        yield place
