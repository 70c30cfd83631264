"""The browser's Back leads to the page before, as it was left."""


def thumb(page, key):
    return page.locator(f".st-key-{key} [data-testid=stSliderThumbValue]").inner_text()


def test_back_and_forward_find_each_page_as_it_was_left(visit):
    page = visit("softmax", query="o1=3&classes=4&lang=zh")
    page.wait_for_selector(".st-key-o1")
    page.get_by_test_id("stTopNavLink").first.click()
    page.wait_for_function("location.pathname === '/'")
    page.locator("[data-testid=stPageLink] a[href*=cross_entropy]").first.click()
    page.wait_for_function("location.pathname === '/cross_entropy' && location.search.includes('o1=3')")
    page.wait_for_selector("[data-test-script-state=notRunning]")
    page.locator(".st-key-o1 input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('o1=2.9')")
    page.go_back()
    page.wait_for_function("location.pathname === '/'")
    page.wait_for_selector("[data-testid=stPageLink]")
    page.go_back()
    page.wait_for_function("location.search.includes('o1=3') && location.search.includes('classes=4')")
    page.wait_for_selector(".st-key-o4")
    assert thumb(page, "o1") == "3.0"
    page.go_forward()
    page.wait_for_selector("[data-testid=stPageLink]")
    page.go_forward()
    page.wait_for_function("location.search.includes('o1=2.9')")
    page.wait_for_selector(".st-key-soft")
    assert thumb(page, "o1") == "2.9"
