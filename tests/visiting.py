"""The app as a visitor has it, without a browser."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from texts import Language
from ui.lesson import HOME, ROOT, Lesson, registry

LESSONS = registry()
LANGUAGES: tuple[Language, ...] = ("en", "zh")
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=[lesson.url or "home" for lesson in LESSONS])
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def visit(lesson: Lesson = HOME, /, *, locale: str = "en-US", query: dict[str, str] | None = None) -> AppTest:
    """The page of a lesson after its first run; no exception."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.context = {"locale": locale}
    app.query_params.update(query or {})
    if lesson is not HOME:
        app.switch_page(lesson.path)
    app.run()
    assert not app.exception
    return app


def grids(app: AppTest) -> list[pd.DataFrame]:
    """The small tables of the page, which it writes as Markdown, cells as text."""
    found = []
    for element in app.markdown:
        rows = [line.strip("| ").split(" | ") for line in element.value.splitlines() if line.startswith("| ")]
        if len(rows) > 2 and set(rows[1]) == {"---"}:
            found.append(pd.DataFrame(rows[2:], columns=rows[0]))
    return found


def unfolded(lesson: Lesson, section: str, **options) -> AppTest:
    """The page of a lesson with one of its sections open."""
    app = visit(lesson, **options)
    app.session_state[f"section_{section}"] = True
    app.run()
    assert not app.exception
    return app


def kinds(app):
    """The controls on the page: sliders, sliders over a list, and switches (the projector's left out)."""
    return [*app.slider, *app.select_slider, *(toggle for toggle in app.toggle if toggle.key != "projector")]


def ends(widget):
    if widget.type == "select_slider":
        # The test sees the options as they are written; the widget takes the numbers.
        return [type(widget.value)(float(option)) for option in (widget.options[0], widget.options[-1])]
    return [widget.min, widget.max] if widget.type == "slider" else [False, True]


# What no reader shall read: a lost number, a minus before a 0, two signs in a row, a power as programs write it.
UNREADABLE = re.compile(r"\b(nan|inf|undefined|null|None)\b|(?<![\w.])[-−]0(?![.\d])|[+−] [−-]|\de[+-]?\d")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def unreadable(app):
    """What stands in text, tables and formulas that nobody can read; code is left out."""
    texts = [element.value for element in [*app.markdown, *app.caption, *app.latex, *app.title]]
    texts += [cell for table in app.table for cell in table.value.astype(str).to_numpy().flatten()]
    return [text for text in map(str, texts) if UNREADABLE.search(CODE.sub("", text))]


def hold_at_both_ends(app, warned=()):
    """Put every control to either end and back: no exception, nothing unreadable, no warning but for the `warned`."""
    for key in [widget.key for widget in kinds(app)]:
        for end in (0, 1):
            widget = next((widget for widget in kinds(app) if widget.key == key), None)
            if widget is None:  # the second weight goes with the second feature
                continue
            before = widget.value
            widget.set_value(ends(widget)[end]).run()
            assert not app.exception, (key, end)
            assert unreadable(app) == [], (key, end)
            assert not app.warning or key in warned, (key, [w.value for w in app.warning])
            next(widget for widget in kinds(app) if widget.key == key).set_value(before).run()
