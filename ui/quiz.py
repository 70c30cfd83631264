"""Predict, then reveal: questions whose answers core computes, and exercises that set the controls.

What a visitor guessed is kept for the visit in the session: a dictionary from the question's key to the guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import streamlit as st

from core.experiment import Answer
from texts import Text, fill
from texts import quiz as words
from texts.numbers import number
from ui import sections, state
from ui.lesson import Lesson, say
from ui.question import Exercise, Question
from ui.teaching import ANSWERS


@st.cache_data(max_entries=100, show_spinner=False)
def _answer(key: str, _part: Question | Exercise) -> Answer:
    return _part.experiment(_part.settings) if _part.experiment else Answer(0)


def answer(question: Question) -> Answer:
    """What core finds under the question's settings: computed once, the settings are part of the question."""
    return _answer(question.key, question)


def is_right(question: Question, guess: float) -> bool:
    """Whether the guess, an option's number or a value, is what core finds."""
    found = answer(question).value
    return guess == found if question.options else abs(guess - found) <= question.close


def score(questions: Iterable[Question]) -> tuple[int, int, int]:
    """How many were guessed, how many there are, and how many guesses were right."""
    asked = list(questions)
    guessed = [(question, guesses()[question.key]) for question in asked if question.key in guesses()]
    return len(guessed), len(asked), sum(is_right(*pair) for pair in guessed)


def draw(lesson: Lesson) -> None:
    """The questions that no stop of the tour asks, and the exercises of a lesson, each folded in."""
    answered = not ((view := state.view()) and view.hides(ANSWERS))
    asked = {stop.ask.key for stop in lesson.stops if stop.ask}
    if answered and (left := [question for question in lesson.questions if question.key not in asked]):
        sections.section("quiz", _title(left), lambda: _draw_questions(left), icon=":material/psychology_alt:")
    if lesson.exercises:
        draw_them = partial(_draw_exercises, lesson, answered=answered)
        sections.section("exercises", words.TRY, draw_them, icon=":material/experiment:")


def _title(questions: list[Question]) -> Text:
    done, total, right = score(questions)
    if not done:
        return words.TITLE
    pairs = ((words.TITLE.en, words.PROGRESS.en), (words.TITLE.zh, words.PROGRESS.zh))
    return Text(*(f"{title} · {fill(text, done=done, total=total, right=right)}" for title, text in pairs))


def _draw_questions(questions: list[Question]) -> None:
    for question in questions:
        with st.container(border=True):
            draw_question(question, partial(state.enter, question.settings))
            if question.key in guesses() and question.settings:
                st.caption(say(words.SHOWN if question.shows else words.SET))


def draw_question(question: Question, then: Callable[[], None], *, marked: bool = False) -> None:
    """The question, or what came of it; `then` runs when a guess is revealed: it shows the experiment on the page.

    The guess of a number is `marked` in the pictures that can.
    """
    guess = guesses().get(question.key)
    st.markdown(f"**{say(question.prompt)}**")
    if guess is None:
        _ask(question, then, marked=marked)
    else:
        _reveal(question, guess)


def _ask(question: Question, then: Callable[[], None], *, marked: bool) -> None:
    guess: float | None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        guess = _pick(question) if question.options else _set(question, marked=marked)
        st.button(
            say(words.REVEAL),
            key=f"reveal_{question.key}",
            disabled=guess is None,
            on_click=_remember,
            args=(question, guess, then),
            icon=":material/visibility:",
        )


def _pick(question: Question) -> int | None:
    written, label = [say(option) for option in question.options], say(words.YOUR_GUESS)
    numbers, key = range(len(written)), f"guess_{question.key}"
    return st.pills(label, numbers, format_func=written.__getitem__, key=key, label_visibility="collapsed", wrap=True)


def _set(question: Question, *, marked: bool) -> float | None:
    """A number: nothing is guessed until it is moved."""
    kind = int if float(question.step).is_integer() else float
    low, high, step = (kind(end) for end in (question.low, question.high, question.step))
    # The live layer finds the slider by the key of its place.
    with st.container(key="guess" if marked else f"place_{question.key}", width=420):
        key = f"guess_{question.key}"
        guess = st.slider(say(words.YOUR_GUESS), low, high, low, step, key=key, label_visibility="collapsed")
    return None if guess == low else guess


def _reveal(question: Question, guess: float) -> None:
    found, right = answer(question), is_right(question, guess)
    if question.options:
        named = {} if right else {"answer": say(question.options[int(found.value)])}
        told = say(words.RIGHT if right else words.WRONG, **named)
    else:
        lang = state.language()
        values = {"answer": number(found.value, lang, digits=3), "guess": number(guess, lang)}
        told = say(words.VALUE_RIGHT, answer=values["answer"]) if right else say(words.VALUE_WRONG, **values)
    icon, reason = f":material/{'check' if right else 'lightbulb'}:", say(question.reason, **found.figures)
    result, again = st.columns([18, 1], vertical_alignment="center")
    (result.success if right else result.info)(f"**{told}** {reason}", icon=icon)
    key = f"again_{question.key}"
    again.button("", key=key, help=say(words.AGAIN), icon=":material/replay:", on_click=_forget, args=(question.key,))


def _remember(question: Question, guess: float, then: Callable[[], None]) -> None:
    state.keep("guesses", {**guesses(), question.key: guess})
    then()


def _forget(key: str) -> None:
    state.keep("guesses", {other: guess for other, guess in guesses().items() if other != key})


def guesses() -> dict[str, float]:
    """What was guessed on this visit, by the question's key."""
    found: dict[str, float] = state.kept("guesses", {})
    return found


def _draw_exercises(lesson: Lesson, *, answered: bool) -> None:
    for place, exercise in enumerate(lesson.exercises, 1):
        st.markdown(say(exercise.task))
        with st.container(horizontal=True):
            st.button(
                say(words.TRY_LINK),
                key=f"exercise_{place}",
                on_click=state.enter,
                args=(exercise.settings,),
                icon=":material/tune:",
            )
            if exercise.answer and answered:
                _draw_answer(exercise, exercise.answer, f"answer_{lesson.url}_{place}")


def _draw_answer(exercise: Exercise, answer: Text, key: str) -> None:
    """Computed when it is asked for: some train many times."""
    with st.popover(say(words.ANSWER), key=key, icon=":material/lightbulb:", on_change="rerun") as place:
        if place.open:
            st.markdown(say(answer, **_answer(key, exercise).figures))
