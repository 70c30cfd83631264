"""The lesson on synthetic data in a real browser: labels follow the drag, the minibatch follows the player."""

from browsing.chrome import thumb
from browsing.watching import WATCH, bound, paints

OPACITY = "getComputedStyle(document.querySelector('.st-key-told')).opacity"


def test_labels_and_table_follow_the_drag_and_the_player(visit):
    page = visit("synthetic_data", query="n=50&batch_size=20&noise=0.5")
    page.wait_for_selector(".st-key-live_scatter canvas", timeout=60_000)
    page.wait_for_function("document.querySelectorAll('[class*=st-key-live_] [name=batch]').length === 2")
    page.wait_for_function("document.querySelector('[class*=st-key-live_] [name=noise]').value === '0.5'")
    page.get_by_text("Minibatch 1 of epoch 1").wait_for()
    label = "document.querySelector('.st-key-told table tbody tr td:last-child').innerText"
    before = page.evaluate(label)

    page.evaluate(WATCH, "w1")
    x, y = thumb(page, "w1")
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(1, 8):
        page.mouse.move(x - 5 * i, y)
        page.wait_for_timeout(40)
    assert min(paints(page, "scatter")) >= 5
    assert page.evaluate("runs") == 0
    page.mouse.up()
    page.wait_for_function("location.search.includes('w1=')")
    page.wait_for_function(f"{label} !== '{before}'")
    page.wait_for_function(f"{OPACITY} === '1'")

    page.locator("button[name=end]").click()
    page.get_by_text("its features X have the shape (10, 2), its labels y the shape (10, 1).").wait_for()
    assert bound(page, "batch") == {"3"}
    page.locator("button[name=back]").click()
    page.wait_for_function("location.search.includes('batch=2')")
    page.get_by_text("Minibatch 2 of epoch 1").wait_for()
