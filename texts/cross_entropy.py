"""The short words of the lesson on the cross-entropy and its gradient."""

from texts import Text
from texts.quiz import Exercise, Question

# Written into expressions between single quotes: none may stand inside.
CHART = {
    "class": Text("class #", "类别#"),
    "class_axis": Text("class", "类别"),
    "true": Text("true", "真实"),
    "label": Text("label y", "标签y"),
    "probability": Text("probability p = softmax(o)", "概率p = softmax(o)"),
    "probability_axis": Text("probability", "概率"),
    "gradient": Text("gradient", "梯度"),
    "gradient_line": Text("p − y, predicted minus true; sum", "p − y，预测减真实；总和"),
    "logit": Text("logit o", "未规范化的预测o"),
    "push": Text("next step: −η (p − y); dash: the slider", "下一步移动−η(p − y)；横线是滑块的值"),
    "p": Text("probability p", "概率p"),
    "surprisal": Text("surprisal −log p", "惊异−log p"),
    "loss_line": Text("loss = average with weights y:", "损失 = 以y为权重的平均："),
    "step": Text("step", "步"),
    "loss": Text("loss", "损失"),
    "floor": Text("floor: entropy of the label", "下限：标签的熵"),
    "hessian": Text("second derivative of the loss, by pairs of logits", "损失对每两个未规范化的预测的二阶导数"),
    "variance": Text("variance", "方差"),
    "variance_line": Text("variance p (1 − p) of “is it this class?”", "“是不是这一类”的方差p(1 − p)"),
    "own_logit": Text("logit of the true class", "真实类别的未规范化的预测"),
    "size": Text("size of the gradient", "梯度的大小"),
    "cross_entropy": Text("cross-entropy", "交叉熵"),
    "squared": Text("squared loss through softmax", "经过softmax的平方损失"),
    "twice": Text("softmax applied twice", "softmax用了两次"),
    "twice_floor": Text("its floor", "它的下限"),
}
NATS = Text("nats", "纳特")
BITS = Text("bits", "比特")
SOFT = Text("Softness of the label", "标签的软化程度")
SOFT_HELP = Text(
    "0 is a one-hot label. Otherwise this share of it is spread evenly over all classes: label smoothing.",
    "0是独热标签；大于0时，把这一部分平均分给所有类别，也就是标签平滑。",
)
LEARNING_RATE_HELP = Text(
    "Of the gradient steps on the logits. Up to 4 a step never raises the loss.",
    "用于未规范化的预测上的梯度步。不超过4时，每一步都不会让损失上升。",
)
STEP = Text("Gradient steps on the logits", "在未规范化的预测上走的梯度步")
IN_BITS = Text("Read losses in bits", "损失以比特为单位")
IN_BITS_HELP = Text(
    "1 nat = 1/ln 2 ≈ 1.44 bits. Gradient and steps stay those of the loss in nats, as in PyTorch.",
    "1纳特 = 1/ln 2 ≈ 1.44比特。梯度和每一步仍按以纳特计的损失来算，与PyTorch一致。",
)
VIEW = Text("Second picture", "第二幅图")
VIEWS = {
    "surprisal": Text("Loss", "损失"),
    "hessian": Text("Curvature", "曲率"),
    "squared": Text("Squared", "平方损失"),
    "twice": Text("2× softmax", "两次softmax"),
}
PUSH_ALT = Text(
    "For each class the label beside the probability, below it the gradient as a signed bar, below that the logit with "
    "an arrow to where the next step moves it.",
    "每个类别的标签和概率；下面是带正负号的梯度条；再下面是未规范化的预测，箭头指向下一步的位置。",
)
VIEW_ALTS = {
    "surprisal": Text(
        "The curve of minus log p with a point for each class of the label; the loss by step above the label's entropy; "
        "and the cross-entropy as entropy plus KL divergence, in both directions.",
        "−log p的曲线和标签所含各类别的点；各步的损失与标签的熵；两个方向上的交叉熵都分成熵与KL散度。",
    ),
    "hessian": Text(
        "The Hessian as a heat map, and the variance p times 1 minus p with a point for each class.",
        "黑塞矩阵的热图，以及方差p(1−p)的曲线和各类别的点。",
    ),
    "squared": Text(
        "Cross-entropy and squared loss through softmax over the logit of the true class, above the sizes of their "
        "gradients.",
        "交叉熵与经过softmax的平方损失随真实类别的未规范化的预测变化，下面是两者梯度的大小。",
    ),
    "twice": Text(
        "Cross-entropy with softmax applied once and twice over the logit of the true class, with the floor of the "
        "latter, above the sizes of their gradients.",
        "softmax用一次和用两次时的交叉熵，后者的下限，以及下面两者梯度的大小。",
    ),
}
WHY = Text("Why predicted minus true, and how the charts follow every step", "为什么是预测减真实，图为什么能跟上每一步")
CHECK = Text("Check against autograd", "与自动微分对照")
CODE = Text("The code that ran", "运行的代码")
CLASS = Text("class", "类别")
OURS = Text("softmax(o) − y", "我们的softmax(o) − y")
AUTOGRAD = Text("autograd", "自动微分")

_PLAIN: dict[str, float | bool | str] = {
    "classes": 3, "o1": 2.0, "o2": 1.0, "o3": -1.0, "true_class": 1, "soft": 0.0, "lr": 1.0, "step": 0,
    "bits": False, "view": "surprisal",
}  # fmt: skip

QUESTIONS = (
    Question(
        key="push_on_a_wrong_class",
        prompt=Text(
            "o = (2, 1, −1), and class 1 is true. What is the gradient at o₂, and where does a gradient step move o₂?",
            "o = (2, 1, −1)，真实类别是1。o₂处的梯度是什么符号，一个梯度步会把o₂移向哪里？",
        ),
        options=(
            Text("0: the label only speaks of class 1", "是0：标签只与类别1有关"),
            Text("Positive: o₂ moves down", "正：o₂下降"),
            Text("Negative: o₂ moves up", "负：o₂上升"),
        ),
        claim=1,
        settings=_PLAIN,
        reason=Text(
            "The gradient is predicted minus true: softmax gives class 2 the probability @{p}, its label is 0, so the "
            "entry is @{g}, and a step goes against it. To raise the share of class 1, all others must fall: the "
            "entries sum to 0.",
            "梯度是预测减真实：softmax给类别2的概率是@{p}，标签是0，所以这一项是@{g}，而梯度步沿反方向走。要提高类别1的份额，其他类别就得下降：各项之和为0。",
        ),
    ),
    Question(
        key="confident_mistake",
        prompt=Text(
            "o = (−8, 8, 0), but class 1 is true. Which loss gives the logits the larger gradient: cross-entropy, or "
            "squared loss on the probabilities?",
            "o = (−8, 8, 0)，真实类别却是1。哪种损失给未规范化的预测的梯度更大：交叉熵，还是概率上的平方损失？",
        ),
        options=(
            Text("Cross-entropy, by far", "交叉熵，大得多"),
            Text("Squared loss: it punishes large errors more", "平方损失：它对大误差惩罚更重"),
            Text("About the same: both are predicted minus true", "差不多：两者都是预测减真实"),
        ),
        claim=0,
        settings=_PLAIN | {"o1": -8.0, "o2": 8.0, "o3": 0.0, "view": "squared"},
        reason=Text(
            "Their sizes are @{cross} and @{squared}. Squared loss has to go back through softmax, whose Jacobian "
            "diag(p) − p p′ is almost 0 where p is almost 0 or 1: the surer the mistake, the weaker the push. The "
            "logarithm of cross-entropy cancels just that.",
            "两者的大小是@{cross}和@{squared}。平方损失要经过softmax往回传，而p接近0或1时softmax的雅可比矩阵diag(p) − p p′几乎是0：错得越有把握，推力越弱。交叉熵的对数正好抵消了这一点。",
        ),
    ),
    Question(
        key="softmax_twice",
        prompt=Text(
            "A network of three classes ends in softmax and is trained with CrossEntropyLoss, which applies softmax "
            "again. How small can the loss become, in nats?",
            "一个三分类网络以softmax结尾，又用CrossEntropyLoss训练，后者会再做一次softmax。损失最小能到多少纳特？",
        ),
        low=0.0,
        high=2.0,
        step=0.05,
        close=0.1,
        settings=_PLAIN | {"o1": 10.0, "o2": -10.0, "o3": -10.0, "view": "twice"},
        reason=Text(
            "The second softmax sees numbers between 0 and 1. At best they are (1, 0, 0), and e/(e + 2) is only "
            "@{share}: the loss cannot fall below ln(e + 2) − 1 = @{floor}. Nothing crashes, the training merely "
            "crawls. Give CrossEntropyLoss the logits.",
            "第二个softmax看到的数都在0和1之间，最好的情形是(1, 0, 0)，而e/(e + 2)只有@{share}：损失不会低于ln(e + 2) − 1 = @{floor}。程序不报错，只是训练很慢。应当把未规范化的预测直接交给CrossEntropyLoss。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "The second derivative of the cross-entropy is a variance: of what? Drag a logit until a diagonal cell is as "
            "large as it can be, then change the label.",
            "交叉熵的二阶导数是一个方差：是什么的方差？拖动未规范化的预测，让对角线上的一格尽量大，再改变标签看看。",
        ),
        _PLAIN | {"view": "hessian"},
    ),
    Exercise(
        Text(
            "Three equally likely classes: how many bits does one of them carry, and why can no binary code of single "
            "examples reach that?",
            "三个类别的概率相同：一个类别带有多少比特？为什么给单个样本编的二进制码达不到这个数？",
        ),
        _PLAIN | {"o1": 0.0, "o2": 0.0, "o3": 0.0, "soft": 1.0, "bits": True},
    ),
    Exercise(
        Text(
            "What does the learning rate do? Two classes, label (½, ½): play at 5, then at 4, then at 0.5.",
            "学习率起什么作用？两个类别，标签是(½, ½)：先用5播放，再用4，再用0.5。",
        ),
        {key: value for key, value in _PLAIN.items() if key != "o3"}
        | {"classes": 2, "o1": 1.0, "o2": -1.0, "soft": 1.0, "lr": 5},
    ),
)
