"""The lesson on L2, L1 and Huber's loss: its parts, and the first of them, the losses over the residual.

The other parts, which fit and train under the three losses, are in `ui.robust`.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass

import pandas as pd
import streamlit as st
import torch

from charts.look import PROJECTOR, SCREEN
from core import losses as core_losses
from core.losses import LOSSES, Loss, huber
from lessons.regression_losses import LESSON, noise, words
from lessons.regression_losses.controls import DELTA, PREDICTION, TRUTH
from lessons.regression_losses.pictures import losses as charts
from lessons.regression_losses.tables import SHORT
from texts import Language, fill, story
from ui import controls, live, state
from ui.controls import Control

LIVE: list[Control] = [PREDICTION, TRUTH, DELTA]


@dataclass(frozen=True)
class Residual:
    """A prediction, its truth, and where Huber's loss bends."""

    prediction: float
    truth: float
    delta: float

    @property
    def r(self) -> float:
        """Prediction minus truth, without the rounding of their decimals."""
        return round(self.prediction - self.truth, 1) + 0.0


def choose() -> Residual:
    """Draw the controls of the first part."""
    return Residual(*(float(controls.draw(control)) for control in LIVE))


def loss_of(name: str, delta: float) -> Loss:
    """The loss by its short name: l2, l1 or huber."""
    return huber(delta) if name == "huber" else LOSSES[SHORT[name]]


def values(at: Residual) -> dict[str, tuple[float, float]]:
    """Value and gradient of l2, l1 and huber at the residual."""
    output, target = torch.tensor([[at.r]], dtype=torch.float64), torch.zeros(1, 1, dtype=torch.float64)
    losses = {name: loss_of(name, at.delta) for name in SHORT}
    return {n: (float(one.value(output, target)), float(one.gradient(output, target))) for n, one in losses.items()}


@st.cache_data(max_entries=32)
def _spec(name: str, lang: Language, projector: bool) -> dict[str, object]:
    labels = {key: text.of(lang) for key, text in words.CHART.items()}
    look = PROJECTOR if projector else SCREEN
    if name == "residual":
        return charts.residual_chart(labels, look)
    return charts.scaling_chart(labels, look) if name == "scaling" else charts.loss_chart(name, labels, look)


def draw(at: Residual, lang: Language) -> None:
    """The residual; loss, gradient and likelihood over it; the scalings of Huber's loss and the finding."""
    big = state.projector()
    live.chart("residual", _spec("residual", lang, big), {}, alt=words.RESIDUAL_ALT.of(lang))
    for place, (kind, alt) in zip(st.columns(3, gap="small"), words.LOSS_ALTS.items(), strict=True):
        with place:
            live.chart(kind, _spec(kind, lang, big), {}, alt=alt.of(lang))
    scalings, told = st.columns([2, 1], gap="small")
    with scalings:
        live.chart("scaling", _spec("scaling", lang, big), {}, alt=words.SCALING_ALT.of(lang))
    with told, st.container(key="told"):
        _tell(at, lang)
    live.save(LESSON, _spec("value", lang, big), {}, LIVE)


def finding(at: Residual, lang: Language) -> str:
    """What the three gradients do here, in one sentence."""
    prose, pulls = story(LESSON.folder, lang), {name: shown(slope) for name, (_, slope) in values(at).items()}
    if at.r == 0:
        return prose["agree"]
    if abs(at.r) <= at.delta:
        return fill(prose["inside"], r=shown(at.r), l1=pulls["l1"], huber=pulls["huber"])
    return fill(prose["outside"], r=shown(at.r), **pulls)


def shown(value: float) -> str:
    """A number to read, as the charts write it: three digits, all before the point, and a true minus."""
    if 0 < abs(value) < 1e-4:
        digits, exponent = f"{value:.2e}".split("e")
        return f"{digits}e{int(exponent)}".replace("-", "−")
    return (f"{value:,.0f}" if 1000 <= abs(value) < 1e7 else f"{value:.3g}").replace("-", "−")


def difference(gap: float) -> str:
    """A difference that is rounding, or none."""
    return f"{gap:.1e}" if gap else "0"


def _tell(at: Residual, lang: Language) -> None:
    st.markdown(f"**{finding(at, lang)}**")
    r, delta = f"{at.r:g}", f"{at.delta:g}"
    number = {name: f"{value:.5g}" for name, (value, _) in values(at).items()}
    bent = rf"\tfrac12 \times ({r})^2" if abs(at.r) <= at.delta else rf"{delta} \times (|{r}| - {delta}/2)"
    lines = [
        rf"l_{{\text{{L2}}}} = \tfrac12 r^2 = \tfrac12 \times ({r})^2 = {number['l2']}",
        rf"l_{{\text{{L1}}}} = |r| = |{r}| = {number['l1']}",
        rf"l_{{\text{{Huber}}}} = {bent} = {number['huber']}",
    ]
    # One by one and inline: a wide block would scroll, out of the keyboard's reach.
    st.markdown("  \n".join(f"${line}$" for line in lines))


def tell_more(at: Residual, lang: Language) -> None:
    """The conventions, the noises, the check and the code, each folded in."""
    prose = story(LESSON.folder, lang)
    with st.expander(words.SCALINGS.of(lang)):
        st.markdown(prose["convention"])
        st.markdown(prose["scalings"])
    with st.expander(words.NOISES.of(lang)):
        residual = torch.tensor([at.r], dtype=torch.float64)
        densities = {name: f"{float(noise.density(residual, SHORT[name], at.delta)):.3g}" for name in ("l2", "l1")}
        z = f"{noise.normaliser('huber', at.delta):.4f}"
        st.markdown(fill(prose["noises"], r=shown(at.r), delta=f"{at.delta:g}", z=z, **densities))
    with st.expander(words.CHECK.of(lang)):
        st.markdown(fill(prose["check_intro"], r=shown(at.r), delta=f"{at.delta:g}"))
        table, gap = check(at)
        st.dataframe(table.rename(columns=_headings(lang)), hide_index=True, width="stretch")
        st.markdown(fill(prose["check_result"], gap=difference(gap)))
    with st.expander(words.CODE.of(lang)):
        ours, density = st.columns(2)
        ours.code(inspect.getsource(core_losses.huber))
        density.code(inspect.getsource(noise.normaliser))
        density.code(inspect.getsource(noise.density))


def _headings(lang: Language) -> dict[str, str]:
    texts = {"ours": words.OURS, "torch": words.THEIRS, "gradient": words.OUR_GRADIENT, "autograd": words.AUTOGRAD}
    return {"module": words.IN_PYTORCH.of(lang)} | {key: text.of(lang) for key, text in texts.items()}


def check(at: Residual) -> tuple[pd.DataFrame, float]:
    """Value and gradient at the residual: ours, PyTorch's module, autograd; and the largest difference."""
    ours, smooth = values(at), values(at)["huber"]
    lecture = values(Residual(at.prediction, at.truth, 1.0))["huber"]
    delta = f"{at.delta:g}"
    rows: list[tuple[str, tuple[float, float], torch.nn.Module, float]] = [
        ("nn.MSELoss() / 2", ours["l2"], torch.nn.MSELoss(), 0.5),
        ("nn.L1Loss()", ours["l1"], torch.nn.L1Loss(), 1.0),
        (f"nn.HuberLoss(delta={delta})", ours["huber"], torch.nn.HuberLoss(delta=at.delta), 1.0),
        (
            f"nn.SmoothL1Loss(beta={delta})",
            (smooth[0] / at.delta, smooth[1] / at.delta),
            torch.nn.SmoothL1Loss(beta=at.delta),
            1.0,
        ),
        ("nn.SmoothL1Loss()", lecture, torch.nn.SmoothL1Loss(), 1.0),
    ]
    cells: list[dict[str, str]] = []
    gap = 0.0
    for name, (value, slope), module, factor in rows:
        output = torch.tensor([[at.r]], dtype=torch.float64, requires_grad=True)
        theirs = factor * module(output, torch.zeros(1, 1, dtype=torch.float64))
        (pull,) = torch.autograd.grad(theirs, output)
        torchs, autograds = float(theirs.detach()), float(pull)
        gap = max(gap, abs(value - torchs), abs(slope - autograds))
        numbers = {"ours": value, "torch": torchs, "gradient": slope, "autograd": autograds}
        cells.append({"module": name} | {key: f"{number:.6g}" for key, number in numbers.items()})
    return pd.DataFrame(cells), gap
