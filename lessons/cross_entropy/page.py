"""The stage of the lesson: its controls, and the pictures that follow them."""

from __future__ import annotations

import streamlit as st

from lessons.cross_entropy import LESSON, run, told, words
from lessons.cross_entropy.controls import IN_BITS, NUM_CLASSES, STEP, VIEW, live_controls
from lessons.cross_entropy.pictures.comparison import squared_chart, twice_chart
from lessons.cross_entropy.pictures.curvature import curvature_chart
from lessons.cross_entropy.pictures.surprisal import loss_chart
from texts.frame import MORE
from ui import controls, frame, quiz, sections, stage
from ui.lesson import say
from ui.picture import Picture

_BESIDE = ("one", "grid")
VIEWS = {
    name: Picture(f"view_{name}", build, reads, words.VIEW_ALTS[name], words.CHART)
    for name, build, reads in (
        ("surprisal", loss_chart, ("one", "classes", "grid", "steps")),
        ("hessian", curvature_chart, ("one", "classes", "cells", "grid")),
        ("squared", squared_chart, _BESIDE),
        ("twice", twice_chart, _BESIDE),
    )
}


def draw() -> None:
    """The page."""
    frame.header(say(LESSON.title), LESSON.say("sentence"))
    left, right = stage.columns()
    with left:
        _choose()
    with right:
        stage.player(STEP, run.followed()[:-1], home=True)
        gradient, other = st.columns(2, gap="medium")
        with gradient:
            told.GRADIENT.draw(run.rows(run.num_classes()), **run.options())
            sections.told(told.draw_finding, key="told_finding")
            st.caption(LESSON.say("unit_bits" if run.in_bits() else "unit_nats"))
        with other:
            _draw_view(controls.pick(VIEW))
            sections.told(told.draw_view, key="told_view")
        sections.told(told.draw)
        sections.more(told.draw_more)
        quiz.draw(LESSON)


def _choose() -> None:
    """The number of classes, which stands below, decides what the other controls are."""
    first, more = st.container(), st.expander(say(MORE), key="section_more")
    with more:
        controls.draw(NUM_CLASSES)
        controls.draw(IN_BITS)
    with first:
        for control in live_controls(run.num_classes()):
            controls.draw(control)


def _draw_view(view: str) -> None:
    options = run.options() if view == "hessian" else {**run.options(), "bits": run.in_bits()}
    VIEWS[view].draw(run.rows(run.num_classes()), **options)
    if view == "surprisal":
        st.markdown(LESSON.say("surprisal"))
