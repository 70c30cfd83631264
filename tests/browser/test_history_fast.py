"""Back and Forward pressed faster than the server runs: the page of the last press stays, with its settings."""

from tests.browser.test_history import rest, thumb


def test_the_page_of_the_last_press_stays_and_no_step_is_lost(visit):
    page = visit("linear_regression", query="w1=-1&lang=zh")
    rest(page)
    page.get_by_test_id("stTopNavLink").first.click()
    page.wait_for_function("location.pathname === '/'")
    rest(page)
    page.locator("[data-testid=stPageLink] a[href*=cross_entropy]").first.click()
    page.wait_for_function("location.pathname === '/cross_entropy'")
    rest(page)
    page.locator(".st-key-o1 input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('o1=1.9')")
    rest(page)

    def press(*ways):
        for way in ways:
            page.evaluate(f"history.{way}()")
            page.wait_for_timeout(50)
        rest(page)

    press("back", "back", "forward", "back")
    assert page.evaluate("location.pathname") == "/linear_regression"
    assert set(page.evaluate("location.search").removeprefix("?").split("&")) == {"w1=-1", "lang=zh"}
    assert thumb(page, "w1") == "-1.0"
    press("forward", "forward")
    assert page.evaluate("location.pathname") == "/cross_entropy"
    assert thumb(page, "o1") == "1.9"
    # A link pressed after Back is a step again.
    press("back")
    page.locator("[data-testid=stPageLink] a[href*=softmax]").first.click()
    page.wait_for_function("location.pathname.startsWith('/softmax')")
    rest(page)
    page.go_back()
    page.wait_for_function("location.pathname === '/'")
