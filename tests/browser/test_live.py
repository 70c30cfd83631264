"""The live layer: it repaints during every drag, draws what torch computes, and leaves nothing behind."""

import subprocess

import pytest

from core.training import Regression
from tests.browser.chrome import serving
from tests.browser.test_linear_regression import learned, ready
from tests.browser.watching import WATCH, WRITTEN, drag, paints
from ui import regression
from ui.lessons import LINEAR_REGRESSION

# Counts what stays registered: observers of the sliders, and listeners for a hand on the step.
COUNTS = """
window.observers = 0
window.listeners = 0
const observe = MutationObserver.prototype.observe, disconnect = MutationObserver.prototype.disconnect
MutationObserver.prototype.observe = function (target, options) {
  if (options?.attributeFilter?.includes("aria-valuetext") && !this.counted) { this.counted = true; observers += 1 }
  return observe.call(this, target, options)
}
MutationObserver.prototype.disconnect = function () {
  if (this.counted) { this.counted = false; observers -= 1 }
  return disconnect.call(this)
}
for (const [method, change] of [["addEventListener", 1], ["removeEventListener", -1]]) {
  const original = EventTarget.prototype[method]
  EventTarget.prototype[method] = function (kind, listener, ...rest) {
    if (this.dataset?.testid === "stMain" && listener?.toString().includes("st-key-")) listeners += change
    return original.call(this, kind, listener, ...rest)
  }
}
"""


@pytest.mark.parametrize("key", ["w1", "b", "noise", "lr", "step"])
def test_every_chart_repaints_as_often_as_the_slider_changes(key, visit):
    page = visit("linear_regression", query="noise=0.5&n=200")
    ready(page)
    page.evaluate(WATCH, key)
    drag(page, key)
    changes = page.evaluate("changes")
    assert changes >= 4
    painted = paints(page, "fit", "progress")
    assert min(painted) >= 0.8 * changes, (changes, painted)
    assert page.evaluate("runs") == 0
    page.mouse.up()


@pytest.mark.parametrize("lr", ["0.005", "0.1"])
def test_with_one_feature_too_the_browser_draws_what_fit_trains(lr, visit):
    page = visit("linear_regression", query=f"two_features=false&noise=1&lr={lr}&n=100&step=17")
    page.wait_for_selector(".st-key-live_progress canvas", timeout=60_000)
    page.evaluate(WRITTEN)
    page.locator(".st-key-b input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('b=4.1')")
    run = regression.train(Regression((2.0,), 4.1, 1, 100, 0, float(lr), 10, 3, 0.01)).history
    expected = [*run.weight[17, 0, :, 0].tolist(), float(run.bias[17, 0, 0])]
    assert learned(page) == pytest.approx(expected, abs=5.1e-4)


def test_leaving_and_entering_fifty_times_leaves_nothing_behind(visit):
    page = visit("linear_regression", query="n=50", script=COUNTS)
    ready(page)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable")

    def heap():
        cdp.send("HeapProfiler.collectGarbage")
        return {m["name"]: m["value"] for m in cdp.send("Performance.getMetrics")["metrics"]}["JSHeapUsedSize"]

    sizes = []
    for trip in range(50):
        page.get_by_test_id("stTopNavLink").first.click()
        page.wait_for_function("!document.querySelector('.st-key-live_fit') && location.pathname === '/'")
        page.wait_for_function("observers === 0 && listeners === 0")
        page.locator("[data-testid=stPageLink] a[href*=linear_regression]").first.click()
        # Not wait_for_selector: it hands out the element, which then stays for as long as the page does.
        page.locator(".st-key-live_fit canvas").wait_for()
        page.wait_for_function("observers === 1 && listeners === 2")
        if trip in (9, 29, 49):
            sizes.append(heap())
    # A view that stayed would keep its data: 24 rates, 16 frames each, 14 numbers of 8 bytes, in two charts: 86 kB at
    # the very least. Twenty such views would be 1.7 MB.
    assert sizes[2] - sizes[1] < 1_700_000, sizes


def test_a_deep_link_opens_on_a_server_that_nobody_visited_before(visit):
    with serving(subprocess.DEVNULL) as address:
        page = visit("linear_regression", query="w1=-1.5&lang=zh", address=address)
        ready(page)
        assert page.locator("h1").inner_text() == LINEAR_REGRESSION.title.zh
        assert page.locator(".st-key-w1 [data-testid=stSliderThumbValue]").inner_text() == "-1.5"
        assert page.get_by_text("投影模式").count() >= 1
        page.context.close()
