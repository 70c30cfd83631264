"""The programs of the lessons, run in a fresh process, print what the pages compute."""

import json
import random
import re
import subprocess
import sys
from functools import cache

import pytest
import torch

from core.data import synthetic_data
from core.export import notebook, script
from core.losses import log_softmax, softmax
from core.theory import quadratic
from core.training import Regression, fit, run
from lessons.cross_entropy import maths as descents
from lessons.cross_entropy import program as cross_entropy
from lessons.learning_rate import maths as rates
from lessons.learning_rate import program as learning_rate
from lessons.linear_regression import program as linear_regression
from lessons.regression_losses import program as regression_losses
from lessons.regression_losses.controls import RATES
from lessons.regression_losses.maths import Residual
from lessons.regression_losses.run import Scene, Training, constants, lines, row, trained
from lessons.regression_to_classification import maths as guesses
from lessons.regression_to_classification import program as regression_to_classification
from lessons.softmax import maths as logits_of
from lessons.softmax import program as softmax_lesson
from lessons.softmax_regression import maths as classifiers
from lessons.softmax_regression import program as softmax_regression
from lessons.softmax_regression.maths import Classification
from lessons.synthetic_data import program as synthetic
from lessons.synthetic_data.maths import Epoch
from tests.visiting import LESSONS, unfolded
from ui.program import shortened

CHANCE = random.Random(15)
RUNS = [
    Regression(),
    Regression((1.5,), -2.0, 0.5, 37, seed=4, learning_rate=0.1, batch_size=8, epochs=4, initial_std=3.0),
    Regression(noise=0, num_examples=20, batch_size=50, initial_std=0),
]
PICKED = [
    (rates.Setting(noise=0.1, num_examples=200, seed=3, epochs=3, stretch=2.0), 10, 0.05),
    (rates.Setting(noise=0.5, num_examples=100, epochs=10), 100, 0.4),
]
EPOCHS = [
    (Epoch(2, 25, 10, 3, 4), 3),
    (Epoch(1, 20, 8, 2, 0, shuffle=False, drop_last=True), 2),
    (Epoch(1, 5, 10, 1, 0), 1),
]
NOTHING = Epoch(2, 5, 10, 1, 0, drop_last=True)


def _tenths(count, reach=50):
    return [CHANCE.randint(-reach, reach) / 10 for _ in range(count)]


LOGITS = [
    (_tenths(CHANCE.randint(2, 10)), {"temperature": t, "shift": c, "scale": s, "size": size, "spread": spread})
    for t, c, s, size, spread in ((1, 0.0, 1, 100, 1), (0.5, -2.5, 3, 11, 10), (20, 5.0, 0, -110, 2))
]
DESCENTS = [(descents.Descent(tuple(_tenths(k)), k - 1, soft, rate, 50), step) for k, soft, rate, step in
            ((3, 0.0, 1, 0), (2, 0.3, 6, 20), (6, 1.0, 0.1, 50))]  # fmt: skip
GUESSES = [([0.3, 0.2, 0.1], 0, 0.1), ([1.0, 1.0, 0.0], 1, 0.0)] + [
    (_tenths(3), CHANCE.randrange(3), CHANCE.randint(0, 50) / 10) for _ in range(8)
]
RESIDUALS = [Residual(3.0, 3.0, 1.0), Residual(0.3, 0.2, 0.1)] + [
    Residual(*_tenths(2), CHANCE.randint(1, 50) / 10) for _ in range(8)
]
CLASSIFICATIONS = [
    Classification(),
    Classification(num_classes=6, spread=1.3, seed=3, loss="squared_on_one_hot", learning_rate=0.05, epochs=4),
    Classification("penguins", features=(1, 3), seed=2, batch_size=50, epochs=3),
    Classification("digits", learning_rate=0.5, batch_size=100, epochs=2, initial_std=0),
    Classification("digits", loss="squared_on_one_hot", learning_rate=0.5, epochs=1),
]
SCENES = [
    (Scene(0, "gaussian", 0.5, 20, 0), 20, 1.0),
    (Scene(35, "laplace", 0.1, 50, 3), 10_000, 0.1),
    (Scene(100, "student", 2, 10, 1), 0, 5.0),
]
FIVE = [(0, 1.0), (20, 0.1), (10_000, 5.0)]
TRAINED = [
    (Training(1.0, 10, 0, 0), 0.1, 200),
    (Training(0.3, 50, 0.5, 4), 0.5, 37),
    (Training(2.0, 1, 0.1, 2), 0.05, 0),
]
PROGRAMS = (
    [linear_regression.program(settings) for settings in RUNS]
    + [learning_rate.program(*picked) for picked in PICKED]
    + [synthetic.program(epoch, [2.0, -3.4][: epoch.num_features], 4.2, 0.5, batch=batch) for epoch, batch in EPOCHS]
    + [synthetic.program(NOTHING, [2.0, -3.4], 4.2, 0.5, batch=0)]
    + [softmax_lesson.program(logits, **rest) for logits, rest in LOGITS]
    + [cross_entropy.program(now, step) for now, step in DESCENTS]
    + [regression_to_classification.program(*guess) for guess in GUESSES]
    + [regression_losses.program(at) for at in RESIDUALS]
    + [regression_losses.outlier(*scene) for scene in SCENES]
    + [regression_losses.constant(*five) for five in FIVE]
    + [regression_losses.training(*chosen) for chosen in TRAINED]
    + [softmax_regression.program(settings) for settings in CLASSIFICATIONS]
)
_RUNNER = """
import contextlib, io, json, sys, warnings, torch
warnings.simplefilter("error")
torch.set_num_threads(1)
printed = []
for code in json.load(sys.stdin):
    torch.set_default_dtype(torch.float32)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "program", "exec"), {"__name__": "__main__"})
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
"""


def _code_of(cells):
    return "\n".join(cell["source"] for cell in json.loads(cells)["cells"] if cell["cell_type"] == "code")


@cache
def _printed():
    """What all scripts print, and all notebooks: one process for all, since torch takes seconds to load."""
    codes = [script(program, "zh") for program in PROGRAMS] + [_code_of(notebook(one, "en")) for one in PROGRAMS]
    asked = [sys.executable, "-c", _RUNNER]
    done = subprocess.run(asked, input=json.dumps(codes), capture_output=True, text=True, check=True)
    printed = json.loads(done.stdout)
    assert printed[: len(PROGRAMS)] == printed[len(PROGRAMS) :]
    return printed[: len(PROGRAMS)]


def of(program):
    return _printed()[PROGRAMS.index(program)]


def numbers(text):
    """All numbers of a text, nan and inf among them."""
    found = re.findall(r"(?<![\w.])-?(?:\d+\.?\d*(?:e[+-]?\d+)?|inf|nan)(?![\w])", text)
    return [float(number) for number in found]


def line(text, start):
    (found,) = [one.removeprefix(start) for one in text.splitlines() if one.startswith(start)]
    return numbers(found)


def losses(text):
    return [float(loss) for loss in re.findall(r"epoch \d+, loss (\S+)", text)]


@pytest.mark.parametrize("settings", RUNS)
def test_linear_regression(settings):
    text, history = of(linear_regression.program(settings)), run(settings)
    assert losses(text) == pytest.approx(history.loss[:: history.steps_per_epoch, 0][1:].tolist(), abs=5.1e-7)
    learned = line(text, "w =")[: len(settings.weight)]
    assert learned == pytest.approx(history.weight[-1, 0, :, 0].tolist(), rel=1e-9)
    assert line(text, "b =")[0] == pytest.approx(float(history.bias[-1, 0, 0]), rel=1e-9)


@pytest.mark.parametrize("picked", PICKED)
def test_learning_rate(picked):
    setting, size, rate = picked
    text, (X, y) = of(learning_rate.program(*picked)), setting.data()
    options = {"batch_size": size, "epochs": setting.epochs, "initial_std": rates.INITIAL_STD}
    history = fit(X, y, "squared", learning_rates=[rate], generator=setting.generator(), **options)
    assert losses(text) == pytest.approx(history.loss[:: history.steps_per_epoch, 0][1:].tolist(), abs=5.1e-7)
    shape = quadratic(X, y)
    assert line(text, "limit") == pytest.approx([shape.limit, shape.fastest])
    told = line(text, "curvatures")
    assert [told[0], told[-1]] == pytest.approx([shape.flattest, shape.steepest])


@pytest.mark.parametrize(("epoch", "batch"), EPOCHS)
def test_synthetic_data(epoch, batch):
    weight = [2.0, -3.4][: epoch.num_features]
    text = of(synthetic.program(epoch, weight, 4.2, 0.5, batch=batch))
    index = epoch.minibatches()[batch - 1]
    X, y = synthetic_data(weight, 4.2, epoch.num_examples, noise=0.5, generator=epoch.data_generator())
    told = [numbers(row) for row in text.splitlines()[1:]]
    assert numbers(text.splitlines()[0]) == [len(epoch.minibatches())]
    assert told == [pytest.approx([i, *X[i].tolist(), float(y[i])], abs=5.1e-5) for i in index.tolist()]


def test_an_epoch_without_a_minibatch():
    assert of(synthetic.program(NOTHING, [2.0, -3.4], 4.2, 0.5, batch=0)) == "0 steps in an epoch\n"


@pytest.mark.parametrize(("logits", "rest"), LOGITS)
def test_softmax(logits, rest):
    text = of(softmax_lesson.program(logits, **rest))
    z = (rest["scale"] * torch.tensor(logits, dtype=torch.float64) + rest["shift"]) / rest["temperature"]
    assert line(text, "p =") == pytest.approx(softmax(z).tolist())
    entropy, lse = line(text, "entropy")
    assert entropy == pytest.approx(float(logits_of.entropy(z)))
    assert lse == pytest.approx(float(z[0] - log_softmax(z)[0]))
    moved = rest["size"] + rest["spread"] * (z - z.max())
    for dtype in (torch.float16, torch.float32):
        naive = logits_of.naive(moved, dtype).probabilities.tolist()
        assert line(text, f"{dtype}") == pytest.approx(naive, rel=1e-6, nan_ok=True)


@pytest.mark.parametrize(("now", "step"), DESCENTS)
def test_cross_entropy(now, step):
    text, logits = of(cross_entropy.program(now, step)), now.path[step]
    loss = float(descents.loss(logits, now.label))
    assert line(text, "p =") == pytest.approx(softmax(logits).tolist())
    assert line(text, "loss") == pytest.approx([loss, loss / descents.NATS_PER_BIT])
    assert line(text, "gradient =") == pytest.approx(descents.gradient(logits, now.label).tolist(), abs=1e-12)
    largest = float(torch.linalg.eigvalsh(descents.hessian(logits))[-1])
    assert line(text, "largest curvature") == pytest.approx([largest])
    twice = descents.CROSS_ENTROPY_OF_PROBABILITIES.value(logits, now.label)
    assert line(text, "twice") == pytest.approx([float(twice)])


@pytest.mark.parametrize("guess", GUESSES)
def test_regression_to_classification(guess):
    text, (logits, true, delta) = of(regression_to_classification.program(*guess)), guess
    costs = guesses.costs(torch.tensor(logits, dtype=torch.float64), true, delta=delta)
    for name, start in (("squared_on_one_hot", "squared"), ("margin", "margin"), ("cross_entropy", "cross_entropy")):
        told = [costs[name].value, *costs[name].gradient.tolist()]
        assert line(text, start) == pytest.approx(told, abs=1.1e-6)


@pytest.mark.parametrize("at", RESIDUALS)
def test_regression_losses(at):
    text = of(regression_losses.program(at))
    for name, start in (("l2", "L2"), ("l1", "L1"), ("huber", "Huber")):
        assert line(text, start) == pytest.approx(at.values()[name], abs=1.1e-6)


@pytest.mark.parametrize("scene", SCENES)
def test_the_lines_beside_an_outlier(scene):
    text, (chosen, added, delta) = of(regression_losses.outlier(*scene)), scene
    now = row(lines(chosen).fits, added, delta)
    for name, start in (("l2", "L2"), ("l1", "L1"), ("huber", "Huber")):
        told = [now[f"w_{name}"], now[f"b_{name}"], now[f"distance_{name}"]]
        assert line(text, f"{start} w, b =") == pytest.approx(told, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("five", FIVE)
def test_the_best_constants(five):
    text, now = of(regression_losses.constant(*five)), row(constants()[0], *five)
    for name, start in (("l2", "L2"), ("l1", "L1"), ("huber", "Huber")):
        assert line(text, start) == pytest.approx([now[f"best_{name}"]])


@pytest.mark.parametrize("chosen", TRAINED)
def test_the_trainings_under_three_losses(chosen):
    text, (settings, rate, step) = of(regression_losses.training(*chosen)), chosen
    now = trained(settings).steps.iloc[step]
    for name, start in (("l2", "L2"), ("l1", "L1"), ("huber", "Huber")):
        assert line(text, f"{start} off by") == pytest.approx([now[f"error_{name}_{RATES.index(rate)}"]], rel=1e-6)


@pytest.mark.parametrize("settings", CLASSIFICATIONS)
def test_softmax_regression(settings):
    text, found = of(softmax_regression.program(settings)), classifiers.train(settings)
    told, history = losses(text), found.history
    assert len(told) == settings.epochs
    assert told[-1] == pytest.approx(float(history.loss[-1, 0]), abs=5.1e-7, rel=1e-6, nan_ok=True)
    right = [float(found.accuracy_train[-1, 0]), float(found.accuracy_test[-1, 0])]
    assert line(text, "right in training") == pytest.approx(right)
    assert line(text, "loss in testing") == pytest.approx([float(found.loss_test[-1, 0])], rel=1e-6)
    assert json.loads(text.splitlines()[-1]) == found.counts[-1, 0].tolist()


def test_what_was_measured_is_cut_in_what_is_shown_and_whole_in_what_is_saved():
    (lesson,) = [one for one in LESSONS if one.url == "softmax_regression"]
    app = unfolded(lesson, "code", query={"lang": "en", "data": "digits"})
    (shown,) = [code.value for code in app.code if "set_default_dtype" in code.value]
    whole = script(softmax_regression.program(Classification("digits")), "en")
    assert shown == shortened(whole).strip() != whole.strip()
    assert max(map(len, shown.splitlines())) < 210


def test_the_notebook_can_be_read_on_the_page():
    (lesson,) = [one for one in LESSONS if one.url == "softmax_regression"]
    app = unfolded(lesson, "code", query={"lang": "zh"})
    before = len(app.code)
    app.session_state["notebook"] = True
    app.run()
    assert len(app.code) - before == len(softmax_regression.program(Classification()).parts)


@pytest.mark.parametrize("part", ["outlier", "constant", "training"])
def test_each_part_of_the_losses_has_its_program(part):
    (lesson,) = [one for one in LESSONS if one.url == "regression_losses"]
    app = unfolded(lesson, "code", query={"lang": "en", "part": part})
    assert len([code for code in app.code if "set_default_dtype" in code.value]) == 1


@pytest.mark.parametrize("program", PROGRAMS[::3])
def test_a_notebook_is_the_script_in_cells_told_in_its_language(program):
    for language in ("en", "zh"):
        whole = json.loads(notebook(program, language))
        assert (whole["nbformat"], whole["nbformat_minor"]) == (4, 5)
        kinds = [cell["cell_type"] for cell in whole["cells"]]
        assert kinds == ["markdown", *["markdown", "code"] * (len(kinds) // 2)]
        assert len({cell["id"] for cell in whole["cells"]}) == len(kinds)
        text = script(program, language)
        assert all(cell["source"] in text for cell in whole["cells"] if cell["cell_type"] == "code")
        told = "".join(cell["source"] for cell in whole["cells"] if cell["cell_type"] == "markdown")
        assert (
            bool(re.search("[\u4e00-\u9fff]", told)) == bool(re.search("[\u4e00-\u9fff]", text)) == (language == "zh")
        )


def test_a_program_in_another_language_is_refused():
    for made in (script, notebook):
        with pytest.raises(ValueError, match="de"):
            made(PROGRAMS[0], "de")


@pytest.mark.parametrize(
    "url", ["learning_rate", "synthetic_data", "softmax", "cross_entropy", "regression_losses", "softmax_regression"]
)
def test_the_section_of_the_code_shows_the_program_of_what_is_set(url):
    (lesson,) = [one for one in LESSONS if one.url == url]
    app = unfolded(lesson, "code", query={"lang": "zh"})
    shown = [code.value for code in app.code if "set_default_dtype" in code.value]
    assert len(shown) == 1
    assert len(app.get("download_button")) >= 2
