"""Lesson: cross-entropy and its gradient. Source section 2.2."""

from lessons.cross_entropy.controls import CONTROLS
from lessons.cross_entropy.tour import EXERCISES, QUESTIONS
from texts import Text
from texts.frame import CLASSIFICATION
from ui.lesson import Lesson

LESSON = Lesson(
    url="cross_entropy",
    section=CLASSIFICATION,
    title=Text("Cross-entropy and its gradient", "交叉熵与它的梯度"),
    summary=Text(
        "The loss of a guess, and the gradient softmax(o) − y that pushes every logit.",
        "一次猜测的损失，以及推动每个输出的梯度softmax(o)−y。",
    ),
    source="2.2",
    icon=":material/call_split:",
    controls=CONTROLS,
    questions=QUESTIONS,
    exercises=EXERCISES,
)
