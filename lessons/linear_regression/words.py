"""The short words of the lesson on linear regression."""

from texts import Text

CHART = {
    "y": Text("label y", "标签y"),
    "partial": Text("y without x@{other}", "y减去x@{other}的部分"),
    "truth": Text("truth: y", "真实关系：y"),
    "learned": Text("learned: ŷ", "学到的：ŷ"),
    "least_squares": Text("least squares: ŷ", "最小二乘：ŷ"),
    "diverged": Text("Diverged: off the chart after step @{step}", "已发散：第@{step}步之后超出图的范围"),
    "true_label": Text("true label", "真实标签"),
    "prediction": Text("prediction ŷ", "预测ŷ"),
    "step": Text("step", "步"),
    "loss": Text("loss", "损失"),
    "floor": Text("noise floor", "损失下限"),
    "foot": Text("smaller than 10⁻¹²: drawn at the foot", "小于10⁻¹²，画在底边"),
    "at_step": Text("step", "步"),
    "w1": Text("weight w₁", "权重w₁"),
    "w2": Text("weight w₂", "权重w₂"),
    "b": Text("bias b", "偏置b"),
    "own": Text("your line: ŷ", "自己的直线：ŷ"),
    "sum_log": Text("log-likelihood (sum of log p)", "对数似然（log p之和）"),
    "best_sigma": Text("for this line largest at σ =", "直线不变时，最大值在σ ="),
    "mean_square": Text("mean square", "均方误差"),
    "least": Text("least possible", "最小值"),
    "drawn": Text("@{drawn} of @{all} drawn", "画出@{drawn}/@{all}个样本"),
    "unstable": Text("the full batch diverges here", "全批量在此发散"),
}
FIT_ALT = Text(
    "The data with the true, the learned and the least-squares line at the chosen step.",
    "数据，以及所选步上的真实直线、学到的直线和最小二乘直线。",
)
PROGRESS_ALT = Text(
    "The loss by step with the noise floor, above the path of the parameters over contours of equal loss.",
    "上图是各步的损失和损失下限，下图是参数在等损失线上走过的路径。",
)
HAND = Text("Before training: fit it by hand", "训练之前：先亲手拟合")
HAND_ALT = Text(
    "A few examples, a line of one's own, and a square on the residual of each example.",
    "几个样本、自己的一条直线，以及每个残差上的正方形。",
)
LIKELIHOOD_ALT = Text(
    "The same line with normal densities standing on it, and below the log of the density at each label.",
    "同一条直线，上面立着正态密度；下面是每个标签处密度的对数。",
)
SIGMA = Text("Width σ of your densities", "密度的宽度σ")
ANGLE = Text("Tilt of your line: its slope is the tangent", "直线的倾角：斜率是它的正切")
INTERCEPT = Text("Its height at x₁ = 0", "直线在x₁ = 0处的高度")
REVEAL = Text("Show the least-squares line", "显示最小二乘直线")
LIMIT_ALT = Text(
    "The learning rates of the slider above; those at which the full batch diverges are orange.",
    "上方滑块的各个学习率，橙色表示全批量会发散。",
)
BOOK = Text("Use the book's settings", "用书中的设置")
KEEP = Text("Keep this run", "保留这次训练")
DROP = Text("Drop the kept run", "去掉保留的训练")
ROW = Text("parameter", "参数")
TRUE = Text("true", "真实值")
LEARNED = Text("learned", "学到的值")
LEAST_SQUARES = Text("least squares", "最小二乘")
ERROR = Text("learned − true", "学到的值 − 真实值")
STANDARD_ERROR = Text("standard error", "标准误差")
CHECK = Text("Check against PyTorch", "与PyTorch对照")
RUN_CHECK = Text("Run the concise version", "运行简洁实现")
CODE = Text("The code that ran", "运行的代码")
WHY = Text("Why the charts can follow the drag", "图为什么能跟着拖动变化")
SHAPES = Text("Labels of the wrong shape: no error, and nothing learned", "形状写错的标签：不报错，却什么也没学到")
UPDATE = Text("One step under the glass", "放大看一步")
PHASE = Text("phase", "阶段")
LINE = Text("the book's line", "书中的代码")
NOW = Text("with the numbers of this step", "代入这一步的数")
PHASES = (
    Text("take a minibatch", "取小批量"),
    Text("forward", "前向传播"),
    Text("clear", "清零"),
    Text("backward", "反向传播"),
    Text("step", "更新"),
)
