"""Lesson: softmax regression on blobs, penguins and handwritten digits. Source section 2."""

from lessons.softmax_regression.controls import CONTROLS
from lessons.softmax_regression.tour import EXERCISES, QUESTIONS, STOPS, TAKEAWAYS
from texts import Text
from texts.frame import CLASSIFICATION
from ui.lesson import Lesson

LESSON = Lesson(
    url="softmax_regression",
    section=CLASSIFICATION,
    title=Text("Softmax regression", "softmax回归"),
    summary=Text(
        "Train a classifier on clouds of points, penguins or handwritten digits, and see what it learns and where it errs.",
        "在点云、企鹅或手写数字上训练分类器，看它学到什么，错在哪里。",
    ),
    source=Text("Note 2 · d2l 4.1–4.5", "笔记2 · 动手学3.4–3.7"),
    icon=":material/grid_view:",
    controls=CONTROLS,
    stops=STOPS,
    questions=QUESTIONS,
    exercises=EXERCISES,
    takeaways=TAKEAWAYS,
)
