"""Lesson: learning rate and batch size, by a sweep of trainings. Source sections 1.6 and 1.7."""

from ui import frame

frame.enter()

import streamlit as st

from texts import story
from ui import controls, live, quiz, sizes, stage, sweep
from ui.lessons import LEARNING_RATE

lang = frame.language()
frame.header(LEARNING_RATE.title.of(lang), story("learning_rate", lang)["sentence"])

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
    quiz.draw(LEARNING_RATE, lang)
