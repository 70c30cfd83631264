"""The stage of the lesson: its controls, its pictures, and what is told below them."""

from __future__ import annotations

import streamlit as st

from lessons.regression_to_classification import LESSON, told, words
from lessons.regression_to_classification.controls import CONTROLS, DELTA, LOGITS, TRUE_CLASS
from lessons.regression_to_classification.pictures.layers import layers_chart
from texts.numbers import joined
from ui import controls, frame, live, quiz, sections, stage, state
from ui.lesson import say
from ui.picture import Picture

LAYERS = Picture("layers", layers_chart, (), words.LAYERS_ALT, words.CHART)


def draw() -> None:
    """The page."""
    frame.header(say(LESSON.title), LESSON.say("sentence"))
    left, right = stage.columns()
    with left:
        _choose()
        live.tie(list(CONTROLS))
    with right:
        layers, losses = st.columns(2, gap="medium")
        with layers:
            LAYERS.draw({}, follows=(TRUE_CLASS, *LOGITS))
        with losses:
            told.LOSSES.draw({}, follows=CONTROLS)
        sections.told(told.draw)
        sections.more(told.draw_more)
        quiz.draw(LESSON)


def _choose() -> None:
    controls.draw(TRUE_CLASS)
    st.caption(" · ".join(joined([str(i), say(name)], state.language()) for i, name in enumerate(words.CLASS_NAMES, 1)))
    for control in (*LOGITS, DELTA):
        controls.draw(control)
    with st.container(gap="small"):
        for i, (label, values) in enumerate(words.SITUATIONS):
            settings = dict(zip((TRUE_CLASS.key, *(logit.key for logit in LOGITS)), values, strict=True))
            st.button(
                say(label),
                key=f"situation_{i}",
                on_click=state.enter,
                args=(settings,),
                kwargs={"rest": "as it was"},
                width="stretch",
            )
