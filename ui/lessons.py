"""The registry of lessons: navigation, the cards of the home page and the tests all read it.

A new lesson is one more entry in `LESSONS`, in the order of the book, once its page file exists.
"""

from __future__ import annotations

from dataclasses import dataclass

from texts import (
    Text,
    cross_entropy,
    learning_rate,
    linear_regression,
    regression_losses,
    regression_to_classification,
    softmax,
    softmax_regression,
    synthetic_data,
)
from texts.quiz import Exercise, Question


@dataclass(frozen=True)
class Lesson:
    """One page of the app.

    `path` is its file, `url` its address, `section` the group it stands under (None: alone, before all
    groups), `source` the sections of the study note that it covers, `icon` a Material symbol; `questions` to guess
    at and `exercises` to try.
    """

    path: str
    url: str
    section: Text | None
    title: Text
    summary: Text
    source: str
    icon: str
    questions: tuple[Question, ...] = ()
    exercises: tuple[Exercise, ...] = ()


REGRESSION = Text("Regression", "回归")
CLASSIFICATION = Text("Classification", "分类")

HOME = Lesson(
    path="pages/home.py",
    url="",
    section=None,
    title=Text("Home", "首页"),
    summary=Text("All lessons at a glance.", "所有课程一览。"),
    source="",
    icon=":material/home:",
)

SYNTHETIC_DATA = Lesson(
    path="pages/synthetic_data.py",
    url="synthetic_data",
    section=REGRESSION,
    title=Text("Synthetic data and minibatches", "合成数据与小批量"),
    summary=Text(
        "Make data from a rule you know, then deal it out in minibatches, and see which example lands where.",
        "用已知的规则造出数据，再把它们分成一个个小批量，看清每个样本去了哪里。",
    ),
    source="1.1–1.2",
    icon=":material/scatter_plot:",
    questions=synthetic_data.QUESTIONS,
    exercises=synthetic_data.EXERCISES,
)

LINEAR_REGRESSION = Lesson(
    path="pages/linear_regression.py",
    url="linear_regression",
    section=REGRESSION,
    title=Text("Linear regression", "线性回归"),
    summary=Text(
        "Train one layer step by step. Watch line, loss and weights move, and a learning rate fail.",
        "一步一步训练单层网络：看直线、损失和权重怎样变化，学习率太大时又会怎样。",
    ),
    source="1.3–1.8",
    icon=":material/trending_up:",
    questions=linear_regression.QUESTIONS,
    exercises=linear_regression.EXERCISES,
)

LEARNING_RATE = Lesson(
    path="pages/learning_rate.py",
    url="learning_rate",
    section=REGRESSION,
    title=Text("Learning rate and batch size", "学习率与批量大小"),
    summary=Text(
        "Many trainings at once: where the rate is too small, just right, or makes the loss explode.",
        "同时进行许多次训练：学习率何时太小、何时正好、何时让损失爆炸。",
    ),
    source="1.6–1.7",
    icon=":material/speed:",
    questions=learning_rate.QUESTIONS,
    exercises=learning_rate.EXERCISES,
)

REGRESSION_LOSSES = Lesson(
    path="pages/regression_losses.py",
    url="regression_losses",
    section=REGRESSION,
    title=Text("L2, L1 and Huber", "L2、L1与Huber损失"),
    summary=Text(
        "Three losses, their gradients and likelihoods, and what one wild label does to each fit.",
        "三种损失、它们的梯度和似然，以及一个离谱的标签对每种拟合的影响。",
    ),
    source="1.5, 2",
    icon=":material/show_chart:",
    questions=regression_losses.QUESTIONS,
    exercises=regression_losses.EXERCISES,
)

REGRESSION_TO_CLASSIFICATION = Lesson(
    path="pages/regression_to_classification.py",
    url="regression_to_classification",
    section=CLASSIFICATION,
    title=Text("From regression to classification", "从回归到分类"),
    summary=Text(
        "How much becomes which one: one-hot labels, one output per class, margins.",
        "从“多少”到“哪一个”：独热编码、每类一个输出、余量。",
    ),
    source="2.1",
    icon=":material/category:",
    questions=regression_to_classification.QUESTIONS,
    exercises=regression_to_classification.EXERCISES,
)

SOFTMAX = Lesson(
    path="pages/softmax.py",
    url="softmax",
    section=CLASSIFICATION,
    title=Text("Softmax", "softmax运算"),
    summary=Text(
        "Drag logits and see probabilities; shift them, scale them, and make the naive formula overflow.",
        "拖动未规范化的预测，看概率怎样变化；平移、缩放，再让朴素公式上溢。",
    ),
    source="2.1",
    icon=":material/bar_chart:",
    questions=softmax.QUESTIONS,
    exercises=softmax.EXERCISES,
)

CROSS_ENTROPY = Lesson(
    path="pages/cross_entropy.py",
    url="cross_entropy",
    section=CLASSIFICATION,
    title=Text("Cross-entropy and its gradient", "交叉熵与它的梯度"),
    summary=Text(
        "The loss of a guess, and the gradient softmax(o) − y that pushes every logit.",
        "一次猜测的损失，以及推动每个输出的梯度softmax(o)−y。",
    ),
    source="2.2",
    icon=":material/call_split:",
    questions=cross_entropy.QUESTIONS,
    exercises=cross_entropy.EXERCISES,
)

SOFTMAX_REGRESSION = Lesson(
    path="pages/softmax_regression.py",
    url="softmax_regression",
    section=CLASSIFICATION,
    title=Text("Softmax regression", "softmax回归"),
    summary=Text(
        "Train a classifier on clouds of points, penguins or handwritten digits, and watch its regions move.",
        "在点云、企鹅或手写数字上训练分类器，看决策区域怎样移动。",
    ),
    source="2",
    icon=":material/grid_view:",
    questions=softmax_regression.QUESTIONS,
    exercises=softmax_regression.EXERCISES,
)

# The one place where a lesson is switched on, in the order of the book.
LESSONS: tuple[Lesson, ...] = (
    HOME,
    SYNTHETIC_DATA,
    LINEAR_REGRESSION,
    LEARNING_RATE,
    REGRESSION_LOSSES,
    REGRESSION_TO_CLASSIFICATION,
    SOFTMAX,
    CROSS_ENTROPY,
    SOFTMAX_REGRESSION,
)


def sections() -> dict[Text, list[Lesson]]:
    """The lessons by section, in the order of the registry; a lesson that stands alone is left out."""
    result: dict[Text, list[Lesson]] = {}
    for lesson in LESSONS:
        if lesson.section is not None:
            result.setdefault(lesson.section, []).append(lesson)
    return result
