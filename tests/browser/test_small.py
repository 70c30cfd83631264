"""Small windows: what stays in sight leaves room for the picture, and no page scrolls sideways."""

import pytest

from browsing.chrome import settle
from tests.visiting import LESSONS

# How much of the height header, strip and player cover, wherever the page is scrolled to.
COVERED = """() => {
  const places = [...document.querySelectorAll('[data-testid=stHeader], .st-key-stage .stColumn:first-child')]
  places.push(document.querySelector('.st-key-stage_player'))
  const kept = places.filter((one) => one && ['sticky', 'fixed', 'absolute'].includes(getComputedStyle(one).position))
  return kept.reduce((sum, one) => sum + one.getBoundingClientRect().height, 0) / innerHeight
}"""
UNFOLD = """() => {
  for (const one of document.querySelectorAll('[data-testid=stExpander] details:not([open]) summary')) one.click()
}"""
# Elements that stick out of the page, and do not scroll by themselves.
TOO_WIDE = """() => {
  const main = document.querySelector('[data-testid=stMain]')
  return main.scrollWidth > main.clientWidth ? `${main.scrollWidth} > ${main.clientWidth}` : ''
}"""
SIZES = [
    ((390, 844), 0.45),
    ((360, 640), 0.45),
    ((568, 320), 0.55),
    ((640, 360), 0.55),
    ((844, 390), 0.55),
    ((320, 256), 0.4),
]


@pytest.mark.parametrize(("size", "most"), SIZES, ids=[f"{w}x{h}" for (w, h), _ in SIZES])
def test_a_picture_has_its_share_of_the_height(size, most, visit):
    page = visit("linear_regression", query="lang=en", viewport=size)
    page.wait_for_selector(".st-key-live_fit canvas", timeout=60_000)
    page.locator(".st-key-live_fit").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert page.evaluate(COVERED) <= most


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.url or "home")
def test_no_page_scrolls_sideways_with_all_sections_open(lesson, visit):
    for lang, width in (("en", 320), ("zh", 390)):
        page = visit(lesson.url, query=f"lang={lang}", viewport=(width, 700))
        for _ in range(2):
            page.evaluate(UNFOLD)
            page.wait_for_timeout(700)
            settle(page)
        assert page.evaluate(TOO_WIDE) == "", (lang, width)
