"""One meaning, one colour, on every page; safe for colour-blind eyes and legible on both themes."""

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

# Batch sizes on a log scale, from one example to all.
SIZES = ("#a05fb4", "#4f7fd0", "#11897c", "#8c8418")
