"""What one computation may cost, whoever asks for it: the pages stay far below, a mistake or an attack does not.

Errors everywhere: ValueError that names the number and the limit.
"""

from __future__ import annotations

MOST_EXAMPLES = 100_000
MOST_STEPS = 100_000
MOST_CLASSES = 100


def at_most(limit: int, **asked: int) -> None:
    """Refuse a number above the limit; its name is that of the argument."""
    for name, value in asked.items():
        if value > limit:
            raise ValueError(f"{name} must be at most {limit}, got {value}")
