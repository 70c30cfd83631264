"""A saved picture is a page that needs nobody."""

import random
import re
from xml.etree import ElementTree

import pytest

from browsing.chrome import settle
from browsing.watching import WRITTEN, ready
from tests.visiting import LESSONS
from tests.visiting import visit as visited
from ui import live


def test_a_saved_page_opens_from_the_disk_without_a_network_and_its_inputs_repaint_it(visit, browser, tmp_path):
    page = visit("linear_regression", query="w1=-1.5&noise=0.5&n=50&step=7&lang=zh")
    ready(page)
    with page.expect_download(timeout=60_000) as waiting:
        page.locator(".st-key-save_linear_regression button").click()
    file = tmp_path / "saved.html"
    waiting.value.save_as(file)
    source = file.read_text(encoding="utf-8")
    assert source.count("</script>") == 2
    assert not re.findall(r"(?:src|<link[^>]*)=\"https?:", source)
    context = browser.new_context(offline=True)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    alone = context.new_page()
    errors = []
    alone.on("pageerror", lambda error: errors.append(str(error)))
    alone.goto(file.as_uri())
    found = page.locator(".st-key-told strong").first.inner_text()
    assert f"保存时：{found}" in alone.locator("main").inner_text()
    assert "7" in found
    alone.wait_for_selector("canvas")
    assert (alone.title(), alone.locator("html").get_attribute("lang")) == ("线性回归", "zh")
    assert alone.locator("input[name=w1]").input_value() == "-1.5"
    assert "真实权重w₁" in alone.locator(".vega-bind", has=alone.locator("input[name=w1]")).inner_text()
    assert alone.get_by_role("link", name="打开这一课").get_attribute("href") == page.url.split("?")[0]
    assert alone.locator("canvas").bounding_box()["width"] > 900
    assert alone.locator("[name=guess], [name=asked]").count() == 0
    alone.evaluate(WRITTEN)
    alone.locator("input[name=w1]").focus()
    alone.keyboard.press("ArrowRight")
    alone.wait_for_function("window.written.some((text) => text.includes('y = −1.400'))")
    alone.get_by_role("button", name="播放").click()
    alone.wait_for_function("Number(document.querySelector('[name=step]').value) === 15")
    assert asked == [file.as_uri()]
    assert errors == []
    context.close()
    pictures = {}
    for ending in ("svg", "png"):
        with page.expect_download(timeout=60_000) as waiting:
            page.locator(f".st-key-save_{ending}_linear_regression button").click()
        waiting.value.save_as(tmp_path / f"picture.{ending}")
        pictures[ending] = (tmp_path / f"picture.{ending}").read_bytes()
    assert ElementTree.fromstring(pictures["svg"]).tag.endswith("svg")
    assert "−1.500" in pictures["svg"].decode()
    assert pictures["png"].startswith(b"\x89PNG")
    settle(page)


def saved_pages(lesson, monkeypatch, query):
    """The pages that the lesson would save under the settings, by file name."""
    makers = []
    with monkeypatch.context() as patch:
        patch.setattr(live.st, "download_button", lambda _, make, file, *rest, **named: makers.append((file, make)))
        visited(lesson, query=query)
        return {file: make() for file, make in makers if file.endswith(".html")}


def settings_by_chance(lesson, chance):
    """Some of its controls, each at a position that it has, as a link names them."""
    found = {}
    for control in lesson.controls:
        options = list(getattr(control, "options", ()))
        if hasattr(control, "low"):
            steps = round((control.high - control.low) / control.step)
            options = [control.fit(control.low + chance.randint(0, steps) * control.step)]
        if options and chance.random() < 0.5:
            found[control.key] = control.write(chance.choice(options))
    return found


def drawn(page):
    return page.evaluate("[...document.querySelectorAll('canvas')].map((one) => one.toDataURL()).join()")


@pytest.mark.parametrize("lesson", LESSONS[1:], ids=lambda lesson: lesson.url)
def test_every_lesson_is_saved_as_a_page_that_opens_offline_and_follows_its_inputs(
    lesson, browser, monkeypatch, tmp_path
):
    chance = random.Random(lesson.url)
    context = browser.new_context(offline=True)
    page, errors, asked = context.new_page(), [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    parts = [{"part": part} for part in ("losses", "outlier", "constant", "training")]
    parts = parts if lesson.url == "regression_losses" else [{}, {}]
    for lang, extra in zip(("zh", "en") * (len(parts) // 2), parts, strict=True):
        query = {"lang": lang} | settings_by_chance(lesson, chance) | extra
        ((name, source),) = saved_pages(lesson, monkeypatch, query).items()
        file = tmp_path / f"{lang}_{name}"
        file.write_text(source, encoding="utf-8")
        page.goto(file.as_uri())
        page.wait_for_selector("canvas")
        page.wait_for_timeout(200)
        before, moved = drawn(page), []
        for place in page.locator(".vega-bind input[type=range]").all():
            for key in ("ArrowRight", "ArrowLeft", "End"):
                place.press(key)
            page.wait_for_timeout(100)
            moved.append(drawn(page) != before)
        for place in page.locator(".vega-bind select").all():
            place.select_option(index=0)
            page.wait_for_timeout(100)
            moved.append(drawn(page) != before)
        assert any(moved), query
        assert page.locator("h1").inner_text() == lesson.title.of(lang)
    assert errors == []
    assert {url.split(":")[0] for url in asked} == {"file"}
    context.close()
