"""Lesson: softmax, from logits to probabilities. Source section 2.1."""

from ui import frame

frame.enter()

import streamlit as st

from texts import story
from ui import live, quiz, softmax, stage
from ui.lessons import SOFTMAX

lang = frame.language()
frame.header(SOFTMAX.title.of(lang), story("softmax", lang)["sentence"])

left, right = stage.columns()
with left, st.container(gap=None):  # ten logits fit above the fold
    numbers = softmax.choose()
with right:
    softmax.draw(numbers, lang)
    softmax.tell(numbers, lang)
    live.tie(softmax.live_controls(numbers))
    quiz.draw(SOFTMAX, lang)
