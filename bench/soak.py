"""Random interactions over all pages: `python -m bench.soak [--turns N] [--seed N]`. An error is one; memory is told.

Two visitors take turns on a fresh server: each lets go of a random control at a random value, and now and then leaves
for another lesson, in either language. The server's log must hold no stack trace. Writes nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bench.client import Visitor, visiting
from bench.commit import CASES
from bench.server import Server, serving

MOST_TURNS = 100_000
VISITORS = 2
LONGEST_STAY = 40  # turns of the two at their lessons
LESSONS = ("", *dict.fromkeys(case.lesson for case in CASES))
# It may leave no minibatch, which the page says in a warning, and to the client a warning is an error.
_LEFT_ALONE = {"drop_last"}


@dataclass
class Soaked:
    """What came of it: turns done, and the server's megabytes after each tenth of them."""

    turns: int = 0
    memory: list[float] = field(default_factory=list)


async def turn(visitor: Visitor, chance: random.Random) -> None:
    """One random control, let go of at another value. Errors: those of `Visitor.commit`."""
    known = [w for w in visitor.page.widgets.values() if w.key and w.key not in _LEFT_ALONE and len(w.options) > 1]
    widget = chance.choice(known)
    value = chance.choice([option for option in widget.options if option != widget.value])
    await visitor.commit(str(widget.key), value)


async def soak(server: Server, turns: int, seed: int = 0) -> Soaked:
    """So many turns. Errors: Failed, TimeoutError, with what the page said."""
    chance, found = random.Random(seed), Soaked()
    while found.turns < turns:
        async with AsyncExitStack() as stack:
            visitors = []
            for _ in range(VISITORS):
                page, query = chance.choice(LESSONS), f"lang={chance.choice(('en', 'zh'))}"
                visitors.append(await stack.enter_async_context(visiting(server.address, page, query)))
            for _ in range(chance.randint(1, min(LONGEST_STAY, turns - found.turns))):
                await turn(chance.choice(visitors), chance)
                found.turns += 1
                if found.turns % max(1, turns // 10) == 0:
                    found.memory.append(server.memory())
    return found


def main() -> int:
    """Print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=10_000, choices=range(1, MOST_TURNS + 1), metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with serving() as server:
        found = asyncio.run(soak(server, asked.turns, asked.seed))
    print(f"{found.turns} interactions, no error, an empty log")
    print("memory by tenths, MB: " + " ".join(f"{one:.0f}" for one in found.memory))
    return 0


if __name__ == "__main__":
    sys.exit(main())
