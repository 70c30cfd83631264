"""The page of the lesson."""

import streamlit as st

from lessons.softmax_regression import LESSON, classifier, told
from texts import story
from ui import controls, frame, live, quiz, stage, state


def draw() -> None:
    """The page."""
    lang = state.language()
    frame.header(LESSON.title.of(lang), story(LESSON.folder, lang)["sentence"])

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
        told.tell_finding(result, step, lang)
        classifier.draw_save(result, control)
        told.tell(result, step, lang)
        quiz.draw(LESSON)
