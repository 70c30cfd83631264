"""A class on the flagship: `python -m bench.load [--students 100]`. Figures, never a test; an error is one.

First a single student; then the class arrives within 5 s, and each lets go of a live control about every 5 s for 30 s;
then ten of them without a pause, to find how many commits a second there are at most. The students are simulated here
(`bench.client`), on the same machine, in turn with the server for its cores. Marks, for 100 students: first page at
most 5 times a single one's and 500 KB, commit at the 95th percentile at most 10 times a single one's median, 60 commits
a second, 500 MB, no error. Writes nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bench.client import Run, Visitor, visiting
from bench.server import Server, serving

LESSON = "linear_regression"
CONTROLS = ("w1", "b", "noise", "lr")
MOST_STUDENTS = 300
ARRIVAL = 5.0  # seconds
THINK = 5.0  # seconds between two commits of a student, on average
LESSON_TIME = 30.0  # seconds
ALONE = 5  # arrivals, and 4 times as many commits
EAGER, RUSH = 10, 5.0  # students without a pause, and seconds


@dataclass
class Class:
    """What the students saw: their first pages, their commits, and how often which error."""

    pages: list[Run] = field(default_factory=list)
    commits: list[Run] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def failed(self, error: Exception) -> None:
        """Keep an error."""
        self.errors[f"{type(error).__name__}: {error}"[:300]] += 1


async def arrives(server: Server, seen: Class, stack: AsyncExitStack, delay: float = 0.0) -> Visitor | None:
    """A student opens the lesson, and stays until the stack closes."""
    await asyncio.sleep(delay)
    try:
        student = await stack.enter_async_context(visiting(server.address, LESSON))
    except Exception as error:
        seen.failed(error)
        return None
    seen.pages.append(student.first)
    return student


async def commits(student: Visitor, seen: Class, chance: random.Random) -> bool:
    """A student lets go of one of the controls at another value; False if that failed."""
    control = student.page.find(chance.choice(CONTROLS))
    value = chance.choice([option for option in control.options if option != control.value])
    try:
        seen.commits.append(await student.commit(str(control.key), value))
    except Exception as error:
        seen.failed(error)
        return False
    return True


async def works(student: Visitor, seen: Class, chance: random.Random, *, until: float, think: float) -> None:
    """One commit after another until the time `until`, starting `think` seconds apart on average."""
    await asyncio.sleep(chance.uniform(0, think))
    while (start := time.perf_counter()) < until and await commits(student, seen, chance):
        await asyncio.sleep(max(0.0, start + chance.uniform(0.5, 1.5) * think - time.perf_counter()))


async def alone(server: Server) -> Class:
    """A single student at a time; the first fills the caches and does not count. The last one commits."""
    seen, chance = Class(), random.Random(0)
    for turn in range(ALONE + 1):
        async with AsyncExitStack() as stack:
            student = await arrives(server, seen, stack)
            for _ in range(4 * ALONE if turn == ALONE else 0):
                if student is None or not await commits(student, seen, chance):
                    break
                await asyncio.sleep(0.05)
    del seen.pages[:1]
    return seen


async def together(server: Server, students: int) -> tuple[Class, Class, tuple[float, float]]:
    """The class, those who hurry, and the server's megabytes after the arrivals and at the end."""
    seen, hurried = Class(), Class()
    async with AsyncExitStack() as stack:
        delays = [ARRIVAL * i / students for i in range(students)]
        came = await asyncio.gather(*(arrives(server, seen, stack, delay) for delay in delays))
        present = [student for student in came if student is not None]
        arrived, until = server.memory(), time.perf_counter() + LESSON_TIME
        await asyncio.gather(
            *(works(s, seen, random.Random(i), until=until, think=THINK) for i, s in enumerate(present))
        )
        until = time.perf_counter() + RUSH
        await asyncio.gather(
            *(works(s, hurried, random.Random(-i), until=until, think=0.0) for i, s in enumerate(present[:EAGER]))
        )
        return seen, hurried, (arrived, server.memory())


def table(single: Class, seen: Class, hurried: Class, memory: tuple[float, float]) -> str:
    """What is printed. Errors: StatisticsError if hardly anybody got through."""
    first = statistics.median(run.seconds for run in single.pages)
    one = statistics.median(run.seconds for run in single.commits)
    pages, waits = [run.seconds for run in seen.pages], [run.seconds for run in seen.commits]
    late = statistics.quantiles(waits, n=20, method="inclusive")[-1]
    apart = sum(run.fragments > 0 for run in seen.commits) / len(waits)
    size, sent = (statistics.median(run.bytes for run in runs) / 1000 for runs in (seen.pages, seen.commits))
    rows = (
        ("first page, one student", f"{first:.3f} s", ""),
        (f"first page, {len(pages)} in {ARRIVAL:.0f} s, median", f"{statistics.median(pages):.3f} s", ""),
        ("  against one", f"{statistics.median(pages) / first:.1f} times", "at most 5"),
        ("first page, bytes", f"{size:.0f} KB", "at most 500"),
        ("commit, one student, median", f"{one:.3f} s", ""),
        (f"commit, all, median of {len(waits)}", f"{statistics.median(waits):.3f} s", ""),
        ("commit, all, 95th percentile", f"{late:.3f} s", ""),
        ("  against one", f"{late / one:.1f} times", "at most 10"),
        ("commit, bytes, median", f"{sent:.1f} KB", "at most 8"),
        ("commits that ran fragments only", f"{apart:.0%}", ""),
        ("commits a second without a pause", f"{len(hurried.commits) / RUSH:.1f}", "at least 60"),
        (
            "memory after the arrivals, at the end",
            f"{memory[0]:.0f}, {memory[1]:.0f} MB",
            f"at most {500 if len(pages) <= 100 else 600}",
        ),
        ("errors", f"{sum((single.errors + seen.errors + hurried.errors).values())}", "none"),
    )
    return "\n".join(f"{name:42}{value:>16}   {mark}".rstrip() for name, value, mark in rows)


def main() -> int:
    """Print the table; 1 if there was an error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=100, choices=range(1, MOST_STUDENTS + 1), metavar="N")
    students = parser.parse_args().students
    with serving() as server:
        single = asyncio.run(alone(server))
        seen, hurried, memory = asyncio.run(together(server, students))
    errors = single.errors + seen.errors + hurried.errors
    for error, count in errors.most_common(5):
        print(f"{count} times {error}", file=sys.stderr)
    if not (single.pages and single.commits and seen.pages and len(seen.commits) > 1):
        return 1
    print(table(single, seen, hurried, memory))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
