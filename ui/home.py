"""Home: what the app is, what each lesson shows, how to use it in class, and the words in both languages."""

from pathlib import Path

import pandas as pd
import streamlit as st

from texts import frame as words
from texts import quiz as quiz_words
from texts.glossary import CHINESE, ENGLISH, GLOSSARY
from ui import frame, opening, quiz, tour
from ui.lesson import HOME, ROOT, Lesson, registry, say, sections

_STYLE = Path(__file__).with_name("home.css")


def draw() -> None:
    """The page."""
    st.html(_STYLE)
    frame.header(say(words.APP), HOME.say("sentence"))
    intro, opening_picture = st.columns([2, 3], gap="large", vertical_alignment="center")
    with intro:
        st.markdown(HOME.say("intro"))
    with opening_picture:
        caption = HOME.say("picture", steps=opening.STEPS)
        st.image(opening.picture(), alt=caption, caption=caption, width="stretch")
    _draw_way_on()
    for section, lessons in sections().items():
        st.subheader(say(section), anchor=False)
        for place, lesson in enumerate(lessons):
            if place % 4 == 0:  # a row of its own, so that the cards of a row are of one height
                columns = st.columns(4)
            with columns[place % 4]:
                _card(lesson)
    done, total, right = quiz.score(question for lesson in registry() for question in lesson.questions)
    if done:
        st.markdown(f"**{say(quiz_words.SUMMARY, done=done, total=total, right=right)}**")
    st.subheader(HOME.say("class_title"), anchor=False)
    st.markdown(HOME.say("class"))
    with st.expander(HOME.say("words_title"), icon=":material/translate:", key="section_glossary"):
        st.caption(HOME.say("words", count=len(GLOSSARY)))
        english, chinese = zip(*((term.en, term.zh) for term in GLOSSARY), strict=True)
        table = pd.DataFrame({say(ENGLISH): english, say(CHINESE): chinese})
        st.dataframe(table, hide_index=True, height=400)


def _draw_way_on() -> None:
    """The way to the lesson that was open last, as it was left; on a first visit, to the first lesson's tour."""
    if lesson := tour.last():
        label, stop = say(words.GO_ON, title=say(lesson.title)), {}
    else:
        lesson, stop = registry()[1], {"stop": "1"}
        label = say(words.BEGIN, title=say(lesson.title))
    st.page_link(ROOT / lesson.path, label=f"**{label}**", icon=":material/play_arrow:", query_params=stop)


def _card(lesson: Lesson) -> None:
    """One lesson: its number, its title as a link, what it shows, where it stands in note and book, what is done."""
    with st.container(border=True, height="stretch"):
        number = registry().index(lesson)
        st.page_link(ROOT / lesson.path, label=f"**{number}. {say(lesson.title)}**", icon=lesson.icon)
        st.markdown(say(lesson.summary))
        if lesson.source:
            st.caption(say(lesson.source))
        seen, stops = sum(url == lesson.url for url, _ in tour.reached()), len(lesson.stops)
        if seen:
            icon = "task_alt" if seen == stops else "route"
            st.caption(f":material/{icon}: {say(words.SEEN, seen=seen, stops=stops)}")
        met, goals = sum(url == lesson.url for url, _ in tour.goals()), sum(bool(stop.goal) for stop in lesson.stops)
        if met:
            st.caption(f":material/flag: {say(words.GOALS_MET, met=met, goals=goals)}")
        done, total, right = quiz.score(lesson.questions)
        if done:
            st.caption(f":material/psychology_alt: {say(quiz_words.PROGRESS, done=done, total=total, right=right)}")
