"""Lesson: cross-entropy and its gradient. Source section 2.2."""

from lessons.cross_entropy.controls import CONTROLS
from lessons.cross_entropy.tour import EXERCISES, QUESTIONS, STOPS, TAKEAWAYS
from texts import Text
from texts.frame import CLASSIFICATION
from ui.lesson import Lesson

LESSON = Lesson(
    url="cross_entropy",
    section=CLASSIFICATION,
    title=Text("Cross-entropy and its gradient", "交叉熵与它的梯度"),
    summary=Text(
        "The loss of a guess, and its gradient: predicted minus true.",
        "一次猜测的损失，以及它的梯度：预测概率减标签。",
    ),
    source=Text("Note 2.2 · d2l 4.1, 4.5", "笔记2.2 · 动手学3.4、3.7"),
    icon=":material/call_split:",
    controls=CONTROLS,
    stops=STOPS,
    questions=QUESTIONS,
    exercises=EXERCISES,
    takeaways=TAKEAWAYS,
    opening=STOPS[0].settings,
)
