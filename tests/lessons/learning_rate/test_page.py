"""The sections of the lesson on the learning rate, opened; and what it says against what core finds."""

import re

import pytest

from lessons import LEARNING_RATE
from lessons.learning_rate import sizes
from lessons.learning_rate import sweep as sweep
from lessons.learning_rate.maths import Setting
from lessons.learning_rate.sweep import Picked
from tests.visiting import visit

SECTIONS = ("epochs", "conventions", "noise", "error")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("query", [{}, {"noise": "0", "n": "100"}, {"batch_size": "32"}, {"lr": "3", "epochs": "1"}])
def test_every_section_opens(lang, query):
    app = visit(LEARNING_RATE, query={"lang": lang, **query})
    before = len(app.get("vega_lite_chart"))
    for name in SECTIONS:
        app.session_state[f"open_{name}"] = True
    app.run()
    assert not app.exception
    opened = len(app.get("vega_lite_chart")) - before
    assert opened == len(SECTIONS) - (query.get("noise") == "0")  # without noise there is no error to draw
    assert not app.warning


class Nowhere:
    def progress(self, *_):
        """Progress is shown nowhere."""

    def empty(self):
        """There is nothing to clear."""


def test_the_table_calls_no_rate_beyond_the_full_batchs_limit_one_that_does_not_diverge():
    """In one step the loss may fall even beyond the limit: the steep directions grow, the flat ones shrink."""
    result = sweep.train(Picked(Setting(num_examples=100, epochs=1), 0.03, 100), Nowhere())
    short = result.datasets["picked"]
    limit = result.shape.limit
    assert bool((short["final"][short["rate"] >= limit] <= result.datasets["form"]["start"][0]).any())
    row = sizes._epochs_table(result, "en").set_index("batch size").loc[100]
    assert float(row["largest that does not diverge"]) == max(rate for rate in sweep.RATES if rate < limit)


@pytest.mark.parametrize(
    ("rate", "size", "said"),
    [
        (0.001, 100, "Too small"),
        (0.03, 10, "Good"),
        (0.2, 1, "Jitters"),
        (0.8, 1000, "Oscillates"),
        (1.2, 1000, "Diverges: 1 − 2ηλ = −"),
        (0.8, 1, "Diverges at only"),
    ],
)
def test_the_finding_names_the_regime(rate, size, said):
    result = sweep.train(Picked(Setting(noise=0.5), rate, size), Nowhere())
    assert sweep.finding(result, "en").startswith(said)


@pytest.mark.parametrize(("rate", "size"), [(0.03, 10), (3.0, 10), (0.03, 1)])
def test_the_check_agrees_with_pytorch_to_rounding(rate, size):
    told = sweep.check(Picked(Setting(num_examples=100, epochs=3), rate, size), "en")
    gap = float(re.search(r"(\d\.\de[-+]\d+)", told).group(1))
    assert gap < 1e-10  # relative for the run that diverges
    assert ("diverges" in told) == (rate == 3.0)
