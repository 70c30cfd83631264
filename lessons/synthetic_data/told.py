"""The epoch that is chosen, and what the server tells of it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from torch import Tensor

from core import concise, data
from lessons.synthetic_data import LESSON, words
from lessons.synthetic_data.controls import (
    BATCH,
    BATCH_SIZE,
    DROP_LAST,
    EPOCH,
    NOISE,
    SEED,
    SHUFFLE,
    TWO_FEATURES,
    W1,
    W2,
    B,
    N,
)  # fmt: skip
from lessons.synthetic_data.maths import Epoch
from lessons.synthetic_data.pictures import scatter_chart
from lessons.synthetic_data.program import program
from lessons.synthetic_data.tables import examples_frame
from texts.numbers import EXAMPLE, STEP, fixed, joined, number
from ui import live, state
from ui.controls import Control
from ui.lesson import say
from ui.picture import Picture, Tables, ready
from ui.program import show
from ui.sections import section

SCATTER = Picture("scatter", scatter_chart, ("examples",), words.SCATTER_ALT, words.CHART)
_DECIMALS = 4  # as PyTorch prints a tensor
_MOST_ROWS = 100  # of a minibatch, spelt out
_FEW_ROWS, _TABLE_HEIGHT = 10, 420  # more rows than these scroll


@dataclass(frozen=True)
class Prepared:
    """The minibatches of an epoch, and the tables of the pictures, which hold for all true values."""

    batches: tuple[Tensor, ...]
    tables: Tables


def chosen() -> Epoch:
    """The settings of now."""
    return Epoch(
        num_features=2 if state.value(TWO_FEATURES) else 1,
        num_examples=int(state.value(N)),
        batch_size=int(state.value(BATCH_SIZE)),
        epoch=int(state.value(EPOCH)),
        seed=int(state.value(SEED)),
        shuffle=bool(state.value(SHUFFLE)),
        drop_last=bool(state.value(DROP_LAST)),
    )


def live_controls() -> tuple[Control, ...]:
    """The controls that the pictures follow while they move, beside the minibatch."""
    return (W1, W2, B, NOISE) if state.value(TWO_FEATURES) else (W1, B, NOISE)


@st.cache_resource(max_entries=100, show_spinner=False)
def prepared(epoch: Epoch) -> Prepared:
    """The minibatches and the tables, made once for everybody."""
    batches = epoch.minibatches()
    examples = examples_frame(*epoch.causes(), batches)
    cells = examples[["i", "place", "batch", "batches", "n"]]
    return Prepared(batches, ready({"examples": examples, "cells": cells}))


def draw_epoch(found: Prepared) -> None:
    """How many steps the epoch has, and what becomes of the last examples."""
    told = finding(found)
    if not found.batches:
        st.warning(told[0])
        return
    st.markdown(f"**{told[0]}**")
    st.markdown(told[1])


def finding(found: Prepared) -> list[str]:
    """How many steps the epoch has, and what becomes of the last examples."""
    epoch, lang, steps = chosen(), state.language(), len(found.batches)
    if not steps:
        return [LESSON.say("nothing")]
    counts = {"steps": STEP.count(steps, lang), "ten": STEP.count(10 * steps, lang)}
    examples = EXAMPLE.count(epoch.num_examples, lang)
    told = LESSON.say("epoch", examples=examples, size=number(epoch.batch_size, lang), **counts)
    left_out = epoch.num_examples - sum(map(len, found.batches))
    last = len(found.batches[-1])
    if left_out:
        return [told, LESSON.say("dropped", short=EXAMPLE.count(left_out, lang))]
    if last == epoch.batch_size:
        return [told, LESSON.say("full")]
    return [told, LESSON.say("only" if steps == 1 else "short", short=EXAMPLE.count(last, lang))]


def draw() -> None:
    """The chosen minibatch as a table, the reasons and the code: this alone runs again after a live control."""
    batches = prepared(chosen()).batches
    if batches:
        _draw_minibatch(batches)
    follows, last = (*live_controls(), BATCH), len(batches)
    found = prepared(chosen())
    told, features = joined(finding(found), state.language()), len(follows) - 3
    SCATTER.save(found.tables, file="synthetic_data", finding=told, follows=follows, steps=last, num_features=features)
    st.caption(LESSON.say("line" if state.value(TWO_FEATURES) else "line_one"))
    live.known([*live_controls(), *([BATCH] if len(batches) > 1 else [])])


def draw_more() -> None:
    """The reasons, the check and the code, each folded in."""
    section("why", words.WHY, lambda: st.markdown(LESSON.say("why")))
    section("code", words.CODE, _draw_code)


def _draw_minibatch(batches: tuple[Tensor, ...]) -> None:
    epoch = chosen()
    number_of_it = _batch()
    index = batches[number_of_it - 1]
    size, d = len(index), epoch.num_features
    st.markdown(LESSON.say("batch", batch=number_of_it, epoch=epoch.epoch, size=size, d=d))
    table = minibatch_table(epoch, index[:_MOST_ROWS])
    st.table(table, hide_index=True, height="content" if size <= _FEW_ROWS else _TABLE_HEIGHT)
    if size > _MOST_ROWS:
        st.caption(LESSON.say("rows", shown=_MOST_ROWS, size=size))


def minibatch_table(epoch: Epoch, index: Tensor) -> pd.DataFrame:
    """The examples of the `index` tensor (B,), as they are read: index, features and label."""
    lang = state.language()
    weight = [float(state.value(control)) for control in live_controls()[:-2]]
    bias, noise = float(state.value(B)), float(state.value(NOISE))
    X, y = data.synthetic_data(weight, bias, epoch.num_examples, noise=noise, generator=epoch.data_generator())
    columns = {f"x{j + 1}": X[index, j] for j in range(X.shape[1])} | {"y": y[index, 0]}
    cells = {
        say(words.CHART[name]): [fixed(value, lang, decimals=_DECIMALS) for value in column.tolist()]
        for name, column in columns.items()
    }
    return pd.DataFrame({say(words.INDEX): [str(i) for i in index.tolist()]} | cells)


def _draw_code() -> None:
    ours, book = st.columns(2)
    with ours:
        st.markdown(LESSON.say("code_ours"))
        st.code(inspect.getsource(data.synthetic_data))
        st.code(inspect.getsource(data.minibatches))
    with book:
        st.markdown(LESSON.say("code_concise"))
        st.code(inspect.getsource(concise.load_array))
    weight = [float(state.value(control)) for control in live_controls()[:-2]]
    found = program(chosen(), weight, float(state.value(B)), float(state.value(NOISE)), batch=_batch())
    show(found)


def _batch() -> int:
    """The minibatch that is looked at, from 1; 0 where there is none."""
    count = len(prepared(chosen()).batches)
    return int(state.value(BATCH)) if count > 1 else count
