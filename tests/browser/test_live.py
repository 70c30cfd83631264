"""The live layer: it repaints during every drag, draws what torch computes, and leaves nothing behind."""

import itertools
import subprocess

import pytest

from browsing.chrome import serving, settle, thumb
from browsing.watching import WATCH, WRITTEN, learned, paints, ready
from core.training import Regression, run
from lessons import LINEAR_REGRESSION

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
    if (this.dataset?.testid === "stMain" && listener?.toString().includes("halt(")) listeners += change
    return original.call(this, kind, listener, ...rest)
  }
}
"""


def test_with_one_feature_too_the_browser_draws_what_fit_trains(visit):
    page = visit("linear_regression", query="two_features=false&noise=1&lr=0.1&n=100&step=17")
    page.wait_for_selector(".st-key-live_progress canvas", timeout=60_000)
    page.evaluate(WRITTEN)
    page.locator(".st-key-b input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('b=4.1')")
    history = run(Regression((2.0,), 4.1, 1, 100, 0, 0.1, 10, 3, 0.01))
    expected = [*history.weight[17, 0, :, 0].tolist(), float(history.bias[17, 0, 0])]
    assert learned(page) == pytest.approx(expected, abs=5.1e-4)


def test_leaving_and_entering_twelve_times_leaves_nothing_behind(visit):
    page = visit("linear_regression", script=COUNTS)
    ready(page)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable")

    def heap():
        settle(page)
        page.wait_for_timeout(1500)
        for _ in range(2):
            cdp.send("HeapProfiler.collectGarbage")
        return {m["name"]: m["value"] for m in cdp.send("Performance.getMetrics")["metrics"]}["JSHeapUsedSize"]

    sizes = []
    for trip in range(12):
        page.get_by_test_id("stTopNavLink").first.click()
        page.wait_for_function("!document.querySelector('.st-key-live_fit') && location.pathname === '/'")
        page.wait_for_function("observers === 0 && listeners === 0")
        page.locator("[data-testid=stPageLink] a[href*=linear_regression]").first.click()
        # Not wait_for_selector: it hands out the element, which then stays for as long as the page does.
        page.locator(".st-key-live_fit canvas").wait_for()
        page.wait_for_function("observers === 1 && listeners === 2")
        if trip in (5, 11):
            sizes.append(heap())
    # A view that stayed would keep its data: 6505 rows of 14 numbers in two charts, 0.7 MB as they are sent, and more
    # as Vega's rows. Six such views would be 4.5 MB at the very least.
    assert sizes[1] - sizes[0] < 2_500_000, sizes


def test_a_deep_link_opens_on_a_server_that_nobody_visited_before(visit):
    with serving(subprocess.DEVNULL) as address:
        page = visit("linear_regression", query="w1=-1.5&lang=zh", address=address)
        ready(page)
        assert page.locator("h1").inner_text() == LINEAR_REGRESSION.title.zh
        assert page.locator(".st-key-w1 [data-testid=stSliderThumbValue]").inner_text() == "-1.5"
        assert page.get_by_text("投影模式").count() >= 1
        page.close()


def values(page):
    """The live parameters of the chart of the data, by name."""
    inputs = ".st-key-live_fit .vega-bindings [name]"
    return page.eval_on_selector_all(inputs, "all => Object.fromEntries(all.map((e) => [e.name, e.value]))")


def test_a_chart_drawn_anew_takes_the_sliders_values_over(visit):
    page = visit("linear_regression", query="w1=-1.5&noise=0.5&step=7", color_scheme="light")
    ready(page)
    shown = values(page)
    assert (shown["w1"], shown["noise"], shown["step"]) == ("-1.5", "0.5", "7")
    page.evaluate("document.querySelector('.st-key-live_fit canvas').dataset.mark = 'old'")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_selector(".st-key-live_fit canvas:not([data-mark])")
    page.wait_for_function("document.querySelector('.st-key-live_fit [name=w1]')?.value === '-1.5'")
    assert values(page) == shown
    page.locator(".st-key-live_fit [data-testid=stFullScreenFrame]").hover()
    page.locator(".st-key-live_fit").get_by_role("button", name="Fullscreen").click()
    page.wait_for_function("document.querySelector('.st-key-live_fit [name=w1]')?.value === '-1.5'")
    assert values(page) == shown


def test_a_release_changes_the_data_and_keeps_the_view(visit):
    page = visit("linear_regression", query="noise=0.5&n=200")
    ready(page)
    for name in ("fit", "progress"):
        page.evaluate(f"document.querySelector('.st-key-live_{name} canvas').dataset.mark = 'old'")
    place = """() => document.querySelector(".st-key-live_fit").getBoundingClientRect().top
      + document.querySelector("[data-testid=stMain]").scrollTop"""
    top = page.evaluate(place)
    for key in ("w1", "batch_size"):
        page.locator(f".st-key-{key} input[type=range]").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"location.search.includes('{key}=')")
    page.wait_for_selector("[data-test-script-state=notRunning]")
    assert page.locator("[class*=st-key-live_] canvas[data-mark=old]").count() == 2
    assert page.evaluate(place) == top


def test_a_setting_changed_while_it_plays_goes_on_from_the_same_step(visit):
    page = visit("linear_regression", query="step=0", motion="no-preference")
    ready(page)
    step = "Number(document.querySelector('.st-key-live_fit [name=step]').value)"
    page.locator("button[name=speed]").click()
    page.locator("button[name=speed]").click()  # from 1x by way of 3x to the slowest
    page.locator("button[name=speed]").click()
    page.locator("button[name=play]").click()
    page.wait_for_function(f"{step} > 5")
    page.evaluate(f"window.seen = []; setInterval(() => seen.push({step}), 20)")
    page.locator(".st-key-w1 input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('w1=2.1')")
    page.wait_for_selector("[data-test-script-state=notRunning]")
    before = page.evaluate(step)
    page.wait_for_function(f"{step} > {before} + 3")
    seen = page.evaluate("seen")
    assert all(later >= earlier for earlier, later in itertools.pairwise(seen)), seen
    page.locator("button[name=play]").click()


def test_a_finger_drags_sideways_scrolls_upwards_and_sets_by_one(browser, server):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**phone, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{server}/linear_regression?noise=0.5&n=200")
    settle(page)
    ready(page)
    page.evaluate(WATCH, "w1")
    x, y = thumb(page, "w1")
    cdp = context.new_cdp_session(page)

    def touch(kind, dx, dy=0):
        points = [] if kind == "touchEnd" else [{"x": x + dx, "y": y + dy}]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(30)

    strip = "document.querySelector('.st-key-stage .stColumn').scrollTop"
    for start in (0, -60):  # on the thumb, and on the track
        touch("touchStart", start)
        for dy in range(-8, -104, -8):
            touch("touchMove", start, dy)
        touch("touchEnd", 0)
        page.wait_for_timeout(300)
        assert page.evaluate(strip) > 40
        assert page.evaluate("changes") == 0
        page.evaluate(f"{strip} = 0")
    touch("touchStart", 0)
    for dx in range(4, 60, 4):
        touch("touchMove", dx)
    changes, painted = page.evaluate("changes"), paints(page, "fit", "progress")
    assert changes >= 4
    assert min(painted) >= 0.8 * changes, (changes, painted)
    assert page.evaluate("runs") == 0
    touch("touchEnd", 0)
    page.wait_for_function("location.search.includes('w1=')")
    settle(page)
    value = "Number(document.querySelector('.st-key-w1 input[type=range]').value).toFixed(1)"
    reached = float(page.evaluate(value))
    page.get_by_label("True weight w₁ +").tap()
    page.wait_for_function(f"location.search.includes('w1={reached + 0.1:.3g}')")
    box = page.get_by_label("True weight w₁ −").bounding_box()
    assert min(box["width"], box["height"]) >= 24
    context.close()


def test_on_a_phone_controls_and_player_stay_in_sight(visit):
    page = visit("linear_regression", viewport=(390, 844))
    ready(page)
    for place in (0, 700, 1500):
        page.evaluate(f"document.querySelector('[data-testid=stMain]').scrollTo(0, {place})")
        page.wait_for_timeout(200)
        player = page.locator("button[name=play]").bounding_box()
        assert 0 < player["y"] < 844 - player["height"]
    weight = page.locator(".st-key-w1").bounding_box()
    assert 0 < weight["y"] < 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
