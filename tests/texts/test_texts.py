"""Both languages say the same: same keys, same placeholders, nothing empty, Chinese set as Chinese."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import texts
from texts import Text, fill, placeholders, sections, story
from ui.lesson import registry
from ui.settings import LOGITS

FOLDER = Path(texts.__file__).parent
LESSONS = [lesson.folder for lesson in registry()]
CJK = "\u3400-\u4dbf\u4e00-\u9fff"
HAS_CJK = re.compile(f"[{CJK}]")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
# A Chinese character, a blank, and a letter, digit, formula or placeholder; or the other way round.
LOOSE = re.compile(rf"[{CJK}] +[A-Za-z0-9$@\\]|[A-Za-z0-9$}}%] +[{CJK}]")

# Chinese labels without a Chinese character, by design: names that the book's Chinese edition leaves in Latin letters.
SAME = frozenset({"logit"} | {logit.label.zh for logit in LOGITS})


def texts_in(value: object, place: str) -> Iterator[tuple[str, Text]]:
    """Every Text inside a constant: alone, in a mapping, in a sequence, in a dataclass."""
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts_in(item, f"{place}[{key!r}]")
    elif isinstance(value, tuple | list | frozenset | set):
        for number, item in enumerate(value):
            yield from texts_in(item, f"{place}[{number}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name), f"{place}.{field.name}")


def constants() -> list[tuple[str, Text]]:
    names = [module.name for module in pkgutil.iter_modules([str(FOLDER)])]
    modules = [importlib.import_module(f"texts.{name}") for name in names]
    for folder in LESSONS[1:]:
        parts = ("words", "tour", "controls")
        modules += [importlib.import_module(f"lessons.{folder.name}.{part}") for part in parts]
    modules += [importlib.import_module(f"lessons.{folder.name}") for folder in LESSONS[1:]]
    return [
        found
        for module in modules
        for name, value in vars(module).items()
        if not name.startswith("_")
        for found in texts_in(value, f"{module.__name__}.{name}")
    ]


CONSTANTS = constants()


def test_there_is_something_to_check() -> None:
    assert len(LESSONS) == 9
    assert len(CONSTANTS) > 60


@pytest.mark.parametrize("lesson", LESSONS)
def test_both_languages_have_the_same_sections_and_placeholders(lesson: Path) -> None:
    english, chinese = story(lesson, "en"), story(lesson, "zh")
    assert list(english) == list(chinese)
    for key in english:
        assert english[key], key
        assert chinese[key], key
        assert placeholders(english[key]) == placeholders(chinese[key]), key


@pytest.mark.parametrize("lesson", LESSONS)
def test_chinese_prose_has_chinese_and_english_prose_has_none(lesson: Path) -> None:
    for key, text in story(lesson, "zh").items():
        assert HAS_CJK.search(text), key
    for key, text in story(lesson, "en").items():
        assert not HAS_CJK.search(text), key


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_blank_between_chinese_and_latin_letters_digits_or_formulas(lesson: Path) -> None:
    prose = CODE.sub("", (lesson / "zh.md").read_text(encoding="utf-8"))
    assert LOOSE.findall(prose) == []


@pytest.mark.parametrize(("place", "text"), CONSTANTS, ids=[place for place, _ in CONSTANTS])
def test_labels_are_in_both_languages(place: str, text: Text) -> None:
    assert text.en.strip() == text.en != ""
    assert text.zh.strip() == text.zh != ""
    assert not HAS_CJK.search(text.en)
    assert HAS_CJK.search(text.zh) or text.zh in SAME
    assert LOOSE.findall(CODE.sub("", text.zh)) == []
    assert placeholders(text.en) == placeholders(text.zh)


@pytest.mark.parametrize("loose", ["批量 10", "n 个", "损失 $l$", "$l$ 的", "共 @{n}个", "@{n} 个"])
def test_the_blank_is_found(loose: str) -> None:
    assert LOOSE.search(loose)


@pytest.mark.parametrize("tight", ["批量10", "n个", "损失$l$的", "共@{n}个", "**投影。** 打开", "the same"])
def test_no_false_alarm(tight: str) -> None:
    assert not LOOSE.search(tight)


def test_fill_puts_values_between_chinese_characters_and_leaves_markdown_alone() -> None:
    assert fill("共@{n}个，$w_1$ {x} a@@b", n=3) == "共3个，$w_1$ {x} a@b"


def test_fill_is_strict() -> None:
    with pytest.raises(KeyError, match="n"):
        fill("@{n} examples")
    with pytest.raises(ValueError, match="placeholder"):
        fill("write to a@b")


def test_sections_are_cut_at_their_keys() -> None:
    assert sections("## one\nfirst\n\n### not a key\n## two\n\nsecond\n") == {
        "one": "first\n\n### not a key",
        "two": "second",
    }


@pytest.mark.parametrize("source", ["", "no key", "lead\n## key\ntext", "## a\nx\n## a\ny"])
def test_a_text_that_cannot_be_cut_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="key"):
        sections(source)
