"""The course without a server: every link leads somewhere in the folder, its pictures are live without a network."""

import re
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe

import lessons
from deploy import static


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    told = static.main(folder, [lessons.LINEAR_REGRESSION, lessons.SOFTMAX])
    assert told.startswith(f"{2 + 2 * (1 + 2 + 6 + 6)} files, ")
    return folder


def test_every_link_leads_to_a_page_of_the_folder(course):
    pages = list(course.rglob("*.html"))
    for page in pages:
        for target in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
            assert (page.parent / target.partition("#")[0]).resolve().is_file(), (page, target)
    assert len(pages) == 1 + 2 * (1 + 2 + 6 + 6)


def test_the_stops_stand_in_both_languages_and_their_pictures_move_without_a_network(course, browser):
    for lang, count in (("en", 6), ("zh", 6)):
        text = unescape((course / lang / "softmax.html").read_text(encoding="utf-8"))
        assert all(stop.say.of(lang) in text for stop in lessons.SOFTMAX.stops)
        assert text.count("<iframe") == count
    context = browser.new_context(offline=True, locale="zh-CN")
    asked, errors = [], []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((course / "index.html").as_uri())
    page.get_by_role("link", name="线性回归").click()
    picture = page.frame_locator("iframe").first
    picture.locator("canvas").wait_for()
    picture.get_by_role("button", name="播放").click()
    step = picture.locator("[name=step]")
    page.wait_for_function(
        "Number(document.querySelector('iframe').contentDocument?.querySelector('[name=step]').value ?? 1) > 0"
    )
    assert int(step.get_attribute("max")) == 60
    assert [url for url in asked if not url.startswith(course.as_uri())] == []
    assert errors == []
    serious = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert serious == []
    context.close()
