"""Vega writes every number as `texts.numbers` does: over a corpus, at the bounds of each style, at random values."""

import json
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
import vl_convert

from charts.numbers import (
    Shown,
    axis_labels,
    fixed,
    gap,
    line,
    log_labels,
    number,
    percent,
    percent_labels,
    probability,
    quote,
    term,
    text,
)
from texts import numbers as told

LOST = told.LOST.en
V = "datum.v"
CORPUS = [
    0.0, -0.0, 1.0, -1.0, 2.0, -3.4, 10, 100, 1270, 1274.6, 3239, 0.252, 2 / 3, -2 / 3, 0.125, 2.5, 0.5, 0.005, 1.005,
    0.00095, 0.0001, 0.00009, 0.0005, 0.00049, 0.9995, 0.99949, -0.0001, -0.004, 0.0049, 1e-9, -1.962e-16, 2.2e-16,
    1e-13, 9.5, 99.5, 999.5, 9999.5, 99999.5, 999999.5, -999999.5, 9999.75, 999999.75, 1.1e-7, -1e-7, 2.91e-9,
    9.996e-8, 22026.4657, 1.5e184, 5.2e21, 1e6, -1e6, 1234567.8, 5e-324, 1.7e308,
]  # fmt: skip


def bounds() -> Iterator[float]:
    """Either side of where a number rounds up to the next style: one float is one too many."""
    for exponent in range(-5, 8):
        for decimals in range(1, 8):
            edge = 10.0**exponent - 0.5 * 10.0 ** (exponent - decimals)
            yield from (math.nextafter(edge, 0) * (1 - 1e-12), edge * (1 + 1e-12), -edge * (1 + 1e-12))


def scattered(how_many: int) -> Iterator[float]:
    """Numbers of every size, and some such as a page shows."""
    chance = random.Random(7)
    for _ in range(how_many):
        yield chance.choice((-1, 1)) * 10 ** chance.uniform(-320, 308)
        yield chance.choice((-1, 1)) * 10 ** chance.uniform(-8, 8)
        yield round(chance.gauss(0, 5), chance.randint(0, 3))


VALUES = [*CORPUS, *bounds(), *scattered(120)]


def drawn(expressions: Sequence[str], rows: Sequence[Mapping[str, object]]) -> list[list[str]]:
    """What Vega writes for each row and expression, in one picture.

    It stands where a color would: a text mark would be measured, too, which takes half a minute for these.
    """
    named = {f"t{i}": expression for i, expression in enumerate(expressions)}
    spec = {
        "data": {"values": list(rows)},
        "transform": [{"calculate": expression, "as": name} for name, expression in named.items()],
        "mark": "point",
        "encoding": {"fill": {"field": "all", "type": "nominal", "scale": None}},
    }
    spec["transform"].append({"calculate": " + '|' + ".join(f"datum.{name}" for name in named), "as": "all"})
    graph = vl_convert.vegalite_to_scenegraph(json.dumps(spec))
    return [item["fill"].split("|") for item in _items(graph, "symbol", "mark")]


def labels(expression: str, ticks: Sequence[float], scale: str) -> list[str]:
    """What an axis with these ticks writes."""
    axis = {"labelExpr": expression, "values": list(ticks), "labelOverlap": False}
    x = {"field": "v", "type": "quantitative", "scale": {"type": scale, "nice": False}, "axis": axis}
    spec = {"data": {"values": [{"v": tick} for tick in ticks]}, "mark": "point", "encoding": {"x": x}}
    graph = vl_convert.vegalite_to_scenegraph(json.dumps(spec))
    return [item.get("text", "") for item in _items(graph, "text", "axis-label")]


def _items(node: object, mark: str, role: str) -> Iterator[dict]:
    if isinstance(node, dict):
        if node.get("marktype") == mark and node.get("role") == role:
            yield from node["items"]
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _items(child, mark, role)


Twin = tuple[Shown, Callable[[float], str]]
TWINS: dict[str, Twin] = {
    **{
        f"number {digits} {dust} {plus}": (
            number(V, LOST, digits=digits, dust=dust, plus=plus),
            lambda x, d=digits, u=dust, p=plus: told.number(x, "en", digits=d, dust=u, plus=p),
        )
        for digits in (1, 2, 3, 4, 5, 6, 8)
        for dust in (told.DUST, 0)
        for plus in (False, True)
    },
    **{
        f"fixed {decimals} {plus} {never}": (
            fixed(V, LOST, decimals=decimals, plus=plus, never_zero=never),
            lambda x, d=decimals, p=plus, n=never: told.fixed(x, "en", decimals=d, plus=p, never_zero=n),
        )
        for decimals in (0, 1, 2, 3, 4)
        for plus in (False, True)
        for never in (False, True)
    },
    "percent": (percent(V, LOST), lambda x: told.percent(x, "en")),
    "probability": (probability(V, LOST), lambda x: told.probability(x, "en")),
    "gap": (gap(V, LOST), lambda x: told.gap(x, "en")),
    "term": (term(V, LOST), lambda x: told.term(x, "en")),
}


def test_vega_writes_numbers_as_python_does() -> None:
    rows = drawn([expression for expression, _ in TWINS.values()], [{"v": x} for x in VALUES])
    assert len(rows) == len(VALUES) > 600
    different = [
        (name, x, shown, write(x))
        for x, row in zip(VALUES, rows, strict=True)
        for (name, (_, write)), shown in zip(TWINS.items(), row, strict=True)
        if shown != write(x)
    ]
    assert different == []


def test_what_the_corpus_says() -> None:
    """By hand, so that the two cannot be wrong together."""
    values = [-1.962e-16, 1270, 0.00095, -1.1e-7, 22026.4657, 1.5e184, 1e6]
    shown = [row[0] for row in drawn([number(V, LOST)], [{"v": x} for x in values])]
    assert shown == ["0", "1270", "0.00095", "−1.1×10⁻⁷", "22\u202f026", "1.5×10¹⁸⁴", "10⁶"]


def test_lost_numbers() -> None:
    """JSON has null for them; in the browser they may be NaN or infinite; a bound parameter may be a text."""
    for lost in ("datum.v", "datum.missing", "(0 / 0)", "1 / 0", "-1 / 0"):
        expressions = [number(lost, LOST), number(lost, LOST, plus=True), fixed(lost, LOST), percent(lost, LOST)]
        expressions += [fixed(lost, LOST, plus=True, never_zero=True), probability(lost, LOST), gap(lost, LOST)]
        expressions.append(line(["1", lost], "2", symbols=["x₁", "x₂"], lost=LOST))
        if lost == "1 / 0":  # more than 1, and so certain
            expressions.pop(5)
        assert drawn(expressions, [{"v": None}]) == [[LOST] * len(expressions)], lost
    assert drawn([number(V, LOST), fixed(V, LOST)], [{"v": "0.25"}, {"v": "0"}]) == [["0.25", "0.25"], ["0", "0.00"]]


def test_sums() -> None:
    chance = random.Random(3)
    three = [(0.577, -2.0, 0.0), (-2.0, -1e-9, -0.004), (1e8, -1e-8, 0.005)]
    three += [(chance.gauss(0, 3), chance.gauss(0, 3), chance.gauss(0, 0.01)) for _ in range(100)]
    expression = line(["datum.a", "datum.b"], "datum.c", symbols=["x₁", "x₂"], lost=LOST)
    rows = drawn([expression], [{"a": a, "b": b, "c": c} for a, b, c in three])
    assert rows[0] == ["0.58 x₁ − 2.00 x₂ + 0.00"]
    assert rows == [[told.line([a, b], c, symbols=["x₁", "x₂"], lang="en")] for a, b, c in three]


EXPRESSIONS = {"datum.v + 1": 1.25, "datum.v > 1 ? 3 : datum.v - 1": -0.75, "-datum.v": -0.25, "max(datum.v, 2)": 2.0}


@pytest.mark.parametrize(("expression", "value"), EXPRESSIONS.items())
def test_an_expression_may_stand_for_a_number(expression: str, value: float) -> None:
    makers = (number, fixed, percent, probability, gap, term)
    rows = drawn([make(expression, LOST) for make in makers], [{"v": 0.25}])
    assert rows == drawn([make("datum.v", LOST) for make in makers], [{"v": value}])


@pytest.mark.parametrize(
    "label", ["l'écart", 'a "quoted" word', "back\\slash", "two\nlines", "a\u2028b", "损失", "#@{x}"]
)
def test_any_label_can_be_quoted(label: str) -> None:
    assert drawn([text(label, ": ", number(V, label)), quote(label)], [{"v": 0.5}]) == [[f"{label}: 0.5", label]]
    assert drawn([number(V, label)], [{"v": None}]) == [[label]]


def test_text_of_nothing() -> None:
    assert drawn([text(), text("", "a")], [{}]) == [["", "a"]]


def test_axes() -> None:
    powers = [1e-6, 1e-4, 0.001, 0.01, 0.1, 1, 2, 10, 100, 1000, 1e4, 2e4, 1e21]
    shown = ["10⁻⁶", "10⁻⁴", "0.001", "0.01", "0.1", "1", "", "10", "100", "1000", "10⁴", "", "10²¹"]
    assert labels(log_labels(), powers, "log") == shown
    assert labels(log_labels(only_powers=False), [0.5, 1, 2e4], "log") == ["0.5", "1", "20\u202f000"]
    assert labels(axis_labels(), [-3, 0, 0.30000000000000004, 2.5, 22026], "linear") == [
        "−3",
        "0",
        "0.3",
        "2.5",
        "22\u202f026",
    ]
    assert labels(percent_labels(), [0, 0.25, 1], "linear") == ["0%", "25%", "100%"]


def test_an_expression_is_not_too_long_to_be_interpreted_on_each_frame() -> None:
    """The digits of an exponent are raised one by one, which costs about 200 characters, once for each number."""
    assert len(number("datum.loss", LOST)) < 600
    assert len(fixed("datum.loss", LOST)) < 550
    assert len(line(["w1", "w2"], "b", symbols=["x₁", "x₂"], lost=LOST)) < 1700
