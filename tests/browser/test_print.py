"""On paper: the whole page, light, and nothing that moves or lies over the words."""

import pytest

from browsing.watching import ready

HIDDEN = (".st-key-frame_controls", "[data-testid=stHeader]")
STICKY = "[...document.querySelectorAll('*')].filter(e => ['sticky', 'fixed'].includes(getComputedStyle(e).position))"


@pytest.mark.parametrize(("query", "scheme"), [("stop=3", "dark"), ("projector=1", "light")])
def test_a_printed_lesson_is_light_and_whole(query, scheme, visit, tmp_path):
    page = visit("linear_regression", query=query, color_scheme=scheme)
    ready(page)
    page.pdf(path=tmp_path / "page.pdf", format="A4", print_background=True)  # tells the page that it is printed
    assert page.evaluate("document.documentElement.hasAttribute('data-dark')") == (scheme == "dark")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    page.wait_for_timeout(500)
    assert not any(page.locator(selector).is_visible() for selector in HIDDEN if page.locator(selector).count())
    visible = f"{STICKY}.filter(e => e.offsetHeight > 0 && e.closest('.stApp')).map(e => e.className)"
    assert page.evaluate(visible) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    charts = page.locator("[class*=st-key-live_] canvas").evaluate_all(
        "all => all.map(c => c.getBoundingClientRect().right)"
    )
    assert len(charts) >= 2
    assert max(charts) <= 794
