"""Lesson: softmax, from logits to probabilities. Source section 2.1."""

from lessons.softmax.controls import CONTROLS
from lessons.softmax.tour import EXERCISES, QUESTIONS, STOPS, TAKEAWAYS
from texts import Text
from texts.frame import CLASSIFICATION
from ui.lesson import Lesson

LESSON = Lesson(
    url="softmax",
    section=CLASSIFICATION,
    title=Text("Softmax", "softmax运算"),
    summary=Text(
        "Drag the logits and see the probabilities; shift and scale the logits, and make the naive formula overflow.",
        "拖动logit，看概率怎样变化；平移、缩放logit，再让朴素公式上溢。",
    ),
    source=Text("Note 2.1 · d2l 4.1, 4.4–4.5", "笔记2.1 · 动手学3.4、3.6–3.7"),
    icon=":material/bar_chart:",
    controls=CONTROLS,
    stops=STOPS,
    questions=QUESTIONS,
    exercises=EXERCISES,
    takeaways=TAKEAWAYS,
)
