"""What all tests share: reproducible chance, and a real browser on the real app.

Without a browser the tests that need one fail, and say how to get one.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from browsing.chrome import browsing, serving, settle

TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow rings, so that `-m "not browser and not page"` takes seconds."""
    for item in items:
        place = item.path.relative_to(TESTS)
        if place.name == "test_browser.py" or place.parts[0] == "browser":
            item.add_marker(pytest.mark.browser)
        elif place.name == "test_page.py" or place.parts[0] == "ui":
            item.add_marker(pytest.mark.page)


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def seeded() -> Callable[[int], torch.Generator]:
    return lambda seed: torch.Generator().manual_seed(seed)


@pytest.fixture(scope="session")
def browser():
    with browsing() as running:
        yield running


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of the app; at the end its log must hold no warning and no stack trace."""
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("w") as sink, serving(sink) as address:
        yield address
    text = log.read_text()
    assert "Traceback" not in text, text
    assert "arning" not in text, text


@pytest.fixture(scope="session")
def contexts(browser):
    """Contexts by their options: one for each, so that Streamlit's scripts are loaded once."""
    known = {}

    def context(**options):
        key = tuple(sorted(options.items()))
        if key not in known:
            known[key] = browser.new_context(**options)
        return known[key]

    return context


@pytest.fixture
def visit(server, contexts):
    """Open a page of the app and wait until it is drawn; no error may reach the browser's console."""
    pages, errors = [], []

    def note(message) -> None:
        # On a deep link Streamlit itself probes these two below the page's address first.
        probes = ("_stcore/health", "_stcore/host-config")
        if message.type == "error" and not (message.location or {}).get("url", "").endswith(probes):
            errors.append(message.text)

    def open_page(
        path="",
        *,
        query="",
        viewport=(1280, 800),
        color_scheme="light",
        locale="en-US",
        motion="reduce",
        address=server,
        script="",
        prepare=None,
    ):
        page = contexts(color_scheme=color_scheme, locale=locale, reduced_motion=motion).new_page()
        if prepare:
            prepare(page)
        pages.append(page)
        page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
        if script:
            page.add_init_script(script)
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/{path}{'?' + query if query else ''}")
        settle(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert errors == []
