"""The home page: its moving picture and its words."""

import re
from xml.etree import ElementTree

import pytest
import torch

from texts.glossary import GLOSSARY
from ui import opening

SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_is_well_formed_and_asks_nobody_for_anything() -> None:
    picture = opening.picture()
    assert ElementTree.fromstring(picture).tag == f"{SVG}svg"
    assert re.findall(r"https?://[^\"]*", picture) == ["http://www.w3.org/2000/svg"]
    assert len(picture) < 10_000


def test_every_motion_shows_every_state_of_the_run_and_ends() -> None:
    motions = list(ElementTree.fromstring(opening.picture()).iter(f"{SVG}animate"))
    assert {motion.get("attributeName") for motion in motions} == {"y1", "y2", "cx", "cy", "width"}
    for motion in motions:
        assert len((motion.get("values") or "").split(";")) == opening.STEPS + 1
        assert motion.get("dur") == "4s"
        assert motion.get("fill") == "freeze"


def test_who_asks_for_less_motion_sees_the_end() -> None:
    lines = [line for line in ElementTree.fromstring(opening.picture()).iter(f"{SVG}line") if line.get("class")]
    still, moving = sorted(lines, key=lambda line: line.get("class") != "still")
    assert [still.get(name) for name in ("y1", "y2")] == [
        (motion.get("values") or "").split(";")[-1] for motion in moving.iter(f"{SVG}animate")
    ]
    assert "prefers-reduced-motion:reduce" in opening.picture()


def test_the_line_reaches_the_data() -> None:
    run = opening.train()
    design = torch.stack([torch.tensor(run.x), torch.ones(len(run.x))], dim=1)
    weight, bias = torch.linalg.lstsq(design, torch.tensor(run.y)[:, None]).solution.flatten().tolist()
    assert run.weight[-1] == pytest.approx(weight, abs=0.2)
    assert run.bias[-1] == pytest.approx(bias, abs=0.2)
    assert run.loss[-1] < run.loss[0] / 20


def test_no_word_stands_twice_in_the_glossary() -> None:
    for side in ("en", "zh"):
        words = [getattr(term, side) for term in GLOSSARY]
        assert len(set(words)) == len(words)
