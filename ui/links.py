"""What a link says of a lesson: its settings, a stop, an exercise; and, in words, what it asks for in vain."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from texts import Language, fill, quotable
from texts import frame as words
from texts.numbers import joined
from ui import teaching
from ui.teaching import Teaching
from ui.visit import BadValue, Fault, Value

if TYPE_CHECKING:
    from ui.lesson import Lesson

EXERCISE, STOP = "exercise", "stop"
_NOT_OF_LESSONS = frozenset({"lang", "projector", EXERCISE, STOP, teaching.NAME})

_TOLD = 3  # so many faults of a link are told one by one


# What other systems add to a link.
_FOREIGN = ("utm_", "mc_", "_ga")
_FOREIGN_NAMES = frozenset(
    {"fbclid", "gclid", "msclkid", "igshid", "spm", "from", "source", "ref", "embed", "embed_options"}
)


def foreign(name: str) -> bool:
    """Whether other systems add this name to links: it is left alone."""
    return name in _FOREIGN_NAMES or name.startswith(_FOREIGN)


@dataclass(frozen=True)
class Link:
    """A link that was read: values by control, and the texts that asked for them; what it asks for in vain.

    `stop` is the stop of the tour that it names (0: none), `exercise` whether it names an exercise. One that is `whole`
    names all that is not at its default. `by_hand`: what it names was chosen by somebody, and is taken along.
    `view` is the teacher's view that it opens.
    """

    values: dict[str, Value]
    asked: dict[str, str]
    faults: list[Fault]
    stop: int = 0
    exercise: bool = False
    whole: bool = True
    by_hand: bool = False
    view: Teaching | None = None


def read(lesson: Lesson, address: Mapping[str, str], repeated: Collection[str]) -> Link:
    """What an address says of the lesson; of a name that is `repeated` the last value is taken, and told."""
    faults: list[Fault] = []
    view = _view(lesson, address.get(teaching.NAME), faults)
    exercise = _numbered(address.get(EXERCISE), len(lesson.exercises), EXERCISE, faults)
    if exercise:
        return Link(dict(lesson.exercises[exercise - 1].settings), {}, faults, exercise=True, view=view)
    stop = _numbered(address.get(STOP), len(lesson.stops), STOP, faults)
    values: dict[str, Value] = dict(lesson.stops[stop - 1].settings) if stop else {}
    named, asked = {control.key: control for control in lesson.controls}, {}
    for name, text in address.items():
        if name in _NOT_OF_LESSONS or foreign(name):
            continue
        control = named.get(name)
        if control is None:
            faults.append(Fault(name, text, kind="unknown"))
            continue
        try:
            values[name] = control.read(text)
            asked[name] = text
        except BadValue:
            faults.append(Fault(name, text, control))
    faults += [Fault(name, address[name], named[name], "repeated") for name in asked if name in repeated]
    return Link(values, asked, faults, stop, whole="lang" in address or stop > 0, by_hand=stop == 0, view=view)


def _view(lesson: Lesson, word: str | None, faults: list[Fault]) -> Teaching | None:
    try:
        return None if word is None else teaching.read(word, lesson)
    except BadValue:
        faults.append(Fault(teaching.NAME, str(word), kind="view"))
        return None


def _numbered(text: str | None, count: int, kind: str, faults: list[Fault]) -> int:
    """The number named, from 1 to `count`; 0 where none is named, or one that does not exist, which is told."""
    if text is None:
        return 0
    if text not in map(str, range(1, count + 1)):
        faults.append(Fault(kind, text, kind=kind))
        return 0
    return int(text)


def told(faults: Sequence[Fault], used: Mapping[str, str], lang: Language) -> str | None:
    """One notice for all faults; `used` says by name what is used instead. None where there is nothing to tell."""
    sentences = [_told(fault, used, lang) for fault in faults[:_TOLD]]
    if len(faults) > _TOLD:
        sentences.append(fill(words.MORE_FAULTS.of(lang), count=len(faults) - _TOLD))
    return joined(sentences, lang) if sentences else None


def _told(fault: Fault, used: Mapping[str, str], lang: Language) -> str:
    known = {"name": quotable(fault.name), "value": quotable(fault.asked)}
    if fault.kind == "exercise":
        return fill(words.NO_EXERCISE.of(lang), value=known["value"])
    if fault.kind == "stop":
        return fill(words.NO_STOP.of(lang), value=known["value"])
    if fault.kind == "view":
        return words.NO_VIEW.of(lang)
    if fault.kind == "unknown":
        return fill(words.UNKNOWN_SETTING.of(lang), **known)
    instead = used.get(fault.name)
    if instead is None and fault.control is not None and fault.control.default is not None:
        instead = fault.control.write(fault.control.default)
    if fault.control is None:
        return fill(words.BAD_SETTING.of(lang), **known, used=instead or "")
    text = words.REPEATED_VALUE if fault.kind == "repeated" else words.BAD_VALUE
    return fill(text.of(lang), **known, label=fault.control.label.of(lang), used=instead or "")
