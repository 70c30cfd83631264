"""The lesson on L2, L1 and Huber in a real browser: every part follows its sliders without the server."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from charts import saved
from lessons.regression_losses import losses as losses
from lessons.regression_losses import outlier as robust
from lessons.regression_losses import words
from tests.browser import chrome
from tests.browser.watching import WATCH, WRITTEN, alone, bound, drag, paints

PARTS = {
    "losses": ("prediction", ("residual", "value", "slope", "density", "scaling"), "3"),
    "outlier": ("outlier", ("scene", "distance"), "20"),
    "constant": ("outlier", ("constant",), "20"),
    "training": ("lr", ("error", "size"), "0.1"),
}


def ready(page, part):
    key, names, value = PARTS[part]
    for name in names:
        page.wait_for_selector(f".st-key-live_{name} canvas", timeout=60_000)
    page.wait_for_function(
        f"[...document.querySelectorAll('[class*=st-key-live_] [name={key}]')].length === {len(names)} &&"
        f"[...document.querySelectorAll('[class*=st-key-live_] [name={key}]')].every((e) => e.value === '{value}')"
    )


@pytest.mark.parametrize("part", PARTS)
def test_a_drag_repaints_every_chart_without_the_server_and_the_link_brings_it_back(visit, part):
    key, names, _ = PARTS[part]
    page = visit("regression_losses", query=f"part={part}")
    ready(page, part)
    page.evaluate(WATCH, key)
    drag(page, key, moves=16, stride=6)
    changes = page.evaluate("changes")
    assert changes >= (6 if part == "losses" else 3)
    assert min(paints(page, *names)) >= 0.8 * changes
    assert page.evaluate("runs") == 0
    assert f"{key}=" not in page.url
    x, y = chrome.thumb(page, key)
    page.mouse.move(x + 40, y)
    page.mouse.up()
    page.wait_for_function(f"location.search.includes('{key}=')")
    value = re.search(rf"[?&]{key}=([^&]*)", page.url).group(1)
    page.reload()
    chrome.settle(page)
    for name in names:
        page.wait_for_selector(f".st-key-live_{name} canvas", timeout=60_000)
    page.wait_for_function(
        "([key, value]) => [...document.querySelectorAll(`[class*=st-key-live_] [name=${key}]`)]"
        ".every((e) => Number(e.value) === Number(value))",
        arg=[key, value],
    )
    assert {float(shown) for shown in bound(page, key)} == {float(value)}


def test_the_first_paint_takes_the_address_and_the_numbers_are_torchs(visit):
    page = visit("regression_losses", query="prediction=-2&truth=1.5&delta=0.5", script=f"({WRITTEN})()")
    page.wait_for_selector(".st-key-live_value canvas", timeout=60_000)
    page.wait_for_function("window.written.some((text) => text.includes('r = ŷ − y = −3.5'))")
    at = losses.Residual(-2.0, 1.5, 0.5)
    for name, (value, _) in losses.values(at).items():
        word = {"l2": "L2", "l1": "L1", "huber": "Huber"}[name]
        page.wait_for_function(
            "([word, value]) => written.some((text) => text.includes(word + ':') && text.endsWith('= ' + value))",
            arg=[word, f"{value:g}"],
        )
    assert "At r = −3.5" in page.locator(".st-key-told").inner_text()


def test_the_parts_are_in_the_address_and_none_is_blank(visit):
    page = visit("regression_losses")
    ready(page, "losses")
    for part in ("outlier", "constant", "training", "losses"):
        page.get_by_text(words.PARTS[part].en, exact=True).click()
        for name in PARTS[part][1]:
            page.wait_for_selector(f".st-key-live_{name} canvas", timeout=60_000)
        page.wait_for_function(
            f"location.search.includes('part={part}')" if part != "losses" else "!location.search.includes('part=')"
        )
        page.wait_for_selector("[data-test-script-state=notRunning]")
        sizes = page.eval_on_selector_all("[class*=st-key-live_] canvas", "all => all.map((e) => e.clientWidth)")
        assert len(sizes) == len(PARTS[part][1])
        assert min(sizes) > 150


def test_the_lines_shown_are_the_fits_of_core(visit):
    query = "part=outlier&outlier=200&delta=0.4&tails=laplace&seed=3"
    page = visit("regression_losses", query=query, script=f"({WRITTEN})()")
    page.wait_for_selector(".st-key-live_scene canvas", timeout=60_000)
    table = robust.scene_data("laplace", 20, 0.5, 3, 0)["fits"]
    row = table[(table["outlier"] == 200) & (table["delta"] == 0.4)].iloc[0]
    for name, word in (("l2", "L2"), ("l1", "L1"), ("huber", "Huber")):
        sign = "−" if row[f"w_{name}"] < 0 else "+"
        line = f"{word}: ŷ = {row[f'b_{name}']:.2f}".replace("-", "−") + f" {sign} {abs(row[f'w_{name}']):.2f} x"
        page.wait_for_function("line => window.written.some((text) => text.includes(line))", arg=line)


def test_the_player_moves_the_training(visit):
    page = visit("regression_losses", query="part=training")
    ready(page, "training")
    page.locator("button[name=start]").click()
    page.wait_for_function("location.search.includes('step=0')")
    page.get_by_text("steady pace").wait_for()
    page.locator("button[name=play]").click()
    page.wait_for_function("Number(document.querySelector('[class*=st-key-live_] [name=step]').value) > 20")
    page.locator("button[name=end]").click()
    page.wait_for_function("!location.search.includes('step=')")
    page.get_by_text("which jitters").wait_for()
    assert bound(page, "step") == {"200"}


def test_a_chart_saved_alone_works_with_its_own_inputs(browser):
    data = robust.scene_data("gaussian", 20, 0.5, 0, 0)
    spec = saved.standalone(robust._spec("scene", "en", False), data, {"outlier": 20, "delta": 1.0}, steps=0)
    with alone(browser, spec) as page:
        page.locator("select[name=outlier]").select_option("10000")
        page.wait_for_function("window.written.some((text) => text.startsWith('▲ 10,0') || text.startsWith('▲ 9,9'))")


@pytest.mark.parametrize(("part", "scheme"), [("outlier", "light"), ("constant", "dark"), ("training", "light")])
def test_axe_finds_nothing_serious_in_the_other_parts(visit, part, scheme):
    page = visit("regression_losses", query=f"part={part}", color_scheme=scheme)
    ready(page, part)
    page.wait_for_timeout(500)
    found = Axe().run(page).response["violations"]
    assert {violation["id"] for violation in found if violation["impact"] in ("serious", "critical")} == set()
