"""The colours: legible as text on both grounds, and told apart by eyes that lack one kind of cones."""

import itertools
import tomllib

import pytest

from browsing.chrome import ROOT
from charts import palette
from charts.palette import CLASSES, GROUNDS, LOSSES, SHADES, SIZES, themed

# What a dichromat sees of linear red, green, blue: Viénot, Brettel and Mollon, 1999 (red, green), Brettel 1997 (blue).
EYES = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, -0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, -0.0), (-0.02234, 0.02234, 1.0)),
    "tritan": ((1.0, 0.14461, -0.14461), (0.0, 0.85924, 0.14076), (-0.0, 0.85924, 0.14076)),
}
# Colours that stand in one picture and mean different things.
TOGETHER = {
    "lines": (palette.TRUTH, palette.LEARNED, palette.LEAST_SQUARES),
    "losses": tuple(LOSSES.values()),
    "sizes": SIZES,
    "guess": (palette.GUESS, palette.LEAST_SQUARES, palette.TRUTH),
}


def linear(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour):
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    """As WCAG 2 defines it."""
    low, high = sorted(map(luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def lab(parts):
    """CIE L*a*b* of linear red, green, blue, white as in sRGB."""
    mixed = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    ratios = [
        sum(m * max(0, p) for m, p in zip(row, parts, strict=True)) / w for row, w in zip(mixed, white, strict=True)
    ]
    x, y, z = (r ** (1 / 3) if r > 0.008856 else 7.787 * r + 16 / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other, eye):
    seen = [[sum(m * p for m, p in zip(row, linear(c), strict=True)) for row in EYES[eye]] for c in (one, other)]
    return sum((a - b) ** 2 for a, b in zip(*map(lab, seen), strict=True)) ** 0.5


def test_every_colour_is_legible_as_text_on_its_ground_and_carries_the_grounds_own_colour():
    assert {*CLASSES, *LOSSES.values(), *SIZES} <= set(SHADES)
    for shades in SHADES.values():
        for shade, ground in zip(shades, GROUNDS, strict=True):
            assert contrast(shade, ground) >= 4.5


def test_the_grounds_are_those_of_the_themes():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert (theme["light"]["backgroundColor"], theme["dark"]["backgroundColor"]) == GROUNDS
    assert all(f"'{theme[name]['textColor']}'" in palette.INK.expr for name in ("light", "dark"))


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", TOGETHER)
def test_eyes_that_lack_a_kind_of_cones_tell_apart_what_stands_together(name, eye):
    for one, other in itertools.combinations(TOGETHER[name], 2):
        for shades in zip(SHADES[one], SHADES[other], strict=True):
            assert distance(*shades, eye) > 10, (one, other, shades)


def test_shades_stand_wherever_a_colour_stood():
    spec = {"mark": {"color": palette.TRUTH, "size": 3}, "range": [palette.DATA, "#000000"]}
    made = themed(spec)
    assert "'#0e7abf'" in made["mark"]["color"]["expr"]
    assert "'#7e8691'" in made["range"][0]["expr"]
    assert made["range"][1] == "#000000"
    assert made["mark"]["size"] == 3
