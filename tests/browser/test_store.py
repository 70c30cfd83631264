"""The one store, on the real page: quick keys, sections, exercises and their links, in the browser's own address."""

import re
import subprocess

import pytest

from browsing.chrome import free_port, settle, start
from browsing.watching import press, ready

RATE = {"linear_regression": "batch_size", "learning_rate": "batch_size", "softmax_regression": "batch_size"}


def asked(page):
    """The settings in the address."""
    query = page.url.partition("?")[2]
    return dict(pair.split("=") for pair in query.split("&"))


def thumb(page, key):
    return page.locator(f".st-key-{key} [data-testid=stSliderThumbValue]").inner_text()


@pytest.mark.parametrize(("lesson", "key"), RATE.items())
def test_quick_keys_leave_slider_address_and_page_at_one(lesson, key, visit):
    page = visit(lesson)
    page.wait_for_selector("[class*=st-key-live_] canvas", timeout=60_000)
    first = thumb(page, key)
    page.locator(f".st-key-{key} input[type=range]").focus()
    for name in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(name)
        page.wait_for_timeout(60)
    settle(page)
    page.wait_for_function(f"location.search.includes('{key}=')")
    page.wait_for_timeout(800)
    settle(page)
    assert thumb(page, key) != first
    assert asked(page)[key] == thumb(page, key)
    # What is told is of this page: the step that it names is the slider's, and the address's, if it names one.
    told = re.search(r"step (\d+)", page.locator(".st-key-told").inner_text())
    assert told
    assert told[1] == thumb(page, "step")
    assert "step" not in asked(page)
    page.reload()
    settle(page)
    page.wait_for_selector(f".st-key-{key} [data-testid=stSliderThumbValue]")
    assert thumb(page, key) == asked(page)[key]


def test_a_section_stays_open_when_the_page_changes_around_it(visit):
    page = visit("linear_regression", query="step=60")
    ready(page)
    page.get_by_text("More settings").click()
    page.get_by_text("One step under the glass").click()
    page.locator(".st-key-told_more .katex").first.wait_for()
    page.locator(".st-key-two_features label").click()
    page.wait_for_function("location.search.includes('two_features=false')")
    settle(page)
    assert page.locator(".st-key-seed").is_visible()
    page.get_by_text("中文").click()
    page.wait_for_function("location.search.includes('lang=zh')")
    settle(page)
    assert page.locator(".st-key-seed").is_visible()
    assert page.locator(".st-key-told_more .katex").count() > 0


def test_an_exercise_brings_its_controls_into_sight_and_keeps_the_page_embedded(visit):
    page = visit("linear_regression", query="embed=true&step=60")
    ready(page)
    page.get_by_text("Try it").click()
    button = page.locator(".st-key-exercise_2 button")
    button.scroll_into_view_if_needed()
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollTop") > 200
    button.click()
    page.wait_for_function("location.search.includes('lr=0.001')")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop === 0")
    assert asked(page)["embed"] == "true"
    assert "step" not in asked(page)
    press(page, "b", "ArrowRight")
    page.wait_for_function("location.search.includes('b=4.3')")
    assert asked(page)["embed"] == "true"


def test_what_is_shared_is_the_address_of_now_and_a_reload_forgets_no_guess(visit):
    page = visit("softmax", query="stop=2")
    page.get_by_text("It stays").click()
    page.locator("[class*=st-key-reveal] button:not([disabled])").click()
    page.get_by_role("button", name="Ask me again").wait_for()
    press(page, "o1", "ArrowRight")
    page.wait_for_function("location.search.includes('o1=2.1')")
    settle(page)
    page.get_by_role("button", name="Share this picture").click()
    page.get_by_text(page.url, exact=True).wait_for()
    assert "stop=2" in page.url
    assert page.locator("[data-testid=stPopoverBody] img").evaluate("picture => picture.naturalWidth") > 100
    page.reload()
    page.get_by_role("button", name="Ask me again").wait_for()
    assert page.evaluate("location.search.includes('o1=2.1')")


def test_a_page_goes_on_where_it_was_when_its_server_is_started_anew(browser):
    process, address = start(subprocess.DEVNULL, port=(port := free_port()))
    try:
        page = browser.new_page(reduced_motion="reduce")
        page.goto(f"{address}/softmax?stop=2")
        settle(page)
        page.get_by_text("It stays").click()
        page.locator("[class*=st-key-reveal] button:not([disabled])").click()
        page.get_by_role("button", name="Ask me again").wait_for()
        process.kill()
        process.wait(20)
        page.wait_for_selector("[data-testid=stApp]:not([data-test-connection-state=CONNECTED])")
        process, _ = start(subprocess.DEVNULL, port=port)
        settle(page)
        page.wait_for_timeout(1500)  # the new server's first run, which nobody asked for
        settle(page)
        press(page, "o1", "ArrowRight")
        page.wait_for_function("location.search.includes('o1=2.1')")
        page.get_by_role("button", name="Ask me again").wait_for()
        page.close()
    finally:
        process.kill()
        process.wait(20)


def test_what_is_picked_from_a_list_outlives_a_change_of_language(visit):
    page = visit("softmax_regression", query="lang=en&data=penguins")
    page.locator(".st-key-features input").first.click()
    page.get_by_role("option").nth(3).click()
    page.wait_for_function("location.search.includes('features=bill_depth-flipper')")
    for tongue, name in (("中文", "喙深、鳍肢长"), ("English", "bill depth, flipper length")):
        page.get_by_text(tongue, exact=True).click()
        page.wait_for_function(f"location.search.includes('lang={'zh' if tongue == '中文' else 'en'}')")
        settle(page)
        press(page, "lr", "ArrowRight" if tongue == "中文" else "ArrowLeft")
        page.wait_for_timeout(800)
        settle(page)
        assert "features=bill_depth-flipper" in page.url
        assert page.locator(".st-key-features input").first.input_value() == name
