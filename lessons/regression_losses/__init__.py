"""Lesson: L2, L1 and Huber's loss. Source section 1.5 and the title's "loss functions"."""

from lessons.regression_losses.controls import CONTROLS
from lessons.regression_losses.tour import EXERCISES, QUESTIONS, STOPS, TAKEAWAYS
from texts import Text
from texts.frame import REGRESSION
from ui.lesson import Lesson

LESSON = Lesson(
    url="regression_losses",
    section=REGRESSION,
    title=Text("L2, L1 and Huber", "L2、L1与Huber损失"),
    summary=Text(
        "Three losses, their gradients and likelihoods, and what one outlier among the labels does to each fit.",
        "三种损失、它们的梯度和似然，以及一个离群的标签对每种拟合的影响。",
    ),
    source=Text("Note 1.5, 2 · d2l 3.1, 3.5", "笔记1.5、2 · 动手学3.1、3.3"),
    icon=":material/show_chart:",
    controls=CONTROLS,
    stops=STOPS,
    questions=QUESTIONS,
    exercises=EXERCISES,
    takeaways=TAKEAWAYS,
    opening={**STOPS[0].settings, "delta": 2.0},
)
