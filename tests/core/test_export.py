"""The exported script is a program, and it walks the path of `fit`."""

import json
import re
import subprocess
import sys

import pytest
import torch

from core.export import notebook, script
from core.training import Regression, run


@pytest.mark.parametrize(
    "settings",
    [
        Regression(),
        Regression((1.5,), -2.0, 0.5, 37, seed=4, learning_rate=0.1, batch_size=8, epochs=4, initial_std=3.0),
        Regression(noise=0, num_examples=20, batch_size=50, initial_std=0),
    ],
)
def test_the_script_prints_what_fit_trains(settings, tmp_path):
    file = tmp_path / "run.py"
    file.write_text(script(settings))
    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    history = run(settings)
    losses = history.loss[:: history.steps_per_epoch, 0][1:].tolist()
    printed = [float(loss) for loss in re.findall(r"epoch \d+, loss ([\d.]+)", done.stdout)]
    assert printed == pytest.approx(losses, abs=5.1e-7)
    learned = re.search(r"w = \[([^\]]+)\]", done.stdout)[1].split(",")
    assert [float(w) for w in learned] == pytest.approx(history.weight[-1, 0, :, 0].tolist(), rel=1e-10)
    assert float(re.search(r"b = ([-\d.e]+)", done.stdout)[1]) == pytest.approx(
        float(history.bias[-1, 0, 0]), rel=1e-10
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_notebook_is_the_script_in_cells_told_in_its_language(language, capsys):
    settings = Regression((1.5,), -2.0, 0.5, 37, seed=4, learning_rate=0.1, batch_size=8, epochs=4, initial_std=3.0)
    whole = json.loads(notebook(settings, language))
    assert (whole["nbformat"], whole["nbformat_minor"]) == (4, 5)
    kinds = [cell["cell_type"] for cell in whole["cells"]]
    assert kinds == ["markdown", *["markdown", "code"] * (len(kinds) // 2)]
    assert len({cell["id"] for cell in whole["cells"]}) == len(kinds)
    told = "".join(cell["source"] for cell in whole["cells"] if cell["cell_type"] == "markdown")
    assert ("全连接层" in told) == (language == "zh")
    code = [cell["source"] for cell in whole["cells"] if cell["cell_type"] == "code"]
    assert all(part in script(settings) for part in code)
    program = "\n".join(code)
    default = torch.get_default_dtype()
    try:
        exec(compile(program, "notebook", "exec"), {})
    finally:
        torch.set_default_dtype(default)
    losses = run(settings).loss[:: run(settings).steps_per_epoch, 0][1:].tolist()
    printed = [float(loss) for loss in re.findall(r"epoch \d+, loss ([\d.]+)", capsys.readouterr().out)]
    assert printed == pytest.approx(losses, abs=5.1e-7)


def test_a_notebook_in_another_language_is_refused():
    with pytest.raises(ValueError, match="de"):
        notebook(Regression(), "de")
