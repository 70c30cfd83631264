"""The words of the app, in English and Chinese.

Short labels are `Text` constants beside the thing they name. Long prose lies in `texts/<lesson>.en.md` and
`texts/<lesson>.zh.md`, cut into sections by lines `## key`; both files have the same keys in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Literal

Language = Literal["en", "zh"]

_HEADING = re.compile(r"^## +(?P<key>\S+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """A short label in both languages."""

    en: str
    zh: str

    def of(self, lang: Language) -> str:
        """The label in the language `lang`."""
        return self.zh if lang == "zh" else self.en


class Prose(Template):
    """A template with placeholders `@{name}`: markdown and LaTeX already use the dollar sign and braces.

    `@@` writes one at sign. Names are ASCII and braces are compulsory, so that Chinese may follow directly.
    """

    delimiter = "@"
    idpattern = "(?!)"
    braceidpattern = "[a-z][a-z0-9_]*"
    flags = re.NOFLAG


def fill(template: str, **values: object) -> str:
    """Replace each `@{name}` by its value. A missing value is a KeyError, a stray @ a ValueError."""
    return Prose(template).substitute(values)


def quotable(asked: str) -> str:
    """A value of the address, cut short, to stand between backticks: all but a backtick is plain text there."""
    return "".join(c for c in asked[:20] if c.isprintable() and c != "`")


def placeholders(template: str) -> set[str]:
    """The names that `fill` needs for this template."""
    return set(Prose(template).get_identifiers())


@lru_cache(maxsize=64)
def story(folder: Path, lang: Language) -> Mapping[str, str]:
    """The sections by key of the prose in a folder, `en.md` or `zh.md`, in the order of the file."""
    return MappingProxyType(sections((folder / f"{lang}.md").read_text(encoding="utf-8")))


def sections(source: str) -> dict[str, str]:
    """Cut a text at its lines `## key`; a repeated key or text before the first is a ValueError."""
    headings = list(_HEADING.finditer(source))
    if not headings or source[: headings[0].start()].strip():
        raise ValueError("a text begins with a line '## key'")
    ends = [heading.start() for heading in headings[1:]] + [len(source)]
    result: dict[str, str] = {}
    for heading, end in zip(headings, ends, strict=True):
        if heading["key"] in result:
            raise ValueError(f"the key {heading['key']!r} stands twice")
        result[heading["key"]] = source[heading.end() : end].strip()
    return result
