"""All that the app says, in both languages, to be read as a whole: `python -m tests.corpus [lesson ...]`.

Each section of prose with plausible figures, each verdict with each advice, each question with the figures of its
experiment. Lessons are named by their address.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from unittest import mock

from core.verdict import KINDS, Verdict
from tests.visiting import LANGUAGES, LESSONS
from texts import Language, Text, fill, placeholders, story
from texts.numbers import EXAMPLE, STEP, Noun, number
from ui import verdicts
from ui.lesson import Lesson

# What stands in prose for a count with its noun; in the places of BARE for a number that is never 1.
COUNTED: dict[str, Noun] = {"examples": EXAMPLE, "short": EXAMPLE, "size": EXAMPLE, "steps": STEP, "ten": STEP}
BARE = {("synthetic_data", "size"), ("regression_losses", "size"), ("regression_losses", "steps")}
BARE |= {("learning_rate:conventions_many", "size"), ("learning_rate:check_intro", "size"), ("cross_entropy", "steps")}
BARE |= {("home", "steps")}
WHOLE = dict.fromkeys(("batch", "epoch", "class", "first", "last", "step", "which", "d", "index"), 3)
WHOLE |= {"n": 1000, "k": 3, "count": 78, "rates": 24, "draws": 400, "many": 200, "number": 2, "shown": 100}
WHOLE |= {"inputs": 4, "outputs": 3, "others": 2, "complete": 342, "outlier": 10_000}
NAMED = {
    "true": Text("cat", "猫"), "predicted": Text("dog", "狗"), "tied": Text("cat and dog", "猫和狗"),
    "largest": Text("chicken", "鸡"), "name": Text("float16", "float16"), "names": Text("L2", "L2"),
    "leaders": Text("1 and 2", "1和2"), "unit": Text("nats", "纳特"), "log": Text("ln", "ln"),
    "o": Text("$o_1$", "$o_1$"),
    "vector": Text("(0, 1, 0)", "(0, 1, 0)"), "rows": Text("1. cat → `(1, 0, 0)`", "1. 猫 → `(1, 0, 0)`"),
    "difference": Text("(1000, 1000)", "(1000, 1000)"), "probability": Text("= 0.705", "= 0.705"),
}  # fmt: skip
PERCENT = ("percent", "test", "train")
FIGURES = {
    "batch_size": 10, "n": 1000, "rate": 0.03, "limit": 0.96, "loss": 0.0127, "floor": 0.0101, "ratio": 1.257,
    "standard_errors": 1.2, "first": 7, "start": 33.6,
}  # fmt: skip
ADVICE: tuple[dict[str, float], ...] = (
    {}, {"more_steps": 1}, {"better_rate": 0.12}, {"better_rate": 0.008}, {"jitters": 1}, {"nearly_fastest": 1},
    {"rate": 1.2},
)  # fmt: skip


def figure(place: str, name: str, lang: Language, count: int = 12) -> str:
    """A plausible figure for a placeholder of a section, `lesson:key`; `count` is how many of a thing there are."""
    if name in NAMED:
        return NAMED[name].of(lang)
    if name in COUNTED and not {(place, name), (place.split(":")[0], name)} & BARE:
        return COUNTED[name].count(count, lang)
    if name in PERCENT or (name == "share" and not place.startswith("cross_entropy")):
        return "74%"
    if name in COUNTED:
        return "60"
    return number(WHOLE.get(name, 0.705), lang)


def prose(lesson: Lesson, lang: Language, count: int = 12) -> Iterator[tuple[str, str]]:
    """Each section of a lesson's prose by its place, with figures."""
    for key, template in story(lesson.folder, lang).items():
        place = f"{lesson.url or 'home'}:{key}"
        yield place, fill(template, **{name: figure(place, name, lang, count) for name in placeholders(template)})


def judged(lang: Language, step: int = 60) -> Iterator[tuple[str, str]]:
    """Each kind of verdict with what may be advised, above a floor and without one; a sentence once."""
    said: dict[str, str] = {}
    for kind, floor, more in product(KINDS, (True, False), ADVICE):
        figures = FIGURES | {"step": step} | more
        known = figures if floor else {name: x for name, x in figures.items() if name != "ratio"}
        with mock.patch("ui.state.language", return_value=lang):
            said[verdicts.finding(Verdict(kind, known))] = f"verdict:{kind}"
    yield from ((place, sentence) for sentence, place in said.items())


def questions(lesson: Lesson, lang: Language) -> Iterator[tuple[str, str]]:
    """Each question of a lesson, the answer that core finds, and the reason with its figures; and the exercises."""
    for question in lesson.questions:
        found = question.experiment(question.settings)
        options = [option.of(lang) for option in question.options]
        answer = options[int(found.value)] if options else number(found.value, lang, digits=3)
        reason = fill(question.reason.of(lang), **found.figures)
        yield question.key, "\n".join([question.prompt.of(lang), *(f"- {o}" for o in options), f"= {answer}", reason])
    for i, exercise in enumerate(lesson.exercises, 1):
        yield f"exercise {i}", exercise.task.of(lang)


def main(urls: list[str]) -> None:
    """Print it, or what the named lessons say of it."""
    for lang in LANGUAGES:
        if not urls:
            _print(f"verdicts, {lang}", judged(lang))
        for lesson in LESSONS:
            if not urls or lesson.url in urls:
                _print(f"{lesson.title.of(lang)}: {lesson.summary.of(lang)}", prose(lesson, lang))
                _print("?", questions(lesson, lang))


def _print(title: str, said: Iterator[tuple[str, str]]) -> None:
    print(f"\n# {title}\n")
    for place, text in said:
        print(f"[{place}]\n{text}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
