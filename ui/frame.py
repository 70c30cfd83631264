"""The frame around every page: navigation, language, projector mode, the page's title, what a link could not set.

`app.py` draws the frame once for each full run and runs the page inside it. A page's file says `frame.run("<url>")`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
import torch

from texts import Language
from texts import frame as words
from texts import quiz as quiz_words
from texts import share as share_words
from ui import ending, memory, share, state, teacher, tour
from ui.lesson import HOME, ROOT, Lesson, registry, say

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_STYLE = Path(__file__).with_name("frame.css")
_PAGE = Path(__file__).with_name("page.css")
_ICON = Path(__file__).with_name("frame.svg")

# One thread for each visitor: many visitors share few cores, and the tensors here are small.
torch.set_num_threads(1)

# Where the title stands, and below it, over the whole width, the sentence.
_slots: ContextVar[tuple[DeltaGenerator, DeltaGenerator] | None] = ContextVar("slots", default=None)

# What the buttons mean that show a sign only.
_SIGNS = {
    "tour_back": words.STOP_BEFORE,
    "tour_next": words.NEXT_STOP,
    "reset": words.RESET,
    "share": share_words.SHARE,
    "again_": quiz_words.AGAIN,
}

# The keys that work anywhere; see frame.js and live.js.
_KEYS = {
    "Page Down": words.KEY_NEXT,
    "Page Up": words.KEY_BEFORE,
    "Space": words.KEY_PLAY,
    "P": words.PROJECTOR,
    "L": words.LANGUAGE,
    "?": words.KEYS,
}

_document = st.components.v2.component("document", js=Path(__file__).with_name("frame.js").read_text(encoding="utf-8"))


def run(url: str) -> None:
    """Draw the page of a lesson, inside the frame.

    A folder named `pages` switches on Streamlit's older multipage mode until `st.navigation` has run once, so
    the first link to a fresh server starts the page alone. Then we register the pages and start again, this
    time through `app.py`.
    """
    if _slots.get() is None:
        navigation(state.asked_language(), folded=state.asked_projector())
        st.rerun()
    lesson = next(lesson for lesson in registry() if lesson.url == url)
    lesson.draw()
    ending.draw(lesson)


@contextmanager
def drawn() -> Iterator[st.Page]:
    """The frame: settles what is chosen, draws menu and controls, and yields the page to run within it."""
    lang, folded = state.asked_language(), state.asked_projector()
    page = navigation(lang, folded=folded)
    lesson = next(lesson for lesson in registry() if lesson.url == page.url_path)
    state.arrive(lesson)
    st.html(_PAGE)
    if state.projector():
        st.html(_STYLE)
    with st.container(gap=None), st.container(horizontal=True, vertical_alignment="center", key="frame_bar"):
        title_slot = st.container(gap=None, key="frame_title")
        with title_slot:
            # They work unseen, but until the browser has them Streamlit holds room for something to see.
            unseen = st.container(height=1, border=False, gap=None)
        with unseen:
            memory.recall()
        with st.container(
            horizontal=True, vertical_alignment="center", width="content", gap="xsmall", key="frame_controls"
        ):
            tour.draw(lesson)
            _draw_controls()
            share.draw(teacher.draw_form if lesson.controls else None)
    stop_slot = st.container(key="tour_sentence" if state.stop() or state.view() else "sentence")
    with unseen:
        names = {key: say(meaning) for key, meaning in _SIGNS.items()}
        keys = [[key, say(meaning)] for key, meaning in _KEYS.items()]
        about_keys = {"title": say(words.KEYS), "close": say(words.CLOSE), "keys": keys}
        tongue = "zh-CN" if lang == "zh" else "en"
        _document(data={"lang": tongue, "names": names, "help": about_keys}, key="document")
    notice = st.empty()  # reserved: what comes and goes here moves no chart to another place
    token = _slots.set((title_slot, stop_slot))
    try:
        yield page
    finally:
        _slots.reset(token)
    with stop_slot:
        tour.draw_goal(lesson)
    state.drawn()
    told = state.notice()
    if told:
        notice.warning(told, icon=":material/link_off:")


def navigation(lang: Language, *, folded: bool) -> st.Page:
    """Register the lessons and return the page that the visitor asked for; `folded` hides the menu."""
    # First our own icon: the browser would fetch that of the menu's entry from a server elsewhere.
    st.set_page_config(page_icon=str(_ICON), layout="wide")
    page = st.navigation(pages(lang), position="hidden" if folded else "top")
    app = words.APP.of(lang)
    st.set_page_config(page_title=app if page.url_path == HOME.url else f"{page.title} · {app}")
    return page


def pages(lang: Language) -> dict[str, list[st.Page]]:
    """The registry as Streamlit pages by section, with titles in the language `lang`."""
    result: dict[str, list[st.Page]] = {}
    for lesson in registry():
        section = lesson.section.of(lang) if lesson.section else ""
        page = st.Page(
            ROOT / lesson.path,  # not relative: deploy/ has an entry file of its own
            title=lesson.title.of(lang),
            icon=lesson.icon,
            url_path=lesson.url or None,
            default=lesson is HOME,
            help=lesson.summary.of(lang),
        )
        result.setdefault(section, []).append(page)
    return result


def header(title: str, sentence: str) -> None:
    """The page's title, and one sentence that says what to look for: the lesson's, or that of the tour's stop."""
    slots = _slots.get()
    if slots is None:
        raise RuntimeError("header() is for pages inside the frame")
    slots[0].title(title, anchor=False)
    with slots[1]:
        if view := state.view():
            teacher.draw_banner(view, sentence)
        else:
            tour.draw_stop(state.here(), sentence)


def _neighbours(lesson: Lesson) -> Iterator[tuple[Lesson, str]]:
    """Home, and the lessons before and after this one, each with its sign."""
    lessons = registry()
    place = lessons.index(lesson)
    yield HOME, HOME.icon
    if place > 1:
        yield lessons[place - 1], ":material/skip_previous:"
    if place + 1 < len(lessons):
        yield lessons[place + 1], ":material/skip_next:"


def _draw_controls() -> None:
    if state.projector():
        # With the menu folded away, these are the ways to the other lessons.
        for lesson, icon in _neighbours(state.here()):
            st.page_link(ROOT / lesson.path, label=say(lesson.title), icon=icon)
    st.segmented_control(
        say(words.LANGUAGE),
        list(state.LANGUAGES),
        format_func=state.LANGUAGES.__getitem__,
        required=True,
        key="lang",
        label_visibility="collapsed",
        on_change=state.publish,
    )
    st.toggle(say(words.PROJECTOR), key="projector", help=say(words.PROJECTOR_HELP), on_change=state.publish)
