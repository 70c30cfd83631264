"""What became of a training run up to some step: one word and the numbers behind it, for every lesson.

Written: rate eta, minibatch B of n examples, p parameters, excess = loss - least loss, lambda the curvatures of the
mean squared loss (eigenvalues of Z'Z / n, see `core.theory.Quadratic`). In this order:

- start: no step has been taken.
- diverged: the loss is not finite, or at least 100 times the start's. Some smaller rate ends lower.
- unstable: eta is at or beyond the full batch's limit, 1 / lambda_max: a full-batch step enlarges the error along the
  steepest direction, or keeps it. (Cross-entropy and Huber: 2 / the largest curvature at the optimum.)
- settled: the parameters are as near to the fit as the fit is to the truth. The truth's excess is p floor / (n - p) on
  average, the mark is four times that: two standard errors, in the root mean square over p independent directions. No
  single parameter may be more than two away, and the loss must have met its floor. Where the floor is 0 (to rounding),
  the excess is at most 1e-8 of the start's: the distance at most 1e-4.
- close: the loss has met the floor, at most 1.25 times it, the parameters have not.
- jittering: what is left of the start is negligible, the gradients' noise is not. The full batch at this rate would be
  below half this excess by now (`full_batch`, exact), and gradient noise alone explains the excess, to a factor of 10.
- overshooting: a smaller rate ends lower, as steps go beyond the goal: 1 - 2 eta lambda_max < 0 for the full batch. A
  small minibatch has steeper bowls of its own, in which smaller rates overshoot (`minibatch_limit`).
- under_way: none of these. Where there is a `better_rate`, that larger, stable rate ends lower; with `more_steps`, four
  times the steps do.

The full batch's loss at other rates is exact. For minibatches it is the mean of `core.descent`, from which one run
strays: a rate is given as better only if it would be below a third of both this run's excess and its mean (0.7 for the
word overshooting alone, a sixth for more steps), or by less where chance has little part in the mean. Practically the
fastest (`nearly_fastest`) is a rate at which a full-batch step leaves at most 0.3 of the error, 9 % of the excess, in
any direction: it is never called overshooting. All this depends on data, start, place, rate, sizes and step only, not
on how many rates or steps were kept: two lessons have the same name for the same run.

Under the other losses the last three words speak of the next step from here, which is tried (`core.onward`): under_way,
twice the rate would lower the loss more; jittering, minibatch noise costs at least half of what a full-batch step would
gain; overshooting, half the rate would do better. For minibatches, on average over minibatches.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from core.descent import expected_excess, full_batch_excess, minibatch_limit
from core.onward import Onward, onward
from core.optimum import Optimum
from core.theory import Quadratic, design
from core.training import History

Kind = Literal["start", "settled", "close", "jittering", "overshooting", "unstable", "diverged", "under_way"]
KINDS: tuple[Kind, ...] = (
    "start", "settled", "close", "jittering", "overshooting", "unstable", "diverged", "under_way",
)  # fmt: skip
DIVERGED = 100.0
MET = 1.25
ERRORS = 2.0
NEGLIGIBLE = 1e-8
LEFT = 0.5
EXPLAINED = 10.0
BETTER = 1 / 3
LOWER = 0.7
FASTEST = 0.3
# Whether more steps help is asked of so many times as many.
_LATER = 4
# Rates that are tried, as multiples of the run's.
_TRIED = tuple(2.0**k for k in (-8, -6, -4, -3, -2, -1.5, -1, -0.5, -0.25, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8))


@dataclass(frozen=True)
class Verdict:
    """What happened, and the numbers that a sentence about it needs; a number that does not exist has no key.

    Always: step, loss, start (the loss there), rate, batch_size, n, parameters (p times outputs), full (1 if a batch is
    all examples). diverged: first, the first such step.

    Where the least loss is known: floor; excess; ratio, loss / floor, if that is not 0, and standard_errors, how many
    the parameter furthest from the fit is away (the direction, where the data leave parameters open).

    Squared losses: limit, fastest, minibatch_limit (rates); factor and slow_factor, 1 - 2 eta lambda at the largest and
    the smallest lambda; rank; nearly_fastest; full_batch, the loss where the full batch at this rate would be. From
    close on: more_steps, and better_rate if one is known. close: jitters, 1 if gradient noise, not a lack of steps,
    keeps the parameters away.

    Other losses: limit where there is one; separable (cross-entropy), 1 if no parameters attain the least loss, as the
    weights would grow for ever, and floor is then only approached. jittering, overshooting, under_way: next_full and
    next_mean, the change of the loss by the next step, and better_next, a rate at which it would do more, if one is.
    """

    kind: Kind
    figures: Mapping[str, float]


def verdict(history: History, step: int, *, rate: int = 0) -> Verdict:
    """What became of `history` at learning rate number `rate` up to `step`, counted from 0 at the start.

    Errors: IndexError, with the value, for a step or a rate that the history does not have.
    """
    if not 0 <= step < len(history.weight):
        raise IndexError(f"step must lie in 0..{len(history.weight) - 1}, got {step}")
    if not 0 <= rate < len(history.learning_rates):
        raise IndexError(f"rate must lie in 0..{len(history.learning_rates) - 1}, got {rate}")
    losses = history.loss[: step + 1, rate]
    run = Run(float(history.learning_rates[rate]), len(history.batches[0]), len(history.X), step)
    shape, scale = history.quadratic, history.scale
    if shape is not None and scale is not None:
        first, last = (_theta(history, at, rate).reshape(shape.best.shape) for at in (0, step))
        return judge(shape, losses, run=run, start=first, now=last, scale=scale)
    return _judge_other(history, losses, run, rate)


@dataclass(frozen=True)
class Run:
    """The settings of a run that a verdict depends on, and the step at which it is judged."""

    rate: float
    batch_size: int
    num_examples: int
    step: int

    @property
    def full(self) -> bool:
        """Whether a batch is all examples."""
        return self.batch_size >= self.num_examples


def judge(
    shape: Quadratic,
    losses: Tensor,
    *,
    run: Run,
    start: Tensor,
    now: Tensor,
    steps: Sequence[int] | None = None,
    scale: float = 1.0,
) -> Verdict:
    """The verdict under the mean squared loss `shape`, or `scale` times it: 1/2 for `half_squared`.

    `losses` (m,) are those of the run at `steps` (0..m-1 if not given), of which the first is the start and the last
    the step judged; they tell when it diverged. `start` and `now` are the parameters there, shaped as `shape.best`.
    """
    eta = run.rate * scale  # at which the squared loss itself, without the scale, takes the same steps
    figures = _common(losses, run, now.numel()) | _rates(shape, run, eta, scale) | {"floor": scale * shape.floor}
    gone = _gone(losses, run, steps)
    if gone is not None:
        return Verdict("diverged", figures | {"first": gone})
    excess, begun = float(shape.excess(now)), float(shape.excess(start))
    left = full_batch_excess(shape, start, rate=eta, steps=run.step)
    figures |= {"excess": scale * excess, "full_batch": scale * (shape.floor + left)}
    if shape.floor > 0:
        away = _standard_errors(shape, now, run.num_examples)
        figures |= {"ratio": 1 + excess / shape.floor, "standard_errors": away}
    if run.step == 0:
        return Verdict("start", figures)
    if eta >= shape.limit:
        return Verdict("unstable", figures)
    usual = shape.floor * shape.rank / max(1, run.num_examples - shape.rank)
    near = _near(figures | {"excess": excess}, floor=shape.floor, usual=usual, begun=begun)
    if near == "settled":
        return Verdict(near, figures)
    ahead = _ahead(shape, run, eta, start, excess, left)
    figures |= {"more_steps": int(ahead.more)}
    if near == "close":
        jitters = not run.full and left < LEFT * excess
        better = ahead.smaller if jitters else ahead.larger
        figures |= {"jitters": int(jitters)}
        kind: Kind = "close"
    else:
        kind, better = _direction(run, ahead, excess, left, bool(figures["nearly_fastest"]))
    return Verdict(kind, figures | ({} if better is None else {"better_rate": better / scale}))


def _rates(shape: Quadratic, run: Run, eta: float, scale: float) -> dict[str, float]:
    """What theory says of the rate."""
    factor, slow = 1 - 2 * eta * shape.steepest, 1 - 2 * eta * shape.flattest
    bound = minibatch_limit(shape, run.batch_size, run.num_examples)
    # |1 - 2 r| <= 0.3 means r <= 0.65: a small batch must keep such a distance from its own limit, too.
    fast = max(abs(factor), abs(slow)) <= FASTEST and eta <= (1 + FASTEST) / 2 * bound
    known = {"limit": shape.limit, "fastest": shape.fastest, "minibatch_limit": bound}
    known = {name: value / scale for name, value in known.items()}
    return known | {"rank": shape.rank, "factor": factor, "slow_factor": slow, "nearly_fastest": int(fast)}


def _theta(history: History, step: int, rate: int) -> Tensor:
    """The parameters (p, k), weights first, bias last."""
    return torch.cat([history.weight[step, rate], history.bias[step, rate][None]])


def _common(losses: Tensor, run: Run, parameters: int) -> dict[str, float]:
    loss = float(torch.nan_to_num(losses[-1], nan=torch.inf))
    sizes = {"batch_size": run.batch_size, "n": run.num_examples, "parameters": parameters, "full": int(run.full)}
    return {"step": run.step, "loss": loss, "start": float(losses[0]), "rate": run.rate, **sizes}


def _gone(losses: Tensor, run: Run, steps: Sequence[int] | None) -> int | None:
    """The first step at which the run had diverged, if at the last it has."""
    beyond = ~(losses < DIVERGED * losses[0]) & ~(losses == 0)
    if run.step == 0 or not bool(beyond[-1]):
        return None
    first = int(beyond.nonzero()[0])
    return first if steps is None else steps[first]


def _standard_errors(shape: Quadratic, theta: Tensor, num_examples: int) -> float:
    """How many standard errors the parameter furthest from the fit is away: s sqrt(diag(H^-1) / n), s^2 the unbiased
    variance of the residuals, floor n / (n - p). Several outputs' squares are added. Where the data leave parameters
    open, it is asked of the directions they determine.
    """
    r = shape.rank
    variances = shape.floor / (num_examples - r)
    curvature, directions = shape.modes
    if r < len(curvature):
        return float((shape.along(theta)[-r:] * curvature[-r:] / variances).amax().sqrt())
    inverse = (directions.square() / curvature).sum(-1)
    gaps = (theta - shape.best).reshape(len(inverse), -1).square().sum(-1)
    return float((gaps / (variances * inverse)).amax().sqrt())


def _near(figures: Mapping[str, float], *, floor: float, usual: float, begun: float) -> Kind | None:
    """settled or close, if it is; `usual` is the truth's mean excess, `begun` the start's."""
    excess = figures["excess"]
    if floor == 0:
        return "settled" if excess <= NEGLIGIBLE * begun else None
    if excess > (MET - 1) * floor:
        return None
    return "settled" if excess <= ERRORS**2 * usual and figures.get("standard_errors", 0.0) <= ERRORS else "close"


@dataclass(frozen=True)
class _Ahead:
    """Which larger and which smaller rate, and whether more steps, would end clearly lower on average; whether a
    smaller rate would be lower on average by a little; `noise` is the mean excess of a run that starts at the fit.
    """

    larger: float | None
    smaller: float | None
    beyond: bool
    more: bool
    noise: float


def _ahead(shape: Quadratic, run: Run, eta: float, start: Tensor, excess: float, left: float) -> _Ahead:
    most = 0.99 * shape.limit if run.full else minibatch_limit(shape, run.batch_size, run.num_examples) / 2
    rates = [eta, *(eta * factor for factor in _TRIED if factor < 1 or eta * factor < most)]
    sizes = {"batch_size": run.batch_size, "num_examples": run.num_examples}
    mean, *others = expected_excess(shape, start, rates=rates, steps=run.step, **sizes).tolist()
    # One run strays from its mean, to both sides, the more so the more of the mean is the minibatches' doing.
    chance = min(1.0, 4 * (mean - left) / mean) if 0 < mean < math.inf else float(not run.full)
    level = excess if run.full else min(excess, mean)
    mark = level * (1 - chance * (1 - BETTER))
    lower = [(other, rate) for other, rate in zip(others, rates[1:], strict=True) if other < mark]
    larger = min((pair for pair in lower if pair[1] > eta), default=(0.0, None))[1]
    smaller = min((pair for pair in lower if pair[1] < eta), default=(0.0, None))[1]
    lowest = min(other for other, rate in zip(others, rates[1:], strict=True) if rate < eta)
    later = float(expected_excess(shape, start, rates=[eta], steps=_LATER * run.step, **sizes))
    noise = float(expected_excess(shape, shape.best, rates=[eta], steps=run.step, **sizes))
    more = later < level * (1 - chance * (1 - BETTER / 2))
    return _Ahead(larger, smaller, lowest < level * (1 - chance * (1 - LOWER)), more, noise)


def _direction(run: Run, ahead: _Ahead, excess: float, left: float, nearly_fastest: bool) -> tuple[Kind, float | None]:
    """jittering, overshooting or under_way, and the rate that serves better, if one is known."""
    if ahead.larger is not None:
        return "under_way", ahead.larger
    if not run.full and left < LEFT * excess and EXPLAINED * ahead.noise >= excess:
        return "jittering", ahead.smaller
    if ahead.beyond and not nearly_fastest:
        return "overshooting", ahead.smaller
    return "under_way", None


def _judge_other(history: History, losses: Tensor, run: Run, rate: int) -> Verdict:
    """The verdict under a loss that is no quadratic."""
    best, now = history.optimum, _theta(history, run.step, rate)
    figures = _common(losses, run, now.numel()) | _least(history, best, now, float(losses[-1]))
    gone = _gone(losses, run, None)
    if gone is not None:
        return Verdict("diverged", figures | {"first": gone})
    if run.step == 0:
        return Verdict("start", figures)
    if best is not None and run.rate * best.curvature >= 2:
        return Verdict("unstable", figures)
    if best is not None and best.attained:
        begun = figures["start"] - best.value
        near = _near(figures, floor=best.value, usual=best.usual, begun=begun)
        if near is not None:
            return Verdict(near, figures)
    if figures["loss"] == 0:  # no loss is below 0
        return Verdict("settled", figures)
    ahead = onward(history, run.step, rate=rate)
    kind, better = _next(ahead, run)
    figures |= {"next_full": ahead.full[1], "next_mean": ahead.mean[1]}
    return Verdict(kind, figures | ({} if better is None else {"better_next": better * run.rate}))


def _least(history: History, best: Optimum | None, now: Tensor, loss: float) -> dict[str, float]:
    """What is known of the least loss, as figures."""
    figures: dict[str, float] = {}
    if best is not None:
        figures |= {"floor": best.value, "excess": max(0.0, loss - best.value)}
        if best.curvature > 0:
            figures |= {"limit": 2 / best.curvature}
        if best.value > 0 and best.attained:
            # Under softmax a shift of all classes changes nothing: it is taken out.
            gap = now - best.theta if now.shape[1] == 1 else now - now.mean(1, keepdim=True) - best.theta
            figures |= {"ratio": loss / best.value, "standard_errors": float((gap.abs() / best.errors).amax())}
    if history.objective.name == "cross_entropy":
        figures |= {"separable": int((best is not None and not best.attained) or _all_right(history, now))}
    return figures


def _all_right(history: History, theta: Tensor) -> bool:
    """Whether theta puts the true class of every example first: then larger weights bring the loss to 0."""
    if history.targets.ndim == 2:
        return False
    outputs = design(history.X) @ theta
    true = outputs.gather(1, history.targets[:, None])
    return int((outputs >= true).sum()) == len(outputs)


def _next(ahead: Onward, run: Run) -> tuple[Kind, float | None]:
    """jittering, overshooting or under_way by what the next step would do, and the better rate as a multiple."""
    half, once, twice = ahead.mean
    if twice < once:
        return "under_way", 2.0
    full = ahead.full[1]
    smaller = 0.5 if half < once else None
    if not run.full and full < 0 and once - full > LEFT * abs(full):
        return "jittering", smaller
    return ("under_way" if smaller is None else "overshooting"), smaller
