"""The model of the book: one fully connected layer. Source: Dive into Deep Learning 3.3 and 3.7."""

from __future__ import annotations

import torch
from torch import nn


def linear_regression(num_features: int, num_outputs: int = 1) -> nn.Sequential:
    """`nn.Sequential(nn.Linear(d, k))` in float64, its parameters still to be filled by `initialise`.

    `skip_init` leaves out PyTorch's own initialisation, which would draw from the global generator.
    """
    layer = nn.utils.skip_init(nn.Linear, num_features, num_outputs, dtype=torch.float64)
    return nn.Sequential(layer)


def initialise(net: nn.Sequential, *, std: float, generator: torch.Generator) -> None:
    """Weights from N(0, std^2), biases 0, in place."""
    layer = net[0]
    if not isinstance(layer, nn.Linear):
        raise TypeError(f"expected one linear layer, got {type(layer).__name__}")
    with torch.no_grad():
        k, d = layer.weight.shape
        layer.weight.copy_(initial_weight(d, k, std=std, generator=generator).T)
        layer.bias.fill_(0)


def initial_weight(num_features: int, num_outputs: int, *, std: float, generator: torch.Generator) -> torch.Tensor:
    """A weight (d, k) from N(0, std^2). At std 0 the numbers are drawn all the same, so what follows is alike."""
    return std * torch.randn(num_features, num_outputs, generator=generator, dtype=torch.float64)
