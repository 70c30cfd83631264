"""What the live layer takes from Streamlit's page: by name, and what it does where something is missing."""

import re

import pytest

from browsing.chrome import ROOT, settle, thumb
from browsing.watching import bound, ready

SOURCE = (ROOT / "ui" / "live.js").read_text(encoding="utf-8")
OBJECT = re.search(r"const SELECTORS = \{\n(.*?)\n\}", SOURCE, re.DOTALL)
NAMES = re.findall(r"^  (\w+):", OBJECT[1], re.MULTILINE)
# From now on: the steps that the charts show, as long as a chart has one.
WATCH_STEP = """() => {
  window.seen = []
  clearInterval(window.looking)
  window.looking = setInterval(() => {
    const step = document.querySelector("[class*=st-key-live_] [name=step]")
    if (step) seen.push(Number(step.value))
  }, 30)
}"""


def test_each_selector_finds_something_on_a_lesson(visit):
    page = visit("linear_regression", query="stop=1")
    ready(page)
    count = "name => document.querySelectorAll(linesToLogits.selectors[name].replaceAll('{key}', KEY)).length"
    keys = {name: "'fit'" if name == "picture" else "'w1'" for name in NAMES}
    found = {name: page.evaluate(count.replace("KEY", key), name) for name, key in keys.items()}
    assert len(found) >= 5
    assert [name for name, times in found.items() if times == 0] == []


def test_no_selector_of_streamlits_page_stands_elsewhere_in_the_layer():
    code = re.sub(r"//.*", "", SOURCE.replace(OBJECT[0], ""))
    assert not re.findall(r"data-testid|st-key|stMain|vega-bindings|\bst[A-Z]\w+", code)
    used = re.findall(r"SELECTORS\.(\w+)|selector\(\"(\w+)\"", code)
    assert {one or other for one, other in used} == set(NAMES)


@pytest.mark.parametrize("change", ["input.closest('.st-key-w1').classList.remove('st-key-w1')", "input.type = 'text'"])
def test_where_a_slider_is_not_found_a_chart_takes_the_servers_value(change, visit):
    page = visit("linear_regression", query="w1=-1.5&noise=0.5&step=7")
    ready(page)
    page.evaluate(f"const input = document.querySelector('.st-key-w1 input[type=range]'); {change}")
    page.evaluate("document.querySelector('.st-key-live_fit canvas').dataset.mark = 'old'")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_selector(".st-key-live_fit canvas:not([data-mark])")
    # The chart's own first value of w1 is 0: had nobody set it, it would stand there.
    page.wait_for_function("document.querySelector('.st-key-live_fit [name=w1]')?.value === '-1.5'", timeout=5000)
    assert bound(page, "w1") == {"-1.5"}
    assert bound(page, "step") == {"7"}


def follow(page, lesson):
    """Go to another lesson by the menu of the home page; `window.seen` then holds the steps shown from its start."""
    page.get_by_test_id("stTopNavLink").first.click()
    page.wait_for_function("location.pathname === '/' && !document.querySelector('[class*=st-key-live_]')")
    settle(page)
    page.evaluate(WATCH_STEP)
    page.locator(f"[data-testid=stPageLink] a[href*={lesson}]").first.click()
    page.wait_for_selector("[class*=st-key-live_] .vega-bindings", state="attached", timeout=60_000)


PLAYED = "new Set(seen).size > 10"


def test_each_lesson_plays_once_on_arrival_whatever_came_before(visit):
    page = visit("synthetic_data", motion="no-preference")
    page.wait_for_selector("[class*=st-key-live_] .vega-bindings", state="attached", timeout=60_000)
    for lesson in ("linear_regression", "learning_rate"):
        follow(page, lesson)
        page.wait_for_function(PLAYED)
        page.wait_for_function("seen.at(-1) === Math.max(...seen) && seen.at(-1) === seen.at(-20)")
    # A run of the server, and another language, are no arrival.
    page.evaluate("seen.length = 0")
    page.locator(".st-key-lr input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('lr=')")
    page.get_by_text("中文").click()
    page.wait_for_function("location.search.includes('lang=zh')")
    settle(page)
    page.wait_for_timeout(1000)
    assert page.evaluate("new Set(seen).size") <= 2
    # Nor is a second visit: once for each lesson in a tab.
    follow(page, "linear_regression")
    page.wait_for_timeout(1500)
    assert not page.evaluate(PLAYED)


def test_a_hand_that_lets_go_outside_the_window_commits_once(visit):
    page = visit("linear_regression")
    ready(page)
    page.evaluate("""() => {
      window.commits = 0
      const send = WebSocket.prototype.send
      WebSocket.prototype.send = function (...rest) { commits += 1; return send.apply(this, rest) }
    }""")
    x, y = thumb(page, "w1")
    page.mouse.move(x, y)
    page.mouse.down()
    for dx in range(4, 40, 4):
        page.mouse.move(x - dx, y)
    page.mouse.move(-50, -50)
    page.wait_for_timeout(100)
    assert page.evaluate("commits") == 0
    page.mouse.up()
    page.wait_for_function("location.search.includes('w1=-5')")
    settle(page)
    page.mouse.move(x, y)
    page.wait_for_timeout(300)
    assert page.evaluate("commits") == 1
    assert bound(page, "w1") == {"-5"}


def test_a_guess_is_drawn_while_it_is_moved_and_what_is_asked_shows_when_it_is_revealed(visit):
    page = visit("linear_regression", query="stop=3")
    ready(page)
    value = "name => document.querySelector(`[class*=st-key-live_progress] [name=${name}]`).value"
    page.wait_for_function(f"({value})('asked') === '1'")
    reveal = page.locator("[class*=st-key-reveal] button")
    assert reveal.is_disabled()
    slider = page.locator(".st-key-guess input[type=range]")
    slider.focus()
    for _ in range(30):
        slider.press("ArrowRight")
    page.wait_for_function(f"({value})('guess') === '3'")
    settle(page)
    assert page.evaluate(f"({value})('step')") == "0", "it holds until the guess is revealed"
    page.locator("[class*=st-key-reveal] button:not([disabled])").click()
    page.wait_for_function(f"({value})('step') === '100'")
    assert page.evaluate(f"['guess', 'asked'].map({value})") == ["3", "0"]
    page.get_by_text("it is 3.91").wait_for()
    page.keyboard.press("PageDown")
    page.wait_for_function("location.search.includes('stop=4')")
    page.wait_for_function(f"({value})('guess') === '-1000'")
