"""The least value of the losses that are no quadratic: cross-entropy, absolute, Huber's. One linear layer, convex.

Each comes with what chance leaves open. With J the mean Hessian in the outputs and V the mean square of the gradient,
both per example at the optimum, the fitted parameters stray from the true ones with the covariance J^-1 V J^-1 / n, and
the true ones' loss lies tr(J^-1 V) / (2 n) above the least (Huber 1967). Cross-entropy has J = V, hence q / (2 n)
for q free parameters (Wilks 1938). For the absolute loss J is 2 f(0) E zz', f the noise's density at 0: 1 / (2 b) for
Laplace noise with mean absolute error b, the noise that this loss stands for. For the squared loss it is floor p / n.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.fits import fit_absolute, fit_huber
from core.losses import Loss, probabilities, softmax
from core.theory import DUST, design

# Beyond so many parameters Newton's matrix, and beyond so many examples the pairs of examples, cost too much.
_MOST_PARAMETERS = 60
_MOST_EXAMPLES = 60
_MOST_ROUNDS = 40
_FAR_OUT = 1e9
# The Newton step has landed, or is not worth halving once more.
_SMALL = 2.0**-30
# An eigenvalue so small, of the largest, is 0; a rise so small, of the spread, is none.
_TINY, _TOLERANCE = 1e-12, 1e-6


@dataclass(frozen=True)
class Optimum:
    """The least mean loss `value` at `theta` (p, k), weights first, bias last, and what chance leaves open there.

    `errors` (p, k) are the standard errors of theta; `usual` is how far the true parameters' loss lies above `value`
    on average; `curvature` is the largest eigenvalue of the mean loss's Hessian (0 for the absolute loss, which has
    none). Where no parameters attain the value, as the classes can be separated, `attained` is false, theta is only
    where the search was left, and errors and usual are 0: the weights would grow for ever.
    """

    theta: Tensor
    value: float
    errors: Tensor
    usual: float
    curvature: float
    attained: bool = True


def huber_bend(loss: Loss) -> float:
    """delta of a Huber loss: the size of its gradient far out."""
    return float(loss.gradient(torch.tensor([[_FAR_OUT]], dtype=torch.float64), torch.zeros(1, 1, dtype=torch.float64)))


def optimum(X: Tensor, targets: Tensor, loss: Loss, *, num_outputs: int) -> Optimum | None:
    """The least mean of `loss` over X (n, d) and the targets, or None where it is not to be had exactly and soon.

    Found are: cross-entropy up to 60 parameters, Huber's loss with one output and as many independent columns as
    parameters, the absolute loss with one output and one feature up to 60 examples.
    """
    Z = design(X)
    if loss.name == "cross_entropy":
        return _cross_entropy(Z, targets, loss, num_outputs) if Z.shape[1] * num_outputs <= _MOST_PARAMETERS else None
    if num_outputs != 1 or loss.name not in ("huber", "absolute") or int(torch.linalg.matrix_rank(Z)) < Z.shape[1]:
        return None
    if loss.name == "huber":
        return _huber(Z, targets, loss)
    return _absolute(X, targets, loss) if X.shape[1] == 1 and len(X) <= _MOST_EXAMPLES else None


def _huber(Z: Tensor, y: Tensor, loss: Loss) -> Optimum:
    delta = huber_bend(loss)
    theta = fit_huber(Z, y.T, torch.tensor([delta], dtype=Z.dtype)).T
    outputs, n = Z @ theta, len(Z)
    middle = ((y - outputs).abs() <= delta).to(Z.dtype)
    push = loss.gradient(outputs, y)
    J, V = Z.T @ (middle * Z) / n, Z.T @ (push.square() * Z) / n
    inverse = torch.linalg.pinv(J, hermitian=True)
    errors = (inverse @ V @ inverse).diagonal().clamp_min(0).sqrt()[:, None] / n**0.5
    usual = float((inverse @ V).trace()) / (2 * n)
    return Optimum(theta, _value(outputs, y, loss), errors, usual, float(torch.linalg.eigvalsh(J)[-1]))


def _absolute(X: Tensor, y: Tensor, loss: Loss) -> Optimum:
    Z, n = design(X), len(X)
    theta = fit_absolute(X.T, y.T).T
    value = _value(Z @ theta, y, loss)
    errors = value * torch.linalg.inv(Z.T @ Z).diagonal().sqrt()[:, None]
    return Optimum(theta, value, errors, value * Z.shape[1] / (2 * n), 0.0)


def _value(outputs: Tensor, y: Tensor, loss: Loss) -> float:
    """The mean loss; 0 if it is no more than that of residuals which are rounding dust."""
    value = float(loss.value(outputs, y).mean())
    dust = DUST * y.square().mean().sqrt().reshape(1, 1)
    return value if value > float(loss.value(dust, torch.zeros_like(dust))) else 0.0


def _cross_entropy(Z: Tensor, targets: Tensor, loss: Loss, k: int) -> Optimum:
    """Newton's method, each step halved until the loss falls, from 0, the logits kept at mean 0 over the classes."""
    y, n = probabilities(Z.new_zeros(len(Z), k), targets), len(Z)
    theta = Z.new_zeros(Z.shape[1], k)
    for _ in range(_MOST_ROUNDS):
        p = softmax(Z @ theta)
        slope = Z.T @ (p - y) / n
        hessian = _hessian(Z, p)
        inverse = torch.linalg.pinv(hessian, hermitian=True, rtol=_TINY)
        step = (inverse @ slope.flatten()).reshape(slope.shape)
        if _separates(-Z @ step, y):
            return Optimum(theta, _infimum(Z, y, theta, step, loss), theta * 0, 0.0, 0.0, attained=False)
        if float((slope * step).sum()) <= _SMALL**2:
            break
        theta = theta - _damped(Z, y, theta, step, loss) * step
    errors = inverse.diagonal().clamp_min(0).sqrt().reshape(theta.shape) / n**0.5
    free = int(torch.linalg.matrix_rank(Z)) * (k - 1)
    value = float(loss.value(Z @ theta, y).mean())
    return Optimum(theta, value, errors, free / (2 * n), float(torch.linalg.eigvalsh(hessian)[-1]))


def _hessian(Z: Tensor, p: Tensor) -> Tensor:
    """The mean of zz' (x) (diag(p) - pp') over Z (n, p) and probabilities (n, k), in the order of theta.flatten()."""
    spread = torch.diag_embed(p) - p[:, :, None] * p[:, None, :]
    size = Z.shape[1] * p.shape[1]
    return torch.einsum("ni,nj,nab->iajb", Z, Z, spread).reshape(size, size) / len(Z)


def _damped(Z: Tensor, y: Tensor, theta: Tensor, step: Tensor, loss: Loss) -> float:
    """1, halved until the step lowers the loss."""
    before, share = float(loss.value(Z @ theta, y).mean()), 1.0
    while share > _SMALL and not float(loss.value(Z @ (theta - share * step), y).mean()) <= before:
        share /= 2
    return share


def _separates(u: Tensor, y: Tensor) -> bool:
    """Whether outputs that grow along u (n, k) raise no example's loss, however far: max_j u_j = sum_j y_j u_j.

    That is how far the loss of an example rises for each unit along u in the end. The classes, or some of them, are
    then separated by u, and no parameters attain the least loss.
    """
    spread = float((u.amax(-1) - u.amin(-1)).amax())
    return spread > _SMALL and bool((u.amax(-1) - (y * u).sum(-1) <= _TOLERANCE * spread).all())


def _infimum(Z: Tensor, y: Tensor, theta: Tensor, step: Tensor, loss: Loss) -> float:
    """The loss far out along a separating step: 0 if it tells all classes apart, else what those that overlap cost."""
    u = -Z @ step
    tied = u >= u.amax(-1, keepdim=True) - 2 * _TOLERANCE * (u.amax() - u.amin())
    # Far out a class that u leaves behind has probability 0, and those level with the best share it as theta has it.
    return float(loss.value((Z @ theta).masked_fill(~tied, -_FAR_OUT), y).mean())
