"""A browser's translation takes the page's texts away: no number freezes, and nothing breaks."""

import pytest

from browsing.chrome import settle
from browsing.watching import press

CONTROLS = {"linear_regression": "noise", "softmax": "o1", "cross_entropy": "o1", "softmax_regression": "lr"}
# As translators do: each text is replaced by another inside an element of theirs, but where that is forbidden.
TRANSLATE = """() => {
  const accept = (node) =>
    node.data.trim() && !node.parentElement.closest("style, script, svg, .katex, [translate=no]") ? 1 : 2
  const main = document.querySelector("[data-testid=stMain]")
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, { acceptNode: accept })
  const all = []
  while (walker.nextNode()) all.push(walker.currentNode)
  for (const node of all) {
    const font = document.createElement("font")
    node.replaceWith(font)
    font.append(node.data)
  }
  return all.length
}"""


def told(page):
    return [" ".join(text.split()) for text in page.locator("[class*=st-key-told]").all_inner_texts()]


@pytest.mark.parametrize(("lesson", "control"), CONTROLS.items())
def test_what_is_told_goes_on_following_the_controls(lesson, control, visit):
    page = visit(lesson, query="lang=en")
    page.wait_for_selector("[class*=st-key-live_] canvas", timeout=60_000)
    page.wait_for_timeout(600)
    assert page.evaluate(TRANSLATE) > 20
    before = told(page)
    for _ in range(2):
        press(page, control, "ArrowLeft")
        page.wait_for_timeout(600)
    settle(page)
    page.wait_for_function("!document.documentElement.hasAttribute('data-ahead')")
    page.wait_for_timeout(400)
    now = told(page)
    assert now != before
    assert page.locator("[data-testid=stException]").count() == 0
    fresh = visit(lesson, query=page.url.partition("?")[2])
    fresh.wait_for_selector("[class*=st-key-live_] canvas", timeout=60_000)
    fresh.wait_for_timeout(600)
    assert told(fresh) == now
