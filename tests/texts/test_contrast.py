"""The theme can be read: its contrast, computed from the file.

Source: Web Content Accessibility Guidelines 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import tomllib
from pathlib import Path

import pytest

CONFIG = Path(__file__).parents[2] / ".streamlit/config.toml"
THEME = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
MODES = ("light", "dark")


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb"."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """(L1 + 0.05) / (L2 + 0.05) with the lighter colour first."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_by_hand() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize(("ink", "least"), [("textColor", 7.0), ("primaryColor", 4.5), ("linkColor", 4.5)])
def test_ink_on_its_ground(mode: str, ground: str, ink: str, least: float) -> None:
    assert contrast(THEME[mode][ink], THEME[mode][ground]) >= least


@pytest.mark.parametrize("mode", MODES)
def test_faded_text_on_its_ground(mode: str) -> None:
    """Captions: Streamlit draws them in the text colour at 60 percent."""
    text, ground = THEME[mode]["textColor"], THEME[mode]["backgroundColor"]
    mixed = [round(0.6 * int(text[i : i + 2], 16) + 0.4 * int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    assert contrast("#" + "".join(f"{channel:02x}" for channel in mixed), ground) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_chart_colours_stand_out(mode: str) -> None:
    for colour in THEME[mode]["chartCategoricalColors"]:
        assert contrast(colour, THEME[mode]["backgroundColor"]) >= 3, colour


def test_the_two_modes_are_one_light_and_one_dark() -> None:
    assert THEME["light"]["backgroundColor"] == "#ffffff"
    assert THEME["dark"]["backgroundColor"] == "#12151c"
