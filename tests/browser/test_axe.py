"""axe-core finds nothing of A or AA where a visitor may go beyond the first screen: sections, and the wall."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing.chrome import settle
from tests.visiting import LESSONS
from ui.lesson import HOME

UNFOLD = """() => {
  for (const one of document.querySelectorAll('[data-testid=stExpander] details:not([open]) summary')) one.click()
}"""
LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
WAYS = [("lang=en", "dark"), ("lang=zh&projector=1", "light")]


def violations(page):
    found = Axe().run(page, options=LEVELS).response["violations"]
    return {(one["id"], str(node["target"])[:90]) for one in found for node in one["nodes"]}


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if lesson is not HOME], ids=lambda lesson: lesson.url)
def test_axe_finds_nothing_with_sections_open_in_both_themes_and_on_the_wall(lesson, visit):
    for query, scheme in WAYS:
        page = visit(lesson.url, query=query, color_scheme=scheme)
        page.wait_for_selector("[class*=st-key-live_] canvas", timeout=60_000)
        for _ in range(2):
            page.evaluate(UNFOLD)
            page.wait_for_timeout(900)
            settle(page)
        assert violations(page) == set(), (query, scheme)
        page.close()
