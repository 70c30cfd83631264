"""What the server tells of the guess: the finding, and the sections below."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

import pandas as pd
import streamlit as st
import torch

import core.losses
from lessons.regression_to_classification import LESSON, maths, words
from lessons.regression_to_classification.controls import CONTROLS, DELTA, LOGITS, TRUE_CLASS
from lessons.regression_to_classification.maths import Decision
from lessons.regression_to_classification.pictures.losses import losses_chart
from lessons.regression_to_classification.program import program
from texts.numbers import fixed, gap, joined, latex, listed, number, percent, probability
from ui import live, state
from ui.lesson import say
from ui.picture import Picture
from ui.program import show
from ui.sections import section

_INPUTS = 4  # as drawn
LOSSES = Picture("losses", losses_chart, (), words.LOSSES_ALT, words.CHART)


@dataclass(frozen=True)
class Guess:
    """Logits (k,), the true class as an index from 0, and the margin asked for."""

    logits: torch.Tensor
    true_class: int
    delta: float


def chosen() -> Guess:
    """The guess on the sliders, where classes count from 1."""
    logits = torch.tensor([float(state.value(logit)) for logit in LOGITS], dtype=torch.float64)
    return Guess(logits, int(state.value(TRUE_CLASS)) - 1, float(state.value(DELTA)))


def draw() -> None:
    """All that is told: this alone runs again when a control is let go."""
    guess = chosen()
    st.markdown(f"**{finding(guess)}**")
    st.caption(LESSON.say("terms"))
    LOSSES.save({}, file="regression_to_classification", finding=finding(guess), follows=CONTROLS)
    live.known(CONTROLS)


def draw_more() -> None:
    """The reasons, the check and the code, each folded in."""
    guess = chosen()
    section("which", words.WHICH, _draw_which)
    section("one_hot", words.ONE_HOT, lambda: _draw_one_hot(guess))
    section("formulas", words.FORMULAS, lambda: _draw_formulas(guess))
    section("check", words.CHECK, lambda: _draw_check(guess))
    section("code", words.CODE, _draw_code)


def finding(guess: Guess) -> str:
    """What argmax predicts, by what margin, where the squared loss comes from, and the cross-entropy."""
    lang = state.language()
    found = maths.decide(guess.logits, guess.true_class, delta=guess.delta)
    costs = maths.costs(guess.logits, guess.true_class, delta=guess.delta)
    names = [say(name) for name in words.CLASS_NAMES]
    p = probability(found.probability, lang)
    values = {
        "predicted": names[found.predicted],
        "true": names[guess.true_class],
        "tied": listed([names[i] for i in found.tied], lang),
        "largest": listed([names[i] for i in found.largest], lang),
        "share": _share(found),
        "percent": percent(found.share, lang, decimals=0),
        "entropy": fixed(costs["cross_entropy"].value, lang, never_zero=True, dust=0),
        "probability": p if p[0] in "<>" else f"= {p}",
    }
    tenths = {"lead": abs(found.lead), "delta": guess.delta, "short": costs["margin"].value, "gap": abs(found.gap)}
    values |= {name: fixed(value, lang, decimals=1) for name, value in tenths.items()}
    keys = (_pick(found, guess.true_class), _lead(found), _squared(found, guess.true_class), "entropy")
    told = joined([LESSON.say(key, **values) for key in keys], lang)
    return told if lang == "zh" else told[0].upper() + told[1:]  # an animal's name begins some sentences


def _share(found: Decision) -> str:
    """The part of the squared loss, never rounded to all of it."""
    if found.share == 1:
        return say(words.ALL)
    if found.share >= 0.995:
        return say(words.NEARLY_ALL)
    return say(words.PART, percent=percent(found.share, state.language(), decimals=0))


def _pick(found: Decision, true_class: int) -> str:
    if len(found.tied) > 1:
        return "picks_tied"
    return "picks_right" if found.predicted == true_class else "picks_wrong"


def _lead(found: Decision) -> str:
    if found.met:
        return "leads_met" if found.lead > 0 else "level_met"
    return "leads_short" if found.lead > 0 else "level" if found.lead == 0 else "trails"


def _squared(found: Decision, true_class: int) -> str:
    if found.share == 0:
        return "squared_none"
    if len(found.largest) > 1:
        return "squared_level"
    if found.largest[0] == true_class:
        return "squared_true_high" if found.gap > 0 else "squared_true_low"
    return "squared_other_high" if found.gap > 0 else "squared_other_low"


def _draw_which() -> None:
    outputs = len(words.CLASS_NAMES)
    st.markdown(LESSON.say("which", inputs=_INPUTS, outputs=outputs, weights=_INPUTS * outputs))
    rows = [(say(c.name), str(c.labels), str(c.lecture), say(c.at_once), say(c.fits)) for c in words.CONTESTS]
    st.table(pd.DataFrame(rows, columns=list(map(say, words.CONTEST_HEADS))), hide_index=True)
    st.markdown(LESSON.say("which_after"))


def _draw_one_hot(guess: Guess) -> None:
    k = len(words.CLASS_NAMES)
    vectors = [f"({', '.join(f'{entry:g}' for entry in maths.one_hot(i, k).tolist())})" for i in range(k)]
    rows = [f"{i + 1}. {say(words.CLASS_NAMES[i])} → `{vectors[i]}`" for i in range(k)]
    i = guess.true_class
    now = {"true": say(words.CLASS_NAMES[i]), "number": i + 1, "index": i, "vector": vectors[i]}
    st.markdown(LESSON.say("one_hot", rows="\n".join(rows), **now))


def _draw_formulas(guess: Guess) -> None:
    lang, y = state.language(), guess.true_class
    costs = maths.costs(guess.logits, y, delta=guess.delta)
    o = [latex(number(logit, lang)) for logit in guess.logits]
    value = {name: latex(fixed(cost.value, lang, never_zero=True, dust=0)) for name, cost in costs.items()}
    margin = latex(fixed(costs["margin"].value, lang))  # what is left of the slack is no loss
    terms = " + ".join(f"({logit} - {int(i == y)})^2" for i, logit in enumerate(o))
    rivals = ", ".join(logit for i, logit in enumerate(o) if i != y)
    own = f"({o[y]})" if o[y].startswith("-") else o[y]
    asked = r"\max\big(0,\ \delta - (o_y - \max_{i \ne y} o_i)\big)"
    st.markdown(LESSON.say("formulas"))
    st.latex(rf"\sum_i (o_i - y_i)^2 = {terms} = {value['squared_on_one_hot']}")
    st.markdown(LESSON.say("formulas_margin"))
    delta = latex(number(guess.delta, lang))
    st.latex(rf"{asked} = \max(0,\ {delta} - ({o[y]} - \max({rivals}))) = {margin}")
    st.markdown(LESSON.say("formulas_entropy"))
    powers = " + ".join(f"e^{{{logit}}}" for logit in o)
    st.latex(rf"\log\sum_i e^{{o_i}} - o_y = \log({powers}) - {own} \approx {value['cross_entropy']}")
    st.markdown(LESSON.say("formulas_after"))


def _draw_check(guess: Guess) -> None:
    lang = state.language()
    ours, theirs = (
        of(guess.logits, guess.true_class, delta=guess.delta) for of in (maths.costs, maths.costs_in_pytorch)
    )
    st.markdown(LESSON.say("check_intro"))
    heads = [*map(say, (words.LOSS, words.BY, words.VALUE)), *(f"∂/∂o{sign}" for sign in "₁₂₃")]
    rows = [
        [say(name), say(who), *(number(x, lang, digits=8) for x in (costs[key].value, *costs[key].gradient.tolist()))]
        for key, name in words.LOSS_NAMES.items()
        for who, costs in ((words.OURS, ours), (words.TORCH, theirs))
    ]
    st.table(pd.DataFrame(rows, columns=heads), hide_index=True)
    st.markdown(LESSON.say("check_result", difference=gap(maths.largest_difference(ours, theirs), lang)))


def _draw_code() -> None:
    squared, entropy = (maths.losses(0)[name] for name in ("squared_on_one_hot", "cross_entropy"))
    margin, logs = core.losses.margin, core.losses.log_softmax
    ours = (squared.value, squared.gradient, margin, entropy.value, entropy.gradient, logs)
    theirs = (maths.squared_in_pytorch, maths.margin_in_pytorch, maths.cross_entropy_in_pytorch)
    for place, key, functions in zip(st.columns(2), ("code_ours", "code_torch"), (ours, theirs), strict=True):
        place.markdown(LESSON.say(key))
        place.code("\n\n".join(inspect.getsource(function).rstrip() for function in functions))
    guess = chosen()
    show(program(guess.logits.tolist(), guess.true_class, guess.delta))
