"""The frame around every page: navigation, language, projector mode, the page's title.

`app.py` draws the frame once for each run and marks with `inside` that the page runs within it. A page's
first statement is `frame.enter()`; after it, `language()` and `projector()` are valid anywhere on the page.

Language and projector mode are kept in the address as `lang=en|zh` and `projector=1` by our own hand:
Streamlit's binding would write the visible labels (`lang=中文`) and knows only `true` and `false`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
import torch
from texts import Language, fill, quotable
from texts import frame as words

from ui import quiz
from ui.lessons import HOME, LESSONS

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

ROOT = Path(__file__).parents[1]
_STYLE = Path(__file__).with_name("frame.css")
_ICON = Path(__file__).with_name("frame.svg")
_NAMES: dict[Language, str] = {"en": "English", "zh": "中文"}
_SWITCH = {"1": True, "0": False}

# One thread for each visitor: many visitors share few cores, and the tensors here are small.
torch.set_num_threads(1)

_title_slot: ContextVar[DeltaGenerator | None] = ContextVar("title_slot", default=None)

_document_language = st.components.v2.component(
    "document_language", js=Path(__file__).with_name("frame.js").read_text(encoding="utf-8")
)


def language() -> Language:
    """The language of this visit."""
    return "zh" if st.session_state.get("lang") == "zh" else "en"


def projector() -> bool:
    """Whether the page is shown on a projector: charts then use large type and thick marks."""
    return bool(st.session_state.get("projector", False))


def enter() -> None:
    """Make sure that the page runs inside the frame: the first statement of every page.

    A folder named `pages` switches on Streamlit's older multipage mode until `st.navigation` has run once, so
    the first link to a fresh server starts the page alone. Then we register the pages and start again, this
    time through `app.py`.
    """
    if _title_slot.get() is None:
        navigation(_asked_language(), folded=st.query_params.get("projector") == "1")
        st.rerun()


@contextmanager
def inside(title_slot: DeltaGenerator) -> Iterator[None]:
    """Mark that a page runs inside the frame; `header` writes the page's title into `title_slot`."""
    token = _title_slot.set(title_slot)
    try:
        yield
        quiz.followed()
    finally:
        _title_slot.reset(token)


def pages(lang: Language) -> dict[str, list[st.Page]]:
    """The registry as Streamlit pages by section, with titles in the language `lang`."""
    result: dict[str, list[st.Page]] = {}
    for lesson in LESSONS:
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


def navigation(lang: Language, *, folded: bool) -> st.Page:
    """Register the lessons and return the page that the visitor asked for; `folded` hides the menu."""
    # First our own icon: the browser would fetch that of the menu's entry from a server elsewhere.
    st.set_page_config(page_icon=str(_ICON), layout="wide")
    page = st.navigation(pages(lang), position="hidden" if folded else "top")
    app = words.APP.of(lang)
    st.set_page_config(page_title=app if page.url_path == HOME.url else f"{page.title} · {app}")
    return page


def draw() -> tuple[st.Page, DeltaGenerator]:
    """Draw the frame: settings, menu, controls. Returns the page to run and the place of its title."""
    notices = settle()
    lang = language()
    page = navigation(lang, folded=projector())
    notices += quiz.follow(next(lesson for lesson in LESSONS if lesson.url == page.url_path), lang)
    if projector():
        st.html(_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="frame_bar"):
        title_slot = st.container(gap=None, key="frame_title")
        _draw_controls(lang)
    with title_slot:
        _document_language(data="zh-CN" if lang == "zh" else "en", key="document_language")
    for notice in notices:
        st.warning(notice, icon=":material/link_off:")
    return page, title_slot


def header(title: str, sentence: str) -> None:
    """The page's title and one sentence that says what to look for, in the frame's own row."""
    slot = _title_slot.get()
    if slot is None:
        raise RuntimeError("header() is for pages inside the frame: call enter() first")
    slot.title(title, anchor=False)
    slot.markdown(f":small[{sentence}]")


def settle() -> list[str]:
    """Settle language and projector mode from the address; returns a notice for each value unknown to us.

    The address wins over what the session remembers; where it says nothing, as after a change of pages, the
    session decides. The language is always written into the address: a link then opens in the same language
    for everybody.
    """
    asked_lang, asked_projector = st.query_params.get("lang"), st.query_params.get("projector")
    bad: dict[str, str] = {}
    _remember("lang", _asked_language())
    if asked_lang is not None and asked_lang not in _NAMES:
        bad["lang"] = asked_lang
    _remember("projector", _SWITCH.get(asked_projector or "", projector()))
    if asked_projector is not None and asked_projector not in _SWITCH:
        bad["projector"] = asked_projector
    _write_address()
    return [_notice(name, value) for name, value in bad.items()]


def _draw_controls(lang: Language) -> None:
    with st.container(horizontal=True, vertical_alignment="center", width="content", key="frame_controls"):
        if projector():
            # With the menu folded away, this is the way to the other lessons.
            st.page_link(ROOT / HOME.path, label=HOME.title.of(lang), icon=HOME.icon)
        st.segmented_control(
            words.LANGUAGE.of(lang),
            list(_NAMES),
            format_func=_NAMES.__getitem__,
            required=True,
            key="lang",
            label_visibility="collapsed",
            on_change=_write_address,
        )
        st.toggle(
            words.PROJECTOR.of(lang),
            key="projector",
            help=words.PROJECTOR_HELP.of(lang),
            on_change=_write_address,
        )


def _asked_language() -> Language:
    """The address's language, else the one used so far, else the browser's."""
    browser = (st.context.locale or "").lower()
    for lang in (st.query_params.get("lang"), st.session_state.get("lang")):
        if lang in _NAMES:
            return "zh" if lang == "zh" else "en"
    return "zh" if browser.startswith("zh") else "en"


def _remember(key: str, value: object) -> None:
    # Only a change is written: assigning a widget's key makes the browser take the value over again.
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _write_address() -> None:
    if st.query_params.get("lang") != language():
        st.query_params["lang"] = language()
    if projector():
        if st.query_params.get("projector") != "1":
            st.query_params["projector"] = "1"
    elif "projector" in st.query_params:
        del st.query_params["projector"]


def _notice(name: str, value: str) -> str:
    used = {"lang": language(), "projector": "0"}[name]
    return fill(words.BAD_SETTING.of(language()), name=name, value=quotable(value), used=used)
