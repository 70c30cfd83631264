"""Sizes: for a screen on a desk and for a projector seen from the last row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Font and point sizes in pixels (a point's in square pixels), stroke widths, a factor for heights.

    `axis` is the room in pixels for a vertical axis; `few` asks for the panels only that say most, and no smaller ones.
    """

    font: int
    stroke: float
    point: float
    height: float
    axis: int
    few: bool = False


SCREEN = Look(font=12, stroke=2.5, point=14, height=1.0, axis=64)
PROJECTOR = Look(font=22, stroke=5.0, point=40, height=1.4, axis=110, few=True)
