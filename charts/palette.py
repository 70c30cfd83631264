"""One meaning, one colour, on every page; safe for colour-blind eyes and legible on both themes."""

TRUTH = "#1f83c9"
LEARNED = "#d55e00"
LEAST_SQUARES = "#8a63d2"
DATA = "#7d8590"
GHOST = "#a67c00"
