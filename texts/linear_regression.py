"""The short words of the lesson on linear regression."""

from texts import Text
from texts.quiz import Exercise, Question

CHART = {
    "y": Text("label y", "标签y"),
    "partial": Text("y without x#", "y减去x#的部分"),
    "truth": Text("truth", "真实"),
    "learned": Text("learned", "学到"),
    "least_squares": Text("least squares", "最小二乘"),
    "diverged": Text("Diverged: off the chart after step #", "已发散：第#步之后超出图的范围"),
    "true_label": Text("true label", "真实标签"),
    "prediction": Text("prediction ŷ", "预测ŷ"),
    "step": Text("step", "步"),
    "loss": Text("loss", "损失"),
    "floor": Text("noise floor", "噪声下限"),
    "at_step": Text("step", "步"),
    "w1": Text("weight w₁", "权重w₁"),
    "w2": Text("weight w₂", "权重w₂"),
    "b": Text("bias b", "偏置b"),
    "own": Text("your line", "自己的直线"),
    "mean_square": Text("mean square", "均方误差"),
    "least": Text("least possible", "最小值"),
    "drawn": Text("# of % drawn", "画出#/%个样本"),
    "unstable": Text("the full batch diverges here", "全批量在此发散"),
}
FIT_ALT = Text(
    "The data with the true, the learned and the least-squares line at the chosen step.",
    "数据，以及所选步上的真实直线、学到的直线和最小二乘直线。",
)
PROGRESS_ALT = Text(
    "The loss by step with the noise floor, above the path of the parameters over contours of equal loss.",
    "上图是各步的损失和噪声下限，下图是参数在等损失线上走过的路径。",
)
HAND = Text("Before training: fit it by hand", "训练之前：先亲手拟合")
HAND_ALT = Text(
    "A few examples, a line of one's own, and a square on the residual of each example.",
    "几个样本、自己的一条直线，以及每个残差上的正方形。",
)
ANGLE = Text("Angle of your line, in degrees", "直线的角度（度）")
INTERCEPT = Text("Its height at x₁ = 0", "直线在x₁ = 0处的高度")
REVEAL = Text("Show the least-squares line", "显示最小二乘直线")
LIMIT_ALT = Text(
    "The learning rates of the slider above; those at which the full batch diverges are orange.",
    "上方滑块的各个学习率，橙色表示全批量会发散。",
)
BOOK = Text("Start from the book", "用书中的设置")
KEEP = Text("Keep this run", "保留这次训练")
DROP = Text("Drop the kept run", "去掉保留的训练")
ROW = Text("parameter", "参数")
TRUE = Text("true", "真实值")
LEARNED = Text("learned", "学到的值")
LEAST_SQUARES = Text("least squares", "最小二乘")
ERROR = Text("error", "误差")
STANDARD_ERROR = Text("standard error", "标准误差")
CHECK = Text("Check against PyTorch", "与PyTorch对照")
RUN_CHECK = Text("Run the concise version", "运行简洁实现")
CODE = Text("The code that ran", "运行的代码")
WHY = Text("Why the charts can follow the drag", "图为什么能跟着拖动变化")
SCRIPT = Text("Save as a script", "另存为脚本")
UPDATE = Text("The update of this step, in numbers", "这一步的更新，代入数值")

_BOOK = {
    "two_features": True, "w1": 2.0, "w2": -3.4, "b": 4.2, "noise": 0.01, "n": 1000, "batch_size": 10, "lr": 0.03,
    "epochs": 3, "initial_std": 0.01, "seed": 0,
}  # fmt: skip

QUESTIONS = (
    Question(
        key="zero_start",
        prompt=Text(
            "All weights start at exactly 0. What happens to the training?",
            "所有权重都恰好从0开始，训练会怎样？",
        ),
        options=(
            Text("It cannot start: all gradients are 0", "无法开始：梯度全是0"),
            Text("It works as well as from random weights", "和随机初始化一样好"),
            Text("It ends in a poor local minimum", "会停在一个不好的局部极小值"),
        ),
        claim=1,
        settings=_BOOK | {"initial_std": 0},
        reason=Text(
            "The loss after three epochs is @{zero} from 0 and @{random} from random weights. With one linear layer the "
            "loss is a bowl with a single lowest point, so every start leads there; only hidden layers need random "
            "weights, to make their units differ.",
            "三个迭代周期后，从0开始的损失是@{zero}，随机初始化的损失是@{random}。只有一层线性层时，损失是只有一个最低点的碗，从哪里出发都会到达；"
            "有隐藏层时才需要随机权重，让各个单元彼此不同。",
        ),
    ),
    Question(
        key="loss_floor",
        prompt=Text(
            "The noise is 0.5. How small can the loss (MSELoss) become with endless training?",
            "噪声是0.5。训练无限久，损失（MSELoss）最小能到多少？",
        ),
        low=0.0,
        high=1.0,
        step=0.05,
        close=0.03,
        settings=_BOOK | {"noise": 0.5},
        reason=Text(
            "Even the best line cannot foresee the noise: what is left is its variance, 0.5² = 0.25, times (n − p)/n "
            "as the line bends a little to this very noise. Least squares on these data reaches @{floor}.",
            "最好的直线也无法预知噪声，剩下的就是噪声的方差0.5² = 0.25；直线会稍微迁就这份噪声，所以还要乘以(n−p)/n。最小二乘在这份数据上是@{floor}。",
        ),
    ),
    Question(
        key="column_against_row",
        prompt=Text(
            "The prediction has shape (n, 1), but the labels were stored as (n,). The code computes "
            "`((y_hat - y) ** 2).mean()`. What happens?",
            "预测的形状是(n, 1)，标签却存成了(n,)。代码计算`((y_hat - y) ** 2).mean()`，会怎样？",
        ),
        options=(
            Text("An error stops the program", "报错，程序停止"),
            Text("The same loss as always", "损失和平时一样"),
            Text("Another number, and no error", "得到另一个数，而且不报错"),
        ),
        claim=2,
        settings=_BOOK | {"noise": 0.5},
        reason=Text(
            "Broadcasting makes a table of shape @{shape} out of it: every prediction against every label. At the true "
            "parameters that mean is @{wrong} instead of @{loss}, and training on it learns to predict one constant. "
            "Our losses refuse these shapes; labels are kept as (n, 1).",
            "广播机制会得到形状为@{shape}的表：每个预测都与每个标签相减。在真实参数处，这个平均值是@{wrong}，而不是@{loss}；"
            "照这样训练，模型只会预测一个常数。我们的损失函数拒绝这样的形状，标签一律存成(n, 1)。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Initial weights with a variance of 1000: does training still get there? How many epochs more does it take?",
            "初始权重的方差取1000，训练还能成功吗？要多用几个迭代周期？",
        ),
        _BOOK | {"initial_std": 31.6, "epochs": 10},
    ),
    Exercise(
        Text(
            "A rate of 0.001 is safe. Is the training done after three epochs? Find the smallest rate that is.",
            "学习率取0.001很稳妥。三个迭代周期后训练完了吗？找出够用的最小学习率。",
        ),
        _BOOK | {"lr": 0.001},
    ),
    Exercise(
        Text(
            "Five examples, noise 0.5: how far are the learned weights from the true ones, in standard errors? Then 1000.",
            "只有5个样本，噪声0.5：学到的权重离真实值有几个标准误差？再换成1000个。",
        ),
        _BOOK | {"n": 5, "noise": 0.5, "batch_size": 5, "epochs": 10, "lr": 0.1},
    ),
)
