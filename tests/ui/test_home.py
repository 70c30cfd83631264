"""The home page: its moving picture and its words."""

import re
from xml.etree import ElementTree

import pytest
import torch

from tests.visiting import LESSONS, visit
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


def sections(text: str) -> set[str]:
    """The sections that "3.1, 3.4–3.5" names, ranges spelt out."""
    found = set()
    for chapter, first, last in re.findall(r"(\d)\.(\d)(?:–\d\.(\d))?", text):
        found |= {f"{chapter}.{section}" for section in range(int(first), int(last or first) + 1)}
    return found


def test_the_lessons_cover_the_book_in_both_editions() -> None:
    """Only the English edition's 3.2, object-oriented design, has no lesson."""
    sources = [lesson.source for lesson in LESSONS if lesson.source]
    assert len(sources) == len(LESSONS) - 1
    english = [source.en.split("d2l ")[1] for source in sources]
    chinese = [source.zh.split("动手学")[1] for source in sources]
    assert set().union(*map(sections, english)) == {"3.1", "3.3", "3.4", "3.5", "4.1", "4.2", "4.3", "4.4", "4.5"}
    assert set().union(*map(sections, chinese)) == {"3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7"}


def test_home_names_the_book_and_each_lesson_s_place_in_it() -> None:
    for lang, address in (("en", "https://d2l.ai"), ("zh", "https://zh.d2l.ai")):
        app = visit(query={"lang": lang})
        assert any(address in text.value for text in app.markdown)
        captions = {text.value for text in app.caption}
        assert {lesson.source.of(lang) for lesson in LESSONS if lesson.source} <= captions
