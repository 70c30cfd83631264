"""A real browser on the real app. Without a browser these tests fail, and say how to get one."""

import pytest

from tests.browser.chrome import browsing, serving, settle


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
    ):
        page = contexts(color_scheme=color_scheme, locale=locale, reduced_motion=motion).new_page()
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
