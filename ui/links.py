"""What a link may hold besides settings, and what it asks for and does not get, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from texts import Language, fill, quotable
from texts import frame as words
from texts.numbers import joined
from ui.visit import Fault

_TOLD = 3  # so many faults of a link are told one by one


# What other systems add to a link.
_FOREIGN = ("utm_", "mc_", "_ga")
_FOREIGN_NAMES = frozenset(
    {"fbclid", "gclid", "msclkid", "igshid", "spm", "from", "source", "ref", "embed", "embed_options"}
)


def foreign(name: str) -> bool:
    """Whether other systems add this name to links: it is left alone."""
    return name in _FOREIGN_NAMES or name.startswith(_FOREIGN)


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
    if fault.kind == "unknown":
        return fill(words.UNKNOWN_SETTING.of(lang), **known)
    instead = used.get(fault.name)
    if instead is None and fault.control is not None and fault.control.default is not None:
        instead = fault.control.write(fault.control.default)
    if fault.control is None:
        return fill(words.BAD_SETTING.of(lang), **known, used=instead or "")
    text = words.REPEATED_VALUE if fault.kind == "repeated" else words.BAD_VALUE
    return fill(text.of(lang), **known, label=fault.control.label.of(lang), used=instead or "")
