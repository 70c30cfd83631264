"""Lesson: cross-entropy and its gradient. Source section 2.2."""

from ui import frame

frame.enter()

import streamlit as st

from texts import story
from ui import controls, cross_entropy, live, quiz, stage
from ui.lessons import CROSS_ENTROPY

lang = frame.language()
frame.header(CROSS_ENTROPY.title.of(lang), story("cross_entropy", lang)["sentence"])

left, right = stage.columns()
with left:
    chosen = cross_entropy.choose()

with right:
    scrub, player = stage.player_row()
    with scrub:
        step = int(controls.draw(cross_entropy.STEP))
    with player:
        live.tie(cross_entropy.live_controls(int(chosen["classes"])), step=cross_entropy.STEP, home=True)
    now = cross_entropy.moment(chosen, step)
    gradient, other = st.columns(2, gap="medium")
    with gradient:
        cross_entropy.draw_push(now, lang)
    with other:
        view = controls.pick(cross_entropy.VIEW)
        cross_entropy.draw_view(now, view, lang)
    with st.container(key="told"):
        cross_entropy.tell(now, lang)
    cross_entropy.draw_save(now, lang)
    cross_entropy.draw_more(now, lang)
    quiz.draw(CROSS_ENTROPY, lang)
