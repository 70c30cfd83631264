"""What the lesson on softmax is made of: its controls, its pictures and its words."""

from __future__ import annotations

import inspect
import math
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
import torch

from charts.look import PROJECTOR, SCREEN
from core import losses
from core.losses import log_softmax, softmax
from lessons.softmax import LESSON, words
from lessons.softmax import maths as core
from lessons.softmax import tables as frames
from lessons.softmax.controls import (
    LIGHT,
    LOGITS,
    NUM_CLASSES,
    SCALE,
    SCALES,
    SHIFT,
    SIZE,
    SIZES,
    SPREAD,
    SPREADS,
    TEMPERATURE,
    TEMPERATURES,
)
from lessons.softmax.pictures import bars as charts
from lessons.softmax.pictures import overflow as overflow_charts
from texts import Language, fill, story
from texts.frame import MORE
from ui import controls, frame, live, quiz, stage, state
from ui.controls import Control, Number

# The sliders stand side by side: a short label each.


@dataclass(frozen=True)
class Numbers:
    """What the controls say: all ten logits, of which the first `classes` count."""

    all_logits: tuple[float, ...]
    classes: int
    temperature: float
    shift: float
    scale: float

    @property
    def logits(self) -> torch.Tensor:
        """o (k,)."""
        return torch.tensor(self.all_logits[: self.classes], dtype=torch.float64)

    @property
    def z(self) -> torch.Tensor:
        """z = (s o + c) / T (k,): what goes into exp."""
        return (self.scale * self.logits + self.shift) / self.temperature

    @property
    def factor(self) -> float:
        """s / T, the one number in which scale and temperature act."""
        return self.scale / self.temperature


def choose() -> Numbers:
    """Draw the controls and return what they say."""
    classes = int(controls.draw(NUM_CLASSES))
    drawn = LOGITS[:classes]
    for pair in (drawn[i : i + 2] for i in range(0, classes, 2)):
        for place, logit in zip(st.columns(2, gap="small"), pair, strict=False):
            with place:
                controls.draw(logit)
    temperature = float(controls.draw(TEMPERATURE))
    shift, scale = float(controls.draw(SHIFT)), float(controls.draw(SCALE))
    with st.expander(MORE.of(state.language())):
        controls.draw(light_control(classes))
    logits = tuple(float(state.value(logit)) for logit in LOGITS)
    return Numbers(logits, classes, temperature, shift, scale)


def light_control(classes: int) -> Number:
    """Which class is lit up while the pointer is on none."""
    return replace(LIGHT, high=classes)


def live_controls(numbers: Numbers) -> list[Control]:
    """The sliders that the charts follow while they move."""
    shown: list[Control] = [NUM_CLASSES, *LOGITS[: numbers.classes], TEMPERATURE, SHIFT, SCALE]
    return [*shown, light_control(numbers.classes), SIZE, SPREAD]


@st.cache_data(max_entries=32)
def _spec(name: str, lang: Language, projector: bool) -> dict[str, object]:
    labels = {key: text.of(lang) for key, text in words.CHART.items()}
    look = PROJECTOR if projector else SCREEN
    ranges = {"temperatures": TEMPERATURES, "scales": SCALES}
    if name == "overflow":
        return overflow_charts.overflow_chart(labels, look, **ranges, sizes=SIZES, spreads=SPREADS)
    builders = {"softmax": charts.softmax_chart, "temperature": charts.temperature_chart}
    return builders.get(name, charts.logistic_chart)(labels, look, **ranges)


def _given(numbers: Numbers) -> dict[str, pd.DataFrame]:
    return {"given": frames.given_frame(numbers.all_logits, numbers.classes)}


def draw_pictures(numbers: Numbers, lang: Language) -> None:
    """The formula and the bars; below, the probabilities against the temperature, and the logistic function."""
    data = _given(numbers)
    live.chart("softmax", _spec("softmax", lang, state.projector()), data, alt=words.ALT.of(lang))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        spec = _spec("temperature", lang, state.projector())
        live.chart("temperature", spec, data, alt=words.TEMPERATURE_ALT.of(lang))
    with right:
        spec = _spec("logistic", lang, state.projector())
        live.chart("logistic", spec, data, alt=words.LOGISTIC_ALT.of(lang))


def finding(numbers: Numbers, lang: Language) -> str:
    """Who leads and how sure softmax is, in one plain sentence or two."""
    prose, z = story(LESSON.folder, lang), numbers.z
    p = softmax(z)
    leaders = [str(i + 1) for i in torch.nonzero(z >= z.max() - 1e-12)[:, 0].tolist()]
    values = {
        "leader": leaders[0],
        "leaders": (", " if lang == "en" else "、").join(leaders),
        "p": _share(float(p.max()), lang),
    }
    first = fill(prose["leads"], leader=values["leader"], p=values["p"])
    if len(leaders) > 1:
        first = fill(prose["tie"], leaders=values["leaders"], p=values["p"])
    most = math.log(numbers.classes)
    entropy = fill(prose["entropy"], entropy=f"{float(core.entropy(z)):.3f}", most=f"{most:.3f}", k=numbers.classes)
    return (" " if lang == "en" else "").join([first, entropy])


def remarks(numbers: Numbers, lang: Language) -> list[str]:
    """What the shift did, and what the scale and the temperature did, where they are not at rest."""
    prose, z = story(LESSON.folder, lang), numbers.z
    said = []
    if numbers.shift:
        before = float((z - numbers.shift / numbers.temperature).logsumexp(-1))
        moved = {"before": before, "after": float(z.logsumexp(-1))}
        values = {name: f"{value:.3f}".replace("-", "−") for name, value in moved.items()}
        said.append(fill(prose["shifted"], shift=_number(numbers.shift / numbers.temperature), **values))
    if abs(numbers.factor - 1) > 1e-12:
        plain = _share(float(softmax(numbers.logits).max()), lang)
        said.append(fill(prose["scaled"], factor=_number(numbers.factor), plain=plain))
    return said


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")


def _gap(value: float) -> str:
    return f"{value:.1e}" if value else "0"


def _share(p: float, lang: Language) -> str:
    """A probability with three digits; softmax never reaches 1."""
    return words.ABOVE.of(lang) if p >= 0.9995 else f"{p:.3f}"


def tell(numbers: Numbers, lang: Language) -> None:
    """The finding, the overflow, the reasons, the check and the code."""
    prose = story(LESSON.folder, lang)
    with st.container(key="told"):
        st.markdown(f"**{finding(numbers, lang)}**")
        for remark in remarks(numbers, lang):
            st.markdown(remark)
    st.caption(prose["shown"])
    live.save("softmax", _spec("softmax", lang, state.projector()), alone(numbers), every_control(numbers))
    draw_overflow(numbers, lang)
    with st.expander(words.WHY.of(lang)):
        st.markdown(prose["why"])
    with st.expander(words.CHECK.of(lang)), st.container(key="told_check"):
        _tell_check(numbers, lang)
    with st.expander(words.CODE.of(lang)):
        ours, book = st.columns(2)
        ours.markdown(prose["code_ours"])
        for function in (losses.log_softmax, losses.softmax):
            ours.code(inspect.getsource(function))
        book.markdown(prose["code_naive"])
        book.code(inspect.getsource(core.naive_softmax))


def alone(numbers: Numbers) -> dict[str, pd.DataFrame]:
    """The data of the chart saved as a page of its own, where every logit has an input."""
    return {"given": frames.given_frame(numbers.all_logits, len(LOGITS))}


def every_control(numbers: Numbers) -> list[Control]:
    """The inputs of the chart saved as a page of its own; logits without a slider start at their last value."""
    logits = [replace(logit, default=value) for logit, value in zip(LOGITS, numbers.all_logits, strict=True)]
    return [NUM_CLASSES, *logits, TEMPERATURE, SHIFT, SCALE, light_control(numbers.classes)]


def draw_overflow(numbers: Numbers, lang: Language) -> None:
    """The naive formula in float16 and float32 beside the stable one, for logits moved up or down."""
    prose = story(LESSON.folder, lang)
    st.markdown(f"#### {words.OVERFLOW.of(lang)}")
    sliders, picture = st.columns([1.1, 3.9], gap="medium")
    with sliders:
        size, spread = float(controls.draw(SIZE)), float(controls.draw(SPREAD))
        st.caption(fill(prose["overflow"], size=_number(size)))
    with picture:
        data = _given(numbers) | {"limits": frames.limits_frame()}
        live.chart("overflow", _spec("overflow", lang, state.projector()), data, alt=words.OVERFLOW_ALT.of(lang))
        moved = size + spread * (numbers.z - numbers.z.max())
        with st.container(key="told_overflow"):
            st.markdown("  \n".join(broken(moved, lang)))
    with st.container(key="told_table"):
        _tell_table(moved, lang)


def _tell_table(moved: torch.Tensor, lang: Language) -> None:
    prose = story(LESSON.folder, lang)
    table = frames.overflow_frame(moved)
    shown = {text.of(lang): table[key] for key, text in words.COLUMNS.items()}
    st.dataframe(pd.DataFrame({words.CLASS.of(lang): table["i"] + 1} | shown), hide_index=True, width="stretch")
    ranges = {name: core.exponent_range(dtype) for name, dtype in frames.FORMATS.items()}
    (low16, high16), (low32, high32) = ranges["float16"], ranges["float32"]
    numbers = {"low16": low16, "high16": high16, "low32": low32, "high32": high32}
    st.caption(fill(prose["limits"], **{key: f"{value:.2f}".replace("-", "−") for key, value in numbers.items()}))


def broken(moved: torch.Tensor, lang: Language) -> list[str]:
    """What became of the naive formula in each format, and how it is mended: a sentence each."""
    prose = story(LESSON.folder, lang)
    said = []
    for name, dtype in frames.FORMATS.items():
        outcome = core.naive(moved, dtype).outcome
        section = "overflow_happens" if outcome == "overflow" else outcome
        said.append(fill(prose[section], name=name))
    said.append(fill(prose["mended"], k=len(moved)))
    lost = core.naive(moved, torch.float32).probabilities == 0
    if bool(lost.any()):
        which = int(lost.nonzero()[0, 0])
        said.append(fill(prose["log_lost"], which=which + 1, value=_number(float(log_softmax(moved)[which]))))
    return said


def _tell_check(numbers: Numbers, lang: Language) -> None:
    prose, z = story(LESSON.folder, lang), numbers.z
    st.markdown(prose["check_intro"])
    ours = core.jacobian(numbers.logits, factor=numbers.factor)
    theirs = core.autograd_jacobian(numbers.logits, factor=numbers.factor)
    first = torch.softmax(z[:2], -1)[0]
    gaps = {
        "softmax": softmax(z) - torch.softmax(z, -1),
        "log_softmax": log_softmax(z) - torch.log_softmax(z, -1),
        "logistic": torch.sigmoid(z[0] - z[1]) - first,
        "jacobian": ours - theirs,
    }
    st.markdown(fill(prose["check_result"], **{key: _gap(float(gap.abs().max())) for key, gap in gaps.items()}))
    columns = {logit.label.of(lang): ours[:, j].tolist() for j, logit in enumerate(LOGITS[: numbers.classes])}
    rows = {words.CLASS.of(lang): range(1, numbers.classes + 1)}
    table = pd.DataFrame({key: [_number(round(v, 6) + 0.0) for v in column] for key, column in columns.items()})
    st.dataframe(pd.DataFrame(rows).join(table), hide_index=True, width="stretch")


def draw() -> None:
    """The page."""
    lang = state.language()
    frame.header(LESSON.title.of(lang), story(LESSON.folder, lang)["sentence"])

    left, right = stage.columns()
    with left, st.container(gap=None):  # ten logits fit above the fold
        numbers = choose()
    with right:
        draw_pictures(numbers, lang)
        tell(numbers, lang)
        live.tie(live_controls(numbers))
        quiz.draw(LESSON)
