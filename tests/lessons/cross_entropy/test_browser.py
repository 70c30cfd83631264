"""The lesson on the cross-entropy in a real browser: every view follows every drag at every step."""

import re

import torch

from browsing.chrome import settle, thumb
from browsing.watching import WATCH, WRITTEN, bound, drag, paints
from core.losses import softmax
from lessons.cross_entropy import maths, words

DIMMED = "document.documentElement.hasAttribute('data-ahead')"


def ready(page, view="surprisal", *, step=0):
    for name in ("push", f"view_{view}"):
        page.wait_for_selector(f".st-key-live_{name} canvas", timeout=60_000)
    page.wait_for_function("document.querySelectorAll('[class*=st-key-live_] [name=step]').length === 2")
    page.wait_for_function(f"document.querySelector('.st-key-live_view_{view} [name=step]').value === '{step}'")


def written(page, pattern):
    """The last text drawn that matches."""
    page.wait_for_function(f"window.written.some((text) => /{pattern}/.test(text))")
    return [text for text in page.evaluate("window.written") if re.search(pattern, text)][-1].replace("−", "-")


def asked(page, key):
    """The number that the address holds."""
    return float(re.search(rf"{key}=(-?[\d.]+)", page.url)[1])


def test_every_view_repaints_while_a_slider_moves_and_asks_no_server(visit):
    page = visit("cross_entropy", query="o1=-1.5&true_class=2&soft=0.3&lr=2&step=20")
    ready(page, step=20)
    for name, value in {"o1": "-1.5", "true_class": "2", "soft": "0.3", "lr": "2", "step": "20"}.items():
        assert {float(text) for text in bound(page, name)} == {float(value)}
    drags = {"surprisal": ("o1", "true_class"), "hessian": ("soft",), "squared": ("lr",), "twice": ("step",)}
    for view, keys in drags.items():
        if view != "surprisal":
            page.get_by_role("radio", name=words.VIEWS[view].en).click()
            page.wait_for_function(f"location.search.includes('view={view}')")
        ready(page, view, step=20)
        settle(page)  # the view is there before its run has ended
        for key in keys:
            page.evaluate(WATCH, key)
            drag(page, key, moves=40 if key == "true_class" else 24, stride=5)
            changes = page.evaluate("changes")
            assert changes >= (2 if key in ("true_class", "lr") else 8), key
            assert min(paints(page, "push", f"view_{view}")) >= 0.8 * changes, key
            assert page.evaluate("runs") == 0, key
            page.mouse.up()
            page.wait_for_function(f"!({DIMMED})")


def test_after_a_drag_drawing_words_and_link_agree(visit):
    page = visit("cross_entropy", query="step=3&lr=2")
    ready(page, step=3)
    page.evaluate(WRITTEN)
    x, y = thumb(page, "o1")
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(1, 12):
        page.mouse.move(x - 6 * i, y)
        page.wait_for_timeout(30)
    assert page.evaluate(DIMMED)
    page.mouse.up()
    page.wait_for_function("location.search.includes('o1=')")
    o1 = asked(page, "o1")
    assert o1 < 0
    label = maths.smoothed_label(0, 3)
    now = maths.descend(torch.tensor([o1, 1.0, -1.0]).double(), label, learning_rate=2, steps=3)[3]
    loss, share = float(maths.loss(now, label)), float(softmax(now)[0])
    assert written(page, "^step 3").endswith(f"{loss:.4f}")
    page.get_by_text(f"gets {share:.4f}, so the loss is −ln {share:.4f} ≈ {loss:.3f} nats").wait_for()
    page.get_by_text(f"Class 1: predicted {share:.3f}").wait_for()
    page.wait_for_function(f"!({DIMMED})")
    page.get_by_role("radio", name=words.VIEWS["twice"].en).click()
    ready(page, "twice", step=3)
    twice = float(maths.CROSS_ENTROPY_OF_PROBABILITIES.value(now, label))
    assert written(page, f"^softmax applied twice {twice:.4f}")
    page.get_by_text("ln(e + 2) − 1 = 0.5514 nats").wait_for()
    page.reload()
    ready(page, "twice", step=3)
    assert {float(text) for text in bound(page, "o1")} == {o1}
    page.get_by_text(f"≈ {loss:.3f} nats").wait_for()


def test_on_arrival_it_walks_down_once_and_goes_back_to_the_start_and_the_player_walks_again(visit):
    page = visit("cross_entropy", motion="no-preference")
    step = "Number(document.querySelector('[class*=st-key-live_] [name=step]').value)"
    page.add_init_script(f"window.seen = []; setInterval(() => {{ try {{ seen.push({step}) }} catch {{}} }}, 20)")
    page.reload()
    page.wait_for_function("Math.max(...seen) > 40 && seen.at(-1) === 0")
    page.wait_for_timeout(300)
    assert "step=" not in page.url
    assert bound(page, "step") == {"0"}
    page.locator("button[name=on]").click()
    page.wait_for_function("location.search.includes('step=1')")
    page.locator("button[name=play]").click()
    page.wait_for_function("location.search.includes('step=50')")
    assert bound(page, "step") == {"50"}
    page.get_by_text("Step 50:").wait_for()
