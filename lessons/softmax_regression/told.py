"""What the server tells of the run: the finding, one gradient in numbers, the check, reasons and code."""

from __future__ import annotations

import inspect
import math
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
import torch

from core import concise, training
from core.agreement import agreement
from core.datasets import penguins
from core.losses import LOSSES, log_softmax, softmax
from core.verdict import Verdict
from lessons.softmax_regression import LESSON, calibration, maths, run, views, words
from lessons.softmax_regression.controls import CALIBRATE, STEP
from lessons.softmax_regression.maths import Classification
from lessons.softmax_regression.program import program
from texts import story
from texts.numbers import EXAMPLE, fixed, gap, joined, latex, number, percent, probability
from texts.numbers import STEP as STEP_NOUN
from ui import live, settings, state, verdicts
from ui.controls import Control
from ui.lesson import say
from ui.program import show
from ui.sections import section

_NEAR = 0.1  # nats from ln k


def draw() -> None:
    """All that is told: this alone runs again when a live control is let go."""
    result, step = run.trained(run.chosen()), int(state.value(STEP))
    found = [finding(result, step), accuracies(result, step)]
    st.markdown(f"**{found[0]}**  \n{found[1]}")
    views.save_model(result, joined([told for told in found if told], state.language()))
    live.known(tied())


def tied() -> list[Control]:
    """The controls that pictures of the page follow while they move."""
    return [*run.live_controls(), CALIBRATE, STEP]


def draw_more() -> None:
    """The reasons, the check and the code, each folded in."""
    result, step = run.trained(run.chosen()), int(state.value(STEP))
    section("update", words.UPDATE, lambda: _draw_update(result, step))
    section("calibration", words.CALIBRATION, lambda: calibration.draw(result, step))
    section("check", words.CHECK, lambda: _draw_check(result.settings))
    section("why", words.WHY, lambda: _draw_why(result))
    section("code", words.CODE, lambda: _draw_code(result.settings))


def finding(result: run.Result, step: int) -> str:
    """What became of the run up to this step."""
    settled, lang = result.settings, state.language()
    if step == 0:
        loss, chance = float(result.history.loss[0, result.rate]), math.log(settled.k)
        values = {"loss": number(loss, lang), "k": settled.k, "chance": number(chance, lang)}
        near = "start_near" if abs(loss - chance) < _NEAR else "start_far"
        return LESSON.say(near if settled.loss == "cross_entropy" else "start_squared", **values)
    verdict = _with_known_advice(result, run.judged(settled, step))
    # Our own words for what they name differently; the advice is that of all lessons.
    sentences = [verdicts.finding(verdict, own=_words(settled))]
    if verdict.kind != "diverged" and verdict.figures.get("separable"):
        sentences.append(LESSON.say("separable"))
    return joined(sentences, lang)


def accuracies(result: run.Result, step: int) -> str:
    """How many examples are right at this step; empty where the run has left the chart."""
    found, rate, lang = result.trained, result.rate, state.language()
    frame = found.steps.index(step)
    if not bool(found.fine[frame, rate]):
        return ""
    train, test = (percent(part[frame, rate], lang) for part in (found.accuracy_train, found.accuracy_test))
    return LESSON.say("right", train=train, test=test, test_loss=number(found.loss_test[frame, rate], lang, dust=0))


def _words(settled: Classification) -> dict[str, str]:
    """The sentences of this lesson by verdict: those that hold for one loss alone replace the others."""
    prose, end = story(LESSON.folder, state.language()), f"_under_{settled.loss}"
    return dict(prose) | {key.removesuffix(end): text for key, text in prose.items() if key.endswith(end)}


def _with_known_advice(result: run.Result, verdict: Verdict) -> Verdict:
    """A better rate is named only if the slider has it, and if the run at that rate, where it is known, is lower.

    What would do better at the next step (`better_next`) counts as better only where that can be seen of the run.
    """
    plane, rate = result.settings.plane, result.settings.learning_rate
    figures = {name: value for name, value in verdict.figures.items() if name != "better_rate"}
    better = verdict.figures.get("better_rate", verdict.figures.get("better_next") if plane else None)
    if better is None:
        return verdict
    at = min(range(len(settings.RATES)), key=lambda i: abs(math.log(settings.RATES[i] / better)))
    named = settings.RATES[at]
    holds = named != rate and (named > rate) == (better > rate) and abs(math.log(named / better)) < math.log(1.5)
    if holds and plane:
        losses = result.history.loss[result.trained.steps.index(int(figures["step"]))]
        holds = bool(losses[at] < losses[result.rate])
    return replace(verdict, figures=figures | ({"better_rate": named} if holds else {}))


def _draw_update(result: run.Result, step: int) -> None:
    """The gradient of the first example of this step's minibatch in its outputs, with its numbers."""
    found, settled, lang = result.trained, result.settings, state.language()
    if step == 0:
        st.markdown(LESSON.say("no_update"))
        return
    frame = found.steps.index(step)
    outputs, label = found.seen[frame, result.rate], found.label[frame]
    if not bool(outputs.isfinite().all()):
        st.markdown(LESSON.say("update_diverged"))
        return
    size, crossed = len(found.history.batches[step - 1]), settled.loss == "cross_entropy"
    name = run.class_names(settled)[label]
    key = "update" if crossed else "update_squared"
    st.markdown(LESSON.say(key, step=step, name=name, size=EXAMPLE.count(size, lang)))
    target = torch.nn.functional.one_hot(torch.tensor(label), len(outputs))
    gradient = LOSSES[settled.loss].gradient(outputs[None], torch.tensor([label]))[0]
    _draw_row(r"\mathbf{o}", [fixed(value, lang, decimals=3) for value in outputs.tolist()])
    if crossed:
        shown = [probability(value, lang) for value in softmax(outputs).tolist()]
        _draw_row(r"\hat{\mathbf{y}} = \operatorname{softmax}(\mathbf{o})", shown)
    _draw_row(r"\mathbf{y}", [str(value) for value in target.tolist()])
    symbol = r"\hat{\mathbf{y}} - \mathbf{y}" if crossed else r"2(\mathbf{o} - \mathbf{y})"
    _draw_row(symbol, [fixed(value, lang, decimals=3, never_zero=True) for value in gradient.tolist()])
    if crossed:
        loss = -float(log_softmax(outputs)[label])
        p = latex(number(math.exp(-loss), lang, dust=0))
        st.latex(rf"l = -\ln \hat{{y}}_y = -\ln {p} = {latex(number(loss, lang, dust=0))}")
    st.markdown(LESSON.say("update_weights" if crossed else "update_weights_squared"))
    if not settled.plane:
        views.draw_outer(result, step, gradient)
        st.caption(LESSON.say("outer" if crossed else "outer_squared"))


def _draw_row(symbol: str, values: Sequence[str]) -> None:
    st.latex(f"{symbol} = ({', '.join(map(latex, values))})")


def _draw_check(settled: Classification) -> None:
    st.markdown(LESSON.say(f"check_{settled.loss}"))
    if st.button(say(words.RUN_CHECK), key="check"):
        st.markdown(check(settled))


def check(settled: Classification) -> str:
    """Our run beside PyTorch's: the largest differences, in a sentence."""
    ours, lang = maths.run(settled), state.language()
    theirs = concise.train(
        ours.X,
        ours.targets,
        loss=settled.loss,
        learning_rate=settled.learning_rate,
        batch_size=settled.batch_size,
        epochs=settled.epochs,
        generator=torch.Generator().manual_seed(settled.training_seed),
        initial_std=settled.initial_std,
        num_classes=settled.k,
    )
    found = agreement(ours, theirs)
    key = "check_result" if found.complete else "check_diverged"
    gaps = {"parameters": gap(found.relative, lang), "gradient": gap(found.gradient, lang)}
    return LESSON.say(key, steps=STEP_NOUN.count(found.steps, lang), step=found.steps, **gaps)


def _draw_why(result: run.Result) -> None:
    settled, data = result.settings, result.trained.data
    st.markdown(LESSON.say("why", rates=len(settings.RATES)))
    values: dict[str, object] = {"train": len(data.train), "test": len(data.test)}
    if settled.data == "penguins":
        values["complete"] = len(penguins()[0])
    st.markdown(LESSON.say(f"about_{settled.data}", **values))


def _draw_code(settled: Classification) -> None:
    ours, book = st.columns(2)
    ours.markdown(LESSON.say("code_ours"))
    for function in (LOSSES[settled.loss].gradient, training.gradient, training._by_loop):
        ours.code(inspect.getsource(function))
    book.markdown(LESSON.say(f"code_{settled.loss}"))
    book.code(inspect.getsource(concise.train))
    show(program(settled))
