"""The tour of a lesson: numbered stops and free play in the frame's row, the stop's sentence under the title."""

from __future__ import annotations

import streamlit as st

from texts import frame as words
from ui import state
from ui.lesson import Lesson, say


def draw(lesson: Lesson) -> None:
    """The stops to press, one on and one back: Page Down and Page Up, as a presenter's remote sends, press these."""
    count, at = len(lesson.stops), state.stop()
    if not count:
        return
    state.offer_stop(at)
    free = say(words.FREE)
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small", key="tour"):
        _step("tour_back", "‹", say(words.STOP_BEFORE), at - 1, disabled=at == 0)
        st.segmented_control(
            say(words.TOUR),
            [*map(str, range(1, count + 1)), "0"],
            format_func=lambda number: free if number == "0" else number,
            required=True,
            key="stop",
            label_visibility="collapsed",
            on_change=state.stop_pressed,
        )
        _step("tour_next", "›", say(words.NEXT_STOP), at + 1, disabled=at == count)


def _step(key: str, sign: str, meaning: str, number: int, *, disabled: bool) -> None:
    st.button(sign, key=key, help=meaning, disabled=disabled, on_click=state.enter_stop, args=(number,))


def sentence(lesson: Lesson) -> str | None:
    """What the stop of now says, numbered; nothing in free play."""
    at = state.stop()
    return f"**{at}.** {say(lesson.stops[at - 1].say)}" if at else None
