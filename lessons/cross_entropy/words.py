"""The short words of the lesson on the cross-entropy and its gradient."""

from texts import Text

CHART = {
    "class": Text("class @{number}", "类别@{number}"),
    "class_axis": Text("class", "类别"),
    "true": Text("true", "真实"),
    "label": Text("label y", "标签y"),
    "probability": Text("probability p = softmax(o)", "预测概率p = softmax(o)"),
    "probability_axis": Text("probability", "概率"),
    "gradient": Text("gradient", "梯度"),
    "gradient_line": Text("gradient p − y, predicted minus true; sum", "梯度p − y，预测概率减标签；总和"),
    "logit": Text("logit o", "各类的logit o"),
    "push": Text("next step: −η (p − y); the dash marks the slider", "下一步移动−η(p − y)；短横线标出滑块的值"),
    "p": Text("probability p", "预测概率p"),
    "surprisal": Text("surprisal −log p", "信息量−log p"),
    "loss_line": Text("loss = average with weights y:", "损失 = 以y为权重的平均："),
    "step": Text("step", "步"),
    "loss": Text("loss", "损失"),
    "loss_nats": Text("loss in nats", "损失（纳特）"),
    "loss_bits": Text("loss in bits", "损失（比特）"),
    "floor": Text("least possible: entropy of the label", "损失下限：标签的熵"),
    "endless": Text("H(p, y) is infinite: y is 0 where p is not", "H(p, y)是无穷大：y为0的类别，p不为0"),
    "hessian": Text("second derivative of the loss, by pairs of logits", "损失对每两个logit的二阶导数"),
    "entry": Text("second derivative", "二阶导数"),
    "variance": Text("variance", "方差"),
    "variance_line": Text("variance p (1 − p) of “is it this class?”", "“是不是这一类”的方差p(1 − p)"),
    "own_logit": Text("logit of the true class", "真实类别的logit"),
    "size": Text("size of the gradient", "梯度的大小"),
    "cross_entropy": Text("cross-entropy", "交叉熵"),
    "squared": Text("squared loss of p", "p的平方损失"),
    "twice": Text("softmax applied twice", "softmax用了两次"),
    "least_twice": Text("its least possible value", "它的最小可能值"),
    "nats": Text("nats", "纳特"),
    "bits": Text("bits", "比特"),
}
NATS, BITS = CHART["nats"], CHART["bits"]
SOFT = Text("Softness of the label", "标签的软化程度")
SOFT_HELP = Text(
    "0 is a one-hot label. Otherwise this share of it is spread evenly over all classes, the true one too: label "
    "smoothing. With two classes, 0.1 makes the label 0.95 and 0.05.",
    "0是独热标签；大于0时，把这一部分平均分给所有类别（包括真实类别），也就是标签平滑。两个类别时，0.1得到的标签是0.95和0.05。",
)
LEARNING_RATE_HELP = Text(
    "Of gradient descent on the logits. Up to 4 a step never raises the loss.",
    "对logit做梯度下降的学习率。不超过4时，每一步都不会让损失上升。",
)
STEP = Text("Gradient steps on the logits", "对logit做梯度下降：第几步")
STEP_HELP = Text(
    "Here the logits themselves are moved. In a model the weights move, and the logits follow.",
    "这里直接移动logit。在模型中，移动的是权重，logit随之变化。",
)
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
GRADIENT_ALT = Text(
    "For each class the label beside the probability, below it the gradient as a signed bar, below that the logit with "
    "an arrow to where the next step moves it.",
    "每个类别的标签和预测概率；下面是带正负号的梯度条；再下面是logit，箭头指向下一步的位置。",
)
VIEW_ALTS = {
    "surprisal": Text(
        "The curve of minus log p with a point for each class of the label; the loss by step above the label's entropy; "
        "and the cross-entropy as entropy plus KL divergence, in both directions.",
        "−log p的曲线和标签所含各类别的点；各步的损失与标签的熵；两个方向上的交叉熵都分成熵与KL散度。",
    ),
    "hessian": Text(
        "The second derivatives as a heat map, and the variance p times 1 minus p with a point for each class.",
        "二阶导数的热图，以及方差p(1 − p)的曲线和各类别的点。",
    ),
    "squared": Text(
        "Cross-entropy and squared loss through softmax over the logit of the true class, above the sizes of their "
        "gradients.",
        "交叉熵与经过softmax的平方损失随真实类别的logit变化，下面是两者梯度的大小。",
    ),
    "twice": Text(
        "Cross-entropy with softmax applied once and twice over the logit of the true class, with the least value of "
        "the latter, above the sizes of their gradients.",
        "softmax用一次和用两次时的交叉熵，后者的最小可能值，以及下面两者梯度的大小。",
    ),
}
WHY = Text(
    "Why predicted minus true, and how the charts follow every step", "为什么是预测概率减标签，图为什么能跟上每一步"
)
CHECK = Text("Check against PyTorch's automatic differentiation", "与PyTorch的自动微分对照")
CODE = Text("The code", "代码")
CLASS = Text("class", "类别")
OURS = Text("ours: softmax(o) − y", "我们的值softmax(o) − y")
AUTOGRAD = Text("by backward()", "backward()的结果")
