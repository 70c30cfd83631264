"""For every hand, eye and ear: keys alone, a screen reader, forced colours, full screen, a browser of long ago."""

import pytest

from browsing.chrome import settle
from browsing.watching import press, ready
from tests.visiting import LESSONS
from ui.lesson import HOME

# What the focused element is, and whether it can be seen: in the window, and nothing around it transparent.
FOCUSED = """() => {
  const one = document.activeElement
  const box = one.closest("label, [data-testid=stSlider]")?.getBoundingClientRect() ?? one.getBoundingClientRect()
  let opacity = 1
  for (let at = one; at; at = at.parentElement) {
    if (!at.matches("input")) opacity = Math.min(opacity, Number(getComputedStyle(at).opacity))
  }
  const seen = opacity > 0.2 && box.bottom > 0 && box.top < innerHeight && box.width > 1
  return { name: one.getAttribute("aria-label") ?? one.innerText ?? "", tag: one.tagName, seen,
           key: one.closest("[class*=st-key-]")?.className.match(/st-key-(\\w+)/)[1] ?? "" }
}"""
DESCRIBED = """() => [...document.querySelectorAll('[class*="st-key-live_"] [role="graphics-document"]')].map((one) =>
  document.getElementById(one.getAttribute("aria-describedby"))?.textContent ?? "")"""


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if lesson is not HOME], ids=lambda lesson: lesson.url)
def test_beside_a_pictures_constant_words_stands_the_finding_of_the_moment(lesson, visit):
    page = visit(lesson.url, query="lang=en")
    page.wait_for_selector("[class*=st-key-live_] canvas", timeout=60_000)
    page.wait_for_timeout(600)
    told = page.locator(".st-key-told p, .st-key-told_finding p").first.inner_text()
    described = page.evaluate(DESCRIBED)
    assert described
    assert {" ".join(text.split()) for text in described} == {" ".join(told.split())}


def test_the_finding_of_a_picture_changes_with_the_page(visit):
    page = visit("linear_regression", query="lang=en&step=60")
    ready(page)
    before = page.evaluate(DESCRIBED)[0]
    press(page, "step", "Home")
    page.get_by_text("Not trained yet").wait_for()
    page.wait_for_function(f"({DESCRIBED})()[0].startsWith('Not trained yet')")
    assert not before.startswith("Not trained yet")


def test_a_stop_and_its_question_are_walked_by_keys_alone(visit):
    page = visit("linear_regression", query="lang=en&stop=2")
    ready(page)
    page.keyboard.press("PageDown")
    page.wait_for_function("location.search.includes('stop=3')")
    settle(page)
    seen = set()

    def tab_to(wanted):
        for _ in range(60):
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUSED)
            assert at["seen"], at
            seen.add(at["key"])
            if wanted(at):
                return
        raise AssertionError(f"never reached; passed {sorted(seen)}")

    def reveal():
        page.wait_for_function("!document.querySelector('[class*=st-key-reveal_] button').disabled")
        settle(page)
        tab_to(lambda at: at["key"].startswith("reveal_"))
        page.keyboard.press("Enter")
        page.wait_for_selector(".st-key-ask [data-testid=stAlert]")
        settle(page)

    tab_to(lambda at: at["key"].startswith("guess"))
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    reveal()
    page.keyboard.press("PageDown")
    page.wait_for_function("location.search.includes('stop=4')")
    settle(page)
    page.wait_for_function("document.querySelector('.st-key-ask')?.innerText.includes('Twenty')")
    tab_to(lambda at: at["key"].startswith("guess_") and at["tag"] == "BUTTON")
    page.keyboard.press(" ")
    reveal()


def test_where_the_system_forces_its_colours_a_slider_is_still_seen(visit):
    page = visit("linear_regression")
    ready(page)
    page.emulate_media(forced_colors="active", color_scheme="dark", reduced_motion="reduce")
    grounds = page.locator(".st-key-w1 [data-testid=stSlider] div").evaluate_all("""(all) => all
        .filter((one) => getComputedStyle(one).forcedColorAdjust === "none")
        .map((one) => getComputedStyle(one).backgroundColor)""")
    assert {ground for ground in grounds if ground not in ("rgba(0, 0, 0, 0)", "rgb(0, 0, 0)")}


def test_full_screen_shows_a_picture_whole(visit):
    page = visit("linear_regression")
    ready(page)
    page.locator(".st-key-live_fit canvas").hover()
    page.locator(".st-key-live_fit button[aria-label^=Fullscreen]").click()
    page.wait_for_selector("[aria-label^='Close fullscreen']")
    page.wait_for_timeout(600)
    right = "() => document.querySelector('.st-key-live_fit canvas').getBoundingClientRect().right"
    page.wait_for_function(f"({right})() > 1000")
    assert page.evaluate(right) <= 1280


@pytest.mark.parametrize(("lang", "said"), [("en", "Safari 15.4"), ("zh", "Safari 15.4、")])
def test_a_browser_without_has_is_told_so(lang, said, visit):
    page = visit("softmax", query=f"lang={lang}")
    shown = "() => getComputedStyle(document.querySelector('[data-testid=stMainBlockContainer]'), '::before').content"
    assert page.evaluate(shown) == "none"
    page.evaluate("""() => {
      for (const sheet of [...document.styleSheets]) for (const rule of [...sheet.cssRules]) {
        if (!rule.conditionText?.includes("selector(:has(*))")) continue
        const own = document.head.appendChild(document.createElement("style")).sheet
        for (const inner of rule.cssRules) own.insertRule(inner.cssText, own.cssRules.length)
      }
    }""")
    assert said in page.evaluate(shown)
