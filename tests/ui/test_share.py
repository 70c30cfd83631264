"""What is shared of a page, and what its tab remembers."""

import json
import re
from xml.etree import ElementTree

import pytest

import lessons
from tests.visiting import visit
from ui import memory, share
from ui.visit import Visit

URL = "https://class.example/base/softmax?lang=zh&o1=1"


def test_the_code_is_an_svg_of_the_whole_address_with_a_quiet_zone():
    picture = ElementTree.fromstring(share.code(URL))
    side = int(picture.get("width"))
    assert side == int(picture.get("height"))
    ground, modules = picture.iter("{http://www.w3.org/2000/svg}path")
    assert ground.get("fill") == "#fff"
    assert float(re.match(r"M(\d+)", modules.get("d"))[1]) >= 4
    assert share.code(URL) != share.code(URL + "1")


def test_the_link_is_the_address_without_what_other_systems_added():
    asked = {"lang": "zh", "o1": "1.5", "utm_source": "mail", "embed": "true"}
    address = "https://class.example/base/softmax?lang=zh&o1=1.5"
    assert share.link("https://class.example/base/softmax", asked) == address
    assert share.link("https://class.example/base/softmax?o1=7#top", asked) == address


def test_the_frame_for_another_page_is_well_formed_whatever_the_address_holds():
    frame = ElementTree.fromstring(share.embed(URL, 'Softmax & "more"'))
    assert frame.get("src") == URL + "&embed=true"
    assert frame.get("title") == 'Softmax & "more"'
    assert ElementTree.fromstring(share.embed("https://a.example/", "")).get("src") == "https://a.example/?embed=true"


def kept(app) -> dict:
    found: Visit = app.session_state["visit"]
    return found.kept


def remembered(monkeypatch, text):
    """A visit in a tab that remembers the text."""
    monkeypatch.setattr(memory, "_tab", lambda **named: type("Tab", (), {"recalled": text}))
    return visit(lessons.LINEAR_REGRESSION, query={"stop": "3"})


def test_what_a_tab_remembers_is_taken_over_and_written_again(monkeypatch):
    question = lessons.LINEAR_REGRESSION.stops[2].ask
    text = json.dumps({"guesses": {question.key: 4}, "reached": [["softmax", 2]], "goals": [["softmax", 6]]})
    app = remembered(monkeypatch, text)
    assert app.success, "the question is answered"
    assert kept(app)["reached"] == {("softmax", 2), ("linear_regression", 3)}
    monkeypatch.setattr(memory.state, "kept", lambda name, default=None: kept(app).get(name, default))
    again = json.loads(memory.written())
    assert again["guesses"] == {question.key: 4}
    assert sorted(again["reached"]) == [["linear_regression", 3], ["softmax", 2]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"guesses": []}',
        '{"guesses": {"loss_floor": "4", "no_such": 1, "zero_start": 9, "three_steps": null}}',
        '{"reached": [["softmax", 99], ["<b>", 1], ["softmax"], 3, ["softmax", true]], "goals": {"a": 1}}',
        '{"guesses": {"loss_floor": 1e999}}',
        "[" * 5000,
        '"' + "x" * 30_000 + '"',
    ],
)
def test_what_a_tab_says_is_not_trusted(text, monkeypatch):
    app = remembered(monkeypatch, text)
    assert kept(app).get("guesses", {}) == {}
    assert kept(app)["reached"] == {("linear_regression", 3)}
    assert kept(app).get("goals", set()) == set()


def test_a_kept_run_is_remembered_by_the_tab_and_drawn_again(monkeypatch):
    app = visit(lessons.LINEAR_REGRESSION, query={"lang": "en", "lr": "0.2", "two_features": "false"})
    app.button(key="keep").click().run()
    store: Visit = app.session_state["visit"]
    runs = store.runs
    assert runs["linear_regression"]["lr"] == 0.2
    monkeypatch.setattr(memory.state, "visit", lambda: store)
    text = memory.written()
    monkeypatch.undo()
    app = remembered(monkeypatch, text)
    again: Visit = app.session_state["visit"]
    assert again.runs == runs
    assert app.button(key="keep").label == "Drop the kept run"


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        {"linear_regression": 3},
        {"no_such": {}},
        {"linear_regression": {"w1": "2"}},
        {"softmax": {}},
        {"linear_regression": {"w1": "nan"}},
    ],
)
def test_a_run_that_cannot_be_is_not_remembered(said, monkeypatch):
    app = remembered(monkeypatch, json.dumps({"runs": said}))
    store: Visit = app.session_state["visit"]
    assert store.runs == {}
