"""What the lesson from regression to classification is made of: its controls, its pictures and its words."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

import pandas as pd
import streamlit as st
import torch

from charts.look import PROJECTOR, SCREEN
from core import losses
from lessons.regression_to_classification import LESSON, words
from lessons.regression_to_classification import maths as one_hot
from lessons.regression_to_classification import tables as frames
from lessons.regression_to_classification.controls import DELTA, LOGITS, TRUE_CLASS
from lessons.regression_to_classification.maths import Decision
from lessons.regression_to_classification.pictures import layers as charts
from lessons.regression_to_classification.pictures import losses as blame_charts
from texts import Language, fill, story
from ui import controls, frame, live, quiz, stage, state
from ui.controls import Control

_INPUTS = 4  # as drawn
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
CONTROLS: list[Control] = [TRUE_CLASS, *LOGITS, DELTA]


@dataclass(frozen=True)
class Guess:
    """The logits, the true class from 1, and the margin asked for, as the sliders have them."""

    logits: tuple[float, ...]
    true_class: int
    delta: float

    @property
    def tensor(self) -> torch.Tensor:
        """o (k,)."""
        return torch.tensor(self.logits, dtype=torch.float64)

    @property
    def index(self) -> int:
        """The true class from 0, as PyTorch counts."""
        return self.true_class - 1


def choose() -> Guess:
    """Draw the controls and return the guess."""
    lang = state.language()
    true_class = int(controls.draw(TRUE_CLASS))
    st.caption(words.ORDER.of(lang))
    logits = tuple(float(controls.draw(control)) for control in LOGITS)
    delta = float(controls.draw(DELTA))
    with st.container(gap="small"):
        for number, (label, values) in enumerate(words.SITUATIONS):
            st.button(label.of(lang), key=f"situation_{number}", on_click=_set, args=(values,), width="stretch")
    return Guess(logits, true_class, delta)


def _set(values: tuple[float, ...]) -> None:
    pairs = zip(LOGITS, values[1:], strict=True)
    state.enter(
        {TRUE_CLASS.key: int(values[0])} | {control.key: float(value) for control, value in pairs}, rest="as it was"
    )


@st.cache_data(max_entries=16, show_spinner=False)
def _spec(name: str, lang: Language, projector: bool) -> dict[str, object]:
    labels, look = {key: text.of(lang) for key, text in words.CHART.items()}, PROJECTOR if projector else SCREEN
    return (charts.layers_chart if name == "layers" else blame_charts.blame_chart)(labels, look)


def _classes() -> dict[str, pd.DataFrame]:
    return {"classes": frames.classes_frame(len(words.CLASS_NAMES))}


def draw_layers(lang: Language) -> None:
    """The two layers, and the one-hot label beside the outputs."""
    live.chart("layers", _spec("layers", lang, state.projector()), _classes(), alt=words.LAYERS_ALT.of(lang))


def draw_blame(lang: Language) -> None:
    """The three losses."""
    live.chart("blame", _spec("blame", lang, state.projector()), _classes(), alt=words.BLAME_ALT.of(lang))


def tell(guess: Guess, lang: Language) -> None:
    """The finding, the text on how much and which one, the one-hot vectors, formulas, check and code."""
    with st.container(key="told"):
        st.markdown(f"**{finding(guess, lang)}**")
    with st.expander(words.WHICH.of(lang)):
        _tell_which(lang)
    with st.expander(words.HOT.of(lang)):
        _tell_one_hot(guess, lang)
    with st.expander(words.FORMULAS.of(lang)):
        _tell_formulas(guess, lang)
    with st.expander(words.CHECK.of(lang)):
        _tell_check(guess, lang)
    with st.expander(words.CODE.of(lang)):
        _tell_code(lang)
    live.save(LESSON, _spec("blame", lang, state.projector()), _classes(), CONTROLS)


def finding(guess: Guess, lang: Language) -> str:
    """What argmax predicts, by what margin, whom squared loss blames, and the cross-entropy."""
    prose = story(LESSON.folder, lang)
    found = one_hot.decide(guess.tensor, guess.index, delta=guess.delta)
    cost = one_hot.verdicts(guess.tensor, guess.index, delta=guess.delta)
    names = [text.of(lang) for text in words.CLASS_NAMES]
    values = {
        "predicted": names[found.predicted],
        "true": names[guess.index],
        "tied": _listed([names[i] for i in found.tied], lang),
        "lead": f"{found.lead:.1f}",
        "behind": f"{-found.lead:.1f}",
        "delta": f"{guess.delta:.1f}",
        "short": f"{cost['margin'].value:.1f}",
        "blamed": _listed([names[i] for i in found.blamed], lang),
        "gap": f"{abs(found.gap):.1f}",
        "share": f"{found.share:.0%}",
        "entropy": written(cost["cross_entropy"].value),
        "probability": probability(found.probability),
    }
    pick = "picks_tied" if len(found.tied) > 1 else "picks_right" if found.right else "picks_wrong"
    told = [fill(prose[key], **values) for key in (pick, _lead_key(found), _blame_key(found, guess.index), "entropy")]
    if lang == "en":  # an animal's name begins some sentences
        return " ".join([told[0][0].upper() + told[0][1:], *told[1:]])
    return "".join(told)


def _listed(names: list[str], lang: Language) -> str:
    if lang == "zh":
        return "、".join(names)
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _lead_key(found: Decision) -> str:
    if found.met:
        return "leads_met" if found.lead > 0 else "level_met"
    return "leads_short" if found.lead > 0 else "level" if found.lead == 0 else "trails"


def _blame_key(found: Decision, index: int) -> str:
    if found.share == 0:
        return "blames_none"
    if len(found.blamed) > 1:
        return "blames_alike"
    if found.blamed[0] == index:
        return "blames_too_right" if found.gap > 0 else "blames_true"
    return "blames_other_high" if found.gap > 0 else "blames_other_low"


def written(value: float) -> str:
    """Two decimals, or a power of ten where they would show 0."""
    if not 0 < value < 0.005:
        return f"{value:.2f}"
    digits, _, power = f"{value:.0e}".partition("e")
    return f"{digits}×10{str(int(power)).translate(_RAISED)}"


def probability(p: float) -> str:
    """Three decimals, but never 0 or 1 where it is neither."""
    if p < 0.0005:
        return written(p)
    return f"1 − {written(1 - p)}" if p > 0.9995 else f"{p:.3f}"


def _tell_which(lang: Language) -> None:
    prose, outputs = story(LESSON.folder, lang), len(words.CLASS_NAMES)
    st.markdown(fill(prose["which"], inputs=_INPUTS, outputs=outputs, weights=_INPUTS * outputs))
    rows = [[c.name.of(lang), c.labels, c.lecture, c.at_once.of(lang), c.fits.of(lang)] for c in words.CONTESTS]
    st.markdown(_table([text.of(lang) for text in words.CONTEST_HEADS], rows))
    st.markdown(prose["which_after"])


def _table(heads: list[str], rows: list[list[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _tell_one_hot(guess: Guess, lang: Language) -> None:
    k = len(words.CLASS_NAMES)
    vectors = [_vector(one_hot.one_hot(i, k)) for i in range(k)]
    names = [text.of(lang) for text in words.CLASS_NAMES]
    rows = "\n".join(
        f"{i}. {name} → `{vector}`" for i, (name, vector) in enumerate(zip(names, vectors, strict=True), 1)
    )
    now = {"true": names[guess.index], "number": guess.true_class, "index": guess.index, "vector": vectors[guess.index]}
    st.markdown(fill(story(LESSON.folder, lang)["hot"], rows=rows, **now))


def _vector(row: torch.Tensor) -> str:
    return f"({', '.join(f'{number:g}' for number in row.tolist())})"


def _tell_formulas(guess: Guess, lang: Language) -> None:
    prose = story(LESSON.folder, lang)
    o, y = guess.logits, one_hot.one_hot(guess.index, len(guess.logits)).tolist()
    cost = one_hot.verdicts(guess.tensor, guess.index, delta=guess.delta)
    own, others = o[guess.index], [number for i, number in enumerate(o) if i != guess.index]
    st.markdown(prose["formulas"])
    terms = " + ".join(f"({a:g} - {b:g})^2" for a, b in zip(o, y, strict=True))
    st.latex(rf"\sum_i (o_i - y_i)^2 = {terms} = {cost['squared_on_one_hot'].value:.2f}")
    st.markdown(prose["formulas_margin"])
    rivals = ", ".join(f"{number:g}" for number in others)
    asked = r"\max\big(0,\ \delta - (o_y - \max_{i \ne y} o_i)\big)"
    st.latex(rf"{asked} = \max(0,\ {guess.delta:g} - ({own:g} - \max({rivals}))) = {cost['margin'].value:.2f}")
    st.markdown(prose["formulas_entropy"])
    powers = " + ".join(f"e^{{{number:g}}}" for number in o)
    value = written(cost["cross_entropy"].value)
    st.latex(rf"\log\sum_i e^{{o_i}} - o_y = \log({powers}) - {_term(own)} = {value}")
    st.markdown(prose["formulas_after"])


def _term(number: float) -> str:
    return f"({number:g})" if number < 0 else f"{number:g}"


def _tell_check(guess: Guess, lang: Language) -> None:
    prose = story(LESSON.folder, lang)
    options = {"delta": guess.delta}
    ours = one_hot.verdicts(guess.tensor, guess.index, **options)
    theirs = one_hot.verdicts_in_pytorch(guess.tensor, guess.index, **options)
    tables = [frames.verdicts_frame(found).values.tolist() for found in (ours, theirs)]
    difference = one_hot.largest_difference(ours, theirs)
    st.markdown(prose["check_intro"])
    heads = [text.of(lang) for text in (words.LOSS, words.BY, words.VALUE)]
    heads += [f"∂/∂o{sign}" for sign in "₁₂₃"]
    rows = [
        [words.LOSS_NAMES[row[0]].of(lang), who.of(lang), *(f"`{number:.8g}`" for number in row[1:])]
        for pair in zip(*tables, strict=True)
        for who, row in zip((words.OURS, words.TORCH), pair, strict=True)
    ]
    st.markdown(_table(heads, rows))
    st.markdown(fill(prose["check_result"], difference=f"{difference:.1e}" if difference else "0"))


def _tell_code(lang: Language) -> None:
    prose = story(LESSON.folder, lang)
    squared, entropy = losses.LOSSES["squared_on_one_hot"], losses.LOSSES["cross_entropy"]
    ours = (squared.value, squared.gradient, losses.margin, entropy.value, entropy.gradient, losses.log_softmax)
    theirs = (one_hot.squared_in_pytorch, one_hot.margin_in_pytorch, one_hot.cross_entropy_in_pytorch)
    for place, key, functions in zip(st.columns(2), ("code_ours", "code_torch"), (ours, theirs), strict=True):
        place.markdown(prose[key])
        place.code("\n\n".join(inspect.getsource(function).rstrip() for function in functions))


def draw() -> None:
    """The page."""
    lang = state.language()
    prose = story(LESSON.folder, lang)
    frame.header(LESSON.title.of(lang), prose["sentence"])

    left, right = stage.columns()
    with left:
        guess = choose()
        live.tie(CONTROLS)

    with right:
        layers, blame = st.columns(2, gap="medium")
        with layers:
            draw_layers(lang)
        with blame:
            draw_blame(lang)
        tell(guess, lang)
        quiz.draw(LESSON)
