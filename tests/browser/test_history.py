"""The browser's Back leads to the page before, as it was left; pressed faster than the server runs, too."""

from browsing.chrome import settle


def thumb(page, key):
    return page.locator(f".st-key-{key} [data-testid=stSliderThumbValue]").inner_text()


def comes_to(page, path, key, value, query=frozenset()):
    """Wait until the page is that of the path and its slider has the value; then both stay, and the address agrees."""
    state = f"""() => location.pathname === "{path}" && document
        .querySelector(".st-key-{key} [data-testid=stSliderThumbValue]")?.innerText === "{value}" """
    page.wait_for_function(state)
    rest(page)
    assert page.evaluate(state)
    assert set(query) in (set(), set(page.evaluate("location.search").removeprefix("?").split("&")))


def rest(page):
    """Wait as a reader does before the next press: until the page has run and shows its charts."""
    settle(page)
    page.wait_for_timeout(900)
    settle(page)


def test_back_and_forward_find_each_page_as_it_was_left(visit):
    page = visit("softmax", query="o1=3&classes=4&lang=zh")
    rest(page)
    page.get_by_test_id("stTopNavLink").first.click()
    page.wait_for_function("location.pathname === '/'")
    rest(page)
    page.locator("[data-testid=stPageLink] a[href*=cross_entropy]").first.click()
    page.wait_for_function("location.pathname === '/cross_entropy' && location.search.includes('o1=3')")
    rest(page)
    page.locator(".st-key-o1 input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('o1=2.9')")
    rest(page)

    def press(*ways):
        for way in ways:
            page.evaluate(f"history.{way}()")
            page.wait_for_timeout(50)
        rest(page)

    press("back")
    assert page.evaluate("location.pathname") == "/"
    press("back")
    softmax = {"o1=3", "classes=4", "lang=zh"}
    page.wait_for_function("location.search.includes('o1=3') && location.search.includes('classes=4')")
    assert thumb(page, "o1") == "3.0"
    press("forward")
    press("forward")
    page.wait_for_function("location.search.includes('o1=2.9')")
    assert thumb(page, "o1") == "2.9"

    press("back", "back", "forward", "back")  # faster than the server runs
    comes_to(page, "/softmax", "o1", "3.0", softmax)
    press("forward", "forward")
    comes_to(page, "/cross_entropy", "o1", "2.9")
    # A link pressed after Back is a step again.
    press("back")
    page.locator("[data-testid=stPageLink] a[href*=softmax]").first.click()
    page.wait_for_function("location.pathname.startsWith('/softmax')")
    rest(page)
    page.go_back()
    page.wait_for_function("location.pathname === '/'")
