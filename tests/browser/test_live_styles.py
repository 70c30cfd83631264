"""What the css files repeat of other files is the same there, and older browsers have something to fall back on."""

import re
import tomllib

import pytest

from browsing.chrome import ROOT
from browsing.watching import ready
from charts.look import PROJECTOR, SCREEN

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
COLOR = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
PLAYER = ".st-key-stage_player"


def rgb(color):
    """A color as the browser writes it: #d4dae1 is rgb(212, 218, 225), for d4 is 13 * 16 + 4."""
    return f"rgb({', '.join(str(int(color[i : i + 2], 16)) for i in (1, 3, 5))})"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_strip_and_player_stand_on_the_themes_ground(scheme, visit):
    page = visit("linear_regression", viewport=(390, 844), color_scheme=scheme)
    ready(page)
    assert page.evaluate(COLOR, [PLAYER, "backgroundColor"]) == rgb(THEME[scheme]["backgroundColor"])
    assert page.evaluate(COLOR, [PLAYER, "borderTopColor"]) == rgb(THEME[scheme]["borderColor"])
    # As on iPadOS before 17.5, which knows no light-dark.
    page.evaluate("""() => {
      for (const sheet of document.styleSheets) {
        const at = [...sheet.cssRules].findIndex((rule) => rule.conditionText?.includes("light-dark"))
        if (at >= 0) sheet.deleteRule(at)
      }
    }""")
    red, *rest = map(float, re.findall(r"[\d.]+", page.evaluate(COLOR, [PLAYER, "backgroundColor"])))
    assert rest[2:] in ([], [1.0]), "see-through"
    assert red > 200 if scheme == "light" else red < 60


@pytest.mark.parametrize(("query", "look"), [("", SCREEN), ("projector=1", PROJECTOR)])
def test_the_room_for_a_vertical_axis_is_that_of_the_look(query, look, visit):
    page = visit("linear_regression", query=query, viewport=(1600, 900))
    ready(page)
    room = "getComputedStyle(document.documentElement).getPropertyValue('--chart-axis')"
    assert page.evaluate(room) == f"{look.axis}px"
    ends = "selector => document.querySelector(selector).getBoundingClientRect().right"
    assert page.evaluate(ends, ".st-key-live_progress canvas") <= 1600 - 16
