"""The run as a program of its own."""

from core.export import DATA, LEARNED, NETWORK, SETUP, TRAINING, Program
from core.training import Regression


def program(settings: Regression) -> Program:
    """Trains under these settings and prints losses, parameters and their errors."""
    return Program(
        "Linear regression: the run set on the page, in plain PyTorch. Needs torch only.",
        "线性回归：页面上设定的这次训练，用PyTorch写成，只需要torch。",
        (SETUP, DATA, NETWORK, TRAINING, LEARNED),
        {
            "weight": list(settings.weight),
            "bias": settings.bias,
            "noise": settings.noise,
            "n": settings.num_examples,
            "d": len(settings.weight),
            "seed": settings.seed,
            "training_seed": settings.training_seed,
            "std": settings.initial_std,
            "rate": settings.learning_rate,
            "batch_size": settings.batch_size,
            "epochs": settings.epochs,
        },
    )
