"""A lesson, whole, in one value: what the frame, the home page and the tests read of it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from texts import Text, fill, story
from ui import state
from ui.controls import Control
from ui.question import Exercise, Question, Stop
from ui.visit import Value

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Lesson:
    """One page of the app.

    `url` is its address and names its folder, `section` the group it stands under (None: alone, before all groups),
    `source` its sections in the study note and in the book (each language names its own edition's), `icon` a Material
    symbol, `controls` all that a visitor can set there, as declared; `stops` of its tour, `questions` to guess at,
    `exercises` to try, and at the end the lines to take away (`takeaways`).
    `opening` are the controls with which it opens for whoever comes without a link, where those are not the defaults,
    which every link relies on. `stand_ins` are the controls that hold the true values, and what they read where a
    teacher's view hides those.
    """

    url: str
    section: Text | None
    title: Text
    summary: Text
    source: Text | None
    icon: str
    controls: tuple[Control, ...] = ()
    stops: tuple[Stop, ...] = ()
    questions: tuple[Question, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    takeaways: tuple[Text, ...] = ()
    opening: Mapping[str, Value] = field(default_factory=dict)
    stand_ins: Mapping[str, Value] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The file of its page."""
        return f"pages/{self.url or 'home'}.py"

    @property
    def draw(self) -> Callable[[], None]:
        """What draws its page: loaded when it is first visited."""
        name = f"lessons.{self.url}.page" if self.url else "ui.home"
        found: Callable[[], None] = importlib.import_module(name).draw
        return found

    @cached_property
    def folder(self) -> Path:
        """Where its words lie."""
        return ROOT / "lessons" / self.url if self.url else ROOT / "texts" / "home"

    def say(self, key: str, **values: object) -> str:
        """A section of its prose in the language of the visit, its placeholders filled."""
        return fill(story(self.folder, state.language())[key], **values)


def say(text: Text, **values: object) -> str:
    """A label in the language of the visit, its placeholders filled."""
    return fill(text.of(state.language()), **values)


HOME = Lesson(
    url="",
    section=None,
    title=Text("Home", "首页"),
    summary=Text("All lessons at a glance.", "所有课程一览。"),
    source=None,
    icon=":material/home:",
)


def registry() -> tuple[Lesson, ...]:
    """Home and all lessons, in the order of the book. The kernel knows no lesson: it asks for them by name."""
    lessons: tuple[Lesson, ...] = importlib.import_module("lessons").LESSONS
    return (HOME, *lessons)


def sections() -> dict[Text, list[Lesson]]:
    """The lessons by section, in the order of the registry; a lesson that stands alone is left out."""
    result: dict[Text, list[Lesson]] = {}
    for lesson in registry():
        if lesson.section is not None:
            result.setdefault(lesson.section, []).append(lesson)
    return result
