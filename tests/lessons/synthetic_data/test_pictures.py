"""The pictures of the data and of the minibatches: drawn, over columns that exist, and what they count is drawn."""

import json
import re

import pytest

from charts.look import PROJECTOR, SCREEN
from charts.palette import DATA, LEARNED
from lessons.synthetic_data import tables, words
from lessons.synthetic_data.controls import BATCH, NOISE, W1, W2, B
from lessons.synthetic_data.maths import Epoch
from lessons.synthetic_data.pictures import minibatches_chart, scatter_chart
from tests.charts.drawing import drawn, seen, unknown_columns

LABELS = {key: text.en for key, text in words.CHART.items()} | {"lost": "lost", "guess": "your guess"}
VALUES = {"w1": 2.0, "w2": -1.0, "b": 1.0, "noise": 0.5, "batch": 1}
ORANGE = re.compile(rf'<path[^>]*fill="{seen(LEARNED)}"')
GREY = re.compile(rf'<path[^>]*fill="{seen(DATA)}"')


def examples(epoch):
    table = tables.examples_frame(*epoch.causes(), epoch.minibatches())
    return {"examples": table, "cells": table}


def scatter(d, look=SCREEN):
    follows = (W1, W2, B, NOISE, BATCH) if d == 2 else (W1, B, NOISE, BATCH)
    return scatter_chart(LABELS, look, num_features=d, follows=follows)


def cells(look=SCREEN):
    return minibatches_chart(LABELS, look, follows=(BATCH,))


@pytest.mark.parametrize("look", [SCREEN, PROJECTOR])
@pytest.mark.parametrize(("d", "n", "size"), [(1, 5, 10), (2, 100, 32)])
def test_every_column_exists_and_every_example_is_drawn(d, n, size, look):
    data = examples(Epoch(d, n, size, 2, seed=1))
    for spec, marks in ((scatter(d, look), d * n), (cells(look), 2 * n)):
        assert unknown_columns(spec, data) == set()
        svg = drawn(spec, data, VALUES)
        assert "NaN" not in svg
        assert svg.count("<path") >= marks


@pytest.mark.parametrize(("size", "batch"), [(1, 1), (10, 3), (1000, 1)])
def test_the_count_told_is_that_of_the_points_drawn(size, batch):
    epoch = Epoch(1, 1000, size, 1, seed=0)
    svg = drawn(scatter(1), examples(epoch), VALUES | {"batch": batch})
    chosen = set(epoch.minibatches()[batch - 1].tolist())
    assert (len(GREY.findall(svg)), len(ORANGE.findall(svg))) == (400, len(chosen))
    told = re.findall(r"(\d+) of 1000 drawn", svg)
    count = len(chosen | set(range(400)))
    assert told == ([str(count)] if count < 1000 else [])


def test_the_chosen_minibatch_and_no_other_stands_out():
    """Beyond the last of the three minibatches the last is shown, and never those that are left out."""
    data = examples(Epoch(1, 100, 32, 2, seed=1, drop_last=True))
    pictures = [drawn(cells(), data, {"batch": batch}) for batch in (0, 1, 2, 3, 9)]
    for svg in pictures:
        assert len(re.findall(rf'<path[^>]*stroke="{seen(LEARNED)}"', svg)) == 2 * 32
        assert len(re.findall(r"<path[^>]*stroke-dasharray", svg)) == 2 * 4
    assert pictures[0] == pictures[1]
    assert pictures[3] == pictures[4]
    assert len(set(pictures)) == 3


def written_and_read(spec):
    """For each transform of a specification the field that it writes and those that it reads."""
    found = []

    def walk(part):
        if isinstance(part, dict):
            if "calculate" in part:
                found.append((part["as"], set(re.findall(r"datum\.(\w+)", part["calculate"]))))
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(json.loads(json.dumps(spec)))
    return found


def test_no_transform_writes_a_field_of_its_source():
    """Vega evaluates again on the rows that it wrote: a second drag would start from the result of the first."""
    data = examples(Epoch(2, 20, 10, 1, seed=1))
    columns = set(data["examples"].columns)
    transforms = [pair for spec in (scatter(2), cells()) for pair in written_and_read(spec)]
    assert len(transforms) > 10
    assert [(name, read) for name, read in transforms if name in columns | read] == []
