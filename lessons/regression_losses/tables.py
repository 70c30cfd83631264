"""The tables of the lesson on L2, L1 and Huber: columns by which its pictures read them.

The losses are called l2 (half-squared), l1 (absolute) and huber. Outliers and deltas are the options of the sliders; a
table over both holds, for each outlier in turn, one row for each delta in turn.

- examples_frame: x, y (before the outlier is added), far (whether this is the example it is added to)
- fits_frame: outlier, delta, w_<loss>, b_<loss>, distance_<loss> (root mean square over the examples of how far the
  fitted line lies from the true one), moved_<loss> (how far the line has risen, at the example that the outlier is
  added to, since nothing was added: what "moves" means everywhere in this lesson)
- scene_frame: one row: true_w, true_b, x and y of the example that the outlier is added to, low and high (of the labels
  before it is added)
- points_frame: y (before the outlier is added), far
- constants_frame: outlier, delta, best_<loss> (the best constant), least_<loss> (its mean loss)
- steps_frame: step, and for each learning rate, by its number k from 0: error_<loss>_<k> (distance of the parameters
  from the truth), size_<loss>_<k> (length of the minibatch's gradient that made the step; none at the start). What has
  left every chart is none
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import torch
from torch import Tensor

from core.fits import distance, fit_absolute, fit_half_squared, fit_huber
from core.losses import LOSSES
from core.tables import OFF_THE_CHART
from core.theory import design
from core.training import History
from lessons.regression_losses.names import SHORT


def examples_frame(x: Tensor, y: Tensor, far: int) -> pd.DataFrame:
    """The examples x, y (n,), of which number `far` is the one that the outlier is added to."""
    return pd.DataFrame({"x": x.numpy(), "y": y.numpy(), "far": [i == far for i in range(len(x))]})


def points_frame(y: Tensor, far: int) -> pd.DataFrame:
    """The labels y (n,) alone."""
    return pd.DataFrame({"y": y.numpy(), "far": [i == far for i in range(len(y))]})


def scene_frame(x: Tensor, y: Tensor, far: int, truth: Tensor) -> pd.DataFrame:
    """What stands still while the outlier moves."""
    weight, bias = truth.tolist()
    ends = {"low": float(y.min()), "high": float(y.max())}
    return pd.DataFrame([{"true_w": weight, "true_b": bias, "x": float(x[far]), "y": float(y[far]), **ends}])


def moved(y: Tensor, far: int, outliers: Sequence[float]) -> Tensor:
    """The labels y (n,) with each of the outliers added to number `far`: (outliers, n)."""
    shifts = torch.zeros(len(outliers), len(y), dtype=y.dtype)
    shifts[:, far] = torch.tensor(outliers, dtype=y.dtype)
    return y + shifts


def fits_frame(
    x: Tensor, y: Tensor, far: int, truth: Tensor, *, outliers: Sequence[float], deltas: Sequence[float]
) -> pd.DataFrame:
    """The lines fitted to x, y (n,) under the three losses, for each outlier and delta. The first outlier is 0.

    Errors: ValueError, with the value, for another first outlier.
    """
    if outliers[0] != 0:
        raise ValueError(f"the first outlier must be 0, got {outliers[0]}")
    labels, Z = moved(y, far, outliers), design(x[:, None])
    straight = {"l2": fit_half_squared(Z, labels), "l1": fit_absolute(x.expand_as(labels), labels)}
    fits = {name: theta.repeat_interleave(len(deltas), 0) for name, theta in straight.items()}
    fits["huber"] = _huber_fits(Z, labels, deltas)
    columns = _grid(outliers, deltas)
    for name, theta in fits.items():
        columns |= {f"w_{name}": theta[:, 0].numpy(), f"b_{name}": theta[:, 1].numpy()}
        columns[f"distance_{name}"] = distance(Z, theta, truth).numpy()
        before = theta[: len(deltas)].repeat(len(outliers), 1)
        columns[f"moved_{name}"] = ((theta - before) @ Z[far]).numpy()
    return pd.DataFrame(columns)


def _huber_fits(Z: Tensor, labels: Tensor, deltas: Sequence[float]) -> Tensor:
    bends = torch.tensor(deltas, dtype=labels.dtype).repeat(len(labels))
    return fit_huber(Z, labels.repeat_interleave(len(deltas), 0), bends)


def _grid(outliers: Sequence[float], deltas: Sequence[float]) -> dict[str, object]:
    return {"outlier": [o for o in outliers for _ in deltas], "delta": [d for _ in outliers for d in deltas]}


def constants_frame(y: Tensor, far: int, *, outliers: Sequence[float], deltas: Sequence[float]) -> pd.DataFrame:
    """The best constants for y (n,), n odd: the mean, the median and Huber's; and the mean loss that each leaves."""
    labels = moved(y, far, outliers)
    best = {
        "l2": labels.mean(1).repeat_interleave(len(deltas)),
        "l1": labels.median(1).values.repeat_interleave(len(deltas)),
        "huber": _huber_fits(torch.ones(len(y), 1, dtype=y.dtype), labels, deltas)[:, 0],
    }
    rows = labels.repeat_interleave(len(deltas), 0)
    columns = _grid(outliers, deltas)
    for name, constant in best.items():
        residual = constant[:, None] - rows
        if name == "huber":
            bends = torch.tensor(deltas, dtype=y.dtype).repeat(len(labels))[:, None]
            near = residual.abs().minimum(bends)
            losses = near * (residual.abs() - near / 2)
        else:
            losses = LOSSES[SHORT[name]].value(residual[..., None], torch.zeros_like(residual)[..., None])
        columns |= {f"best_{name}": constant.numpy(), f"least_{name}": losses.mean(1).numpy()}
    return pd.DataFrame(columns)


def steps_frame(runs: Mapping[str, History], truth: Tensor, num_steps: int) -> pd.DataFrame:
    """The first `num_steps` steps of a run under each loss. One row a step, so that a chart need not filter."""
    columns: dict[str, object] = {"step": range(num_steps + 1)}
    for name, run in runs.items():
        theta = torch.cat([run.weight[: num_steps + 1, :, :, 0], run.bias[: num_steps + 1]], -1)
        taken = (theta.diff(dim=0) / run.learning_rates[:, None]).norm(dim=-1)
        size = torch.cat([torch.full_like(taken[:1], torch.nan), taken])
        for column, values in (("error", (theta - truth).norm(dim=-1)), ("size", size)):
            shown = values.where(values <= OFF_THE_CHART, torch.nan)
            columns |= {f"{column}_{name}_{k}": shown[:, k].numpy() for k in range(shown.shape[1])}
    return pd.DataFrame(columns)
