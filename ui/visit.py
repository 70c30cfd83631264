"""What `ui.state` keeps of one visit, and what it asks of a control."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from texts import Text

if TYPE_CHECKING:
    from ui.lesson import Lesson
    from ui.teaching import Teaching

Value = float | bool | str


class BadValue(ValueError):
    """A text that a control cannot read."""


_SWITCHED = {"1": True, "true": True, "0": False, "false": False}


def switched_on(text: str) -> bool:
    """1 and true, 0 and false, in any case. Errors: BadValue."""
    try:
        return _SWITCHED[text.strip().lower()]
    except KeyError:
        raise BadValue from None


class Declared(Protocol):
    """What the store asks of a control."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> Text: ...
    @property
    def default(self) -> Value | None: ...
    @property
    def shared(self) -> bool: ...
    @property
    def live(self) -> bool: ...
    def read(self, text: str) -> Value: ...
    def write(self, value: Value) -> str: ...
    def fit(self, value: Value, before: object = None) -> Value: ...


@dataclass(frozen=True)
class Fault:
    """Something that a link asks for and does not get; `control` is None where the lesson has no such name."""

    name: str
    asked: str
    control: Declared | None = None
    kind: str = "value"


@dataclass
class Visit:
    """All that one visitor has chosen. A value stands with the time at which it was set, by counting."""

    lesson: Lesson | None = None
    own: dict[tuple[str, str], tuple[Value | None, int]] = field(default_factory=dict)
    shared: dict[str, tuple[Value, int]] = field(default_factory=dict)
    clock: int = 0
    # The controls of this lesson as they were drawn last: some change their range with others.
    drawn: dict[str, Declared] = field(default_factory=dict)
    # In which language each of them was drawn last.
    tongues: dict[str, str] = field(default_factory=dict)
    # What the address asked for, until the control is drawn.
    asked: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    told_faults: bool = False
    published: dict[str, str] | None = None
    # The addresses written since this lesson was entered, the last at the end; and that of each lesson.
    written: deque[dict[str, str]] = field(default_factory=lambda: deque(maxlen=50))
    addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    # The fragments that a commit runs again: those of the last full run, and those of this one so far.
    told: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    # How often controls were set from elsewhere: the page then brings them into sight.
    entries: int = 0
    kept: dict[str, Any] = field(default_factory=dict)
    # At which stop of its tour a lesson stands, from 1; 0 is free play.
    stops: dict[str, int] = field(default_factory=dict)
    # Which sections are unfolded, by lesson and key; and under which lesson and title each key was drawn last.
    unfolded: dict[tuple[str, str], bool] = field(default_factory=dict)
    titled: dict[str, tuple[str, str]] = field(default_factory=dict)
    # What was chosen when the run of a lesson was kept for comparison, by lesson and control.
    runs: dict[str, dict[str, Value]] = field(default_factory=dict)
    # What each picture of the page was drawn from, by name: the picture, its tables, and the options of its look.
    pictures: dict[str, Any] = field(default_factory=dict)
    # A teacher's view of a lesson, while it is not left.
    teaching: Teaching | None = None

    @property
    def url(self) -> str:
        """The address of the lesson that is visited; nothing before the first."""
        return self.lesson.url if self.lesson else ""

    def current(self, lesson: Lesson, control: Declared) -> Value | None:
        """The lesson's own value, or a shared one that was chosen later by hand; None for a default not yet known."""
        if control.key in (forced := self.forced(lesson)):
            return forced[control.key]
        own, own_time = self.own.get((lesson.url, control.key), (None, -1))
        if control.shared:
            common, time = self.shared.get(control.key, (None, -1))
            if time > own_time and common is not None:
                return control.fit(common)
        return lesson.opening.get(control.key, control.default) if own is None else own

    def store(self, lesson: Lesson, key: str, value: Value | None, *, by_hand: bool = False) -> None:
        """Keep a value for the lesson; one chosen by hand may be taken along to others."""
        if key in self.forced(lesson):
            return
        self.clock += 1
        self.own[lesson.url, key] = value, self.clock
        if by_hand and value is not None:
            self.shared[key] = value, self.clock

    def baseline(self, lesson: Lesson) -> Mapping[str, Value]:
        """What controls have at the stop of now without a hand on them: the address names only what differs."""
        at = self.stops.get(lesson.url, 0)
        return lesson.stops[at - 1].settings if at else {}

    def view(self, lesson: Lesson) -> Teaching | None:
        """The teacher's view of the lesson, if it is opened."""
        return self.teaching if self.teaching and self.teaching.lesson == lesson.url else None

    def forced(self, lesson: Lesson) -> Mapping[str, Value]:
        """What no hand, link or stop changes while a teacher's view is open."""
        view = self.view(lesson)
        return view.forced if view else {}
