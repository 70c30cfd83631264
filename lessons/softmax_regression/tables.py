"""The tables of softmax regression: columns by which `charts.moment`, `charts.learning`, `charts.regions` and
`charts.digits` read them. Frames are the kept steps, at most 60 after the start; classes are numbered from 0.

- form_frame: one row: steps, stride, last (number of the last frame), k, loss_top (where the axis of the loss ends);
  of a plane: x_low, x_high, y_low, y_high; of digits: weight_top (the largest size of a weight, as long as the loss is
  not twice that of the start)
- path_frame: rate (position among the learning rates), step, loss_train, loss_test, accuracy_train, accuracy_test,
  slope (the length of the gradient of the training loss), label and o_<j> (class and outputs of the first example of
  the step's minibatch, before its update; at the start those of the first step),
  c_<i>_<j> (test examples of class i predicted as j); of a plane also u_<j>, v_<j>, b_<j> (output j: u x1 + v x2 + b).
  Rate by rate, frame by frame, none left out: where a run has left the chart, its numbers are missing
- cells_frame: i, j, one row for each cell of the confusion matrix
- points_frame: x1, x2, label, test, taken (for each frame 1 if its step trained on the example, else 0)
- names_frame: label, name, x1, x2 (the mean of the class)
- weights_frame: label, row, column, f<frame> (the weight of this pixel for this digit)
- batches_frame: one row for each frame: size (of the batch that its step trained on), m0, ..., m11 (its first examples,
  each a string of 64 characters out of LEVELS; empty if there is none)
- pixels_frame: row, column, s<sample> (pixel values 0 to 1 of the samples, from 1)
- outputs_frame: sample, label, true (1 for the true class, else 0), f<frame> (the output of the class for the sample)
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import torch
from torch import Tensor

from core import tables as regression
from core.datasets import Split
from core.tables import OFF_THE_CHART
from core.training import History, gradient, mean_loss
from lessons.softmax_regression.maths import accuracy, confusion

MOST_FRAMES = 60
SHOWN_OF_BATCH = 12
LEVELS = "0123456789abcdefg"  # a character for each of the pixel values 0 to 16


def frame_steps(history: History) -> list[int]:
    """The steps of which frames are kept."""
    return regression.frame_steps(len(history.batches), MOST_FRAMES)


def _kept(history: History) -> tuple[Tensor, Tensor, Tensor]:
    """Weight and bias at the kept steps, and which of these (frames, R) are still on the chart, as all before are."""
    steps = frame_steps(history)
    weight, bias = history.weight[steps], history.bias[steps]
    size = torch.maximum(weight.abs().amax((-2, -1)), bias.abs().amax(-1))
    return weight, bias, (size <= OFF_THE_CHART).long().cummin(0).values.bool()


def path_frame(history: History, data: Split, *, plane: bool) -> pd.DataFrame:
    """Loss, accuracy and confusion at each learning rate and kept step; of a `plane` the parameters too."""
    weight, bias, fine = _kept(history)
    columns: dict[str, Tensor] = {}
    for part, index in (("train", data.train), ("test", data.test)):
        X, y = data.X[index], data.y[index]
        columns[f"loss_{part}"] = mean_loss(weight, bias, X, y, history.objective)
        counts = confusion(weight, bias, X, y)
        columns[f"accuracy_{part}"] = accuracy(counts)
    slopes = gradient(data.X[data.train], data.y[data.train], weight, bias, loss=history.objective)
    columns["slope"] = torch.cat([slopes[0].flatten(-2), slopes[1]], -1).norm(dim=-1)
    outputs, label = _first(history)
    k = bias.shape[-1]
    columns |= {f"o_{j}": outputs[..., j] for j in range(k)}
    columns |= {f"c_{i}_{j}": counts[..., i, j].double() for i in range(k) for j in range(k)}
    if plane:
        for j in range(k):
            columns |= {f"u_{j}": weight[..., 0, j], f"v_{j}": weight[..., 1, j], f"b_{j}": bias[..., j]}
    steps, rates = frame_steps(history), len(history.learning_rates)
    keys = {"rate": [r for r in range(rates) for _ in steps], "step": steps * rates, "label": label * rates}
    cells = {name: column.where(fine, torch.nan).T.flatten().numpy() for name, column in columns.items()}
    return pd.DataFrame(keys | cells)


def _first(history: History) -> tuple[Tensor, list[int]]:
    """The first example of the minibatch that led to each frame: its outputs before (frames, R, k), and its class."""
    steps = frame_steps(history)
    first = [int(history.batches[max(step, 1) - 1][0]) for step in steps]
    before = [max(step, 1) - 1 for step in steps]
    rows = history.X[first][:, None, None]
    return (rows @ history.weight[before]).squeeze(-2) + history.bias[before], history.targets[first].tolist()


def form_frame(history: History, data: Split, path: pd.DataFrame) -> pd.DataFrame:
    """What is the same for all frames: one row."""
    steps, start = len(history.batches), path.iloc[0]
    row: dict[str, float] = {
        "steps": steps,
        "stride": regression.stride(steps, MOST_FRAMES),
        "last": len(frame_steps(history)) - 1,
        "k": data.num_classes,
        "loss_top": 1.25 * max(float(start["loss_train"]), float(start["loss_test"])),
    }
    if data.X.shape[1] == 2:
        low, high = data.X.amin(0), data.X.amax(0)
        margin = 0.08 * (high - low)
        for name, a, b in zip("xy", (low - margin).tolist(), (high + margin).tolist(), strict=True):
            row |= {f"{name}_low": a, f"{name}_high": b}
    else:
        weight, _, _ = _kept(history)
        # Where a run is about to diverge its weights are huge: the pictures before would show nothing beside them.
        sound = torch.tensor((path["loss_train"] <= 2 * start["loss_train"]).tolist())
        row["weight_top"] = max(1e-3, float(weight[sound].abs().max()))
    return pd.DataFrame([row])


def cells_frame(num_classes: int) -> pd.DataFrame:
    """The cells of the confusion matrix."""
    pairs = [(i, j) for i in range(num_classes) for j in range(num_classes)]
    return pd.DataFrame(pairs, columns=["i", "j"])


def points_frame(history: History, data: Split) -> pd.DataFrame:
    """The examples in the plane, and in which frames each was just trained on."""
    test = torch.ones(len(data.y), dtype=torch.bool)
    test[data.train] = False
    taken = torch.zeros(len(data.y), len(frame_steps(history)), dtype=torch.long)
    for frame, step in enumerate(frame_steps(history)):
        if step:
            taken[data.train[history.batches[step - 1]], frame] = 1
    return pd.DataFrame(
        {
            "x1": data.X[:, 0].numpy(),
            "x2": data.X[:, 1].numpy(),
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


def _frames(values: Tensor) -> dict[str, object]:
    """Columns f0, f1, ... of values (frames, rows)."""
    return {f"f{frame}": row.numpy() for frame, row in enumerate(values)}


def weights_frame(history: History) -> pd.DataFrame:
    """The weights of each digit, pixel by pixel, at every frame. The history has one learning rate."""
    weight, _, fine = _kept(history)
    weight = weight.where(fine[..., None, None], torch.nan)[:, 0]
    places = [(label, p // 8, p % 8) for label in range(weight.shape[-1]) for p in range(64)]
    table = pd.DataFrame(places, columns=["label", "row", "column"])
    return pd.concat([table, pd.DataFrame(_frames(weight.mT.flatten(1)))], axis=1)


def batches_frame(history: History) -> pd.DataFrame:
    """The pictures that each frame's step trained on, the first twelve of them."""
    levels = (16 * history.X).round().long().tolist()
    rows, sizes = [], []
    for step in frame_steps(history):
        batch = history.batches[step - 1].tolist()[:SHOWN_OF_BATCH] if step else []
        pictures = ["".join(LEVELS[level] for level in levels[i]) for i in batch]
        sizes.append(len(history.batches[step - 1]) if step else 0)
        rows.append(pictures + [""] * (SHOWN_OF_BATCH - len(pictures)))
    return pd.DataFrame(rows, columns=[f"m{i}" for i in range(SHOWN_OF_BATCH)]).assign(size=sizes)


def sample_indices(data: Split) -> list[int]:
    """Two test examples of each class: the most typical and the hardest, by their distances from the class means.

    Means are those of the training examples, so the choice is the same for all settings of training.
    """
    X, y = data.X[data.train], data.y[data.train]
    means = torch.stack([X[y == label].mean(0) for label in range(data.num_classes)])
    gaps = torch.cdist(data.X[data.test], means)
    own = gaps.gather(1, data.y[data.test, None])[:, 0]
    other = gaps.scatter(1, data.y[data.test, None], torch.inf).amin(1)
    chosen = []
    for label in range(data.num_classes):
        of_class = (data.y[data.test] == label).nonzero()[:, 0]
        lead = (own - other)[of_class]
        chosen += [int(data.test[of_class[lead.argmin()]]), int(data.test[of_class[lead.argmax()]])]
    return chosen


def pixels_frame(data: Split, samples: Sequence[int]) -> pd.DataFrame:
    """The pictures of the samples."""
    table = pd.DataFrame([(p // 8, p % 8) for p in range(64)], columns=["row", "column"])
    return table.assign(**{f"s{n}": data.X[index].numpy() for n, index in enumerate(samples, 1)})


def outputs_frame(history: History, data: Split, samples: Sequence[int]) -> pd.DataFrame:
    """The outputs of each class for each sample, at every frame. The history has one learning rate."""
    weight, bias, fine = _kept(history)
    outputs = data.X[list(samples)] @ weight[:, 0] + bias[:, :1]
    outputs = outputs.where(fine[..., None], torch.nan)
    k = bias.shape[-1]
    rows = [(n, label, int(data.y[index] == label)) for n, index in enumerate(samples, 1) for label in range(k)]
    table = pd.DataFrame(rows, columns=["sample", "label", "true"])
    return pd.concat([table, pd.DataFrame(_frames(outputs.flatten(1)))], axis=1)
