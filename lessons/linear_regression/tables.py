"""The tables of linear regression: columns by which `charts.regression`, `charts.hand` and `charts.data` read them.

Parameters are named w1, ..., wd, b. The frames of the live charts hold `Causes` and the quadratic form of the loss,
so that the browser can work out parameters and loss for any true weights, bias and noise:

- path_frame: learning_rate, step, S_<i>_<j>, q_<i>
- form_frame: one row: n, steps, stride, start_<i>, r_<i> (least squares is truth + noise r), H_<i>_<j>, h_<i>,
  s, floor (the least loss is noise^2 floor), limit (the full batch's stable rate)
- rates_frame: learning_rate, last (the last step that path_frame has of it), first (its first row there), steps
- points_frame: x1, ..., xd, e (unit noise)
- run_frame: step, loss, and the parameters
- deal_frame: the columns of points_frame; i (the example's number, from 0), batch (from 1; 0 is left out), place (in
  the order dealt, from 0; those left out come last), batches (how many there are), n
- hand_frame: i, x, e of the first examples, and in each row r_w1, r_b (least squares is truth + noise r) and floor
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import torch
from torch import Tensor

from core.superposition import Causes, loss_form
from core.theory import design, stable_learning_rate

MOST_FRAMES = 300
# Beyond this a parameter has left every chart; the rows that follow are left out, not drawn as zeros.
OFF_THE_CHART = 1e8


def parameter_names(num_features: int) -> list[str]:
    """w1, ..., wd, b."""
    return [*(f"w{j + 1}" for j in range(num_features)), "b"]


def stride(num_steps: int, most: int = MOST_FRAMES) -> int:
    """Every how many steps a frame is kept, so that there are at most `most` of them after the start."""
    return math.ceil(num_steps / most)


def frame_steps(num_steps: int, most: int = MOST_FRAMES) -> list[int]:
    """The steps of which frames are kept: each multiple of the stride, and the last step."""
    return [*range(0, num_steps, stride(num_steps, most)), num_steps]


def path_frame(causes: Causes) -> pd.DataFrame:
    """The trained causes, one row for each learning rate and kept step that is still on the chart."""
    names = parameter_names(causes.start.numel() - 1)
    steps = frame_steps(len(causes.batches))
    columns = {f"S_{a}_{b}": causes.shrink[steps, :, i, j] for i, a in enumerate(names) for j, b in enumerate(names)}
    columns |= {f"q_{a}": causes.drift[steps, :, i] for i, a in enumerate(names)}
    size = torch.stack([column.abs() for column in columns.values()]).amax(0)
    # A row counts only if all before it do: a diverged run does not come back.
    kept = ((size <= OFF_THE_CHART).cummin(0).values).T.flatten()
    rates = causes.learning_rates.tolist()
    table = pd.DataFrame(
        {
            "learning_rate": [rate for rate in rates for _ in steps],
            "step": [step for _ in rates for step in steps],
            **{name: column.T.flatten().numpy() for name, column in columns.items()},
        }
    )
    return table[kept.numpy()].reset_index(drop=True)


def form_frame(X: Tensor, unit_noise: Tensor, causes: Causes) -> pd.DataFrame:
    """The numbers that turn true weights, bias and noise into parameters and loss: one row."""
    names = parameter_names(X.shape[1])
    H, h, s = loss_form(X, unit_noise)
    offset = torch.linalg.lstsq(design(X), unit_noise, driver="gelsd").solution.squeeze(-1)
    row: dict[str, float] = {"n": len(X), "steps": len(causes.batches), "stride": stride(len(causes.batches))}
    for i, a in enumerate(names):
        row |= {f"start_{a}": float(causes.start[i]), f"r_{a}": float(offset[i]), f"h_{a}": float(h[i])}
        row |= {f"H_{a}_{b}": float(H[i, j]) for j, b in enumerate(names)}
    row |= {"s": float(s), "floor": max(0.0, float(s - offset @ H @ offset))}
    return pd.DataFrame([row | {"limit": stable_learning_rate(X, "squared")}])


def rates_frame(path: pd.DataFrame, num_steps: int) -> pd.DataFrame:
    """Up to which step each learning rate stays on the chart."""
    steps = path.groupby("learning_rate")["step"]
    first = steps.size().cumsum().shift(fill_value=0)
    columns = {"learning_rate": first.index, "last": steps.max().to_numpy(), "first": first.to_numpy()}
    return pd.DataFrame(columns).assign(steps=num_steps)


def points_frame(X: Tensor, unit_noise: Tensor) -> pd.DataFrame:
    """The examples: features and unit noise."""
    columns = {f"x{j + 1}": X[:, j].numpy() for j in range(X.shape[1])}
    return pd.DataFrame(columns | {"e": unit_noise[:, 0].numpy()})


def hand_frame(X: Tensor, unit_noise: Tensor, count: int) -> pd.DataFrame:
    """The first feature and the unit noise of the first `count` examples, with what least squares makes of them."""
    x, e = X[:count, :1], unit_noise[:count]
    H, _, s = loss_form(x, e)
    offset = torch.linalg.lstsq(design(x), e, driver="gelsd").solution.squeeze(-1)
    table = pd.DataFrame({"i": range(len(x)), "x": x[:, 0].numpy(), "e": e[:, 0].numpy()})
    floor = max(0.0, float(s - offset @ H @ offset))
    return table.assign(r_w1=float(offset[0]), r_b=float(offset[1]), floor=floor)


def deal_frame(X: Tensor, unit_noise: Tensor, batches: Sequence[Tensor]) -> pd.DataFrame:
    """The examples with the minibatch that each is dealt to in one epoch."""
    table = points_frame(X, unit_noise).assign(i=range(len(X)), batch=0, batches=len(batches), n=len(X))
    for number, batch in enumerate(batches, 1):
        table.loc[batch.tolist(), "batch"] = number
    dealt = [i for batch in batches for i in batch.tolist()]
    order = [*dealt, *table.index[table["batch"] == 0]]
    return table.assign(place=pd.Series(range(len(order)), index=order))


def run_frame(theta: Tensor, loss: Tensor) -> pd.DataFrame:
    """One run: theta (T+1, p) and loss (T+1,) at the kept steps that are finite."""
    steps = frame_steps(len(loss) - 1)
    columns = {name: theta[steps, i].numpy() for i, name in enumerate(parameter_names(theta.shape[1] - 1))}
    table = pd.DataFrame({"step": steps, "loss": loss[steps].numpy()} | columns)
    return table[table.abs().max(axis=1) <= OFF_THE_CHART].reset_index(drop=True)
