"""One meaning, one colour, on every page; safe for colour-blind eyes and legible on both themes.

No colour of middle lightness is legible as text on white and on a dark ground: each stands for two shades of it, and
`themed` lets the browser take the one that its theme needs.
"""

from __future__ import annotations

from typing import Any

import altair as alt

TRUTH = "#1f83c9"
LEARNED = "#d55e00"
LEAST_SQUARES = "#8a63d2"
DATA = "#7d8590"
GHOST = "#a67c00"
GUESS = "#c0392b"  # what the visitor said before it was shown

# Class 1, class 2, ... of a classification, in this order everywhere; a label or a shape always stands beside them.
CLASSES = (
    "#11897c", "#c8547c", "#5e6bd8", "#8c8418", "#9c6644", "#4f87a8", "#a05fb4", "#4a9440", "#b8723a", "#70757d",
)  # fmt: skip

# The losses of regression; L2 has the colour of least squares, which it leads to.
LOSSES = {"l2": LEAST_SQUARES, "l1": "#b87400", "huber": "#00866b"}

SMOOTH = "#0c7f95"  # PyTorch's SmoothL1Loss beside Huber's

# Batch sizes on a log scale, from one example to all.
SIZES = ("#a05fb4", "#4f7fd0", "#11897c", "#8c8418")

# Each colour on white, and on the dark ground of `.streamlit/config.toml`: as text, 4.5 : 1 at least. Where two of a
# picture have one hue to eyes without red or green cones, lightness tells them apart.
GROUNDS = ("#ffffff", "#12151c")
SHADES = {
    TRUTH: ("#0e7abf", "#298ad0"),
    LEARNED: ("#c05504", "#d9620b"),
    LEAST_SQUARES: ("#6b3fb8", "#bca3f3"),
    DATA: ("#6d7580", "#7e8691"),
    GHOST: ("#956f02", "#a87e05"),
    GUESS: ("#c0392b", "#e05847"),
    CLASSES[0]: ("#048376", "#259487"),
    CLASSES[1]: ("#c04d76", "#d25d84"),
    CLASSES[2]: ("#5d6ad7", "#6c7be9"),
    CLASSES[3]: ("#7f7703", "#8f871d"),
    CLASSES[4]: ("#9c6644", "#af7855"),
    CLASSES[5]: ("#437b9b", "#538bac"),
    CLASSES[6]: ("#a34cbd", "#d1a6de"),
    CLASSES[7]: ("#3a8430", "#4b9541"),
    CLASSES[8]: ("#a9642b", "#ba743c"),
    CLASSES[9]: ("#70757d", "#80858d"),
    LOSSES["l1"]: ("#a46704", "#ba7605"),
    LOSSES["huber"]: ("#01856a", "#239579"),
    SIZES[1]: ("#2b57a1", "#7a9edc"),
    SMOOTH: ("#0c7f95", "#268ea4"),
}

_DARK = "luminance(background || 'white') < 0.4"  # Vega knows the ground that it draws on


def shade(colour: str) -> alt.ExprRef:
    """The colour, for the theme that the picture is drawn in."""
    light, dark = SHADES[colour]
    return alt.ExprRef(f"{_DARK} ? '{dark}' : '{light}'")


# Words in no colour of their own; and what is written on a surface of any of these colours.
INK = alt.ExprRef(f"{_DARK} ? '#e8ebf0' : '#16191f'")
ON_FILL = alt.ExprRef(f"{_DARK} ? '{GROUNDS[1]}' : '{GROUNDS[0]}'")


def themed(part: Any) -> Any:
    """A specification with the shades in the place of its colours."""
    if isinstance(part, dict):
        return {key: themed(inner) for key, inner in part.items()}
    if isinstance(part, list):
        return list(map(themed, part))
    return shade(part).to_dict() if isinstance(part, str) and part in SHADES else part
