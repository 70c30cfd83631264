"""The stops of the tour, questions to guess at and exercises to try in this lesson."""

from lessons.linear_regression import experiments
from texts import Text
from ui.question import Exercise, Question, Stop

_BOOK = {
    "two_features": True, "w1": 2.0, "w2": -3.4, "b": 4.2, "noise": 0.01, "n": 1000, "batch_size": 10, "lr": 0.03,
    "epochs": 3, "initial_std": 0.01, "seed": 0,
}  # fmt: skip

QUESTIONS = (
    Question(
        key="zero_start",
        experiment=experiments.zero_start,
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
            "loss is a bowl with a single lowest point, so at a stable rate every start leads there (given as many "
            "independent examples as parameters); only hidden layers need random weights, to make their units differ.",
            "三个迭代周期后，从0开始的损失是@{zero}，随机初始化的损失是@{random}。只有一个线性层时，损失像一只碗，只有一个最低点；只要学习率稳定（并且独立的样本不少于参数），从哪里出发都会到那里。"
            "有隐藏层时才需要随机权重，让各个单元彼此不同。",
        ),
    ),
    Question(
        key="loss_floor",
        experiment=experiments.loss_floor,
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
            "Even the best fit cannot foresee the noise. On average over data sets its variance is left, 0.5² = 0.25, "
            "times (n − p)/n = @{share} with p = @{parameters} parameters, because the fit adapts a little to this very "
            "noise. In this sample the noise happens to have a mean square of @{sample}, and least squares reaches @{floor}.",
            "最好的拟合也无法预知噪声。在许多数据集上平均来看，剩下的是噪声的方差0.5² = 0.25乘以(n − p)/n = @{share}（参数个数p = @{parameters}），"
            "因为拟合会稍微迁就这一份噪声。这份样本中噪声平方的平均值恰好是@{sample}，最小二乘的损失是@{floor}。",
        ),
    ),
    Question(
        key="column_against_row",
        experiment=experiments.column_against_row,
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
        shows=False,  # the section is folded
        reason=Text(
            "Broadcasting makes a table of shape @{shape} out of it: every prediction against every label. At the true "
            "parameters that mean is @{wrong} instead of @{loss}, and training on it learns to predict one constant: "
            "the section “Labels of the wrong shape” trains it. Our losses refuse these shapes; labels are kept as (n, 1).",
            "广播机制会得到形状为@{shape}的表：每个预测都与每个标签相减。在真实参数处，这个平均值是@{wrong}，而不是@{loss}；"
            "照这样训练，模型只会预测一个常数，“形状写错的标签”一节就训练了一次。我们的损失函数拒绝这样的形状，标签一律存成(n, 1)。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Initial weights with a variance of 1000: does training still get there? How many more epochs does it take?",
            "初始权重的方差取1000，训练还能成功吗？要多用几个迭代周期？",
        ),
        _BOOK | {"initial_std": 31.6, "epochs": 10},
    ),
    Exercise(
        Text(
            "A rate of 0.001 is safe. Is the training done after three epochs? Find the smallest rate at which it is.",
            "学习率取0.001很稳妥。三个迭代周期后训练完了吗？找出够用的最小学习率。",
        ),
        _BOOK | {"lr": 0.001},
    ),
    Exercise(
        Text(
            "Five examples, noise 0.5: how far are the learned weights from the true ones, in standard errors? Then 1000.",
            "只有5个样本，噪声0.5：权重的估计误差（学到的与真实的相差多少）是几个标准误差？再换成1000个。",
        ),
        _BOOK | {"n": 5, "noise": 0.5, "batch_size": 5, "epochs": 10, "lr": 0.3},
    ),
)

# All that the sentences rely on is named, whatever the defaults are.
_ONE = _BOOK | {"two_features": False, "noise": 0.5, "n": 200, "lr": 0.05, "log_loss": True}

STOPS = (
    Stop(
        say=Text(
            "Watch the training: the orange line starts flat and turns, step by step, until it lies among the points.",
            "看训练过程：橙色直线一开始是平的，一步一步转动，最后落到点群中间。",
        ),
        settings=_ONE | {"step": 0},
        ring="fit",
        play=True,
    ),
    Stop(
        say=Text(
            "All 200 examples in every step. Drag the step from 0 to 10: each time the orange dot goes about 4/10 of "
            "the way left to the center of the rings.",
            "每一步都用全部200个样本。把训练步从0拖到10：橙点离椭圆中心还有一段路，每步大约走完其中的四成。",
        ),
        settings=_ONE | {"batch_size": 200, "lr": 0.2, "epochs": 10, "step": 0},
        ring="progress",
    ),
    Stop(
        say=Text(
            "The loss stops at the dashed noise floor, not at 0. Guess where the floor goes if you halve the noise, "
            "then drag the noise from 2 to 1.",
            "损失停在虚线（损失下限）处，不会到0。先猜：噪声减半，虚线会到哪里？再把噪声从2拖到1。",
        ),
        settings=_ONE | {"noise": 2, "n": 1000, "epochs": 1, "log_loss": False, "step": 100},
        ring="progress",
    ),
    Stop(
        say=Text(
            "Twenty examples and much noise: will training end on the blue true line or on the dashed violet "
            "least-squares line? Guess, then press play.",
            "只有20个样本，噪声又大：训练最后会停在蓝色的真实直线上，还是紫色虚线的最小二乘直线上？先猜，再按播放键。",
        ),
        settings=_ONE | {"noise": 2, "n": 20, "batch_size": 20, "lr": 0.3, "epochs": 10, "step": 0},
        ring="fit",
    ),
    Stop(
        say=Text(
            "The book's run: two features, hardly any noise, three epochs. Press play: both weights come within 0.001 "
            "of the true ones. Its losses stand below.",
            "书中的训练：两个特征，几乎没有噪声，三个迭代周期。按播放键：两个权重与真实值都相差不到0.001。各周期的损失列在下面。",
        ),
        settings=_BOOK | {"log_loss": True, "step": 0},
        ring="progress",
    ),
    Stop(
        say=Text(
            "Now yours: break it. Drag the learning rate to the right until the loss ends above its start. Which is the "
            "last rate that still works?",
            "现在自己动手，把训练弄坏：把学习率往右拖，直到损失最后比开始时还高。最后一个还能用的学习率是多少？",
        ),
        settings=_ONE | {"step": 60},
        ring="progress",
    ),
)
