"""What the lesson on linear regression is made of: its controls, its run, its pictures and its words."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

import pandas as pd
import streamlit as st
import torch

from charts.look import PROJECTOR, SCREEN, Look
from core import concise, training
from core.data import synthetic_causes
from core.export import script
from core.losses import LOSSES
from core.superposition import causes
from core.theory import design, least_squares, stable_learning_rate, standard_errors
from core.training import History, Regression
from lessons.linear_regression import LESSON, words
from lessons.linear_regression import tables as frames
from lessons.linear_regression.controls import (
    ANGLE,
    BATCH_SIZE,
    EPOCHS,
    INITIAL_STD,
    INTERCEPT,
    LEARNING_RATE,
    LOG_LOSS,
    NOISE,
    REVEAL,
    SEED,
    TWO_FEATURES,
    W1,
    W2,
    B,
    N,
)
from lessons.linear_regression.pictures import hand as hand_charts
from lessons.linear_regression.pictures import limit as rate_charts
from lessons.linear_regression.pictures import lines as charts
from texts import Language, Text, fill, story
from texts.frame import MORE
from ui import controls, frame, live, quiz, settings, stage, state
from ui.controls import Choice, Control

# Each point costs Vega some ten microseconds a repaint: more than this, in one panel or three, make a drag stutter.
_DRAWN = {1: 250, 2: 60}
_SHOWN = 12  # no more epochs and examples than this are spelt out


@dataclass(frozen=True)
class Result:
    """A run under the chosen settings, and the data sets that the live charts need for all others."""

    settings: Regression
    history: History
    datasets: dict[str, pd.DataFrame]

    @property
    def num_steps(self) -> int:
        """T."""
        return len(self.history.batches)

    @property
    def steps(self) -> list[int]:
        """The kept steps."""
        return frames.frame_steps(self.num_steps)


def live_controls(run: Regression) -> list[Control]:
    """The sliders that the charts follow while they move."""
    second = [W2] if len(run.weight) == 2 else []
    return [W1, *second, B, NOISE, LEARNING_RATE, ANGLE, INTERCEPT]


def choose() -> Regression:
    """Draw the controls and return the settings chosen."""
    two = bool(state.value(TWO_FEATURES))
    weight = [float(controls.draw(W1))]
    if two:
        weight.append(float(controls.draw(W2)))
    bias, noise = float(controls.draw(B)), float(controls.draw(NOISE))
    rate = float(controls.draw(LEARNING_RATE))
    limit = st.empty()
    batch_size = int(controls.draw(BATCH_SIZE))
    with st.expander(MORE.of(state.language())):
        controls.draw(TWO_FEATURES)
        numbers = [N, EPOCHS, SEED, INITIAL_STD]
        n, epochs, seed, std = (controls.draw(control) for control in numbers)
        controls.draw(LOG_LOSS)
    run = Regression(tuple(weight), bias, noise, int(n), int(seed), rate, batch_size, int(epochs), float(std))
    X, _ = _data(run)
    bound = stable_learning_rate(X, "squared")
    with limit.container(gap=None):
        _draw_limit(rate, bound)
    return run


def _draw_limit(rate: float, bound: float) -> None:
    lang = state.language()
    last = len(settings.RATES) - 1
    rows = [{"position": i, "share": i / last, "above": r >= bound} for i, r in enumerate(settings.RATES)]
    spec = rate_charts.limit_chart(_labels(lang), _look())
    st.vega_lite_chart(spec={**spec, "datasets": {"limit": pd.DataFrame(rows)}}, alt=words.LIMIT_ALT.of(lang))
    section = "above_limit" if rate >= bound else "limit"
    st.caption(fill(story(LESSON.folder, lang)[section], limit=f"{bound:.2f}", rate=controls.plain(rate)))


def from_the_book() -> None:
    """Set every control to the book's value."""
    state.enter({})


def _data(run: Regression) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(run.seed)
    return synthetic_causes(len(run.weight), run.num_examples, generator=generator)


@st.cache_data(max_entries=50, show_spinner=False)
def _live_data(d: int, n: int, seed: int, batch_size: int, epochs: int, std: float) -> dict[str, pd.DataFrame]:
    run = Regression(weight=(0.0,) * d, num_examples=n, seed=seed)
    X, unit_noise = _data(run)
    parts = causes(
        X,
        unit_noise,
        learning_rates=settings.RATES,
        batch_size=batch_size,
        epochs=epochs,
        generator=torch.Generator().manual_seed(run.training_seed),
        initial_std=std,
    )
    path = frames.path_frame(parts)
    return {
        "path": path,
        "form": frames.form_frame(X, unit_noise, parts),
        "rates": frames.rates_frame(path, len(parts.batches)),
        "points": frames.points_frame(X[: _DRAWN[d]], unit_noise[: _DRAWN[d]]),
    }


def train(run: Regression) -> Result:
    """Train under the settings, and work out what the live charts need."""
    history = training.run(run)
    datasets = _live_data(len(run.weight), run.num_examples, run.seed, run.batch_size, run.epochs, run.initial_std)
    return Result(run, history, datasets)


def _options(run: Regression) -> dict[str, object]:
    return {
        "batch_size": run.batch_size,
        "epochs": run.epochs,
        "generator": torch.Generator().manual_seed(run.training_seed),
        "initial_std": run.initial_std,
    }


def _look() -> Look:
    return PROJECTOR if state.projector() else SCREEN


def _labels(lang: Language) -> dict[str, str]:
    return {key: text.of(lang) for key, text in words.CHART.items()}


@st.cache_data(max_entries=32, show_spinner=False)
def _spec(name: str, lang: Language, projector: bool, d: int, log: bool) -> dict[str, object]:
    labels, look = _labels(lang), PROJECTOR if projector else SCREEN
    ranges = {"rates": settings.RATES, "noises": NOISE.options}
    if name == "hand":
        return hand_charts.hand_chart(labels, look, **ranges)
    if name == "fit":
        return charts.fit_chart(labels, look, num_features=d, **ranges)
    return charts.progress_chart(labels, look, num_features=d, **ranges, log=log)


def draw_fit(result: Result, lang: Language) -> None:
    """The data and the lines."""
    spec = _spec("fit", lang, state.projector(), len(result.settings.weight), True)
    live.chart("fit", spec, _fit_data(result), alt=words.FIT_ALT.of(lang))


def _fit_data(result: Result) -> dict[str, pd.DataFrame]:
    return {key: result.datasets[key] for key in ("points", "path", "form", "rates")}


def draw_progress(result: Result, lang: Language) -> None:
    """The loss by step, the path of the parameters and the layer; with the kept run, if there is one."""
    d = len(result.settings.weight)
    log = bool(state.value(LOG_LOSS))
    kept, _ = state.kept("kept_run", (None, None))
    shown = _now(result).head(0) if kept is None or ("w2" in kept and d == 1) else kept
    shown = shown.assign(w2=0.0) if d == 2 and "w2" not in shown else shown
    data = {key: result.datasets[key] for key in ("path", "form", "rates")} | {"kept": shown}
    live.chart("progress", _spec("progress", lang, state.projector(), d, log), data, alt=words.PROGRESS_ALT.of(lang))


def draw_actions(result: Result, step: Choice, lang: Language) -> None:
    """Keep the run as a ghost, and save the live picture as a page."""
    kept, start = state.kept("kept_run", (None, None))
    with st.container(horizontal=True):
        label = words.KEEP if kept is None else words.DROP
        keep = (_now(result), _start(result.settings)) if kept is None else None
        st.button(label.of(lang), key="keep", on_click=_keep, args=(keep,), icon=":material/push_pin:")
        spec = _spec("fit", lang, state.projector(), len(result.settings.weight), True)
        tied = [*live_controls(result.settings), step]
        live.save("linear_regression", spec, _fit_data(result), tied, steps=result.num_steps)
    if kept is not None and start != _start(result.settings):
        st.caption(story(LESSON.folder, lang)["kept_elsewhere"])


def _start(run: Regression) -> tuple[float, ...]:
    return (len(run.weight), run.num_examples, run.seed, run.initial_std)


def _keep(run: tuple[pd.DataFrame, tuple[float, ...]] | None) -> None:
    if run is None:
        state.drop("kept_run")
    else:
        state.keep("kept_run", run)


def _now(result: Result) -> pd.DataFrame:
    return frames.run_frame(_theta(result), result.history.loss[:, 0])


def draw_hand(result: Result, lang: Language) -> None:
    """One's own line through the first examples, before any training."""
    prose, run = story(LESSON.folder, lang), result.settings
    X, unit_noise = _data(run)
    data = frames.hand_frame(X, unit_noise, _SHOWN)
    partial = prose["hand_partial"] if len(run.weight) == 2 else ""
    if partial and lang == "en":
        partial = f" {partial}"
    st.markdown(fill(prose["hand"], count=len(data), partial=partial))
    sliders, picture = st.columns([1, 2], gap="medium")
    with sliders:
        controls.draw(ANGLE)
        controls.draw(INTERCEPT)
        data = data.assign(reveal=bool(controls.draw(REVEAL)))
    with picture:
        live.chart("hand", _spec("hand", lang, state.projector(), 1, True), {"hand": data}, alt=words.HAND_ALT.of(lang))


def _theta(result: Result) -> torch.Tensor:
    return torch.cat([result.history.weight[:, 0, :, 0], result.history.bias[:, 0]], -1)


def tell(result: Result, step: int, lang: Language) -> None:
    """The losses and the table, the update in numbers, the check, the reason and the code."""
    prose = story(LESSON.folder, lang)
    with st.container(key="told_table"):
        _tell_table(result, step, lang)
    with st.expander(words.HAND.of(lang)):
        draw_hand(result, lang)
    with st.expander(words.UPDATE.of(lang)), st.container(key="told_update"):
        _tell_update(result, step, lang)
    with st.expander(words.CHECK.of(lang)):
        st.markdown(prose["check_intro"])
        if st.button(words.RUN_CHECK.of(lang), key="check"):
            st.markdown(_check(result.settings, result.history, lang))
    with st.expander(words.WHY.of(lang)):
        st.markdown(fill(prose["why"], rates=len(settings.RATES)))
    with st.expander(words.CODE.of(lang)):
        ours, book = st.columns(2)
        for place, key, function in ((ours, "code_ours", training.affine_paths), (book, "code_concise", concise.train)):
            place.markdown(prose[key])
            place.code(inspect.getsource(function))
        program = script(result.settings)
        st.markdown(prose["code_script"])
        st.code(program)
        st.download_button(
            words.SCRIPT.of(lang),
            program,
            "linear_regression.py",
            "text/x-python",
            on_click="ignore",
            icon=":material/download:",
        )


def tell_finding(result: Result, step: int, lang: Language) -> None:
    """What happened, in one sentence; dimmed while the sliders are ahead of it."""
    with st.container(key="told"):
        st.markdown(f"**{finding(result, step, lang)}**")


def _tell_table(result: Result, step: int, lang: Language) -> None:
    losses = result.history.loss[:: result.history.steps_per_epoch, 0][1 : _SHOWN + 1].tolist()
    # As the book's loop prints them.
    st.code("\n".join(f"epoch {i}, loss {loss:f}" for i, loss in enumerate(losses, 1)), language=None)
    # Not a canvas: on a projector it grows with the page.
    st.table(_table(result, _theta(result)[step], lang), hide_index=True)


def finding(result: Result, step: int, lang: Language) -> str:
    """What happened up to this step, in one plain sentence."""
    prose = story(LESSON.folder, lang)
    losses = result.history.loss[: step + 1, 0]
    loss, floor = float(losses[-1]), _floor(result)
    values = {"step": step, "loss": _number(loss), "floor": _number(floor)}
    if step == 0:
        return fill(prose["start"], loss=values["loss"])
    if not loss < 100 * max(float(losses[0]), floor, 1e-12):
        first = int((~(losses < 100 * max(float(losses[0]), floor, 1e-12))).nonzero()[0])
        return fill(prose["diverged"], step=first)
    if loss <= 1.25 * floor + 1e-20:
        return fill(prose["settled"], **values)
    limit = stable_learning_rate(result.history.X, "squared")
    if result.settings.learning_rate >= limit:
        return fill(prose["unstable"], step=step, loss=values["loss"], limit=f"{limit:.2f}")
    if _jitters(result, float(losses[0]), step):
        return fill(prose["jittering"], size=result.settings.batch_size, **values)
    late = losses[max(0, step - 20) :]
    rises = float((late.diff() > 0).double().mean()) if len(late) > 1 else 0.0
    if rises > 0.35 and loss > 2 * floor:
        return fill(prose["oscillating"], step=step, loss=values["loss"])
    if result.settings.noise == 0 or floor < 1e-20:
        return fill(prose["under_way_no_noise"], step=step, loss=values["loss"])
    return fill(prose["under_way"], **values, ratio=f"{loss / floor:.3g}")


def _jitters(result: Result, start: float, step: int) -> bool:
    """Whether only the noise of the minibatches' gradients can keep the loss above its floor.

    Without it the excess over the floor would be at most (start - floor) s^(2 step), s the largest |1 - 2 eta lambda|
    over the eigenvalues lambda of Z'Z / n.
    """
    run, X = result.settings, result.history.X
    if run.batch_size >= len(X):
        return False
    curvatures = torch.linalg.eigvalsh(design(X).T @ design(X) / len(X))
    slowest = float((1 - 2 * run.learning_rate * curvatures).abs().max())
    return slowest < 1 and (start - _floor(result)) * slowest ** (2 * step) < 0.25 * _floor(result)


def _floor(result: Result) -> float:
    return result.settings.noise**2 * float(result.datasets["form"]["floor"][0])


def _number(value: float) -> str:
    return f"{value:.4g}"


def _table(result: Result, theta: torch.Tensor, lang: Language) -> pd.DataFrame:
    run, history = result.settings, result.history
    weight, bias = least_squares(history.X, history.targets)
    best = torch.cat([weight[:, 0], bias])
    truth = torch.tensor([*run.weight, run.bias], dtype=theta.dtype)
    columns: dict[Text, torch.Tensor] = {
        words.TRUE: truth,
        words.LEARNED: theta,
        words.LEAST_SQUARES: best,
        words.ERROR: theta - truth,
        words.STANDARD_ERROR: standard_errors(history.X, run.noise),
    }
    names = frames.parameter_names(len(run.weight))
    cells = {text.of(lang): [_number(value) for value in column.tolist()] for text, column in columns.items()}
    return pd.DataFrame({words.ROW.of(lang): names} | cells)


def _tell_update(result: Result, step: int, lang: Language) -> None:
    prose, history = story(LESSON.folder, lang), result.history
    if step == 0:
        st.markdown(prose["no_update"])
        return
    batch = history.batches[step - 1]
    before = history.weight[step - 1, 0], history.bias[step - 1, 0]
    slope, lift = training.gradient(history.X[batch], history.targets[batch], *before, loss=LOSSES["squared"])
    rate = result.settings.learning_rate
    st.markdown(fill(prose["update"], rate=controls.plain(rate), size=len(batch)))
    olds, news = torch.cat([before[0][:, 0], before[1]]).tolist(), _theta(result)[step].tolist()
    for name, old, change, new in zip(
        frames.parameter_names(len(olds) - 1), olds, [*slope[:, 0].tolist(), *lift.tolist()], news, strict=True
    ):
        symbol = name if name == "b" else f"w_{name[1]}"
        st.latex(rf"{symbol} \leftarrow {old:.4g} - {controls.plain(rate)} \times ({change:.4g}) = {new:.4g}")


def _check(run: Regression, history: History, lang: Language) -> str:
    prose = story(LESSON.folder, lang)
    theirs = concise.train(history.X, history.targets, loss="squared", learning_rate=run.learning_rate, **_options(run))
    ours, other = (torch.cat([h.weight[:, 0, :, 0], h.bias[:, 0]], -1) for h in (history, theirs))
    batch = history.batches[0]
    at = history.weight[0, 0], history.bias[0, 0]
    pairs = zip(
        training.gradient(history.X[batch], history.targets[batch], *at, loss=LOSSES["squared"]),
        concise.gradient(history.X[batch], history.targets[batch], *at, loss="squared"),
        strict=True,
    )
    gradient = max(float((a - b).abs().max()) for a, b in pairs)
    small = (ours.abs().amax(-1) < frames.OFF_THE_CHART) & (other.abs().amax(-1) < frames.OFF_THE_CHART)
    steps = int(small.long().cummin(0).values.sum()) - 1
    gap = (ours[: steps + 1] - other[: steps + 1]).abs()
    if steps == len(history.batches):
        return fill(
            prose["check_result"], steps=steps, parameters=f"{float(gap.max()):.1e}", gradient=f"{gradient:.1e}"
        )
    relative = float((gap / other[: steps + 1].abs().clamp_min(1)).max())
    return fill(prose["check_diverged"], steps=steps, parameters=f"{relative:.1e}", gradient=f"{gradient:.1e}")


def draw() -> None:
    """The page."""
    lang = state.language()
    prose = story(LESSON.folder, lang)
    frame.header(LESSON.title.of(lang), prose["sentence"])

    left, right = stage.columns()
    with left:
        st.button(words.BOOK.of(lang), on_click=from_the_book, width="stretch", icon=":material/menu_book:")
        run = choose()
    result = train(run)

    with right:
        scrub, player = stage.player_row()
        with scrub:
            control = stage.scrub(result.steps)
            step = int(controls.draw(control))
        with player:
            live.tie(live_controls(run), step=control)
        data, progress = st.columns(2, gap="medium")
        with data:
            draw_fit(result, lang)
        with progress:
            draw_progress(result, lang)
        tell_finding(result, step, lang)
        draw_actions(result, control, lang)
        tell(result, step, lang)
        quiz.draw(LESSON, lang)
