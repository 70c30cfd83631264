"""What the server tells at the chosen step: the finding, the picture in words, the gradient, and the sections below."""

from __future__ import annotations

import inspect
from typing import SupportsFloat

import streamlit as st
import torch
from torch import Tensor

from core import losses
from lessons.cross_entropy import LESSON, maths, run, words
from lessons.cross_entropy.controls import STEP, VIEW
from lessons.cross_entropy.maths import Descent
from lessons.cross_entropy.pictures.gradient import gradient_chart
from lessons.cross_entropy.program import program
from texts import Text
from texts.numbers import MINUS, fixed, gap, joined, latex, number, plain, probability
from ui import live, state
from ui.lesson import say
from ui.picture import Picture
from ui.program import show
from ui.sections import section

GRADIENT = Picture("push", gradient_chart, ("one", "classes"), words.GRADIENT_ALT, words.CHART)
_AGREE = 5e-4  # what three decimals cannot tell apart
# The other losses of the second picture: ours, PyTorch's, and what they are called.
_OTHERS = {
    "squared": (maths.SQUARED_THROUGH_SOFTMAX, maths.squared_in_pytorch, words.CHART["squared"]),
    "twice": (maths.CROSS_ENTROPY_OF_PROBABILITIES, maths.twice_in_pytorch, words.CHART["twice"]),
}


def draw_finding() -> None:
    """The finding, below the picture of the gradient."""
    st.markdown(f"**{finding(run.chosen(), _step())}**")


def draw_view() -> None:
    """The second picture in words, below it."""
    now = run.chosen()
    st.markdown(_VIEWS[str(state.value(VIEW))](now, now.path[_step()]))


def draw() -> None:
    """All else that is told; with the two above, this alone runs again when a live control is let go."""
    now = run.chosen()
    logits = now.path[_step()]
    _draw_classes(now, logits)
    found, rows = finding(now, _step()), run.rows(run.num_classes())
    GRADIENT.save(rows, file="cross_entropy", finding=found, steps=run.STEPS, **run.options())
    live.known(run.followed())


def draw_more() -> None:
    """The reasons, the check and the code, each folded in."""
    now = run.chosen()
    logits = now.path[_step()]
    section("why", words.WHY, _draw_why)
    section("check", words.CHECK, lambda: _draw_check(now, logits))
    section("code", words.CODE, _draw_code)


def _step() -> int:
    return int(state.value(STEP))


def _draw_why() -> None:
    st.markdown(LESSON.say("why", steps=run.STEPS))


def finding(now: Descent, step: int) -> str:
    """Where the descent stands, in one plain sentence."""
    logits, share = now.path[step], losses.softmax(now.path[step])[now.true_class]
    slope = float(maths.gradient(logits, now.label).abs().max())
    values = {
        "step": step,
        "true": now.true_class + 1,
        "share": _share(logits, now.true_class),
        "log": "log₂" if run.in_bits() else "ln",
        "loss": _loss(maths.loss(logits, now.label)),
        "unit": say(_unit()),
        "push": fixed(slope, state.language(), decimals=3, never_zero=True),
        "floor": _loss(maths.entropy(now.label)),
        "rate": plain(now.learning_rate),
    }
    if _rose(now, step):
        return LESSON.say("rises", **values)
    if now.soft:
        return LESSON.say("settled" if slope < _AGREE else "soft", **values)
    # A small share is no confident mistake where no other class gets much more.
    mistaken = share < 0.05 and losses.softmax(logits).max() > 10 * share
    return LESSON.say("mistake" if mistaken else "nearly" if slope < 0.05 else "hard", **values)


def _rose(now: Descent, step: int) -> bool:
    before, after = maths.loss(now.path[[max(step - 1, 0), step]], now.label).tolist()
    return bool(after > before + 1e-9)


def _share(logits: Tensor, j: int) -> str:
    """The probability of class j, told as neither 0 nor 1, which softmax never reaches."""
    p, lang = losses.softmax(logits), state.language()
    rest = float(p[:j].sum() + p[j + 1 :].sum())
    if rest < 0.001:
        return f"(1 {MINUS} {number(rest, lang, digits=2, dust=0)})"
    return probability(p[j], lang, decimals=4 if p[j] >= 0.001 else 3)


def _unit() -> Text:
    return words.BITS if run.in_bits() else words.NATS


def _loss(nats: SupportsFloat, decimals: int = 3) -> str:
    """A loss in the unit chosen."""
    value = float(nats) / (maths.NATS_PER_BIT if run.in_bits() else 1)
    return fixed(value, state.language(), decimals=decimals, never_zero=True)


def _draw_classes(now: Descent, logits: Tensor) -> None:
    """A sentence for each class, and the gradient with its numbers plugged in."""
    sentences, formula = st.columns(2, gap="medium", vertical_alignment="center")
    sentences.markdown("\n".join(f"- {line}" for line in class_sentences(now, logits)))
    columns = (losses.softmax(logits), now.label, maths.gradient(logits, now.label))
    names = (r"\text{softmax}(o)", "y", r"\partial l / \partial o")
    parts = [rf"\underbrace{{{_column(column)}}}_{{{name}}}" for column, name in zip(columns, names, strict=True)]
    # Within a line: a formula set apart scrolls where it is narrow, out of the keyboard's reach.
    formula.markdown(rf"$\small {parts[0]} - {parts[1]} = {parts[2]}$", text_alignment="center")


def class_sentences(now: Descent, logits: Tensor) -> list[str]:
    """For each class: prediction, label, their difference, and where the next step moves its logit."""
    lang, lines = state.language(), []
    p, slopes = losses.softmax(logits), maths.gradient(logits, now.label)
    for j, slope in enumerate(slopes.tolist()):
        g = fixed(slope, lang, decimals=3, never_zero=True)
        key = "class_still" if g == "0.000" else "class_up" if slope < 0 else "class_down"
        values = {
            "class": j + 1,
            "p": probability(p[j], lang),
            "y": fixed(now.label[j], lang, decimals=3),
            "g": g,
            "o": f"$o_{j + 1}$",
            "move": fixed(now.learning_rate * abs(slope), lang, decimals=3, never_zero=True),
        }
        lines.append(LESSON.say(key, **values))
    return lines


def _column(column: Tensor) -> str:
    cells = [latex(fixed(value, state.language(), decimals=3)) for value in column.tolist()]
    return r"\begin{pmatrix}" + r" \\ ".join(cells) + r"\end{pmatrix}"


def tell_parts(now: Descent, logits: Tensor) -> str:
    """What the loss is made of."""
    y, p = now.label, losses.softmax(logits)
    if not now.soft:
        return LESSON.say("surprisal_hard")
    forth, back = _loss(maths.cross_entropy(y, p)), _loss(maths.cross_entropy(p, y))
    values = {"forth": forth, "back": back, "floor": _loss(maths.entropy(y)), "unit": say(_unit())}
    if max(maths.kl_divergence(y, p), maths.kl_divergence(p, y)) < _AGREE:
        return LESSON.say("surprisal_same", **values)
    return LESSON.say("surprisal_equal" if forth == back else "surprisal_soft", **values)


def tell_curvature(now: Descent, logits: Tensor) -> str:
    """What the second derivative is, and what follows for the rate."""
    largest = torch.linalg.eigvalsh(maths.hessian(logits))[-1]
    return LESSON.say("hessian", largest=fixed(largest, state.language(), decimals=3, never_zero=True))


def tell_squared(now: Descent, logits: Tensor) -> str:
    """How large the gradient of either loss is."""
    cross = maths.gradient(logits, now.label).norm()
    squared = maths.SQUARED_THROUGH_SOFTMAX.gradient(logits, now.label).norm()
    sizes = [fixed(size, state.language(), decimals=4, never_zero=True) for size in (cross, squared)]
    return LESSON.say("squared", cross=sizes[0], squared=sizes[1])


def tell_twice(now: Descent, logits: Tensor) -> str:
    """What softmax before `CrossEntropyLoss` does: its numbers are always in nats."""
    lang, floor, entropy = state.language(), maths.twice_floor(len(logits), now.soft), maths.entropy(now.label)
    nats: dict[str, SupportsFloat] = {
        "twice": maths.CROSS_ENTROPY_OF_PROBABILITIES.value(logits, now.label),
        "once": maths.loss(logits, now.label),
        "floor": floor,
        "entropy": entropy,
    }
    values = {name: fixed(value, lang, decimals=4, never_zero=True) for name, value in nats.items()}
    flat = floor < float(entropy) + 1e-9
    kind = "twice_flat" if flat else "twice_soft" if now.soft else "twice_hard"
    told = [LESSON.say("twice", **values), LESSON.say(kind, **values, others=len(logits) - 1)]
    if run.in_bits():
        told.append(LESSON.say("twice_bits", **{name: _loss(value, 4) for name, value in nats.items()}))
    return joined(told, lang)


_VIEWS = {"surprisal": tell_parts, "hessian": tell_curvature, "squared": tell_squared, "twice": tell_twice}


def _draw_check(now: Descent, logits: Tensor) -> None:
    """The numbers on the screen beside PyTorch's."""
    lang, ours = state.language(), maths.gradient(logits, now.label)
    value, slope, curve = maths.by_autograd(logits, now.label)
    by_hand = float(maths.loss(logits, now.label))
    by_index = maths.by_index(logits, now.true_class, now.soft)
    st.markdown(LESSON.say("check_intro"))
    columns = {words.OURS: ours, words.AUTOGRAD: slope}
    cells = {
        say(text): [fixed(entry, lang, decimals=6) for entry in column.tolist()] for text, column in columns.items()
    }
    st.table({say(words.CLASS): list(range(1, len(ours) + 1)), **cells}, hide_index=True)
    values = [by_hand, float(value), by_index]
    told = [fixed(one, lang, decimals=6, never_zero=True) for one in values]
    st.markdown(
        LESSON.say(
            "check_result",
            gradient=gap((ours - slope).abs().max(), lang),
            hessian=gap((maths.hessian(logits) - curve).abs().max(), lang),
            **dict(zip(("loss", "probabilities", "index"), told, strict=True)),
            soft=plain(now.soft),
            value=gap(max(values) - min(values), lang),
        )
    )
    view = str(state.value(VIEW))
    if view in _OTHERS:
        st.markdown(check_other(view, now, logits))


def check_other(view: str, now: Descent, logits: Tensor) -> str:
    """The loss that the second picture sets beside the cross-entropy, by hand and by PyTorch."""
    ours, theirs, name = _OTHERS[view]
    leaf, lang = logits.clone().requires_grad_(), state.language()
    value = theirs(leaf, now.label)
    (slope,) = torch.autograd.grad(value, leaf)
    by_hand, by_torch = (
        fixed(one, lang, decimals=6, never_zero=True) for one in (ours.value(logits, now.label), value.detach())
    )
    distance = (ours.gradient(logits, now.label) - slope).abs().max()
    return LESSON.say("check_other", name=say(name), loss=by_hand, theirs=by_torch, gradient=gap(distance, lang))


def _draw_code() -> None:
    ours, book = st.columns(2)
    ours.markdown(LESSON.say("code_ours"))
    for function in (losses.log_softmax, losses.softmax, maths.gradient, maths.hessian, maths.descend):
        ours.code(inspect.getsource(function))
    book.markdown(LESSON.say("code_concise"))
    for concise in (maths.by_autograd, maths.by_index):
        book.code(inspect.getsource(concise))
    show(program(run.chosen(), _step()))
