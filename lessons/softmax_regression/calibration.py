"""Whether the probabilities can be believed: of what is given 0.9, nine in ten should be right.

Source: Guo, Pleiss, Sun, Weinberger, 2017: On Calibration of Modern Neural Networks.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
import torch
from torch import Tensor

from core.losses import log_softmax
from lessons.softmax_regression import LESSON, run, words
from lessons.softmax_regression.controls import CALIBRATE
from lessons.softmax_regression.pictures.calibration import calibration_chart
from texts.numbers import joined, number, percent, plain
from ui import controls, state
from ui.picture import Picture, ready

BINS = 10
CALIBRATION = Picture(
    "calibration", calibration_chart, ("reliability", "sharpness"), words.CALIBRATION_ALT, words.CHART
)


@dataclass(frozen=True)
class Reliability:
    """At one temperature: for each bin with examples their mean confidence, the share that is right, and their number.

    Then of all examples the mean confidence, the share that is right, the mean loss in nats, and the expected
    calibration error: the mean distance of share and confidence, bins weighted by their numbers.
    """

    confidence: list[float]
    share: list[float]
    count: list[int]
    sure: float
    right: float
    loss: float
    error: float


def reliability(logits: Tensor, y: Tensor, temperature: float) -> Reliability:
    """Of logits (n, k) divided by a temperature, for classes y (n,). Bins are of equal width in the confidence."""
    logs = log_softmax(logits / temperature)
    sure, taken = logs.exp().max(-1)
    right = (taken == y).double()
    which = (sure * BINS).long().clamp(max=BINS - 1)
    count = torch.bincount(which, minlength=BINS)
    filled = count > 0
    means = [torch.bincount(which, values, BINS)[filled] / count[filled] for values in (sure, right)]
    error = float((count[filled] * (means[0] - means[1]).abs()).sum() / len(y))
    loss = -float(logs.gather(1, y[:, None]).mean())
    bins = means[0].tolist(), means[1].tolist(), count[filled].tolist()
    return Reliability(*bins, float(sure.mean()), float(right.mean()), loss, error)


def by_temperature(result: run.Result, step: int) -> dict[float, Reliability]:
    """Of the test examples at a kept step, for each temperature of the slider."""
    found = result.trained
    frame = found.steps.index(step)
    weight, bias = found.history.weight[frame, result.rate], found.history.bias[frame, result.rate]
    X, y = found.data.X[found.data.test], found.data.y[found.data.test]
    return {t: reliability(X @ weight + bias, y, t) for t in CALIBRATE.options}


def tables(found: dict[float, Reliability]) -> dict[str, pd.DataFrame]:
    """What the picture reads: see `pictures/calibration.py`."""
    bins = [
        (t, *row) for t, one in found.items() for row in zip(one.confidence, one.share, one.count, strict=True)
    ]  # fmt: skip
    whole = [(t, one.sure, one.right, one.loss) for t, one in found.items()]
    return {
        "reliability": pd.DataFrame(bins, columns=["t", "confidence", "share", "count"]),
        "sharpness": pd.DataFrame(whole, columns=["t", "sure", "right", "loss"]),
    }


def draw(result: run.Result, step: int) -> None:
    """The section: what calibration is, the slider, the picture, and what is found at the temperature of now."""
    if result.settings.loss != "cross_entropy":
        st.markdown(LESSON.say("calibration_none"))
        return
    if not bool(result.trained.fine[result.trained.steps.index(step), result.rate]):
        st.markdown(LESSON.say("update_diverged"))
        return
    found = by_temperature(result, step)
    st.markdown(LESSON.say("calibration"))
    slider, picture = st.columns([1.1, 2.9], gap="medium")
    with slider:
        controls.draw(CALIBRATE)
        st.markdown(finding(found, float(state.value(CALIBRATE))))
    with picture:
        CALIBRATION.draw(ready(tables(found)), follows=(CALIBRATE,))


def finding(found: dict[float, Reliability], temperature: float) -> str:
    """How sure and how right the model is, and which temperature has the least loss on these examples."""
    now, lang = found[temperature], state.language()
    best = min(found, key=lambda t: found[t].loss)
    key = "too_sure" if now.sure - now.right > 0.01 else "too_unsure" if now.right - now.sure > 0.01 else "believable"
    values = {"temperature": plain(temperature), "sure": percent(now.sure, lang), "right": percent(now.right, lang)}
    values |= {"error": number(100 * now.error, lang, digits=2), "loss": number(now.loss, lang)}
    values |= {"best": plain(best), "least": number(found[best].loss, lang)}
    return joined([LESSON.say(key, **values), LESSON.say("calibration_loss", **values)], lang)
