"""The lesson on the cross-entropy: its views, its link, and sentences that are true wherever the sliders stand."""

import re

import numpy as np
import pytest
import torch

from lessons import CROSS_ENTROPY
from lessons.cross_entropy import maths, run, told
from lessons.cross_entropy.controls import RATE, STEP, VIEW
from tests.visiting import every_language, visit
from ui import state

EXTREMES = [
    {"lang": "en", "o1": "-10.0", "o2": "10.0", "lr": "8", "step": "1", "view": "hessian"},
    {"lang": "zh", "o1": "10.0", "o2": "-10.0", "o3": "-10.0", "step": "50", "view": "squared"},
    {"lang": "en", "soft": "1.0", "lr": "8", "step": "50", "classes": "2", "bits": "true", "view": "surprisal"},
    {"classes": "6", "true_class": "6", "o6": "-10.0", "soft": "0.05", "step": "7", "bits": "true", "view": "twice"},
    {"lang": "en", "soft": "1.0", "o1": "0.0", "o2": "0.0", "o3": "0.0", "view": "twice"},
]


@pytest.mark.parametrize("query", EXTREMES)
def test_every_view_holds_at_the_extremes(query):
    app = visit(CROSS_ENTROPY, query=query)
    for name in ("why", "check", "code"):
        app.session_state[f"section_{name}"] = True
    app.run()
    assert not app.exception
    assert not app.warning
    said = " ".join(element.value for element in (*app.markdown, *app.caption))
    assert "@{" not in said
    assert not re.search(r"\bnan\b|\binf\b|\de[+-]?\d|[-−]0(\.0+)?(?![\d.])", said)
    assert len(app.table) == 1
    # The check speaks of a second loss where the second picture draws one.
    assert (" by PyTorch; " in said or "PyTorch得到" in said) == (query["view"] in ("squared", "twice"))


@every_language
def test_a_view_that_does_not_exist_is_told(lang):
    app = visit(CROSS_ENTROPY, query={"lang": lang, "view": "2"})
    (warning,) = app.warning
    assert "`view=2`" in warning.value
    assert VIEW.label.of(lang) in warning.value
    assert app.segmented_control(key="view").value == "surprisal"
    assert "view" not in app.query_params
    app.run()
    assert not app.warning


def test_a_view_picked_is_kept_when_the_language_changes():
    app = visit(CROSS_ENTROPY, query={"lang": "en"})
    app.segmented_control(key="view").set_value("hessian").run()
    app.segmented_control(key="lang").set_value("zh").run()
    assert app.segmented_control(key="view").value == "hessian"
    assert app.query_params["view"] in ("hessian", ["hessian"])


def test_the_true_class_is_one_of_as_many_as_there_are():
    app = visit(CROSS_ENTROPY, query={"classes": "4", "true_class": "4"})
    assert app.slider(key="true_class").max == 4
    app.slider(key="classes").set_value(3).run()
    assert (app.slider(key="true_class").max, app.slider(key="true_class").value) == (3, 3)
    assert not app.warning
    assert len(visit(CROSS_ENTROPY, query={"classes": "3", "true_class": "5"}).warning) == 1


@pytest.fixture
def told_in(monkeypatch):
    """The language and the unit in which the sentences are told, without a page."""

    def choose(lang="en", *, bits=False):
        monkeypatch.setattr(state, "language", lambda: lang)
        monkeypatch.setattr(run, "in_bits", lambda: bits)

    choose()
    return choose


def descent(logits, *, true_class=1, soft=0.0, rate=1.0):
    return maths.Descent(tuple(logits), true_class - 1, soft, rate, 50)


@pytest.mark.parametrize(
    ("now", "step", "said"),
    [
        # Two equal classes: p = 1/2, so the loss is ln 2 = 0.693 nats.
        (descent([0.0, 0.0]), 0, "gets 0.5000, so the loss is −ln 0.5000 ≈ 0.693 nats"),
        (descent([-10.0, 10.0]), 0, "Class 1 is true but gets only 2.1×10⁻⁹: the loss is 20.000 nats"),
        (descent([10.0, -10.0]), 0, "gets (1 − 2.1×10⁻⁹), the loss is 2×10⁻⁹ nats"),
        # e^-2 / (e^-2 + 5) = 0.0264 is little, but the other five have 0.195 each: nobody is confident.
        (descent([-2.0, 0.0, 0.0, 0.0, 0.0, 0.0]), 0, "class 1 is true and gets 0.0264"),
        (
            descent([-10.0, 10.0, 10.0, 10.0, 10.0, 10.0]),
            0,
            "confident mistake. Class 1 is true but gets only 4.1×10⁻¹⁰",
        ),
        (descent([0.0, 0.0], soft=1.0), 0, "differ from the label by less than 0.0005. The loss 0.693 nats"),
        # -(0.95 ln 0.95 + 0.05 ln 0.05) = 0.1985
        (descent([1.0, 0.0], soft=0.1), 0, "It can fall to 0.199 and no further"),
        (descent([0.5, -0.5], soft=1.0, rate=8.0), 2, "With η = 8 a step overshoots"),
    ],
)
def test_the_finding_says_what_happens(now, step, said, told_in):
    assert said in told.finding(now, step).replace("\n", " ")
    told_in("zh")
    assert told.finding(now, step)


def test_in_bits_the_loss_is_a_logarithm_to_base_2(told_in):
    told_in(bits=True)
    assert "gets 0.5000, so the loss is −log₂ 0.5000 ≈ 1.000 bits" in told.finding(descent([0.0, 0.0]), 0)


def test_softmax_twice_is_told_in_the_nats_that_pytorch_returns_whatever_is_drawn(told_in):
    # p = (1/2, 1/4, 1/4): once -ln (1/2); twice ln (e^0.5 + 2 e^0.25) - 0.5 = ln (1.64872 + 2.56805) - 0.5.
    now = descent([float(np.log(2)), 0.0, 0.0])
    expected = (
        "returns 0.9391 nats where 0.6931 nats is right. It can then never fall below ln(e + 2) − 1 = 0.5514 nats."
    )
    for bits in (False, True):
        told_in(bits=bits)
        said = told.tell_twice(now, now.path[0]).replace("\n", " ")
        assert expected in said
        # 0.9391, 0.6931 and 0.5514, each divided by 0.6931
        assert ("In bits, as drawn, these numbers are divided by ln 2: 1.3548, 1.0000 and 0.7956." in said) == bits


@pytest.mark.parametrize(
    ("soft", "said"), [(0.1, "although the label's entropy is only"), (0.9, "as flat as this one")]
)
def test_softmax_twice_under_a_soft_label(soft, said, told_in):
    now = descent([0.0, 0.0], soft=soft)
    reachable = maths.twice_floor(2, soft) <= float(maths.entropy(now.label)) + 1e-12
    assert reachable == (soft == 0.9)
    assert said in told.tell_twice(now, now.path[0])


@pytest.mark.parametrize(
    ("logits", "soft", "said"),
    [
        ([0.0, 0.0], 0.0, "H(p, y) is infinite"),
        ([2.0, 0.0], 0.5, "but H(p, y) ="),
        # p = (0.1, 0.9) and y = (0.9, 0.1): the same numbers, the other way round.
        ([0.0, float(np.log(9))], 0.2, "happen to be equal"),
        ([float(np.log(3)), 0.0], 0.5, "both KL divergences are below 0.0005"),  # p = y = (3/4, 1/4)
    ],
)
def test_the_parts_of_the_loss_in_words(logits, soft, said, told_in):
    now = descent(logits, soft=soft)
    assert said in told.tell_parts(now, now.path[0]).replace("\n", " ")


def chosen(seed):
    """Sliders anywhere, and what numpy makes of them: the logits before each step."""
    draw = np.random.default_rng(seed)
    k = int(draw.integers(2, 7))
    now = descent(
        (draw.integers(-100, 101, k) / 10).tolist(),
        true_class=int(draw.integers(1, k + 1)),
        soft=float(draw.choice([0.0, 0.05, 0.1, 0.5, 1.0])),
        rate=float(draw.choice(RATE.options)),
    )
    step = int(draw.integers(0, STEP.high))
    y = np.full(k, now.soft / k)
    y[now.true_class] += 1 - now.soft
    path = [np.array(now.start)]
    for _ in range(step + 1):
        path.append(path[-1] - now.learning_rate * (share(path[-1]) - y))
    return now, step, y, path


def share(logits):
    exps = np.exp(logits - logits.max())
    return exps / exps.sum()


def surprise(logits, y):
    return float(y @ (np.log(np.exp(logits - logits.max()).sum()) + logits.max() - logits))


def read(text):
    """A number as the page writes it."""
    mantissa, _, power = text.replace("−", "-").partition("×10")
    if mantissa.startswith("10") and mantissa[2:3] in "⁻⁰¹²³⁴⁵⁶⁷⁸⁹" and len(mantissa) > 2:
        mantissa, power = "1", mantissa[2:]
    return float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)


@pytest.mark.parametrize("seed", range(60))
def test_every_sentence_is_true_wherever_the_sliders_stand(seed, told_in):
    now, step, y, path = chosen(seed)
    logits, losses = path[step], [surprise(each, y) for each in path]
    said = told.finding(now, step).replace("\n", " ")
    number = r"(10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[−\d.]+(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
    (loss,) = re.findall(rf"(?:≈|loss(?: is| rose to)?) {number} nats", said)
    assert read(loss) == pytest.approx(losses[step], rel=0.5 if "×" in loss else 1e-9, abs=5.1e-4)
    assert ("rose to" in said) == (step > 0 and losses[step] > losses[step - 1] + 1e-9)
    if now.soft and "It can fall to" in said:
        (floor,) = re.findall(rf"fall to {number} and", said)
        assert read(floor) == pytest.approx(-float(y @ np.log(y)), abs=5.1e-4)
        assert read(floor) <= losses[step] + 5e-4
    moved = path[step + 1] - logits
    for j, line in enumerate(told.class_sentences(now, now.path[step])):
        if "leaves" in line:
            assert abs(moved[j]) < 1e-11
            continue
        way, size = re.search(rf"moves \$o_{j + 1}\$ (up|down) by {number}\.$", line).groups()
        assert (way == "up") == (moved[j] > 0)
        assert read(size) == pytest.approx(abs(moved[j]), rel=0.5 if read(size) < 5e-4 else 1e-9, abs=5.1e-4)


def test_the_check_compares_the_loss_that_is_drawn(told_in):
    now = descent([2.0, 1.0, -1.0])
    for view, loss in (("squared", maths.squared_in_pytorch), ("twice", maths.twice_in_pytorch)):
        assert f"{float(loss(now.path[0], torch.eye(3)[0].double())):.6f} by PyTorch" in told.check_other(
            view, now, now.path[0]
        )
