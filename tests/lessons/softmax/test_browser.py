"""The lesson on softmax in a real browser: every view follows the drag, and the pointer lights up a class."""

import torch

from browsing.chrome import thumb
from browsing.watching import WATCH, WRITTEN, alone, bound, drag, paints
from charts import saved
from charts.look import SCREEN
from core.losses import softmax
from lessons.softmax import words
from lessons.softmax.controls import INTO_EXP, LIGHT
from lessons.softmax.pictures.formula import softmax_chart
from texts.numbers import LOST

CHARTS = ("softmax", "temperature", "logistic", "decision", "overflow")


def ready(page):
    for name in CHARTS:
        page.wait_for_selector(f".st-key-live_{name} canvas", timeout=60_000)
    page.wait_for_function("document.querySelectorAll('[class*=st-key-live_] [name=o1]').length === 5")


def settled(page, key, value):
    """Wait until all charts hold the value."""
    script = "([key, value]) => [...document.querySelectorAll(`[class*=st-key-live_] [name=${key}]`)]"
    page.wait_for_function(f"{script}.every((e) => e.value === value)", arg=[key, value])


def shown(page, key):
    return page.locator(f".st-key-{key} [data-testid=stSliderThumbValue]").inner_text()


def press(page, key, name):
    page.locator(f".st-key-{key} input[type=range]").focus()
    page.keyboard.press(name)


def test_link_charts_sentences_and_a_drag_say_what_core_computes(visit):
    page = visit("softmax", query="classes=4&o1=0.5&o4=3&temperature=2&shift=4&size=50&light=2")
    ready(page)
    for key, value in {"classes": "4", "o1": "0.5", "temperature": "2", "shift": "4", "light": "2"}.items():
        settled(page, key, value)
    assert bound(page, "size") == {"50"}
    page.evaluate(WRITTEN)
    press(page, "o1", "ArrowRight")
    page.wait_for_function("location.search.includes('o1=0.6')")
    p = softmax((torch.tensor([0.6, 1.0, -1.0, 3.0], dtype=torch.float64) + 4) / 2)
    texts = page.evaluate("written")
    assert {*(f"{value:.3f}" for value in p.tolist()), f"= {float(p[1]):.3f}"} <= set(texts)
    page.get_by_text(f"Class 4 leads with probability {float(p.max()):.3f}.").wait_for()
    page.get_by_text("float32: the naive formula works here.").wait_for()
    press(page, "size", "Home")
    page.get_by_text("float32: every exponential is 0, and").wait_for()
    assert bound(page, "size") == {"-1000"}
    page.wait_for_function("!document.documentElement.hasAttribute('data-ahead')")
    page.evaluate(WATCH, "temperature")
    drag(page, "temperature", moves=16, stride=8)
    changes = page.evaluate("changes")
    assert changes > 3
    assert min(paints(page, *CHARTS)) >= 0.8 * changes
    assert page.evaluate("runs") == 0
    x, y = thumb(page, "temperature")
    page.mouse.move(x + 30, y)
    page.mouse.up()
    page.wait_for_function("!/temperature=2(&|$)/.test(location.search)")
    now = f"{float(shown(page, 'temperature')):g}"
    page.wait_for_function(f"location.search.includes('temperature={now}')")
    settled(page, "temperature", now)
    page.wait_for_function("!document.documentElement.hasAttribute('data-ahead')")


def test_the_pointer_lights_up_a_class_and_a_class_that_comes_back_brings_its_logit_back(visit):
    page = visit("softmax", query="classes=3&o4=3.3")
    ready(page)
    settled(page, "o1", "2")
    page.evaluate(WRITTEN)
    page.evaluate(WATCH, "o1")
    box = page.locator(".st-key-live_softmax canvas").bounding_box()
    # The last of three rows; then the second term of the formula; then nothing.
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 0.85 * box["height"])
    page.wait_for_function("written.includes('p₃ =') && written.includes('= 0.035')")
    # No tip of Streamlit's theme stands under the pointer: it would call the third class 2, and name our fields.
    page.wait_for_timeout(300)
    assert page.locator("#vg-tooltip-element.visible").count() == 0
    page.evaluate("written.length = 0")
    page.mouse.move(box["x"] + 0.52 * box["width"], box["y"] + 0.16 * box["height"])
    page.wait_for_function("written.includes('p₂ =') && written.includes('= 0.259')")
    assert page.evaluate("runs") == 0
    # Held back from the server, the charts already show a class without a slider: e^3.3 = 27.1.
    assert page.locator(".st-key-o4").count() == 0
    page.evaluate("written.length = 0")
    x, y = thumb(page, "classes")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 32, y)
    page.wait_for_function("written.includes('27.1')")
    assert page.locator(".st-key-o4").count() == 0
    page.mouse.up()
    page.wait_for_selector(".st-key-o4")
    assert shown(page, "o4") == "3.3"
    settled(page, "o4", "3.3")


def test_the_chart_saved_alone_works_with_an_input_for_each_logit(browser):
    labels = {key: text.en for key, text in words.CHART.items()} | {"lost": LOST.en, "guess": "your guess"}
    controls = (*INTO_EXP, LIGHT)
    values = {control.key: control.default for control in controls}
    spec = saved.standalone(softmax_chart(labels, SCREEN, follows=controls), {}, values, steps=0)
    with alone(browser, spec) as page:
        page.locator("input[name=classes]").focus()
        page.keyboard.press("ArrowRight")
        page.locator("input[name=o4]").focus()
        page.keyboard.press("End")
        # Class 4 leads with o = 10: the others have e^-8 + e^-9 + e^-11 beside its 1.
        page.wait_for_function("written.includes('exp(10) = 22\u202f026')")
        page.wait_for_function("written.includes('> 0.999')")
