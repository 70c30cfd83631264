"""The lesson on L2, L1 and Huber in a real browser: every part follows its sliders without the server."""

import json
import re

import pytest
import vl_convert
from axe_playwright_python.sync_playwright import Axe

from browsing import chrome
from browsing.watching import WATCH, bound, drag, paints
from charts import saved
from charts.look import SCREEN
from lessons.regression_losses import constant, losses, maths, outlier, run, training, words
from lessons.regression_losses.controls import DELTA, OUTLIERS, PREDICTION, RATES

# For each part: the slider that is dragged, its value at first, and the pictures that follow.
PARTS = {
    "losses": ("prediction", "3", ("residual", "value", "slope", "density", "scaling")),
    "outlier": ("outlier", "20", ("scene", "distance")),
    "constant": ("delta", "1", ("constant",)),
    "training": ("lr", "0.1", ("error", "size")),
}


def finding(part, address):
    """What the page says first at the settings of its address."""
    at = {"prediction": 3.0, "outlier": 20.0, "delta": 1.0, "lr": 0.1}
    at |= {name: float(value) for name, value in re.findall(r"[?&](\w+)=([\d.-]+)", address)}
    if part == "losses":
        return losses.finding(maths.Residual(at["prediction"], 0.0, at["delta"]))
    if part == "outlier":
        return outlier.finding(run.Scene(0, "gaussian", 0.5, 20, 0), at["outlier"], at["delta"])[0]
    if part == "constant":
        return constant.finding(at["outlier"], at["delta"])[0]
    return training.finding(run.Training(at["delta"], 10, 0.0, 0), at["lr"], maths.TRAIN_STEPS)[0]


def ready(page, part):
    key, value, names = PARTS[part]
    for name in names:
        page.wait_for_selector(f".st-key-live_{name} canvas", timeout=60_000)
    page.wait_for_function(
        f"[...document.querySelectorAll('[class*=st-key-live_] [name={key}]')].length === {len(names)} &&"
        f"[...document.querySelectorAll('[class*=st-key-live_] [name={key}]')].every((e) => e.value === '{value}')"
    )


def test_in_each_part_a_drag_repaints_without_the_server_and_letting_go_tells_anew(visit):
    page = visit("regression_losses", query="lang=en")
    for part, (key, _, names) in PARTS.items():
        page.get_by_text(words.PARTS[part].en, exact=True).click()
        ready(page, part)
        page.wait_for_selector("[data-test-script-state=notRunning]")
        assert (f"part={part}" in page.url) == (part != "losses")
        sizes = page.eval_on_selector_all("[class*=st-key-live_] canvas", "all => all.map((e) => e.clientWidth)")
        assert len(sizes) == len(names)
        assert min(sizes) > 150
        page.evaluate(WATCH, key)
        drag(page, key, moves=16, stride=6)
        changes = page.evaluate("changes")
        assert changes >= 3
        assert min(paints(page, *names)) >= 0.8 * changes
        assert page.evaluate("runs") == 0
        x, y = chrome.thumb(page, key)
        page.mouse.move(x + 40, y)
        page.mouse.up()
        page.wait_for_function(f"location.search.includes('{key}=')")
        value = float(re.search(rf"[?&]{key}=([^&]*)", page.url).group(1))
        assert {float(shown) for shown in bound(page, key)} == {value}
        sentence = " ".join(finding(part, page.url).split())
        page.wait_for_function(
            "told => document.querySelector('.st-key-told').innerText.replace(/\\s+/g, ' ').includes(told)",
            arg=sentence,
        )
        page.wait_for_function("getComputedStyle(document.querySelector('.st-key-told')).opacity === '1'")
    page.reload()
    chrome.settle(page)
    page.wait_for_function(
        f"[...document.querySelectorAll('[name=lr]')].filter((e) => Number(e.value) === {value}).length === 2"
    )


def test_the_player_moves_the_training(visit):
    page = visit("regression_losses", query="part=training")
    ready(page, "training")
    page.locator("button[name=start]").click()
    page.wait_for_function("location.search.includes('step=0')")
    page.get_by_text("Not trained yet").wait_for()
    page.locator("button[name=play]").click()
    page.wait_for_function("Number(document.querySelector('[class*=st-key-live_] [name=step]').value) > 20")
    page.locator("button[name=end]").click()
    page.wait_for_function("!location.search.includes('step=')")
    page.get_by_text("Jittering: L1").wait_for()
    assert bound(page, "step") == {"200"}


def pictures():
    """Each live picture with its tables, and for each of its inputs a walk back and forth."""
    fits = {"outlier": [20, 2, 10_000, 0, 50], "delta": [1.0, 0.3, DELTA.high]}
    rates = {"lr": [0.1, RATES[0], RATES[-1]], "step": [150, 0, 200]}
    residuals = {"prediction": [3.0, PREDICTION.low, 0.0], "truth": [0.0, 2.5], "delta": [1.0, DELTA.high]}
    scene = run.lines(run.Scene(0, "gaussian", 0.5, 20, 0)).tables
    steps = run.trained(run.Training(1.0, 10, 0.0, 0)).tables
    assert set(fits["outlier"]) <= set(OUTLIERS)
    for picture in (losses.RESIDUAL, *losses.CURVES, losses.SCALING):
        yield picture, {}, losses.OPTIONS, residuals
    yield outlier.SCENE, scene, outlier.OPTIONS, fits
    yield outlier.DISTANCE, scene, outlier.OPTIONS, fits
    yield constant.CONSTANT, run.constants()[1], constant.OPTIONS, fits
    yield training.ERROR, steps, training.OPTIONS, rates
    yield training.SIZE, steps, training.OPTIONS, rates


SETTINGS = """async ([spec, walk]) => {
  const draw = async (values) => {
    const place = document.body.appendChild(document.createElement("div"))
    const { view } = await vegaEmbed(place, spec, { actions: false })
    for (const [name, value] of Object.entries(values)) await view.signal(name, value).runAsync()
    return view
  }
  // An axis keeps its labels in the order in which they came: what is compared is sorted, and rounded.
  const plain = (value) => {
    if (typeof value === "number") return String(+value.toFixed(6))
    if (Array.isArray(value)) return "[" + value.map(plain).sort() + "]"
    return value && typeof value === "object"
      ? "{" + Object.keys(value).sort().map((key) => key + plain(value[key])) + "}"
      : String(value)
  }
  const shown = (view) => plain(JSON.parse(view.scenegraph().toJSON()))
  const first = Object.fromEntries(Object.entries(walk).map(([name, values]) => [name, values[0]]))
  const dragged = await draw(first)
  const fresh = shown(dragged), wrong = []
  for (const [name, values] of Object.entries(walk)) {
    for (const value of [...values.slice(1), ...values.slice(0, -1).reverse()]) {
      await dragged.signal(name, value).runAsync()
      if (shown(dragged) !== shown(await draw({ ...first, [name]: value }))) wrong.push([name, value])
    }
  }
  return { wrong, back: shown(dragged) === fresh, long: fresh.length }
}"""


@pytest.mark.parametrize("chosen", list(pictures()), ids=lambda chosen: chosen[0].name)
def test_after_any_drags_back_and_forth_a_picture_is_what_a_fresh_one_is(browser, chosen):
    picture, tables, options, walk = chosen
    labels = {key: text.en for key, text in picture.labels.items()} | {"lost": "lost", "guess": "your guess"}
    spec = picture.build(labels, SCREEN, **options)
    data = {name: tables[name].to_pandas() for name in picture.reads}
    whole = saved.standalone(spec, data, {name: values[0] for name, values in walk.items()}, steps=200)
    page = browser.new_page()
    page.add_script_tag(content=vl_convert.javascript_bundle())
    found = page.evaluate(SETTINGS, [json.loads(json.dumps(whole)), walk])
    page.close()
    assert found["long"] > 2000
    assert found["wrong"] == []
    assert found["back"]


@pytest.mark.parametrize(("part", "scheme"), [("outlier", "light"), ("constant", "dark"), ("training", "light")])
def test_axe_finds_nothing_serious_in_the_other_parts(visit, part, scheme):
    page = visit("regression_losses", query=f"part={part}", color_scheme=scheme)
    ready(page, part)
    page.wait_for_timeout(500)
    found = Axe().run(page).response["violations"]
    assert {violation["id"] for violation in found if violation["impact"] in ("serious", "critical")} == set()
