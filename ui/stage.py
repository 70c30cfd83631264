"""The stage of every lesson: the controls at the left, the scrub and the player above the pictures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from texts.frame import TRAINING_STEP

from ui.controls import Choice

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_STYLE = Path(__file__).with_name("stage.css")


def columns() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The column of the controls and that of the pictures; on a phone the controls stay in sight above them."""
    st.html(_STYLE)
    with st.container(key="stage"):
        controls, pictures = st.columns([1.1, 3.9], gap="medium")
    return controls, pictures


def player_row() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The places of the scrub slider and of the player; on a phone they stay at the bottom of the screen."""
    with st.container(key="stage_player"):
        scrub, player = st.columns(2, gap="medium", vertical_alignment="center")
    return scrub, player


def scrub(steps: Sequence[int]) -> Choice:
    """A scrub over the kept steps of a training. It stands at the end unless told otherwise, and stays there.

    When the steps change, a chosen one is kept as nearly as there is one.
    """
    chosen, end, last = st.session_state.get("step"), st.session_state.get("last_step"), steps[-1]
    if chosen is not None and (chosen not in steps or (chosen == end and end != last)):
        earlier = [step for step in steps if step <= chosen]
        st.session_state["step"] = last if chosen == end else earlier[-1]
    st.session_state["last_step"] = last
    return Choice("step", TRAINING_STEP, tuple(steps), last)
