"""Keys that work anywhere: a presenter's hands are not on the mouse."""

from browsing.chrome import settle
from browsing.watching import press, ready


def test_the_finding_is_said_once_the_hand_rests_and_not_while_it_plays(visit):
    page = visit("linear_regression", query="step=60&noise=0.5&n=200&lr=0.001")
    ready(page)
    page.evaluate("""() => {
        window.said = []
        setInterval(() => {
            const text = linesToLogits.region?.textContent
            if (text && text !== said.at(-1)) said.push(text)
        }, 20)
    }""")
    for _ in range(3):
        press(page, "lr", "ArrowRight")
    page.wait_for_function("said.length > 0")
    page.wait_for_timeout(1500)
    finding = page.locator(".st-key-told p").first.inner_text()
    assert page.evaluate("said.at(-1)") == finding
    assert page.evaluate("said.length") <= 3
    assert page.evaluate("linesToLogits.region.getAttribute('aria-live')") == "polite"
    count = page.evaluate("said.length")
    page.locator("button[name=play]").click()
    page.wait_for_timeout(1000)
    assert page.evaluate("said.length") == count


def test_keys_play_speak_project_and_tell_what_they_do(visit):
    page = visit("linear_regression", query="step=60&noise=0.5&n=200")
    ready(page)
    page.locator("h1").click()
    page.keyboard.press(" ")
    page.wait_for_function("document.querySelector('[class*=st-key-live_] [name=step]').value !== '60'")
    page.keyboard.press(" ")
    settle(page)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    assert "Page Down" in keys.inner_text()
    page.keyboard.press("Escape")
    assert not keys.is_visible()
    page.keyboard.press("l")
    page.wait_for_function("location.search.includes('lang=zh')")
    settle(page)
    page.keyboard.press("p")
    page.wait_for_function("location.search.includes('projector=1')")
    settle(page)
    slider = page.locator(".st-key-w1 input[type=range]")
    slider.focus()
    page.keyboard.press("l")
    page.wait_for_timeout(500)
    assert "lang=zh" in page.url, "where something is set by keys, letters do nothing else"
