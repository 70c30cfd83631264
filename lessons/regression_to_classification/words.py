"""The short words of the lesson from regression to classification."""

from dataclasses import dataclass

from texts import Text

# The one class order of the lesson, for integers and one-hot vectors alike.
CLASS_NAMES = (Text("cat", "猫"), Text("chicken", "鸡"), Text("dog", "狗"))

CHART = {
    "class1": CLASS_NAMES[0],
    "class2": CLASS_NAMES[1],
    "class3": CLASS_NAMES[2],
    "how_much": Text("How much?", "多少？"),
    "which_one": Text("Which one? One output per class", "哪一个？每类一个输出"),
    "predicted": Text("predicted", "预测的类别"),
    "true": Text("true", "真实类别"),
    "both": Text("predicted and true", "预测的类别，也是真实类别"),
    "right": Text("Prediction: argmax o = @{name}, right", "预测：argmax o = @{name}，正确"),
    "wrong": Text("Prediction: argmax o = @{name}, wrong", "预测：argmax o = @{name}，错误"),
    "sum": Text("sum", "总和"),
    "squared": Text("squared loss", "平方损失"),
    "margin": Text("margin loss", "余量损失"),
    "entropy": Text("cross-entropy", "交叉熵"),
    "gradient": Text("gradient ∂l/∂o (bars: square root)", "梯度∂l/∂o（条形长度取平方根）"),
    "curves": Text("Loss l by the true class’s logit: log(1 + l)", "损失l随真实类别的logit变化，坐标为log(1 + l)"),
    "met": Text("margin o_y − max oᵢ = @{lead} ≥ δ = @{delta}, met", "余量o_y − max oᵢ = @{lead} ≥ δ = @{delta}，达到"),
    "unmet": Text(
        "margin o_y − max oᵢ = @{lead} < δ = @{delta}, not met", "余量o_y − max oᵢ = @{lead} < δ = @{delta}，未达到"
    ),
}
LAYERS_ALT = Text(
    "A layer with one output beside a layer with one output for each class; below, the one-hot label, the logits, "
    "their differences and squares.",
    "只有一个输出的层，与每类一个输出的层；下方是独热标签、logit、两者之差及其平方。",
)
LOSSES_ALT = Text(
    "Value and gradient of squared loss, margin loss and cross-entropy; their curves as the true class's logit grows; "
    "and the logits on a line with the margin asked for.",
    "平方损失、余量损失和交叉熵的值与梯度；真实类别的logit变化时三者的曲线；以及各logit在数轴上的位置和所要求的余量。",
)
DELTA = Text("Margin asked for δ", "要求的余量δ")
DELTA_HELP = Text(
    "The margin loss asks that the true class lead all others by at least δ.",
    "余量损失要求真实类别至少比其他类别高出δ。",
)
# Situations worth a press: true class, then the logits.
SITUATIONS = (
    (Text("Barely right", "勉强正确"), (1, 0.6, 0.4, -0.3)),
    (Text("Confident and wrong", "自信却错误"), (1, -2.0, 5.0, 0.0)),
    (Text("“Too right”", "“正确得过头”"), (1, 9.0, 0.0, 0.0)),
)
# Shares of the squared loss.
ALL = Text("All", "全部")
NEARLY_ALL = Text("Nearly all", "几乎全部")
PART = Text("@{percent}", "的@{percent}")
WHICH = Text("How much, or which one?", "多少，还是哪一个？")
ONE_HOT = Text("One-hot: a class as a vector", "独热编码：用向量表示类别")
FORMULAS = Text("The three losses, with the numbers plugged in", "三种损失，代入数值")
CHECK = Text("Check against autograd", "与自动微分对照")
CODE = Text("The three losses in code", "三种损失的代码")
LOSS = Text("loss", "损失")
BY = Text("computed by", "由谁计算")
VALUE = Text("value", "损失值")
OURS = Text("us", "我们")
TORCH = Text("PyTorch", "PyTorch自动微分")
LOSS_NAMES = {
    "squared_on_one_hot": Text("squared on one-hot", "独热标签上的平方损失"),
    "margin": Text("margin loss", "余量损失"),
    "cross_entropy": Text("cross-entropy", "交叉熵"),
}


@dataclass(frozen=True)
class Contest:
    """A data set of a Kaggle contest: how many labels it has, how many the lecture says, how many hold at once."""

    name: Text
    labels: int
    lecture: int
    at_once: Text
    fits: Text


CONTESTS = (
    Contest(
        Text("Human Protein Atlas images", "人类蛋白质图谱图像"),
        28,
        28,
        Text("several", "可以多个"),
        Text("no: one sigmoid per label", "不能：每个标签各用一个sigmoid"),
    ),
    Contest(
        Text("Microsoft malware", "微软恶意软件"),
        9,
        9,
        Text("exactly one", "恰好一个"),
        Text("yes: scored by log-loss, which is cross-entropy", "能：按对数损失评分，也就是交叉熵"),
    ),
    Contest(
        Text("Toxic Wikipedia comments", "维基百科恶意评论"),
        6,
        7,
        Text("several, or none", "可以多个，也可以没有"),
        Text("no: one sigmoid per label", "不能：每个标签各用一个sigmoid"),
    ),
)
CONTEST_HEADS = (
    Text("data set", "数据集"),
    Text("labels", "标签数"),
    Text("in the lecture", "课件中的数字"),
    Text("true at once", "同时成立的标签"),
    Text("softmax as it stands?", "能直接用softmax吗？"),
)
