"""The pictures of the README, taken of the running app: `python -m docs.screenshots`. Needs an installed browser."""

from __future__ import annotations

import subprocess
from pathlib import Path

from browsing.chrome import browsing, serving, settle

FOLDER = Path(__file__).parent / "images"
# File, address, width, height, colour scheme.
SHOTS = (
    ("linear_regression", "linear_regression?noise=0.5&step=60&lang=en", 1280, 800, "light"),
    ("softmax_regression", "softmax_regression?lang=zh", 1280, 800, "dark"),
    ("cross_entropy", "cross_entropy?lang=en", 1280, 800, "light"),
    ("learning_rate", "learning_rate?lang=en", 1280, 800, "light"),
    ("projector", "softmax?projector=1&lang=zh", 1280, 720, "light"),
    ("phone", "linear_regression?noise=0.5&lang=zh", 390, 844, "dark"),
)


def main() -> None:
    """Take every shot of a server of our own."""
    FOLDER.mkdir(exist_ok=True)
    with browsing() as browser, serving(subprocess.DEVNULL) as address:
        for name, path, width, height, scheme in SHOTS:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
            )
            page.goto(f"{address}/{path}")
            settle(page)
            page.wait_for_selector("[class*=st-key-live_] canvas")
            page.wait_for_timeout(2000)  # charts have no event that says they are drawn
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()


if __name__ == "__main__":
    main()
