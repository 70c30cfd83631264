"""A browser and a server for the tests, the measurements and the screenshots."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str:
    """The path of an installed browser. Errors: RuntimeError that says how to get one."""
    found = next(filter(None, map(shutil.which, NAMES)), None) or next((p for p in PLACES if Path(p).exists()), None)
    if found is None:
        raise RuntimeError("no browser: install Chromium, Chrome or Edge (Debian, Ubuntu: apt-get install chromium)")
    return found


@contextmanager
def browsing() -> Iterator[Browser]:
    """A running browser without a window."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        try:
            yield running
        finally:
            running.close()


@contextmanager
def serving(log: TextIO | int, app: str = "app.py") -> Iterator[str]:
    """The address of the app on this machine; it stops at the end."""
    process, address = start(log, app)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(20)


def start(
    log: TextIO | int, app: str = "app.py", *, prefix: str = "", port: int | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """A server of the app, ready, and its address, the path `prefix` in it. Who starts it stops it."""
    port = port or free_port()
    options = ["--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true"]
    options += [f"--server.baseUrlPath={prefix}"] if prefix else []
    command = [sys.executable, "-m", "streamlit", "run", app, *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}{prefix}"
    try:
        _wait_for(f"{address}/_stcore/health")
    except RuntimeError:
        process.kill()
        raise
    return process, address


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"the app did not start: {address}")


def settle(page: Page) -> None:
    """Wait until the app is connected, has run, and shows no placeholder."""
    page.wait_for_selector("[data-testid=stApp][data-test-connection-state=CONNECTED]", timeout=60_000)
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')", timeout=60_000)


def thumb(page: Page, key: str) -> tuple[float, float]:
    """The middle of a slider's thumb, in pixels."""
    handle = page.locator(f".st-key-{key} input[type=range]").locator("xpath=ancestor::*[@style][1]")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
