"""Lesson: learning rate and batch size, by many trainings at once. Source sections 1.6 and 1.7."""

from lessons.learning_rate.controls import CONTROLS
from lessons.learning_rate.tour import EXERCISES, QUESTIONS, STOPS, TAKEAWAYS
from texts import Text
from texts.frame import REGRESSION
from ui.lesson import Lesson

LESSON = Lesson(
    url="learning_rate",
    section=REGRESSION,
    title=Text("Learning rate and batch size", "学习率与批量大小"),
    summary=Text(
        "Many trainings at once: which learning rate is too small, which just right, and which makes the loss explode.",
        "同时进行许多次训练：学习率何时太小、何时正好、何时让损失爆炸。",
    ),
    source=Text("Note 1.6–1.7 · d2l 3.1, 3.4–3.5", "笔记1.6–1.7 · 动手学3.1–3.3"),
    icon=":material/speed:",
    controls=CONTROLS,
    stops=STOPS,
    questions=QUESTIONS,
    exercises=EXERCISES,
    takeaways=TAKEAWAYS,
)
