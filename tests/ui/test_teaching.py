"""A teacher's link: what it carries, what it hides and locks, and that a damaged or forged one is refused."""

import base64
import json
import random
import zlib

import pytest
import torch

import lessons
from lessons.linear_regression import maths, run
from tests.visiting import LESSONS, grids, visit
from ui import teaching
from ui.visit import BadValue, Visit

LINEAR, SOFTMAX = lessons.LINEAR_REGRESSION, lessons.SOFTMAX
SECRET = {"w1": -1.7, "w2": 4.3, "b": -7.3, "noise": 0.5}


def view(lesson=LINEAR, *, hidden=(), locked=(), question="", **values):
    known = {control.key: control.default for control in lesson.controls if control.default is not None}
    return teaching.teaching(lesson, known | values, hidden=frozenset(hidden), locked=locked, question=question)


def opened(found, lesson=LINEAR, **query):
    return visit(lesson, query={"lang": "en", "teach": found.word} | query)


def told(app):
    kinds = (app.markdown, app.caption, app.title, app.text, app.code, app.latex, app.warning, app.info, app.success)
    texts = [element.value for kind in kinds for element in kind]
    return "\n".join(texts + [table.value.to_string() for table in app.table])


@pytest.mark.parametrize("lesson", LESSONS[1:], ids=lambda lesson: lesson.url)
def test_the_word_says_what_was_chosen(lesson):
    chance = random.Random(lesson.url)
    names = teaching.offered(lesson)
    for _ in range(20):
        hidden = chance.sample(names, chance.randint(0, len(names)))
        locked = [control.key for control in lesson.controls if control.default is not None and chance.random() < 0.3]
        found = view(
            lesson, hidden=hidden, locked=tuple(locked), question=chance.choice(["", "为什么？ <b>&'\"", "?" * 300])
        )
        assert teaching.read(found.word, lesson) == found
        assert found.word.replace("-", "").replace("_", "").isalnum()


def test_the_hidden_values_do_not_stand_in_the_word():
    word = view(hidden=["truth"], **SECRET).word
    raw = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
    for text in ("1.7", "4.3", "7.3", "w1"):
        assert text not in word
        assert text.encode() not in raw
    with pytest.raises(zlib.error):
        zlib.decompress(raw[6:])


def forged(said):
    packed = zlib.compress(json.dumps(said).encode())
    check = teaching.hashlib.blake2b(packed, digest_size=6).digest()
    return base64.urlsafe_b64encode(check + teaching._scrambled(packed, check)).decode().rstrip("=")


GOOD = {"l": "linear_regression", "h": [], "k": {}, "s": {}, "q": ""}
WORDS = ["", "abc", "x" * 5000, "é", "a b", "=", *map(forged, [
    [], None, 7, {}, GOOD | {"l": "softmax"}, GOOD | {"h": ["everything"]}, GOOD | {"h": "truth"}, GOOD | {"h": [[]]},
    GOOD | {"q": "x" * 301}, GOOD | {"q": 3}, GOOD | {"k": {"no_such": 1}}, GOOD | {"k": {"w1": 99}}, GOOD | {"k": [1]},
    GOOD | {"k": {"w1": {}}}, GOOD | {"k": {"w1": 1e999}}, GOOD | {"k": {"seed": "1" * 50}},
    GOOD | {"s": {"w1": 1.0}}, GOOD | {"h": ["truth"], "s": {"w1": 1.0}}, GOOD | {"q": "x" * 100_000},
])]  # fmt: skip


@pytest.mark.parametrize("word", WORDS, ids=range(len(WORDS)))
def test_a_word_that_is_damaged_or_forged_is_refused(word):
    with pytest.raises(BadValue):
        teaching.read(word, LINEAR)


def test_one_letter_less_or_other_is_noticed():
    word = view(hidden=["truth"], question="Why?", **SECRET).word
    for place in range(len(word) - 1):  # the last letter has bits to spare
        other = "A" if word[place] != "A" else "B"
        for spoilt in (word[:place] + word[place + 1 :], word[:place] + other + word[place + 1 :]):
            with pytest.raises(BadValue):
                teaching.read(spoilt, LINEAR)


def test_a_refused_link_shows_the_lesson_as_everybody_sees_it_and_says_so():
    app = visit(LINEAR, query={"lang": "zh", "teach": "nonsense", "w1": "1.5"})
    assert ["教师链接" in warning.value for warning in app.warning] == [True]
    assert app.slider(key="w1").value == 1.5
    assert "teach" not in app.query_params


def test_the_question_and_the_view_are_told_as_plain_text():
    app = opened(view(hidden=["answers"], locked=("lr",), question="**Why** $x$ <script>alert(1)</script> `a`?"))
    assert [text.value for text in app.text] == ["**Why** $x$ <script>alert(1)</script> `a`?"]
    (banner,) = [caption.value for caption in app.caption if "teacher" in caption.value]
    assert "Hidden: answers." in banner
    assert "Locked: Learning rate" in banner
    assert not [button for button in app.button if button.key == "tour_next"]


def test_the_truth_is_not_on_the_page_and_the_run_is_the_same():
    secret = dict(SECRET, two_features=True)
    plain = visit(LINEAR, query={"lang": "en", "n": "100", "step": "20"} | {k: str(v) for k, v in secret.items()})
    app = opened(view(hidden=["truth"], **secret), n="100", step="20", two_features="true")
    words = told(app)
    for number in ("1.7", "4.3", "7.3"):
        assert number in told(plain)
        assert f"−{number}0" not in words
        assert f" {number}0" not in words
    for key in ("w1", "w2", "b", "noise"):
        assert key not in [widget.key for widget in [*app.slider, *app.select_slider]]
        assert key not in app.query_params
    columns = [list(table.columns) for table in grids(app)]
    assert columns == [["parameter", "learned", "least squares"]]
    learned = grids(app)[0]["learned"].tolist()
    ours = grids(plain)[0]["learned"].tolist()
    assert [float(a.replace("−", "-")) for a in learned] == pytest.approx(
        [float(b.replace("−", "-")) for b in ours], abs=6e-4
    )
    losses = [code.value for code in app.code if "epoch 1" in code.value]
    assert losses == [code.value for code in plain.code if "epoch 1" in code.value]


def test_hidden_code_and_answers_have_no_section_and_no_answer():
    app = opened(view(hidden=["code", "answers"]))
    titles = [expander.label for expander in app.expander]
    assert "The code that ran" not in titles
    assert not [title for title in titles if "Predict" in title]
    app.session_state["section_exercises"] = True
    app.run()
    assert app.button(key="exercise_1")
    assert not [block for block in app.get("popover") if "answer" in block.proto.popover.label.lower()]
    assert "The code that ran" in [expander.label for expander in visit(LINEAR).expander]


def test_the_code_is_hidden_with_the_truth_that_it_prints():
    app = opened(view(hidden=["truth"], **SECRET))
    assert "The code that ran" not in [expander.label for expander in app.expander]


def test_a_locked_control_is_seen_and_stays_whatever_happens():
    app = opened(view(locked=("lr", "batch_size"), lr=0.2, batch_size=50), lr="0.01")
    assert app.select_slider(key="lr").value == 0.2
    assert app.select_slider(key="lr").disabled
    assert "lr" not in app.query_params
    app.session_state["section_exercises"] = True
    app.run()
    app.button(key="exercise_1").click().run()
    assert not app.exception
    assert (app.select_slider(key="lr").value, app.select_slider(key="batch_size").value) == (0.2, 50)


def test_leaving_puts_the_lesson_as_it_opens_and_gives_nothing_away():
    app = opened(view(hidden=["truth"], locked=("lr",), lr=0.2, **SECRET), n="100")
    app.button(key="leave_view").click().run()
    assert not app.exception
    assert "teach" not in app.query_params
    assert (app.slider(key="w1").value, app.select_slider(key="noise").value) == (2.0, LINEAR.opening["noise"])
    assert (app.select_slider(key="lr").value, app.select_slider(key="lr").disabled) == (0.03, False)
    assert "7.3" not in told(app)


def test_other_lessons_are_as_always_and_the_view_is_there_on_the_way_back():
    app = opened(view(hidden=["truth"], question="Which line?", **SECRET))
    app.switch_page(SOFTMAX.path).run()
    assert "teach" not in app.query_params
    assert not app.text
    app.switch_page(LINEAR.path).run()
    assert [text.value for text in app.text] == ["Which line?"]
    assert app.query_params["teach"]


def test_the_truth_does_not_leak_into_lessons_that_share_it():
    app = opened(view(hidden=["truth"], **SECRET))
    app.switch_page(lessons.SYNTHETIC_DATA.path).run()
    assert (app.slider(key="w1").value, app.slider(key="b").value) == (2.0, 4.2)


def test_the_tables_of_hidden_least_squares_do_not_hold_them():
    settings = maths.Concealed((0.0,), 0.0, 1.0, 50, secret=(-1.7, -7.3, 0.5))
    found, tables = run.prepared(maths.causes_of(settings), best=False)
    ones = torch.cat([found.X, torch.ones_like(found.X)], 1)
    best = torch.linalg.lstsq(ones, found.unit_noise).solution.flatten().tolist()
    cells = [float(cell) for table in tables.values() for column in table.to_pydict().values() for cell in column]
    for value in [*best, -1.7, -7.3]:
        assert min(abs(cell - value) for cell in cells) > 1e-6


@pytest.mark.parametrize("lesson", LESSONS[1:], ids=lambda lesson: lesson.url)
def test_the_form_makes_a_link_that_opens_the_view(lesson):
    app = visit(lesson, query={"lang": "en"})
    app.session_state["share"] = True
    app.run()
    app.text_area(key="teach_question").set_value("Why?").run()
    assert not app.exception
    (address,) = [code.value for code in app.code if "teach=" in code.value]
    store: Visit = visit(lesson, query={"lang": "en", "teach": address.split("teach=")[1]}).session_state["visit"]
    assert store.teaching
    assert store.teaching.question == "Why?"
