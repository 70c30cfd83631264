"""Lesson: synthetic data and minibatches. Source sections 1.1 and 1.2."""

from ui import frame

frame.enter()

import streamlit as st

from texts import story
from ui import controls, data, live
from ui.lessons import SYNTHETIC_DATA

lang = frame.language()
frame.header(SYNTHETIC_DATA.title.of(lang), story("synthetic_data", lang)["sentence"])

left, right = st.columns([1.1, 3.9], gap="medium")
with left:
    dealt = data.choose()
with right:
    control = data.batch_control(dealt)
    scrub, player = st.columns(2, gap="medium", vertical_alignment="center")
    with scrub:
        batch = int(controls.draw(control)) if control else 1
    with player:
        live.tie(data.live_controls(dealt), step=control, arrive=False)
    data.draw(dealt, lang)
    data.tell(dealt, batch, lang)
