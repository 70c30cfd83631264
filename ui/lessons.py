"""The registry of lessons: navigation, the cards of the home page and the tests all read it.

A new lesson is one more entry in `LESSONS`, in the order of the book, once its page file exists.
"""

from __future__ import annotations

from dataclasses import dataclass

from texts import Text


@dataclass(frozen=True)
class Lesson:
    """One page of the app.

    `path` is its file, `url` its address, `section` the group it stands under (None: alone, before all groups),
    `source` the sections of the study note that it covers, `icon` a Material symbol.
    """

    path: str
    url: str
    section: Text | None
    title: Text
    summary: Text
    source: str
    icon: str


REGRESSION = Text("Regression", "回归")
CLASSIFICATION = Text("Classification", "分类")

HOME = Lesson(
    path="pages/home.py",
    url="",
    section=None,
    title=Text("Home", "首页"),
    summary=Text("All lessons at a glance.", "所有课程一览。"),
    source="",
    icon=":material/home:",
)

LESSONS: tuple[Lesson, ...] = (HOME,)
