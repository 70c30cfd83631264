"""Every lesson in a real browser, in both languages, on a desk and on a phone."""

import pytest

from tests.visiting import LESSONS

LOCALES = {"en-US": "en", "zh-CN": "zh-CN"}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.url or "home")
@pytest.mark.parametrize(
    ("locale", "viewport", "scheme"), [("en-US", (1280, 800), "light"), ("zh-CN", (390, 844), "dark")]
)
def test_a_lesson_opens(lesson, locale, viewport, scheme, visit):
    page = visit(lesson.url, viewport=viewport, color_scheme=scheme, locale=locale)
    page.wait_for_function(f"document.documentElement.lang === '{LOCALES[locale]}'")
    expected = "lang=zh" if locale == "zh-CN" else "lang=en"
    page.wait_for_function(f"location.search.includes('{expected}')")
    assert page.locator("h1").inner_text().strip()
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
