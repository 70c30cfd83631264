"""What softmax regression learns of handwritten digits: its weights as pictures, and one sample with its outputs.

sample is the test example looked at. Everything is laid out in pixels, so that pictures stay square.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from charts.follow import Followed
from charts.look import Look
from charts.numbers import Shown, filled, fixed, probability, quote, text
from charts.palette import CLASSES, DATA, LEARNED, TRUTH
from charts.parts import finished, held, line_height, readout
from lessons.softmax_regression.encoding import LEVELS, SHOWN_OF_BATCH
from lessons.softmax_regression.pictures.learning import INK, PAPER
from lessons.softmax_regression.pictures.moment import lost, moment, one

_NO_SCALE: dict[str, Any] = {"scale": None, "axis": None}
# Neighbouring cells overlap by a pixel: no seam shows between them.
_SEAM = 1


def cells(chart: alt.Chart, left: str, top: str, side: str) -> alt.Chart:
    """Squares of `side` at `left` and `top`, expressions in pixels."""
    placed = chart.transform_calculate(left=left, top=top)
    placed = placed.transform_calculate(right=f"datum.left + {side} + {_SEAM}", bottom=f"datum.top + {side} + {_SEAM}")
    sides = {
        "x": alt.X("left:Q", **_NO_SCALE),
        "y": alt.Y("top:Q", **_NO_SCALE),
        "x2": "right:Q",
        "y2": "bottom:Q",
    }
    # A description of each cell would cost more than the cell; what the chart shows is told by its `alt`.
    return placed.mark_rect(aria=False, tooltip=None).encode(**sides)


def written(chart: alt.Chart, left: str, top: str, shown: str, size: float, colour: str, **mark: Any) -> alt.Chart:
    placed = chart.transform_calculate(left=left, top=top, text=shown)
    style: dict[str, Any] = {"fontSize": size, "color": colour, "fontWeight": 600, "tooltip": None, **mark}
    return placed.mark_text(**style).encode(
        x=alt.X("left:Q", **_NO_SCALE), y=alt.Y("top:Q", **_NO_SCALE), text="text:N"
    )


def weights_chart(labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed]) -> dict[str, Any]:
    """Ten pictures of 8 x 8 weights, blue for less than 0 and orange for more; below them the minibatch of the step.

    Data sets form, weights, batches.
    """
    line, tallest = line_height(look), look.height * 176
    # A picture and its gap are 9.2 cells wide, five stand in a row, in two rows; the minibatch stands in one.
    height = tallest + 5.1 * line
    s = f"min((width - 8) / 46, {0.82 * tallest / 16:.4g})"
    small = f"min((width - 8) / {SHOWN_OF_BATCH * 8.8:.4g}, {0.17 * tallest / 8:.4g})"
    params = [
        *moment(follows, M="batches"),
        alt.param(name="cell", expr=s),
        alt.param(name="small", expr=small),
        alt.param(name="known", expr="length(data('weights')) ? data('weights')[0]['f' + frame] : null"),
    ]
    column, row = "(datum.label % 5)", "floor(datum.label / 5)"
    tall = f"(8 * cell + {line})"
    # Where a run has diverged a weight is null, which Vega would reckon with as 0: it is filtered out first.
    weights = alt.Chart(alt.NamedData("weights")).transform_filter("isValid(datum['f' + frame])")
    weights = weights.transform_calculate(value="datum['f' + frame] / F.weight_top")
    shade = alt.Color(
        "value:Q",
        scale=alt.Scale(domain=[-1, 0, 1], range=[TRUTH, PAPER, LEARNED], clamp=True, interpolate="rgb"),
        legend=None,
    )
    pictures = cells(
        weights,
        f"(9.2 * {column} + datum.column) * cell",
        f"{2 * line} + {row} * {tall} + datum.row * cell",
        "cell",
    ).encode(color=shade)
    first = alt.Chart(alt.NamedData("weights")).transform_filter("datum.row == 0 && datum.column == 0")
    names = written(
        first,
        f"(9.2 * {column} + 4) * cell",
        f"{line} + {row} * {tall} + {line / 2}",
        "'' + datum.label",
        look.font + 1,
        LEARNED,
    )
    layers = [
        *map(held, ("form", "batches")),
        readout(one(), quote(labels["weight_images"]), 0, LEARNED, look),
        pictures,
        names,
        *_minibatch(labels, look, f"{2 * line} + 2 * {tall}"),
        lost(labels["diverged"], "known", look, 1),
    ]
    return _laid_out(layers, params, height, look)


def _laid_out(layers: list[alt.Chart], params: list[alt.Parameter], height: float, look: Look) -> dict[str, Any]:
    # Each layer has a scale of its own for colour: weights, ink and classes have nothing in common.
    chart = alt.layer(*layers, view=alt.ViewConfig(stroke=None)).properties(height=height)
    return finished(chart.resolve_scale(color="independent"), params, look)


def _minibatch(labels: Mapping[str, str], look: Look, top: str) -> list[alt.Chart]:
    line = line_height(look)
    ink = alt.Chart(alt.sequence(0, 64 * SHOWN_OF_BATCH, as_="n")).transform_calculate(
        picture="floor(datum.n / 64)", pixel="datum.n % 64"
    )
    ink = ink.transform_calculate(
        level=f"indexof('{LEVELS}', substring(M['m' + datum.picture], datum.pixel, datum.pixel + 1))",
        full="length(M['m' + datum.picture]) > 0",
    )
    shade = alt.Color("level:Q", scale=alt.Scale(domain=[0, 16], range=[PAPER, INK]), legend=None)
    pictures = cells(
        ink.transform_filter("datum.full"),
        "(8.8 * datum.picture + datum.pixel % 8) * small",
        f"{top} + {line} + floor(datum.pixel / 8) * small",
        "small",
    ).encode(color=shade)
    of_step = filled(labels["minibatch_of"], step="now", shown=f"min({SHOWN_OF_BATCH}, M.size)", size="M.size")
    told = f"frame == 0 ? {quote(labels['no_minibatch'])} : {of_step}"
    mark: dict[str, Any] = {"align": "left", "baseline": "middle"}
    return [pictures, written(one(), "0", f"{top} + {line / 2}", told, look.font, DATA, **mark)]


def sample_chart(
    labels: Mapping[str, str], look: Look, *, follows: Sequence[Followed], softmax: bool
) -> dict[str, Any]:
    """A test sample, the output of each class for it (after softmax, if `softmax`), and the loss's gradient in it.

    Data sets form, pixels, outputs.
    """
    line, tall = line_height(look), max(look.height * 18.6, 1.05 * look.font)
    height = 2 * line + 10 * tall
    params = [
        *moment(follows),
        alt.param(name="known", expr="length(data('outputs')) ? data('outputs')[0]['f' + frame] : null"),
        alt.param(name="cell", expr=f"min(0.28 * width, {height - 2 * line:.4g}) / 8"),
        alt.param(name="bars", expr="8 * cell + 0.1 * width"),
        alt.param(name="long", expr="0.5 * (width - bars) - 0.06 * width"),
        alt.param(name="right_bars", expr="bars + long + 0.12 * width"),
    ]
    pixels = alt.Chart(alt.NamedData("pixels")).transform_calculate(value="datum['s' + sample]")
    picture = cells(pixels, "datum.column * cell", f"{2 * line} + datum.row * cell", "cell").encode(
        color=alt.Color("value:Q", scale=alt.Scale(domain=[0, 1], range=[PAPER, INK]), legend=None)
    )
    rows = scores(softmax=softmax)
    middle = f"{2 * line} + {tall} * (datum.label + 0.5)"
    heading: dict[str, Any] = {"align": "left", "baseline": "middle"}
    layers = [
        held("form"),
        picture,
        _guess(rows, labels, look),
        written(one(), "bars", f"{1.5 * line}", quote(labels["probability" if softmax else "output"]),
              look.font, DATA, **heading),
        written(one(), "right_bars", f"{1.5 * line}", quote(labels["gradient" if softmax else "gradient_squared"]),
              look.font, DATA, **heading),
        written(rows.transform_filter("datum.true == 0"), "bars - 8", middle, "'' + datum.label", look.font, DATA,
              align="right"),
        written(rows.transform_filter("datum.true == 1"), "bars - 8", middle, "'✓ ' + datum.label", look.font, TRUTH,
              align="right"),
        *_bars(rows, "datum.p", "bars", softmax, middle, tall, labels, look),
        *_bars(rows, "datum.g", "right_bars", False, middle, tall, labels, look, reach=1 if softmax else 2),
        lost(labels["diverged"], "known", look, 1),
    ]  # fmt: skip
    return _laid_out(layers, params, height, look)


def scores(*, softmax: bool) -> alt.Chart:
    """The ten rows of the sample: o (output), most (the largest), p (its probability, or o itself), g (gradient)."""
    rows = (
        alt.Chart(alt.NamedData("outputs"))
        .transform_filter("datum.sample == sample")
        .transform_calculate(o="datum['f' + frame]")
        .transform_filter("isValid(datum.o)")
        .transform_joinaggregate(most="max(o)")
    )
    if softmax:
        rows = rows.transform_calculate(e="exp(datum.o - datum.most)").transform_joinaggregate(total="sum(e)")
        return rows.transform_calculate(p="datum.e / datum.total", g="datum.e / datum.total - datum.true")
    return rows.transform_calculate(p="datum.o", g="2 * (datum.o - datum.true)")


def _guess(rows: alt.Chart, labels: Mapping[str, str], look: Look) -> alt.Chart:
    """The true digit, and the one that is predicted."""
    said = rows.transform_calculate(
        guess="datum.o == datum.most ? datum.label : -1", own="datum.true ? datum.label : -1"
    ).transform_aggregate(guess="max(guess)", own="max(own)")
    true, taken = filled(labels["true_digit"], digit="datum.own"), filled(labels["taken_for"], digit="datum.guess")
    mark = Shown("(datum.guess == datum.own ? '  ✓' : '  ✗')")
    return readout(said, text(true, "   ", taken, mark), 0, LEARNED, look)


def _bars(
    rows: alt.Chart,
    value: str,
    start: str,
    one_sided: bool,
    middle: str,
    tall: float,
    labels: Mapping[str, str],
    look: Look,
    *,
    reach: float = 1,
) -> list[alt.Chart]:
    """Bars in the class colours from `start` on, from 0 to 1 (a probability) or from -reach to reach, with their
    numbers; an arrow says which of them are longer than their bars.
    """
    zero, unit = (start, "long") if one_sided else (f"({start} + 0.5 * long)", f"(0.5 * long / {reach})")
    placed = rows.transform_calculate(
        left=zero,
        right=f"{zero} + {unit} * clamp({value}, {-reach}, {reach})",
        top=f"{middle} - {0.36 * tall}",
        bottom=f"{middle} + {0.36 * tall}",
    )
    hue = alt.Color("label:O", scale=alt.Scale(domain=list(range(10)), range=list(CLASSES)), legend=None)
    sides = {"x": alt.X("left:Q", **_NO_SCALE), "y": alt.Y("top:Q", **_NO_SCALE), "x2": "right:Q", "y2": "bottom:Q"}
    axis = one().transform_calculate(
        left=zero, top=f"{2 * line_height(look)}", bottom=f"{2 * line_height(look) + 10 * tall}"
    )
    rule = axis.mark_rule(color=DATA, strokeWidth=1).encode(x=sides["x"], y=sides["y"], y2="bottom:Q")
    ends = f"{zero} + {unit} * clamp({value}, {-reach}, {reach})"
    shown = probability(value, labels["lost"]) if one_sided else fixed(value, labels["lost"], decimals=3)
    arrow = f"(abs({value}) > {reach} ? ({value} > 0 ? ' →' : ' ←') : '')"
    numbers: list[alt.Chart] = []
    for condition, align, gap in ((">= 0", "left", "+ 4"), ("< 0", "right", "- 4")):
        numbers.append(
            written(rows.transform_filter(f"{value} {condition}"), f"{ends} {gap}", middle,
                  f"{shown} + {arrow}", look.font, DATA, align=align, fontWeight=400)
        )  # fmt: skip
    return [placed.mark_rect(opacity=0.9, tooltip=None).encode(**sides, color=hue), rule, *numbers]
