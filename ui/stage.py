"""The stage of every lesson: the controls at the left, the scrub and the player above the pictures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from ui import controls, live
from ui.controls import Control, Steps

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


def scrub(steps: Sequence[int]) -> Steps:
    """A scrub over the kept steps of a training."""
    return Steps(steps=tuple(steps))


def player(step: Control, follows: Sequence[Control], *, home: bool = False) -> None:
    """The scrub over the steps beside its player, and the tie of the controls to the pictures that follow them."""
    scrub_place, player_place = player_row()
    with scrub_place:
        controls.draw(step)
    with player_place:
        live.tie(list(follows), step=step, home=home)
