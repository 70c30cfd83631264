"""At random settings each number on the page is computed anew, by numpy, and what the sentence claims is tried."""

import random
import re

import numpy as np
import pytest
import torch

from lessons import LINEAR_REGRESSION
from tests.visiting import grids, visit
from texts.numbers import number
from ui.settings import RATES

CHANCE = random.Random(11)


def drawn():
    """Settings that a visitor may choose, by control."""
    pick = CHANCE.choice
    settings = {
        "two_features": pick(["true", "false"]),
        "w1": round(CHANCE.uniform(-5, 5), 1),
        "w2": round(CHANCE.uniform(-5, 5), 1),
        "b": round(CHANCE.uniform(-10, 10), 1),
        "noise": pick([0, 0.01, 0.1, 0.5, 1, 2]),
        "n": pick([10, 20, 50, 100, 200, 1000]),
        "batch_size": pick([1, 2, 5, 10, 20, 100, 1000]),
        "lr": pick(RATES),
        "epochs": pick([1, 2, 3, 5]),
        "seed": CHANCE.randint(0, 99),
        "initial_std": pick([0, 0.01, 1, 3]),
    }
    steps = settings["epochs"] * -(-settings["n"] // settings["batch_size"])
    # Every step of a run of up to 300 is kept.
    return settings | ({"step": CHANCE.randint(0, steps)} if steps <= 300 else {})


SETTINGS = [drawn() for _ in range(60)]


def data(s):
    """Features with a column of ones (n, p), labels (n,), truth (p,): from torch's numbers, put together by numpy."""
    d = 2 if s["two_features"] == "true" else 1
    generator = torch.Generator().manual_seed(s["seed"])
    X = torch.randn(s["n"], d, generator=generator, dtype=torch.float64).numpy()
    e = torch.randn(s["n"], 1, generator=generator, dtype=torch.float64).numpy()[:, 0]
    Z, truth = (
        np.hstack([X, np.ones((s["n"], 1))]),
        np.array([s["w1"], s["w2"], s["b"]] if d == 2 else [s["w1"], s["b"]]),
    )
    return Z, Z @ truth + s["noise"] * e, truth


def trained(s, Z, y, rate):
    """The parameters after each step of the book's loop (T+1, p), and the mean squared error of each (T+1,)."""
    generator = torch.Generator().manual_seed(s["seed"] + 1000)
    weight = s["initial_std"] * torch.randn(Z.shape[1] - 1, 1, generator=generator, dtype=torch.float64).numpy()[:, 0]
    path = [np.append(weight, 0.0)]
    for _ in range(s["epochs"]):
        order = torch.randperm(s["n"], generator=generator).numpy()
        for first in range(0, s["n"], s["batch_size"]):
            rows = order[first : first + s["batch_size"]]
            residual = Z[rows] @ path[-1] - y[rows]
            path.append(path[-1] - rate * 2 * Z[rows].T @ residual / len(rows))
    theta = np.array(path)
    return theta, np.square(theta @ Z.T - y).mean(1)


@pytest.mark.parametrize("s", SETTINGS, ids=str)
@pytest.mark.filterwarnings("ignore:overflow encountered", "ignore:invalid value encountered")
def test_sentence_and_table_are_right(s):
    app = visit(LINEAR_REGRESSION, query={key: str(value) for key, value in s.items()})
    Z, y, truth = data(s)
    theta, loss = trained(s, Z, y, s["lr"])
    last, start = s.get("step", len(loss) - 1), loss[0]
    best, *_ = np.linalg.lstsq(Z, y, rcond=None)
    floor = float(np.square(Z @ best - y).mean())
    errors = s["noise"] * np.sqrt(np.diag(np.linalg.inv(Z.T @ Z)))
    told = " ".join(app.markdown[1].value.split())

    table = grids(app)[0]
    for name, column in (("learned", theta[last]), ("least squares", best), ("learned − true", theta[last] - truth)):
        for cell, value in zip(table[name], column, strict=True):
            if re.fullmatch(r"[−\d.]+", cell):
                decimals = len(cell.partition(".")[2])
                assert float(cell.replace("−", "-")) == pytest.approx(value, abs=0.51 * 10.0**-decimals), name

    beyond = ~(loss < 100 * start) & (loss != start)
    assert ("Diverged" in told) == beyond[last]
    if beyond[last]:
        assert beyond[int(re.search(r"by step (\d+)", told)[1])]
        return
    if last == 0:
        assert "Not trained yet" in told
        assert number(start, "en", dust=0) in told
        return
    assert f"step {last}" in told
    assert number(loss[last], "en", dust=0) in told or loss[last] < 1e-9 * start
    if "noise floor" in told:
        assert number(floor, "en") in told
    away = float((np.abs(theta[last] - best) / errors).max()) if s["noise"] else None
    limit = 1 / np.linalg.eigvalsh(Z.T @ Z / len(Z))[-1]
    if "Settled" in told and away is not None:
        assert loss[last] <= 1.25 * floor
        assert number(away, "en", digits=2) in told
    if "Almost there" in told:
        assert loss[last] <= 1.25 * floor
        assert number(away, "en", digits=2) in told
    if "Unstable" in told:
        assert s["lr"] >= limit
    advice = re.search(r"A (larger|smaller) rate would .*?for example ([\d.]+?)\.(?:\*|\s|$)", told)
    if advice:
        rate = float(advice[2])
        assert (rate > s["lr"]) == (advice[1] == "larger")
        assert trained(s, Z, y, rate)[1][last] < loss[last]
    if "all examples in each batch" in told:
        assert trained({**s, "batch_size": s["n"], "epochs": last}, Z, y, s["lr"])[1][last] < loss[last]


def test_the_settings_vary_and_reach_the_verdicts():
    assert len({str(s) for s in SETTINGS}) == len(SETTINGS)
    assert {s["two_features"] for s in SETTINGS} == {"true", "false"}
