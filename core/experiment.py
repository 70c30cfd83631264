"""What an experiment found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    """The number of the right option, or the number asked for; and figures for the reason, already rounded to read."""

    value: float
    figures: Mapping[str, str] = field(default_factory=dict)
