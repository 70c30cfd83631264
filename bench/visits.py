"""The first visit of each lesson after a start: `python -m bench.visits`. Figures, never a test.

A server of its own for each lesson; the home page comes first, so that what all lessons import is there. Marks: 1.0 s
for the first visit, 500 KB for its page, 400 KB for another batch size. Writes nothing.
"""

from __future__ import annotations

import asyncio

from bench.client import Run, visiting
from bench.commit import CASES
from bench.server import Server, serving

HEADING = f"{'lesson':30}{'first, s':>10}{'again, s':>10}{'page, KB':>10}{'batch size, KB':>16}"


async def visits(server: Server, lesson: str) -> tuple[Run, Run, Run | None]:
    """The first visit and a second one, and what another batch size costs, where there is one."""
    async with visiting(server.address):
        pass
    async with visiting(server.address, lesson) as first:
        pass
    async with visiting(server.address, lesson) as second:
        sizes = [widget for widget in second.page.widgets.values() if widget.key == "batch_size"]
        if not sizes:
            return first.first, second.first, None
        other = next(option for option in reversed(sizes[0].options) if option != sizes[0].value)
        return first.first, second.first, await second.commit("batch_size", other)


def row(lesson: str, found: tuple[Run, Run, Run | None]) -> str:
    """One line of the table."""
    first, second, other = found
    size = f"{other.bytes / 1000:.0f}" if other else "-"
    return f"{lesson:30}{first.seconds:10.2f}{second.seconds:10.2f}{first.bytes / 1000:10.0f}{size:>16}"


def main() -> None:
    """Print the table."""
    print(HEADING)
    for lesson in dict.fromkeys(case.lesson for case in CASES):
        with serving() as server:
            print(row(lesson, asyncio.run(visits(server, lesson))), flush=True)


if __name__ == "__main__":
    main()
