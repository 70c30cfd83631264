"""What the lesson on softmax regression is made of: its controls, its run, its pictures and its words."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from charts.look import PROJECTOR, SCREEN
from lessons.softmax_regression import LESSON, words
from lessons.softmax_regression import maths as classification
from lessons.softmax_regression import tables as frames
from lessons.softmax_regression.controls import (
    BATCH_SIZE,
    CLASSES,
    DATA,
    EPOCHS,
    FEATURES,
    INITIAL_STD,
    LEARNING_RATE,
    LOSS,
    SAMPLE,
    SEED,
    SPREAD,
)
from lessons.softmax_regression.maths import Classification, examples
from lessons.softmax_regression.pictures import digits as digit_charts
from lessons.softmax_regression.pictures import learning as learning_charts
from lessons.softmax_regression.pictures import regions as region_charts
from texts import Language, Text, fill
from texts.frame import MORE
from ui import controls, live, settings, state
from ui.controls import Choice, Control

_PAIRS = dict(zip(words.PAIRS, ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)), strict=True))


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
    with st.expander(MORE.of(state.language())):
        seed, std = int(controls.draw(SEED)), float(controls.draw(INITIAL_STD))
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
    with st.spinner(words.TRAINING.of(state.language())):
        steps, tables = _tables(replace(run, learning_rate=rates[0]), rates)
    return Result(run, steps, tables)


def class_names(run: Classification, lang: Language) -> list[str]:
    """The classes as the reader calls them, in their one order."""
    if run.data == "digits":
        return [str(digit) for digit in range(10)]
    if run.data == "penguins":
        return [name.of(lang) for name in words.SPECIES]
    return [fill(words.CLASS.of(lang), number=label + 1) for label in range(run.num_classes)]


def num_classes(run: Classification) -> int:
    """k."""
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
    spec = _spec(name, lang, state.projector(), num_classes(run), data, axes, loss)
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
    # The parameters are read by the picture of the plane alone, the slope and the outputs by the words.
    spared = ("o_", "sl", "la") if name == "regions" else ("o_", "sl", "la", "u_", "v_", "b_")
    path = tables["path"]
    tables["path"] = path[[column for column in path if not column.startswith(spared)]]
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
    spec, tables = _chart(name, result, state.language())
    live.save(LESSON, spec, tables, [*live_controls(result.settings), step], steps=result.steps[-1])
