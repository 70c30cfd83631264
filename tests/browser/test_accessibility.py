"""What a machine can find of accessibility, on every page and in both themes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.visiting import LESSONS


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.url or "home")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(lesson, scheme, visit):
    page = visit(lesson.url, color_scheme=scheme)
    page.wait_for_timeout(1500)
    found = Axe().run(page).response["violations"]
    serious = {
        (violation["id"], tuple(node["target"][0] if node["target"] else "" for node in violation["nodes"])[:3])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    }
    assert serious == set()
