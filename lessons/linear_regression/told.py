"""What the server tells of the run: the finding, the table, and the sections below."""

from __future__ import annotations

import inspect
import math

import pandas as pd
import streamlit as st
import torch

from core import concise, training
from core.agreement import agreement
from core.tables import parameter_names
from core.theory import least_squares, stable_learning_rate, standard_errors
from core.verdict import verdict
from lessons.linear_regression import LESSON, glass, maths, run, tables, words
from lessons.linear_regression.controls import ANGLE, INTERCEPT, NOISE, REVEAL, SIGMA, STEP, W1, B
from lessons.linear_regression.pictures.hand import hand_chart
from lessons.linear_regression.pictures.likelihood import likelihood_chart
from lessons.linear_regression.pictures.lines import fit_chart
from lessons.linear_regression.program import program
from texts import Text
from texts.numbers import EXAMPLE, fixed, gap, listed, number, plain
from texts.numbers import STEP as STEP_NOUN
from ui import controls, grid, live, settings, state, verdicts
from ui.controls import Control
from ui.lesson import say
from ui.picture import Picture, ready
from ui.program import show
from ui.sections import section
from ui.teaching import BEST, TRUTH

_SHOWN = 12  # no more epochs and examples than this are spelt out
_FOLLOWED = (W1, B, NOISE, ANGLE, INTERCEPT)
FIT = Picture("fit", fit_chart, ("points", "path", "form", "rates"), words.FIT_ALT, words.CHART)
LIKELIHOOD = Picture("likelihood", likelihood_chart, ("hand",), words.LIKELIHOOD_ALT, words.CHART)
HAND = Picture("hand", hand_chart, ("hand",), words.HAND_ALT, words.CHART)


def draw() -> None:
    """All that is told: this alone runs again when a live control is let go."""
    result, step = run.trained(run.chosen()), int(state.value(STEP))
    errors = None if run.hides(TRUTH) else _distance(result, step)
    found = verdicts.finding(verdict(result.history, step), errors=errors)
    st.markdown(f"**{found}**")
    _draw_actions(result, found)
    _draw_losses(result)
    # Not a canvas: on a projector it grows with the page.
    grid.draw(parameter_table(result, step), "parameters")
    live.known([*tied(), STEP])


def draw_more() -> None:
    """The reasons, the check and the code, each folded in."""
    result, step = run.trained(run.chosen()), int(state.value(STEP))
    section("hand", words.HAND, lambda: _draw_hand(result))
    section("update", words.UPDATE, lambda: glass.draw(result, step))
    section("shapes", words.SHAPES, lambda: _draw_shapes(result))
    section("check", words.CHECK, lambda: _draw_check(result))
    section("why", words.WHY, lambda: st.markdown(LESSON.say("why", rates=len(settings.RATES))))
    section("code", words.CODE, lambda: _draw_code(result))


def _distance(result: run.Result, step: int) -> float:
    """How far the furthest parameter is from least squares, in the standard errors of the table."""
    weight, bias = least_squares(result.history.X, result.history.targets)
    errors = standard_errors(result.history.X, result.settings.noise)
    return float(((result.theta[step] - torch.cat([weight[:, 0], bias])).abs() / errors).max())


def tied() -> tuple[Control, ...]:
    """The controls that the pictures follow, those of one's own line among them."""
    return (*run.live_controls(), ANGLE, INTERCEPT, SIGMA)


def draw_limit() -> None:
    """How large a rate the full batch bears, below the slider of the rate."""
    settled = run.chosen()
    limit = stable_learning_rate(run.trained(settled).history.X, "squared")
    key = "above_limit" if settled.learning_rate >= limit else "limit"
    st.caption(LESSON.say(key, limit=number(limit, state.language(), digits=2), rate=plain(settled.learning_rate)))


def kept_run(result: run.Result) -> pd.DataFrame:
    """The run kept for comparison; no rows where there is none, or it has a weight too many."""
    two = len(result.settings.weight) == 2
    kept = run.kept()
    shown = run.kept_frame(result).head(0) if kept is None else run.kept_frame(run.trained(kept))
    shown = shown.head(0) if "w2" in shown and not two else shown
    return shown.assign(w2=0.0) if two and "w2" not in shown else shown


def _start(settled: training.Regression) -> tuple[float, ...]:
    return (len(settled.weight), settled.num_examples, settled.seed, settled.initial_std)


def _draw_actions(result: run.Result, finding: str) -> None:
    """Keep the run as a ghost, and save the live picture as a run."""
    kept = run.kept()
    with st.container(horizontal=True):
        label = words.KEEP if kept is None else words.DROP
        st.button(say(label), key="keep", on_click=_keep_or_drop, icon=":material/push_pin:")
        FIT.save(result.tables, file="linear_regression", finding=finding, steps=result.num_steps, **run.options())
    if kept is not None and _start(kept) != _start(result.settings):
        st.caption(LESSON.say("kept_elsewhere"))


def _keep_or_drop() -> None:
    runs, url = state.visit().runs, state.here().url
    if run.kept() is None:
        runs[url] = state.values()
    else:
        del runs[url]
    st.rerun()  # the kept run stands in a picture, outside of what is told


def _draw_losses(result: run.Result) -> None:
    losses = result.history.loss[:: result.history.steps_per_epoch, 0][1 : _SHOWN + 1].tolist()
    lang = state.language()
    # As the book's loop prints them.
    lines = [f"epoch {i}, loss {fixed(loss, lang, decimals=6)}" for i, loss in enumerate(losses, 1)]
    st.code("\n".join(lines), language=None)


def parameter_table(result: run.Result, step: int) -> dict[str, list[str]]:
    """True, learned and least-squares parameters, the error of the learned and its standard error."""
    chosen, history, lang = result.settings, result.history, state.language()
    weight, bias = least_squares(history.X, history.targets)
    theta = result.theta[step]
    truth = torch.tensor([*chosen.weight, chosen.bias], dtype=theta.dtype)
    errors = standard_errors(history.X, chosen.noise)
    decimals = _decimals(errors)
    columns: dict[Text, torch.Tensor] = {
        words.TRUE: truth,
        words.LEARNED: theta,
        words.LEAST_SQUARES: torch.cat([weight[:, 0], bias]),
        words.ERROR: theta - truth,
        words.STANDARD_ERROR: errors,
    }
    if run.hides(TRUTH):
        columns = {name: columns[name] for name in (words.LEARNED, words.LEAST_SQUARES)}
    if run.hides(BEST):
        del columns[words.LEAST_SQUARES]
    cells = {
        say(text): [fixed(value, lang, decimals=decimals) for value in column.tolist()]
        for text, column in columns.items()
    }
    return {say(words.ROW): parameter_names(len(chosen.weight))} | cells


def _decimals(errors: torch.Tensor) -> int:
    """As many decimals as show two digits of the smallest standard error: what is learned then shows its error, too."""
    least = float(errors.min())
    return min(6, max(2, 1 - math.floor(math.log10(least)))) if 0 < least < math.inf else 4


def _draw_hand(result: run.Result) -> None:
    """One's own line through the first examples, before any training."""
    found = result.trained
    reach, best = run.reach(found, result.settings), not run.hides(BEST)
    rows = tables.hand_frame(found.X, found.unit_noise, _SHOWN, reach=reach, best=best)
    key = "hand" if len(result.settings.weight) == 1 else "hand_partial"
    st.markdown(LESSON.say(key, examples=EXAMPLE.count(len(rows), state.language())))
    sliders, picture = st.columns([1, 2], gap="medium")
    with sliders:
        controls.draw(ANGLE)
        controls.draw(INTERCEPT)
        rows = rows.assign(reveal=best and bool(controls.draw(REVEAL)))
    with picture:
        HAND.draw(ready({"hand": rows}), follows=_FOLLOWED)
    st.markdown(LESSON.say("likelihood"))
    slider, densities = st.columns([1, 2], gap="medium")
    with slider:
        controls.draw(SIGMA)
    with densities:
        LIKELIHOOD.draw(ready({"hand": rows}), follows=(*_FOLLOWED, SIGMA))


def _draw_shapes(result: run.Result) -> None:
    lang, found = state.language(), maths.broadcast(result.history, result.settings)
    values = {"difference": str(found.difference), "n": len(result.history.X)}
    values |= {key: number(getattr(found, key), lang) for key in ("loss", "right", "bias", "mean")}
    weights = listed([number(weight, lang) for weight in found.weight.tolist()], lang)
    st.markdown(LESSON.say("shapes", weights=weights, **values))


def _draw_check(result: run.Result) -> None:
    st.markdown(LESSON.say("check_intro"))
    if st.button(say(words.RUN_CHECK), key="check"):
        st.markdown(check(result))


def check(result: run.Result) -> str:
    """The same run by the book's concise version, and how far the two are apart."""
    chosen, history, lang = result.settings, result.history, state.language()
    theirs = concise.train(
        history.X,
        history.targets,
        loss="squared",
        learning_rate=chosen.learning_rate,
        batch_size=chosen.batch_size,
        epochs=chosen.epochs,
        generator=torch.Generator().manual_seed(chosen.training_seed),
        initial_std=chosen.initial_std,
    )
    found = agreement(history, theirs)
    key, parameters = ("check_result", found.absolute) if found.complete else ("check_diverged", found.relative)
    gaps = {"parameters": gap(parameters, lang), "gradient": gap(found.gradient, lang)}
    return LESSON.say(key, steps=STEP_NOUN.count(found.steps, lang), step=found.steps, **gaps)


def _draw_code(result: run.Result) -> None:
    ours, book = st.columns(2)
    for place, key, function in ((ours, "code_ours", training.affine_paths), (book, "code_concise", concise.train)):
        place.markdown(LESSON.say(key))
        place.code(inspect.getsource(function))
    show(program(result.settings))
