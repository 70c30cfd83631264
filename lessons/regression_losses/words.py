"""The short words of the lesson on L2, L1 and Huber's loss."""

from texts import Text

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
    "fixed": Text("threshold fixed", "阈值固定"),
    "tail": Text("tail slope", "尾部斜率"),
    "y": Text("label y", "标签y"),
    "true_line": Text("true line: y", "真实直线：y"),
    "constant": Text("constant c", "常数c"),
    "distance": Text("off by", "偏离"),
    "distance_axis": Text("off by (log scale)", "偏离（对数坐标）"),
    "outlier": Text("added to one label (log scale beyond 1)", "加在一个标签上的量（超过1后为对数坐标）"),
    "labels": Text("labels", "标签"),
    "best_l2": Text("mean loss is least at c = mean =", "平均损失最小处：c = 平均值 ="),
    "best_l1": Text("mean loss is least at c = median =", "平均损失最小处：c = 中位数 ="),
    "best_huber": Text("mean loss is least at c =", "平均损失最小处：c ="),
    "off": Text("(off the chart, to the right)", "（在图的右侧之外）"),
    "step": Text("step", "步"),
    "error": Text("parameter error", "参数误差"),
    "error_axis": Text("parameter error (log scale)", "参数误差（对数坐标）"),
    "size": Text("size of the gradient", "梯度的大小"),
    "size_axis": Text("size of the gradient (log scale)", "梯度的大小（对数坐标）"),
    "gone": Text("beyond 10⁸", "超过10⁸"),
    "below": Text("(below the axis)", "（在图的下方之外）"),
    "above": Text("(above the axis)", "（在图的上方之外）"),
    "below_axis": Text("below the axis:", "在图的下方之外："),
    "beyond": Text("examples off the chart: @{n}", "图外的样本：@{n}个"),
    "no_step": Text("none yet", "还没有"),
}
PART = Text("Part of the lesson", "本课的部分")
PARTS = {
    "losses": Text("Three losses", "三种损失"),
    "outlier": Text("One outlier", "一个离群的标签"),
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
OUTLIER = Text("Added to one label", "加在一个标签上的量")
OUTLIER_AT = Text("To which one: 0 left end, 100 right end", "加在哪个标签上：0为最左，100为最右")
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
        "The likelihoods of the three losses, normalized to densities, with the current point on each.",
        "三种损失对应的似然（已规范化为密度），各标出当前点。",
    ),
}
SCALING_ALT = Text(
    "Huber's loss in three scalings: HuberLoss and SmoothL1Loss of PyTorch, and with the threshold fixed at 1.",
    "Huber损失的三种写法：PyTorch的HuberLoss和SmoothL1Loss，以及阈值固定为1的写法。",
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
NOISES = Text("Which noise each loss stands for", "每种损失对应哪种噪声")
WHY_LINE = Text("Why L2 follows the label, and the others stop", "为什么L2跟着标签走，另外两种会停下")
WHY_CONSTANT = Text("Why the mean, why the median", "为什么是平均值，为什么是中位数")
WHY_TRAINING = Text("Why L1 does not come to rest", "为什么L1停不下来")
CHECK = Text("Check against PyTorch", "与PyTorch对照")
RUN_CHECK = Text("Train with nn and optim", "用nn和optim训练")
CODE = Text("The code, in PyTorch", "PyTorch代码")
KINDS = {
    "settled": Text("Settled: @{names}.", "已收敛：@{names}。"),
    "close": Text("Almost there: @{names}.", "接近收敛：@{names}。"),
    "jittering": Text("Jittering: @{names}.", "仍在抖动：@{names}。"),
    "overshooting": Text("Overshooting: @{names}.", "仍在振荡：@{names}。"),
    "unstable": Text("Unstable: @{names}.", "不稳定：@{names}。"),
    "diverged": Text("Diverged: @{names}.", "已发散：@{names}。"),
    "under_way": Text("Under way: @{names}.", "仍在学习：@{names}。"),
}
