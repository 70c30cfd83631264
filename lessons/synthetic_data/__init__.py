"""Lesson: data from a known rule, dealt out in minibatches. Source sections 1.1 and 1.2."""

from lessons.synthetic_data.controls import CONTROLS
from lessons.synthetic_data.tour import EXERCISES, QUESTIONS, STOPS, TAKEAWAYS
from texts import Text
from texts.frame import REGRESSION
from ui.lesson import Lesson

LESSON = Lesson(
    url="synthetic_data",
    section=REGRESSION,
    title=Text("Synthetic data and minibatches", "合成数据与小批量"),
    summary=Text(
        "Make data from a rule you know, then split them into minibatches, and see which example lands where.",
        "用已知的规则造出数据，再把它们分成一个个小批量，看每个样本分到哪一批。",
    ),
    source=Text("Note 1.1–1.2 · d2l 3.3", "笔记1.1–1.2 · 动手学3.2–3.3"),
    icon=":material/scatter_plot:",
    controls=CONTROLS,
    stops=STOPS,
    questions=QUESTIONS,
    exercises=EXERCISES,
    takeaways=TAKEAWAYS,
)
