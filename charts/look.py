"""Sizes: for a screen on a desk and for a projector seen from the last row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Font and point sizes in pixels (a point's in square pixels), stroke widths, and a factor for heights."""

    font: int
    stroke: float
    point: float
    height: float


SCREEN = Look(font=12, stroke=2.5, point=14, height=1.0)
PROJECTOR = Look(font=22, stroke=5.0, point=40, height=1.25)
