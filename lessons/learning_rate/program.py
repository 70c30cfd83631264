"""The run at the picked rate as a program of its own."""

from core.export import DATA, LEARNED, NETWORK, SETUP, TRAINING, Part, Program
from lessons.learning_rate.maths import BIAS, INITIAL_STD, WEIGHT, Setting

_STRETCHED = Part(
    "The same with the second feature stretched",
    "第二个特征拉伸后的数据",
    DATA.code.replace("\ny = ", "\nX = X * torch.tensor([1.0, {stretch}])\ny = "),
)
_LIMIT = Part(
    "The curvatures of the loss: what rate the full batch bears, and the fastest one",
    "损失的曲率：整批训练能承受的学习率上限，以及最快的学习率",
    """Z = torch.cat([X, torch.ones({n}, 1)], 1)
curvatures = torch.linalg.eigvalsh(Z.T @ Z / {n})
print("curvatures", curvatures.tolist())
print("limit", (1 / curvatures[-1]).item(), "fastest", (1 / (curvatures[0] + curvatures[-1])).item())""",
)


def program(setting: Setting, batch_size: int, rate: float) -> Program:
    """Prints curvatures, limit, losses and parameters of the run."""
    return Program(
        "Learning rate and batch size: the picked run, in plain PyTorch. Needs torch only.",
        "学习率与批量大小：所选的这次训练，用PyTorch写成，只需要torch。",
        (SETUP, DATA if setting.stretch == 1 else _STRETCHED, _LIMIT, NETWORK, TRAINING, LEARNED),
        {
            "weight": list(WEIGHT),
            "bias": BIAS,
            "noise": setting.noise,
            "n": setting.num_examples,
            "d": len(WEIGHT),
            "seed": setting.seed,
            "training_seed": setting.generator().initial_seed(),
            "std": INITIAL_STD,
            "rate": rate,
            "batch_size": batch_size,
            "epochs": setting.epochs,
            "stretch": setting.stretch,
        },
    )
