"""What may import what: the contracts of pyproject.toml bite, in packages below packages too."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("core", "charts", "texts", "ui", "lessons")


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The packages and their contracts, to be spoiled."""
    place = tmp_path_factory.mktemp("copied")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def kept(place: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)


def test_the_contracts_hold(copied):
    done = kept(copied)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("core/losses.py", "import streamlit", "Mathematics and tables"),
        ("core/theory.py", "import charts.look", "Mathematics and tables"),
        ("charts/parts.py", "import torch", "Pictures"),
        ("lessons/softmax/maths.py", "import altair", "Mathematics and tables"),
        ("lessons/linear_regression/pictures/lines.py", "import torch", "Pictures"),
        ("lessons/linear_regression/pictures/lines.py", "import core.losses", "Pictures"),
        ("lessons/cross_entropy/pictures/__init__.py", "import lessons.softmax.words", "A lesson knows no other"),
        ("lessons/softmax/tour.py", "import lessons.cross_entropy.maths", "A lesson knows no other"),
        ("ui/state.py", "import lessons.softmax", "Lessons stand on"),
        ("texts/numbers.py", "import torch", "Words"),
    ],
)
def test_a_forbidden_import_is_noticed(copied, file, line, contract):
    spoiled = copied / file
    before = spoiled.read_text(encoding="utf-8")
    spoiled.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        done = kept(copied)
    finally:
        spoiled.write_text(before, encoding="utf-8")
    assert done.returncode == 1
    found = re.search(rf"{contract}.*?(KEPT|BROKEN)", " ".join(done.stdout.split()))
    assert found
    assert found[1] == "BROKEN"


def test_a_file_can_be_read_at_one_sitting():
    homes = [path.parent for path in ROOT.rglob("pyvenv.cfg")]  # a newcomer's environment may stand in the clone
    files = [path for pattern in ("*.py", "*.js", "*.css") for path in ROOT.rglob(pattern)]
    files = [path for path in files if not any(path.is_relative_to(home) for home in homes)]
    own = [path for path in files if not any(part.startswith(".") for part in path.relative_to(ROOT).parts[:-1])]
    assert ROOT / "app.py" in own
    long = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in own}
    assert {name: lines for name, lines in long.items() if lines > 350} == {}
