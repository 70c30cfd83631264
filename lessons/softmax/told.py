"""What the server tells of the logits: the findings, the table of what overflows, and the sections below."""

from __future__ import annotations

import inspect
import math
from dataclasses import dataclass

import pandas as pd
import streamlit as st
import torch
from torch import Tensor

from core import losses
from core.losses import log_softmax, softmax
from lessons.softmax import LESSON, maths, tables, words
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
from lessons.softmax.pictures.formula import softmax_chart
from lessons.softmax.program import program
from texts.numbers import fixed, gap, joined, listed, number, probability
from ui import grid, live, state
from ui.lesson import say
from ui.picture import Picture
from ui.program import show
from ui.sections import section

_PROGRAMMED = {control.key: control for control in (TEMPERATURE, SHIFT, SCALE, SIZE, SPREAD)}
_PROBABILITIES = ("p16", "p32", "stable")
SOFTMAX = Picture("softmax", softmax_chart, (), words.ALT, words.CHART)


@dataclass(frozen=True)
class Chosen:
    """Logits o (k,), and what is done to them before exp."""

    logits: Tensor
    temperature: float = 1.0
    shift: float = 0.0
    scale: float = 1.0

    @property
    def z(self) -> Tensor:
        """z = (s o + c) / T (k,): what goes into exp."""
        return (self.scale * self.logits + self.shift) / self.temperature

    @property
    def factor(self) -> float:
        """s / T, the one number in which scale and temperature act."""
        return self.scale / self.temperature


def chosen() -> Chosen:
    """What the sliders say."""
    logits = [float(state.value(logit)) for logit in LOGITS[: int(state.value(NUM_CLASSES))]]
    rest = (float(state.value(control)) for control in (TEMPERATURE, SHIFT, SCALE))
    return Chosen(torch.tensor(logits, dtype=torch.float64), *rest)


def moved() -> Tensor:
    """The logits of the picture of overflow: the largest of z moved to `size`, the differences stretched."""
    z = chosen().z
    return float(state.value(SIZE)) + float(state.value(SPREAD)) * (z - z.max())


def draw() -> None:
    """The findings: like the other two fragments, it runs again when a live control is let go."""
    now = chosen()
    st.markdown(f"**{finding(now)}**")
    for remark in remarks(now):
        st.markdown(remark)
    st.caption(LESSON.say("shown"))
    SOFTMAX.save({}, file="softmax", finding=finding(now), follows=(*INTO_EXP, LIGHT))


def draw_decision() -> None:
    """What the costs say, beside what argmax says."""
    st.markdown(decision(softmax(chosen().z), float(state.value(COST))))


def decision(p: Tensor, cost: float) -> str:
    """Which class argmax says and which the costs, for probabilities p (k,), and from which cost on they part."""
    lang, costs = state.language(), maths.expected_costs(p, cost)
    first = int(p.argmax())
    # As in the picture: of classes that cost the same argmax is said.
    said = first if float(costs[first] - costs.min()) < 1e-12 else int(costs.argmin())
    shown = {"argmax": first + 1, "least": number(costs[said], lang, digits=3), "p": _share(p[maths.COSTLY])}
    if first == maths.COSTLY:
        return LESSON.say("costs_same", **shown)
    # Saying another class j costs less than saying this one while cost times p is less than p_j.
    turn = {"turn": number(p[first] / p[maths.COSTLY], lang, digits=3)}
    if said != maths.COSTLY:
        return joined([LESSON.say("costs_same", **shown), LESSON.say("costs_turn", **turn)], lang)
    return LESSON.say("costs_part", **shown, **turn, other=number(costs[first], lang, digits=3))


def draw_overflow() -> None:
    """What became of the naive formula."""
    st.markdown("  \n".join(broken(moved())))


def draw_table() -> None:
    """The table of what overflows."""
    grid.draw(overflow_table(moved()), "overflow")
    lang = state.language()
    (low16, high16), (low32, high32) = (maths.exponent_range(dtype) for dtype in tables.FORMATS.values())
    ends = {"low16": low16, "high16": high16, "low32": low32, "high32": high32}
    st.caption(LESSON.say("limits", **{name: fixed(end, lang) for name, end in ends.items()}))
    live.known(CONTROLS)


def draw_more() -> None:
    """The reasons, the check and the code, each folded in."""
    section("why", words.WHY, _draw_why)
    section("check", words.CHECK, lambda: _draw_check(chosen()))
    section("code", words.CODE, _draw_code)


def finding(now: Chosen) -> str:
    """Who leads and how sure softmax is."""
    lang, z = state.language(), now.z
    leaders = [str(i + 1) for i in (z >= z.max() - 1e-12).nonzero()[:, 0].tolist()]
    told = LESSON.say("tie" if len(leaders) > 1 else "leads", leaders=listed(leaders, lang), p=_share(softmax(z).max()))
    entropy = fixed(maths.entropy(z), lang, decimals=3, never_zero=True, dust=0)
    most = fixed(math.log(len(z)), lang, decimals=3)
    return joined([told, LESSON.say("entropy", entropy=entropy, most=most, k=len(z))], lang)


def remarks(now: Chosen) -> list[str]:
    """What the shift did, and what the scale and the temperature did, where they are not at rest."""
    lang, z, said = state.language(), now.z, []
    if now.shift:
        by = now.shift / now.temperature
        before, after = (fixed(x.logsumexp(-1), lang, decimals=3) for x in (z - by, z))
        shift = {"shift": number(now.shift, lang), "by": number(by, lang)}
        said.append(LESSON.say("shifted", **shift, before=before, after=after))
    if abs(now.factor - 1) > 1e-12:
        plain = _share(softmax(now.logits).max())
        said.append(LESSON.say("scaled", factor=number(now.factor, lang), plain=plain))
    return said


def _share(p: Tensor) -> str:
    """A probability, which softmax never makes 1."""
    shown = probability(p, state.language())
    return say(words.ABOVE, p=shown[2:]) if shown.startswith("> ") else shown


def broken(z: Tensor) -> list[str]:
    """What became of the naive formula in each format, and how it is mended: a sentence each."""
    said = [LESSON.say(maths.naive(z, dtype).outcome, name=name) for name, dtype in tables.FORMATS.items()]
    said.append(LESSON.say("mended", k=len(z)))
    lost = maths.naive(z, torch.float32).probabilities == 0
    if bool(lost.any()):
        which = int(lost.nonzero()[0, 0])
        value = number(log_softmax(z)[which], state.language(), digits=3)
        said.append(LESSON.say("log_lost", which=which + 1, value=value))
    return said


def overflow_table(z: Tensor) -> dict[str, list[str]]:
    """The table as it is read: what a format lost stands as the program writes it."""
    lang, table = state.language(), tables.overflow_frame(z)

    def written(value: float, key: str) -> str:
        if not math.isfinite(value):
            return "`nan`" if math.isnan(value) else "`inf`" if value > 0 else "`-inf`"
        if key in _PROBABILITIES and 0 < value < 1:
            return probability(value, lang)
        return number(value, lang, digits=3, dust=0)

    shown = {say(text): [written(value, key) for value in table[key]] for key, text in words.COLUMNS.items()}
    return {say(words.CLASS): _numbered(len(z))} | shown


def _numbered(k: int) -> list[str]:
    """The classes as they are read: counted from 1."""
    return [str(i + 1) for i in range(k)]


def _draw_why() -> None:
    st.markdown(LESSON.say("why"))


def _draw_check(now: Chosen) -> None:
    lang, z = state.language(), now.z
    st.markdown(LESSON.say("check_intro"))
    ours = maths.jacobian(now.logits, factor=now.factor)
    gaps = {
        "softmax": softmax(z) - torch.softmax(z, -1),
        "log_softmax": log_softmax(z) - torch.log_softmax(z, -1),
        "logistic": torch.sigmoid(z[0] - z[1]) - torch.softmax(z[:2], -1)[0],
        "jacobian": ours - maths.autograd_jacobian(now.logits, factor=now.factor),
    }
    st.markdown(LESSON.say("check_result", **{name: gap(x.abs().max(), lang) for name, x in gaps.items()}))
    columns = {say(LOGITS[j].label): [number(slope, lang) for slope in ours[:, j]] for j in range(len(z))}
    st.table(pd.DataFrame({say(words.CLASS): _numbered(len(z))} | columns), hide_index=True)


def _draw_code() -> None:
    ours, book = st.columns(2)
    ours.markdown(LESSON.say("code_ours"))
    ours.code("\n\n".join(inspect.getsource(function).rstrip() for function in (losses.log_softmax, losses.softmax)))
    book.markdown(LESSON.say("code_naive"))
    book.code(inspect.getsource(maths.naive_softmax))
    settings = {key: float(state.value(control)) for key, control in _PROGRAMMED.items()}
    show(program(chosen().logits.tolist(), **settings))
