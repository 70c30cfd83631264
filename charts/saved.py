"""A live chart as a page of its own, with its inputs showing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd


def standalone(
    spec: Mapping[str, Any], datasets: Mapping[str, pd.DataFrame], values: Mapping[str, float], *, steps: int
) -> dict[str, Any]:
    """The specification with its data inside; its inputs start at `values`, and the step's ends at `steps`."""
    parameters = [
        {**parameter, "value": values.get(parameter["name"], parameter["value"])} if "bind" in parameter else parameter
        for parameter in spec["params"]
    ]
    for parameter in parameters:
        if parameter["name"] == "step":
            parameter["bind"] = {**parameter["bind"], "max": steps}
    rows = {name: json.loads(table.to_json(orient="records", double_precision=15)) for name, table in datasets.items()}
    return {**spec, "params": parameters, "datasets": rows}


def page(spec: Mapping[str, Any]) -> str:
    """An HTML page that draws the specification; it takes Vega from a public server."""
    return str(alt.Chart.from_dict(dict(spec)).to_html())
