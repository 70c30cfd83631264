"""A run as a script of its own, in plain PyTorch: it walks the path that the page shows, step for step."""

from __future__ import annotations

from core.training import Regression

_REGRESSION = '''"""Linear regression: the run set on the page, in plain PyTorch. Needs torch only."""

import torch
from torch import nn

torch.set_default_dtype(torch.float64)

# The data: y = X w + b + noise
true_w, true_b = torch.tensor({weight}), {bias}
generator = torch.Generator().manual_seed({seed})
X = torch.randn({n}, {d}, generator=generator)
y = X @ true_w.reshape(-1, 1) + true_b + {noise} * torch.randn({n}, 1, generator=generator)

# One fully connected layer: weights from N(0, {std}^2), bias 0
net = nn.Sequential(nn.Linear({d}, 1))
generator = torch.Generator().manual_seed({training_seed})
with torch.no_grad():
    net[0].weight.copy_({std} * torch.randn({d}, 1, generator=generator).T)
    net[0].bias.fill_(0)

# Minibatch SGD on the mean squared error; a short last minibatch is kept
loss = nn.MSELoss()
trainer = torch.optim.SGD(net.parameters(), lr={rate})
for epoch in range({epochs}):
    for batch in torch.randperm({n}, generator=generator).split({batch_size}):
        l = loss(net(X[batch]), y[batch])
        trainer.zero_grad()
        l.backward()
        trainer.step()
    print(f"epoch {{epoch + 1}}, loss {{loss(net(X), y).item():f}}")

w, b = net[0].weight.detach().flatten(), net[0].bias.item()
print("w =", w.tolist(), "error", (w - true_w).tolist())
print("b =", b, "error", b - true_b)
'''


def script(settings: Regression) -> str:
    """A runnable program that trains under these settings and prints losses, parameters and their errors."""
    return _REGRESSION.format(
        weight=list(settings.weight),
        bias=settings.bias,
        noise=settings.noise,
        n=settings.num_examples,
        d=len(settings.weight),
        seed=settings.seed,
        training_seed=settings.training_seed,
        std=settings.initial_std,
        rate=settings.learning_rate,
        batch_size=settings.batch_size,
        epochs=settings.epochs,
    )
