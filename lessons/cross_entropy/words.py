"""The short words of the lesson on the cross-entropy and its gradient."""

from texts import Text

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
