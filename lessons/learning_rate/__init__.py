"""Lesson: learning rate and batch size, by many trainings at once. Source sections 1.6 and 1.7."""

from lessons.learning_rate.controls import CONTROLS
from lessons.learning_rate.tour import EXERCISES, QUESTIONS
from texts import Text
from texts.frame import REGRESSION
from ui.lesson import Lesson

LESSON = Lesson(
    url="learning_rate",
    section=REGRESSION,
    title=Text("Learning rate and batch size", "学习率与批量大小"),
    summary=Text(
        "Many trainings at once: where the rate is too small, just right, or makes the loss explode.",
        "同时进行许多次训练：学习率何时太小、何时正好、何时让损失爆炸。",
    ),
    source="1.6–1.7",
    icon=":material/speed:",
    controls=CONTROLS,
    questions=QUESTIONS,
    exercises=EXERCISES,
)
