"""What a commit costs the server: `python -m bench.commit [--against REV] [--turns N]`. Figures, never a test.

A control is let go of at a new value; counted are the processor time of the server's process (user and system), the
time until the end of the run, and the bytes on the wire. The app of this checkout (`here`), the bare page of
`bench/floor` and, with `--against`, the app of another commit take turns: each ratio stands on the same minutes.
Medians over the turns, ratios of medians. Marks for the flagship's w1: at most half of the processor time of commit
897a202, before the lessons moved into packages; at most half of the bare page's; 8 KB. Writes nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import astuple, dataclass

from bench.client import Visitor, visiting
from bench.protocol import Option
from bench.server import FLOOR, Server, checked_out, serving

MOST_TURNS = 100
_WARM = 2  # turns that fill caches
_AFTER = 0.05  # seconds in which a server tidies up after a run: they are the run's
_WIDTH = 9


@dataclass(frozen=True)
class Case:
    """A control of a lesson. With `between`, it goes to and fro between two values: the caches know both."""

    lesson: str
    control: str
    between: tuple[Option, Option] | None = None


FLAGSHIP = "linear_regression"
CASES = (
    Case(FLAGSHIP, "w1"),
    Case(FLAGSHIP, "batch_size", ("20", "10")),
    Case("synthetic_data", "w1"),
    Case("learning_rate", "lr"),
    Case("regression_losses", "outlier", ("50", "20")),  # too few positions to go through
    Case("regression_to_classification", "o1"),
    Case("softmax", "o1"),
    Case("cross_entropy", "o1"),
    Case("softmax_regression", "lr"),
)
BARE = Case("", "slider0")


@dataclass(frozen=True)
class Cost:
    """Of one commit: milliseconds of processor and of waiting, kilobytes, and how many fragments ran (0: the page)."""

    cpu: float
    wall: float
    size: float
    fragments: float


def near(visitor: Visitor, control: str, start: Option | None, turn: int) -> Option:
    """The value for the turn: 1 step above the start, 1 below, 2 above and so on, never the same twice in a row."""
    options = visitor.page.find(control).options
    offset = turn // 2 + 1 if turn % 2 == 0 else -(turn // 2 + 1)
    return options[(options.index(start) + offset) % len(options)] if start in options else options[turn % len(options)]


async def commit(server: Server, visitor: Visitor, control: str, value: Option) -> Cost:
    """One commit, and what the server spent on it. Nobody else may be visiting."""
    before = server.cpu()
    run = await visitor.commit(control, value)
    await asyncio.sleep(_AFTER)
    return Cost((server.cpu() - before) * 1000, run.seconds * 1000, run.bytes / 1000, run.fragments)


async def measured(servers: Mapping[str, Server], case: Case, turns: int) -> dict[str, Cost]:
    """The median cost by the name of the app; an app without this control is left out."""
    costs: dict[str, list[Cost]] = {}
    async with AsyncExitStack() as stack:
        visitors: dict[str, tuple[Visitor, Case, Option | None]] = {}
        for name, server in servers.items():
            its = BARE if name == "floor" else case
            visitor = await stack.enter_async_context(visiting(server.address, its.lesson))
            if any(widget.key == its.control for widget in visitor.page.widgets.values()):
                visitors[name] = visitor, its, visitor.page.find(its.control).value
        for turn in range(_WARM + turns):
            for name, (visitor, its, start) in visitors.items():
                value = its.between[turn % 2] if its.between else near(visitor, its.control, start, turn)
                cost = await commit(servers[name], visitor, its.control, value)
                if turn >= _WARM:
                    costs.setdefault(name, []).append(cost)
    return {name: _median(of) for name, of in costs.items()}


def _median(costs: list[Cost]) -> Cost:
    return Cost(*map(statistics.median, zip(*map(astuple, costs), strict=True)))


@contextmanager
def apps(against: str | None) -> Iterator[dict[str, Server]]:
    """The servers by name, all of them running."""
    with ExitStack() as stack:
        servers = {"here": stack.enter_context(serving()), "floor": stack.enter_context(serving(FLOOR))}
        if against:
            folder = stack.enter_context(checked_out(against))
            servers[against] = stack.enter_context(serving(folder=folder))
        yield servers


def heading(names: list[str]) -> str:
    """The first two lines of the table."""
    groups = (("CPU, ms", names), ("wait, ms", names), ("KB", names), ("here runs", [""]), ("CPU, here /", names[1:]))
    first, second = " " * 42, f"{'lesson':30}{'control':12}"
    for title, columns in groups:
        first += f"  {title:>{_WIDTH * len(columns)}}"
        second += "  " + "".join(f"{name[:8]:>{_WIDTH}}" for name in columns)
    return f"{first}\n{second}"


def row(case: Case, costs: Mapping[str, Cost], names: list[str]) -> str:
    """One line of the table; a dash where an app has no such control."""
    line = f"{case.lesson:30}{case.control:12}"
    for part, decimals in (("cpu", 1), ("wall", 1), ("size", 1)):
        cells = (f"{getattr(costs[name], part):.{decimals}f}" if name in costs else "-" for name in names)
        line += "  " + "".join(f"{cell:>{_WIDTH}}" for cell in cells)
    here = costs.get("here")
    if here is None:
        return line
    line += f"  {'the page' if not here.fragments else f'{here.fragments:.0f} fragm.':>{_WIDTH}}  "
    return line + "".join(f"{here.cpu / costs[n].cpu if n in costs else float('nan'):{_WIDTH}.2f}" for n in names[1:])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", metavar="REV", help="a commit whose app is measured, too")
    parser.add_argument("--turns", type=int, default=15, choices=range(1, MOST_TURNS + 1), metavar="N")
    asked = parser.parse_args()
    with apps(asked.against) as servers:
        print(heading(list(servers)))
        for case in CASES:
            print(row(case, asyncio.run(measured(servers, case, asked.turns)), list(servers)), flush=True)


if __name__ == "__main__":
    main()
