"""A teacher's link in the browser: what it hides is in no page, frame, download or address."""

import re
import struct

from browsing.chrome import settle
from tests.ui.test_teaching import LINEAR, view

TRUTH = {"w1": -1.7, "w2": 4.3, "b": -7.3, "noise": 0.5}
NUMBERS = re.compile(rb"(?<![\d.])(?:-|\xe2\x88\x92)?(?:1\.7|4\.3|7\.3)0*(?![\d.])")
CELLS = [struct.pack(kind, sign * value) for value in (1.7, 4.3, 7.3) for kind in ("<d", "<f") for sign in (1, -1)]


def leaks(data):
    """What of the truth stands in the data, as text or as a cell of a table."""
    return NUMBERS.findall(data) + [cell for cell in CELLS if len(cell) == 8 and cell in data]


def test_a_hidden_truth_reaches_no_browser(visit, tmp_path):
    heard = []

    def hear(page):
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame)))
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: heard.append(frame)))

    word = view(LINEAR, hidden=["truth"], question="Which line?", **TRUTH).word
    page = visit("linear_regression", query=f"lang=en&n=100&teach={word}", prepare=hear)
    page.wait_for_selector(".st-key-live_fit canvas", timeout=60_000)
    settle(page)
    page.locator(".st-key-lr input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1000)
    for title in page.locator("[data-testid=stExpander] summary").all():
        title.click()
        page.wait_for_timeout(300)
    settle(page)
    files = []
    for ending in ("", "svg_", "png_"):
        with page.expect_download(timeout=60_000) as waiting:
            page.locator(f".st-key-save_{ending}linear_regression button").click()
        waiting.value.save_as(tmp_path / f"saved{ending}")
        files.append((tmp_path / f"saved{ending}").read_bytes())
    bound = page.eval_on_selector_all(".vega-bindings [name]", "all => all.map((one) => `${one.name} ${one.value}`)")
    frames = [frame.encode() if isinstance(frame, str) else frame for frame in heard]
    assert len(frames) > 10
    spec = files[0].split(b"const spec = ")[1]  # before it stands Vega's own script
    for source in [page.content().encode(), page.url.encode(), "\n".join(bound).encode(), spec, *files[1:2], *frames]:
        assert leaks(source) == [], source[:200]
    assert "Which line?" in page.content()


def test_the_words_of_the_truth_would_be_noticed():
    assert leaks(b"y = -7.300 + 1.7 x")
    assert leaks(b"...." + struct.pack("<d", -7.3))
    assert leaks("b = −7.3".encode())
    assert not leaks(b"17.3 1.75 7.31 24.3")
