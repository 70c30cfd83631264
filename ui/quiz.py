"""Predict, then reveal: questions whose answers core computes, and exercises that set the controls.

What a visitor guessed is kept for the visit in the session: a dictionary from the question's key to the guess.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from core.experiment import Answer
from texts import Language, fill
from texts import quiz as words
from texts.numbers import number
from ui import state
from ui.lesson import Lesson
from ui.question import Exercise, Question


@st.cache_data(max_entries=100, show_spinner=False)
def _answer(key: str, _question: Question) -> Answer:
    return _question.experiment(_question.settings)


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
    guessed = [(question, _guesses()[question.key]) for question in asked if question.key in _guesses()]
    return len(guessed), len(asked), sum(is_right(*pair) for pair in guessed)


def draw(lesson: Lesson) -> None:
    """The questions and the exercises of a lesson, each folded in."""
    lang = state.language()
    if lesson.questions:
        done, total, right = score(lesson.questions)
        title = words.TITLE.of(lang)
        if done:
            title += f" · {fill(words.PROGRESS.of(lang), done=done, total=total, right=right)}"
        with st.expander(title, icon=":material/psychology_alt:", key=f"quiz_{lesson.url}"):
            for question in lesson.questions:
                _draw_question(question, lang)
    if lesson.exercises:
        with st.expander(words.TRY.of(lang), icon=":material/experiment:", key=f"exercises_{lesson.url}"):
            for number, exercise in enumerate(lesson.exercises, 1):
                _draw_exercise(exercise, number, lang)


def _draw_question(question: Question, lang: Language) -> None:
    with st.container(border=True):
        st.markdown(f"**{question.prompt.of(lang)}**")
        guess = _guesses().get(question.key)
        if guess is None:
            _ask(question, lang)
        else:
            _reveal(question, guess, lang)


def _ask(question: Question, lang: Language) -> None:
    key, label = f"guess_{question.key}", words.YOUR_GUESS.of(lang)
    guess: float | None
    if question.options:
        numbers = list(range(len(question.options)))
        written = [option.of(lang) for option in question.options]
        guess = st.radio(
            label, numbers, index=None, format_func=written.__getitem__, key=key, label_visibility="collapsed"
        )
    else:
        middle = question.low + question.step * round((question.high - question.low) / question.step / 2)
        guess = st.slider(label, question.low, question.high, middle, question.step, key=key)
    st.button(
        words.REVEAL.of(lang),
        key=f"reveal_{question.key}",
        disabled=guess is None,
        on_click=_remember,
        args=(question, guess),
        icon=":material/visibility:",
    )


def _reveal(question: Question, guess: float, lang: Language) -> None:
    found, right = answer(question), is_right(question, guess)
    if question.options:
        verdict = words.RIGHT if right else words.WRONG
        told = fill(verdict.of(lang), **({} if right else {"answer": question.options[int(found.value)].of(lang)}))
    else:
        values = {"answer": number(found.value, lang, digits=3), "guess": number(guess, lang)}
        told = (
            fill(words.VALUE_RIGHT.of(lang), answer=values["answer"])
            if right
            else fill(words.VALUE_WRONG.of(lang), **values)
        )
    (st.success if right else st.info)(told, icon=":material/check:" if right else ":material/lightbulb:")
    st.markdown(fill(question.reason.of(lang), **found.figures))
    if question.settings:
        st.caption((words.SHOWN if question.shows else words.SET).of(lang))
    st.button(words.AGAIN.of(lang), key=f"again_{question.key}", on_click=_forget, args=(question.key,))


def _remember(question: Question, guess: float) -> None:
    _guesses()[question.key] = guess
    state.enter(question.settings)


def _draw_exercise(exercise: Exercise, number: int, lang: Language) -> None:
    st.markdown(exercise.task.of(lang))
    st.button(
        words.TRY_LINK.of(lang),
        key=f"exercise_{number}",
        on_click=state.enter,
        args=(exercise.settings,),
        icon=":material/tune:",
    )


def _forget(key: str) -> None:
    _guesses().pop(key, None)


def _guesses() -> dict[str, float]:
    if state.kept("guesses") is None:
        state.keep("guesses", {})
    guesses: dict[str, float] = state.kept("guesses")
    return guesses
