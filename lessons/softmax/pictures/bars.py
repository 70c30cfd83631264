"""One row for each class: the bars of its logit, of its exponential and of its probability, with the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from charts.look import Look
from charts.numbers import Shown, filled, fixed, number, probability, quote, text
from charts.palette import DATA
from charts.parts import line_height
from lessons.softmax.pictures.logits import COLOR, FADE, exponential, one, rows

# The columns, as shares of the width: where bars begin and end, and where the number ends.
_LOGIT, _EXP, _P = (0.0, 0.2, 0.28), (0.35, 0.545, 0.655), (0.725, 0.91, 1.0)
_NARROW = "width < 560"
_SHARE = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
# The next power of two times 5: bars keep their scale while a logit moves a little.
_REACH = "(5 * pow(2, max(0, ceil(log(max(abs(extent(Z)[0]), abs(top)) / 5) / log(2) - 1e-9))))"


class _Rows:
    """The panel of bars: where things stand, in pixels from its top."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.line = line_height(look)
        self.height = round(look.height * 272)
        edges = [2.4 * self.line, self.height - 1.4 * self.line]
        self.tallest = f"{0.85 * (edges[1] - edges[0]):.1f} / classes"  # of letters in a row
        self.y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, range=edges))

    def bars(self, left: str, right: str) -> alt.Chart:
        """A bar for each class between two shares of the width."""
        half = "min(0.36 / classes, 0.09)"
        edges: dict[str, Any] = {"y": f"datum.middle - {half}", "y2": f"datum.middle + {half}", "x": left, "x2": right}
        bars = rows().transform_calculate(**edges).mark_rect()
        return bars.encode(x=_SHARE, x2="x2:Q", y=self.y, y2="y2:Q", color=COLOR, opacity=FADE)

    def numbers(self, share: float, shown: str) -> alt.Chart:
        """A number for each class, ending at a share of the width."""
        size = alt.ExprRef(f"min({_NARROW} ? {0.8 * self.look.font} : {self.look.font + 1}, {self.tallest})")
        mark: dict[str, Any] = {"align": "right", "baseline": "middle", "fontWeight": 600, "fontSize": size}
        placed = rows().transform_calculate(x=str(share), y="datum.middle", text=shown)
        return placed.mark_text(**mark).encode(x=_SHARE, y=self.y, text="text:N", color=COLOR, opacity=FADE)

    def note(self, share: float, y: float, shown: str, *, bold: bool = False) -> alt.Chart:
        """A line of text that begins at a share of the width, above or below the bars."""
        size = alt.ExprRef(f"{_NARROW} ? {0.75 * self.look.font} : {self.look.font + (1 if bold else 0)}")
        place: dict[str, Any] = {"x": alt.ExprRef(f"{share} * width"), "y": y, "baseline": "top", "align": "left"}
        mark: dict[str, Any] = {"fontSize": size, "fontWeight": 600 if bold else 400, "text": alt.ExprRef(shown)}
        # A text's own default color would be lost on a dark page.
        return one().mark_text(**place, **mark, color=DATA)

    def stripes(self) -> alt.Chart:
        """The whole row of each class."""
        return rows().transform_calculate(x="0", x2="1", y="datum.i / classes", y2="(datum.i + 1) / classes")

    def names(self, label: str) -> list[alt.Chart]:
        """The names of the classes, where other charts have an axis; the room for them is always the same."""
        room: dict[str, Any] = {"x": 8 - self.look.axis, "x2": 0, "y": 0, "y2": self.height, "color": "transparent"}
        size = alt.ExprRef(f"min({self.look.font}, {self.tallest})")
        mark: dict[str, Any] = {"align": "right", "baseline": "middle", "dx": -8, "fontWeight": 600, "fontSize": size}
        placed = rows().transform_calculate(x="0", y="datum.middle", text=filled(label, number="datum.i + 1"))
        return [
            one().mark_rect(**room),
            placed.mark_text(**mark).encode(x=_SHARE, y=self.y, text="text:N", color=COLOR, opacity=FADE),
        ]


def _heads(at: _Rows, labels: Mapping[str, str]) -> list[alt.Chart]:
    """What each column holds, how its bars are scaled, and below the bars its largest number or sum."""
    lost, below = labels["lost"], at.height - 1.1 * at.line
    short = {
        key: f"{_NARROW} ? {quote(labels[f'{key}_short'])} : {quote(labels[key])}"
        for key in ("exponential", "probability", "relative", "share")
    }
    sums = text(labels["sum"], " ", exponential("whole", "lse", lost), " · logsumexp ", number("lse", lost, digits=3))
    return [
        at.note(_LOGIT[0], 0, f"{_NARROW} ? 'logit z' : 'logit z = (s·o + c) / T'", bold=True),
        at.note(_EXP[0], 0, short["exponential"], bold=True),
        at.note(_P[0], 0, short["probability"], bold=True),
        at.note(_LOGIT[0], at.line, text(labels["reach"], " ±", Shown(_REACH))),
        at.note(_EXP[0], at.line, short["relative"]),
        at.note(_P[0], at.line, short["share"]),
        at.note(_LOGIT[0], below, text(labels["largest"], " ", number("top", lost, digits=3))),
        at.note(_EXP[0], below, sums),
        at.note(_P[0], below, text(labels["sum"], " ", fixed("(total * exp(top - lse))", lost, decimals=3))),
    ]


def bars_panel(labels: Mapping[str, str], look: Look) -> alt.LayerChart:
    """The rows; the last layer takes the pointer."""
    at, lost = _Rows(look), labels["lost"]
    zero, half = (_LOGIT[0] + _LOGIT[1]) / 2, (_LOGIT[1] - _LOGIT[0]) / 2
    across: dict[str, Any] = {"x": _SHARE, "x2": "x2:Q", "y": at.y, "y2": "y2:Q"}
    axis = one().transform_calculate(x=str(zero), y="0", y2="1")
    lit = at.stripes().transform_filter("lighting && lit == datum.i")
    layers: list[alt.Chart] = [
        *at.names(labels["class"]),
        lit.mark_rect(color=DATA, opacity=0.16).encode(**across),
        at.bars(str(zero), f"{zero} + {half} * datum.z / {_REACH}"),
        axis.mark_rule(color=DATA, strokeWidth=1).encode(x=_SHARE, y=at.y, y2="y2:Q"),
        at.bars(str(_EXP[0]), f"{_EXP[0]} + {_EXP[1] - _EXP[0]:.4f} * datum.a"),
        at.bars(str(_P[0]), f"{_P[0]} + {_P[1] - _P[0]:.4f} * datum.p"),
        at.numbers(_LOGIT[2], number("datum.z", lost, digits=3)),
        at.numbers(_EXP[2], exponential("datum.e", "datum.z", lost)),
        at.numbers(_P[2], probability("datum.p", lost)),
        *_heads(at, labels),
        at.stripes().mark_rect(color="transparent", cursor="pointer").encode(**across),
    ]
    return alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=at.height)
