"""The lesson from regression to classification in a real browser: it follows every drag, and agrees afterwards."""

import pytest

from tests.browser.watching import WATCH, WRITTEN, bound, drag, paints

LESSON = "regression_to_classification"
BOTH = ("layers", "blame")
# The margin asked for concerns the losses alone.
SLIDERS = {"true_class": BOTH, "o1": BOTH, "o3": BOTH, "delta": ("blame",)}


def ready(page):
    page.wait_for_selector(".st-key-live_layers canvas", timeout=60_000)
    page.wait_for_selector(".st-key-live_blame canvas", timeout=60_000)
    page.wait_for_function("document.querySelectorAll('[class*=st-key-live_] [name=o1]').length === 2")


def agree(page, **expected):
    for name, value in expected.items():
        page.wait_for_function(
            "([name, value]) => [...document.querySelectorAll(`[class*=st-key-live_] [name=${name}]`)]"
            ".every((input) => input.value === value)",
            arg=[name, value],
        )
        assert bound(page, name) == {value}


def test_charts_take_the_links_values_on_first_paint(visit):
    page = visit(LESSON, query="o1=-2&o2=5&o3=0&true_class=3&delta=2")
    ready(page)
    agree(page, o1="-2", o2="5", o3="0", true_class="3", delta="2")
    page.get_by_text("Argmax picks chicken, but it is a dog").wait_for()


@pytest.mark.parametrize(("key", "charts"), SLIDERS.items())
def test_sliders_move_the_charts_during_the_drag_without_the_server(visit, key, charts):
    page = visit(LESSON)
    ready(page)
    page.evaluate(WATCH, key)
    drag(page, key, stride=12 if key == "true_class" else 4)
    changes = page.evaluate("changes")
    assert changes >= (2 if key == "true_class" else 10)
    assert min(paints(page, *charts)) >= 0.8 * changes
    assert page.evaluate("runs") == 0
    page.mouse.up()


def test_after_the_release_link_sentence_and_picture_agree(visit):
    page = visit(LESSON)
    ready(page)
    page.evaluate(WRITTEN)
    page.locator(".st-key-o2 input[type=range]").focus()
    page.keyboard.press("End")
    page.wait_for_function("location.search.includes('o2=10')")
    agree(page, o2="10")
    page.get_by_text("Argmax picks chicken, but it is a cat").wait_for()
    texts = page.evaluate("window.written")
    # (2 - 1)² + 10² + 1² = 102, and the lead 2 - 10 lacks 9 of δ = 1.
    assert {"102.00", "9.00", "Prediction: argmax o = chicken, wrong"} <= set(texts)
    page.reload()
    ready(page)
    agree(page, o1="2", o2="10")
    page.get_by_text("Argmax picks chicken, but it is a cat").wait_for()


def test_a_situation_sets_sliders_link_and_charts(visit):
    page = visit(LESSON, query="true_class=2")
    ready(page)
    page.get_by_role("button", name="“Too right”").click()
    page.wait_for_function("location.search.includes('o1=9')")
    agree(page, o1="9", o2="0", o3="0", true_class="1")
    page.get_by_text("for being 8.0 above 1").wait_for()
