"""The live layer: charts follow native sliders while they move, and a player moves the step. See live.js."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from charts import saved
from charts.follow import ASKED, GUESS, NO_GUESS
from texts import Text, fill
from ui import quiz, state
from ui.controls import Choice, Control, Steps
from ui.visit import Value

_HERE = Path(__file__).parent
# Drawn, not typed: many machines have no font with the signs of a player.
_SHAPES = {
    "start": "M4 4h3v16H4zM20 4v16L9 12z",
    "back": "M17 4v16L6 12z",
    "play": "M6 3v18l15-9z",
    "pause": "M5 4h5v16H5zM14 4h5v16h-5z",
    "on": "M7 4v16l11-8z",
    "end": "M4 4v16l11-8zM17 4h3v16h-3z",
    "loop": "M12 4V0L6 6l6 6V7a5.5 5.5 0 1 1-5.5 5.5h-3A8.500 8.500 0 1 0 12 4z",
}
_LABELS = {
    "player": Text("Player", "播放器"),
    "start": Text("To the start", "回到开头"),
    "back": Text("One step back", "后退一步"),
    "play": Text("Play", "播放"),
    "pause": Text("Pause", "暂停"),
    "on": Text("One step on", "前进一步"),
    "end": Text("To the end", "跳到结尾"),
    "speed": Text("Speed", "速度"),
    "loop": Text("Play again and again", "循环播放"),
}

_SAVE = Text("Save as a page", "另存为网页")
_SVG, _PNG = Text("As SVG", "存为SVG"), Text("As PNG", "存为PNG")
_NUMBERS = Text("In words and numbers", "文字与数据")
_SOURCE = Text("The live lesson", "打开这一课")
_AS_SAVED = Text("As it was saved: @{finding}", "保存时：@{finding}")


def _button(name: str) -> str:
    shapes = {"play": ("play", "pause"), "speed": ()}.get(name, (name,))
    icons = "".join(
        f'<svg viewBox="0 0 24 24" data-icon="{shape}"><path d="{_SHAPES[shape]}"/></svg>' for shape in shapes
    )
    return f'<button type="button" name="{name}">{icons}</button>'


_BUTTONS = "\n".join(map(_button, ("start", "back", "play", "on", "end", "speed", "loop")))

_player = st.components.v2.component(
    "live",
    html=f'<div class="player" role="toolbar" hidden>\n{_BUTTONS}\n</div>',
    css=(_HERE / "live.css").read_text(encoding="utf-8"),
    js=(_HERE / "live.js").read_text(encoding="utf-8"),
)
_known = st.components.v2.component("known", js=(_HERE / "known.js").read_text(encoding="utf-8"))


def chart(name: str, spec: Mapping[str, Any], datasets: Mapping[str, pd.DataFrame | pa.Table], *, alt: str) -> None:
    """Draw a chart whose parameters follow sliders: `spec` stays the same from run to run, only `datasets` change."""
    with st.container(key=f"live_{name}"):
        st.vega_lite_chart(spec={**spec, "datasets": dict(datasets)}, alt=alt, width="stretch")


def tie(controls: list[Control], *, step: Control | None = None, arrive: bool = True, home: bool = False) -> None:
    """Tie the sliders to the parameters of their names in all live charts, and draw the player of `step`, if any.

    Call it once on a page. The player moves the step's slider, as a hand on the keyboard would.
    On arrival it plays once if `arrive` and the link names no step, and then goes back to the start if `home`; once for
    each lesson in a browser's tab. A parameter whose slider is not on the page takes the value that the server knows.
    What is told in a container whose key begins with `told` is dimmed while the charts are ahead of the server.
    """
    st.html(_HERE / "charts.css")
    if state.projector():
        st.html(_HERE / "charts_projector.css")
    tied = [*controls, step] if step else controls
    kinds = {control.key: "text" if isinstance(control, Choice | Steps) else "value" for control in tied}
    lang, number = state.language(), state.stop()
    at = state.here().stops[number - 1] if number else None
    asked = at.ask if at else None
    guess = quiz.guesses().get(asked.key) if asked else None
    held = asked is not None and guess is None
    values: dict[str, Value] = {**_values(tied), ASKED: int(held)}
    if asked is None or asked.options:
        values[GUESS] = NO_GUESS
    elif guess is not None:  # else the guess is what its slider says: the server knows none
        values[GUESS] = guess
    data = {
        "parameters": {**kinds, GUESS: "value", ASKED: "value"},
        "values": values,
        "step": step.key if step else None,
        "arrive": arrive and not number and step is not None and state.value(step) == step.default,
        "home": home,
        "entries": state.visit().entries,
        "stop": number,
        "ring": at.ring if at else None,
        "play": bool(at and at.play) and not held,
        "cue": f"{number} {'held' if held else 'shown'}",
        "labels": {name: text.of(lang) for name, text in _LABELS.items()},
    }
    _player(key="player", data=data)


def known(controls: Sequence[Control]) -> None:
    """Tell the live layer what the server knows: once on a page, inside the fragment that is told, after its words.

    A commit that reruns the fragment alone sends nothing of `tie`: without this the page would stay dimmed. `controls`
    are all that are tied, the step among them.
    """
    _known(key="known", data={"values": _values(controls)})


def _values(controls: Sequence[Control]) -> dict[str, Value]:
    """What the server knows of the controls, by key."""
    return {control.key: state.value(control) for control in controls}


def _rows(datasets: Mapping[str, pd.DataFrame | pa.Table]) -> dict[str, pd.DataFrame]:
    return {name: t.to_pandas() if isinstance(t, pa.Table) else t for name, t in datasets.items()}


def save(
    name: str,
    spec: Mapping[str, Any],
    datasets: Mapping[str, pd.DataFrame | pa.Table],
    controls: list[Control],
    *,
    steps: int = 0,
    words: str = "",
    finding: str = "",
    page: bool = True,
) -> None:
    """Buttons that save a live chart, set as the sliders are: as a `page` with inputs of its own, as SVG, as PNG."""
    # Where there is nothing to choose, as from a single minibatch, a control has no value.
    known, lang, title = state.values(), state.language(), state.here().title.of(state.language())
    values = {control.key: known[control.key] for control in controls if control.key in known}
    labels = {control.key: control.label.of(lang) for control in controls}
    found = fill(_AS_SAVED.of(lang), finding=finding.replace("**", "")) if finding else ""
    source = (st.context.url or "", _SOURCE.of(lang)) if st.context.url else None

    def whole() -> dict[str, Any]:
        return saved.standalone(spec, _rows(datasets), values, steps=steps, labels=labels)

    def written() -> str:
        stepped = next((control.key for control in controls if isinstance(control, Steps)), "step")
        told = {
            "title": title,
            "lang": lang,
            "words": words,
            "finding": found,
            "play": _LABELS["play"].of(lang),
            "stepped": stepped,
        }
        return saved.page(whole(), **told, source=source)

    makers = (
        (_SAVE, "html", "text/html", written),
        (_SVG, "svg", "image/svg+xml", lambda: saved.svg(whole())),
        (_PNG, "png", "image/png", lambda: saved.png(whole())),
    )
    with st.container(horizontal=True, width="content"):
        for label, ending, kind, make in makers if page else makers[1:]:
            key = f"save_{name}" if ending == "html" else f"save_{ending}_{name}"
            icon = ":material/download:" if ending == "html" else None
            file = f"{name}.{ending}"
            st.download_button(label.of(lang), make, file, kind, key=key, on_click="ignore", icon=icon)
        if not page:
            with st.popover(_NUMBERS.of(lang), key=f"numbers_{name}", on_change="rerun") as place:
                if place.open:
                    _tell_numbers(saved.written(whole()), _rows(datasets))


def _tell_numbers(written: list[str], tables: Mapping[str, pd.DataFrame]) -> None:
    """What a picture says at the moment, line by line, and the tables that it is drawn from."""
    for line in written:
        st.text(line)
    for title, table in tables.items():
        if len(table):
            st.caption(f"{title} ({len(table)} × {len(table.columns)})")
            st.dataframe(table, height=220)
