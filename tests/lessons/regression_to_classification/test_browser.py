"""The lesson from regression to classification in a real browser: it follows every drag, and agrees afterwards."""

from browsing.watching import WATCH, WRITTEN, bound, drag, paints

LESSON = "regression_to_classification"
# The margin asked for concerns the losses alone.
SLIDERS = {"o1": ("layers", "losses"), "true_class": ("layers", "losses"), "delta": ("losses",)}


def ready(page):
    for name in ("layers", "losses"):
        page.wait_for_selector(f".st-key-live_{name} canvas", timeout=60_000)
    page.wait_for_function("document.querySelectorAll('[class*=st-key-live_] [name=o1]').length === 2")


def agree(page, **expected):
    for name, value in expected.items():
        page.wait_for_function(
            "([name, value]) => [...document.querySelectorAll(`[class*=st-key-live_] [name=${name}]`)]"
            ".every((input) => input.value === value)",
            arg=[name, value],
        )
        assert bound(page, name) == {value}


def test_a_drag_moves_the_charts_without_the_server_and_letting_go_runs_only_what_is_told(visit):
    page = visit(LESSON, query="o1=-2&o2=5&o3=0&true_class=3&delta=2")
    ready(page)
    agree(page, o1="-2", o2="5", o3="0", true_class="3", delta="2")
    page.get_by_text("Argmax picks chicken, but it is a dog").wait_for()
    page.evaluate("document.querySelectorAll('canvas').forEach((canvas) => { canvas.marked = true })")
    for key, charts in SLIDERS.items():
        page.evaluate(WATCH, key)
        drag(page, key, stride=-12 if key == "true_class" else 4)
        changes = page.evaluate("changes")
        assert changes >= (2 if key == "true_class" else 10)
        assert min(paints(page, *charts)) >= 0.8 * changes
        assert page.evaluate("runs") == 0
        page.mouse.up()
    page.evaluate(WRITTEN)
    page.locator(".st-key-o2 input[type=range]").focus()
    page.keyboard.press("End")
    page.wait_for_function("location.search.includes('o2=10')")
    page.get_by_text("its logit is 10.0 above the label 0").wait_for()
    page.wait_for_function("!document.documentElement.hasAttribute('data-ahead')")
    # 10² of the chicken, beside the other two's squares.
    assert "100.00" in page.evaluate("window.written")
    assert page.evaluate("[...document.querySelectorAll('canvas')].every((canvas) => canvas.marked)")


def test_a_situation_sets_sliders_link_and_charts_and_a_reload_keeps_them(visit):
    page = visit(LESSON, query="true_class=2&delta=2")
    ready(page)
    page.get_by_role("button", name="“Too right”").click()
    page.wait_for_function("location.search.includes('o1=9')")
    page.get_by_text("its logit is 8.0 above the label 1").wait_for()
    agree(page, o1="9", o2="0", o3="0", true_class="1", delta="2")
    page.reload()
    ready(page)
    agree(page, o1="9", o2="0", o3="0", true_class="1", delta="2")
