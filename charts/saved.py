"""A live chart as a page of its own, with its inputs showing, and as a picture for slides."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import vl_convert

from charts.follow import ASKED, GUESS, LARGEST_STEP

_SVG = "{http://www.w3.org/2000/svg}"
_WIDTH = 640  # pixels of a panel in a picture for slides


def standalone(
    spec: Mapping[str, Any],
    datasets: Mapping[str, pd.DataFrame],
    values: Mapping[str, object],
    *,
    steps: int,
    labels: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The specification with its data inside; its inputs start at `values`, and the step's ends at `steps`.

    `labels` name the inputs for a reader. What belongs to a stop of the tour, which is not there, has no input.
    """
    parameters = [_input(parameter, values, steps, labels or {}) for parameter in spec.get("params", [])]
    rows = {name: json.loads(table.to_json(orient="records", double_precision=15)) for name, table in datasets.items()}
    return {**spec, "params": parameters, "datasets": rows}


def _input(
    parameter: Mapping[str, Any], values: Mapping[str, object], steps: int, labels: Mapping[str, str]
) -> dict[str, Any]:
    name = parameter["name"]
    if name in (GUESS, ASKED):
        return {key: value for key, value in parameter.items() if key != "bind"}
    if "bind" not in parameter:
        return dict(parameter)
    bind = parameter["bind"] | ({"name": labels[name]} if name in labels else {})
    bind |= {"max": steps} if bind.get("max") == LARGEST_STEP else {}
    return {**parameter, "value": values.get(name, parameter["value"]), "bind": bind}


def page(
    spec: Mapping[str, Any],
    *,
    title: str = "",
    lang: str = "en",
    words: str = "",
    finding: str = "",
    play: str = "Play",
    stepped: str = "step",
    source: tuple[str, str] | None = None,
    vega: str | None = None,
) -> str:
    """An HTML page that draws the specification, Vega inside: it needs no network. Nothing in it can end its script.

    With an address for `vega` it is loaded from there: pages of one folder share it.
    `words` say what it shows, `finding` what came of it at the settings it opens with, `play` names the button that
    moves the parameter `stepped`, `source` is an address and what to call it.
    """
    link = f'<a href="{escape(source[0])}">{escape(source[1])}</a>' if source else ""
    return _template().substitute(
        vega=f">{script()}" if vega is None else f' src="{escape(vega)}">',
        spec=json.dumps(spec).replace("<", "\\u003c"),
        lang=escape(lang),
        title=escape(title),
        words=escape(words),
        finding=f"<p><strong>{escape(finding)}</strong></p>\n" if finding else "",
        play=escape(play),
        stepped=stepped,
        source=link,
    )


def svg(spec: Mapping[str, Any]) -> str:
    """The specification, data inside, as a picture that scales."""
    made: str = vl_convert.vegalite_to_svg(_widened(spec, _WIDTH))
    return made


def written(spec: Mapping[str, Any]) -> list[str]:
    """What the picture says at its settings, in the order in which it is drawn; not what its axes say."""
    root = ElementTree.fromstring(svg(spec))
    marks = [group for group in root.iter(f"{_SVG}g") if "role-mark" in group.get("class", "")]
    texts = (text for group in marks for text in group.iter(f"{_SVG}text"))
    lines = ("".join(text.itertext()).strip() for text in texts if text.get("opacity") != "0")
    return list(dict.fromkeys(filter(None, lines)))


def png(spec: Mapping[str, Any]) -> bytes:
    """The same as points, twice as many as on a screen, on white."""
    made: bytes = vl_convert.vegalite_to_png(_widened({**spec, "background": "white"}, _WIDTH), scale=2)
    return made


def _widened(view: Mapping[str, Any], width: float) -> dict[str, Any]:
    """The view with the width for each panel that has none."""
    if "layer" in view or "mark" in view:
        return {"width": width, **view}
    parts: dict[str, Any] = dict(view)
    for kind in ("vconcat", "concat", "hconcat"):
        if kind in view:
            share = width / len(view[kind]) if kind == "hconcat" else width
            parts[kind] = [_widened(part, share) for part in view[kind]]
    return parts


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template(Path(__file__).with_name("saved.html").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def script() -> str:
    """Vega, Vega-Lite and what embeds them: some 900 kB of script."""
    found = re.search(r"<script[^>]*>(.*?)</script>", vl_convert.vegalite_to_html("{}", bundle=True), re.DOTALL)
    if found is None:
        raise RuntimeError("vl-convert writes no script into its page")
    return found[1]
