"""A commit reruns only what is told: charts, words, address and the mark "ahead" agree, and no full run is made."""

import subprocess

import pytest

from browsing.chrome import serving, thumb

APP = """
import streamlit as st
from texts import Text
from ui import controls, live, sections, state
from ui.controls import Choice, Number
from ui.lesson import Lesson

NAME = Text("told", "told")
W = Number("w", Text("w", "w"), -5, 5, 1, 2, live=True)
RATE = Choice("rate", Text("rate", "rate"), (0.1, 0.3, 1.0), 0.3, live=True)
LESSON = Lesson("told", None, NAME, NAME, None, "", controls=(W, RATE))
SPEC = {
    "params": [
        {"name": "w", "value": 0, "bind": {"input": "range", "min": -5, "max": 5, "step": 1}},
        {"name": "rate", "value": 0.1, "bind": {"input": "select", "options": [0.1, 0.3, 1.0]}},
    ],
    "data": {"values": [{"x": 1}]},
    "mark": "point",
    "encoding": {"x": {"field": "x", "type": "quantitative"}},
}
state.arrive(LESSON)
st.session_state.setdefault("runs", 0)
st.session_state["runs"] += 1
st.title("told")
controls.draw(W)
controls.draw(RATE)
live.tie([W, RATE])
live.chart("point", SPEC, {}, alt="a point")
st.button("again")
st.markdown(f"runs: {st.session_state['runs']}")


def tell():
    st.markdown(f"told: w = {state.value(W)}, rate = {state.value(RATE)}")
    live.known([W, RATE])


def explain():
    st.session_state["explained"] = st.session_state.get("explained", 0) + 1
    sections.section("why", NAME, lambda: st.markdown(f"because w = {state.value(W)}"))


sections.told(tell)
sections.more(explain)
st.markdown(f"explained: {st.session_state['explained']}")
state.drawn()
"""
OPACITY = "getComputedStyle(document.querySelector('.st-key-told')).opacity"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    app = tmp_path_factory.mktemp("told") / "told.py"
    app.write_text(APP, encoding="utf-8")
    with serving(subprocess.DEVNULL, str(app)) as running:
        yield running


def agree(page, w, rate):
    """Wait until the words say so, and nothing is dimmed; then the charts say the same."""
    page.get_by_text(f"told: w = {w}, rate = {rate}", exact=True).wait_for(timeout=10_000)
    page.wait_for_function(f"{OPACITY} === '1'", timeout=5000)
    shown = page.eval_on_selector_all(
        ".st-key-live_point .vega-bindings [name]", "all => Object.fromEntries(all.map((e) => [e.name, e.value]))"
    )
    assert {name: float(value) for name, value in shown.items()} == {"w": w, "rate": rate}


def drag_to(page, key, dx):
    """Drag a slider's thumb; while the hand holds it the chart follows, and the words are dimmed."""
    x, y = thumb(page, key)
    page.mouse.move(x, y)
    page.mouse.down()
    for part in range(1, 11):
        page.mouse.move(x + dx * part / 10, y)
        page.wait_for_timeout(20)
    page.wait_for_function(f"{OPACITY} !== '1'", timeout=5000)
    page.mouse.up()


def test_a_commit_reruns_what_is_told_alone_and_clears_the_mark(address, visit):
    page = visit(address=address)
    page.wait_for_selector(".st-key-live_point [name=w]", state="attached")
    agree(page, 2, 0.3)
    page.evaluate("document.querySelector('.st-key-live_point .vega-bindings').dataset.mark = 'old'")
    drag_to(page, "w", -2000)
    agree(page, -5, 0.3)
    drag_to(page, "rate", 2000)
    agree(page, -5, 1.0)
    assert "w=-5" in page.url
    # Three commits by keys, the last one back to what the last full run knew: none may stay dimmed.
    page.locator(".st-key-w input[type=range]").focus()
    for w in (-4, -3):
        page.keyboard.press("ArrowRight")
        agree(page, w, 1.0)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    agree(page, 2, 1.0)
    assert page.get_by_text("runs: 1", exact=True).count() == 1
    assert page.locator(".st-key-live_point .vega-bindings[data-mark=old]").count() == 1


def test_another_theme_and_a_full_run_keep_what_the_fragment_told(address, visit):
    page = visit(address=address, query="w=1")
    agree(page, 1, 0.3)
    page.locator(".st-key-w input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    agree(page, 3, 0.3)
    # Streamlit then calls the components again, with the data that they had: those of `tie` are older.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_timeout(1000)
    agree(page, 3, 0.3)
    page.get_by_role("button", name="again").click()
    page.get_by_text("runs: 2", exact=True).wait_for()
    agree(page, 3, 0.3)


def test_without_a_slider_the_chart_takes_what_the_fragment_told(address, visit):
    page = visit(address=address)
    agree(page, 2, 0.3)
    page.locator(".st-key-w input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    agree(page, 3, 0.3)
    page.evaluate("document.querySelector('.st-key-w').classList.remove('st-key-w')")
    page.evaluate("document.querySelector('.st-key-live_point .vega-bindings').dataset.mark = 'old'")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_selector(".st-key-live_point .vega-bindings:not([data-mark])", state="attached")
    page.wait_for_timeout(500)
    assert page.locator(".st-key-live_point [name=w]").input_value() == "3"


def test_sections_that_are_all_folded_are_left_alone_by_a_commit_and_fresh_when_unfolded(visit, address):
    page = visit(address=address)
    press = page.locator(".st-key-w input[type=range]").press
    for _ in range(3):
        press("ArrowRight")
    agree(page, 5, 0.3)
    page.get_by_text("again").click()
    page.get_by_text("explained: 2", exact=True).wait_for()  # two full runs: no commit came in between
    page.locator("[data-testid=stExpander] summary").first.click()
    page.get_by_text("because w = 5", exact=True).wait_for()
    press("ArrowLeft")
    page.get_by_text("because w = 4", exact=True).wait_for()
    agree(page, 4, 0.3)
