"""The flagship lesson in a real browser: it follows a drag without the server, and agrees with it afterwards."""

import re

import pytest

from core.training import Regression
from ui import regression

REPAINTS = """() => {
  window.repaints = 0
  window.runs = 0
  const draw = CanvasRenderingContext2D.prototype.clearRect
  const spy = function (...args) { window.repaints += 1; return draw.apply(this, args) }
  CanvasRenderingContext2D.prototype.clearRect = spy
  const app = document.querySelector('[data-testid=stApp]')
  new MutationObserver(() => { window.runs += 1 }).observe(app, {attributeFilter: ['data-test-script-state']})
}"""


WRITTEN = """() => {
  window.written = []
  const fill = CanvasRenderingContext2D.prototype.fillText
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.written.push(String(text))
    return fill.call(this, text, ...rest)
  }
}"""


def learned(page):
    """The learned parameters as the canvas shows them."""
    texts = page.evaluate("window.written")
    text = [text for text in texts if text.startswith("learned:")][-1].replace("−", "-").replace(" ", "")
    numbers = [float(number) for number in re.findall(r"[+-]?\d+\.\d+", text)]
    assert len(numbers) == 3, texts
    return numbers


def ready(page):
    page.wait_for_selector(".st-key-live_fit canvas", timeout=60_000)
    page.wait_for_selector(".st-key-live_progress canvas", timeout=60_000)
    page.wait_for_function(
        "[...document.querySelectorAll('[class*=st-key-live_] [name=lr]')].length === 2 &&"
        "[...document.querySelectorAll('[class*=st-key-live_] [name=lr]')].every((e) => e.value === '0.03')"
    )


def bound(page, name):
    return page.eval_on_selector_all(f"[class*=st-key-live_] [name={name}]", "all => all.map((e) => e.value)")


def test_charts_take_the_sliders_values_on_first_paint(visit):
    page = visit("linear_regression", query="w1=-1.5&noise=0.5")
    ready(page)
    assert bound(page, "w1") == ["-1.5", "-1.5"]
    assert bound(page, "noise") == ["0.5", "0.5"]
    assert bound(page, "step") == ["300", "300"]


def test_what_is_drawn_is_what_fit_trains(visit):
    page = visit("linear_regression", query="noise=0.5&lr=0.02&n=200&step=40")
    page.wait_for_selector(".st-key-live_progress canvas", timeout=60_000)
    page.evaluate(WRITTEN)
    page.locator(".st-key-w1 input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('w1=1.9')")
    run = regression.train(Regression((1.9, -3.4), 4.2, 0.5, 200, 0, 0.02, 10, 3, 0.01)).history
    expected = [*run.weight[40, 0, :, 0].tolist(), float(run.bias[40, 0, 0])]
    assert learned(page) == pytest.approx(expected, abs=5.1e-4)


def test_a_drag_repaints_without_the_server_and_then_everything_agrees(visit):
    page = visit("linear_regression")
    ready(page)
    page.evaluate(REPAINTS)
    thumb = page.locator(".st-key-w1 [data-testid=stSliderThumbValue]")
    handle = page.locator(".st-key-w1 input[type=range]").locator("xpath=ancestor::*[@style][1]")
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    seen = set()
    for i in range(1, 16):
        page.mouse.move(x - 3 * i, y)
        page.wait_for_timeout(40)
        seen.update(bound(page, "w1"))
    assert len(seen) > 5
    assert page.evaluate("window.repaints") >= 0.8 * len(seen)
    assert page.evaluate("window.runs") == 0
    assert "w1=" not in page.url
    page.mouse.up()
    page.wait_for_function("location.search.includes('w1=')")
    shown = thumb.inner_text()
    page.wait_for_function(f"location.search.includes('w1={float(shown):g}')")
    assert bound(page, "w1") == [f"{float(shown):g}"] * 2
    page.reload()
    ready(page)
    assert page.locator(".st-key-w1 [data-testid=stSliderThumbValue]").inner_text() == shown
    assert bound(page, "w1") == [f"{float(shown):g}"] * 2


def test_the_keyboard_changes_the_numbers(visit):
    page = visit("linear_regression")
    ready(page)
    page.locator(".st-key-b input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('b=4.3')")
    assert bound(page, "b") == ["4.3", "4.3"]


def test_the_player_steps_back_and_the_server_follows(visit):
    page = visit("linear_regression")
    ready(page)
    page.locator("button[name=back]").click()
    page.wait_for_function("location.search.includes('step=299')")
    assert bound(page, "step") == ["299", "299"]
    page.locator("button[name=start]").click()
    page.wait_for_function("location.search.includes('step=0')")
    page.get_by_text("Not trained yet").wait_for()
    page.locator("button[name=play]").click()
    page.wait_for_function("Number(document.querySelector('[class*=st-key-live_] [name=step]').value) > 30")
    page.locator("button[name=play]").click()
    page.wait_for_function("!location.search.includes('step=0&') && !location.search.endsWith('step=0')")
    at = page.locator(".st-key-step [data-testid=stSliderThumbValue]").inner_text()
    page.wait_for_function(f"location.search.includes('step={at}')")
    assert bound(page, "step") == [at, at]


def test_a_bad_link_is_told_and_the_default_used(visit):
    page = visit("linear_regression", query="w1=99&lr=abc")
    ready(page)
    assert page.locator("[data-testid=stAlert]").count() == 2
    assert bound(page, "w1") == ["2", "2"]
