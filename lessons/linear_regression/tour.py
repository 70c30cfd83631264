"""The stops of the tour, questions to guess at and exercises to try in this lesson."""

from lessons.linear_regression import experiments
from texts import Text
from ui.question import Exercise, Goal, Question, Stop

_BOOK = {
    "two_features": True, "w1": 2.0, "w2": -3.4, "b": 4.2, "noise": 0.01, "n": 1000, "batch_size": 10, "lr": 0.03,
    "epochs": 3, "initial_std": 0.01, "seed": 0,
}  # fmt: skip

# All that the sentences rely on is named, whatever the defaults are.
_ONE = _BOOK | {"two_features": False, "noise": 0.5, "n": 200, "lr": 0.05, "log_loss": True}

_FLOOR = _ONE | {"noise": 2, "n": 1000, "epochs": 1, "log_loss": False}
FLOOR = Question(
    key="loss_floor",
    experiment=experiments.loss_floor,
    prompt=Text(
        "The noise is 2. How small can the loss, the mean squared error, become with endless training?",
        "噪声是2。训练无限久，损失（均方误差）最小能到多少？",
    ),
    low=0.0,
    high=12.0,
    step=0.1,
    close=0.3,
    settings=_FLOOR,
    reason=Text(
        "Even the best fit cannot foresee the noise: its variance is left, 2² = 4, times (n − p)/n = @{share}, since "
        "the "
        "p = @{parameters} parameters adapt a little to this very noise. In this sample the noise has a mean square of "
        "@{sample}, and least squares reaches @{floor}. Halve the noise: a quarter is left.",
        "最好的拟合也无法预知噪声，剩下的是噪声的方差2² = 4，再乘以(n − p)/n = @{share}，因为p = @{parameters}个参数会稍微迁就这一份噪声。"
        "这份样本中噪声平方的平均值是@{sample}，最小二乘的损失是@{floor}。噪声减半，就只剩四分之一。",
    ),
)
_FEW = _ONE | {"noise": 2, "n": 20, "batch_size": 20, "lr": 0.3, "epochs": 10}
NEARER = Question(
    key="nearer_line",
    experiment=experiments.nearer_line,
    prompt=Text(
        "Twenty examples and much noise. On which line will training end?",
        "只有20个样本，噪声又大。训练最后会停在哪条直线上？",
    ),
    options=(
        Text("The dotted blue true line", "蓝色点线的真实直线"),
        Text("The dashed violet least-squares line", "紫色虚线的最小二乘直线"),
        Text("Halfway between", "两者正中间"),
    ),
    claim=1,
    settings=_FEW,
    reason=Text(
        "It ends @{least_squares} from least squares and @{truth} from the truth, as a root mean square over the "
        "examples. "
        "Training sees the labels only, never the truth behind them: it can find nothing better than the "
        "least-squares line.",
        "按各样本的均方根计算，它离最小二乘直线@{least_squares}，离真实直线@{truth}。训练只看得到标签，看不到标签背后的真实关系：它能找到的最好结果就是最小二乘直线。",
    ),
)
BREAK = Goal(
    experiments.breaks,
    status=Text(
        "Goal: the smallest rate at which the loss ends above its start. Now η = @{rate}: from @{start} to @{end}.",
        "目标：找出让损失最后高于开始时的最小学习率。现在η = @{rate}：损失从@{start}变到@{end}。",
    ),
    praise=Text(
        "Found: at η = @{rate} the loss goes from @{start} to @{end}, and at @{lower} it still ends below its start.",
        "找到了：η = @{rate}时损失从@{start}变到@{end}，而@{lower}时最后仍低于开始时。",
    ),
)

QUESTIONS = (
    FLOOR,
    NEARER,
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
            "The loss after three epochs is @{zero} from 0 and @{random} from random weights. With one linear layer "
            "the "
            "loss is a bowl with a single lowest point, so at a stable rate every start leads there (given as many "
            "independent examples as parameters); only hidden layers need random weights, to make their units differ.",
            "三个迭代周期后，从0开始的损失是@{zero}，随机初始化的损失是@{random}。只有一个线性层时，损失像一只碗，只有一个最低点；只要学习率稳定（并且独立的样本不少于参数），从哪里出发都会到那里。"
            "有隐藏层时才需要随机权重，让各个单元彼此不同。",
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
            "the section “Labels of the wrong shape” trains it. Our losses refuse these shapes; labels are kept as "
            "(n, 1).",
            "广播机制会得到形状为@{shape}的表：每个预测都与每个标签相减。在真实参数处，这个平均值是@{wrong}，而不是@{loss}；"
            "照这样训练，模型只会预测一个常数，“形状写错的标签”一节就训练了一次。我们的损失函数拒绝这样的形状，标签一律存成(n, 1)。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Initial weights with a variance of 1000: does training still get there? How many more epochs does it "
            "take?",
            "初始权重的方差取1000，训练还能成功吗？要多用几个迭代周期？",
        ),
        _BOOK | {"initial_std": 31.6, "epochs": 10},
        answer=Text(
            "It does: the bowl has one lowest point. The loss starts at @{start_far} instead of @{start_near} and is "
            "within 10% of its floor after @{far} steps instead of @{near}: each step takes off the same share of "
            "what is left, so even a start far away costs only some more of them.",
            "能成功：这只碗只有一个最低点。损失从@{start_far}而不是@{start_near}开始，与下限相差不到10%要@{far}步，而不是@{near}步：每一步去掉剩余误差的同样一部分，所以起点再远，也只多花一些步。",
        ),
        experiment=experiments.far_start,
    ),
    Exercise(
        Text(
            "A rate of 0.001 is safe. Is the training done after three epochs? Find the smallest rate at which it is.",
            "学习率取0.001很稳妥。三个迭代周期后训练完了吗？找出够用的最小学习率。",
        ),
        _BOOK | {"lr": 0.001},
        answer=Text(
            "No: the loss is still @{end}, with a floor of @{floor}. Of the slider’s rates @{rate} is the smallest "
            "that comes within 10% of the floor in three epochs.",
            "没有：损失还有@{end}，而下限是@{floor}。滑块上能在三个迭代周期内与下限相差不到10%的最小学习率是@{rate}。",
        ),
        experiment=experiments.slow_rate,
    ),
    Exercise(
        Text(
            "Five examples, noise 0.5: how far are the learned weights from the true ones, in standard errors? Then "
            "1000.",
            "只有5个样本，噪声0.5：权重的估计误差（学到的与真实的相差多少）是几个标准误差？再换成1000个。",
        ),
        _BOOK | {"n": 5, "noise": 0.5, "batch_size": 5, "epochs": 10, "lr": 0.3},
        answer=Text(
            "With five examples the farthest parameter is @{few} standard errors off, as one expects. With 1000 the "
            "largest standard error falls from @{error_few} to @{error_many}, but now a parameter is @{many} of them "
            "off: minibatches of 5 at η = 0.3 jitter by more than the data leave open. At 0.01 it is @{calm}.",
            "5个样本时，偏得最远的参数相差@{few}个标准误差，属正常。1000个样本时，最大的标准误差从@{error_few}降到@{error_many}，可是有一个参数相差@{many}个标准误差：批量5、η = 0.3时的抖动，比数据留下的不确定还大。η = 0.01时是@{calm}个。",
        ),
        experiment=experiments.few_examples,
    ),
)

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
            "Training lowers the loss, but how far? Set your guess with the slider: it is drawn in the picture. Then "
            "look.",
            "训练会降低损失，但能降到多低？用滑块定下自己的猜测，图中会画出来，再看结果。",
        ),
        settings=_FLOOR | {"step": 0},
        ring="progress",
        play=True,
        ask=FLOOR,
    ),
    Stop(
        say=Text(
            "The gray points are all that training sees. Guess first, then watch the orange line.",
            "训练只看得到灰色的点。先猜，再看橙色直线往哪里走。",
        ),
        settings=_FEW | {"step": 0},
        ring="fit",
        play=True,
        ask=NEARER,
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
            "Now yours: break it. Drag the learning rate to the right until the loss ends above its start.",
            "现在自己动手，把训练弄坏：把学习率往右拖，直到损失最后比开始时还高。",
        ),
        settings=_ONE | {"step": 60},
        ring="progress",
        goal=BREAK,
    ),
)

TAKEAWAYS = (
    Text(
        "A linear layer predicts ŷ = Xw + b. Training lowers the mean squared error: forward, loss, backward, a step "
        "against the gradient, minibatch after minibatch.",
        "线性层的预测是ŷ = Xw + b。训练逐个小批量地降低均方误差：前向计算、求损失、反向传播、沿负梯度走一步。",
    ),
    Text(
        "It ends near least squares, not at the truth: the noise leaves a floor under the loss, and the fewer the "
        "examples, "
        "the farther the two lie apart.",
        "训练停在最小二乘解附近，而不是真实值：噪声给损失留下一个下限；样本越少，两者相差越远。",
    ),
    Text(
        "Too small a rate crawls, too large a rate diverges, and minibatches keep the parameters jittering in between.",
        "学习率太小走得慢，太大会发散；用小批量时，参数还会一直抖动。",
    ),
)
