"""How fast `fit` is against the book's concise version, on the book's settings. Run: python -m bench.fit"""

import statistics
import sys
import time
from collections.abc import Callable

import torch

from core.concise import train
from core.data import synthetic_data
from core.training import fit

ROUNDS = 15


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> int:
    """Interleave the three, take medians, print the ratios; 1 if one of them misses its mark."""
    torch.set_num_threads(1)
    X, y = synthetic_data([2, -3.4], 4.2, 1000, generator=torch.Generator().manual_seed(0))
    rates = torch.logspace(-3, 0, 24).tolist()

    def options() -> dict[str, object]:
        return {"batch_size": 10, "epochs": 3, "generator": torch.Generator().manual_seed(1)}

    runs: dict[str, Callable[[], object]] = {
        "concise": lambda: train(X, y, loss="squared", learning_rate=0.03, **options()),
        "fit": lambda: fit(X, y, "squared", learning_rates=[0.03], **options()),
        "fit, 24 rates": lambda: fit(X, y, "squared", learning_rates=rates, **options()),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(ROUNDS + 2):
        for name, run in runs.items():
            taken = seconds(run)
            if turn >= 2:  # the first rounds warm up
                times[name].append(taken)
    median = {name: statistics.median(taken) for name, taken in times.items()}
    one, many = median["concise"] / median["fit"], median["fit, 24 rates"] / median["concise"]
    print(f"concise / fit           {one:6.1f}   (at least 20)")
    print(f"fit, 24 rates / concise {many:6.2f}   (below 1)")
    return 0 if one >= 20 and many < 1 else 1


if __name__ == "__main__":
    sys.exit(main())
