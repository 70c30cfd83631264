"""The lesson on the learning rate in a real browser: the rate and the step move every chart without the server."""

from browsing.watching import WATCH, WRITTEN, bound, drag, paints


def ready(page, *more):
    for name in ("sweep", "run", *more):
        page.wait_for_selector(f".st-key-live_{name} canvas", timeout=60_000)
    count = 2 + len(more)
    page.wait_for_function(f"document.querySelectorAll('[class*=st-key-live_] [name=lr]').length === {count}")


def test_rate_and_step_move_every_chart_and_then_the_words_agree(visit):
    page = visit("learning_rate", query="lr=0.1&batch_size=100&step=4")
    ready(page)
    page.get_by_text("Epochs are not steps").click()
    ready(page, "epochs")
    page.wait_for_function("document.querySelector('.st-key-live_epochs [name=lr]').value === '0.1'")
    page.wait_for_selector("[data-test-script-state=notRunning]")
    page.evaluate(WATCH, "lr")
    drag(page, "lr")
    changes = page.evaluate("changes")
    assert changes >= 5
    assert min(paints(page, "sweep", "run", "epochs")) >= 0.8 * changes
    assert page.evaluate("runs") == 0
    page.mouse.up()
    # What stands outside of what is told is left alone by a commit: a mark on it survives, even its text.
    page.locator("h1").evaluate("e => { e.textContent = 'marked' }")
    page.locator(".st-key-lr input[type=range]").focus()
    page.evaluate(WRITTEN)
    page.keyboard.press("End")
    page.wait_for_function("location.search.includes('lr=3')")
    page.wait_for_selector(".st-key-told :text('Diverged by step')")
    page.wait_for_selector(".st-key-told_limit :text('3 is 3')")
    assert bound(page, "lr") == {"3"}
    page.wait_for_function("window.written.some((text) => text.startsWith('Diverged · B = 100'))")
    page.wait_for_function(
        "[...document.querySelectorAll('[class*=st-key-told]')].every((e) => getComputedStyle(e).opacity === '1')"
    )
    page.locator("button[name=on]").click()
    page.wait_for_function("location.search.includes('step=5')")
    page.wait_for_function("window.written.some((text) => text.startsWith('Far off the chart after step'))")
    assert page.locator("h1").inner_text() == "marked"
    page.reload()
    ready(page)
    page.wait_for_function("document.querySelector('.st-key-live_run [name=step]').value === '5'")


def test_a_setting_changed_during_long_trainings_ends_them(visit):
    page = visit("learning_rate", query="epochs=30&seed=7")
    ready(page)
    page.get_by_text("More settings").click()
    seed = page.locator(".st-key-seed input[type=range]")
    seed.focus()
    for _ in range(3):  # each press begins new trainings of 33000 steps at each rate and leaves those before
        page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('seed=10')")
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=30_000)
    page.wait_for_selector(".st-key-told :text('at step 3000')")
    assert page.locator("[data-testid=stProgress]").count() == 0
