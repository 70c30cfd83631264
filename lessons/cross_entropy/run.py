"""What is chosen in the lesson, and what its pictures are drawn with."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from lessons.cross_entropy import tables
from lessons.cross_entropy.controls import (
    IN_BITS,
    LOGITS,
    NUM_CLASSES,
    RATE,
    SOFT,
    STEP,
    TRUE_CLASS,
    live_controls,
)  # fmt: skip
from lessons.cross_entropy.maths import Descent
from ui import state
from ui.controls import Control
from ui.picture import Tables, ready

STEPS = int(STEP.high)


def num_classes() -> int:
    """k, as chosen."""
    return int(state.value(NUM_CLASSES))


def in_bits() -> bool:
    """Whether losses are read in bits."""
    return bool(state.value(IN_BITS))


def chosen() -> Descent:
    """The descent under the settings of now, each worked out once."""
    logits = tuple(float(state.value(control)) for control in LOGITS[: num_classes()])
    return _kept(logits, int(state.value(TRUE_CLASS)) - 1, float(state.value(SOFT)), float(state.value(RATE)))


@lru_cache(maxsize=500)
def _kept(logits: tuple[float, ...], true_class: int, soft: float, rate: float) -> Descent:
    return Descent(logits, true_class, soft, rate, STEPS)


def followed() -> tuple[Control, ...]:
    """The controls that the pictures follow, the step among them."""
    return (*live_controls(num_classes()), STEP)


def options() -> dict[str, Any]:
    """What the specifications of all pictures depend on."""
    return {"num_classes": num_classes(), "follows": followed(), "num_steps": STEPS}


@st.cache_resource(max_entries=10, show_spinner=False)
def rows(k: int) -> Tables:
    """The data sets of the pictures, which work all numbers out themselves."""
    return ready(tables.live_frames(k, STEPS))
