"""What the lesson on softmax regression is made of: its controls, its run, its pictures and its words."""

from __future__ import annotations

import inspect
import math
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
import torch
from charts import digits as digit_charts
from charts import learning as learning_charts
from charts import regions as region_charts
from charts.look import PROJECTOR, SCREEN
from core import classification, concise, losses, training
from core.classification import Classification, examples
from core.datasets import penguins
from core.frames import classifier as frames
from core.frames.regression import OFF_THE_CHART
from core.losses import LOSSES, log_softmax, softmax
from core.training import History
from texts import Language, Text, fill, story
from texts import softmax_regression as words
from texts.frame import MORE

from ui import controls, frame, live, settings
from ui.controls import Choice, Control, Number, Pick

_LESSON = "softmax_regression"
_PAIRS = dict(zip(words.PAIRS, ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)), strict=True))
_LATE = 8  # frames by which a run is judged to be still learning
_FLAT = 0.1  # the share of the first gradient below which the loss counts as flat

DATA = Pick("data", words.DATA, words.DATA_SETS, "blobs", lesson=_LESSON)
CLASSES = Number("classes", settings.NUM_CLASSES.label, 2, 6, 1, 3, lesson=_LESSON)
SPREAD = Number("spread", words.SPREAD, 0.2, 2.0, 0.1, 0.8, words.SPREAD_HELP, lesson=_LESSON)
FEATURES = Pick("features", words.FEATURES, words.PAIRS, "bill_length-bill_depth", lesson=_LESSON)
SAMPLE = Number("sample", words.SAMPLE, 1, digit_charts.NUM_SAMPLES, 1, 1, lesson=_LESSON)
LEARNING_RATE = replace(settings.LEARNING_RATE, default=0.1, lesson=_LESSON)
BATCH_SIZE = Choice("batch_size", settings.BATCH_SIZE.label, (5, 10, 20, 50, 100, 200, 500, 1000), 20, lesson=_LESSON)
EPOCHS = Number("epochs", settings.EPOCHS.label, 1, 30, 1, 10, lesson=_LESSON)
LOSS = Pick("loss", words.LOSS, words.LOSSES, "cross_entropy", words.LOSS_HELP, lesson=_LESSON)


@dataclass(frozen=True)
class Result:
    """The settings, the kept steps and the data sets of the live charts."""

    settings: Classification
    steps: list[int]
    datasets: dict[str, pd.DataFrame]

    @property
    def plane(self) -> bool:
        """Whether the examples lie in a plane."""
        return self.settings.data != "digits"

    @property
    def curve(self) -> pd.DataFrame:
        """The rows of `path` at the chosen learning rate, one for each kept step."""
        path, size = self.datasets["path"], len(self.steps)
        first = size * (settings.RATES.index(self.settings.learning_rate) if self.plane else 0)
        return path.iloc[first : first + size].reset_index(drop=True)


def live_controls(run: Classification) -> list[Control]:
    """The sliders that the charts follow while they move."""
    return [SAMPLE] if run.data == "digits" else [LEARNING_RATE]


def choose() -> Classification:
    """Draw the controls and return the settings chosen."""
    data = controls.pick(DATA)
    own: dict[str, object] = {}
    if data == "blobs":
        own = {"num_classes": int(controls.draw(CLASSES)), "spread": float(controls.draw(SPREAD))}
    elif data == "penguins":
        own = {"features": _PAIRS[controls.pick(FEATURES)]}
    else:
        controls.draw(SAMPLE)
    rate, size = float(controls.draw(LEARNING_RATE)), int(controls.draw(BATCH_SIZE))
    loss, epochs = controls.pick(LOSS), int(controls.draw(EPOCHS))
    with st.expander(MORE.of(frame.language())):
        seed, std = int(controls.draw(settings.SEED)), float(controls.draw(settings.INITIAL_STD))
    return Classification(
        data=data,
        seed=seed,
        loss=loss,
        learning_rate=rate,
        batch_size=size,
        epochs=epochs,
        initial_std=std,
        **own,
    )


@st.cache_data(max_entries=40, show_spinner=False)
def _tables(run: Classification, rates: tuple[float, ...]) -> tuple[list[int], dict[str, pd.DataFrame]]:
    data, plane = examples(run), run.data != "digits"
    history = classification.run(run, learning_rates=rates)
    path = frames.path_frame(history, data, plane=plane)
    tables = {
        "path": path,
        "form": frames.form_frame(history, data, path),
        "cells": frames.cells_frame(data.num_classes),
    }
    if plane:
        names = [str(label) for label in range(data.num_classes)]
        tables |= {"points": frames.points_frame(history, data), "names": frames.names_frame(data, names)}
    else:
        samples = frames.sample_indices(data)
        tables |= {
            "weights": frames.weights_frame(history),
            "batches": frames.batches_frame(history),
            "pixels": frames.pixels_frame(data, samples),
            "outputs": frames.outputs_frame(history, data, samples),
        }
    return frames.frame_steps(history), tables


def train(run: Classification) -> Result:
    """Train under the settings: in the plane at all rates of the slider at once, on digits at the chosen one."""
    plane = run.data != "digits"
    rates = settings.RATES if plane else (run.learning_rate,)
    with st.spinner(words.TRAINING.of(frame.language())):
        steps, tables = _tables(replace(run, learning_rate=rates[0]), rates)
    return Result(run, steps, tables)


def step_control(result: Result) -> Choice:
    """The scrub over the kept steps. It stands at the end unless told otherwise, and stays there.

    When the number of steps changes, a chosen step is kept as nearly as there is one.
    """
    options = tuple(result.steps)
    chosen, end = st.session_state.get("step"), st.session_state.get("last_step")
    if chosen is not None and (chosen not in options or (chosen == end and end != options[-1])):
        earlier = [option for option in options if option <= chosen]
        st.session_state["step"] = options[-1] if chosen == end else earlier[-1]
    st.session_state["last_step"] = options[-1]
    return Choice("step", words.STEP, options, options[-1])


def class_names(run: Classification, lang: Language) -> list[str]:
    """The classes as the reader calls them, in their one order."""
    if run.data == "digits":
        return [str(digit) for digit in range(10)]
    if run.data == "penguins":
        return [name.of(lang) for name in words.SPECIES]
    return [fill(words.CLASS.of(lang), number=label + 1) for label in range(run.num_classes)]


def _num_classes(run: Classification) -> int:
    return {"digits": 10, "penguins": len(words.SPECIES)}.get(run.data, run.num_classes)


@st.cache_data(max_entries=64, show_spinner=False)
def _spec(
    name: str, lang: Language, projector: bool, k: int, data: str, axes: tuple[int, ...], loss: str
) -> dict[str, object]:
    labels = {key: text.of(lang) for key, text in words.CHART.items()}
    labels["first_class"] = "0" if data == "digits" else "1"
    look, softmaxed = PROJECTOR if projector else SCREEN, loss == "cross_entropy"
    rates = () if data == "digits" else settings.RATES
    if name == "learning":
        return learning_charts.learning_chart(labels, look, rates=rates, height=100)
    if name == "confusion":
        height = 215 if data == "digits" else 165
        return learning_charts.confusion_chart(labels, look, rates=rates, num_classes=k, height=height)
    if name == "weights":
        return digit_charts.weights_chart(labels, look)
    if name == "sample":
        return digit_charts.sample_chart(labels, look, softmax=softmaxed)
    titles = [words.MEASURED[a] for a in axes] if data == "penguins" else words.BLOB_AXES
    labels |= {f"x{i}": title.of(lang) for i, title in enumerate(titles, 1)}
    return region_charts.regions_chart(labels, look, rates=rates, num_classes=k, softmax=softmaxed, height=400)


def _chart(name: str, result: Result, lang: Language) -> tuple[dict[str, object], dict[str, pd.DataFrame]]:
    """The specification of a live chart and the data sets that it reads."""
    run = result.settings
    # Only what a chart is built from goes into the key.
    axes = run.features if name == "regions" and run.data == "penguins" else ()
    loss = run.loss if name in ("regions", "sample") else ""
    data = "digits" if run.data == "digits" else "penguins" if name == "regions" and axes else "blobs"
    spec = _spec(name, lang, frame.projector(), _num_classes(run), data, axes, loss)
    own = {
        "regions": ["points", "names"],
        "learning": [],
        "confusion": ["cells"],
        "weights": ["weights", "batches"],
        "sample": ["pixels", "outputs"],
    }
    tables = {key: result.datasets[key] for key in ("form", "path", *own[name])}
    if name == "regions":
        tables["names"] = tables["names"].assign(name=class_names(run, lang))
    elif result.plane:  # the parameters are read by the picture of the plane alone
        path = tables["path"]
        tables["path"] = path[[column for column in path if column[:2] not in ("u_", "v_", "b_")]]
    return spec, tables


def _draw(name: str, result: Result, lang: Language, alt: Text) -> None:
    # Pictures without axes need no room for one: see `live.tie`.
    place = f"bare_{name}" if name in ("weights", "sample") else name
    live.chart(place, *_chart(name, result, lang), alt=alt.of(lang))


def draw_model(result: Result, lang: Language) -> None:
    """What has been learned: the regions of the plane, or the weights of the digits and a sample."""
    if result.plane:
        _draw("regions", result, lang, words.REGIONS_ALT)
    else:
        _draw("weights", result, lang, words.WEIGHTS_ALT)
        _draw("sample", result, lang, words.SAMPLE_ALT)


def draw_learning(result: Result, lang: Language) -> None:
    """Loss, accuracy and confusion matrix."""
    _draw("learning", result, lang, words.LEARNING_ALT)
    _draw("confusion", result, lang, words.CONFUSION_ALT)


def draw_save(result: Result, step: Choice) -> None:
    """Save the main picture as a page."""
    name = "regions" if result.plane else "sample"
    spec, tables = _chart(name, result, frame.language())
    live.save(_LESSON, spec, tables, [*live_controls(result.settings), step], steps=result.steps[-1])


def tell_finding(result: Result, step: int, lang: Language) -> None:
    """What happened, in one sentence; dimmed while the sliders are ahead of it."""
    with st.container(key="told"):
        st.markdown(f"**{finding(result, step, lang)}**")


def finding(result: Result, step: int, lang: Language) -> str:
    """What happened up to this step, in plain words."""
    prose, curve = story(_LESSON, lang), result.curve
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
    k = _num_classes(result.settings)
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
    prose = story(_LESSON, lang)
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
    return fill(story(_LESSON, lang)[f"about_{run.data}"], **values)


def _one_rate(run: Classification) -> History:
    return classification.run(run)


def _tell_update(result: Result, step: int, lang: Language) -> None:
    """The gradient of the first example of this step's minibatch in its outputs, plugged in."""
    prose, run = story(_LESSON, lang), result.settings
    if step == 0:
        st.markdown(prose["no_update"])
        return
    history = _one_rate(run)
    index = int(history.batches[step - 1][0])
    outputs = history.X[index] @ history.weight[step - 1, 0] + history.bias[step - 1, 0]
    if not bool((outputs.abs() < OFF_THE_CHART).all()):
        st.markdown(prose["update_diverged"])
        return
    label = int(history.targets[index])
    crossed = run.loss == "cross_entropy"
    section = "update" if crossed else "update_squared"
    name = class_names(run, lang)[label]
    st.markdown(fill(prose[section], step=step, name=name, size=len(history.batches[step - 1])))
    target = torch.nn.functional.one_hot(history.targets[index], len(outputs))
    shown = softmax(outputs) if crossed else outputs
    gradient = LOSSES[run.loss].gradient(outputs[None], history.targets[index][None])[0]
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
    prose, ours = story(_LESSON, lang), _one_rate(run)
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
