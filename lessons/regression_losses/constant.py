"""The third part of the lesson: the constant that predicts five labels best."""

from __future__ import annotations

from typing import Any

import streamlit as st

from lessons.regression_losses import LESSON, program, run, words
from lessons.regression_losses.controls import DELTA, DELTAS, LIVE_FITS, OUTLIER, OUTLIERS
from lessons.regression_losses.names import NAMES
from lessons.regression_losses.pictures.constant import constant_chart
from texts.numbers import joined, number
from ui import controls, live, sections, state
from ui.picture import Picture
from ui.program import show

CONSTANT = Picture("constant", constant_chart, ("points", "constants"), words.CONSTANT_ALT, words.CHART)
OPTIONS: dict[str, Any] = {"follows": LIVE_FITS, "outliers": OUTLIERS, "deltas": DELTAS}


def choose() -> None:
    """The controls of this part."""
    for control in LIVE_FITS:
        controls.draw(control)


def draw() -> None:
    """The mean losses over the constant, and what is told."""
    live.tie(list(LIVE_FITS))
    picture, told = st.columns([2, 1], gap="medium")
    with picture:
        CONSTANT.draw(run.constants()[1], **OPTIONS)
    with told:
        sections.told(draw_finding)
        st.markdown(LESSON.say("why_constant"))
    sections.more(draw_more)


def draw_finding() -> None:
    """The best constants."""
    found = finding(float(state.value(OUTLIER)), float(state.value(DELTA)))
    st.markdown(run.first_bold(found))
    CONSTANT.save(run.constants()[1], file="best_constant", finding=joined(found, state.language()), **OPTIONS)
    live.known(LIVE_FITS)


def draw_more() -> None:
    """The code, folded in."""
    sections.section("code", words.CODE, _draw_code)


def _draw_code() -> None:
    show(program.constant(float(state.value(OUTLIER)), float(state.value(DELTA))))


def finding(outlier: float, delta: float) -> list[str]:
    """The best constants, and what the outlier has moved."""
    lang, table = state.language(), run.constants()[0]
    now, before = run.row(table, outlier, delta), run.row(table, 0, delta)
    best = {name: float(now[f"best_{name}"]) for name in NAMES}
    told = [LESSON.say("constant", **{name: number(value, lang) for name, value in best.items()})]
    if best["l1"] < best["huber"] < best["l2"]:
        told.append(LESSON.say("constant_between"))
    if outlier:
        moved = {key: number(best[name] - before[f"best_{name}"], lang) for key, name in _MOVED.items()}
        told.append(LESSON.say("constant_moved", outlier=number(outlier, lang), **moved))
    return told


_MOVED = {"mean": "l2", "median": "l1"}
