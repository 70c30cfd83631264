"""What the lesson on softmax regression says: finding, one gradient in numbers, check, reasons and code."""

from __future__ import annotations

import inspect
import math

import pandas as pd
import streamlit as st
import torch

from core import concise, losses, training
from core.datasets import penguins
from core.losses import LOSSES, log_softmax, softmax
from core.tables import OFF_THE_CHART
from core.training import History
from lessons.softmax_regression import LESSON, words
from lessons.softmax_regression import maths as classification
from lessons.softmax_regression.classifier import Result, class_names, num_classes
from lessons.softmax_regression.maths import Classification, examples
from texts import Language, fill, story
from ui import settings

_LATE = 8  # frames by which a run is judged to be still learning
_FLAT = 0.1  # the share of the first gradient below which the loss counts as flat


def tell_finding(result: Result, step: int, lang: Language) -> None:
    """What happened, in one sentence; dimmed while the sliders are ahead of it."""
    with st.container(key="told"):
        st.markdown(f"**{finding(result, step, lang)}**")


def finding(result: Result, step: int, lang: Language) -> str:
    """What happened up to this step, in plain words."""
    prose, curve = story(LESSON.folder, lang), result.curve
    curve = curve[curve["step"] <= step]
    lost = curve[curve["loss_train"].isna()]
    if len(lost):
        return fill(prose["diverged"], step=int(lost.iloc[0]["step"]))
    now = curve.iloc[-1]
    values = {
        "step": step,
        "loss": f"{now['loss_train']:.4g}",
        "test_loss": f"{now['loss_test']:.4g}",
        "train": f"{100 * now['accuracy_train']:.1f}",
        "test": f"{100 * now['accuracy_test']:.1f}",
    }
    k = num_classes(result.settings)
    if step == 0:
        shown = {"loss": values["loss"], "test": values["test"]}
        if result.settings.loss != "cross_entropy":
            return fill(prose["start_squared"], **shown)
        near = abs(now["loss_train"] - math.log(k)) < 0.1
        return fill(prose["start" if near else "start_far"], **shown, k=k, chance=f"{math.log(k):.4g}")
    return fill(prose[_verdict(curve)], **values)


def _verdict(curve: pd.DataFrame) -> str:
    """Which sentence fits the training losses so far."""
    loss = curve["loss_train"]
    if loss.iloc[-1] > 1.5 * loss.iloc[0]:
        return "worse"
    late = loss.iloc[-_LATE:]
    swing = (late.max() - late.min()) / max(late.min(), 1e-12)
    flat = curve["slope"].iloc[-1] < _FLAT * curve["slope"].iloc[0]
    falls = late.iloc[-1] < late.iloc[0] and (late.diff().dropna() > 0).mean() < 0.35
    if falls:
        # A small rate makes small steps far from the bottom, too: there the loss is steep.
        return "settled" if flat and swing < 0.02 and len(late) == _LATE else "under_way"
    return "jumping" if swing > 0.05 or not flat else "settled"


def tell(result: Result, step: int, lang: Language) -> None:
    """One gradient in numbers, the check, what is seen and why it follows, and the code."""
    prose = story(LESSON.folder, lang)
    with st.expander(words.UPDATE.of(lang)), st.container(key="told_update"):
        _tell_update(result, step, lang)
    with st.expander(words.CHECK.of(lang)):
        st.markdown(prose["check_intro"])
        if st.button(words.RUN_CHECK.of(lang), key="check"):
            st.markdown(check(result.settings, lang))
    with st.expander(words.WHY.of(lang)):
        st.markdown(fill(prose["why"], rates=len(settings.RATES)))
        st.markdown(_about(result.settings, lang))
    with st.expander(words.CODE.of(lang)):
        ours, book = st.columns(2)
        ours.markdown(prose["code_ours"])
        gradient = {"cross_entropy": losses._cross_entropy_gradient}.get(
            result.settings.loss, losses._on_one_hot_gradient
        )
        for function in (gradient, training.gradient, training._by_loop):
            ours.code(inspect.getsource(function))
        book.markdown(prose["code_concise"])
        book.code(inspect.getsource(concise.train))


def _about(run: Classification, lang: Language) -> str:
    """Where the data come from and what is done to them."""
    data = examples(run)
    values: dict[str, object] = {"train": len(data.train), "test": len(data.test)}
    if run.data == "penguins":
        values["complete"] = len(penguins()[0])
    return fill(story(LESSON.folder, lang)[f"about_{run.data}"], **values)


def _tell_update(result: Result, step: int, lang: Language) -> None:
    """The gradient of the first example of this step's minibatch in its outputs, plugged in."""
    prose, run = story(LESSON.folder, lang), result.settings
    if step == 0:
        st.markdown(prose["no_update"])
        return
    row = result.curve.set_index("step").loc[step]
    outputs = torch.tensor([row[f"o_{j}"] for j in range(num_classes(run))], dtype=torch.float64)
    if not bool(outputs.isfinite().all()):
        st.markdown(prose["update_diverged"])
        return
    label = torch.tensor(int(row["label"]))
    size = len(examples(run).train)
    last = size % run.batch_size if step % math.ceil(size / run.batch_size) == 0 else 0
    crossed = run.loss == "cross_entropy"
    section = "update" if crossed else "update_squared"
    name = class_names(run, lang)[int(label)]
    st.markdown(fill(prose[section], step=step, name=name, size=last or min(run.batch_size, size)))
    target = torch.nn.functional.one_hot(label, len(outputs))
    shown = softmax(outputs) if crossed else outputs
    gradient = LOSSES[run.loss].gradient(outputs[None], label[None])[0]
    symbols = (
        r"\mathbf{o}",
        r"\hat{\mathbf{y}} = \operatorname{softmax}(\mathbf{o})",
        r"\hat{\mathbf{y}} - \mathbf{y}",
    )
    lines = [(symbols[0], outputs), (symbols[1], shown)] if crossed else [(symbols[0], outputs)]
    lines += [(r"\mathbf{y}", target), (symbols[2] if crossed else r"2(\mathbf{o} - \mathbf{y})", gradient)]
    for symbol, row in lines:
        st.latex(rf"{symbol} = ({', '.join(f'{value:.3g}' for value in row.tolist())})")
    if crossed:
        loss = -float(log_softmax(outputs)[label])
        p = float(shown[label])
        st.latex(rf"l = -\ln \hat{{y}}_y = -\ln {p:.4g} = {loss:.4g}")


def check(run: Classification, lang: Language) -> str:
    """Our run beside PyTorch's: the largest differences, in a sentence."""
    prose, ours = story(LESSON.folder, lang), classification.run(run)
    theirs = concise.train(
        ours.X,
        ours.targets,
        loss=run.loss,
        learning_rate=run.learning_rate,
        batch_size=run.batch_size,
        epochs=run.epochs,
        generator=torch.Generator().manual_seed(run.training_seed),
        initial_std=run.initial_std,
    )
    a, b = (torch.cat([h.weight[:, 0].flatten(1), h.bias[:, 0]], -1) for h in (ours, theirs))
    small = (a.abs().amax(-1) < OFF_THE_CHART) & (b.abs().amax(-1) < OFF_THE_CHART)
    steps = int(small.long().cummin(0).values.sum()) - 1
    gap = (a[: steps + 1] - b[: steps + 1]).abs() / b[: steps + 1].abs().clamp_min(1)
    values = {"steps": steps, "parameters": f"{float(gap.max()):.1e}", "gradient": f"{_gradient_gap(ours, run):.1e}"}
    section = "check_result" if steps == len(ours.batches) else "check_diverged"
    return fill(prose[section], **values)


def _gradient_gap(history: History, run: Classification) -> float:
    """The largest difference between our gradient of the first minibatch and autograd's."""
    batch, at = history.batches[0], (history.weight[0, 0], history.bias[0, 0])
    rows = history.X[batch], history.targets[batch]
    # A batch may lack the last class: then PyTorch is told of all classes by the weight's shape.
    pairs = zip(
        training.gradient(*rows, *at, loss=LOSSES[run.loss]), concise.gradient(*rows, *at, loss=run.loss), strict=True
    )
    return max(float((x - y).abs().max()) for x, y in pairs)
