"""The fourth part of the lesson: a line trained under the three losses."""

from __future__ import annotations

import inspect
from typing import Any

import streamlit as st
import torch

from core import concise
from core.agreement import agreement
from core.losses import LOSSES
from core.training import History
from core.verdict import KINDS, Kind, verdict
from lessons.regression_losses import LESSON, maths, program, run, words
from lessons.regression_losses.controls import BATCH_SIZE, RATE, RATES, SEED, STEP, TRAIN_DELTA, TRAIN_NOISE
from lessons.regression_losses.names import NAMES
from lessons.regression_losses.pictures.training import error_chart, size_chart
from texts.frame import MORE
from texts.numbers import gap, joined, listed, number, plain
from ui import controls, live, sections, stage, state
from ui.lesson import say
from ui.picture import Picture
from ui.program import show

ERROR = Picture("error", error_chart, ("steps",), words.ERROR_ALT, words.CHART)
SIZE = Picture("size", size_chart, ("steps",), words.SIZE_ALT, words.CHART)
OPTIONS: dict[str, Any] = {"follows": (RATE, STEP), "rates": RATES, "num_steps": maths.TRAIN_STEPS}
# A path nearer to its goal than so many of its own steps is as near as they let it come.
_NEAR = 3.0


def choose() -> None:
    """The controls of this part."""
    for control in (RATE, TRAIN_DELTA, BATCH_SIZE, TRAIN_NOISE):
        controls.draw(control)
    with st.expander(say(MORE), key="section_more"):
        controls.draw(SEED)


def draw() -> None:
    """The parameter error and the gradient's length by step, and what is told."""
    stage.player(stage.scrub(range(maths.TRAIN_STEPS + 1)), [RATE])
    tables = run.trained(run.training()).tables
    for place, picture in zip(st.columns(2, gap="medium"), (ERROR, SIZE), strict=True):
        with place:
            picture.draw(tables, **OPTIONS)
    sections.told(draw_told)
    sections.more(draw_more)


def draw_told() -> None:
    """The finding, the reason, the check and the code."""
    chosen, rate, step = run.training(), float(state.value(RATE)), int(state.value(STEP))
    found, tables = finding(chosen, rate, step), run.trained(chosen).tables
    st.markdown(run.first_bold(found))
    told = joined(found, state.language())
    ERROR.save(tables, file="training_losses", finding=told, steps=maths.TRAIN_STEPS, **OPTIONS)
    live.known([RATE, STEP])


def draw_more() -> None:
    """The reason, the check and the code, each folded in."""
    sections.section("why_training", words.WHY_TRAINING, _draw_why)
    sections.section("check", words.CHECK, _draw_check)
    sections.section("code", words.CODE, _draw_code)


def kinds(runs: dict[str, History], step: int, *, rate: int) -> dict[str, Kind]:
    """What became of each run, by `core.verdict`.

    Under the absolute loss, which is no quadratic, it looks one step ahead, and would call a path that crosses its goal
    again and again otherwise at each step: as near to the goal as its steps are long, it jitters, or, with all examples
    in each batch, overshoots.
    """
    found = {name: verdict(history, step, rate=rate).kind for name, history in runs.items()}
    length, away = last_step(runs["l1"], step, rate=rate)
    if found["l1"] in ("under_way", "jittering", "overshooting") and away < _NEAR * length:
        full = len(runs["l1"].batches[0]) == len(runs["l1"].X)
        found["l1"] = "overshooting" if full else "jittering"
    return found


def last_step(history: History, step: int, *, rate: int) -> tuple[float, float]:
    """How long the step to `step` was, and how far the run is then from its best fit. 0 steps are 0 long.

    Errors: ValueError where the best fit is not to be had.
    """
    if history.optimum is None:
        raise ValueError(f"no best fit is known under the loss {history.objective.name!r}")
    theta = torch.cat([history.weight[: step + 1, rate, :, 0], history.bias[: step + 1, rate]], -1)
    length = float((theta[-1] - theta[-2]).norm()) if step else 0.0
    return length, float((theta[-1] - history.optimum.theta[:, 0]).norm())


def finding(chosen: run.Training, rate: float, step: int) -> list[str]:
    """How the three runs stand at this step, in plain words."""
    lang, found, k = state.language(), run.trained(chosen), RATES.index(rate)
    row = found.steps.iloc[step]
    values = {name: number(row[f"error_{name}_{k}"], lang, digits=3, dust=0) for name in NAMES}
    if step == 0:
        return [LESSON.say("training_start", **values)]
    became = kinds(found.runs, step, rate=k)
    told = [LESSON.say("training", step=step, **values)]
    for kind in KINDS:
        names = [NAMES[name] for name in NAMES if became[name] == kind]
        if names:
            told.append(say(words.KINDS[kind], names=listed(names, lang)))
    return told + _reasons(chosen, found, became, k, step)


def _reasons(chosen: run.Training, found: run.Trained, became: dict[str, Kind], k: int, step: int) -> list[str]:
    lang, noise = state.language(), plain(chosen.noise)
    full = chosen.batch_size == maths.TRAIN_EXAMPLES
    told: list[str] = []
    if became["l2"] == "diverged":
        told.append(LESSON.say("training_diverged"))
    if became["l1"] == became["huber"] == "under_way":
        told.append(LESSON.say("training_steady"))
    if became["l1"] in ("jittering", "overshooting"):
        length, away = (number(value, lang, digits=2) for value in last_step(found.runs["l1"], step, rate=k))
        told.append(LESSON.say("training_steps", length=length, gap=away))
    if chosen.noise and not full and {became["l2"], became["huber"]} & {"jittering", "close"}:
        told.append(LESSON.say("training_noise", noise=noise))
    sizes = found.steps[f"size_l1_{k}"]
    if full and became["l1"] in ("settled", "close") and sizes[step] < sizes[1] / 2:
        first, last = (number(sizes[at], lang, digits=2) for at in (1, step))
        told.append(LESSON.say("training_full", n=maths.TRAIN_EXAMPLES, noise=noise, first=first, last=last))
    return told


def _draw_why() -> None:
    weight, bias = map(plain, maths.TRUE_LINE)
    st.markdown(LESSON.say("why_training", weight=weight, bias=bias, n=maths.TRAIN_EXAMPLES))


def _draw_check() -> None:
    chosen, rate = run.training(), float(state.value(RATE))
    options = {"rate": plain(rate), "size": chosen.batch_size, "delta": plain(chosen.delta)}
    st.markdown(LESSON.say("check_training_intro", steps=maths.TRAIN_STEPS, **options))
    if st.button(say(words.RUN_CHECK), key="check"):
        st.markdown(check(chosen, rate))


def check(chosen: run.Training, rate: float) -> str:
    """The runs shown once more by nn and optim, and how far the two are apart."""
    lang, runs = state.language(), run.trained(chosen).runs
    found = {}
    for name, ours in runs.items():
        theirs = concise.train(
            ours.X,
            ours.targets,
            loss=ours.objective,
            learning_rate=rate,
            batch_size=chosen.batch_size,
            epochs=len(ours.batches) // ours.steps_per_epoch,
            generator=maths.training_seed(chosen.seed),
            initial_std=0,
        )
        found[name] = agreement(ours, theirs, rate=RATES.index(rate))
    gone = [NAMES[name] for name, one in found.items() if not one.complete]
    if gone:
        last, apart = min(one.steps for one in found.values()), max(one.relative for one in found.values())
        return LESSON.say("check_diverged", names=listed(gone, lang), step=last, gap=gap(apart, lang))
    gaps = {name: gap(one.absolute, lang) for name, one in found.items()}
    return LESSON.say("check_training", delta=plain(chosen.delta), **gaps)


def _draw_code() -> None:
    left, right = st.columns(2)
    left.code(inspect.getsource(maths.train) + "\n\n" + inspect.getsource(LOSSES["absolute"].gradient))
    right.code(inspect.getsource(concise.train))
    show(program.training(run.training(), float(state.value(RATE)), int(state.value(STEP))))
