"""The short words of the lesson on synthetic data."""

from texts import Text

CHART = {
    "y": Text("label y", "标签y"),
    "drawn": Text("# of % drawn", "画出%个样本中的#个"),
    "by_number": Text("The examples by number", "按编号排列的样本"),
    "as_dealt": Text("In the order in which they are dealt", "按取出的顺序排列"),
}
BATCH = Text("Minibatch", "小批量")
SCATTER_ALT = Text(
    "Each feature against the label with the true line; the chosen minibatch stands out.",
    "每个特征与标签的散点图，带真实直线；所选的小批量突出显示。",
)
DEAL_ALT = Text(
    "One cell for each example, coloured by the minibatch that it is dealt to.",
    "每个样本一个方格，颜色表示它属于哪个小批量。",
)
WHY = Text("Why shuffle anew each epoch?", "为什么每个迭代周期都要重新打乱？")
CODE = Text("The code that ran", "运行的代码")
