"""What became of a run, in a sentence: words fill in the figures of `core.verdict`, and advice follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.verdict import Verdict
from texts import fill, story
from texts.numbers import EXAMPLE, joined, number
from ui import state

FOLDER = Path(__file__).parents[1] / "texts" / "verdict"


def finding(verdict: Verdict, *, errors: float | None = None, own: Mapping[str, str] | None = None) -> str:
    """The sentence on a run under squared loss, and what would serve better where that is known.

    `errors` is how far the furthest parameter is from least squares in the standard errors that the page shows; else it
    is counted in those of the residuals. `own` are sentences of a lesson, by the same keys, that stand in for these.
    """
    lang, figures = state.language(), verdict.figures
    prose = {**story(FOLDER, lang), **(own or {})}
    exact = f"{verdict.kind}_exact" in prose and "ratio" not in figures
    values = {
        "step": number(figures["step"], lang),
        "first": number(figures.get("first", 0.0), lang),
        "size": EXAMPLE.count(int(figures["batch_size"]), lang),
        "errors": number(figures.get("standard_errors", 0.0) if errors is None else errors, lang, digits=2),
        "limit": number(figures.get("limit", 0.0), lang, digits=2),
        "better": number(figures.get("better_rate", 0.0), lang, digits=2),
    }
    for name in ("loss", "floor", "ratio"):
        values[name] = number(figures.get(name, 0.0), lang, dust=0.0 if name == "loss" else 1e-13)
    keys = [f"{verdict.kind}_exact" if exact else verdict.kind, *_advice(verdict)]
    if verdict.kind == "diverged" and figures["rate"] < figures.get("limit", 0.0):
        keys[0] = "diverged_minibatch"
    return joined([fill(prose[key], **values) for key in keys], lang)


def _advice(verdict: Verdict) -> list[str]:
    figures = verdict.figures
    better, rate = figures.get("better_rate"), figures["rate"]
    if verdict.kind == "jittering" or (verdict.kind == "close" and figures.get("jitters")):
        return ["full_batch"] if better is None else ["smaller"]
    if verdict.kind == "under_way" and better is None and figures.get("nearly_fastest"):
        return ["more_steps", "fastest"] if figures.get("more_steps") else ["fastest"]
    advice = ["more_steps"] if figures.get("more_steps") and verdict.kind in ("close", "under_way") else []
    if better is not None and verdict.kind in ("close", "under_way", "overshooting"):
        advice.append("larger" if better > rate else "smaller")
    return advice
