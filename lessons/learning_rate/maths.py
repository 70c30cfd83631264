"""What learning rate and batch size do: many trainings at once, gradient noise, error against n, conventions.

All of it is under the squared loss (mean, no 1/2), on the book's model with d = 2. Z is X with a column of ones, p = 3,
and lambda are the eigenvalues of Z'Z / n: a full-batch step multiplies the error along each by 1 - 2 rate lambda.
Source: Dive into Deep Learning 3.1, 3.2 and the exercises of 3.3; the finite-population correction is that of
drawing without replacement (Cochran, Sampling Techniques, 1977, theorem 2.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from core.data import synthetic_causes, synthetic_data
from core.losses import LOSSES
from core.models import initial_weight
from core.theory import Quadratic, design, least_squares, standard_errors
from core.training import affine_paths, gradient, schedule
from core.verdict import Run, Verdict, judge

WEIGHT, BIAS = (2.0, -3.4), 4.2
INITIAL_STD = 0.01
# The rates that are tried: about twelve to a decade, round numbers.
RATES = (
    0.001, 0.0012, 0.0015, 0.002, 0.0025, 0.003, 0.004, 0.005, 0.006, 0.008,
    0.01, 0.012, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08,
    0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
    1.0, 1.2, 1.5, 2.0, 2.5, 3.0,
)  # fmt: skip
# One scan for so many steps: longer scans compose more maps for each step, shorter ones start more often.
_SPAN = 128
_PIECE = 3000


@dataclass(frozen=True)
class Setting:
    """Data and length of the trainings; `stretch` scales the second feature, so that curvatures differ."""

    noise: float = 0.1
    num_examples: int = 1000
    seed: int = 0
    epochs: int = 10
    stretch: float = 1.0

    def __post_init__(self) -> None:
        if self.num_examples < 4 or self.epochs < 1:
            raise ValueError(f"need 4 examples and 1 epoch, got {self.num_examples} and {self.epochs}")
        if not (self.noise >= 0 and self.stretch > 0):
            raise ValueError(f"need noise of at least 0 and a positive stretch, got {self.noise} and {self.stretch}")

    def data(self) -> tuple[Tensor, Tensor]:
        """X (n, 2) and y (n, 1); at stretch 1 the data of `core.data.synthetic_data`."""
        generator = torch.Generator().manual_seed(self.seed)
        X, unit_noise = synthetic_causes(len(WEIGHT), self.num_examples, generator=generator)
        X = X * torch.tensor([1.0, self.stretch], dtype=X.dtype)
        return X, X @ torch.tensor(WEIGHT, dtype=X.dtype)[:, None] + BIAS + self.noise * unit_noise

    def generator(self) -> torch.Generator:
        """What training draws from, new each time: initial weights first, then the order of each epoch."""
        return torch.Generator().manual_seed(self.seed + 1000)


def num_steps(setting: Setting, batch_size: int) -> int:
    """T: steps in all epochs; the short last minibatch is kept."""
    return setting.epochs * -(-setting.num_examples // batch_size)


def kept_steps(num_steps: int, *, dense: int = 30, sparse: int = 50) -> list[int]:
    """The steps that are shown: each of the first `dense`, then about `sparse` in equal ratios, and the last."""
    if num_steps <= dense:
        return list(range(num_steps + 1))
    ratio = (num_steps / dense) ** (1 / sparse)
    later = {round(dense * ratio**i) for i in range(1, sparse)}
    return sorted({*range(dense + 1), *later, num_steps})


@dataclass(frozen=True)
class Paths:
    """Parameters theta (m, R, p), weights first, bias last, at the kept `steps` (m,) of a training for R rates.

    `last` (R, p) is where it stands after `done` epochs, `state` that of the generator: enough to go on from.
    """

    steps: tuple[int, ...]
    theta: Tensor
    last: Tensor
    done: int
    state: Tensor


def begin(setting: Setting, num_rates: int) -> Paths:
    """The start theta_0 of a training: step 0, for all rates alike."""
    generator = setting.generator()
    weight = initial_weight(len(WEIGHT), 1, std=INITIAL_STD, generator=generator)[:, 0]
    start = torch.cat([weight, torch.zeros(1, dtype=weight.dtype)]).expand(num_rates, -1)
    return Paths((0,), start[None], start, 0, generator.get_state())


def go_on(before: Paths, setting: Setting, batch_size: int, learning_rates: Sequence[float]) -> Paths:
    """Some more epochs, about 3000 steps: the path of `core.training.fit`, of which only the kept steps are held.

    The scan runs over 128 steps at a time, so memory is that of 128 maps for each rate. Returns the new steps only.
    """
    X, y = setting.data()
    generator = torch.Generator()
    generator.set_state(before.state)
    per_epoch = -(-len(X) // batch_size)
    epochs = min(setting.epochs - before.done, max(1, _PIECE // per_epoch))
    batches, _ = schedule(len(X), batch_size, epochs, shuffle=True, drop_last=False, generator=generator)
    rates = torch.tensor(list(learning_rates), dtype=X.dtype)
    wanted = set(kept_steps(num_steps(setting, batch_size)))
    step, theta = before.done * per_epoch, before.last[..., None]
    steps: list[int] = []
    kept: list[Tensor] = []
    for first in range(0, len(batches), _SPAN):
        shrink, drift = affine_paths(X, y, rates, batches[first : first + _SPAN])
        inside = [i for i in range(1, len(shrink)) if step + i in wanted]
        path = shrink[[*inside, -1]] @ theta + drift[[*inside, -1]]
        steps += [step + i for i in inside]
        kept.append(path[:-1, ..., 0])
        step, theta = step + len(shrink) - 1, path[-1]
    return Paths(tuple(steps), torch.cat(kept), theta[..., 0], before.done + epochs, generator.get_state())


def joined(pieces: Sequence[Paths]) -> Paths:
    """The pieces of one training as one."""
    steps = tuple(step for piece in pieces for step in piece.steps)
    theta = torch.cat([piece.theta for piece in pieces])
    return Paths(steps, theta, pieces[-1].last, pieces[-1].done, pieces[-1].state)


def train(setting: Setting, batch_size: int, learning_rates: Sequence[float]) -> Paths:
    """A whole training for all rates, at the kept steps."""
    pieces = [begin(setting, len(learning_rates))]
    while pieces[-1].done < setting.epochs:
        pieces.append(go_on(pieces[-1], setting, batch_size, learning_rates))
    return joined(pieces)


def verdicts(
    shape: Quadratic, paths: Paths, learning_rates: Sequence[float], *, batch_size: int, num_examples: int
) -> tuple[Verdict, ...]:
    """What became of the whole run at each rate: that of `core.verdict.verdict`, judged from the kept steps."""
    losses, last = shape.loss(paths.theta), paths.steps[-1]
    return tuple(
        judge(
            shape,
            losses[:, i],
            run=Run(rate, batch_size, num_examples, last),
            start=paths.theta[0, i],
            now=paths.theta[-1, i],
            steps=paths.steps,
        )
        for i, rate in enumerate(learning_rates)
    )


def largest_stable(found: Sequence[Verdict]) -> float | None:
    """The largest rate of the runs that did not diverge and lie below the full batch's limit; None without one."""
    return max((v.figures["rate"] for v in found if v.kind not in ("diverged", "unstable")), default=None)


def gradient_noise(
    X: Tensor, y: Tensor, theta: Tensor, sizes: Sequence[int], *, draws: int, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """How far a minibatch's gradient lies from the full one: (draws, S) squared distances, and theory (S,).

    All at theta (p,). Measured: minibatches drawn without replacement, the first B of a random order. Theory: the root
    mean square s / sqrt(B) * sqrt((n - B) / (n - 1)), s^2 the mean squared distance of one example's gradient.
    """
    Z, n = design(X), len(X)
    each = 2 * Z * (Z @ theta[:, None] - y)
    away = each - each.mean(0)
    order = torch.rand(draws, n, generator=generator).argsort(1)
    sums = away[order].cumsum(1)
    counts = torch.tensor(list(sizes), dtype=X.dtype)
    squares = (sums[:, [size - 1 for size in sizes]] / counts[:, None]).square().sum(-1)
    spread = away.square().sum(-1).mean()
    return squares, (spread / counts * (n - counts) / (n - 1)).sqrt()


def error_against_n(n: int, noise: float, seeds: Sequence[int]) -> tuple[Tensor, float]:
    """Least squares on n examples: for each seed the root mean square of its p errors (S,), and what theory says of it.

    Theory is the root mean square of sigma sqrt(diag (Z'Z)^-1) over parameters and seeds, about sigma / sqrt(n).
    """
    truth = torch.tensor([*WEIGHT, BIAS], dtype=torch.float64)
    errors, variances = [], []
    for seed in seeds:
        X, y = synthetic_data(WEIGHT, BIAS, n, noise=noise, generator=torch.Generator().manual_seed(seed))
        weight, bias = least_squares(X, y)
        errors.append((torch.cat([weight[:, 0], bias]) - truth).square().mean().sqrt())
        variances.append(standard_errors(X, noise).square().mean())
    return torch.stack(errors), float(torch.stack(variances).mean().sqrt())


CONVENTIONS = ("mean", "sum", "half")


def same_path_rate(convention: str, rate: float, batch_size: int) -> float:
    """The rate that walks the path which `rate` walks under the mean: rate / B summed, 2 rate with the 1/2."""
    return {"mean": rate, "sum": rate / batch_size, "half": 2 * rate}[convention]


def convention_paths(
    setting: Setting, batch_size: int, convention: str, learning_rates: Sequence[float], *, most: int = 300
) -> Tensor:
    """theta (T+1, R, p) under the `mean`, the `sum` or the `half` of the squared errors of each minibatch.

    The same start and minibatches for all; at most `most` steps. A short last minibatch sums over fewer examples.
    """
    X, y = setting.data()
    generator = setting.generator()
    weight = initial_weight(len(WEIGHT), 1, std=INITIAL_STD, generator=generator)
    batches, _ = schedule(len(X), batch_size, setting.epochs, shuffle=True, drop_last=False, generator=generator)
    rates = torch.tensor(list(learning_rates), dtype=X.dtype)
    weights, biases = [weight.expand(len(rates), -1, -1)], [torch.zeros(len(rates), 1, dtype=X.dtype)]
    for batch in batches[:most]:
        scale = rates * {"mean": 1.0, "sum": float(len(batch)), "half": 0.5}[convention]
        slope, lift = gradient(X[batch], y[batch], weights[-1], biases[-1], loss=LOSSES["squared"])
        weights.append(weights[-1] - scale[:, None, None] * slope)
        biases.append(biases[-1] - scale[:, None] * lift)
    return torch.cat([torch.stack(weights)[..., 0], torch.stack(biases)], -1)
