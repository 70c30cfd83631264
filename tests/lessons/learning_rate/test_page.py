"""What the page tells of a run, against what core finds; the sections, opened; the check."""

import re

import pytest
import torch

from core.theory import quadratic
from core.training import fit
from core.verdict import verdict
from lessons import LEARNING_RATE
from lessons.learning_rate import maths, run, studies, told
from lessons.learning_rate.maths import RATES, Setting
from lessons.learning_rate.run import Chosen
from tests.visiting import visit

SECTIONS = ("epochs", "conventions", "noise", "error", "why", "check", "code")
BAD = re.compile(r"\b(nan|inf|None|undefined)\b|\de[+-]\d|@\{|\b1 (steps|examples)\b")
SETTINGS = (
    {},
    {"noise": "0", "n": "100", "batch_size": "1"},
    {"batch_size": "32", "lr": "3", "epochs": "1", "stretch": "3"},
)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("query", SETTINGS)
def test_every_section_opens_and_reads_well(lang, query):
    app = visit(LEARNING_RATE, query={"lang": lang, **query})
    before = len(app.get("vega_lite_chart"))
    for name in SECTIONS:
        app.session_state[f"section_{name}"] = True
    app.run()
    assert not app.exception
    pictures = len(app.get("vega_lite_chart")) - before
    assert pictures == 4 - (query.get("noise") == "0")  # without noise there is no error to draw
    assert not app.warning
    written = [element.value for element in (*app.markdown, *app.caption)]
    written += [str(cell) for table in app.dataframe for cell in table.value.to_numpy().flatten()]
    assert [text for text in written if BAD.search(text)] == []


def trained(chosen):
    """The trainings without a page."""
    return run.told(chosen, {size: maths.train(chosen.setting, size, RATES) for size in chosen.sizes})


@pytest.mark.parametrize(
    ("rate", "size", "said"),
    [
        (0.001, 100, "Under way at step 100:"),
        (0.2, 1, "Jittering at step"),
        (0.9, 1000, "Overshooting at step 10:"),
        (1.0, 1000, "Unstable at step 10:"),
        (1.5, 1000, "Diverged by step"),
        (0.8, 1, "though the rate is below the full batch's limit"),
        (0.5, 1000, "practically the full batch's fastest rate"),
        (0.9, 1000, "The path zigzags."),
    ],
)
def test_the_finding_tells_what_became_of_the_run(rate, size, said):
    result = trained(Chosen(Setting(noise=0.5), size))
    assert said in told.finding(result.verdicts[RATES.index(rate)])


def test_one_full_batch_step_removes_what_the_finding_says():
    """At rate 0.5 the error is multiplied by 1 - lambda along each direction: at least 1 - |1 - lambda| goes."""
    result = trained(Chosen(Setting(noise=0.5, num_examples=100), 100))
    said = told.finding(result.verdicts[RATES.index(0.5)])
    percent = int(re.search(r"at least (\d+)%", said).group(1))
    theta = maths.train(Setting(noise=0.5, num_examples=100, epochs=1), 100, [0.5]).theta[:, 0]
    before, after = (float((at - result.shape.best).norm()) for at in theta)
    assert percent == round(100 * (1 - max(abs(1 - result.shape.flattest), abs(1 - result.shape.steepest))))
    assert after <= (1 - (percent - 0.5) / 100) * before


def test_the_table_calls_no_rate_beyond_the_full_batchs_limit_one_that_does_not_diverge():
    """In one step the loss may fall even beyond the limit: the steep directions grow, the flat ones shrink."""
    result = trained(Chosen(Setting(num_examples=100, epochs=1), 100))
    limit = result.shape.limit
    picked = result.tables["picked"].to_pandas()
    start = result.tables["form"].to_pandas()["start"][0]
    assert bool((picked["final"][picked["rate"] >= limit] <= start).any())
    row = studies.epochs_table(result, 0.03).set_index("batch size").loc[100]
    assert float(row["largest that does not diverge"]) == max(rate for rate in RATES if rate < limit)


@pytest.mark.parametrize("size", [1, 10, 32])
def test_the_table_of_conventions_says_when_the_paths_part(size):
    """100 examples in batches of 32 leave a last one of 4: its sum is not 32 times a mean."""
    table = studies.conventions_table(Chosen(Setting(num_examples=100, epochs=2), size), 0.03)
    apart = table.iloc[:, 3].tolist()
    assert apart[0] == apart[2] == "0"
    assert (apart[1] == "0" or "10⁻" in apart[1]) == (size != 32)


@pytest.mark.parametrize(("rate", "size"), [(0.03, 10), (3.0, 10), (0.03, 1)])
def test_the_check_agrees_with_pytorch_to_rounding(rate, size):
    said = told.check(Chosen(Setting(num_examples=100, epochs=3), size), rate)
    found = re.search(r"(?:: |at most )(?:[\d.]+×)?10⁻(\S+?)(?:\.| )|: 0\.", said)
    assert found, said
    power = found.group(1)
    assert power is None or int(power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))) > 10
    assert ("diverges" in said) == (rate == 3.0)


@pytest.mark.parametrize(
    ("preset", "kind"),
    list(enumerate(["under_way", "settled", "close", "diverged"])),
)
def test_a_preset_is_what_it_is_called(preset, kind):
    app = visit(LEARNING_RATE, query={"lang": "en", "batch_size": "10"})
    app.button(key=f"preset_{preset}").click().run()
    assert not app.exception
    setting, rate = Setting(num_examples=100), app.select_slider(key="lr").value
    assert (app.query_params["n"], app.query_params["batch_size"]) == ("100", "100")
    options = {"batch_size": 100, "epochs": setting.epochs, "initial_std": maths.INITIAL_STD}
    history = fit(*setting.data(), "squared", learning_rates=[rate], generator=setting.generator(), **options)
    assert verdict(history, len(history.batches)).kind == kind
    shape = quadratic(history.X, history.targets)
    steepest = torch.linalg.eigh(shape.H).eigenvectors[:, -1]
    along = (torch.cat([history.weight[:, 0, :, 0], history.bias[:, 0]], -1) - shape.best.flatten()) @ steepest
    assert bool((along[1:] / along[:-1] < -0.5).all()) == (preset >= 2), "large rates land far on the other side"
