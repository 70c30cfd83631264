"""The tables of linear regression: columns by which its pictures read them; `points` comes from `core.tables`.

Parameters are named w1, ..., wd, b. The frames of the live charts hold `Causes` and the quadratic form of the loss,
so that the browser can work out parameters and loss for any true weights, bias and noise:

- path_frame: rate (its position), step, S_<i>_<j>, q_<i> in 32 bits
- form_frame: one row: n, steps, stride, start_<i>, r_<i> (least squares is truth + noise r), H_<i>_<j>, h_<i>,
  s, floor (the least loss is noise^2 floor), limit (the full batch's stable rate), reach (how far from the true line
  the labels may lie, in noises); with least squares hidden, r and floor are 0
- rates_frame: rate (its position), learning_rate, last (the last step that path_frame has of it), first (its first row
  there), steps
- run_frame: step, loss, and the parameters
- limit_frame: position, share (0 to 1 along the slider), above (whether the rate is at or above the limit)
- hand_frame: i, x, e of the first examples, and in each row r_w1, r_b (least squares is truth + noise r), floor and
  reach, as in form_frame
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import torch
from torch import Tensor

from core.superposition import Causes
from core.tables import OFF_THE_CHART, by_position, frame_steps, parameter_names, stride
from core.theory import quadratic

# Nearly all noise lies within so many of its standard deviations.
REACH = 3.0


def path_frame(causes: Causes) -> pd.DataFrame:
    """The trained causes, one row for each learning rate and kept step that is still on the chart."""
    names = parameter_names(causes.start.numel() - 1)
    steps = frame_steps(len(causes.batches))
    columns = {f"S_{a}_{b}": causes.shrink[steps, :, i, j] for i, a in enumerate(names) for j, b in enumerate(names)}
    columns |= {f"q_{a}": causes.drift[steps, :, i] for i, a in enumerate(names)}
    size = torch.stack([column.abs() for column in columns.values()]).amax(0)
    # A row counts only if all before it do: a diverged run does not come back.
    kept = ((size <= OFF_THE_CHART).cummin(0).values).T.flatten()
    count = len(causes.learning_rates)
    places = {"rate": np.repeat(np.arange(count), len(steps)), "step": np.tile(steps, count)}
    # What has left the chart may not fit into 32 bits; its rows go.
    fitting = {name: torch.nan_to_num(column).clamp(-OFF_THE_CHART, OFF_THE_CHART) for name, column in columns.items()}
    table = by_position(fitting).assign(**{name: place.astype("int32") for name, place in places.items()})
    return table[kept.numpy()].reset_index(drop=True)


def form_frame(
    X: Tensor, unit_noise: Tensor, causes: Causes, *, reach: float = REACH, best: bool = True
) -> pd.DataFrame:
    """The numbers that turn true weights, bias and noise into parameters and loss: one row; `best` or without it."""
    names = parameter_names(X.shape[1])
    shape = quadratic(X, unit_noise)
    H, offset = shape.H, shape.best.flatten()
    h = H @ offset
    row: dict[str, float] = {"n": len(X), "steps": len(causes.batches), "stride": stride(len(causes.batches))}
    for i, a in enumerate(names):
        row |= {f"start_{a}": float(causes.start[i]), f"r_{a}": float(offset[i]), f"h_{a}": float(h[i])}
        row |= {f"H_{a}_{b}": float(H[i, j]) for j, b in enumerate(names)}
    row |= {"s": shape.floor + float(offset @ h), "floor": shape.floor, "limit": shape.limit, "reach": reach}
    if not best:
        row |= {f"r_{name}": 0.0 for name in names} | {"floor": 0.0}
    return pd.DataFrame([row])


def rates_frame(path: pd.DataFrame, rates: Sequence[float], num_steps: int) -> pd.DataFrame:
    """Up to which step each learning rate stays on the chart."""
    steps = path.groupby("rate")["step"]
    first = steps.size().cumsum().shift(fill_value=0)
    columns = {"rate": first.index, "last": steps.max().to_numpy(), "first": first.to_numpy()}
    return pd.DataFrame(columns).assign(learning_rate=list(rates), steps=num_steps)


def hand_frame(X: Tensor, unit_noise: Tensor, count: int, *, reach: float = REACH, best: bool = True) -> pd.DataFrame:
    """The first feature and the unit noise of the first `count` examples, and what least squares makes of them."""
    x, e = X[:count, :1], unit_noise[:count]
    shape = quadratic(x, e)
    slope, lift = shape.best.flatten().tolist()
    table = pd.DataFrame({"i": range(len(x)), "x": x[:, 0].numpy(), "e": e[:, 0].numpy()})
    found = {"r_w1": slope, "r_b": lift, "floor": shape.floor} if best else {"r_w1": 0.0, "r_b": 0.0, "floor": 0.0}
    return table.assign(**found, reach=reach)


def run_frame(theta: Tensor, loss: Tensor) -> pd.DataFrame:
    """One run: theta (T+1, p) and loss (T+1,) at the kept steps that are finite."""
    steps = frame_steps(len(loss) - 1)
    columns = {name: theta[steps, i].numpy() for i, name in enumerate(parameter_names(theta.shape[1] - 1))}
    table = pd.DataFrame({"step": steps, "loss": loss[steps].numpy()} | columns)
    return table[table.abs().max(axis=1) <= OFF_THE_CHART].reset_index(drop=True)


def limit_frame(rates: Sequence[float], limit: float) -> pd.DataFrame:
    """The positions of the rate's slider, and which of them lie at or above the full batch's limit."""
    last = len(rates) - 1
    rows = [{"position": i, "share": i / last, "above": rate >= limit} for i, rate in enumerate(rates)]
    return pd.DataFrame(rows)
