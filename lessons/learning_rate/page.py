"""The stage of the lesson: its controls, its trainings, and the pictures that follow the rate and the step."""

from __future__ import annotations

import streamlit as st

from charts.panels import limit_strip
from core.verdict import KINDS
from lessons.learning_rate import LESSON, run, told, words
from lessons.learning_rate.controls import BATCH_SIZE, EPOCHS, NOISE, RATE, SEED, STEP, STRETCH, N
from lessons.learning_rate.maths import RATES
from lessons.learning_rate.pictures.sweep import sweep_chart
from texts.frame import MORE
from texts.numbers import EXAMPLE
from ui import controls, frame, quiz, sections, stage, state
from ui.lesson import say
from ui.picture import Picture

SWEEP = Picture("sweep", sweep_chart, ("sweep", "names", "picked", "form"), words.SWEEP_ALT, words.CHART)
STRIP = Picture("strip", limit_strip, ("strip",), words.STRIP_ALT, words.CHART, bare=True)


def draw() -> None:
    """The page."""
    frame.header(say(LESSON.title), LESSON.say("sentence"))
    left, right = stage.columns()
    with left:
        _choose()
        place = st.empty()
    result = run.trained(place.progress)
    place.empty()
    step = stage.scrub(result.steps)
    with right:
        stage.player(step, [RATE])
        every, one = st.columns(2, gap="medium")
        with every:
            SWEEP.draw(result.tables, follows=(RATE,), rates=RATES, kinds=KINDS)
        with one:
            told.RUN.draw(result.tables, follows=(RATE, STEP), **told.OPTIONS)
        sections.told(told.draw)
        sections.more(told.draw_more)
        quiz.draw(LESSON)


def _choose() -> None:
    controls.draw(RATE)
    below_rate = st.container(gap=None)
    controls.draw(BATCH_SIZE)
    below_size = st.empty()
    controls.draw(NOISE)
    _draw_presets()
    with st.expander(say(MORE), key="section_more"):
        for control in (N, EPOCHS, SEED, STRETCH):
            controls.draw(control)
    chosen = run.chosen()
    if int(state.value(BATCH_SIZE)) > chosen.size:
        below_size.caption(LESSON.say("all_of_them", examples=EXAMPLE.count(chosen.size, state.language())))
    with below_rate:
        STRIP.draw(run.strip(chosen.setting))
        sections.told(told.draw_limit, key="told_limit")


def _draw_presets() -> None:
    """The four fates of a rate, on the full batch: one press each."""
    rows = [st.columns(2, gap="small"), st.columns(2, gap="small")]
    for i, (label, rate) in enumerate(words.PRESETS):
        settings = {N.key: 100, BATCH_SIZE.key: 100, RATE.key: rate}
        place = rows[i // 2][i % 2]
        place.button(say(label), key=f"preset_{i}", on_click=state.enter, args=(settings,), width="stretch")
