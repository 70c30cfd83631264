"""All measurements, one after the other: `python -m bench` writes bench/RESULTS.md. Some ten minutes; Linux only."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from bench.server import ROOT

RESULTS = Path(__file__).with_name("RESULTS.md")
# What each of them measures, and the command after `python -m`.
COMMANDS = (
    ("A class of 100 on the flagship", ("bench.load", "--students", "100")),
    ("A class of 200", ("bench.load", "--students", "200")),
    ("What a commit costs, every lesson", ("bench.commit",)),
    ("The first visit after a start, every lesson", ("bench.visits",)),
    ("The trainer", ("bench.fit",)),
    ("A drag and a release in a browser", ("bench.live",)),
    ("The lessons that compute most, in a browser", ("bench.pages",)),
)


def machine() -> str:
    """What the figures depend on: processor, memory, versions."""
    with Path("/proc/meminfo").open(encoding="ascii") as lines:
        memory = int(next(line.split()[1] for line in lines if line.startswith("MemTotal"))) / 2**20
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("streamlit", "torch", "altair"))
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores ({platform.machine()}), {memory:.0f} GiB, Python {platform.python_version()}, {versions}"


def measured(command: tuple[str, ...]) -> tuple[str, bool]:
    """What the command prints, and whether it ended well."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.rstrip(), done.returncode == 0


def main() -> int:
    """Measure and write; 1 if a command failed."""
    parts, failed = [], []
    for title, command in COMMANDS:
        start = time.monotonic()
        print(title, end=" ", flush=True)
        text, well = measured(command)
        print(f"{time.monotonic() - start:.0f} s" if well else "failed", flush=True)
        if not well:
            failed.append(title)
        parts.append(f"## {title}\n\n`python -m {' '.join(command)}`\n\n```\n{text}\n```\n")
    about = (
        f"Written by `python -m bench` on {date.today().isoformat()}: {machine()}. The clients run on the same cores."
    )
    RESULTS.write_text("# Measured\n\n" + about + "\n\n" + "\n".join(parts), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
