"""Projector mode at the sizes of lecture halls: large enough to read, on one screen what belongs together."""

import re

import pytest

from browsing.chrome import ROOT, settle
from charts.look import PROJECTOR, SCREEN
from tests.visiting import LESSONS
from ui.lesson import HOME

SIZES = ((1024, 768), (1280, 720), (1280, 800), (1366, 768), (1920, 1080), (3840, 2160))
LINE = 1 / 45  # the smallest text as a share of the window's height

# Every text that a picture draws, with its size and where.
DRAWN = """() => {
  window.drawn = []
  const fill = CanvasRenderingContext2D.prototype.fillText
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.drawn.push([String(text), parseFloat(this.font.match(/([\\d.]+)px/)[1]), this.canvas])
    return fill.call(this, text, ...rest)
  }
}"""
SMALLEST_DRAWN = """() => drawn
  .filter(([text, , canvas]) => text.trim() && canvas.isConnected)
  .map(([text, size, canvas]) => [size * canvas.getBoundingClientRect().width / parseFloat(canvas.style.width), text])
  .sort(([a], [b]) => a - b)[0]"""
SMALLEST_WRITTEN = """() => {
  const walker = document.createTreeWalker(document.querySelector("[data-testid=stMain]"), NodeFilter.SHOW_TEXT)
  const found = []
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement
    const hidden = !node.data.trim() || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    const unread = "style, script, [data-testid=stSliderTickBar], .katex-mathml, details"
    if (hidden || parent.closest(unread) || parent.getBoundingClientRect().width <= 2) continue
    found.push([parseFloat(getComputedStyle(parent).fontSize) * (parent.currentCSSZoom ?? 1), node.data])
  }
  return found.sort(([a], [b]) => a - b)[0]
}"""
PLACES = """() => {
  const box = (selector) => {
    const found = document.querySelector(selector)?.getBoundingClientRect()
    return found ? [found.top, found.bottom] : null
  }
  const rung = document.querySelector("[data-ringed]") ? "[data-ringed]" : ".st-key-stage [class*=st-key-live_]"
  const title = document.querySelector("h1")
  return {
    sentence: box(".st-key-tour_sentence"), picture: box(rung), player: box(".st-key-stage_player .player"),
    cut: title.scrollWidth > title.clientWidth + 1,
    sideways: document.documentElement.scrollWidth - innerWidth,
    ways: document.querySelectorAll(".st-key-frame_controls a").length,
  }
}"""


def test_the_charts_zoom_makes_text_large_enough_and_plots_no_smaller_at_any_height():
    style = (ROOT / "ui" / "charts_projector.css").read_text(encoding="utf-8")
    zooms = [(0, float(re.search(r"--wall: ([\d.]+)", style)[1]))]
    zooms += [
        (int(low), float(zoom)) for low, zoom in re.findall(r"min-height: (\d+)px.*?--wall: ([\d.]+)", style, re.S)
    ]
    assert len(zooms) > 5
    ends = [low - 1 for low, _ in zooms[1:]] + [2160]
    for (_, zoom), end in zip(zooms, ends, strict=True):
        assert zoom * PROJECTOR.font >= end * LINE
        assert zoom * PROJECTOR.height >= SCREEN.height


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if lesson is not HOME], ids=lambda lesson: lesson.url)
def test_on_the_wall_a_stop_can_be_read_and_seen_whole(lesson, visit):
    page = visit(lesson.url, query="projector=1&stop=1&lang=en", viewport=SIZES[0], script=f"({DRAWN})()")
    faults = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.reload()
        page.wait_for_selector("[class*=st-key-live_] canvas", timeout=60_000)
        settle(page)
        page.wait_for_timeout(900)
        for size, text in (page.evaluate(SMALLEST_DRAWN), page.evaluate(SMALLEST_WRITTEN)):
            if size < 0.999 * height * LINE:
                faults.append((width, height, text, size))
        places = page.evaluate(PLACES)
        (top, bottom), sentence = places["picture"], places["sentence"]
        low = places["player"][0] if places["player"] else height
        seen = (min(bottom, low) - max(top, sentence[1])) / (bottom - top)
        print(lesson.url, width, height, round(seen, 2), places)
        if seen < 0.98 or sentence[0] < 0 or places["cut"] or places["sideways"] > 0 or places["ways"] < 2:
            faults.append((width, height, seen, places))
    assert faults == []
