"""Lesson: linear regression, trained live. Source sections 1.3 to 1.8."""

from ui import frame

frame.enter()

import streamlit as st

from texts import linear_regression as words
from texts import story
from ui import controls, live, quiz, regression, stage
from ui.lessons import LINEAR_REGRESSION

lang = frame.language()
prose = story("linear_regression", lang)
frame.header(LINEAR_REGRESSION.title.of(lang), prose["sentence"])

left, right = stage.columns()
with left:
    st.button(words.BOOK.of(lang), on_click=regression.from_the_book, width="stretch", icon=":material/menu_book:")
    run = regression.choose()
result = regression.train(run)

with right:
    scrub, player = stage.player_row()
    with scrub:
        control = stage.scrub(result.steps)
        step = int(controls.draw(control))
    with player:
        live.tie(regression.live_controls(run), step=control)
    data, progress = st.columns(2, gap="medium")
    with data:
        regression.draw_fit(result, lang)
    with progress:
        regression.draw_progress(result, lang)
    regression.tell_finding(result, step, lang)
    regression.draw_actions(result, control, lang)
    regression.tell(result, step, lang)
    quiz.draw(LINEAR_REGRESSION, lang)
