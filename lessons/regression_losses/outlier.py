"""The lesson on L2, L1 and Huber's loss: a line with one wild label, the best constant, and training."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

import pandas as pd
import streamlit as st
import torch

from charts.look import PROJECTOR, SCREEN
from core import concise
from core import fits as robust
from core import losses as core_losses
from core.theory import design
from lessons.regression_losses import LESSON, words
from lessons.regression_losses import maths as wild
from lessons.regression_losses import noise as noises
from lessons.regression_losses import tables as frames
from lessons.regression_losses.controls import (
    BATCH_SIZE,
    DELTA,
    NOISE,
    OUTLIER,
    OUTLIER_AT,
    OUTLIERS,
    RATE,
    RATES,
    SEED,
    STEP,
    TAILS,
    TRAIN_NOISE,
    N,
)
from lessons.regression_losses.losses import difference, shown
from lessons.regression_losses.pictures import outlier as charts
from texts import Language, fill, story
from texts.frame import MORE
from ui import controls, live, state
from ui.controls import Control

DELTAS = tuple(round(0.1 * k, 1) for k in range(1, 51))
# By the part of the lesson.
LIVE: dict[str, list[Control]] = {"outlier": [OUTLIER, DELTA], "constant": [OUTLIER, DELTA], "training": [RATE]}
_DATA_SETS = 200


@dataclass(frozen=True)
class Scene:
    """The settings of the experiment with one wild label."""

    outlier: float
    delta: float
    share: float
    tails: str
    noise: float
    n: int
    seed: int

    @property
    def rank(self) -> int:
        """Which example the outlier is added to, from the left, from 0."""
        return wild.rank(self.share, self.n)


@dataclass(frozen=True)
class Training:
    """The settings of the training under the three losses."""

    rate: float
    delta: float
    batch_size: int
    noise: float
    seed: int


def choose_scene() -> Scene:
    """Draw the controls of the second part."""
    outlier, delta = float(controls.draw(OUTLIER)), float(controls.draw(DELTA))
    share = float(controls.draw(OUTLIER_AT))
    tails = controls.pick(TAILS)
    noise = float(controls.draw(NOISE))
    with st.expander(MORE.of(state.language())):
        n, seed = int(controls.draw(N)), int(controls.draw(SEED))
    return Scene(outlier, delta, share, tails, noise, n, seed)


def choose_constant() -> tuple[float, float]:
    """Draw the controls of the third part: the outlier and delta."""
    return float(controls.draw(OUTLIER)), float(controls.draw(DELTA))


def choose_training() -> Training:
    """Draw the controls of the fourth part."""
    rate, delta = float(controls.draw(RATE)), float(controls.draw(DELTA))
    batch_size, noise = int(controls.draw(BATCH_SIZE)), float(controls.draw(TRAIN_NOISE))
    with st.expander(MORE.of(state.language())):
        seed = int(controls.draw(SEED))
    return Training(rate, delta, batch_size, noise, seed)


@st.cache_data(max_entries=32)
def _spec(name: str, lang: Language, projector: bool) -> dict[str, object]:
    labels = {key: text.of(lang) for key, text in words.CHART.items()}
    look = PROJECTOR if projector else SCREEN
    if name in ("error", "size"):
        return charts.training_chart(name, labels, look, rates=RATES, num_steps=wild.TRAIN_STEPS)
    made = {"scene": charts.scene_chart, "distance": charts.distance_chart, "constant": charts.constant_chart}
    return made[name](labels, look, outliers=OUTLIERS, deltas=DELTAS)


@st.cache_data(max_entries=50, show_spinner=False)
def scene_data(tails: str, n: int, noise: float, seed: int, rank: int) -> dict[str, pd.DataFrame]:
    """The data sets of the live charts: they hold for every outlier and delta of the sliders."""
    x, y = wild.examples(tails, n, noise, seed=seed)
    return {
        "examples": frames.examples_frame(x, y, rank),
        "scene": frames.scene_frame(x, y, rank, wild.truth()),
        "fits": frames.fits_frame(x, y, rank, wild.truth(), outliers=OUTLIERS, deltas=DELTAS),
    }


def draw_scene(scene: Scene, lang: Language) -> None:
    """The lines, their distances from the truth, and the finding."""
    big = state.projector()
    data = scene_data(scene.tails, scene.n, scene.noise, scene.seed, scene.rank)
    lines, distances = st.columns(2, gap="medium")
    with lines:
        live.chart("scene", _spec("scene", lang, big), data, alt=words.SCENE_ALT.of(lang))
        live.save("wild_label", _spec("scene", lang, big), data, LIVE["outlier"])
    with distances:
        shown_data = {name: data[name] for name in ("fits", "scene")}
        live.chart("distance", _spec("distance", lang, big), shown_data, alt=words.DISTANCE_ALT.of(lang))
        with st.container(key="told"):
            _tell_scene(scene, data["fits"], lang)


def _row(table: pd.DataFrame, outlier: float, delta: float) -> pd.Series:
    """The row of a table over outliers and deltas."""
    return table.iloc[len(DELTAS) * OUTLIERS.index(int(outlier)) + DELTAS.index(round(delta, 1))]


def moves(scene: Scene) -> dict[str, float]:
    """By how much each line moves at the example that the outlier is added to."""
    fits = scene_data(scene.tails, scene.n, scene.noise, scene.seed, scene.rank)["fits"]
    x = float(wild.examples(scene.tails, scene.n, scene.noise, seed=scene.seed)[0][scene.rank])
    after, before = _row(fits, scene.outlier, scene.delta), _row(fits, 0, scene.delta)
    change = after - before
    return {name: float(change[f"w_{name}"] * x + change[f"b_{name}"]) for name in frames.SHORT}


def finding(scene: Scene, lang: Language) -> str:
    """What the outlier does to the three lines, in a few plain sentences."""
    prose = story(LESSON.folder, lang)
    fits = scene_data(scene.tails, scene.n, scene.noise, scene.seed, scene.rank)["fits"]
    now = _row(fits, scene.outlier, scene.delta)
    if scene.outlier == 0:
        return _first_bold([fill(prose["no_outlier"], **{n: shown(now[f"distance_{n}"]) for n in frames.SHORT})], lang)
    x, y = wild.examples(scene.tails, scene.n, scene.noise, seed=scene.seed)
    at, label = float(x[scene.rank]), float(y[scene.rank])
    h = float(robust.leverage(design(x[:, None]))[scene.rank])
    lifts = {name: shown(value if abs(value) > 1e-9 else 0.0) for name, value in moves(scene).items()}
    parts = [fill(prose["wild"], outlier=controls.plain(scene.outlier), leverage=f"{h:.3f}", **lifts)]

    def residual(name: str, outlier: float) -> float:
        row = _row(fits, outlier, scene.delta)
        return label + outlier - float(row[f"w_{name}"]) * at - float(row[f"b_{name}"])

    if max(abs(residual("l1", outlier)) for outlier in (scene.outlier, OUTLIERS[-1])) < 1e-6:
        parts.append(prose["wild_l1_follows"])
    elif residual("l1", scene.outlier) > 1e-6 and residual("huber", scene.outlier) > scene.delta:
        parts.append(prose["stopped"])
    return _first_bold(parts, lang)


@st.cache_data(max_entries=50, show_spinner=False)
def _averages(scene: Scene) -> dict[str, float]:
    generator = torch.Generator().manual_seed(scene.seed + 5000)
    x, unit = noises.draw(scene.tails, (_DATA_SETS, scene.n), generator=generator)
    return robust.average_distance(
        x, scene.noise * unit, wild.truth(), outlier=scene.outlier, rank=scene.rank, delta=scene.delta
    )


def _tell_scene(scene: Scene, fits: pd.DataFrame, lang: Language) -> None:
    st.markdown(finding(scene, lang))
    now, many = _row(fits, scene.outlier, scene.delta), _averages(scene)
    names = charts.NAMES
    columns = {words.WEIGHT: "w", words.BIAS: "b", words.OFF_BY: "distance"}
    cells = {text.of(lang): [shown(now[f"{column}_{name}"]) for name in names] for text, column in columns.items()}
    table = {words.LOSS.of(lang): list(names.values())} | cells
    table[words.OVER_MANY.of(lang)] = [shown(many[frames.SHORT[name]]) for name in names]
    st.table(pd.DataFrame(table), hide_index=True)  # not a canvas: on a projector it grows with the page
    st.caption(fill(story(LESSON.folder, lang)["table"], delta=f"{scene.delta:g}"))


def tell_scene_more(scene: Scene, lang: Language) -> None:
    """The reasons and the code of the second part."""
    with st.expander(words.WHY_LINE.of(lang)):
        x, _ = wild.examples(scene.tails, scene.n, scene.noise, seed=scene.seed)
        h = float(robust.leverage(design(x[:, None]))[scene.rank])
        st.markdown(fill(story(LESSON.folder, lang)["why_line"], leverage=f"{h:.3f}", mean=f"{2 / scene.n:g}"))
    with st.expander(words.CODE.of(lang)):
        left, right = st.columns(2)
        left.code(inspect.getsource(robust.fit_absolute) + "\n\n" + inspect.getsource(robust._best_pair))
        right.code(inspect.getsource(robust.fit_huber))


@st.cache_data(max_entries=2, show_spinner=False)
def constant_data() -> dict[str, pd.DataFrame]:
    """The data sets of the live chart of the best constant."""
    labels = torch.tensor(wild.LABELS, dtype=torch.float64)
    far = len(labels) - 1
    return {
        "points": frames.points_frame(labels, far),
        "constants": frames.constants_frame(labels, far, outliers=OUTLIERS, deltas=DELTAS),
    }


def draw_constant(outlier: float, delta: float, lang: Language) -> None:
    """The mean losses over the constant, and the finding."""
    picture, told = st.columns([2, 1], gap="medium")
    data = constant_data()
    with picture:
        spec = _spec("constant", lang, state.projector())
        live.chart("constant", spec, data, alt=words.CONSTANT_ALT.of(lang))
    with told:
        with st.container(key="told"):
            st.markdown(constant_finding(outlier, delta, lang))
        st.markdown(story(LESSON.folder, lang)["why_constant"])
        live.save("best_constant", spec, data, LIVE["constant"])


def constant_finding(outlier: float, delta: float, lang: Language) -> str:
    """The best constants, and what the outlier has moved."""
    prose, table = story(LESSON.folder, lang), constant_data()["constants"]
    now, before = _row(table, outlier, delta), _row(table, 0, delta)
    best = {name: float(now[f"best_{name}"]) for name in frames.SHORT}
    parts = [fill(prose["constant"], **{name: shown(value) for name, value in best.items()})]
    if best["l1"] < best["huber"] < best["l2"]:
        parts.append(prose["constant_between"])
    if outlier:
        moved = {key: shown(best[name] - float(before[f"best_{name}"])) for key, name in _MOVED.items()}
        parts.append(fill(prose["constant_moved"], outlier=controls.plain(outlier), **moved))
    return _first_bold(parts, lang)


def _first_bold(parts: list[str], lang: Language) -> str:
    """Sentences of which the first stands out, on a line of its own: in Chinese no blank could end its emphasis."""
    rest = (" " if lang == "en" else "").join(parts[1:])
    return f"**{parts[0]}**" + (f"  \n{rest}" if rest else "")


_MOVED = {"mean": "l2", "median": "l1"}


@st.cache_data(max_entries=20, show_spinner=False)
def steps_data(delta: float, batch_size: int, noise: float, seed: int) -> pd.DataFrame:
    """The training under the three losses at all rates."""
    runs = wild.train(noise=noise, batch_size=batch_size, delta=delta, rates=RATES, seed=seed)
    return frames.steps_frame(runs, wild.truth(), wild.TRAIN_STEPS)


def draw_training(run: Training, lang: Language) -> None:
    """The parameter error and the gradient's length by step."""
    data = steps_data(run.delta, run.batch_size, run.noise, run.seed)
    alts = {"error": words.ERROR_ALT, "size": words.SIZE_ALT}
    for place, (kind, alt) in zip(st.columns(2, gap="medium"), alts.items(), strict=True):
        with place:
            live.chart(kind, _spec(kind, lang, state.projector()), {"steps": data}, alt=alt.of(lang))


def training_finding(run: Training, step: int, lang: Language) -> str:
    """How the three runs stand at this step, in plain words."""
    prose, data = story(LESSON.folder, lang), steps_data(run.delta, run.batch_size, run.noise, run.seed)
    k, path = RATES.index(run.rate), data[data["step"] <= step]
    errors = {name: float(path[f"error_{name}_{k}"].iloc[-1]) for name in frames.SHORT}
    values = {"step": step, **{name: shown(value) for name, value in errors.items()}}
    if not errors["l2"] <= 10 * float(path[f"error_l2_{k}"].iloc[0]):
        return fill(prose["training_diverged"], step=step)
    turns = {name: _turns(path[f"error_{name}_{k}"]) for name in frames.SHORT}
    if run.noise >= 0.1 and run.batch_size < wild.TRAIN_EXAMPLES and min(turns.values()) > 0.25:
        return fill(prose["training_noise"], noise=f"{run.noise:g}", **values)
    if turns["l1"] > 0.25 and errors["l1"] > 3 * max(errors["l2"], errors["huber"]):
        return fill(prose["training_jitters"], **values)
    late = path[[f"error_l2_{k}", f"error_huber_{k}"]].iloc[-20:]
    at_rest = run.batch_size == wild.TRAIN_EXAMPLES and bool((late.max() - late.min() < 0.01 * late.min()).all())
    if at_rest and turns["l1"] > 0.25:
        return fill(prose["training_full"], noise=f"{run.noise:g}", n=wild.TRAIN_EXAMPLES, **values)
    return fill(prose["training_under_way"], **values)


def _turns(error: pd.Series) -> float:
    """How often a run has lately moved away from the goal: about 1/2 once it comes closer no more."""
    late = error.iloc[-20:]
    return float((late.diff().dropna() > 0).mean()) if len(late) > 10 else 0.0


def tell_training(run: Training, step: int, lang: Language) -> None:
    """The finding, the reason, the check and the code of the fourth part."""
    prose = story(LESSON.folder, lang)
    with st.container(key="told"):
        st.markdown(f"**{training_finding(run, step, lang)}**")
    data = {"steps": steps_data(run.delta, run.batch_size, run.noise, run.seed)}
    spec = _spec("error", lang, state.projector())
    live.save("training_losses", spec, data, [*LIVE["training"], STEP], steps=wild.TRAIN_STEPS)
    with st.expander(words.WHY_TRAINING.of(lang)):
        weight, bias = wild.TRUE_LINE
        st.markdown(fill(prose["why_training"], weight=weight, bias=bias, n=wild.TRAIN_EXAMPLES))
    with st.expander(words.CHECK.of(lang)):
        if st.button(words.RUN_CHECK.of(lang), key="check"):
            st.markdown(check_training(run, lang))
    with st.expander(words.CODE.of(lang)):
        left, right = st.columns(2)
        left.code(inspect.getsource(wild.train))
        left.code(inspect.getsource(core_losses._absolute_gradient))
        right.code(inspect.getsource(concise.train))


def check_training(run: Training, lang: Language) -> str:
    """The same runs by nn and optim; Huber with the delta of `core.concise`, 1."""
    options = {"noise": run.noise, "batch_size": run.batch_size, "delta": 1.0, "seed": run.seed}
    gaps: dict[str, float] = {}
    last = wild.TRAIN_STEPS
    for name, ours in wild.train(rates=[run.rate], **options).items():
        epochs = len(ours.batches) // ours.steps_per_epoch
        theirs = concise.train(
            ours.X, ours.targets, loss=frames.SHORT[name], learning_rate=run.rate, batch_size=run.batch_size,
            epochs=epochs, generator=torch.Generator().manual_seed(run.seed + 1000), initial_std=0,
        )  # fmt: skip
        paths = [torch.cat([h.weight[:, 0, :, 0], h.bias[:, 0]], -1) for h in (ours, theirs)]
        small = ((paths[0].abs() < 1e8) & (paths[1].abs() < 1e8)).all(-1).long().cummin(0).values.bool()
        last = min(last, int(small.sum()) - 1)
        scale = paths[1][small].abs().clamp_min(1) if not small.all() else 1
        gaps[name] = float(((paths[0] - paths[1])[small].abs() / scale).max())
    prose = story(LESSON.folder, lang)
    if last < wild.TRAIN_STEPS:
        return fill(prose["check_diverged"], step=last, gap=difference(max(gaps.values())))
    return fill(prose["check_training"], **{name: difference(gap) for name, gap in gaps.items()})
