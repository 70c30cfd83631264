"""A live chart as a page of its own, with its inputs showing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd
import vl_convert

from charts.follow import ASKED, GUESS


def standalone(
    spec: Mapping[str, Any], datasets: Mapping[str, pd.DataFrame], values: Mapping[str, object], *, steps: int
) -> dict[str, Any]:
    """The specification with its data inside; its inputs start at `values`, and the step's ends at `steps`."""
    parameters = [
        {**parameter, "value": values.get(parameter["name"], parameter["value"])} if "bind" in parameter else parameter
        for parameter in spec["params"]
    ]
    parameters = [{**p, "bind": None} if p["name"] in (GUESS, ASKED) else p for p in parameters]
    parameters = [{key: value for key, value in p.items() if value is not None} for p in parameters]
    for parameter in parameters:
        if parameter["name"] == "step":
            parameter["bind"] = {**parameter["bind"], "max": steps}
    rows = {name: json.loads(table.to_json(orient="records", double_precision=15)) for name, table in datasets.items()}
    return {**spec, "params": parameters, "datasets": rows}


def page(spec: Mapping[str, Any], *, title: str = "", lang: str = "en") -> str:
    """An HTML page that draws the specification, Vega inside: it needs no network. Nothing in it can end its script."""
    written = json.dumps(spec).replace("<", "\\u003c")
    head = f'<html lang="{lang}">\n<title>{escape(title)}</title>'
    return _frame().replace(_PLACE, written).replace("<html>", head, 1)


@lru_cache(maxsize=1)
def _frame() -> str:
    """The page around a specification: some 900 kB, put together once."""
    made: str = vl_convert.vegalite_to_html(_PLACE, bundle=True)
    return made


_PLACE = '{"mark":"point"}'
