"""Softmax regression in a real browser: rate, step and sample move every linked view without the server."""

import re

from browsing.chrome import thumb
from browsing.watching import WATCH, WRITTEN, bound, drag, paints
from lessons.softmax_regression.maths import Classification, accuracy, confusion, examples, run
from texts.numbers import number

PLANE = ("regions", "learning", "confusion")
DIGITS = ("bare_weights", "bare_sample", "learning", "confusion")


def ready(page, *charts):
    for chart in charts:
        page.wait_for_selector(f".st-key-live_{chart} canvas", timeout=60_000)
    page.wait_for_function(
        f"document.querySelectorAll('[class*=st-key-live_] [name=step]').length === {len(charts)} &&"
        "[...document.querySelectorAll('[class*=st-key-live_] [name=step]')].every((e) => e.value !== '0')"
    )


def test_a_drag_moves_every_view_without_the_server_and_what_is_told_follows_the_release(visit):
    page = visit("softmax_regression", query="classes=4")
    ready(page, *PLANE)
    page.evaluate("document.querySelector('.st-key-live_regions canvas').stays = true")
    for key in ("lr", "step"):
        page.evaluate(WATCH, key)
        drag(page, key)
        changes = page.evaluate("changes")
        assert changes >= 5
        assert min(paints(page, *PLANE)) >= 0.8 * changes
        assert page.evaluate("runs") == 0
        x, y = thumb(page, key)
        page.mouse.move(x - 30, y)
        page.mouse.up()
        page.wait_for_function(f"location.search.includes('{key}=')")
        page.wait_for_function("getComputedStyle(document.querySelector('.st-key-told')).opacity === '1'")
        page.wait_for_selector("[data-test-script-state=notRunning]")
    value = {key: re.search(rf"[?&]{key}=([^&]+)", page.url)[1] for key in ("lr", "step")}
    settled = Classification(num_classes=4, learning_rate=float(value["lr"]))
    loss = number(run(settled).loss[int(value["step"]), 0], "en")
    page.locator(".st-key-told").get_by_text(f"at step {value['step']}: the training loss").wait_for()
    assert loss in page.locator(".st-key-told").inner_text()
    # Only what is told ran again: the picture is the one that was there before.
    assert page.evaluate("document.querySelector('.st-key-live_regions canvas').stays")
    page.reload()
    ready(page, *PLANE)
    for key, text in value.items():
        page.wait_for_function(f"document.querySelector('[class*=st-key-live_] [name={key}]').value === '{text}'")
        assert bound(page, key) == {text}


def test_digits_follow_step_and_sample_and_what_is_drawn_is_what_is_trained(visit):
    page = visit("softmax_regression", query="data=digits&epochs=2&sample=4")
    ready(page, *DIGITS)
    assert bound(page, "sample") == {"4"}
    page.evaluate(WATCH, "sample")
    drag(page, "sample")
    changes = page.evaluate("changes")
    assert changes >= 5
    assert min(paints(page, "bare_sample")) >= 0.8 * changes
    assert page.evaluate("runs") == 0
    page.mouse.up()
    page.evaluate(WRITTEN)
    page.locator(".st-key-step input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('step=')")
    step = int(re.search(r"step=(\d+)", page.url)[1])
    assert bound(page, "step") == {str(step)}
    settings = Classification(data="digits", epochs=2)
    data, history = examples(settings), run(settings)
    right = [
        float(accuracy(confusion(history.weight[step, 0], history.bias[step, 0], data.X[index], data.y[index])))
        for index in (data.train, data.test)
    ]
    for part, share in zip(("train", "test"), right, strict=True):
        page.wait_for_function(f"window.written.includes('{part} {100 * share:.1f}%')")
    page.locator(".st-key-told").get_by_text(f"{100 * right[1]:.1f}% in the test").wait_for()
    # Another data set comes with its pictures, and its name goes into the link.
    page.get_by_role("radio", name="Penguins").or_(page.get_by_role("button", name="Penguins")).first.click()
    page.wait_for_function("location.search.includes('data=penguins')")
    ready(page, *PLANE)
