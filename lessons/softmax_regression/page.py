"""The stage of the lesson: its controls, its run, and the pictures that follow them."""

from __future__ import annotations

import streamlit as st

from lessons.softmax_regression import LESSON, run, told, views
from lessons.softmax_regression.controls import (
    BATCH_SIZE,
    CALIBRATE,
    CLASSES,
    DATA,
    EPOCHS,
    FEATURES,
    INITIAL_STD,
    LEARNING_RATE,
    LOSS,
    RATE_OF_DIGITS,
    SAMPLE,
    SEED,
    SPREAD,
)
from texts.frame import MORE
from ui import controls, frame, quiz, sections, stage
from ui.lesson import say

_OWN = {
    "blobs": (CLASSES, SPREAD, LEARNING_RATE),
    "penguins": (FEATURES, LEARNING_RATE),
    "digits": (SAMPLE, RATE_OF_DIGITS),
}


def draw() -> None:
    """The page."""
    frame.header(say(LESSON.title), LESSON.say("sentence"))
    left, right = stage.columns()
    with left:
        for control in (*_OWN[controls.pick(DATA)], BATCH_SIZE, LOSS, EPOCHS):
            controls.draw(control)
        with st.expander(say(MORE), key="section_more"):
            for control in (SEED, INITIAL_STD):
                controls.draw(control)
        result = run.trained(run.chosen())
    with right:
        stage.player(stage.scrub(result.trained.steps), [*run.live_controls(), CALIBRATE])
        model, learning = st.columns(2, gap="medium")
        with model:
            views.draw_model(result)
        with learning:
            views.draw_learning(result)
        sections.told(told.draw)
        sections.more(told.draw_more)
        quiz.draw(LESSON)
