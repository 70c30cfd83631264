"""What a visitor guessed, saw, reached and kept for comparison, in the browser's tab: no reload loses any of it.

The storage ends with the tab: who uses the same machine later reads nothing of it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui import state
from ui.lesson import Lesson, registry
from ui.visit import BadValue, Value

_MOST = 20_000  # characters: all lessons together write a tenth of it
_tab = st.components.v2.component("memory", js=Path(__file__).with_name("memory.js").read_text(encoding="utf-8"))


def recall() -> None:
    """Take over what the tab remembers of an earlier session, and let it remember what is kept now."""
    if state.kept("visit") is None:
        state.keep("visit", secrets.token_hex(4))
    heard = state.kept("recalled") is not None
    data = {"visit": state.kept("visit"), "kept": written(), "heard": heard}
    found = _tab(key="memory", data=data, on_recalled_change=_hear, on_reconnected_change=_hear).recalled
    if found is not None and not heard:
        state.keep("recalled", found)
        read(found)


def _hear() -> None:
    """The run that follows does what there is to do."""


def written() -> str:
    """What is kept of guesses, runs, stops and goals, as JSON."""
    pairs = {name: sorted(state.kept(name, ())) for name in ("reached", "goals")}
    return json.dumps({"guesses": state.kept("guesses", {}), "runs": state.visit().runs} | pairs)


def read(text: object) -> None:
    """Add what the text says to what is kept. What is not ours, or no longer, is left out: the tab is not trusted."""
    try:
        found: Any = json.loads(text) if isinstance(text, str) and len(text) < _MOST else {}
    except (ValueError, RecursionError):
        found = {}
    if not isinstance(found, dict):
        return
    lessons = {lesson.url: lesson for lesson in registry()}
    questions = {question.key: question for lesson in lessons.values() for question in lesson.questions}
    guesses = found.get("guesses")
    if isinstance(guesses, dict):
        known = {
            key: guess
            for key, guess in guesses.items()
            if isinstance(guess, int | float) and key in questions and questions[key].takes(guess)
        }
        state.keep("guesses", known | state.kept("guesses", {}))
    for url, values in _runs(found.get("runs"), lessons).items():
        state.visit().runs.setdefault(url, values)
    for name in ("reached", "goals"):
        stops = {
            (pair[0], pair[1])
            for pair in _pairs(found.get(name))
            if pair[0] in lessons and 1 <= pair[1] <= len(lessons[pair[0]].stops)
        }
        state.keep(name, stops | set(state.kept(name, ())))


def _runs(said: object, lessons: Mapping[str, Lesson]) -> dict[str, dict[str, Value]]:
    """The runs that were kept, by lesson: those whose every control has a value that it can have."""
    runs = said if isinstance(said, dict) else {}
    found = {}
    for url, values in runs.items():
        controls = lessons[url].controls if url in lessons and isinstance(values, dict) else ()
        try:
            read = {control.key: control.read(str(values[control.key]).lower()) for control in controls}
        except (BadValue, KeyError):
            continue
        if read:
            found[url] = read
    return found


def _pairs(value: object) -> list[tuple[str, int]]:
    pairs = value if isinstance(value, list) else []
    return [
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str) and type(pair[1]) is int
    ]
