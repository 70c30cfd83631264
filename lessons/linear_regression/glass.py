"""One step under the glass: the book's five lines, each with the numbers of the step that the page shows."""

from __future__ import annotations

import streamlit as st

from core import training
from core.losses import LOSSES
from core.tables import parameter_names
from core.theory import least_squares
from lessons.linear_regression import LESSON, run, words
from texts.numbers import EXAMPLE, MINUS, listed, number, plain
from ui import grid, state
from ui.lesson import say
from ui.teaching import BEST

_NAMED = 5  # examples of a minibatch that are named
_LINES = (
    "X, y = next(iter(data_iter))",
    "l = loss(net(X), y)",
    "trainer.zero_grad()",
    "l.backward()",
    "trainer.step()",
)


def draw(result: run.Result, step: int) -> None:
    """The network, the five lines of the step, and the solution without steps."""
    settled, lang = result.settings, state.language()
    values = {"d": len(settled.weight), "std": plain(settled.initial_std), "rate": plain(settled.learning_rate)}
    st.markdown(LESSON.say("glass", **values))
    if step == 0:
        st.markdown(LESSON.say("no_update"))
    else:
        heads = [say(head) for head in (words.PHASE, words.LINE, words.NOW)]
        columns = zip(*rows(result, step), strict=True)
        grid.draw(dict(zip(heads, columns, strict=True)), "step")
    if not run.hides(BEST):
        weight, bias = least_squares(result.history.X, result.history.targets)
        names = parameter_names(len(settled.weight))
        pairs = zip(names, [*weight[:, 0], *bias.flatten()], strict=True)
        found = [f"{_written(name)} = {number(value, lang)}" for name, value in pairs]
        key = "analytic" if len(result.history.X) >= len(names) else "analytic_many"
        st.markdown(LESSON.say(key, found=listed(found, lang), parameters=len(names)))


def rows(result: run.Result, step: int) -> list[tuple[str, str, str]]:
    """For each phase of the step its name, its line and its numbers. Errors: IndexError for step 0."""
    history, lang, rate = result.history, state.language(), plain(result.settings.learning_rate)
    batch = history.batches[step - 1]
    X, y = history.X[batch], history.targets[batch]
    before = history.weight[step - 1, 0], history.bias[step - 1, 0]
    outputs = X @ before[0] + before[1]
    slope, lift = training.gradient(X, y, *before, loss=LOSSES["squared"])
    names = [_written(name) for name in parameter_names(X.shape[1])]
    slopes = [number(value, lang) for value in [*slope[:, 0], *lift]]
    moves = zip(names, result.theta[step - 1], slopes, result.theta[step], strict=True)
    numbered = [str(int(i) + 1) for i in batch[:_NAMED]]
    told = {
        "size": EXAMPLE.count(len(batch), lang),
        "which": listed(numbered, lang) if len(batch) <= _NAMED else f"{', '.join(numbered)}, …",
        "prediction": number(outputs[0, 0], lang),
        "label": number(y[0, 0], lang),
        "loss": number((outputs - y).square().mean(), lang),
        "slopes": listed([f"∂l/∂{name} = {value}" for name, value in zip(names, slopes, strict=True)], lang),
        "moves": "; ".join(
            f"{name} ← {number(old, lang)} {MINUS} {rate} × ({change}) = {number(new, lang)}"
            for name, old, change, new in moves
        ),
    }
    numbers = (
        LESSON.say("glass_minibatch", size=told["size"], which=told["which"]),
        LESSON.say("glass_forward", **{key: told[key] for key in ("prediction", "label", "loss")}),
        LESSON.say("glass_cleared"),
        LESSON.say("glass_backward", slopes=told["slopes"]),
        told["moves"],
    )
    return [(say(phase), f"`{line}`", now) for phase, line, now in zip(words.PHASES, _LINES, numbers, strict=True)]


def _written(name: str) -> str:
    """w₁, w₂ and b."""
    return name.translate(str.maketrans("12", "₁₂"))
