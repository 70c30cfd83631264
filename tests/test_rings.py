"""The rings hold: what core and charts import, and that the linter would notice."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOAD = """
import importlib, pathlib, sys
for file in sorted(pathlib.Path("{ring}").glob("*.py")):
    importlib.import_module("{ring}" if file.stem == "__init__" else f"{ring}.{{file.stem}}")
print(*sorted(set(sys.modules) & {{"streamlit", "altair", "torch"}}))
"""


@pytest.mark.parametrize(("ring", "expected"), [("core", ["torch"]), ("charts", ["altair"])])
def test_what_a_ring_loads(ring, expected):
    command = [sys.executable, "-c", LOAD.format(ring=ring)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == expected


@pytest.mark.parametrize(
    ("ring", "module"),
    [
        ("core", "streamlit"),
        ("core", "altair"),
        ("charts", "torch"),
        ("charts", "core.losses"),
        ("ui", "pages"),
        ("texts", "torch"),
    ],
)
def test_the_linter_notices_a_forbidden_import(ring, module):
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", f"{ring}/new.py", "-"]
    done = subprocess.run(command, cwd=ROOT, input=f"import {module}\n", capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "TID251" in done.stdout
