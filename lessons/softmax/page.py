"""The stage of the lesson: its controls, its pictures, and what is told beside them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lessons.softmax import LESSON, maths, tables, told, words
from lessons.softmax.controls import (
    CONTROLS,
    COST,
    INTO_EXP,
    LIGHT,
    LOGITS,
    NUM_CLASSES,
    SCALE,
    SHIFT,
    SIZE,
    SPREAD,
    TEMPERATURE,
)
from lessons.softmax.pictures.decision import decision_chart
from lessons.softmax.pictures.logistic import logistic_chart
from lessons.softmax.pictures.overflow import overflow_chart
from lessons.softmax.pictures.temperature import temperature_chart
from texts.frame import MORE
from ui import controls, frame, live, quiz, sections, stage
from ui.lesson import say
from ui.picture import Picture, Tables, ready

BY_TEMPERATURE = Picture("temperature", temperature_chart, (), words.TEMPERATURE_ALT, words.CHART)
LOGISTIC = Picture("logistic", logistic_chart, (), words.LOGISTIC_ALT, words.CHART)
OVERFLOW = Picture("overflow", overflow_chart, ("limits",), words.OVERFLOW_ALT, words.CHART)

DECISION = Picture("decision", decision_chart, (), words.DECISION_ALT, words.CHART)


def draw() -> None:
    """The page."""
    frame.header(say(LESSON.title), LESSON.say("sentence"))
    left, right = stage.columns()
    with left, st.container(gap=None):  # ten logits fit above the fold
        _choose()
    with right:
        told.SOFTMAX.draw({}, follows=(*INTO_EXP, LIGHT))
        by_temperature, logistic = st.columns([3, 2], gap="medium")
        with by_temperature:
            BY_TEMPERATURE.draw({}, follows=(*INTO_EXP, LIGHT), temperatures=TEMPERATURE.options)
        with logistic:
            LOGISTIC.draw({}, follows=INTO_EXP)
        sections.told(told.draw)
        _draw_decision()
        _draw_overflow()
        sections.told(told.draw_table, key="told_table")
        sections.more(told.draw_more)
        live.tie(list(CONTROLS))
        quiz.draw(LESSON)


def _choose() -> None:
    num_classes = int(controls.draw(NUM_CLASSES))
    for i in range(0, num_classes, 2):
        for place, logit in zip(st.columns(2, gap="small"), LOGITS[i : min(i + 2, num_classes)], strict=False):
            with place:
                controls.draw(logit)
    for control in (TEMPERATURE, SHIFT, SCALE):
        controls.draw(control)
    with st.expander(say(MORE), key="section_more"):
        controls.draw(replace(LIGHT, high=num_classes))


@st.cache_resource(max_entries=1, show_spinner=False)
def _limits() -> Tables:
    return ready({"limits": tables.limits_frame()})


def _draw_decision() -> None:
    """What to say where one kind of mistake is dearer than the others."""
    st.markdown(f"#### {say(words.DECISION)}")
    slider, picture = st.columns([1.1, 3.9], gap="medium")
    with slider:
        controls.draw(COST)
        st.caption(LESSON.say("costs"))
    with picture:
        DECISION.draw({}, follows=(*INTO_EXP, LIGHT, COST), costly=maths.COSTLY)
        sections.told(told.draw_decision, key="told_decision")


def _draw_overflow() -> None:
    """The naive formula in float16 and float32 beside the stable one, for logits moved up or down."""
    st.markdown(f"#### {say(words.OVERFLOW)}")
    sliders, picture = st.columns([1.1, 3.9], gap="medium")
    with sliders:
        controls.draw(SIZE)
        controls.draw(SPREAD)
        st.caption(LESSON.say("moved"))
    with picture:
        OVERFLOW.draw(_limits(), follows=(*INTO_EXP, SIZE, SPREAD))
        sections.told(told.draw_overflow, key="told_overflow")
