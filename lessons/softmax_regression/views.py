"""The pictures of the lesson, and what their specifications depend on beside language and look."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from lessons.softmax_regression import tables, words
from lessons.softmax_regression.controls import STEP
from lessons.softmax_regression.pictures.digits import sample_chart, weights_chart
from lessons.softmax_regression.pictures.learning import confusion_chart, learning_chart
from lessons.softmax_regression.pictures.outer import outer_chart
from lessons.softmax_regression.pictures.regions import regions_chart
from lessons.softmax_regression.run import Result, class_names, live_controls
from ui.controls import Control
from ui.picture import Picture, Tables, ready

LEARNING = Picture("learning", learning_chart, ("form", "path"), words.LEARNING_ALT, words.CHART)
CONFUSION = Picture("confusion", confusion_chart, ("form", "counts", "cells"), words.CONFUSION_ALT, words.CHART)
REGIONS = Picture("regions", regions_chart, ("form", "plane", "points", "names"), words.REGIONS_ALT, words.CHART)
WEIGHTS = Picture("weights", weights_chart, ("form", "weights", "batches"), words.WEIGHTS_ALT, words.CHART, bare=True)
SAMPLE = Picture("sample", sample_chart, ("form", "pixels", "outputs"), words.SAMPLE_ALT, words.CHART, bare=True)
OUTER = Picture("outer", outer_chart, ("outer",), words.OUTER_ALT, words.CHART, bare=True)


def follows(result: Result, picture: Picture) -> tuple[Control, ...]:
    """The controls that a picture follows: the sample moves its own alone."""
    return (*(live_controls() if result.settings.plane or picture is SAMPLE else ()), STEP)


def draw_model(result: Result) -> None:
    """What has been learned: the regions of the plane, or the weights of the digits and a sample."""
    if not result.settings.plane:
        WEIGHTS.draw(result.tables, follows=follows(result, WEIGHTS))
    picture, drawn, options = _main(result)
    picture.draw(drawn, follows=follows(result, picture), **options)


def save_model(result: Result, finding: str) -> None:
    """A button that saves the main picture as a page, with what is found of the run."""
    picture, drawn, options = _main(result)
    options |= {"follows": follows(result, picture), "steps": result.trained.steps[-1]}
    picture.save(drawn, file="softmax_regression", finding=finding, **options)


def draw_learning(result: Result) -> None:
    """Loss, accuracy and confusion matrix."""
    LEARNING.draw(result.tables, follows=follows(result, LEARNING))
    height = 165 if result.settings.plane else 215
    CONFUSION.draw(result.tables, follows=follows(result, CONFUSION), classes=_classes(result), height=height)


def draw_outer(result: Result, step: int, gradient: Tensor) -> None:
    """What the first example of the step's minibatch changes in the weights of the digits: gradient (k,) in outputs."""
    x = result.history.X[result.history.batches[step - 1][0]]
    options = {"softmax": result.settings.loss == "cross_entropy"}
    OUTER.draw(ready({"outer": tables.outer_frame(x, gradient)}), **options)


def _main(result: Result) -> tuple[Picture, Tables, dict[str, Any]]:
    """Regions or sample, the tables, and the options."""
    run = result.settings
    options: dict[str, Any] = {"softmax": run.loss == "cross_entropy"}
    if not run.plane:
        return SAMPLE, result.tables, options
    measured = run.data == "penguins"
    axes = tuple(words.MEASURED[a] for a in run.features) if measured else ("x1", "x2")
    names = ready({"names": tables.names_frame(result.trained.data, class_names(run))})
    return REGIONS, {**result.tables, **names}, options | {"axes": axes, "classes": _classes(result)}


def _classes(result: Result) -> tuple[str, ...]:
    """Penguins by their names, the others by numbers: of a digit its own, else from 1 on."""
    run = result.settings
    first = 0 if run.data == "digits" else 1
    return words.SPECIES if run.data == "penguins" else tuple(str(first + label) for label in range(run.k))
