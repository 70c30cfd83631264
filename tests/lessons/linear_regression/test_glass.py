"""One step under the glass: its numbers are autograd's, and the formula's are those of the normal equations."""

import re

import pytest
import torch

from core.training import Regression, run
from lessons import LINEAR_REGRESSION
from tests.visiting import LANGUAGES, grids, unfolded, unreadable

QUERIES = [
    {"two_features": "false", "noise": "1", "n": "50", "step": "7"},
    {"two_features": "true", "noise": "0.5", "n": "100", "step": "10", "batch_size": "20", "lr": "0.2"},
    {"two_features": "false", "n": "5", "batch_size": "2", "step": "1", "epochs": "1", "lr": "1.5"},
]


def settings_of(query):
    weight = (2.0, -3.4) if query["two_features"] == "true" else (2.0,)
    return Regression(
        weight,
        4.2,
        float(query.get("noise", 0.01)),
        int(query["n"]),
        learning_rate=float(query.get("lr", 0.03)),
        batch_size=int(query.get("batch_size", 10)),
        epochs=int(query.get("epochs", 3)),
    )


def numbers(text):
    written = text.replace("−", "-").replace("\N{NARROW NO-BREAK SPACE}", "")
    return [float(found) for found in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", written)]


@pytest.mark.parametrize("query", QUERIES)
def test_the_step_is_what_autograd_and_sgd_do(query):
    app = unfolded(LINEAR_REGRESSION, "update", query={"lang": "en"} | query)
    (table,) = [one for one in grids(app) if "phase" in one]
    told = dict(zip(table["phase"], table["with the numbers of this step"], strict=True))
    step, history = int(query["step"]), run(settings_of(query))
    batch = history.batches[step - 1]
    net = torch.nn.Linear(history.X.shape[1], 1, dtype=torch.float64)
    with torch.no_grad():
        net.weight.copy_(history.weight[step - 1, 0].T)
        net.bias.copy_(history.bias[step - 1, 0])
    outputs = net(history.X[batch])
    loss = torch.nn.functional.mse_loss(outputs, history.targets[batch])
    loss.backward()
    assert numbers(told["take a minibatch"])[:2] == [len(batch), int(batch[0]) + 1]
    label = float(history.targets[batch][0])
    assert numbers(told["forward"])[:2] == pytest.approx([float(outputs.detach()[0]), label], rel=6e-4)
    assert numbers(told["forward"])[-1] == pytest.approx(loss.item(), rel=6e-4)
    slopes = [*net.weight.grad[0].tolist(), float(net.bias.grad)]
    assert numbers(told["backward"])[: len(slopes)] == pytest.approx(slopes, rel=6e-4, abs=1e-9)
    after = [*history.weight[step, 0, :, 0].tolist(), float(history.bias[step, 0, 0])]
    ends = [numbers(part)[-1] for part in told["step"].split(";")]
    assert ends == pytest.approx(after, rel=6e-4)


@pytest.mark.parametrize("query", QUERIES[:2])
def test_the_formula_is_that_of_the_normal_equations(query):
    app = unfolded(LINEAR_REGRESSION, "update", query={"lang": "en"} | query)
    (told,) = [element.value for element in app.markdown if "Without any step" in element.value]
    history = run(settings_of(query))
    Z = torch.cat([history.X, torch.ones(len(history.X), 1, dtype=torch.float64)], 1)
    best = torch.linalg.solve(Z.T @ Z, Z.T @ history.targets)[:, 0].tolist()
    found = [float(one.replace("−", "-")) for one in re.findall(r"(?:w[₁₂]|b) = (−?[\d.]+\d)", told)]
    assert found == pytest.approx(best, rel=6e-4)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", [{"step": "0"}, {"lr": "1.5", "batch_size": "1", "epochs": "10", "n": "1000"}])
def test_a_start_and_a_diverged_run_are_told_in_words(query, lang):
    app = unfolded(LINEAR_REGRESSION, "update", query={"lang": lang} | query)
    assert not unreadable(app)
    phases = [one for one in grids(app) if len(one.columns) == 3]
    assert bool(phases) == (query.get("step") != "0")
