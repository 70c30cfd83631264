"""The registry of lessons: navigation, the cards of the home page and the tests all read it.

A new lesson is one more entry in `LESSONS`, in the order of the book, once its page file exists.
"""

from __future__ import annotations

from dataclasses import dataclass

from texts import Text


@dataclass(frozen=True)
class Lesson:
    """One page of the app.

    `path` is its file, `url` its address, `section` the group it stands under (None: alone, before all
    groups), `source` the sections of the study note that it covers, `icon` a Material symbol.
    """

    path: str
    url: str
    section: Text | None
    title: Text
    summary: Text
    source: str
    icon: str


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
)

# The one place where a lesson is switched on.
LESSONS: tuple[Lesson, ...] = (HOME, SYNTHETIC_DATA, LINEAR_REGRESSION)


def sections() -> dict[Text, list[Lesson]]:
    """The lessons by section, in the order of the registry; a lesson that stands alone is left out."""
    result: dict[Text, list[Lesson]] = {}
    for lesson in LESSONS:
        if lesson.section is not None:
            result.setdefault(lesson.section, []).append(lesson)
    return result
