"""What a saved page says of the moment is what the page said."""

import re
from xml.etree import ElementTree

import pytest

from tests.visiting import LANGUAGES, LESSONS, unfolded, visit
from ui import live

PARTS = [(lesson, {}) for lesson in LESSONS[1:]]
PARTS += [(LESSONS[4], {"part": part}) for part in ("outlier", "constant", "training")]
PARTS += [(LESSONS[8], {"data": "digits", "step": "30"}), (LESSONS[7], {"soft": "0.3", "step": "20"})]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("lesson", "query"), PARTS, ids=lambda one: getattr(one, "url", "") or str(one))
def test_the_finding_is_saved_as_it_is_told(lesson, query, lang, monkeypatch):
    findings = []
    monkeypatch.setattr(live, "save", lambda *args, finding, **rest: findings.append(finding))
    app = visit(lesson, query={"lang": lang} | query)
    (found,) = findings
    told = " ".join(element.value for element in app.markdown).replace("**", "")
    first = re.split(r"(?<=[.。])", found)[0]
    assert first.strip()
    assert first in told
    assert not set(found) & set("$`*\\"), found
    assert bool(re.search("[\u4e00-\u9fff]", found)) == (lang == "zh")


@pytest.mark.parametrize("lesson", LESSONS[1:], ids=lambda lesson: lesson.url)
def test_every_picture_of_a_lesson_can_be_saved_for_slides(lesson, monkeypatch):
    makers = []
    monkeypatch.setattr(live.st, "download_button", lambda _, make, file, *rest, **named: makers.append((file, make)))
    app = unfolded(lesson, "slides", query={"lang": "zh"})
    drawn = len(app.get("vega_lite_chart"))
    slides = {file: make for file, make in makers if file.startswith("slide_")}
    assert len(slides) == 2 * drawn
    for file, make in slides.items():
        if file.endswith(".svg"):
            assert ElementTree.fromstring(make()).tag.endswith("svg"), file


def test_a_picture_tells_its_words_and_numbers_when_asked():
    lesson = next(one for one in LESSONS if one.url == "linear_regression")
    app = visit(lesson, query={"lang": "en", "step": "60"})
    app.session_state["section_slides"] = True
    app.run()
    assert not any(element.value.startswith("learned:") for element in app.text)
    app.session_state["numbers_slide_fit"] = True
    app.run()
    assert not app.exception
    said = [element.value for element in app.text]
    assert any(line.startswith("learned: ŷ = ") for line in said)
    assert any(line.startswith("truth: y = 2.000") for line in said)
    assert any({"x1", "x2", "e"} <= set(frame.value.columns) for frame in app.dataframe)
