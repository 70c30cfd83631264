"""What the tests watch on a live page: repaints, runs of the script, texts drawn, and the charts' parameters."""

import re
from contextlib import contextmanager

import vl_convert

from browsing.chrome import thumb

# For each canvas how often it was painted, for the slider how often its value changed, and the runs of the script.
WATCH = """(key) => {
  window.paints = new Map(); window.changes = 0; window.runs = 0
  const clear = CanvasRenderingContext2D.prototype.clearRect
  CanvasRenderingContext2D.prototype.clearRect = function (...args) {
    if (this.canvas.isConnected) paints.set(this.canvas, (paints.get(this.canvas) ?? 0) + 1)
    return clear.apply(this, args)
  }
  const input = document.querySelector(`.st-key-${key} input[type=range]`)
  let last = input.getAttribute("aria-valuetext")
  new MutationObserver(() => {
    const text = input.getAttribute("aria-valuetext")
    if (text !== last) changes += 1
    last = text
  }).observe(input, { attributeFilter: ["aria-valuetext"] })
  const app = document.querySelector("[data-testid=stApp]")
  new MutationObserver(() => { runs += 1 }).observe(app, { attributeFilter: ["data-test-script-state"] })
}"""

# Every text drawn on a canvas from now on.
WRITTEN = """() => {
  window.written = []
  const fill = CanvasRenderingContext2D.prototype.fillText
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.written.push(String(text))
    return fill.call(this, text, ...rest)
  }
}"""


def paints(page, *names):
    """How often each of the live charts `names` was painted since WATCH."""
    script = "name => paints.get(document.querySelector(`.st-key-live_${name} canvas`)) ?? 0"
    return [page.evaluate(script, name) for name in names]


def bound(page, name):
    """The values of a parameter in all charts that have it: they must agree."""
    return set(page.eval_on_selector_all(f"[class*=st-key-live_] [name={name}]", "all => all.map((e) => e.value)"))


def drag(page, key, *, moves=24, stride=4):
    """Hold the slider's thumb and move it there and back; the pointer stays down."""
    x, y = thumb(page, key)
    page.mouse.move(x, y)
    page.mouse.down()
    away = -stride if key == "step" else stride
    for i in range(1, moves + 1):
        page.mouse.move(x + away * min(i, moves - i), y)
        page.wait_for_timeout(30)
    page.wait_for_timeout(100)


@contextmanager
def alone(browser, spec):
    """A page that holds a saved chart and nothing else, its texts WRITTEN; it must raise no error."""
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(vl_convert.vegalite_to_html(spec, bundle=True))
    page.wait_for_selector("canvas")
    page.evaluate(WRITTEN)
    yield page
    assert errors == []
    page.close()


def ready(page):
    """Wait until both pictures of the first lesson are drawn and have taken the sliders' values."""
    page.wait_for_selector(".st-key-live_fit canvas", timeout=60_000)
    page.wait_for_selector(".st-key-live_progress canvas", timeout=60_000)
    page.wait_for_function(
        """() => {
          const shown = document.querySelector(".st-key-lr input[type=range]")?.getAttribute("aria-valuetext")
          const taken = [...document.querySelectorAll("[class*=st-key-live_] [name=lr]")]
          return taken.length === 2 && taken.every((input) => input.value === shown)
        }"""
    )


def learned(page):
    """The learned parameters of the first lesson as the canvas wrote them last, since WRITTEN."""
    texts = page.evaluate("window.written")
    text = [text for text in texts if text.startswith("learned:")][-1].replace("−", "-").replace(" ", "")
    numbers = [float(number) for number in re.findall(r"[+-]?\d+\.\d+", text)]
    assert len(numbers) in (2, 3), texts
    return numbers


def press(page, key, name):
    """A key on the slider of a control: it commits at once."""
    page.locator(f".st-key-{key} input[type=range]").focus()
    page.keyboard.press(name)
