"""The first part of the lesson: the three losses over the residual."""

from __future__ import annotations

import inspect
from typing import Any

import pandas as pd
import streamlit as st
import torch

from core import losses
from lessons.regression_losses import LESSON, maths, run, words
from lessons.regression_losses.controls import LIVE_LOSSES, PREDICTION
from lessons.regression_losses.pictures.losses import (
    density_chart,
    residual_chart,
    scaling_chart,
    slope_chart,
    value_chart,
)
from lessons.regression_losses.program import program
from texts.numbers import gap, latex, number, plain
from ui import controls, live, sections, state
from ui.lesson import say
from ui.picture import Picture
from ui.program import show

RESIDUAL = Picture("residual", residual_chart, (), words.RESIDUAL_ALT, words.CHART)
CURVES = tuple(
    Picture(kind, build, (), words.LOSS_ALTS[kind], words.CHART)
    for kind, build in (("value", value_chart), ("slope", slope_chart), ("density", density_chart))
)
SCALING = Picture("scaling", scaling_chart, (), words.SCALING_ALT, words.CHART)
OPTIONS: dict[str, Any] = {"follows": LIVE_LOSSES, "reach": PREDICTION.high}


def choose() -> None:
    """The controls of this part."""
    for control in LIVE_LOSSES:
        controls.draw(control)


def draw() -> None:
    """The residual; loss, gradient and likelihood over it; the scalings of Huber's loss, and what is told."""
    live.tie(list(LIVE_LOSSES))
    RESIDUAL.draw({}, **OPTIONS)
    for place, picture in zip(st.columns(len(CURVES), gap="small"), CURVES, strict=True):
        with place:
            picture.draw({}, **OPTIONS)
    scalings, told = st.columns([2, 1], gap="small")
    with scalings:
        SCALING.draw({}, **OPTIONS)
    with told:
        sections.told(draw_finding)
    sections.more(draw_more)


def draw_finding() -> None:
    """The finding, and the losses in numbers."""
    at = run.residual()
    st.markdown(f"**{finding(at)}**")
    # One by one and inline: a wide block would scroll, out of the keyboard's reach.
    st.markdown("  \n".join(f"${line}$" for line in formulas(at)))
    CURVES[0].save({}, file="value", finding=finding(at), **OPTIONS)
    live.known(LIVE_LOSSES)


def finding(at: maths.Residual) -> str:
    """What the three gradients do here, in one sentence."""
    lang = state.language()
    slopes = {name: number(slope, lang) for name, (_, slope) in at.values().items()}
    if at.r == 0:
        return LESSON.say("agree")
    return LESSON.say("inside" if abs(at.r) <= at.delta else "outside", r=number(at.r, lang), **slopes)


def formulas(at: maths.Residual) -> list[str]:
    """Each loss as a formula with the numbers of now."""
    lang = state.language()
    r, delta = latex(number(at.r, lang)), plain(at.delta)
    values = {name: latex(number(value, lang)) for name, (value, _) in at.values().items()}
    bent = rf"\tfrac12 \times ({r})^2" if abs(at.r) <= at.delta else rf"{delta} \times (|{r}| - {delta}/2)"
    return [
        rf"l_{{\text{{L2}}}} = \tfrac12 r^2 = \tfrac12 \times ({r})^2 = {values['l2']}",
        rf"l_{{\text{{L1}}}} = |r| = |{r}| = {values['l1']}",
        rf"l_{{\text{{Huber}}}} = {bent} = {values['huber']}",
    ]


def draw_more() -> None:
    """The conventions, the noises, the check and the code, each folded in."""
    sections.section("scalings", words.SCALINGS, _draw_scalings)
    sections.section("noises", words.NOISES, _draw_noises)
    sections.section("check", words.CHECK, _draw_check)
    sections.section("code", words.CODE, _draw_code)


def _draw_scalings() -> None:
    st.markdown(LESSON.say("convention"))
    st.markdown(LESSON.say("scalings"))


def _draw_noises() -> None:
    at, lang = run.residual(), state.language()
    here = torch.tensor([at.r], dtype=torch.float64)
    densities = {name: number(maths.density(here, name), lang, digits=3, dust=0) for name in ("l2", "l1")}
    z = number(maths.normalizer("huber", at.delta), lang, digits=5)
    st.markdown(LESSON.say("noises", r=number(at.r, lang), delta=plain(at.delta), z=z, **densities))


def _draw_check() -> None:
    at, lang = run.residual(), state.language()
    st.markdown(LESSON.say("check_intro", r=number(at.r, lang), delta=plain(at.delta)))
    table, apart = check(at)
    cells = table.map(lambda value: number(value, lang, digits=6, dust=0))
    named = {"ours": words.OURS, "torch": words.THEIRS, "gradient": words.OUR_GRADIENT, "autograd": words.AUTOGRAD}
    cells.insert(0, say(words.IN_PYTORCH), table.index)
    st.table(cells.rename(columns={name: say(text) for name, text in named.items()}), hide_index=True)
    st.markdown(LESSON.say("check_result", gap=gap(apart, lang)))


def check(at: maths.Residual) -> tuple[pd.DataFrame, float]:
    """Value and gradient at the residual: ours, PyTorch's module, autograd; and the largest difference."""
    ours, delta = at.values(), plain(at.delta)
    value, slope = ours["huber"]
    fixed = maths.value_and_gradient(losses.huber(), at.r)
    rows: dict[str, tuple[tuple[float, float], torch.nn.Module, float]] = {
        "nn.MSELoss() / 2": (ours["l2"], torch.nn.MSELoss(), 0.5),
        "nn.L1Loss()": (ours["l1"], torch.nn.L1Loss(), 1.0),
        f"nn.HuberLoss(delta={delta})": (ours["huber"], torch.nn.HuberLoss(delta=at.delta), 1.0),
        f"nn.SmoothL1Loss(beta={delta})": (
            (value / at.delta, slope / at.delta),
            torch.nn.SmoothL1Loss(beta=at.delta),
            1.0,
        ),
        "nn.SmoothL1Loss()": (fixed, torch.nn.SmoothL1Loss(), 1.0),
    }
    cells = {}
    for name, (mine, module, factor) in rows.items():
        theirs = maths.torch_value_and_gradient(module, at.r, factor=factor)
        cells[name] = [mine[0], theirs[0], mine[1], theirs[1]]
    table = pd.DataFrame.from_dict(cells, orient="index", columns=["ours", "torch", "gradient", "autograd"])
    apart = [(table["ours"] - table["torch"]).abs().max(), (table["gradient"] - table["autograd"]).abs().max()]
    return table, float(max(apart))


def _draw_code() -> None:
    ours, density = st.columns(2)
    ours.code(inspect.getsource(losses.huber))
    density.code(inspect.getsource(maths.normalizer) + "\n\n" + inspect.getsource(maths.density))
    show(program(run.residual()))
