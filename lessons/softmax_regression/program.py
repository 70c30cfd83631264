"""The run as a program of its own. What was measured (penguins, digits) is written into it."""

from __future__ import annotations

import base64
import zlib

import torch

from core.datasets import digits, penguins
from core.export import SETUP, Part, Program
from lessons.softmax_regression.maths import NUM_BLOB_EXAMPLES, Classification

_BLOBS = Part(
    "The data: {k} classes around the corners of a polygon that chance has turned",
    "数据：{k}个类别，围绕一个随机转过的正多边形的各个顶点",
    """generator = torch.Generator().manual_seed({seed})
turn = 2 * torch.pi * torch.rand(1, generator=generator)
angles = turn + 2 * torch.pi * torch.arange({k}) / {k}
y = torch.arange({n}) % {k}
centers = 2 * torch.stack([angles.cos(), angles.sin()], -1)
X = centers[y] + {spread} * torch.randn({n}, 2, generator=generator)""",
)
_PENGUINS = Part(
    "The data: two measurements of each penguin, and its species (Horst, Hill and Gorman 2020)",
    "数据：每只企鹅的两项测量值和它的种类（Horst、Hill与Gorman，2020）",
    """X = torch.tensor({rows})
y = torch.tensor({labels})
generator = torch.Generator().manual_seed({seed})""",
)
_DIGITS = Part(
    "The data: 8x8 pixels of handwritten digits, from 0 to 1, and which digit it is (Alpaydin and Kaynak 1998)",
    "数据：8×8像素的手写数字，像素值从0到1，以及它是哪个数字（Alpaydin与Kaynak，1998）",
    """import base64, zlib

packed = "{packed}"
table = torch.tensor(list(zlib.decompress(base64.b64decode(packed)))).reshape(-1, 65)
X, y = table[:, 1:] / 16, table[:, 0]
generator = torch.Generator().manual_seed({seed})""",
)
_SPLIT = Part(
    "A quarter of each class is held out for testing",
    "每个类别留出四分之一作测试",
    """train, test = [], []
for label in range({k}):
    members = (y == label).nonzero()[:, 0]
    members = members[torch.randperm(len(members), generator=generator)]
    held_out = round(len(members) / 4)
    test.append(members[:held_out])
    train.append(members[held_out:])
train, test = torch.cat(train).sort().values, torch.cat(test).sort().values""",
)
_STANDARDIZED = Part(
    "Each measurement minus its mean, over its standard deviation: both of the training examples alone",
    "每项测量值减去均值再除以标准差，两者都只由训练样本算出",
    "X = (X - X[train].mean(0)) / X[train].std(0)",
)
_NETWORK = Part(
    "One fully connected layer: weights from N(0, {std}^2), biases 0",
    "一个全连接层：权重取自N(0, {std}^2)，偏置为0",
    """net = nn.Sequential(nn.Linear({d}, {k}))
generator = torch.Generator().manual_seed({training_seed})
with torch.no_grad():
    net[0].weight.copy_({std} * torch.randn({d}, {k}, generator=generator).T)
    net[0].bias.fill_(0)""",
)
_CROSS_ENTROPY = Part(
    "The loss: softmax and cross-entropy in one, on outputs and class numbers",
    "损失：softmax与交叉熵合为一体，用输出和类别编号计算",
    "loss = nn.CrossEntropyLoss()",
)
_SQUARED = Part(
    "The loss: the squared distance of the outputs from the one-hot label",
    "损失：输出到独热标签的平方距离",
    """def loss(outputs, labels):
    return (outputs - nn.functional.one_hot(labels, {k})).square().sum(-1).mean()""",
)
_TRAINING = Part(
    "Minibatch SGD on the training examples",
    "在训练样本上做小批量随机梯度下降",
    """X_train, y_train = X[train], y[train]
trainer = torch.optim.SGD(net.parameters(), lr={rate})
for epoch in range({epochs}):
    for batch in torch.randperm(len(train), generator=generator).split({batch_size}):
        l = loss(net(X_train[batch]), y_train[batch])
        trainer.zero_grad()
        l.backward()
        trainer.step()
    with torch.no_grad():
        print(f"epoch {{epoch + 1}}, loss {{loss(net(X_train), y_train).item():f}}")""",
)
_RIGHT = Part(
    "How many are right, and which class (row) is taken for which (column) among the test examples",
    "答对多少；测试样本里哪个类别（行）被当成哪个类别（列）",
    """with torch.no_grad():
    outputs = net(X)
predicted = outputs.argmax(-1)
right = (predicted == y).double()
print("right in training", right[train].mean().item(), "in testing", right[test].mean().item())
print("loss in testing", loss(outputs[test], y[test]).item())
print(torch.bincount(y[test] * {k} + predicted[test], minlength={k} ** 2).reshape({k}, {k}).tolist())""",
)


def program(settings: Classification) -> Program:
    """Trains under these settings and prints losses, accuracies and the confusion matrix."""
    data = {"blobs": (_BLOBS, _SPLIT), "penguins": (_PENGUINS, _SPLIT, _STANDARDIZED), "digits": (_DIGITS, _SPLIT)}
    loss = _CROSS_ENTROPY if settings.loss == "cross_entropy" else _SQUARED
    return Program(
        "Softmax regression: the run set on the page, in plain PyTorch. Needs torch only.",
        "Softmax回归：页面上设定的这次训练，用PyTorch写成，只需要torch。",
        (SETUP, *data[settings.data], _NETWORK, loss, _TRAINING, _RIGHT),
        {
            "k": settings.k,
            "d": 2 if settings.plane else 64,
            "n": NUM_BLOB_EXAMPLES,
            "spread": settings.spread,
            "seed": settings.seed,
            "training_seed": settings.training_seed,
            "std": settings.initial_std,
            "rate": settings.learning_rate,
            "batch_size": settings.batch_size,
            "epochs": settings.epochs,
            **_measured(settings),
        },
    )


def _measured(settings: Classification) -> dict[str, object]:
    """What the program cannot draw by itself, as it is written into it."""
    if settings.data == "penguins":
        X, y = penguins()
        return {"rows": X[:, list(settings.features)].tolist(), "labels": y.tolist()}
    if settings.data == "digits":
        X, y = digits()
        table = torch.cat([y[:, None], X.long()], 1).to(torch.uint8)
        return {"packed": base64.b64encode(zlib.compress(table.numpy().tobytes(), 9)).decode()}
    return {}
