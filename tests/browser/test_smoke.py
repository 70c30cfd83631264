"""Every lesson in a real browser: on a desk by day in English, on a phone at night in Chinese."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.visiting import LESSONS

LOCALES = {"en-US": "en", "zh-CN": "zh-CN"}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.url or "home")
@pytest.mark.parametrize(
    ("locale", "viewport", "scheme"), [("en-US", (1280, 800), "light"), ("zh-CN", (390, 844), "dark")]
)
def test_a_lesson_opens_and_axe_finds_nothing_serious(lesson, locale, viewport, scheme, visit):
    page = visit(lesson.url, viewport=viewport, color_scheme=scheme, locale=locale)
    page.wait_for_function(f"document.documentElement.lang === '{LOCALES[locale]}'")
    expected = "lang=zh" if locale == "zh-CN" else "lang=en"
    page.wait_for_function(f"location.search.includes('{expected}')")
    assert page.locator("h1").inner_text().strip()
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # On a phone Streamlit's own menu lies in the sidebar, a list with headings among its items: not ours to mend.
    found = Axe().run(page, context={"exclude": [["[data-testid=stSidebar]"]]}).response["violations"]
    serious = {
        (violation["id"], tuple(node["target"][0] if node["target"] else "" for node in violation["nodes"])[:3])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    }
    assert serious == set()
