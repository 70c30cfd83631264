"""The flagship lesson in a real browser: it follows a drag without the server, and agrees with it afterwards."""

import re

import pytest
import torch

from charts import saved
from charts.look import SCREEN
from core.training import Regression
from lessons.linear_regression import page as regression
from lessons.linear_regression import words
from lessons.linear_regression.pictures import lines as charts
from tests.browser import chrome
from tests.browser.watching import WATCH, WRITTEN, alone, bound, paints
from ui import settings


def learned(page):
    """The learned parameters as the canvas shows them."""
    texts = page.evaluate("window.written")
    text = [text for text in texts if text.startswith("learned:")][-1].replace("−", "-").replace(" ", "")
    numbers = [float(number) for number in re.findall(r"[+-]?\d+\.\d+", text)]
    assert len(numbers) in (2, 3), texts
    return numbers


def ready(page):
    page.wait_for_selector(".st-key-live_fit canvas", timeout=60_000)
    page.wait_for_selector(".st-key-live_progress canvas", timeout=60_000)
    page.wait_for_function(
        "[...document.querySelectorAll('[class*=st-key-live_] [name=lr]')].length === 2 &&"
        "[...document.querySelectorAll('[class*=st-key-live_] [name=lr]')].every((e) => e.value === '0.03')"
    )


def test_charts_take_the_sliders_values_on_first_paint(visit):
    page = visit("linear_regression", query="w1=-1.5&noise=0.5")
    ready(page)
    assert bound(page, "w1") == {"-1.5"}
    assert bound(page, "noise") == {"0.5"}
    assert bound(page, "step") == {"300"}


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
    page.evaluate(WATCH, "w1")
    x, y = chrome.thumb(page, "w1")
    page.mouse.move(x, y)
    page.mouse.down()
    seen = set()
    for i in range(1, 16):
        page.mouse.move(x - 3 * i, y)
        page.wait_for_timeout(40)
        seen.update(bound(page, "w1"))
    assert len(seen) > 5
    assert min(paints(page, "fit", "progress")) >= 0.8 * len(seen)
    assert page.evaluate("runs") == 0
    assert "w1=" not in page.url
    page.mouse.up()
    page.wait_for_function("location.search.includes('w1=')")
    shown = page.locator(".st-key-w1 [data-testid=stSliderThumbValue]").inner_text()
    page.wait_for_function(f"location.search.includes('w1={float(shown):g}')")
    assert bound(page, "w1") == {f"{float(shown):g}"}
    page.reload()
    ready(page)
    assert page.locator(".st-key-w1 [data-testid=stSliderThumbValue]").inner_text() == shown
    assert bound(page, "w1") == {f"{float(shown):g}"}


def test_the_keyboard_changes_the_numbers(visit):
    page = visit("linear_regression")
    ready(page)
    page.locator(".st-key-b input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('b=4.3')")
    assert bound(page, "b") == {"4.3"}


def test_the_player_steps_back_and_the_server_follows(visit):
    page = visit("linear_regression")
    ready(page)
    page.locator("button[name=back]").click()
    page.wait_for_function("location.search.includes('step=299')")
    assert bound(page, "step") == {"299"}
    page.locator("button[name=start]").click()
    page.wait_for_function("location.search.includes('step=0')")
    page.get_by_text("Not trained yet").wait_for()
    page.locator("button[name=play]").click()
    page.wait_for_function("Number(document.querySelector('[class*=st-key-live_] [name=step]').value) > 30")
    page.locator("button[name=play]").click()
    page.wait_for_function("!location.search.includes('step=0&') && !location.search.endsWith('step=0')")
    at = page.locator(".st-key-step [data-testid=stSliderThumbValue]").inner_text()
    page.wait_for_function(f"location.search.includes('step={at}')")
    assert bound(page, "step") == {at}


def test_a_bad_link_is_told_and_the_default_used(visit):
    page = visit("linear_regression", query="w1=99&lr=abc")
    ready(page)
    assert page.locator("[data-testid=stAlert]").count() == 2
    assert bound(page, "w1") == {"2"}


STEP = "Number(document.querySelector('[class*=st-key-live_] [name=step]').value)"


def test_on_arrival_the_training_plays_once_and_a_link_to_a_step_stays_there(visit):
    page = visit("linear_regression", motion="no-preference")
    page.add_init_script(f"window.seen = []; setInterval(() => {{ try {{ seen.push({STEP}) }} catch {{}} }}, 50)")
    page.reload()
    page.wait_for_function("new Set(seen).size > 10 && Math.min(...seen) < 100 && seen.at(-1) === 300")
    assert "step=" not in page.url
    page = visit("linear_regression", query="step=7", motion="no-preference")
    ready(page)
    page.wait_for_timeout(700)
    assert bound(page, "step") == {"7"}


def test_a_hand_on_the_step_stops_the_player(visit):
    page = visit("linear_regression", query="step=0")
    ready(page)
    page.locator("button[name=play]").click()
    page.wait_for_function(f"{STEP} > 10")
    page.locator(".st-key-step input[type=range]").focus()
    page.keyboard.press("Home")
    page.wait_for_function("location.search.includes('step=0')")
    page.wait_for_timeout(700)
    assert bound(page, "step") == {"0"}


def test_the_player_hears_the_keyboard(visit):
    page = visit("linear_regression")
    ready(page)
    page.locator("button[name=on]").focus()
    page.keyboard.press("Home")
    page.wait_for_function("location.search.includes('step=0')")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('step=1')")
    page.keyboard.press(" ")
    page.wait_for_function(f"{STEP} > 5")
    page.keyboard.press(" ")
    page.wait_for_function("!/step=1(&|$)/.test(location.search)")
    page.keyboard.press("End")
    page.wait_for_function("!location.search.includes('step=')")
    assert bound(page, "step") == {"300"}


def test_what_the_server_told_is_dimmed_until_it_tells_anew(visit):
    page = visit("linear_regression")
    ready(page)
    opacity = "getComputedStyle(document.querySelector('.st-key-told')).opacity"
    page.wait_for_function(f"{opacity} === '1'")
    x, y = chrome.thumb(page, "w1")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 20, y)
    page.mouse.move(x - 30, y)
    page.wait_for_function(f"{opacity} !== '1'")
    page.mouse.up()
    page.wait_for_function(f"{opacity} === '1'")
    assert "w1=" in page.url


def test_a_kept_run_stays_as_a_ghost_and_says_when_it_began_elsewhere(visit):
    page = visit("linear_regression")
    ready(page)
    page.get_by_text("Keep this run").click()
    page.get_by_text("Drop the kept run").wait_for()
    assert page.get_by_text("began elsewhere").count() == 0
    page.locator(".st-key-lr input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('lr=0.05')")
    assert page.get_by_text("began elsewhere").count() == 0
    page.get_by_text("More settings").click()
    page.locator(".st-key-seed input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("began elsewhere").wait_for()


def test_the_hand_drawn_line_follows_its_sliders_and_least_squares_wait_to_be_asked(visit):
    page = visit("linear_regression")
    page.evaluate(WRITTEN)
    page.get_by_text("fit it by hand").click()
    page.wait_for_selector(".st-key-live_hand canvas")
    page.locator(".st-key-angle input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("window.written.some((text) => text.startsWith('your line: ŷ = 0.02 x₁ + 0.0'))")
    assert not page.evaluate("window.written.some((text) => text.startsWith('least possible'))")
    page.get_by_text("Show the least-squares line").click()
    page.wait_for_function("window.written.some((text) => text.startsWith('least possible'))")


def test_a_chart_saved_alone_works_with_its_own_inputs(browser):
    result = regression.train(Regression((2.0,), 4.2, 0.5, 50, 0, 0.03, 10, 3, 0.01))
    labels = {key: text.en for key, text in words.CHART.items()}
    options = {"num_features": 1, "rates": settings.RATES, "noises": settings.NOISE.options}
    values = {"w1": 2.0, "b": 4.2, "noise": 0.5, "lr": 0.03, "step": 15}
    spec = saved.standalone(charts.fit_chart(labels, SCREEN, **options), result.datasets, values, steps=15)
    assert "vegaEmbed" in saved.page(spec)
    with alone(browser, spec) as page:
        assert page.locator("input[name=step]").get_attribute("max") == "15"
        page.locator("input[name=w1]").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("window.written.some((text) => text.startsWith('truth: ŷ = 2.100'))")
        run = regression.train(Regression((2.1,), 4.2, 0.5, 50, 0, 0.03, 10, 3, 0.01)).history
        expected = torch.cat([run.weight[15, 0, :, 0], run.bias[15, 0]]).tolist()
        assert learned(page) == pytest.approx(expected, abs=5.1e-4)
