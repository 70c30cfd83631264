"""The second part of the lesson: a line fitted to examples of which one has an outlier for a label."""

from __future__ import annotations

import inspect
from typing import Any

import streamlit as st

from core import fits
from lessons.regression_losses import LESSON, program, run, words
from lessons.regression_losses.controls import (
    DELTA,
    DELTAS,
    LIVE_FITS,
    NOISE,
    OUTLIER,
    OUTLIER_AT,
    OUTLIERS,
    SEED,
    TAILS,
    N,
)
from lessons.regression_losses.names import NAMES
from lessons.regression_losses.pictures.fits import distance_chart, scene_chart
from texts.frame import MORE
from texts.numbers import joined, number, plain
from ui import controls, grid, live, sections, state
from ui.lesson import say
from ui.picture import Picture
from ui.program import show

SCENE = Picture("scene", scene_chart, ("examples", "fits", "scene"), words.SCENE_ALT, words.CHART)
DISTANCE = Picture("distance", distance_chart, ("fits",), words.DISTANCE_ALT, words.CHART)
OPTIONS: dict[str, Any] = {"follows": LIVE_FITS, "outliers": OUTLIERS, "deltas": DELTAS}


def choose() -> None:
    """The controls of this part."""
    for control in (OUTLIER, DELTA, OUTLIER_AT, TAILS, NOISE):
        controls.draw(control)
    with st.expander(say(MORE), key="section_more"):
        controls.draw(N)
        controls.draw(SEED)


def draw() -> None:
    """The lines, their distances from the truth, and what is told."""
    live.tie(list(LIVE_FITS))
    tables = run.lines(run.scene()).tables
    lines, distances = st.columns(2, gap="medium")
    with lines:
        SCENE.draw(tables, **OPTIONS)
    with distances:
        DISTANCE.draw(tables, **OPTIONS)
        sections.told(draw_finding)
    sections.more(draw_more)


def draw_finding() -> None:
    """The finding, and the lines in numbers."""
    scene, outlier, delta = run.scene(), float(state.value(OUTLIER)), float(state.value(DELTA))
    found = finding(scene, outlier, delta)
    st.markdown(run.first_bold(found))
    # Not a canvas: on a projector it grows with the page.
    grid.draw(lines_table(scene, outlier, delta), "lines")
    st.caption(LESSON.say("table", delta=plain(delta), many=run.DATA_SETS))
    SCENE.save(run.lines(scene).tables, file="outlier", finding=joined(found, state.language()), **OPTIONS)
    live.known(LIVE_FITS)


def finding(scene: run.Scene, outlier: float, delta: float) -> list[str]:
    """What the outlier does to the three lines, in a few plain sentences."""
    lang, found = state.language(), run.lines(scene)
    now = run.row(found.fits, outlier, delta)
    if outlier == 0:
        off = {name: number(now[f"distance_{name}"], lang, digits=3) for name in NAMES}
        return [LESSON.say("no_outlier", **off)]
    moves = {name: number(now[f"moved_{name}"], lang, digits=3, dust=1e-9) for name in NAMES}
    told = [LESSON.say("outlier", outlier=number(outlier, lang), leverage=number(found.leverage, lang), **moves)]
    x, y = float(found.x[scene.rank]), float(found.y[scene.rank])

    def residual(name: str, added: float) -> float:
        row = run.row(found.fits, added, delta)
        return y + added - float(row[f"w_{name}"]) * x - float(row[f"b_{name}"])

    if max(abs(residual("l1", added)) for added in (outlier, OUTLIERS[-1])) < 1e-6:
        told.append(LESSON.say("outlier_l1_follows"))
    elif residual("l1", outlier) > 1e-6 and residual("huber", outlier) > delta:
        told.append(LESSON.say("stopped"))
    return told


def lines_table(scene: run.Scene, outlier: float, delta: float) -> dict[str, list[str]]:
    """The three lines, how far they lie from the true one, and that on average over many data sets."""
    lang, now = state.language(), run.row(run.lines(scene).fits, outlier, delta)
    many = run.averages(scene, outlier, delta)
    columns = {words.WEIGHT: "w", words.BIAS: "b", words.OFF_BY: "distance"}
    cells = {
        say(text): [number(now[f"{key}_{name}"], lang, digits=3) for name in NAMES] for text, key in columns.items()
    }
    cells[say(words.OVER_MANY)] = [number(many[name], lang, digits=3) for name in NAMES]
    return {say(words.LOSS): list(NAMES.values())} | cells


def draw_more() -> None:
    """The reasons and the code, each folded in."""
    sections.section("why_line", words.WHY_LINE, _draw_why)
    sections.section("code", words.CODE, _draw_code)


def _draw_why() -> None:
    scene, lang = run.scene(), state.language()
    h = number(run.lines(scene).leverage, lang)
    st.markdown(LESSON.say("why_line", leverage=h, mean=number(2 / scene.n, lang)))


def _draw_code() -> None:
    left, right = st.columns(2)
    left.code(inspect.getsource(fits.fit_absolute) + "\n\n" + inspect.getsource(fits.best_pair))
    right.code(inspect.getsource(fits.fit_huber))
    show(program.outlier(run.scene(), float(state.value(OUTLIER)), float(state.value(DELTA))))
