"""What a drag and a release cost in the browser: `python -m bench.live`. Figures, never a test.

For each live slider: repaints for each change of its value during a real drag (mark: at least 0.8). With a parameter
driven once for each frame of the screen: repaints a second over all views (mark: at least 45 on two cores without a
GPU). For a release: the time until the last repaint, against a bare page with as much to draw (mark: at most 1.25).
"""

from __future__ import annotations

import statistics
import subprocess

from playwright.sync_api import Browser, Page

from browsing.chrome import browsing, serving, settle
from browsing.watching import WATCH, drag, paints

KEYS = ("w1", "b", "noise", "lr", "step")
REPEATS = 9
DRIVE = """() => new Promise((done) => {
  const inputs = [...document.querySelectorAll(".st-key-live_fit [name=w1], .st-key-live_progress [name=w1]")]
  const canvases = [...document.querySelectorAll(".st-key-live_fit canvas, .st-key-live_progress canvas")]
  const before = canvases.map((canvas) => paints.get(canvas) ?? 0), start = performance.now()
  let frame = 0
  const advance = (now) => {
    if (now - start > 3000) {
      return done(canvases.map((canvas, i) => ((paints.get(canvas) ?? 0) - before[i]) / ((now - start) / 1000)))
    }
    frame += 1
    for (const input of inputs) {
      input.value = String((frame % 80) / 10 - 4)
      input.dispatchEvent(new Event("input", { bubbles: true }))
    }
    requestAnimationFrame(advance)
  }
  requestAnimationFrame(advance)
})"""
# From an act on an element to the last paint or end of a run, after which nothing comes for 600 ms.
REST = """(selector) => new Promise((done) => {
  const input = document.querySelector(selector), app = document.querySelector("[data-testid=stApp]")
  let last = performance.now(), ran = false
  const start = last
  const clear = CanvasRenderingContext2D.prototype.clearRect
  CanvasRenderingContext2D.prototype.clearRect = function (...args) {
    last = performance.now()
    return clear.apply(this, args)
  }
  const observer = new MutationObserver(() => {
    last = performance.now()
    if (app.getAttribute("data-test-script-state") === "notRunning") ran = true
  })
  observer.observe(app, { attributeFilter: ["data-test-script-state"] })
  const timer = setInterval(() => {
    if (!ran || performance.now() - last < 600) return
    clearInterval(timer)
    observer.disconnect()
    CanvasRenderingContext2D.prototype.clearRect = clear
    done(last - start)
  }, 20)
  ACT
})"""
PRESS = """for (const kind of ["keydown", "keyup"]) {
    input.dispatchEvent(new KeyboardEvent(kind, { key: "KEY", bubbles: true }))
  }"""


def lesson(browser: Browser, address: str, query: str = "") -> Page:
    """The lesson, drawn and at rest."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(f"{address}/linear_regression?{query}")
    settle(page)
    page.wait_for_selector(".st-key-live_progress canvas")
    page.wait_for_timeout(1500)
    return page


def rest(page: Page, selector: str, act: str) -> float:
    """Milliseconds from the JavaScript `act` on `input`, the element of the selector, to rest."""
    milliseconds: float = page.evaluate(REST.replace("ACT", act), selector)
    return milliseconds


def release(page: Page, selector: str, turn: int) -> float:
    """Milliseconds from a key on the slider to rest; every other turn goes back."""
    return rest(page, selector, PRESS.replace("KEY", "ArrowRight" if turn % 2 == 0 else "ArrowLeft"))


def main() -> None:
    """Print the figures."""
    quiet = subprocess.DEVNULL
    with browsing() as browser, serving(quiet) as app, serving(quiet, "bench/floor/app.py") as bare:
        for key in KEYS:
            page = lesson(browser, app, "noise=0.5")
            page.evaluate(WATCH, key)
            drag(page, key)
            changes, painted, runs = page.evaluate("changes"), paints(page, "fit", "progress"), page.evaluate("runs")
            page.mouse.up()
            print(f"drag {key}: {min(painted) / changes:.2f} repaints for each of {changes} changes, {runs} runs")
            page.close()
        page = lesson(browser, app, "noise=0.5")
        page.evaluate(WATCH, "w1")
        print("driven each frame:", " and ".join(f"{rate:.0f}" for rate in page.evaluate(DRIVE)), "repaints a second")
        page.close()
        ours = lesson(browser, app, "noise=0.5")
        floor = browser.new_page(viewport={"width": 1280, "height": 800})
        floor.goto(bare)
        settle(floor)
        floor.wait_for_timeout(1500)
        for key in ("w1", "batch_size"):
            times: tuple[list[float], list[float]] = ([], [])
            for turn in range(REPEATS + 1):
                pair = (
                    release(ours, f".st-key-{key} input[type=range]", turn),
                    release(floor, ".st-key-slider0 input[type=range]", turn),
                )
                if turn:  # the first fills caches
                    for list_of, value in zip(times, pair, strict=True):
                        list_of.append(value)
            mine, least = map(statistics.median, times)
            print(f"release {key}: {mine / least:.2f} times the floor ({mine:.0f} against {least:.0f} ms)")


if __name__ == "__main__":
    main()
