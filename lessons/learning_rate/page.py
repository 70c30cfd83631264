"""The page of the lesson."""

import streamlit as st

from lessons.learning_rate import LESSON, sizes, sweep
from texts import story
from ui import controls, frame, live, quiz, stage, state


def draw() -> None:
    """The page."""
    lang = state.language()
    frame.header(LESSON.title.of(lang), story(LESSON.folder, lang)["sentence"])

    left, right = stage.columns()
    with left:
        picked = sweep.choose()
        progress = st.empty()
    result = sweep.train(picked, progress)

    with right:
        scrub, player = stage.player_row()
        with scrub:
            control = stage.scrub(result.steps)
            controls.draw(control)
        with player:
            live.tie(sweep.live_controls(), step=control)
        every, one = st.columns(2, gap="medium")
        with every:
            sweep.draw_sweep(result, lang)
        with one:
            sweep.draw_run(result, lang)
        sweep.tell_finding(result, lang)
        sweep.save_run(result, control, lang)
        sizes.draw(result, lang)
        sweep.tell(result, lang)
        quiz.draw(LESSON)
