"""Lesson: linear regression, trained live. Source sections 1.3 to 1.8."""

from lessons.linear_regression.controls import CONTROLS
from lessons.linear_regression.tour import EXERCISES, QUESTIONS, STOPS, TAKEAWAYS
from texts import Text
from texts.frame import REGRESSION
from ui.lesson import Lesson

LESSON = Lesson(
    url="linear_regression",
    section=REGRESSION,
    title=Text("Linear regression", "线性回归"),
    summary=Text(
        "Train one layer step by step. Watch line, loss and weights move, and see what too large a learning rate does.",
        "一步一步训练一个全连接层：看直线、损失和权重怎样变化，学习率太大时又会怎样。",
    ),
    source=Text("Note 1.3–1.8 · d2l 3.1, 3.4–3.5", "笔记1.3–1.8 · 动手学3.1–3.3"),
    icon=":material/trending_up:",
    controls=CONTROLS,
    stops=STOPS,
    questions=QUESTIONS,
    exercises=EXERCISES,
    takeaways=TAKEAWAYS,
    # Noise that one sees, one feature, and few enough examples that the three lines are three.
    opening={"two_features": False, "noise": 1, "n": 200, "epochs": 5},
    stand_ins={"w1": 0.0, "w2": 0.0, "b": 0.0, "noise": 1},
)
