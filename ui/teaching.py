"""A teacher's view of a lesson: what it hides, what it fixes, what it asks; and how a link carries that.

All of it stands in the link as one word, scrambled, so that nobody reads the hidden values off an address. It is no
encryption: whoever runs this program can undo it. That is what a class needs, and no more is claimed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ui.visit import BadValue, Value

if TYPE_CHECKING:
    from ui.lesson import Lesson

NAME = "teach"  # of the parameter in the address
# What can be hidden; the first two in lessons that have `stand_ins` only.
TRUTH, BEST, CODE, ANSWERS = "truth", "best", "code", "answers"
HIDABLE = (TRUTH, BEST, CODE, ANSWERS)
LONGEST_QUESTION = 300  # characters
_LONGEST = 4000  # characters of the word, and of what it says
_LONGEST_NAME = 40  # characters of the name of an option
_CHECK = 6  # bytes that tell a damaged word


@dataclass(frozen=True)
class Teaching:
    """A view of the lesson at the address `lesson`.

    `hidden` names what is not shown; `locked` are the controls that nobody moves and their values; `secret` are the
    hidden values, by control, in place of which the page reads the lesson's `stand_ins`.
    """

    lesson: str
    hidden: frozenset[str] = frozenset()
    locked: Mapping[str, Value] = field(default_factory=dict)
    secret: Mapping[str, Value] = field(default_factory=dict)
    stand_ins: Mapping[str, Value] = field(default_factory=dict)
    question: str = ""
    word: str = ""

    @property
    def forced(self) -> Mapping[str, Value]:
        """What controls read as long as the view is open."""
        return {**self.locked, **self.stand_ins}

    def hides(self, what: str) -> bool:
        """Whether something is hidden. The code prints the true values: it is hidden with them."""
        return what in self.hidden or (what == CODE and TRUTH in self.hidden)


def teaching(
    lesson: Lesson, values: Mapping[str, Value], *, hidden: frozenset[str], locked: tuple[str, ...], question: str
) -> Teaching:
    """The view of a lesson as it stands, with `values` by control."""
    concealed = dict(lesson.stand_ins) if TRUTH in hidden else {}
    fixed = {key: values[key] for key in locked if key in values and key not in concealed}
    return _worded(Teaching(lesson.url, hidden, fixed, {key: values[key] for key in concealed}, concealed, question))


def _worded(view: Teaching) -> Teaching:
    said = {"l": view.lesson, "h": sorted(view.hidden), "k": dict(view.locked), "s": dict(view.secret)}
    text = json.dumps(said | {"q": view.question}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = zlib.compress(text.encode(), 9)
    check = hashlib.blake2b(packed, digest_size=_CHECK).digest()
    word = base64.urlsafe_b64encode(check + _scrambled(packed, check)).decode().rstrip("=")
    return Teaching(view.lesson, view.hidden, view.locked, view.secret, view.stand_ins, view.question, word)


def _scrambled(data: bytes, seed: bytes) -> bytes:
    """The data, each byte mixed with one that follows from the seed; done twice, it is as before."""
    stream = hashlib.shake_256(b"lines to logits" + seed).digest(len(data))
    return bytes(a ^ b for a, b in zip(data, stream, strict=True))


def read(word: str, lesson: Lesson) -> Teaching:
    """The view that a link carries. Errors: BadValue for a word that is damaged, or belongs to another lesson."""
    try:
        raw = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)[:_LONGEST]
        check, packed = raw[:_CHECK], _scrambled(raw[_CHECK:], raw[:_CHECK])
        if len(word) > _LONGEST or hashlib.blake2b(packed, digest_size=_CHECK).digest() != check:
            raise BadValue
        said = json.loads(zlib.decompressobj().decompress(packed, _LONGEST))
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise BadValue from error
    return _checked(said, lesson)


def _checked(said: Any, lesson: Lesson) -> Teaching:
    """What was said, as far as it can be set. The word can be made by anyone: nothing in it is trusted."""
    if not isinstance(said, dict) or said.get("l") != lesson.url:
        raise BadValue
    hidden, question = said.get("h"), said.get("q")
    if not isinstance(hidden, list) or not set(map(str, hidden)) <= set(offered(lesson)):
        raise BadValue
    if not isinstance(question, str) or len(question) > LONGEST_QUESTION:
        raise BadValue
    concealed = TRUTH in hidden
    secret = _values(said.get("s"), lesson)
    if set(secret) != (set(lesson.stand_ins) if concealed else set()):
        raise BadValue
    locked = {key: value for key, value in _values(said.get("k"), lesson).items() if key not in secret}
    stand_ins = dict(lesson.stand_ins) if concealed else {}
    return _worded(Teaching(lesson.url, frozenset(map(str, hidden)), locked, secret, stand_ins, question))


def _values(said: Any, lesson: Lesson) -> dict[str, Value]:
    controls = {control.key: control for control in lesson.controls}
    if not isinstance(said, dict) or not set(said) <= set(controls):
        raise BadValue
    return {key: controls[key].read(controls[key].write(_plain(value))) for key, value in said.items()}


def _plain(value: Any) -> Value:
    if isinstance(value, str) and len(value) <= _LONGEST_NAME:
        return value
    if isinstance(value, float | int) and math.isfinite(value):
        return value
    raise BadValue


def offered(lesson: Lesson) -> tuple[str, ...]:
    """What the lesson can hide."""
    return HIDABLE if lesson.stand_ins else HIDABLE[2:]
