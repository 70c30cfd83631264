"""The stage of the lesson: its controls, its run, and the pictures that follow them."""

from __future__ import annotations

import streamlit as st

from lessons.linear_regression import LESSON, run, told, words
from lessons.linear_regression.controls import (
    BATCH_SIZE,
    EPOCHS,
    INITIAL_STD,
    LEARNING_RATE,
    LOG_LOSS,
    NOISE,
    SEED,
    TWO_FEATURES,
    W1,
    W2,
    B,
    N,
)  # fmt: skip
from lessons.linear_regression.pictures.limit import limit_chart
from lessons.linear_regression.pictures.progress import progress_chart
from texts.frame import MORE
from ui import controls, frame, quiz, sections, stage, state
from ui.lesson import say
from ui.picture import Picture, ready

PROGRESS = Picture("progress", progress_chart, ("path", "form", "rates", "kept"), words.PROGRESS_ALT, words.CHART)
LIMIT = Picture("bare_limit", limit_chart, ("limit",), words.LIMIT_ALT, words.CHART)


def draw() -> None:
    """The page."""
    frame.header(say(LESSON.title), LESSON.say("sentence"))
    left, right = stage.columns()
    with left:
        st.button(say(words.BOOK), on_click=state.enter, args=({},), width="stretch", icon=":material/menu_book:")
        _choose()
    result = run.trained(run.chosen())
    step = stage.scrub(result.steps)
    with right:
        stage.player(step, told.tied())
        data, progress = st.columns(2, gap="medium")
        with data:
            told.FIT.draw(result.tables, **run.options())
        with progress:
            kept = ready({"kept": told.kept_run(result)})
            PROGRESS.draw({**result.tables, **kept}, **run.options(), log=bool(state.value(LOG_LOSS)))
        sections.told(told.draw)
        sections.more(told.draw_more)
        quiz.draw(LESSON)


def _choose() -> None:
    controls.draw(W1)
    if state.value(TWO_FEATURES):
        controls.draw(W2)
    for control in (B, NOISE, LEARNING_RATE):
        controls.draw(control)
    LIMIT.draw(run.trained(run.chosen()).tables)
    sections.told(told.draw_limit, key="told_limit")
    controls.draw(BATCH_SIZE)
    with sections.folder("more", MORE):
        for folded in (TWO_FEATURES, N, EPOCHS, SEED, INITIAL_STD, LOG_LOSS):
            controls.draw(folded)
