"""How long a visitor waits for the lessons that compute most: `python -m bench.pages`. Figures, never a test.

From the press on a link (or on a control's key) until nothing has been painted and no run has ended for 600 ms. Each is
also told as a ratio to the same way over a page that computes nothing, measured in the same run. Marks: the sweep of
learning rates within 2 s, cached within 0.3 s more than that page; digits trained and on the screen within 2 s.
"""

from __future__ import annotations

import subprocess

from playwright.sync_api import Browser, Page

from bench.live import release, rest
from browsing.chrome import browsing, serving, settle

LINK = "[data-testid=stPageLink] a[href*={}]"


def follow(page: Page, lesson: str) -> float:
    """Milliseconds from the click on a card of the home page until the lesson is at rest."""
    return rest(page, LINK.format(lesson), "input.click()")


def home(browser: Browser, address: str) -> Page:
    """The home page, its scripts loaded."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(f"{address}/?lang=en")
    settle(page)
    page.wait_for_timeout(1500)
    return page


def back(page: Page) -> None:
    """To the home page by the menu."""
    page.get_by_test_id("stTopNavLink").first.click()
    page.locator(LINK.format("learning_rate")).first.wait_for()
    page.wait_for_timeout(1500)


def main() -> None:
    """Print the figures."""
    with browsing() as browser, serving(subprocess.DEVNULL) as app:
        page = home(browser, app)
        follow(page, "regression_to_classification")  # loads what charts need
        back(page)
        least = follow(page, "regression_to_classification")
        print(f"a lesson that computes nothing: {least:.0f} ms")
        for lesson in ("learning_rate", "linear_regression", "softmax_regression"):
            back(page)
            first = follow(page, lesson)
            back(page)
            again = follow(page, lesson)
            print(
                f"{lesson}: first {first:.0f} ms ({first / least:.2f} times), then {again:.0f} ms ({again / least:.2f})"
            )
        page.close()
        digits = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        digits.goto(f"{app}/softmax_regression?lang=en&data=digits")
        settle(digits)
        digits.wait_for_timeout(2500)
        for turn in range(3):
            took = release(digits, ".st-key-epochs input[type=range]", 0)
            print(f"digits trained anew: {took:.0f} ms ({took / least:.2f} times)")
            digits.wait_for_timeout(500 * (turn + 1))


if __name__ == "__main__":
    main()
