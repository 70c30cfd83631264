"""The browser's Back leads to the page before, as it was left."""

from browsing.chrome import settle


def thumb(page, key):
    return page.locator(f".st-key-{key} [data-testid=stSliderThumbValue]").inner_text()


def rest(page):
    """Wait as a reader does before the next press: until the page has run and shows its charts."""
    settle(page)
    page.wait_for_timeout(1500)
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
    page.go_back()
    page.wait_for_function("location.pathname === '/'")
    rest(page)
    page.go_back()
    page.wait_for_function("location.search.includes('o1=3') && location.search.includes('classes=4')")
    rest(page)
    assert thumb(page, "o1") == "3.0"
    page.go_forward()
    rest(page)
    page.go_forward()
    page.wait_for_function("location.search.includes('o1=2.9')")
    rest(page)
    assert thumb(page, "o1") == "2.9"
