"""The tour of a lesson: numbered stops and free play in the frame's row, the stop's sentence under the title."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from texts import frame as words
from ui import quiz, sections, state
from ui.lesson import Lesson, say
from ui.question import Goal, Question, Stop


def draw(lesson: Lesson) -> None:
    """The stops to press, one on and one back: Page Down and Page Up, as a presenter's remote sends, press these."""
    count, at = len(lesson.stops), state.stop()
    if not count:
        return
    state.keep("last", lesson)
    if state.view():
        return  # the teacher leads
    state.offer_stop(at)
    if at:
        state.keep("reached", reached() | {(lesson.url, at)})
    free = say(words.FREE)
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="xsmall", key="tour"):
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
        st.button(
            "",
            key="reset",
            icon=":material/restart_alt:",
            help=say(words.RESET),
            on_click=state.enter,
            args=(lesson.opening,),
        )


def _step(key: str, sign: str, meaning: str, number: int, *, disabled: bool) -> None:
    st.button(sign, key=key, help=meaning, disabled=disabled, on_click=state.enter_stop, args=(number,))


def reached() -> set[tuple[str, int]]:
    """The stops at which this visit has been: address of the lesson and number."""
    found: set[tuple[str, int]] = state.kept("reached", set())
    return found


def last() -> Lesson | None:
    """The lesson that was open last on this visit."""
    found: Lesson | None = state.kept("last")
    return found


def goals() -> set[tuple[str, int]]:
    """The stops whose goal was reached on this visit."""
    found: set[tuple[str, int]] = state.kept("goals", set())
    return found


def here(lesson: Lesson) -> Stop | None:
    """The stop of now; None in free play."""
    at = state.stop()
    return lesson.stops[at - 1] if at else None


def draw_stop(lesson: Lesson, sentence: str) -> None:
    """What the stop of now says, numbered, and what it asks; in free play the lesson's own sentence."""
    stop, at = here(lesson), state.stop()
    if stop is None:
        st.markdown(f":small[{sentence}]")
        return
    st.markdown(f"**{at}.** {say(stop.say)}")
    if stop.ask:
        with st.container(key="ask"):
            # Alone: choosing a guess costs the page nothing.
            st.fragment(_asker(stop.ask, at), key="ask_fragment")()


def _asker(question: Question, at: int) -> Callable[[], None]:
    """Draws the question: what is revealed, or asked again, changes the whole page."""
    guessed = question.key in quiz.guesses()

    def body() -> None:
        if (question.key in quiz.guesses()) != guessed:
            st.rerun()
        quiz.draw_question(question, lambda: state.enter_stop(at), marked=True)

    return body


def draw_goal(lesson: Lesson) -> None:
    """How near the goal of the stop is: told anew after each commit. For the end of the page."""
    stop = here(lesson)
    if stop is not None and (goal := stop.goal):
        sections.told(lambda: _tell(lesson, goal), key="told_goal")


def _tell(lesson: Lesson, goal: Goal) -> None:
    found = goal.met(state.values())
    if found.value:
        state.keep("goals", goals() | {(lesson.url, state.stop())})
        st.markdown(f":material/flag: **{say(goal.praise, **found.figures)}**")
    else:
        st.markdown(f":material/outlined_flag: {say(goal.status, **found.figures)}")
