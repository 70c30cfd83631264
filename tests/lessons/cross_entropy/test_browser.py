"""The lesson on the cross-entropy in a real browser: every view follows every drag at every step."""

import re

import pytest
import torch

from core.losses import softmax
from lessons.cross_entropy import maths as core
from lessons.cross_entropy import words
from tests.browser.chrome import thumb
from tests.browser.watching import WATCH, WRITTEN, bound, drag, paints


def ready(page, view="surprisal"):
    for name in ("push", f"view_{view}"):
        page.wait_for_selector(f".st-key-live_{name} canvas", timeout=60_000)
    page.wait_for_function("document.querySelectorAll('[class*=st-key-live_] [name=step]').length === 2")


def press(page, key, arrow):
    page.locator(f".st-key-{key} input[type=range]").focus()
    page.keyboard.press(arrow)


def written(page, pattern):
    """The last text drawn that matches."""
    page.wait_for_function(f"window.written.some((text) => /{pattern}/.test(text))")
    return [text for text in page.evaluate("window.written") if re.search(pattern, text)][-1].replace("−", "-")


def test_charts_take_the_sliders_values_on_first_paint(visit):
    page = visit("cross_entropy", query="o1=-1.5&true_class=2&soft=0.3&lr=2&step=7")
    ready(page)
    page.wait_for_function("document.querySelector('.st-key-live_view_surprisal [name=step]').value === '7'")
    for name, value in {"o1": "-1.5", "true_class": "2", "soft": "0.3", "lr": "2", "step": "7"}.items():
        assert {float(text) for text in bound(page, name)} == {float(value)}


@pytest.mark.parametrize(
    ("key", "view"),
    [("o1", "surprisal"), ("soft", "hessian"), ("lr", "squared"), ("step", "twice"), ("true_class", "surprisal")],
)
def test_a_drag_repaints_both_charts_without_the_server(visit, key, view):
    page = visit("cross_entropy", query=f"view={view}&step=20&o2=-2.0&soft=0.4")
    ready(page, view)
    page.wait_for_function(f"document.querySelector('.st-key-live_view_{view} [name=step]').value === '20'")
    page.evaluate(WATCH, key)
    drag(page, key, moves=40 if key == "true_class" else 24, stride=5)
    changes = page.evaluate("changes")
    assert changes >= (2 if key in ("true_class", "lr") else 8)
    assert min(paints(page, "push", f"view_{view}")) >= 0.8 * changes
    assert page.evaluate("runs") == 0
    page.mouse.up()


def test_what_is_drawn_after_a_drag_is_what_core_works_out_and_the_link_gives_it_back(visit):
    page = visit("cross_entropy", query="step=3&lr=2")
    ready(page)
    page.wait_for_function("document.querySelector('.st-key-live_view_surprisal [name=step]').value === '3'")
    page.evaluate(WRITTEN)
    x, y = thumb(page, "o1")
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(1, 12):
        page.mouse.move(x - 6 * i, y)
        page.wait_for_timeout(30)
    page.mouse.up()
    page.wait_for_function("location.search.includes('o1=')")
    o1 = float(re.search(r"o1=(-?[\d.]+)", page.url)[1])
    assert o1 < 0
    path = core.descend(torch.tensor([o1, 1.0, -1.0]).double(), core.smoothed_label(0, 3), learning_rate=2, steps=3)
    loss = float(core.loss(path[3], core.smoothed_label(0, 3)))
    assert written(page, "^step 3").endswith(f"{loss:.4f}")
    share = float(softmax(path[3])[0])
    page.get_by_text(f"gets {share:.4f}, so the loss is −ln {share:.4f} ≈ {loss:.3f} nats").wait_for()
    page.reload()
    ready(page)
    page.wait_for_function(f"Number(document.querySelector('.st-key-live_view_surprisal [name=o1]').value) === {o1}")
    page.get_by_text(f"≈ {loss:.3f} nats").wait_for()


def test_the_player_walks_to_the_end_and_the_server_follows(visit):
    page = visit("cross_entropy", query="step=0")
    ready(page)
    page.locator("button[name=on]").click()
    page.wait_for_function("location.search.includes('step=1')")
    page.locator("button[name=play]").click()
    page.wait_for_function("location.search.includes('step=50')")
    assert bound(page, "step") == {"50"}
    page.locator("button[name=start]").click()
    page.wait_for_function("!location.search.includes('step=')")


def test_on_arrival_it_walks_down_once_and_goes_back_to_the_start(visit):
    page = visit("cross_entropy", motion="no-preference")
    step = "Number(document.querySelector('[class*=st-key-live_] [name=step]').value)"
    page.add_init_script(f"window.seen = []; setInterval(() => {{ try {{ seen.push({step}) }} catch {{}} }}, 20)")
    page.reload()
    page.wait_for_function("Math.max(...seen) > 40 && seen.at(-1) === 0")
    page.wait_for_timeout(300)
    assert "step=" not in page.url
    assert bound(page, "step") == {"0"}


def test_each_view_has_its_picture_and_its_address(visit):
    page = visit("cross_entropy", query="o1=-5.0")
    ready(page)
    page.evaluate(WRITTEN)
    page.get_by_role("radio", name=words.VIEWS["twice"].en).click()
    page.wait_for_function("location.search.includes('view=twice')")
    ready(page, "twice")
    logits, label = torch.tensor([-5.0, 1.0, -1.0]).double(), core.smoothed_label(0, 3)
    twice = float(core.CROSS_ENTROPY_OF_PROBABILITIES.value(logits, label))
    assert written(page, f"^softmax applied twice {twice:.4f}")
    page.get_by_text("Its floor is 0.5514 = ln(e + 2) − 1 nats").wait_for()
    page.reload()
    ready(page, "twice")


def test_fewer_classes_than_the_true_one_is_no_fault_of_the_link(visit):
    page = visit("cross_entropy", query="classes=4&true_class=4")
    ready(page)
    page.get_by_text("More settings").click()
    press(page, "classes", "ArrowLeft")
    page.wait_for_function("!location.search.includes('classes=4')")
    page.get_by_text("class 3 is true").or_(page.get_by_text("Class 3 is true")).first.wait_for()
    page.wait_for_timeout(500)
    assert page.locator("[data-testid=stAlert]").count() == 0
    page = visit("cross_entropy", query="classes=3&true_class=5&view=9")
    ready(page)
    assert page.locator("[data-testid=stAlert]").count() == 2


def test_a_question_sets_the_controls_and_the_view(visit):
    page = visit("cross_entropy", query="view=hessian")
    ready(page, "hessian")
    page.get_by_text("Predict, then reveal").click()
    question = words.QUESTIONS[1]
    page.get_by_text(question.options[1].en).click()
    page.locator(f".st-key-reveal_{question.key} button:not([disabled])").click()
    ready(page, "squared")
    page.wait_for_function("location.search.includes('view=squared') && location.search.includes('o1=-8')")
    page.get_by_text("Their sizes are").wait_for()
