"""Lesson: softmax, from logits to probabilities. Source section 2.1."""

from lessons.softmax.controls import CONTROLS
from lessons.softmax.tour import EXERCISES, QUESTIONS
from texts import Text
from texts.frame import CLASSIFICATION
from ui.lesson import Lesson

LESSON = Lesson(
    url="softmax",
    section=CLASSIFICATION,
    title=Text("Softmax", "softmax运算"),
    summary=Text(
        "Drag logits and see probabilities; shift them, scale them, and make the naive formula overflow.",
        "拖动logit，看概率怎样变化；平移、缩放，再让朴素公式上溢。",
    ),
    source="2.1",
    icon=":material/bar_chart:",
    controls=CONTROLS,
    questions=QUESTIONS,
    exercises=EXERCISES,
)
