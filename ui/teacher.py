"""A teacher's view as it is seen, and the form in *Share* that makes a link to one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from texts import teacher as words
from texts.numbers import listed
from ui import share, state, teaching
from ui.controls import Steps
from ui.lesson import Lesson, say
from ui.teaching import Teaching


def draw_banner(view: Teaching, sentence: str) -> None:
    """The teacher's question, or else the lesson's sentence; that this is a view, and the way out of it."""
    if view.question:
        with st.container(key="teacher_question"):
            st.text(view.question)  # plain text, whatever it holds
    else:
        st.markdown(f":small[{sentence}]")
    with st.container(horizontal=True, vertical_alignment="center", key="teacher"):
        st.caption(f":material/school: {described(view)}", width="content")
        st.button(say(words.LEAVE), "leave_view", say(words.LEAVE_HELP), on_click=state.leave_view, type="tertiary")


def described(view: Teaching) -> str:
    """What the view hides and locks, in words."""
    lang, lesson = state.language(), state.here()
    told = [say(words.HERE)]
    if view.hidden:
        names = [say(words.HIDABLE[what]) for what in teaching.HIDABLE if view.hides(what)]
        told.append(say(words.HIDDEN, names=listed(names, lang)))
    if view.locked:
        names = [say(control.label) for control in lesson.controls if control.key in view.locked]
        told.append(say(words.LOCKED, names=listed(names, lang)))
    return (" " if lang == "en" else "").join(told)


def draw_form(page: str, asked: Mapping[str, str]) -> None:
    """Choose what to hide and to lock, write a question: the link, as text and as a QR code."""
    if state.view():
        st.caption(say(words.SAME))
        return
    lesson = state.here()
    with st.expander(say(words.MAKE), icon=":material/school:"):
        st.caption(say(words.ABOUT))
        hidden = st.pills(
            say(words.HIDE),
            teaching.offered(lesson),
            format_func=lambda what: say(words.HIDABLE[what]),
            selection_mode="multi",
            key="teach_hide",
        )
        labels = lockable(lesson)
        locked = st.multiselect(
            say(words.LOCK),
            list(labels),
            format_func=labels.__getitem__,
            key="teach_lock",
            placeholder=say(words.NO_LOCK),
        )
        question = st.text_area(say(words.QUESTION), max_chars=teaching.LONGEST_QUESTION, key="teach_question")
        if not (hidden or locked or question.strip()):
            st.caption(say(words.NOTHING))
            return
        found = teaching.teaching(
            lesson, state.values(), hidden=frozenset(hidden), locked=tuple(locked), question=question.strip()
        )
        address = share.link(page, named(asked, found))
        st.code(address, language=None, wrap_lines=True)
        st.image(share.code(address), width=220)


def lockable(lesson: Lesson) -> dict[str, str]:
    """The controls that can be locked, by key, as the reader calls them: the step stays free."""
    return {control.key: say(control.label) for control in lesson.controls if not isinstance(control, Steps)}


def named(asked: Mapping[str, str], view: Teaching) -> dict[str, str]:
    """The address of now, as far as it does not hold what the view hides or fixes."""
    left_out = {*view.forced, "stop"}
    return {name: text for name, text in asked.items() if name not in left_out} | {teaching.NAME: view.word}
