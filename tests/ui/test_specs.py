"""Specifications follow Vega-Lite's schema, and pictures stay right after any sequence of drags.

No transform writes over what it, or its source, reads again.
"""

import re

import pyarrow as pa
import pytest
from altair.vegalite.v6.schema.core import Root
from jsonschema import ValidationError

from tests.visiting import LESSONS, visit
from ui import live

PARTS = [(lesson, number) for lesson in LESSONS for number in range(1, len(lesson.stops) + 1)]
VALID = {}


def overwritten(view, columns, name=None, read=frozenset()):
    """Each field that a `calculate` below this view writes though its data have it, or an expression has read it."""
    name = view.get("data", {}).get("name", None if "data" in view else name)
    for transform in view.get("transform", []):
        read = read | set(re.findall(r"\bdatum\.(\w+)", str(transform)))
        if "calculate" in transform and transform["as"] in read | set(columns.get(name, ())):
            yield name, transform["as"]
    for key in ("layer", "vconcat", "hconcat", "concat"):
        for child in view.get(key, []):
            yield from overwritten(child, columns, name, read)
    if "spec" in view:
        yield from overwritten(view["spec"], columns, name, read)


@pytest.mark.parametrize(("lesson", "number"), PARTS, ids=lambda value: getattr(value, "url", value))
def test_specifications_are_valid_and_no_transform_writes_a_field_that_is_read_again(lesson, number, monkeypatch):
    drawn, real = [], live.chart
    monkeypatch.setattr(live, "chart", lambda *given, **named: (drawn.append(given), real(*given, **named)))
    visit(lesson, query={"stop": str(number)})
    assert drawn
    for picture, spec, tables in drawn:
        columns = {name: t.column_names if isinstance(t, pa.Table) else list(t.columns) for name, t in tables.items()}
        assert list(overwritten(spec, columns)) == [], picture
        if id(spec) not in VALID:  # kept by the picture: each is looked at once
            Root.validate(spec)
            VALID[id(spec)] = spec


def test_a_field_written_over_is_found():
    one = {"data": {"name": "a"}, "transform": [{"calculate": "datum.y + 1", "as": "y"}]}
    assert list(overwritten({"layer": [one]}, {"a": ["x"]})) == [("a", "y")]
    assert list(overwritten(one | {"transform": [{"calculate": "1", "as": "x"}]}, {"a": ["x"]})) == [("a", "x")]
    assert list(overwritten(one | {"transform": [{"calculate": "datum.x", "as": "y"}]}, {"a": ["x"]})) == []


def test_a_misspelt_property_is_found():
    with pytest.raises(ValidationError):
        Root.validate({"data": {"name": "a"}, "mark": {"type": "point", "collor": "red"}})
