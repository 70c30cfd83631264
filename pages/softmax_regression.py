"""Lesson: softmax regression, trained live on blobs, penguins and handwritten digits. Source section 2."""

from ui import frame

frame.enter()

import streamlit as st

from texts import story
from ui import classifier, classifier_words, controls, live, quiz, stage
from ui.lessons import SOFTMAX_REGRESSION

lang = frame.language()
frame.header(SOFTMAX_REGRESSION.title.of(lang), story("softmax_regression", lang)["sentence"])

left, right = stage.columns()
with left:
    run = classifier.choose()
    result = classifier.train(run)

with right:
    scrub, player = stage.player_row()
    with scrub:
        control = stage.scrub(result.steps)
        step = int(controls.draw(control))
    with player:
        live.tie(classifier.live_controls(run), step=control)
    model, learning = st.columns(2, gap="medium")
    with model:
        classifier.draw_model(result, lang)
    with learning:
        classifier.draw_learning(result, lang)
    classifier_words.tell_finding(result, step, lang)
    classifier.draw_save(result, control)
    classifier_words.tell(result, step, lang)
    quiz.draw(SOFTMAX_REGRESSION, lang)
