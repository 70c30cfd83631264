"""What the server tells of the run at the chosen rate: the finding, and the sections below."""

from __future__ import annotations

import inspect
import math

import streamlit as st

from core import concise, training
from core.agreement import agreement
from core.verdict import Verdict
from lessons.learning_rate import LESSON, maths, run, studies, words
from lessons.learning_rate.controls import RATE, STEP
from lessons.learning_rate.maths import INITIAL_STD, RATES, WEIGHT
from lessons.learning_rate.pictures.run import run_chart
from lessons.learning_rate.program import program
from texts.numbers import STEP as STEP_NOUN
from texts.numbers import fixed, gap, joined, number, percent, plain
from ui import live, state, verdicts
from ui.lesson import say
from ui.picture import Picture
from ui.program import show
from ui.sections import section

_MOST_CHECKED = 3000
OPTIONS = {"rates": RATES, "truth": WEIGHT}
RUN = Picture("run", run_chart, ("run", "rings", "picked", "form"), words.RUN_ALT, words.CHART)


def draw() -> None:
    """All that is told: this alone runs again when a live control is let go."""
    result, rate = run.trained(), run.rate()
    found, last = finding(result.verdicts[RATES.index(rate)]), result.steps[-1]
    st.markdown(f"**{found}**")
    RUN.save(result.tables, file="learning_rate", finding=found, follows=(RATE, STEP), steps=last, **OPTIONS)
    live.known([RATE, STEP])


def draw_more() -> None:
    """The reasons, the check and the code, each folded in."""
    result, rate = run.trained(), run.rate()
    section("epochs", words.EPOCHS, lambda: studies.draw_epochs(result, rate))
    section("conventions", words.CONVENTIONS, lambda: studies.draw_conventions(result.chosen, rate))
    section("noise", words.NOISE, lambda: studies.draw_noise(result.chosen))
    section("error", words.ERROR, lambda: studies.draw_error(result.chosen.setting.noise))
    section("why", words.WHY, lambda: _draw_why(result))
    section("check", words.CHECK, lambda: _draw_check(result.chosen, rate))
    section("code", words.CODE, lambda: _draw_code(result.chosen, rate))


def draw_limit() -> None:
    """What the rate is to the full batch, below its slider."""
    setting, rate, lang = run.chosen().setting, run.rate(), state.language()
    shape = run.shape_of(setting)
    key = "factor" if setting.stretch == 1 else "factors"
    curvatures = {"simple": 1.0, "slow": shape.flattest, "fast": shape.steepest}
    factors = {name: number(1 - 2 * rate * value, lang, digits=3) for name, value in curvatures.items()}
    share = f"{number(100 * rate / shape.limit, lang, digits=3)}%"
    st.caption(LESSON.say(key, rate=plain(rate), share=share, limit=fixed(shape.limit, lang), **factors))


def finding(verdict: Verdict) -> str:
    """What became of the run, and what a full-batch step at its rate does to the error where that explains it."""
    figures, lang = verdict.figures, state.language()
    factor = figures["factor"]
    keeps = max(abs(factor), abs(figures["slow_factor"]))
    removes = math.floor(100 * (1 - keeps)) / 100  # what is called the least is not rounded up
    known = {"factor": number(factor, lang, digits=3), "percent": percent(removes, lang, decimals=0)}
    key = None
    if figures["nearly_fastest"]:
        key = "fastest"
    elif verdict.kind in ("unstable", "diverged") and factor <= -1:
        key = "beyond"
    elif verdict.kind == "overshooting" and factor < 0:
        key = "zigzags"
    return joined([verdicts.finding(verdict), LESSON.say(key, **known) if key else ""], lang)


def _draw_why(result: run.Trained) -> None:
    shape = result.shape
    numbers = {"limit": shape.limit, "fastest": shape.fastest, "low": shape.flattest, "high": shape.steepest}
    shown = {name: fixed(value, state.language(), decimals=3) for name, value in numbers.items()}
    st.markdown(LESSON.say("why", **shown))


def _checked(chosen: run.Chosen) -> tuple[int, int]:
    """How many epochs are compared, and how many steps."""
    per_epoch = -(-chosen.setting.num_examples // chosen.size)
    epochs = min(chosen.setting.epochs, max(1, _MOST_CHECKED // per_epoch))
    return epochs, epochs * per_epoch


def _draw_check(chosen: run.Chosen, rate: float) -> None:
    steps = STEP_NOUN.count(_checked(chosen)[1], state.language())
    st.markdown(LESSON.say("check_intro", steps=steps, rate=plain(rate), size=chosen.size))
    if st.button(say(words.RUN_CHECK), key="check"):
        st.markdown(check(chosen, rate))


def check(chosen: run.Chosen, rate: float) -> str:
    """The run by `core.training.fit` and by the concise version, and how far the two are apart."""
    setting, lang = chosen.setting, state.language()
    X, y = setting.data()
    epochs, _ = _checked(chosen)
    ours = training.fit(
        X,
        y,
        "squared",
        learning_rates=[rate],
        batch_size=chosen.size,
        epochs=epochs,
        generator=setting.generator(),
        initial_std=INITIAL_STD,
    )
    theirs = concise.train(
        X,
        y,
        loss="squared",
        learning_rate=rate,
        batch_size=chosen.size,
        epochs=epochs,
        generator=setting.generator(),
        initial_std=INITIAL_STD,
    )
    found = agreement(ours, theirs)
    key, size = ("check_result", found.absolute) if found.complete else ("check_diverged", found.relative)
    return LESSON.say(key, steps=STEP_NOUN.count(found.steps, lang), step=found.steps, gap=gap(size, lang))


def _draw_code(chosen: run.Chosen, rate: float) -> None:
    st.markdown(LESSON.say("code", rates=len(RATES)))
    ours, scan = st.columns(2)
    ours.code(inspect.getsource(maths.go_on))
    scan.code(inspect.getsource(training.affine_paths))
    show(program(chosen.setting, chosen.size, rate))
