"""The app as a process of its own on this machine, and what that process costs. Linux only: so are the counters."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOOR = "bench/floor/app.py"
_START = 90.0  # seconds
_CPUCLOCK_SCHED = 2


@dataclass(frozen=True)
class Server:
    """A running app."""

    address: str
    pid: int

    def cpu(self) -> float:
        """Seconds of processor time (user and system) that it has used, in nanoseconds' steps.

        The clock of a process: what clock_getcpuclockid(3) gives, which `time` does not wrap. /proc/<pid>/stat counts
        the same in steps of 10 ms, as long as a whole commit.
        """
        return time.clock_gettime((~self.pid << 3) | _CPUCLOCK_SCHED)

    def memory(self) -> float:
        """Megabytes in memory now."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


@contextmanager
def serving(app: str = "app.py", folder: Path = ROOT) -> Iterator[Server]:
    """The app of a checkout; it stops at the end. Errors: RuntimeError if it does not start, or logs a stack trace."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true"]
    command = [sys.executable, "-m", "streamlit", "run", app, *options, "--server.fileWatcherType=none"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield Server(f"http://127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)
        log.seek(0)
        text = log.read()
        if "Traceback" in text:
            raise RuntimeError(f"the server of {app} logged an error:\n{text[-3000:]}")


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the app did not start: {address}")


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """The files of another commit in a git worktree that is gone afterwards. Errors: RuntimeError if git has none."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "checkout"
        _git("worktree", "add", "--detach", str(folder), revision)
        try:
            yield folder
        finally:
            _git("worktree", "remove", "--force", str(folder))


def _git(*arguments: str) -> None:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"git {' '.join(arguments)}: {done.stderr}")
