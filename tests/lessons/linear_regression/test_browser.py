"""The flagship lesson in a real browser: it follows a drag without the server, and agrees with it afterwards."""

import pytest
import torch

from browsing import chrome
from browsing.watching import WATCH, WRITTEN, alone, bound, drag, learned, paints, press, ready
from charts import saved
from charts.look import SCREEN
from core.training import Regression, run
from lessons.linear_regression import run as lesson
from lessons.linear_regression import words
from lessons.linear_regression.controls import LEARNING_RATE, NOISE, STEP, W1, B
from lessons.linear_regression.pictures.lines import fit_chart
from texts.numbers import LOST
from ui import settings

OPACITY = "getComputedStyle(document.querySelector('.st-key-told')).opacity"
SHOWN = ".st-key-w1 [data-testid=stSliderThumbValue]"


def test_a_drag_repaints_without_the_server_and_then_everything_agrees(visit):
    """From the link that opens it to the reload of the link that it leaves."""
    page = visit("linear_regression", query="w1=-1.5&noise=0.5&lr=0.02&n=200&step=40")
    ready(page)
    assert (bound(page, "w1"), bound(page, "noise"), bound(page, "step")) == ({"-1.5"}, {"0.5"}, {"40"})
    for key in ("b", "noise", "lr", "step", "w1"):
        page.evaluate(WATCH, key)
        drag(page, key)
        changes, painted = page.evaluate("changes"), paints(page, "fit", "progress")
        assert changes >= 4
        assert min(painted) >= 0.8 * changes, (key, changes, painted)
        assert page.evaluate("runs") == 0
        page.mouse.up()
        page.wait_for_function(f"{OPACITY} === '1'")
    x, y = chrome.thumb(page, "w1")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y)
    page.mouse.move(x + 40, y)
    page.wait_for_function(f"{OPACITY} !== '1'")
    page.evaluate(WRITTEN)
    page.mouse.up()
    shown = float(page.locator(SHOWN).inner_text())
    page.wait_for_function(f"location.search.includes('w1={shown:g}&')")
    page.wait_for_function(f"{OPACITY} === '1'")
    press(page, "b", "ArrowLeft")
    b = float(page.locator(".st-key-b [data-testid=stSliderThumbValue]").inner_text())
    page.wait_for_function(f"location.search.includes('b={b:g}&')")
    address = dict(pair.split("=") for pair in page.url.split("?")[1].split("&"))
    history = run(Regression((shown, -3.4), b, float(address["noise"]), 200, 0, float(address["lr"]), 10, 3, 0.01))
    step = int(address["step"])
    expected = [*history.weight[step, 0, :, 0].tolist(), float(history.bias[step, 0, 0])]
    assert learned(page) == pytest.approx(expected, abs=5.1e-4)
    told = page.locator(".st-key-told table").inner_text().replace("\N{MINUS SIGN}", "-")
    assert f"{expected[0]:.3f}"[:-1] in told
    page.reload()
    ready(page)
    assert float(page.locator(SHOWN).inner_text()) == shown
    assert bound(page, "w1") == {f"{shown:g}"}


def test_player_and_keyboard_move_the_step_and_the_server_follows(visit):
    page = visit("linear_regression", query="w1=99&lr=abc")
    ready(page)
    assert page.locator("[data-testid=stAlert]").count() == 1
    assert bound(page, "w1") == {"2"}
    page.locator("button[name=back]").click()
    page.wait_for_function("location.search.includes('step=299')")
    assert bound(page, "step") == {"299"}
    page.locator("button[name=start]").click()
    page.wait_for_function("location.search.includes('step=0')")
    page.get_by_text("Not trained yet").wait_for()
    page.locator("button[name=play]").click()
    page.wait_for_function(f"{STEP_SHOWN} > 10")
    press(page, "step", "Home")  # a hand on the step stops the player
    page.wait_for_function("location.search.includes('step=0')")
    page.wait_for_timeout(500)
    assert bound(page, "step") == {"0"}
    # By keys: each button does what it says, and the arrows lead from one to the next, as in any toolbar.
    page.locator("button[name=play]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    page.wait_for_function("location.search.includes('step=1')")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press(" ")
    page.wait_for_function(f"{STEP_SHOWN} > 5")
    page.keyboard.press(" ")
    page.wait_for_function("!/step=1(&|$)/.test(location.search)")
    at = page.locator(".st-key-step [data-testid=stSliderThumbValue]").inner_text()
    page.wait_for_function(f"location.search.includes('step={at}')")
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.wait_for_function("!location.search.includes('step=')")
    assert bound(page, "step") == {"300"}
    assert page.get_by_role("toolbar", name="Player").count() == 1


STEP_SHOWN = "Number(document.querySelector('[class*=st-key-live_] [name=step]').value)"


def test_on_arrival_the_training_plays_once_and_a_link_to_a_step_stays_there(visit):
    page = visit("linear_regression", motion="no-preference")
    page.add_init_script(f"window.seen = []; setInterval(() => {{ try {{ seen.push({STEP_SHOWN}) }} catch {{}} }}, 50)")
    page.reload()
    page.wait_for_function("new Set(seen).size > 10 && Math.min(...seen) < 50 && seen.at(-1) === 100")
    assert "step=" not in page.url
    page = visit("linear_regression", query="step=7", motion="no-preference")
    ready(page)
    page.wait_for_timeout(700)
    assert bound(page, "step") == {"7"}


def test_a_kept_run_stays_as_a_ghost_and_the_hand_drawn_line_follows_its_sliders(visit):
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
    # One's own line: it follows its sliders, and least squares wait to be asked for.
    page.evaluate(WRITTEN)
    page.get_by_text("fit it by hand").click()
    page.wait_for_selector(".st-key-live_hand canvas")
    page.locator(".st-key-angle input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("window.written.some((text) => text.startsWith('your line: ŷ = 0.02 x₁ + 0.00'))")
    assert not page.evaluate("window.written.some((text) => text.startsWith('least possible'))")
    page.get_by_text("Show the least-squares line").click()
    page.wait_for_function("window.written.some((text) => text.startsWith('least possible'))")


def test_a_chart_saved_alone_works_with_its_own_inputs(browser):
    result = lesson.trained(Regression((2.0,), 4.2, 0.5, 50, 0, 0.03, 10, 3, 0.01))
    labels = {key: text.en for key, text in words.CHART.items()} | {"lost": LOST.en, "guess": "your guess"}
    options = {"num_features": 1, "rates": settings.RATES, "follows": (W1, B, NOISE, LEARNING_RATE, STEP)}
    values = {"w1": 2.0, "b": 4.2, "noise": 0.5, "lr": 0.03, "step": 15}
    tables = {name: table.to_pandas() for name, table in result.tables.items() if name != "limit"}
    spec = saved.standalone(fit_chart(labels, SCREEN, **options), tables, values, steps=15)
    with alone(browser, spec) as page:
        assert page.locator("input[name=step]").get_attribute("max") == "15"
        page.locator("input[name=w1]").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("window.written.some((text) => text.startsWith('truth: y = 2.100'))")
        history = run(Regression((2.1,), 4.2, 0.5, 50, 0, 0.03, 10, 3, 0.01))
        expected = torch.cat([history.weight[15, 0, :, 0], history.bias[15, 0]]).tolist()
        assert learned(page) == pytest.approx(expected, abs=5.1e-4)
