"""The tables of learning rate and batch size: the columns by which the pictures read them.

Where it says so, losses are cut at `ceiling`, ten times the start loss, and not below 1e-12: then every row has a place
on a log axis, and the picture tells that it is drawn at the edge.

- sweep_frame: rate, size, loss (after all epochs, cut), picked (whether it is the chosen batch size)
- label_frame: rate, loss (where the name of a batch size stands), left (of that place), size, full (whether it is
  all), picked
- picked_frame: one row for each rate, in order: rate, loss (cut), final (uncut), kind (its number in
  `core.verdict.KINDS`), last (the last step that run_frame has), gone (whether that is before the run ends)
- strip_frame: share (0 to 1 along the slider), kind (0 stable, 1 the full batch's fastest, 2 unstable)
- form_frame: one row: limit, fastest, steepest, start, ceiling, floor, foot (the floor cut), steps, size; w1_true,
  w2_true, w1_ls, w2_ls
- run_frame: rate, step, next (the step shown after it), loss (at least 1e-30), w1, w2
- rings_frame: level, angle, w1, w2: six curves of equal loss, the fourth through the start
- epochs_frame: size, rate, step, epoch, loss (cut), cut (whether it is), end (whether it is the last), picked
- noise_frame: size, measured, theory, simple (without the correction), picked; sizes at which the noise is not 0
- error_frame: n, kind (0 one seed, 1 their root mean square), error, theory, simple (sigma / sqrt(n))
- convention_frame: rate, kind (its number in CONVENTIONS), step, loss (uncut), shown (cut), cut (whether it is), end
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import torch
from torch import Tensor

from core.theory import Quadratic
from core.verdict import KINDS, Verdict
from lessons.learning_rate.maths import CONVENTIONS, WEIGHT, Paths, kept_steps

LEAST = 1e-12
_ABOVE_ZERO = 1e-30  # far below every chart; a log axis has no place for 0
_FAR = 1e4


def ceiling(start: float) -> float:
    """Where losses are cut."""
    return 10 * start


def _cut(loss: Tensor, start: float) -> Tensor:
    return torch.nan_to_num(loss, nan=torch.inf).clamp(LEAST, ceiling(start))


def _is_cut(loss: Tensor, start: float) -> Tensor:
    return ~((loss >= LEAST) & (loss <= ceiling(start)))


def _finite(loss: Tensor) -> list[float | None]:
    """None for what is beyond all numbers: a table sent as JSON has no infinity."""
    return [value if math.isfinite(value) else None for value in loss.tolist()]


def sweep_frame(finals: Mapping[int, Tensor], rates: Sequence[float], start: float, picked: int) -> pd.DataFrame:
    """The final loss (R,) of each batch size and rate."""
    rows = [
        pd.DataFrame({"rate": rates, "size": size, "loss": _cut(final, start).numpy(), "picked": size == picked})
        for size, final in finals.items()
    ]
    return pd.concat(rows, ignore_index=True)


def label_frame(
    finals: Mapping[int, Tensor], rates: Sequence[float], start: float, floor: float, *, n: int, picked: int
) -> pd.DataFrame:
    """Where to write each batch size: where its line falls through a height of its own, so that no two names meet.

    Small batches low, the full batch high. A line below its height from the first rate on has its name where it rises.
    """
    rows = []
    x, least = torch.tensor(list(rates), dtype=torch.float64).log(), max(floor, 1e-6 * start)
    for i, (size, final) in enumerate(sorted(finals.items())):
        level = math.log(start) + math.log(least / start) * (0.7 - 0.5 * i / max(1, len(finals) - 1))
        y = _cut(final, start).log()
        below = y <= level
        left = bool(below[0])
        crossed = (below.diff() & (below[1:] != left)).nonzero().flatten().tolist()
        at = crossed[0] if crossed else int(y.argmin()) - 1
        share = float((level - y[at]) / (y[at + 1] - y[at])) if crossed else 1.0
        rate, loss = (float((v[at] + share * (v[at + 1] - v[at])).exp()) for v in (x, y))
        rows.append({"rate": rate, "loss": loss, "size": size, "full": size >= n, "left": left})
    return pd.DataFrame(rows).assign(picked=lambda table: table["size"] == picked)


def picked_frame(shape: Quadratic, paths: Paths, rates: Sequence[float], verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """What each rate does at the chosen batch size."""
    loss = shape.loss(paths.theta)
    on = _near(paths.theta).sum(0) - 1
    return pd.DataFrame(
        {
            "rate": rates,
            "loss": _cut(loss[-1], float(loss[0, 0])).numpy(),
            "final": _finite(loss[-1]),
            "kind": [KINDS.index(verdict.kind) for verdict in verdicts],
            "last": [paths.steps[i] for i in on.tolist()],
            "gone": (on < len(paths.steps) - 1).numpy(),
        }
    )


def strip_frame(shape: Quadratic, rates: Sequence[float]) -> pd.DataFrame:
    """The positions of the rate's slider, as the full batch sees them."""
    fastest = min(rates, key=lambda rate: abs(rate - shape.fastest))
    kinds = [2 if rate >= shape.limit else int(rate == fastest) for rate in rates]
    return pd.DataFrame({"share": [i / (len(rates) - 1) for i in range(len(rates))], "kind": kinds})


def _near(theta: Tensor) -> Tensor:
    """Whether theta (m, R, p) and all before it are still near the chart; a run that has left does not come back."""
    near = torch.nan_to_num(theta.abs().amax(-1), nan=torch.inf) < _FAR
    return near.long().cummin(0).values.bool()


def form_frame(shape: Quadratic, start: float, *, steps: int, size: int) -> pd.DataFrame:
    """What is the same for all rates."""
    row = {"limit": shape.limit, "fastest": shape.fastest, "steepest": shape.steepest, "start": start}
    row |= {"ceiling": ceiling(start), "floor": shape.floor, "foot": max(shape.floor, LEAST)}
    row |= {"w1_true": WEIGHT[0], "w2_true": WEIGHT[1], "w1_ls": float(shape.best[0]), "w2_ls": float(shape.best[1])}
    return pd.DataFrame([row]).assign(steps=steps, size=size)


def _chained(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """With `next`, the step of the row that follows; a row is the current one while step < next."""
    follows = table.groupby(by)["step"].shift(-1)
    return table.assign(next=follows.fillna(1e9).astype(int))


def run_frame(shape: Quadratic, paths: Paths, rates: Sequence[float]) -> pd.DataFrame:
    """Loss and weights of each rate at the shown steps, until the parameters are far off the chart."""
    keep, count = _near(paths.theta).T.flatten().numpy(), len(paths.steps)
    columns = {"loss": shape.loss(paths.theta).clamp_min(_ABOVE_ZERO)}
    columns |= {"w1": paths.theta[..., 0], "w2": paths.theta[..., 1]}
    # A screen cannot tell 32 bits from 64.
    drawn = {name: column.T.flatten().numpy() for name, column in columns.items()}
    table = pd.DataFrame(
        {"rate": [rate for rate in rates for _ in range(count)], "step": list(paths.steps) * len(rates), **drawn}
    )
    return _chained(table[keep].reset_index(drop=True).astype(dict.fromkeys(drawn, "float32")), ["rate"])


def rings_frame(shape: Quadratic, start: Tensor) -> pd.DataFrame:
    """Curves of equal loss in the plane of the two weights, the bias at its best: with H = LL', L'^-1 (cos, sin)."""
    H = shape.H
    plane = H[:2, :2] - H[:2, 2:] @ H[2:, :2] / H[2, 2]
    gap = start[:2] - shape.best[:2]
    radius = float((gap @ plane @ gap).sqrt())
    angle = torch.linspace(0, 2 * math.pi, 61, dtype=H.dtype)
    circle = torch.linalg.solve(torch.linalg.cholesky(plane).T, torch.stack([angle.cos(), angle.sin()]))
    rows = []
    for level in range(1, 7):
        points = shape.best[:2, None] + level / 4 * radius * circle
        rows.append(pd.DataFrame({"level": level, "angle": angle.numpy(), "w1": points[0], "w2": points[1]}))
    return pd.concat(rows, ignore_index=True)


def epochs_frame(
    shape: Quadratic, paths: Mapping[int, Paths], rates: Sequence[float], *, n: int, picked: int
) -> pd.DataFrame:
    """The loss of each batch size and rate by steps and by epochs, at every third of the shown steps."""
    tables = []
    for size, path in paths.items():
        chosen = sorted({*range(0, len(path.steps), 3), len(path.steps) - 1})
        loss = shape.loss(path.theta[chosen])
        start, per_epoch = float(loss[0, 0]), -(-n // size)
        steps = [path.steps[i] for i in chosen]
        table = pd.DataFrame(
            {
                "rate": [rate for rate in rates for _ in steps],
                "step": steps * len(rates),
                "loss": _cut(loss, start).T.flatten().numpy(),
                "cut": _is_cut(loss, start).T.flatten().numpy(),
                "size": size,
            }
        )
        table = table.assign(epoch=table["step"] / per_epoch, end=table["step"] == steps[-1], picked=size == picked)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def noise_frame(sizes: Sequence[int], squares: Tensor, theory: Tensor, n: int, picked: int) -> pd.DataFrame:
    """The deviation of a minibatch's gradient, measured and by theory, at the sizes below n: at n it is 0."""
    counts = torch.tensor(list(sizes), dtype=theory.dtype)
    one = float(theory[0] * counts[0].sqrt() * ((n - 1) / (n - counts[0])).sqrt())
    table = pd.DataFrame({"size": list(sizes), "measured": squares.mean(0).sqrt().numpy(), "theory": theory.numpy()})
    table = table.assign(simple=one / counts.sqrt().numpy(), picked=table["size"] == picked)
    return table[table["size"] < n].reset_index(drop=True)


def error_frame(results: Mapping[int, tuple[Tensor, float]], noise: float) -> pd.DataFrame:
    """The errors of least squares for each n: one row a seed, and one for their root mean square."""
    tables = []
    for n, (errors, theory) in results.items():
        values = [*errors.tolist(), float(errors.square().mean().sqrt())]
        table = pd.DataFrame({"n": n, "kind": [0] * len(errors) + [1], "error": values, "theory": theory})
        tables.append(table.assign(simple=noise / math.sqrt(n)))
    return pd.concat(tables, ignore_index=True)


def convention_frame(shape: Quadratic, paths: Mapping[str, Tensor], rates: Sequence[float]) -> pd.DataFrame:
    """The mean squared loss along the paths (T+1, R, p) of the conventions, all at the same rate."""
    tables = []
    for kind, name in enumerate(CONVENTIONS):
        last = len(paths[name]) - 1
        steps = kept_steps(last, dense=8, sparse=20)
        loss = shape.loss(paths[name][steps])
        start = float(loss[0, 0])
        table = pd.DataFrame(
            {
                "rate": [rate for rate in rates for _ in steps],
                "step": steps * len(rates),
                "loss": _finite(loss.T.flatten()),
                "shown": _cut(loss, start).T.flatten().numpy(),
                "cut": _is_cut(loss, start).T.flatten().numpy(),
                "kind": kind,
            }
        )
        tables.append(table.assign(end=table["step"] == last))
    return pd.concat(tables, ignore_index=True)
