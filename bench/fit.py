"""How fast `fit` is, against the book's concise version, JavaScript and scikit-learn: `python -m bench.fit`.

With Node on the machine the same 24 trainings are run by plain loops over typed arrays, too (`rates.js`), in this run.
"""

import json
import math
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch
from sklearn.linear_model import LogisticRegression

from core.concise import train
from core.data import synthetic_data
from core.training import fit
from lessons.softmax_regression.maths import Classification, examples, predicted
from lessons.softmax_regression.maths import run as softmax_regression

ROUNDS = 15


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def in_javascript(X: torch.Tensor, y: torch.Tensor, rates: list[float], batches: tuple[torch.Tensor, ...]) -> float:
    """Milliseconds of the same trainings in Node, from 0. Errors: RuntimeError if it learns something else."""
    asked = {"X": X.flatten().tolist(), "y": y.flatten().tolist(), "d": X.shape[1], "rates": rates, "rounds": 200}
    asked["batches"] = [batch.tolist() for batch in batches]
    script = Path(__file__).with_name("rates.js")
    done = subprocess.run(["node", str(script)], input=json.dumps(asked), capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    ours = fit(X, y, "squared", learning_rates=rates[-1:], initial_std=0, **book())
    theta = [*ours.weight[-1, 0, :, 0].tolist(), float(ours.bias[-1, 0])]
    if not all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(theta, found["learned"], strict=True)):
        raise RuntimeError(f"Node learned {found['learned']}, we {theta}")
    milliseconds: float = found["milliseconds"]
    return milliseconds


def book() -> dict[str, object]:
    """The book's settings."""
    return {"batch_size": 10, "epochs": 3, "generator": torch.Generator().manual_seed(1)}


def on_digits() -> None:
    """Softmax regression on the digits: ours, the concise version, and scikit-learn's, which goes on to the optimum."""
    run = Classification(data="digits", learning_rate=0.5, batch_size=20, epochs=10)
    data = examples(run)
    (X, y), test = (data.X[data.train], data.y[data.train]), (data.X[data.test], data.y[data.test])
    book = {"learning_rate": run.learning_rate, "batch_size": run.batch_size, "epochs": run.epochs}
    found: dict[str, float] = {}

    def ours() -> None:
        made = softmax_regression(run)
        weight, bias = made.weight[-1, 0], made.bias[-1, 0]
        found["ours"] = float((predicted(weight, bias, test[0]) == test[1]).double().mean())

    def concise() -> None:
        generator = torch.Generator().manual_seed(run.training_seed)
        made = train(X, y, loss=run.loss, generator=generator, num_classes=run.k, **book)
        found["concise"] = float((predicted(made.weight[-1, 0], made.bias[-1, 0], test[0]) == test[1]).double().mean())

    def scikit() -> None:
        model = LogisticRegression(C=1e4, max_iter=1000).fit(X.numpy(), y.numpy())
        found["scikit-learn"] = float(model.score(test[0].numpy(), test[1].numpy()))

    for name, work in {"ours": ours, "concise": concise, "scikit-learn": scikit}.items():
        work()
        taken = 1000 * statistics.median([seconds(work) for _ in range(3)])
        print(f"digits, {name:<15} {taken:6.0f} ms, {100 * found[name]:.1f} % of the test set right")


def main() -> int:
    """Interleave the three, take medians, print the ratios; 1 if one of them misses its mark."""
    torch.set_num_threads(1)
    X, y = synthetic_data([2, -3.4], 4.2, 1000, generator=torch.Generator().manual_seed(0))
    rates = torch.logspace(-3, 0, 24).tolist()

    runs: dict[str, Callable[[], object]] = {
        "concise": lambda: train(X, y, loss="squared", learning_rate=0.03, **book()),
        "fit": lambda: fit(X, y, "squared", learning_rates=[0.03], **book()),
        "fit, 24 rates": lambda: fit(X, y, "squared", learning_rates=rates, **book()),
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
    # One after the other, as JavaScript's are.
    here = 1000 * statistics.median([seconds(runs["fit, 24 rates"]) for _ in range(ROUNDS + 5)][5:])
    print(f"24 rates of 300 steps   {here:6.2f} ms (at most 5)")
    if shutil.which("node"):
        zero = fit(X, y, "squared", learning_rates=rates, initial_std=0, **book())
        there = in_javascript(X, y, rates, zero.batches)
        print(f"the same in JavaScript  {there:6.2f} ms, {there / here:.2f} times ours")
    else:
        print("the same in JavaScript  not measured: no Node on this machine")
    on_digits()
    return 0 if one >= 20 and many < 1 else 1


if __name__ == "__main__":
    sys.exit(main())
