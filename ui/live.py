"""The live layer: charts follow native sliders while they move, and a player moves the step. See live.js."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from texts import Text

from ui import frame
from ui.controls import Choice, Control

_HERE = Path(__file__).parent
_FACES = {"start": "⏮", "back": "◀", "play": "▶", "on": "▶❘", "end": "⏭", "speed": "1×", "loop": "⟳"}
_LABELS = {
    "start": Text("To the start", "回到开头"),
    "back": Text("One step back", "后退一步"),
    "play": Text("Play", "播放"),
    "pause": Text("Pause", "暂停"),
    "on": Text("One step on", "前进一步"),
    "end": Text("To the end", "跳到结尾"),
    "speed": Text("Speed", "速度"),
    "loop": Text("Play again and again", "循环播放"),
}
_BUTTONS = "\n".join(
    f'<button type="button" name="{name}" data-face="{face}"></button>' for name, face in _FACES.items()
)

_component = st.components.v2.component(
    "live",
    html=f'<div class="player" role="toolbar" hidden>\n{_BUTTONS}\n</div>',
    css=(_HERE / "live.css").read_text(encoding="utf-8"),
    js=(_HERE / "live.js").read_text(encoding="utf-8"),
)


def chart(name: str, spec: Mapping[str, Any], datasets: Mapping[str, pd.DataFrame], *, alt: str) -> None:
    """Draw a chart whose parameters follow sliders: `spec` stays the same from run to run, only `datasets` change."""
    with st.container(key=f"live_{name}"):
        st.vega_lite_chart(spec={**spec, "datasets": dict(datasets)}, alt=alt)


def tie(controls: list[Control], *, step: Choice) -> None:
    """Tie the sliders to the parameters of their names in all live charts, and draw the player of `step`.

    Call it once on a page. When the player rests, the step's slider takes its position over on the server too.
    """
    st.html("<style>[class*='st-key-live_'] .vega-bindings {display: none !important}</style>")
    kinds = {control.key: "text" if isinstance(control, Choice) else "value" for control in (*controls, step)}
    lang = frame.language()
    data = {"parameters": kinds, "step": step.key, "labels": {name: text.of(lang) for name, text in _LABELS.items()}}

    def take_over() -> None:
        text = str(st.session_state["player"].get("step") or "")
        if step.accepts(text):
            st.session_state[step.key] = next(option for option in step.options if str(option) == text)

    _component(key="player", data=data, on_step_change=take_over)
