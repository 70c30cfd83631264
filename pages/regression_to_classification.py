"""Lesson: from regression to classification, one guess under three losses. Source section 2.1."""

from ui import frame

frame.enter()

import streamlit as st

from texts import story
from ui import live, one_hot, quiz, stage
from ui.lessons import REGRESSION_TO_CLASSIFICATION

lang = frame.language()
prose = story("regression_to_classification", lang)
frame.header(REGRESSION_TO_CLASSIFICATION.title.of(lang), prose["sentence"])

left, right = stage.columns()
with left:
    guess = one_hot.choose()
    live.tie(one_hot.CONTROLS)

with right:
    layers, blame = st.columns(2, gap="medium")
    with layers:
        one_hot.draw_layers(lang)
    with blame:
        one_hot.draw_blame(lang)
    one_hot.tell(guess, lang)
    quiz.draw(REGRESSION_TO_CLASSIFICATION, lang)
