"""The tables of softmax regression: the columns by which its pictures read them. Frames are the kept steps; classes
are numbered from 0.

- form_frame: one row: steps, stride, last (number of the last frame), loss_top (where the axis of the loss ends);
  of a plane: x_low, x_high, y_low, y_high; of digits: weight_top (the largest size of a weight, as long as the loss is
  not twice that of the start)
- path_frame: loss_train, loss_test, accuracy_train, accuracy_test
- counts_frame: c_<i>_<j> (test examples of class i predicted as j)
- plane_frame: u_<j>, v_<j>, b_<j> (output j is u x1 + v x2 + b)
  These three by position, see `core.tables.by_position`; where a run has left the chart, its numbers are missing
- cells_frame: i, j, one row for each cell of the confusion matrix
- points_frame: x1, x2, label, test, taken (for each frame 1 if its step trained on the example, else 0)
- names_frame: label, name, x1, x2 (the mean of the class)
- weights_frame: label, row, column, f<frame> (the weight of this pixel for this digit)
- batches_frame: one row for each frame: size (of the batch that its step trained on), m0, ..., m11 (its first examples,
  each a string of 64 characters out of LEVELS; empty if there is none)
- pixels_frame: row, column, s<sample> (pixel values 0 to 1 of the samples, from 1)
- outer_frame: label, row, column, ink (the pixel of one example), push (minus the gradient in the output), value
  (their product: what the example changes in the weight, times the learning rate)
- outputs_frame: sample, label, true (1 for the true class, else 0), f<frame> (the output of the class for the sample)
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import torch
from torch import Tensor

from core.datasets import Split
from core.tables import by_position, stride
from lessons.softmax_regression.encoding import LEVELS, MOST_FRAMES, SHOWN_OF_BATCH
from lessons.softmax_regression.maths import Trained


def path_frame(trained: Trained) -> pd.DataFrame:
    """Loss and accuracy at each learning rate and frame."""
    columns = {
        "loss_train": trained.history.loss,
        "loss_test": trained.loss_test,
        "accuracy_train": trained.accuracy_train,
        "accuracy_test": trained.accuracy_test,
    }
    return by_position({name: values.where(trained.fine, torch.nan) for name, values in columns.items()})


def counts_frame(trained: Trained) -> pd.DataFrame:
    """The confusion of the test examples at each learning rate and frame, in 16 bits."""
    counts = trained.counts.double().where(trained.fine[..., None, None], torch.nan)
    k = range(counts.shape[-1])
    return by_position({f"c_{i}_{j}": counts[..., i, j] for i in k for j in k}).astype("Int16")


def plane_frame(trained: Trained) -> pd.DataFrame:
    """The parameters of a classifier of the plane at each learning rate and frame."""
    weight, bias = trained.history.weight, trained.history.bias
    columns: dict[str, Tensor] = {}
    for j in range(bias.shape[-1]):
        columns |= {f"u_{j}": weight[..., 0, j], f"v_{j}": weight[..., 1, j], f"b_{j}": bias[..., j]}
    return by_position({name: values.where(trained.fine, torch.nan) for name, values in columns.items()})


def form_frame(trained: Trained) -> pd.DataFrame:
    """What is the same for all frames: one row."""
    steps, losses, X = trained.steps[-1], trained.history.loss, trained.data.X
    start = float(losses[0, 0])
    row: dict[str, float] = {
        "steps": steps,
        "stride": stride(steps, MOST_FRAMES),
        "last": len(trained.steps) - 1,
        "loss_top": 1.25 * max(start, float(trained.loss_test[0, 0])),
    }
    if X.shape[1] == 2:
        low, high = X.amin(0), X.amax(0)
        margin = 0.08 * (high - low)
        for name, a, b in zip("xy", (low - margin).tolist(), (high + margin).tolist(), strict=True):
            row |= {f"{name}_low": a, f"{name}_high": b}
    else:
        # Where a run is about to diverge its weights are huge: the pictures before would show nothing beside them.
        sound = losses <= 2 * start
        row["weight_top"] = max(1e-3, float(trained.history.weight[sound].abs().max()))
    return pd.DataFrame([row])


def cells_frame(num_classes: int) -> pd.DataFrame:
    """The cells of the confusion matrix."""
    pairs = [(i, j) for i in range(num_classes) for j in range(num_classes)]
    return pd.DataFrame(pairs, columns=["i", "j"])


def points_frame(trained: Trained) -> pd.DataFrame:
    """The examples in the plane, and in which frames each was just trained on."""
    data, batches = trained.data, trained.history.batches
    test = torch.ones(len(data.y), dtype=torch.bool)
    test[data.train] = False
    taken = torch.zeros(len(data.y), len(trained.steps), dtype=torch.long)
    for frame, step in enumerate(trained.steps):
        if step:
            taken[data.train[batches[step - 1]], frame] = 1
    return pd.DataFrame(
        {
            "x1": data.X[:, 0].float().numpy(),
            "x2": data.X[:, 1].float().numpy(),
            "label": data.y.numpy(),
            "test": test.numpy(),
            "taken": ["".join(map(str, row)) for row in taken.tolist()],
        }
    )


def names_frame(data: Split, names: Sequence[str]) -> pd.DataFrame:
    """The name of each class, to be written at the mean of its training examples."""
    X, y = data.X[data.train], data.y[data.train]
    means = torch.stack([X[y == label].mean(0) for label in range(len(names))])
    columns = {"x1": means[:, 0].numpy(), "x2": means[:, 1].numpy()}
    return pd.DataFrame({"label": range(len(names)), "name": list(names)} | columns)


def _by_frame(keys: pd.DataFrame, values: Tensor) -> pd.DataFrame:
    """The keys with columns f0, f1, ... of values (frames, rows)."""
    frames = pd.DataFrame(values.T.float().numpy(), columns=[f"f{frame}" for frame in range(len(values))])
    return pd.concat([keys, frames], axis=1)


def weights_frame(trained: Trained) -> pd.DataFrame:
    """The weights of each digit, pixel by pixel, at every frame. The run has one learning rate."""
    weight = trained.history.weight.where(trained.fine[..., None, None], torch.nan)[:, 0]
    places = [(label, p // 8, p % 8) for label in range(weight.shape[-1]) for p in range(64)]
    return _by_frame(pd.DataFrame(places, columns=["label", "row", "column"]), weight.mT.flatten(1))


def batches_frame(trained: Trained) -> pd.DataFrame:
    """The pictures that each frame's step trained on, the first twelve of them."""
    batches, levels = trained.history.batches, (16 * trained.history.X).round().long().tolist()
    rows, sizes = [], []
    for step in trained.steps:
        batch = batches[step - 1].tolist()[:SHOWN_OF_BATCH] if step else []
        pictures = ["".join(LEVELS[level] for level in levels[i]) for i in batch]
        sizes.append(len(batches[step - 1]) if step else 0)
        rows.append(pictures + [""] * (SHOWN_OF_BATCH - len(pictures)))
    return pd.DataFrame(rows, columns=[f"m{i}" for i in range(SHOWN_OF_BATCH)]).assign(size=sizes)


def sample_indices(data: Split, num_classes: int) -> list[int]:
    """Two test examples of each class: the one that its distances from the class means make the easiest, and the one
    that they make the hardest. What counts is how much nearer the own mean is than the nearest other.

    Means are those of the training examples, so the choice is the same for all settings of training.
    """
    X, y = data.X[data.train], data.y[data.train]
    means = torch.stack([X[y == label].mean(0) for label in range(num_classes)])
    gaps = torch.cdist(data.X[data.test], means)
    own = gaps.gather(1, data.y[data.test, None])[:, 0]
    other = gaps.scatter(1, data.y[data.test, None], torch.inf).amin(1)
    chosen = []
    for label in range(num_classes):
        of_class = (data.y[data.test] == label).nonzero()[:, 0]
        lead = (own - other)[of_class]
        chosen += [int(data.test[of_class[lead.argmin()]]), int(data.test[of_class[lead.argmax()]])]
    return chosen


def pixels_frame(data: Split, samples: Sequence[int]) -> pd.DataFrame:
    """The pictures of the samples."""
    table = pd.DataFrame([(p // 8, p % 8) for p in range(64)], columns=["row", "column"])
    return table.assign(**{f"s{n}": data.X[index].float().numpy() for n, index in enumerate(samples, 1)})


def outputs_frame(trained: Trained, samples: Sequence[int]) -> pd.DataFrame:
    """The outputs of each class for each sample, at every frame. The run has one learning rate."""
    history, y = trained.history, trained.data.y
    outputs = trained.data.X[list(samples)] @ history.weight[:, 0] + history.bias[:, :1]
    outputs = outputs.where(trained.fine[..., None], torch.nan)
    k = range(outputs.shape[-1])
    rows = [(n, label, int(y[index] == label)) for n, index in enumerate(samples, 1) for label in k]
    return _by_frame(pd.DataFrame(rows, columns=["sample", "label", "true"]), outputs.flatten(1))


def all_frames(trained: Trained) -> dict[str, pd.DataFrame]:
    """All tables by name, but that of the names, which depend on the language."""
    data, k = trained.data, trained.history.bias.shape[-1]
    made = {
        "form": form_frame(trained),
        "path": path_frame(trained),
        "counts": counts_frame(trained),
        "cells": cells_frame(k),
    }
    if data.X.shape[1] == 2:
        return made | {"plane": plane_frame(trained), "points": points_frame(trained)}
    samples = sample_indices(data, k)
    return made | {
        "weights": weights_frame(trained),
        "batches": batches_frame(trained),
        "pixels": pixels_frame(data, samples),
        "outputs": outputs_frame(trained, samples),
    }


def outer_frame(x: Tensor, gradient: Tensor) -> pd.DataFrame:
    """What the example x (64,) with the gradient (10,) in its outputs changes in the weights: see above."""
    rows = [
        (label, pixel // 8, pixel % 8, float(x[pixel]), -float(slope), -float(x[pixel] * slope))
        for label, slope in enumerate(gradient)
        for pixel in range(len(x))
    ]
    return pd.DataFrame(rows, columns=["label", "row", "column", "ink", "push", "value"])
