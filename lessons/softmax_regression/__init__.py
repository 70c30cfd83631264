"""Lesson: softmax regression on blobs, penguins and handwritten digits. Source section 2."""

from lessons.softmax_regression.controls import CONTROLS
from lessons.softmax_regression.tour import EXERCISES, QUESTIONS
from texts import Text
from texts.frame import CLASSIFICATION
from ui.lesson import Lesson

LESSON = Lesson(
    url="softmax_regression",
    section=CLASSIFICATION,
    title=Text("Softmax regression", "softmax回归"),
    summary=Text(
        "Train a classifier on clouds of points, penguins or handwritten digits, and watch its regions move.",
        "在点云、企鹅或手写数字上训练分类器，看决策区域怎样移动。",
    ),
    source="2",
    icon=":material/grid_view:",
    controls=CONTROLS,
    questions=QUESTIONS,
    exercises=EXERCISES,
)
