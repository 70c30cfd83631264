"""What the lesson on the cross-entropy is made of: its controls, its pictures and its words."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
import torch
from torch import Tensor

from charts.look import PROJECTOR, SCREEN
from core import losses
from lessons.cross_entropy import LESSON, words
from lessons.cross_entropy import maths as core
from lessons.cross_entropy import tables as frames
from lessons.cross_entropy.controls import IN_BITS, LOGITS, NUM_CLASSES, RATE, SOFT, STEP, TRUE_CLASS, VIEW
from lessons.cross_entropy.pictures import curvature, push, spoiled, surprisal
from lessons.cross_entropy.pictures.descent import STEPS
from texts import Language, fill, story
from texts.frame import MORE
from ui import controls, frame, live, quiz, stage, state
from ui.controls import Control, Number

# The data sets that each picture reads.
_READ = {
    "push": ("one", "classes"),
    "surprisal": ("one", "classes", "grid", "steps"),
    "hessian": ("one", "classes", "cells", "grid"),
    "squared": ("one", "grid"),
    "twice": ("one", "grid"),
}


@dataclass(frozen=True)
class Moment:
    """The logits on the sliders (`start`), the label, and the logits after each step, path (T+1, k)."""

    true_class: int
    soft: float
    rate: float
    step: int
    bits: bool
    start: Tensor
    label: Tensor
    path: Tensor

    @property
    def logits(self) -> Tensor:
        """The logits (k,) at the chosen step."""
        return self.path[self.step]

    @property
    def num_classes(self) -> int:
        """k."""
        return len(self.start)


def true_class_control(num_classes: int) -> Number:
    """Which class is true, out of as many as there are."""
    return replace(TRUE_CLASS, high=num_classes)


def live_controls(num_classes: int) -> list[Control]:
    """The sliders that the charts follow while they move."""
    return [*LOGITS[:num_classes], true_class_control(num_classes), SOFT, RATE]


def choose() -> dict[str, float]:
    """Draw the controls and return the settings by key; the number of classes decides what the rest are."""
    first, more = st.container(), st.expander(MORE.of(state.language()))
    with more:
        chosen = {control.key: float(controls.draw(control)) for control in (NUM_CLASSES, IN_BITS)}
    with first:
        k = int(chosen["classes"])
        for control in (true_class_control(k), *LOGITS[:k], SOFT, RATE):
            chosen[control.key] = float(controls.draw(control))
    return chosen


def moment(chosen: dict[str, float], step: int) -> Moment:
    """What the settings amount to at a step."""
    k, true_class, soft = int(chosen["classes"]), int(chosen["true_class"]), chosen["soft"]
    start = torch.tensor([chosen[control.key] for control in LOGITS[:k]], dtype=torch.float64)
    label = core.smoothed_label(true_class - 1, k, soft)
    path = core.descend(start, label, learning_rate=chosen["lr"], steps=STEPS)
    return Moment(true_class, soft, chosen["lr"], step, bool(chosen["bits"]), start, label, path)


@st.cache_data(max_entries=64)
def _spec(name: str, lang: Language, projector: bool, k: int, bits: bool) -> dict[str, object]:
    labels = {key: text.of(lang) for key, text in words.CHART.items()}
    labels["unit"] = (words.BITS if bits else words.NATS).of(lang)
    look, rates = PROJECTOR if projector else SCREEN, RATE.options
    if name == "push":
        return push.push_chart(k, labels, look, rates=rates)
    if name == "surprisal":
        return surprisal.loss_chart(k, labels, look, rates=rates, bits=bits)
    if name == "hessian":
        return curvature.curvature_chart(k, labels, look, rates=rates)
    return spoiled.spoiled_chart(k, labels, look, kind=name, rates=rates, bits=bits)


def _rows(now: Moment, name: str) -> dict[str, pd.DataFrame]:
    named = frames.live_frames(now.num_classes, STEPS)
    return {key: named[key] for key in _READ[name]}


def draw_push(now: Moment, lang: Language) -> None:
    """Label, probability, gradient and the push on each logit, and what they come to."""
    spec = _spec("push", lang, state.projector(), now.num_classes, False)
    live.chart("push", spec, _rows(now, "push"), alt=words.PUSH_ALT.of(lang))
    with st.container(key="told_finding"):
        st.markdown(f"**{finding(now, lang)}**")


def draw_save(now: Moment, lang: Language) -> None:
    """Save the live picture as a page."""
    spec = _spec("push", lang, state.projector(), now.num_classes, False)
    live.save("cross_entropy", spec, _rows(now, "push"), [*live_controls(now.num_classes), STEP], steps=STEPS)


def draw_view(now: Moment, view: str, lang: Language) -> None:
    """The picture on the right with what it tells at the moment."""
    spec = _spec(view, lang, state.projector(), now.num_classes, now.bits)
    live.chart(f"view_{view}", spec, _rows(now, view), alt=words.VIEW_ALTS[view].of(lang))
    with st.container(key="told_view"):
        told = {"surprisal": tell_parts, "hessian": tell_curvature, "squared": tell_squared, "twice": tell_twice}
        st.markdown(told[view](now, lang))


def number(value: float, digits: int = 3) -> str:
    """With so many decimals and a true minus sign; what would round to 0 without being 0 says so."""
    if value != 0 and abs(value) < 10**-digits / 2:
        return "≈ 0"
    return f"{value + 0.0:.{digits}f}".replace("-", "−")  # no minus before a 0


def _in_unit(now: Moment, nats: Tensor | float) -> float:
    return float(nats) / (core.NATS_PER_BIT if now.bits else 1)


def _unit(now: Moment, lang: Language) -> str:
    return (words.BITS if now.bits else words.NATS).of(lang)


def _share(p: Tensor, j: int) -> str:
    """A probability that is told as neither 0 nor 1, which softmax never reaches."""
    share, rest = float(p[j]), float(p[:j].sum() + p[j + 1 :].sum())
    if share < 0.001:
        return f"{share:.1e}"
    return f"1 − {rest:.1e}" if rest < 0.001 else f"{share:.4f}"


def finding(now: Moment, lang: Language) -> str:
    """Where the descent stands, in one plain sentence."""
    slope = float(core.gradient(now.logits, now.label).abs().max())
    floor = float(core.entropy(now.label))
    values = core.loss(now.path[: now.step + 1], now.label)
    p = losses.softmax(now.logits)
    share = float(p[now.true_class - 1])
    known = {
        "step": now.step,
        "true": now.true_class,
        "share": _share(p, now.true_class - 1),
        "log": "log₂" if now.bits else "ln",
        "loss": number(_in_unit(now, values[-1])),
        "unit": _unit(now, lang),
        "push": number(slope),
        "floor": number(_in_unit(now, floor)),
        "rate": controls.plain(now.rate),
    }
    if now.step and values[-1] > values[-2] + 1e-9:
        section = "rises"
    elif now.soft:
        section = "settled" if slope < 5e-4 else "soft"
    else:
        # A small share is no confident mistake where no other class gets much more.
        mistaken = share < 0.05 and float(p.max()) > 10 * share
        section = "mistake" if mistaken else "nearly" if slope < 0.05 else "hard"
    return fill(story(LESSON.folder, lang)[section], **known)


def tell(now: Moment, lang: Language) -> None:
    """A sentence for each class, and the gradient with its numbers plugged in."""
    prose = story(LESSON.folder, lang)
    table = frames.classes_frame(now.logits, now.label, learning_rate=now.rate)
    lines = []
    for row in table.to_dict("records"):
        slope = row["gradient"]
        section = "class_still" if abs(slope) < 5e-4 else "class_up" if slope < 0 else "class_down"
        values = {
            "class": row["class"],
            "o": f"$o_{row['class']}$",
            "p": number(row["probability"]),
            "y": number(row["label"]),
            "g": number(slope),
            "move": number(abs(row["next"] - row["logit"])),
        }
        lines.append("- " + fill(prose[section], **values))
    sentences, formula = st.columns(2, gap="medium", vertical_alignment="center")
    sentences.markdown("\n".join(lines))
    p, y, g = (_column(table[name].tolist()) for name in ("probability", "label", "gradient"))
    names = (r"\text{softmax}(o)", "y", r"\partial l / \partial o")
    parts = [rf"\underbrace{{{column}}}_{{{name}}}" for column, name in zip((p, y, g), names, strict=True)]
    # Within a line: a formula set apart scrolls where it is narrow, out of the keyboard's reach.
    formula.markdown(rf"$\small {parts[0]} - {parts[1]} = {parts[2]}$", text_alignment="center")


def _column(values: list[float]) -> str:
    cells = [number(value).replace("−", "-").replace("≈ 0", r"{\approx}0") for value in values]
    return r"\begin{pmatrix}" + r" \\ ".join(cells) + r"\end{pmatrix}"


def tell_parts(now: Moment, lang: Language) -> str:
    """What the loss is made of."""
    prose, p = story(LESSON.folder, lang), losses.softmax(now.logits)
    if not now.soft:
        return prose["surprisal_hard"]
    forth, back = core.cross_entropy(now.label, p), core.cross_entropy(p, now.label)
    values = {"forth": number(_in_unit(now, forth)), "unit": _unit(now, lang)}
    if float((p - now.label).abs().max()) < 5e-5:
        return fill(prose["surprisal_same"], **values)
    floor = core.entropy(now.label)
    return fill(prose["surprisal_soft"], back=number(_in_unit(now, back)), floor=number(_in_unit(now, floor)), **values)


def tell_curvature(now: Moment, lang: Language) -> str:
    """What the second derivative is, and what follows for the rate."""
    largest = float(torch.linalg.eigvalsh(core.hessian(now.logits))[-1])
    return fill(story(LESSON.folder, lang)["hessian"], largest=number(largest))


def tell_squared(now: Moment, lang: Language) -> str:
    """How hard either loss pushes."""
    cross = float(core.gradient(now.logits, now.label).norm())
    squared = float(core.SQUARED_THROUGH_SOFTMAX.gradient(now.logits, now.label).norm())
    return fill(story(LESSON.folder, lang)["squared"], cross=number(cross, 4), squared=number(squared, 4))


def tell_twice(now: Moment, lang: Language) -> str:
    """What softmax before `CrossEntropyLoss` does."""
    prose = story(LESSON.folder, lang)
    twice = core.CROSS_ENTROPY_OF_PROBABILITIES.value(now.logits, now.label)
    floor = core.twice_floor(now.num_classes, now.soft)
    formula = "" if now.soft else fill(prose["floor_hard"], others=now.num_classes - 1)
    if formula and lang == "en":
        formula = f" {formula}"
    return fill(
        prose["twice"],
        once=number(_in_unit(now, core.loss(now.logits, now.label)), 4),
        twice=number(_in_unit(now, twice), 4),
        floor=number(_in_unit(now, floor), 4),
        unit=_unit(now, lang),
        formula=formula,
    )


def draw_more(now: Moment, lang: Language) -> None:
    """The reason, the check and the code, each folded in."""
    prose = story(LESSON.folder, lang)
    with st.expander(words.WHY.of(lang)):
        st.markdown(fill(prose["why"], steps=STEPS))
    with st.expander(words.CHECK.of(lang)):
        st.markdown(prose["check_intro"])
        _draw_check(now, lang)
    with st.expander(words.CODE.of(lang)):
        ours, book = st.columns(2)
        ours.markdown(prose["code_ours"])
        for function in (losses.log_softmax, losses.softmax, core.gradient, core.hessian, core.descend):
            ours.code(inspect.getsource(function))
        book.markdown(prose["code_concise"])
        book.code(inspect.getsource(core.by_autograd))
        book.code(inspect.getsource(core.by_index))


def _draw_check(now: Moment, lang: Language) -> None:
    ours = core.gradient(now.logits, now.label)
    value, slope, curve = core.by_autograd(now.logits, now.label)
    by_hand = float(core.loss(now.logits, now.label))
    by_index = core.by_index(now.logits, now.true_class - 1, now.soft)
    table = frames.check_frame(ours, slope)
    shown = table.rename(
        columns={"class": words.CLASS.of(lang), "ours": words.OURS.of(lang), "autograd": words.AUTOGRAD.of(lang)}
    )
    st.dataframe(shown, hide_index=True, width="stretch")
    values = [by_hand, float(value), by_index]
    result = fill(
        story(LESSON.folder, lang)["check_result"],
        gradient=_gap(float((ours - slope).abs().max())),
        hessian=_gap(float((core.hessian(now.logits) - curve).abs().max())),
        loss=f"{by_hand:.6f}",
        probabilities=f"{float(value):.6f}",
        index=f"{by_index:.6f}",
        soft=controls.plain(now.soft),
        value=_gap(max(values) - min(values)),
    )
    st.markdown(result)


def _gap(value: float) -> str:
    return f"{value:.1e}" if value else "0"


def draw() -> None:
    """The page."""
    lang = state.language()
    frame.header(LESSON.title.of(lang), story(LESSON.folder, lang)["sentence"])

    left, right = stage.columns()
    with left:
        chosen = choose()

    with right:
        scrub, player = stage.player_row()
        with scrub:
            step = int(controls.draw(STEP))
        with player:
            live.tie(live_controls(int(chosen["classes"])), step=STEP, home=True)
        now = moment(chosen, step)
        gradient, other = st.columns(2, gap="medium")
        with gradient:
            draw_push(now, lang)
        with other:
            view = controls.pick(VIEW)
            draw_view(now, view, lang)
        with st.container(key="told"):
            tell(now, lang)
        draw_save(now, lang)
        draw_more(now, lang)
        quiz.draw(LESSON)
