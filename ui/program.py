"""What is set on the page as a program: its text, and the buttons that save it as a script and as a notebook."""

from __future__ import annotations

import streamlit as st

from core.export import Program, notebook, script
from texts import program as words
from ui import state
from ui.lesson import say


def show(program: Program) -> None:
    """The program in the page's language; its files are named after the lesson."""
    text, lang = script(program, state.language()), state.language()
    st.markdown(say(words.INTRO))
    st.code(text)
    files = (
        (words.SCRIPT, text, "py", "text/x-python"),
        (words.NOTEBOOK, notebook(program, lang), "ipynb", "application/x-ipynb+json"),
    )
    with st.container(horizontal=True):
        for label, content, ending, kind in files:
            name = f"{state.here().url}.{ending}"
            st.download_button(say(label), content, name, kind, on_click="ignore", icon=":material/download:")
