"""What is set on the page as a program: its text, and the buttons that save it as a script and as a notebook."""

from __future__ import annotations

import streamlit as st

from core.export import Program, cells, notebook, script
from texts import program as words
from ui import state
from ui.lesson import say

_LONGEST = 200  # characters of a line that is shown: what was measured is written into a program as one long line


def show(program: Program) -> None:
    """The program in the page's language; its files are named after the lesson."""
    text, lang = script(program, state.language()), state.language()
    st.markdown(say(words.INTRO))
    st.code(shortened(text))
    if shortened(text) != text:
        st.caption(say(words.SHORTENED))
    files = (
        (words.SCRIPT, text, "py", "text/x-python"),
        (words.NOTEBOOK, notebook(program, lang), "ipynb", "application/x-ipynb+json"),
    )
    with st.container(horizontal=True):
        for label, content, ending, kind in files:
            name = f"{state.here().url}.{ending}"
            st.download_button(say(label), content, name, kind, on_click="ignore", icon=":material/download:")
        with st.popover(say(words.READ), icon=":material/menu_book:", key="notebook", on_change="rerun") as place:
            if place.open:
                _read(program)


def shortened(text: str) -> str:
    """The text with its longest lines cut, and marked so: for reading, not for running."""
    lines = [line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} …" for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def _read(program: Program) -> None:
    """The notebook as it reads: each cell's words above its code."""
    for what, code in cells(program, state.language()):
        st.markdown(what.replace("^", "\\^"))
        st.code(shortened(code))
