"""Pictures as values: what builds one, which tables it reads, and what it shows in words that never change.

The specification of a picture is built once for each language, look and option, and kept; from run to run only its
tables change, so that the view in the browser lives on. Tables are Arrow, ready to send, and never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from charts.look import PROJECTOR, SCREEN, Look
from texts import Language, Text
from texts.numbers import LOST
from texts.quiz import YOUR_GUESS
from ui import live, state
from ui.controls import Control

Tables = Mapping[str, pa.Table]


def ready(tables: Mapping[str, pd.DataFrame]) -> dict[str, pa.Table]:
    """The tables as they are sent: converted once, for everybody."""
    return {name: pa.Table.from_pandas(table, preserve_index=False) for name, table in tables.items()}


@dataclass(frozen=True, eq=False)
class Picture:
    """One live picture of a lesson.

    `build(labels, look, **options)` makes the specification; it never sees data, and is told which controls it
    `follows`. `labels` are its words by key, to which those for a lost number and for the guess at a stop are added;
    `reads` names its tables, `alt` says what it shows and holds for any data. `bare` has no axes, and so needs no room
    for one.
    """

    name: str
    build: Callable[..., dict[str, Any]]
    reads: tuple[str, ...]
    alt: Text
    labels: Mapping[str, Text]
    bare: bool = False

    def spec(self, **options: Any) -> dict[str, Any]:
        """The specification for this visit's language and look; not to be changed."""
        return _built(self, state.language(), state.projector(), tuple(sorted(options.items())))

    def draw(self, tables: Tables, **options: Any) -> None:
        """Draw it over those of the `tables` that it reads."""
        name = f"bare_{self.name}" if self.bare else self.name
        state.visit().pictures[self.name] = (self, tables, options)
        live.chart(name, self.spec(**options), self._read(tables), alt=self.alt.of(state.language()))

    def save(
        self, tables: Tables, *, file: str, follows: Sequence[Control], finding: str, steps: int = 0, **options: Any
    ) -> None:
        """A button that saves it as a page of its own, with an input for each control that it follows.

        `finding` is what the lesson tells of it at the settings of now, one sentence or some, in Markdown.
        """
        spec = self.spec(follows=tuple(follows), **options)
        words = self.alt.of(state.language())
        live.save(file, spec, self._read(tables), list(follows), steps=steps, words=words, finding=finding)

    def save_for_slides(self, tables: Tables, **options: Any) -> None:
        """Its words, and buttons that save it as it is now, as SVG and as PNG."""
        st.markdown(self.alt.of(state.language()))
        follows = [control for control in options.get("follows", ()) if control.key in state.values()]
        live.save(f"slide_{self.name}", self.spec(**options), self._read(tables), follows, page=False)

    def _read(self, tables: Tables) -> dict[str, pa.Table]:
        return {name: tables[name] for name in self.reads}


@lru_cache(maxsize=1024)
def _built(picture: Picture, lang: Language, projector: bool, options: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    labels = {key: text.of(lang) for key, text in picture.labels.items()}
    labels |= {"lost": LOST.of(lang), "guess": YOUR_GUESS.of(lang)}
    look: Look = PROJECTOR if projector else SCREEN
    return picture.build(labels, look, **dict(options))
