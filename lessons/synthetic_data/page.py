"""The stage of the lesson: its controls, the data, and the minibatches of one epoch."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lessons.synthetic_data import LESSON, told, words
from lessons.synthetic_data.controls import (
    BATCH,
    BATCH_SIZE,
    DROP_LAST,
    EPOCH,
    NOISE,
    SEED,
    SHUFFLE,
    TWO_FEATURES,
    W1,
    W2,
    B,
    N,
)  # fmt: skip
from lessons.synthetic_data.pictures import minibatches_chart
from texts.frame import MORE
from ui import controls, frame, live, quiz, sections, stage, state
from ui.lesson import say
from ui.picture import Picture

MINIBATCHES = Picture("minibatches", minibatches_chart, ("cells",), words.MINIBATCHES_ALT, words.CHART, bare=True)


def draw() -> None:
    """The page."""
    frame.header(say(LESSON.title), LESSON.say("sentence"))
    left, right = stage.columns()
    with left:
        _choose()
    prepared = told.prepared(told.chosen())
    with right:
        _draw_player(len(prepared.batches))
        data, cells = st.columns(2, gap="medium")
        follows = (*told.live_controls(), BATCH)
        with data:
            told.SCATTER.draw(prepared.tables, num_features=len(follows) - 3, follows=follows)
        with cells:
            MINIBATCHES.draw(prepared.tables, follows=(BATCH,))
            told.draw_epoch(prepared)
        sections.told(told.draw)
        sections.more(told.draw_more)
        quiz.draw(LESSON)


def _choose() -> None:
    controls.draw(W1)
    if state.value(TWO_FEATURES):
        controls.draw(W2)
    for control in (B, NOISE, BATCH_SIZE, SHUFFLE, DROP_LAST, EPOCH):
        controls.draw(control)
    with sections.folder("more", MORE):
        for control in (N, SEED, TWO_FEATURES):
            controls.draw(control)


def _draw_player(num_batches: int) -> None:
    """Which minibatch to look at, where there is a choice."""
    if num_batches > 1:
        stage.player(replace(BATCH, steps=tuple(range(1, num_batches + 1))), told.live_controls(), home=True)
    else:
        live.tie(list(told.live_controls()))
