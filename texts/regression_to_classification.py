"""The short words of the lesson from regression to classification."""

from dataclasses import dataclass

from texts import Text
from texts.quiz import Exercise, Question

# The one class order of the lesson, for integers and one-hot vectors alike.
CLASS_NAMES = (Text("cat", "猫"), Text("chicken", "鸡"), Text("dog", "狗"))

CHART = {
    "class1": CLASS_NAMES[0],
    "class2": CLASS_NAMES[1],
    "class3": CLASS_NAMES[2],
    "how_much": Text("How much?", "多少？"),
    "which_one": Text("Which one? One output per class", "哪一个？每类一个输出"),
    "predicted": Text("predicted", "预测"),
    "true": Text("true", "真实"),
    "both": Text("predicted and true", "预测=真实"),
    "right": Text("Prediction: argmax o = #, right", "预测：argmax o = #，正确"),
    "wrong": Text("Prediction: argmax o = #, wrong", "预测：argmax o = #，错误"),
    "sum": Text("sum", "总和"),
    "squared_loss": Text("squared loss", "平方损失"),
    "squared": Text("squared loss", "平方损失"),
    "margin": Text("margin loss", "余量损失"),
    "entropy": Text("cross-entropy", "交叉熵"),
    "gradient": Text("gradient: a step pushes to the other side", "梯度：更新时推向相反一侧"),
    "curves": Text("Loss by the true class’s logit, others fixed", "损失随真实类别的输出变化，其余不变"),
    "met": Text("margin o_y − max oᵢ = #, met", "余量o_y − max oᵢ = #，达到"),
    "unmet": Text("margin o_y − max oᵢ = #, not met", "余量o_y − max oᵢ = #，未达到"),
}
LAYERS_ALT = Text(
    "A layer with one output beside a layer with one output for each class; below, the one-hot label, the outputs, "
    "their differences and squares.",
    "只有一个输出的层，与每类一个输出的层；下方是独热标签、输出、两者之差及其平方。",
)
BLAME_ALT = Text(
    "Value and gradient of squared loss, margin loss and cross-entropy; their curves as the true class's logit grows; "
    "and the logits on a line with the margin asked for.",
    "平方损失、余量损失和交叉熵的值与梯度；真实类别的输出变化时三者的曲线；以及各输出在数轴上的位置和所要求的余量。",
)
TRUE_CLASS = Text("True class y", "真实类别y")
ORDER = Text("1 cat · 2 chicken · 3 dog", "1猫 · 2鸡 · 3狗")
DELTA = Text("Margin asked for δ", "要求的余量δ")
DELTA_HELP = Text(
    "The margin loss asks that the true class lead all others by at least δ.",
    "余量损失要求真实类别至少比其他类别高出δ。",
)
# Situations worth a press: true class, then the logits.
SITUATIONS = (
    (Text("Barely right", "勉强正确"), (1, 0.6, 0.4, -0.3)),
    (Text("Confident and wrong", "自信却错误"), (1, -2.0, 5.0, 0.0)),
    (Text("“Too right”", "“对过头”"), (1, 9.0, 0.0, 0.0)),
)
WHICH = Text("How much, or which one?", "多少，还是哪一个？")
HOT = Text("One-hot: a class as a vector", "独热编码：用向量表示类别")
FORMULAS = Text("The three losses, with the numbers plugged in", "三种损失，代入数值")
CHECK = Text("Check against autograd", "与自动微分对照")
CODE = Text("The code that ran", "运行的代码")
LOSS = Text("loss", "损失")
BY = Text("worked out by", "由谁计算")
VALUE = Text("value", "值")
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
        Text("no: one sigmoid per label", "不适合：每个标签一个sigmoid"),
    ),
    Contest(
        Text("Microsoft malware", "微软恶意软件"),
        9,
        9,
        Text("exactly one", "恰好一个"),
        Text("yes: scored by log-loss, which is cross-entropy", "适合：按对数损失评分，也就是交叉熵"),
    ),
    Contest(
        Text("Toxic Wikipedia comments", "维基百科恶意评论"),
        6,
        7,
        Text("several, or none", "可以多个，也可以没有"),
        Text("no: one sigmoid per label", "不适合：每个标签一个sigmoid"),
    ),
)
CONTEST_HEADS = (
    Text("data set", "数据集"),
    Text("labels", "标签数"),
    Text("lecture says", "课件中的数字"),
    Text("true at once", "同时成立"),
    Text("softmax as it stands?", "直接适合softmax？"),
)

QUESTIONS = (
    Question(
        key="too_right",
        prompt=Text(
            "The true class is cat. Guess A is o = (9, 0, 0): cat, by far. Guess B is o = (0, 1, 0): chicken. "
            "Which has the larger squared loss on one-hot labels?",
            "真实类别是猫。猜测A是o = (9, 0, 0)：毫无疑问是猫；猜测B是o = (0, 1, 0)：鸡。独热标签上的平方损失，哪个更大？",
        ),
        options=(
            Text("A, though it is right", "A，尽管它是对的"),
            Text("B, since it is wrong", "B，因为它错了"),
            Text("They are equal", "一样大"),
        ),
        claim=0,
        settings={"true_class": 1, "o1": 9.0, "o2": 0.0, "o3": 0.0},
        reason=Text(
            "A costs @{right}, B only @{wrong}. Squared loss wants the number 1, not the largest number: 9 is as far off "
            "as −7. Cross-entropy has it the other way round: @{right_entropy} for A, @{wrong_entropy} for B.",
            "A的损失是@{right}，B只有@{wrong}。平方损失要的是数值1，而不是“最大”：9和−7离1一样远。交叉熵则相反：A是@{right_entropy}，B是@{wrong_entropy}。",
        ),
    ),
    Question(
        key="lead_value",
        prompt=Text(
            "The logits are o = (2.4, −0.8, 3.1), and the true class is cat. What is the margin o_y − max oᵢ?",
            "输出o = (2.4, −0.8, 3.1)，真实类别是猫。余量o_y − max oᵢ是多少？",
        ),
        low=-5.0,
        high=5.0,
        step=0.1,
        close=0.05,
        settings={"true_class": 1, "o1": 2.4, "o2": -0.8, "o3": 3.1, "delta": 1.0},
        reason=Text(
            "Only the strongest rival counts, here @{rival}: 2.4 − @{rival} = @{lead}. A negative margin means that argmax "
            "is wrong. To lead by δ = 1 the true class lacks @{short}, which is the margin loss.",
            "只看最强的对手，这里是@{rival}：2.4 − @{rival} = @{lead}。余量为负，说明argmax错了。离领先δ = 1还差@{short}，这就是余量损失。",
        ),
    ),
    Question(
        key="two_labels",
        prompt=Text(
            "A comment is both toxic and an insult. Can softmax give both labels a probability above 0.6?",
            "一条评论既是恶意的，又是侮辱。softmax能让这两个标签的概率都超过0.6吗？",
        ),
        options=(
            Text("Yes, if both logits are large enough", "能，只要两个输出都够大"),
            Text("No, whatever the logits are", "不能，无论输出是多少"),
        ),
        claim=1,
        settings={"true_class": 1, "o1": 8.0, "o2": 8.0, "o3": -8.0},
        reason=Text(
            "Softmax shares out a single 1. Over a grid of logits from −10 to 10 the second largest probability never "
            "exceeds @{second}. A sigmoid on each logit has no such tie: at 8 and 8 it gives @{sigmoid} twice. "
            "That is why multi-label data sets need one sigmoid for each label.",
            "softmax只能分配总和为1的概率。让输出取遍−10到10的网格，第二大的概率从未超过@{second}。对每个输出各用一个sigmoid就没有这个限制：输出都是8时，两个概率都是@{sigmoid}。所以多标签数据集要给每个标签一个sigmoid。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Is argmax always the right decision? Read dog as “ill”, the other two as “well”, and a missed illness as a "
            "hundred times worse than a false alarm. Here argmax says cat, by 0.3. Would you send the patient home?",
            "argmax总是正确的决定吗？把狗看作“患病”，另外两类看作“健康”，漏诊的代价是误报的一百倍。这里argmax说是猫，只领先0.3，该让病人回家吗？",
        ),
        {"true_class": 3, "o1": 1.0, "o2": -1.0, "o3": 0.7, "delta": 1.0},
    ),
    Exercise(
        Text(
            "RealSoftMax(o) = log Σ exp(oᵢ) is always larger than max o. Cross-entropy is RealSoftMax(o) − o_y. Raise o₁ as "
            "far as it goes: which of the three losses reach 0, and where?",
            "RealSoftMax(o) = log Σ exp(oᵢ)总是大于max o，而交叉熵就是RealSoftMax(o) − o_y。把o₁一直调大：三种损失中哪些会到0，在哪里到0？",
        ),
        {"true_class": 1, "o1": -3.0, "o2": 0.0, "o3": 0.0, "delta": 2.0},
    ),
)
