"""The end of a lesson: what to take away, and which lesson is next."""

from __future__ import annotations

import streamlit as st

from texts import frame as words
from ui.lesson import HOME, ROOT, Lesson, registry, say


def draw(lesson: Lesson) -> None:
    """The lines to take away, and the way to the next lesson; after the last one, home."""
    if lesson is HOME:
        return
    with st.container(border=True, key="ending"):
        if lesson.takeaways:
            st.markdown(f"**{say(words.TAKEAWAYS)}**")
            st.markdown("\n".join(f"{number}. {say(line)}" for number, line in enumerate(lesson.takeaways, 1)))
        after = following(lesson)
        label = say(words.NEXT_LESSON, title=say(after.title)) if after is not HOME else say(HOME.title)
        st.page_link(ROOT / after.path, label=label, icon=after.icon)


def following(lesson: Lesson) -> Lesson:
    """The lesson after this one, in the order of the book; home after the last."""
    lessons = registry()
    place = lessons.index(lesson) + 1
    return lessons[place] if place < len(lessons) else HOME
