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
        _step("tour_back", words.STOP_BEFORE.of(state.language()), "chevron_left", at - 1, disabled=at == 0)
        st.segmented_control(
            say(words.TOUR),
            [*map(str, range(1, count + 1)), "0"],
            format_func=lambda number: free if number == "0" else number,
            required=True,
            key="stop",
            label_visibility="collapsed",
            on_change=state.stop_pressed,
        )
        _step("tour_next", words.NEXT_STOP.of(state.language()), "chevron_right", at + 1, disabled=at == count)


def _step(key: str, label: str, icon: str, number: int, *, disabled: bool) -> None:
    st.button(
        label,
        key=key,
        icon=f":material/{icon}:",
        disabled=disabled,
        on_click=state.enter_stop,
        args=(number,),
        help=label,
    )


def sentence(lesson: Lesson, otherwise: str) -> str:
    """What the stop of now says, numbered; in free play what the lesson says."""
    at = state.stop()
    return f"**{at}.** {say(lesson.stops[at - 1].say)}" if at else f":small[{otherwise}]"
