"""The frame around every page: language, projector mode, navigation, deep links."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.visiting import LESSONS, every_language, every_lesson, visit
from texts import Language
from texts import frame as words
from ui.lesson import HOME, ROOT, Lesson


def page_title(app: AppTest) -> str:
    return app.title[0].value


def test_every_registered_page_exists_and_its_address_is_its_file() -> None:
    assert LESSONS[0] is HOME
    for lesson in LESSONS:
        assert (ROOT / lesson.path).is_file()
        assert lesson is HOME or lesson.path == f"pages/{lesson.url}.py"
    assert len({lesson.url for lesson in LESSONS}) == len(LESSONS)


@every_lesson
def test_a_page_says_its_address_and_nothing_else(lesson: Lesson) -> None:
    source = (ROOT / lesson.path).read_text(encoding="utf-8").splitlines()
    assert source[1:] == ["", "from ui import frame", "", f'frame.run("{lesson.url}")']


@every_lesson
@every_language
def test_every_page_runs_in_both_languages(lesson: Lesson, lang: Language) -> None:
    app = visit(lesson, query={"lang": lang})
    assert app.segmented_control(key="lang").value == lang
    expected = words.APP if lesson is HOME else lesson.title
    assert page_title(app) == expected.of(lang)
    assert app.toggle(key="projector").label == words.PROJECTOR.of(lang)
    assert not app.warning


@pytest.mark.parametrize(
    ("locale", "lang"), [("zh-CN", "zh"), ("zh", "zh"), ("zh-TW", "zh"), ("de-DE", "en"), ("", "en")]
)
def test_the_browser_chooses_the_language_and_the_address_carries_it(locale: str, lang: Language) -> None:
    app = visit(locale=locale)
    assert page_title(app) == words.APP.of(lang)
    assert app.query_params["lang"] == lang


@pytest.mark.parametrize(("locale", "lang"), [("zh-CN", "en"), ("en-US", "zh")])
def test_a_link_opens_in_its_language_for_everybody(locale: str, lang: Language) -> None:
    app = visit(locale=locale, query={"lang": lang})
    assert page_title(app) == words.APP.of(lang)
    assert app.query_params["lang"] == lang


def test_the_control_changes_the_page_and_the_address_and_other_parameters_stay() -> None:
    app = visit(query={"lang": "en", "utm_source": "7"})
    app.segmented_control(key="lang").set_value("zh").run()
    assert page_title(app) == words.APP.zh
    assert app.query_params["lang"] == "zh"
    assert app.query_params["utm_source"] == "7"
    app.segmented_control(key="lang").set_value("en").run()
    assert page_title(app) == words.APP.en
    assert app.query_params["lang"] == "en"


@every_language
@pytest.mark.parametrize(("name", "value"), [("lang", "xx"), ("lang", ""), ("projector", "7"), ("projector", "yes")])
def test_a_value_that_does_not_exist_is_told_once(lang: Language, name: str, value: str) -> None:
    app = visit(locale="zh-CN" if lang == "zh" else "en-US", query={name: value})
    assert len(app.warning) == 1
    assert f"{name}={value}" in app.warning[0].value
    assert ("链接" in app.warning[0].value) == (lang == "zh")
    assert page_title(app) == words.APP.of(lang)
    assert app.toggle(key="projector").value is False
    assert "projector" not in app.query_params
    app.run()
    assert not app.warning


def test_a_bad_value_cannot_write_markdown() -> None:
    app = visit(query={"lang": "`**x**` <b>" + "y" * 100})
    assert app.warning[0].value.count("`") == 4
    assert "y" * 50 not in app.warning[0].value


def test_projector_mode_comes_from_the_address_and_goes_with_the_switch() -> None:
    app = visit(query={"projector": "1"})
    assert app.toggle(key="projector").value is True
    assert any("2.8vh" in html.value for html in app.html)
    app.toggle(key="projector").set_value(False).run()
    assert "projector" not in app.query_params
    assert not any("2.8vh" in html.value for html in app.html)
    app.toggle(key="projector").set_value(True).run()
    assert app.query_params["projector"] == "1"


def test_language_and_projector_mode_survive_a_change_of_pages() -> None:
    """The menu's links carry no parameters: the session remembers, and the address says it again."""
    app = visit(query={"projector": "1", "lang": "zh"})
    app.query_params.clear()
    app.run()
    assert app.toggle(key="projector").value is True
    assert app.query_params["projector"] == "1"
    assert app.query_params["lang"] == "zh"
    app.query_params["projector"] = "0"
    app.run()
    assert app.toggle(key="projector").value is False


@pytest.fixture
def menus(monkeypatch: pytest.MonkeyPatch) -> list[tuple[dict[str, list[str]], str]]:
    """The menus drawn by the runs that follow: titles by section, and the position."""
    import streamlit as st

    drawn: list[tuple[dict[str, list[str]], str]] = []
    real: Callable[..., st.Page] = st.navigation

    def spy(pages: dict[str, list[st.Page]], *, position: str) -> st.Page:
        drawn.append(({section: [page.title for page in group] for section, group in pages.items()}, position))
        return real(pages, position=position)

    monkeypatch.setattr(st, "navigation", spy)
    return drawn


@every_language
def test_the_menu_is_translated_and_keeps_the_order_of_the_book(
    lang: Language, menus: list[tuple[dict[str, list[str]], str]]
) -> None:
    visit(query={"lang": lang})
    titles, position = menus[-1]
    assert position == "top"
    assert [title for group in titles.values() for title in group] == [lesson.title.of(lang) for lesson in LESSONS]
    assert next(iter(titles)) == ""
    assert set(titles) - {""} == {lesson.section.of(lang) for lesson in LESSONS if lesson.section}


def test_projector_mode_folds_the_menu_away(menus: list[tuple[dict[str, list[str]], str]]) -> None:
    visit(query={"projector": "1"})
    assert menus[-1][1] == "hidden"


def test_home_links_every_other_lesson() -> None:
    app = visit()
    _, *cards = [link.label for link in app.page_link]
    assert cards == [f"**{number}. {lesson.title.en}**" for number, lesson in enumerate(LESSONS) if lesson is not HOME]
