"""The minibatch on the page as a program of its own."""

from collections.abc import Sequence

from core.export import DATA, SETUP, Part, Program
from core.training import Regression
from lessons.synthetic_data.maths import Epoch

_EPOCH = Part(
    "The minibatches of epoch {epoch}; training draws its initial weights first, then one order for each epoch",
    "第{epoch}个epoch的小批量；训练先抽取初始权重，再为每个epoch抽取一次顺序",
    """generator = torch.Generator().manual_seed({training_seed})
torch.randn({d}, 1, generator=generator)
for epoch in range({epoch}):
    order = torch.randperm({n}, generator=generator) if {shuffle} else torch.arange({n})
    batches = [batch for batch in order.split({batch_size}) if len(batch) == {batch_size} or not {drop_last}]
print(len(batches), "steps in an epoch")""",
)
_BATCH = Part(
    "Minibatch {batch}: index, features and label of each example",
    "第{batch}个小批量：每个样本的编号、特征和标签",
    """for i in batches[{batch} - 1].tolist():
    print(i, *[f"{{value:.4f}}" for value in X[i].tolist()], f"{{y[i].item():.4f}}")""",
)


def program(epoch: Epoch, weight: Sequence[float], bias: float, noise: float, *, batch: int) -> Program:
    """Prints the examples of minibatch number `batch`, from 1; of none where there is none (0)."""
    return Program(
        "Synthetic data and minibatches: the minibatch on the page, in plain PyTorch. Needs torch only.",
        "合成数据与小批量：页面上的这个小批量，用PyTorch写成，只需要torch。",
        (SETUP, DATA, _EPOCH, *([_BATCH] if batch else [])),
        {
            "weight": list(weight),
            "bias": bias,
            "noise": noise,
            "n": epoch.num_examples,
            "d": epoch.num_features,
            "seed": epoch.seed,
            "training_seed": Regression(seed=epoch.seed).training_seed,
            "epoch": epoch.epoch,
            "shuffle": epoch.shuffle,
            "drop_last": epoch.drop_last,
            "batch_size": epoch.batch_size,
            "batch": batch,
        },
    )
