"""The short words of the lesson on synthetic data."""

from texts import Text

BATCH = Text("Minibatch", "小批量")
INDEX = Text("index i, from 0", "下标i（从0开始）")
CHART = {
    "x1": Text("feature x₁", "特征x₁"),
    "x2": Text("feature x₂", "特征x₂"),
    "y": Text("label y", "标签y"),
    "drawn": Text("@{drawn} of @{all} drawn", "画出@{drawn}/@{all}个样本"),
    "by_index": Text("Examples by index, colored by minibatch", "按下标排列的样本，颜色表示小批量"),
    "by_order": Text("The same in the order of this epoch", "同样的样本，按这个迭代周期取出的顺序排列"),
    "index": INDEX,
    "minibatch": BATCH,
}
SCATTER_ALT = Text(
    "Each feature against the label with the true line; the chosen minibatch stands out.",
    "每个特征与标签的散点图，带真实直线；所选的小批量突出显示。",
)
MINIBATCHES_ALT = Text(
    "One cell for each example, colored by the minibatch that it comes in.",
    "每个样本一个方格，颜色表示它属于哪个小批量。",
)
SHUFFLE = Text("Shuffle every epoch", "每个迭代周期都打乱")
DROP_LAST = Text("Drop a short last batch", "丢弃不满的最后一批")
EPOCH = Text("Epoch", "第几个迭代周期")
WHY = Text("Why shuffle anew each epoch?", "为什么每个迭代周期都要重新打乱？")
CODE = Text("The code, ours and the book's", "代码：我们的和书中的")
