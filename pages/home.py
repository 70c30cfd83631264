"""Home: what the app is, what each lesson shows, how to use it in class, and the words in both languages."""

import pandas as pd
import streamlit as st

from texts import fill, story
from texts import frame as words
from texts import quiz as quiz_words
from texts.glossary import CHINESE, ENGLISH, GLOSSARY
from ui import frame, opening, quiz
from ui.lessons import LESSONS, Lesson, sections

frame.enter()
lang = frame.language()
prose = story("home", lang)


def card(lesson: Lesson) -> None:
    """One lesson: its title as a link, what it shows, and where it stands in the notes."""
    with st.container(border=True, height="stretch"):
        st.page_link(frame.ROOT / lesson.path, label=f"**{lesson.title.of(lang)}**", icon=lesson.icon)
        st.markdown(lesson.summary.of(lang))
        st.caption(fill(prose["source"], source=lesson.source))
        done, total, right = quiz.score(lesson.questions)
        if done:
            score = fill(quiz_words.PROGRESS.of(lang), done=done, total=total, right=right)
            st.caption(f":material/psychology_alt: {score}")


frame.header(words.APP.of(lang), prose["sentence"])
intro, opening_picture = st.columns([2, 3], gap="large", vertical_alignment="center")
with intro:
    st.markdown(prose["intro"])
with opening_picture:
    caption = fill(prose["picture"], steps=opening.STEPS)
    st.image(opening.picture(), alt=caption, caption=caption, width="stretch")

for section, lessons in sections().items():
    st.subheader(section.of(lang), anchor=False)
    for place, lesson in enumerate(lessons):
        if place % 4 == 0:  # a row of its own, so that the cards of a row are of one height
            columns = st.columns(4)
        with columns[place % 4]:
            card(lesson)

done, total, right = quiz.score(question for lesson in LESSONS for question in lesson.questions)
if done:
    st.markdown(f"**{fill(quiz_words.SUMMARY.of(lang), done=done, total=total, right=right)}**")

st.subheader(prose["class_title"], anchor=False)
st.markdown(prose["class"])

with st.expander(prose["words_title"], icon=":material/translate:"):
    st.caption(fill(prose["words"], count=len(GLOSSARY)))
    english, chinese = zip(*((term.en, term.zh) for term in GLOSSARY), strict=True)
    table = pd.DataFrame({ENGLISH.of(lang): english, CHINESE.of(lang): chinese})
    st.dataframe(table, hide_index=True, height=400)
