"""What is installed is pinned, has a reason, and is used."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)")


def pins(name):
    found = map(PIN.match, (ROOT / name).read_text(encoding="utf-8").splitlines())
    return {match[1]: match[2] for match in found if match}


def test_the_project_asks_for_what_the_requirements_pin():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert dict(PIN.match(line).groups() for line in project["dependencies"]) == pins("requirements.txt")
    assert set(pins("requirements.txt")) == {
        "streamlit",
        "torch",
        "altair",
        "pandas",
        "cachetools",
        "segno",
        "vl-convert-python",
    }


def test_all_else_that_is_installed_is_constrained_once():
    direct = set(pins("requirements.txt")) | set(pins("requirements-dev.txt"))
    brought = set(pins("constraints.txt"))
    assert len(brought) > 40
    assert not direct & brought
    assert "-c constraints.txt" in (ROOT / "requirements.txt").read_text(encoding="utf-8")
