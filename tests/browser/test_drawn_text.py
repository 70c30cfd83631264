"""What pictures write is legible on the theme's ground: as the canvas has it, opacity included."""

import pytest

from charts.palette import GROUNDS
from tests.charts.test_palette import contrast

NOTE = """(() => {
  window.written = []
  const fill = CanvasRenderingContext2D.prototype.fillText
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    written.push([String(text), this.fillStyle, this.globalAlpha, this.canvas])
    return fill.call(this, text, ...rest)
  }
})()"""
READ = "() => written.filter(([text, , , canvas]) => canvas.isConnected && text.trim()).map((one) => one.slice(0, 3))"
# Black on a class's region or on the cells of a table, which are light in both themes.
ON_LIGHT = "#141414"
PAGES = (
    "synthetic_data",
    "linear_regression?two_features=true",
    "learning_rate",
    *(f"regression_losses?view={view}" for view in ("losses", "outlier", "constant", "training")),
    "regression_to_classification",
    "softmax",
    *(f"cross_entropy?view={view}" for view in ("loss", "curvature", "squared", "twice")),
    "softmax_regression",
    "softmax_regression?data=digits",
)


def mixed(colour, alpha, ground):
    parts = (round(int(colour[i : i + 2], 16) * alpha + int(ground[i : i + 2], 16) * (1 - alpha)) for i in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("path", PAGES)
def test_text_in_pictures_is_legible(path, visit):
    for scheme, ground in zip(("light", "dark"), GROUNDS, strict=True):
        url, _, query = path.partition("?")
        page = visit(url, query=query, color_scheme=scheme, script=NOTE)
        page.wait_for_selector("[class*=st-key-live_] canvas", timeout=60_000)
        page.wait_for_timeout(600)
        texts = page.evaluate(READ)
        assert texts
        # The ground's own colour stands on filled marks: see `charts.palette.ON_FILL`.
        faint = {
            (text, colour, alpha)
            for text, colour, alpha in texts
            if colour not in (ground, ON_LIGHT) and contrast(mixed(colour, alpha, ground), ground) < 4.5
        }
        assert faint == set()
        page.close()
