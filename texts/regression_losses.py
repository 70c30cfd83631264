"""The short words of the lesson on L2, L1 and Huber's loss."""

from texts import Text
from texts.quiz import Exercise, Question

CHART = {
    "residual": Text("residual r", "残差r"),
    "value": Text("loss", "损失"),
    "slope": Text("gradient", "梯度"),
    "density": Text("likelihood e^−l / Z", "似然e^−l / Z"),
    "clamped": Text("r kept within ±δ", "r截到±δ之内"),
    "gaussian": Text("Gaussian", "高斯"),
    "laplace": Text("Laplace", "拉普拉斯"),
    "mixed": Text("mixed", "两者兼有"),
    "prediction": Text("prediction", "预测"),
    "truth": Text("truth", "真实值"),
    "lecture": Text("lecture", "课件"),
    "tail": Text("tail slope", "尾部斜率"),
    "y": Text("label y", "标签y"),
    "true_line": Text("true line", "真实直线"),
    "constant": Text("constant c", "常数c"),
    "distance": Text("off by", "偏离"),
    "distance_axis": Text("distance from truth", "与真实直线的距离"),
    "outlier": Text("added to one label", "加在一个标签上的量"),
    "labels": Text("labels", "标签"),
    "best_l2": Text("mean loss is least at c = mean =", "平均损失最小处：c = 平均值 ="),
    "best_l1": Text("mean loss is least at c = median =", "平均损失最小处：c = 中位数 ="),
    "best_huber": Text("mean loss is least at c =", "平均损失最小处：c ="),
    "off": Text("(off the chart, to the right)", "（在图的右侧之外）"),
    "step": Text("step", "步"),
    "error": Text("parameter error", "参数误差"),
    "size": Text("size of the gradient", "梯度的大小"),
    "none": Text("off the chart", "超出图的范围"),
    "no_step": Text("none yet", "还没有"),
}
PART = Text("Part of the lesson", "本课的部分")
PARTS = {
    "losses": Text("Three losses", "三种损失"),
    "outlier": Text("One wild label", "一个离谱的标签"),
    "constant": Text("Best constant", "最佳常数"),
    "training": Text("Training", "训练"),
}
PREDICTION = Text("Prediction ŷ", "预测ŷ")
TRUTH = Text("Truth y", "真实值y")
DELTA = Text("Huber's δ", "Huber损失的δ")
DELTA_HELP = Text(
    "Up to δ the loss is a parabola, beyond it a straight line. Small δ: like L1. Large δ: like L2.",
    "残差不超过δ时是抛物线，超过后是直线。δ小时像L1，δ大时像L2。",
)
OUTLIER = Text("Added to one label", "加在一个标签上")
OUTLIER_AT = Text("To which one: 0 left end, 100 right end", "哪一个：0是最左，100是最右")
TAILS = Text("Noise", "噪声的分布")
TAIL_NAMES = {
    "gaussian": Text("Gaussian", "高斯"),
    "laplace": Text("Laplace", "拉普拉斯"),
    "student": Text("t", "t分布"),
}
TAILS_HELP = Text(
    "How the noise is distributed. Laplace has the same standard deviation as the Gaussian. Student's t with 2 degrees of freedom has none: its "
    "variance is infinite.",
    "噪声服从哪种分布。拉普拉斯噪声与高斯噪声的标准差相同；自由度为2的t分布方差无穷大，没有标准差。",
)
TRAIN_NOISE = Text("Noise in the labels", "标签中的噪声")
RESIDUAL_ALT = Text(
    "Prediction and truth on one axis, with the residual between them.",
    "同一条轴上的预测和真实值，以及两者之间的残差。",
)
LOSS_ALTS = {
    "value": Text(
        "L2, L1 and Huber's loss over the residual, with the current point and its tangent on each.",
        "L2、L1和Huber损失随残差变化的曲线，各标出当前点和切线。",
    ),
    "slope": Text(
        "The gradients of the three losses over the residual, with the current point on each.",
        "三种损失的梯度随残差变化的曲线，各标出当前点。",
    ),
    "density": Text(
        "The likelihoods of the three losses, normalised to densities, with the current point on each.",
        "三种损失对应的似然（已规范化为密度），各标出当前点。",
    ),
}
SCALING_ALT = Text(
    "Huber's loss in three scalings: the lecture's, HuberLoss and SmoothL1Loss of PyTorch.",
    "Huber损失的三种写法：课件的、PyTorch的HuberLoss和SmoothL1Loss。",
)
SCENE_ALT = Text(
    "Examples with one label moved away, the true line, and the lines fitted under L2, L1 and Huber's loss.",
    "一个标签被移开的样本、真实直线，以及用L2、L1和Huber损失拟合的直线。",
)
DISTANCE_ALT = Text(
    "How far each of the three fitted lines lies from the true line, by what is added to one label.",
    "三条拟合直线与真实直线的距离，随加在一个标签上的量变化。",
)
CONSTANT_ALT = Text(
    "Five labels, and the mean of each of the three losses over the constant that predicts them, with its minimum.",
    "五个标签，以及用一个常数预测它们时三种损失的平均值曲线，标出最小值。",
)
ERROR_ALT = Text(
    "The distance of the parameters from the truth by step of training, under the three losses.",
    "三种损失下，参数与真实值的距离随训练步的变化。",
)
SIZE_ALT = Text(
    "The length of the minibatch's gradient by step of training, under the three losses.",
    "三种损失下，小批量梯度的长度随训练步的变化。",
)
LOSS = Text("loss", "损失")
WEIGHT = Text("weight", "权重")
BIAS = Text("bias", "偏置")
OFF_BY = Text("off by", "偏离")
OVER_MANY = Text("mean of 200 data sets", "200份数据的平均")
IN_PYTORCH = Text("in PyTorch", "PyTorch中的名字")
OURS = Text("ours", "我们的值")
THEIRS = Text("PyTorch", "PyTorch的值")
OUR_GRADIENT = Text("our gradient", "我们的梯度")
AUTOGRAD = Text("autograd", "自动微分")
SCALINGS = Text(
    "L2 here is half of MSELoss, and three losses are called Huber", "这里的L2是MSELoss的一半；叫Huber的损失有三种"
)
NOISES = Text("Which noise each loss is the likelihood of", "每种损失是哪种噪声的似然")
WHY_LINE = Text("Why L2 follows the label, and the others stop", "为什么L2跟着标签走，另外两种会停下")
WHY_CONSTANT = Text("Why the mean, why the median", "为什么是平均值，为什么是中位数")
WHY_TRAINING = Text("Why L1 jitters", "为什么L1会抖动")
CHECK = Text("Check against PyTorch", "与PyTorch对照")
RUN_CHECK = Text("Train with nn and optim", "用nn和optim训练")
CODE = Text("The code that ran", "运行的代码")

_LOSSES: dict[str, float | bool | str] = {"part": "losses", "prediction": 3.0, "truth": 0.0, "delta": 1.0}
_LINE: dict[str, float | bool | str] = {
    "part": "outlier", "outlier": 10_000, "outlier_at": 0, "delta": 1.0, "tails": "gaussian", "noise": 0.5, "n": 20,
    "seed": 0,
}  # fmt: skip

QUESTIONS = (
    Question(
        key="wild_label",
        prompt=Text(
            "10000 is added to one of 20 labels. Under which loss does the fitted line move least?",
            "20个标签中有一个被加上10000。用哪种损失时，拟合的直线移动得最少？",
        ),
        options=(
            Text("L2: it averages the error out", "L2：误差被平均掉了"),
            Text("L1: it only asks on which side", "L1：它只看在哪一侧"),
            Text("All alike: it is one label of twenty", "都一样：只是二十个标签中的一个"),
        ),
        claim=1,
        settings=_LINE,
        reason=Text(
            "The line moves by @{l2} under L2, by @{l1} under L1 and by @{huber} under Huber's loss (δ = 1). L1 only "
            "asks on which side of the line the label lies, not how far off.",
            "直线的移动量：L2是@{l2}，L1是@{l1}，Huber（δ = 1）是@{huber}。L1只看标签在直线的哪一侧，不看离得多远。",
        ),
    ),
    Question(
        key="huber_at_three",
        prompt=Text(
            "Huber's loss with δ = 1: what is it at a residual of 3?", "Huber损失取δ = 1：残差为3时，损失是多少？"
        ),
        low=0.0,
        high=6.0,
        step=0.1,
        close=0.05,
        settings=_LOSSES,
        reason=Text(
            "Beyond δ it is the line δ(|r| − δ/2) = 1 × (3 − 0.5) = @{value}: less than L1's @{l1}, and far less than "
            "L2's @{l2}. The −δ/2 makes the line join the parabola without a kink.",
            "超过δ后是直线δ(|r| − δ/2) = 1 × (3 − 0.5) = @{value}，比L1的@{l1}小，比L2的@{l2}小得多。减去δ/2是为了让直线与抛物线平滑相接。",
        ),
    ),
    Question(
        key="near_zero",
        prompt=Text(
            "The residual shrinks from 1 to 0.1. What happens to the gradient of L1?",
            "残差从1缩小到0.1，L1的梯度怎么变？",
        ),
        options=(
            Text("It shrinks to a tenth", "缩小到十分之一"),
            Text("It stays 1", "仍是1"),
            Text("It grows", "变大"),
        ),
        claim=1,
        settings=_LOSSES | {"prediction": 0.1},
        reason=Text(
            "L1's gradient is the sign of the residual: @{before} before and @{after} after, however close the "
            "prediction is. With a constant learning rate its steps do not shrink, so it jitters; L2's and Huber's do "
            "(@{huber} here).",
            "L1的梯度是残差的符号：之前是@{before}，之后是@{after}，离得再近也一样。学习率不变时步子不会变小，所以会抖动；L2和Huber的梯度会变小（这里是@{huber}）。",
        ),
    ),
    Question(
        key="best_under_l1",
        prompt=Text(
            "The labels are 0, 1.2, 1.5, 2.3 and 5. Which constant has the least mean L1 loss?",
            "标签是0、1.2、1.5、2.3和5。用哪个常数预测，L1损失的平均值最小？",
        ),
        low=0.0,
        high=5.0,
        step=0.1,
        close=0.05,
        settings={"part": "constant", "outlier": 0, "delta": 1.0},
        reason=Text(
            "The median, @{l1}: two labels lie on either side, and a move to either side brings you closer to two labels "
            "and away from three. Under L2 it is the mean, @{l2}; under Huber's loss with δ = 1 it is @{huber}.",
            "是中位数@{l1}：两侧各有两个标签，往哪边移都是靠近两个、远离三个。L2下是平均值@{l2}，Huber（δ = 1）下是@{huber}。",
        ),
    ),
    Question(
        key="two_hubers",
        prompt=Text(
            "At a residual of 3, HuberLoss(delta=2) is how many times SmoothL1Loss(beta=2)?",
            "残差为3时，HuberLoss(delta=2)是SmoothL1Loss(beta=2)的多少倍？",
        ),
        low=0.5,
        high=4.0,
        step=0.5,
        close=0.1,
        settings=_LOSSES | {"delta": 2.0},
        reason=Text(
            "HuberLoss(delta=2) is @{huber} and SmoothL1Loss(beta=2) is @{smooth}: always δ times. The same learning rate "
            "then takes steps of different length. At δ = 1 the two are one.",
            "HuberLoss(delta=2)是@{huber}，SmoothL1Loss(beta=2)是@{smooth}，前者总是后者的δ倍，所以同样的学习率走出的步长不同。δ = 1时两者相同。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Use Huber's loss and add 10000 to one label: what happens to each fit? Then put it in the middle (50).",
            "用Huber损失，把一个标签加上10000：每条拟合直线会怎样？再把它放到中间（50）。",
        ),
        _LINE,
    ),
    Exercise(
        Text(
            "Laplace noise: the negative log-likelihood is L1. Which loss comes closest on average? Then take the "
            "Gaussian.",
            "拉普拉斯噪声的负对数似然就是L1。平均来看哪种损失最接近真实直线？再换成高斯噪声。",
        ),
        _LINE | {"outlier": 0, "tails": "laplace", "n": 50},
    ),
    Exercise(
        Text(
            "Five examples, and the wild one stands at the left end: does L1 still hold? Then try other seeds.",
            "只有五个样本，而离谱的那个在最左端：L1还守得住吗？再换几个种子。",
        ),
        _LINE | {"outlier": 20, "n": 5, "seed": 1},
    ),
)
