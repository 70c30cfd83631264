"""The book's concise version: DataLoader, nn.Linear, a loss of nn, optim.SGD. Source: Dive into Deep Learning 3.3.

It walks the path of `core.training.fit` from the same seed, minibatch for minibatch, and is what that is checked by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Sampler, TensorDataset

from core.data import minibatches
from core.losses import LOSSES, Loss
from core.models import initialise, linear_regression
from core.optimum import huber_bend
from core.training import History, num_outputs


class Epochs(Sampler[list[int]]):
    """The minibatches of `core.data.minibatches`, in a new order each time a DataLoader starts an epoch."""

    def __init__(self, num_examples: int, batch_size: int, *, shuffle: bool, generator: torch.Generator) -> None:
        self.num_examples, self.batch_size = num_examples, batch_size
        self.shuffle, self.generator = shuffle, generator

    def __iter__(self) -> Iterator[list[int]]:
        for batch in minibatches(self.num_examples, self.batch_size, shuffle=self.shuffle, generator=self.generator):
            yield batch.tolist()

    def __len__(self) -> int:
        return -(-self.num_examples // self.batch_size)


def loss_of(loss: Loss | str) -> Loss:
    """A loss, or the one of that name."""
    return LOSSES[loss] if isinstance(loss, str) else loss


def criterion(loss: Loss | str, num_outputs: int) -> Callable[[Tensor, Tensor], Tensor]:
    """PyTorch's mean loss of that name. `nn.MSELoss` averages over outputs where ours sums: hence the factor k."""
    objective = loss_of(loss)
    name = objective.name
    modules: dict[str, tuple[nn.Module, float]] = {
        "squared": (nn.MSELoss(), num_outputs),
        "half_squared": (nn.MSELoss(), num_outputs / 2),
        "absolute": (nn.L1Loss(), num_outputs),
        "huber": (nn.HuberLoss(delta=huber_bend(objective) if name == "huber" else 1.0), num_outputs),
        "cross_entropy": (nn.CrossEntropyLoss(), 1.0),
    }
    if name not in modules:  # nn has no such loss: then autograd differentiates our value
        return lambda outputs, targets: objective.value(outputs, targets).mean()
    module, factor = modules[name]
    return lambda outputs, targets: factor * module(outputs, targets)


def train(
    X: Tensor,
    targets: Tensor,
    *,
    loss: Loss | str,
    learning_rate: float,
    batch_size: int,
    epochs: int,
    generator: torch.Generator,
    initial_std: float = 0.01,
    shuffle: bool = True,
    num_classes: int | None = None,
) -> History:
    """The book's loop. The History has R = 1; the shapes, `num_classes` and the use of `generator` are as in `fit`."""
    k = num_outputs(targets, num_classes)
    net = linear_regression(X.shape[1], k)
    initialise(net, std=initial_std, generator=generator)
    layer_weight, layer_bias = net.parameters()
    sampler = Epochs(len(X), batch_size, shuffle=shuffle, generator=generator)
    # A DataLoader draws a seed for workers: from a generator of its own, so as to leave the global one alone.
    indices = torch.arange(len(X))
    data_iter = DataLoader(TensorDataset(X, targets, indices), batch_sampler=sampler, generator=torch.Generator())
    objective = criterion(loss, k)
    trainer = torch.optim.SGD(net.parameters(), lr=learning_rate)
    weights, biases, batches = [layer_weight.detach().T.clone()], [layer_bias.detach().clone()], []
    for _ in range(epochs):
        for X_batch, target_batch, index in data_iter:
            value = objective(net(X_batch), target_batch)
            trainer.zero_grad()
            torch.autograd.backward(value)
            trainer.step()
            weights.append(layer_weight.detach().T.clone())
            biases.append(layer_bias.detach().clone())
            batches.append(index)
    path_weight, path_bias = torch.stack(weights)[:, None], torch.stack(biases)[:, None]
    rates = torch.tensor([learning_rate], dtype=X.dtype)
    return History(path_weight, path_bias, rates, tuple(batches), len(sampler), X, targets, loss_of(loss))


def gradient(X: Tensor, targets: Tensor, weight: Tensor, bias: Tensor, *, loss: Loss | str) -> tuple[Tensor, Tensor]:
    """The twin of `core.training.gradient` for weight (d, k) and bias (k,), by autograd."""
    w, b = weight.detach().clone().requires_grad_(), bias.detach().clone().requires_grad_()
    value = criterion(loss, w.shape[1])(X @ w + b, targets)
    d_weight, d_bias = torch.autograd.grad(value, (w, b))
    return d_weight, d_bias


def load_array(
    arrays: tuple[Tensor, ...], batch_size: int, *, is_train: bool = True, generator: torch.Generator
) -> DataLoader[tuple[Tensor, ...]]:
    """The book's data iterator: it deals out the rows, in a new random order every epoch if `is_train`."""
    dataset = TensorDataset(*arrays)
    return DataLoader(dataset, batch_size, shuffle=is_train, generator=generator)
