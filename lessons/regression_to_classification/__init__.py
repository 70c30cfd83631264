"""Lesson: from regression to classification, one guess under three losses. Source section 2.1."""

from lessons.regression_to_classification.controls import CONTROLS
from lessons.regression_to_classification.tour import EXERCISES, QUESTIONS, STOPS, TAKEAWAYS
from texts import Text
from texts.frame import CLASSIFICATION
from ui.lesson import Lesson

LESSON = Lesson(
    url="regression_to_classification",
    section=CLASSIFICATION,
    title=Text("From regression to classification", "从回归到分类"),
    summary=Text(
        "From “how much” to “which one”: one-hot labels, one output per class, margins.",
        "从“多少”到“哪一个”：独热编码、每类一个输出、余量。",
    ),
    source=Text("Note 2.1 · d2l 4.1", "笔记2.1 · 动手学3.4"),
    icon=":material/category:",
    controls=CONTROLS,
    stops=STOPS,
    questions=QUESTIONS,
    exercises=EXERCISES,
    takeaways=TAKEAWAYS,
    opening=STOPS[0].settings,
)
