"""Charts drawn outside a browser, by the Vega that vl-convert brings."""

import json
import re

import vl_convert

from charts.follow import ASKED, GUESS, NO_GUESS
from charts.palette import SHADES

NOTHING_GUESSED = {GUESS: NO_GUESS, ASKED: 0}


def seen(colour):
    """What stands in the SVG for a colour of the palette: the shade for a white ground."""
    return SHADES[colour][0]


def records(table):
    """A DataFrame as Vega takes it, every digit kept."""
    return json.loads(table.to_json(orient="records", double_precision=15))


def drawn(spec, data, values=None):
    """The SVG of a specification with its data sets (DataFrames by name), its bound parameters set to `values`."""
    known = NOTHING_GUESSED | (values or {})
    params = [
        {**parameter, "value": known[parameter["name"]]} if "bind" in parameter else parameter
        for parameter in spec.get("params", [])
    ]
    named = {name: records(table) for name, table in data.items()}
    return vl_convert.vegalite_to_svg(json.dumps({**spec, "params": params, "datasets": named}))


def unknown_columns(spec, data, *, rows=()):
    """What a specification reads that no data set has: misspelt fields, which Altair lets pass.

    `rows` maps parameters that hold a row (F, P) to the name of its data set.
    """
    text = json.dumps(spec)
    columns = {column for table in data.values() for column in table.columns}
    made = set(re.findall(r'"as": "(\w+)"', text)) | ({"value"} if "labelExpr" in text else set())
    read = set(re.findall(r"datum\.(\w+)", text)) | set(re.findall(r'"field": "(\w+)"', text))
    unknown = read - columns - made
    for row, name in dict(rows).items():
        unknown |= set(re.findall(rf"\b{row}\.(\w+)", text)) - set(data[name].columns)
    return unknown
