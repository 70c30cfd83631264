"""Questions to guess at and exercises to try in this lesson."""

from lessons.regression_losses import experiments
from texts import Text
from ui.question import Exercise, Goal, Question, Stop
from ui.visit import Value

_LOSSES: dict[str, Value] = {"part": "losses", "prediction": 3.0, "truth": 0.0, "delta": 1.0}
_LINE: dict[str, Value] = {
    "part": "outlier", "outlier": 10_000, "outlier_at": 0, "delta": 1.0, "tails": "gaussian", "noise": 0.5, "n": 20,
    "seed": 0,
}  # fmt: skip

OUTLIER = Question(
    key="outlier_line",
    experiment=experiments.outlier_line,
    prompt=Text(
        "One of 20 labels is moved further and further, up to 10 000. Which of the three fitted lines follow it?",
        "20个标签中有一个越移越远，最后加上了10 000。三条拟合直线中，哪几条一直跟着它走？",
    ),
    options=(
        Text("Only L2's: its gradient grows with the residual", "只有L2的：它的梯度随残差增大"),
        Text("L2's and Huber's: both begin as a parabola", "L2和Huber的：两者在开头都是抛物线"),
        Text("None: it is one label of twenty", "都不跟：只是二十个标签中的一个"),
        Text("All: each must fit every label", "都跟：每条都要拟合每个标签"),
    ),
    claim=0,
    settings=_LINE,
    reason=Text(
        "At that example the line has moved by @{l2} under L2, but only by @{l1} under L1 and @{huber} under Huber's "
        "loss "
        "(δ = 1), and these two have stopped: beyond δ neither gradient depends on how far off the label is. Which "
        "of the "
        "two moves least depends on δ and on the data: here it is @{least}.",
        "在那个样本处，L2的直线移动了@{l2}，而L1的只移动@{l1}，Huber（δ = 1）的只移动@{huber}，而且这两条已经停下："
        "残差超过δ后，标签离得再远，两者的梯度也不再变化。L1和Huber哪个移动得更少，取决于δ和数据：这里是@{least}。",
    ),
)
_CLOSE = _LOSSES | {"delta": 2.0, "prediction": 0.1}
LASTING = Question(
    key="lasting",
    experiment=experiments.lasting,
    prompt=Text(
        "At a residual of 3 the gradients are 3 (L2), 2 (Huber) and 1 (L1). Which one is as large at a residual of "
        "0.1?",
        "残差为3时，梯度分别是3（L2）、2（Huber）和1（L1）。残差缩小到0.1时，哪一个还是那么大？",
    ),
    options=(Text("L2's", "L2的"), Text("Huber's", "Huber的"), Text("L1's", "L1的")),
    claim=2,
    settings=_CLOSE,
    reason=Text(
        "Now they are @{l2}, @{huber} and @{l1}. Near 0 Huber's loss is L2's parabola: what pulls fades with the "
        "residual. L1 "
        "pulls with the same force until the sign changes, and then the other way.",
        "现在分别是@{l2}、@{huber}和@{l1}。在0附近Huber损失就是L2的抛物线：拉力随残差变小。L1的拉力始终一样大，直到残差变号，又反向拉回去。",
    ),
)
_TRAIN: dict[str, Value] = {
    "part": "training", "lr": 0.1, "delta": 1.0, "batch_size": 10, "train_noise": 0, "seed": 0,
}  # fmt: skip
RESTLESS = Question(
    key="restless",
    experiment=experiments.restless,
    prompt=Text(
        "The same line is trained under each loss, on labels without noise. Under which does it not come to rest?",
        "标签没有噪声，用三种损失各训练一条直线。哪一种停不下来？",
    ),
    options=(Text("Under L2", "L2损失"), Text("Under Huber's loss", "Huber损失"), Text("Under L1", "L1损失")),
    claim=2,
    settings=_TRAIN,
    reason=Text(
        "Over the last 20 steps the minibatch's gradient is @{l1} long under L1 on average, @{l2} under L2 and "
        "@{huber} under "
        "Huber's loss. L1's does not fade near the goal: at a constant rate the line steps over it again and again.",
        "最后20步里小批量梯度的长度，L1平均是@{l1}，L2是@{l2}，Huber是@{huber}。L1的梯度在目标附近不变小：学习率不变时，直线一再越过目标。",
    ),
)
MEETING = Goal(
    experiments.meeting,
    status=Text(
        "Goal: a residual other than 0 where L2 and Huber agree. Now r = @{r}: L2 @{l2}, Huber @{huber}.",
        "目标：找一个不为0的残差，使L2与Huber相同。现在r = @{r}：L2是@{l2}，Huber是@{huber}。",
    ),
    praise=Text(
        "They agree: at r = @{r} both are @{l2}. Up to δ = @{delta} Huber's loss is L2's parabola.",
        "相同了：r = @{r}时两者都是@{l2}。残差不超过δ = @{delta}时，Huber损失就是L2的抛物线。",
    ),
)

QUESTIONS = (
    OUTLIER,
    LASTING,
    RESTLESS,
    Question(
        key="huber_at_three",
        experiment=experiments.huber_at_three,
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
        experiment=experiments.near_zero,
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
            "prediction is. Where the labels have no noise, steps at a constant learning rate then do not shrink, so "
            "the path jitters; "
            "the gradients of L2 and Huber do shrink (to @{huber} here).",
            "L1的梯度是残差的符号：之前是@{before}，之后是@{after}，离得再近也一样。因此标签没有噪声、学习率不变时，步子不会变小，于是来回抖动；L2和Huber的梯度会变小（这里是@{huber}）。",
        ),
    ),
    Question(
        key="best_under_l1",
        experiment=experiments.best_under_l1,
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
            "The median, @{l1}: two labels lie on either side, and a move to either side brings you closer to two "
            "labels "
            "and away from three. Under L2 it is the mean, @{l2}; under Huber's loss with δ = 1 it is @{huber}.",
            "是中位数@{l1}：两侧各有两个标签，往哪边移都是靠近两个、远离三个。L2下是平均值@{l2}，Huber（δ = 1）下是@{huber}。",
        ),
    ),
    Question(
        key="two_hubers",
        experiment=experiments.two_hubers,
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
            "HuberLoss(delta=2) is @{huber} and SmoothL1Loss(beta=2) is @{smooth}: always δ times. The same learning "
            "rate "
            "then takes steps of different length. At δ = 1 the two are one.",
            "HuberLoss(delta=2)是@{huber}，SmoothL1Loss(beta=2)是@{smooth}，前者总是后者的δ倍，所以同样的学习率走出的步长不同。δ = 1时两者相同。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Use Huber's loss and add 10 000 to one label: what happens to each fit? Then put it in the middle (50).",
            "用Huber损失，把一个标签加上10 000：每条拟合直线会怎样？再把它放到中间（50）。",
        ),
        _LINE,
        answer=Text(
            "At the left end L2’s line moves by @{l2_end} at that example, L1’s by @{l1_end} and Huber’s by "
            "@{huber_end}; in the middle by @{l2_middle}, @{l1_middle} and @{huber_middle}. An example at the end "
            "has a longer lever: L2 gives it more of the line.",
            "在最左端，L2的直线在那个样本处移动@{l2_end}，L1移动@{l1_end}，Huber移动@{huber_end}；在中间则分别是@{l2_middle}、@{l1_middle}和@{huber_middle}。端点的样本杠杆更长，L2的直线更听它的。",
        ),
        experiment=experiments.wild_places,
    ),
    Exercise(
        Text(
            "Laplace noise: the negative log-likelihood is L1. Which loss comes closest on average? Then take the "
            "Gaussian.",
            "拉普拉斯噪声的负对数似然就是L1。平均来看哪种损失最接近真实直线？再换成高斯噪声。",
        ),
        _LINE | {"outlier": 0, "tails": "laplace", "n": 50},
        answer=Text(
            "Under Laplace noise @{laplace} lies closest on average: L2 @{l2_laplace}, L1 @{l1_laplace}, Huber "
            "@{huber_laplace}. Under Gaussian noise it is @{gaussian}: @{l2_gaussian}, @{l1_gaussian} and "
            "@{huber_gaussian}. Huber’s loss is near the best both times.",
            "拉普拉斯噪声下平均最接近的是@{laplace}：L2是@{l2_laplace}，L1是@{l1_laplace}，Huber是@{huber_laplace}。高斯噪声下是@{gaussian}：分别是@{l2_gaussian}、@{l1_gaussian}和@{huber_gaussian}。Huber损失两次都离最好的不远。",
        ),
        experiment=experiments.noise_and_loss,
    ),
    Exercise(
        Text(
            "Five examples, and the outlier stands at the left end: does L1's line still hold? Then try other seeds.",
            "只有五个样本，而离群的那个在最左端：L1的直线还稳得住吗？再换几个种子。",
        ),
        _LINE | {"outlier": 20, "n": 5, "seed": 1},
        answer=Text(
            "Here it moves by @{moved}. For @{turned} of the seeds 0 to 9 L1’s line goes right through the wild "
            "label: among five examples one at the end can be one of the two that the line passes through. “Robust” "
            "means bounded pull, not that nothing can happen.",
            "这里移动了@{moved}。种子0到9中，有@{turned}个使L1的直线正好穿过离群的标签：五个样本中，端点的那个可能正是直线穿过的两个之一。“稳健”是说拉力有界，不是说什么都不会发生。",
        ),
        experiment=experiments.five_examples,
    ),
)

STOPS = (
    Stop(
        say=Text(
            "20 is added to one label: L2's line turns towards it, the other two hardly.",
            "一个标签加上了20：L2的直线朝它转去，另外两条几乎不动。",
        ),
        settings=_LINE | {"outlier": 20},
        ring="scene",
        ask=OUTLIER,
    ),
    Stop(
        say=Text(
            "What does a residual of 3 cost? 4.5 under L2, 4 under Huber's loss, 3 under L1. Drag the prediction "
            "until L2 and Huber agree.",
            "残差为3，代价是多少？L2是4.5，Huber是4，L1是3。拖动预测，直到L2和Huber相同。",
        ),
        settings=_LOSSES | {"delta": 2.0},
        ring="value",
        goal=MEETING,
    ),
    Stop(
        say=Text(
            "The gradient is what pulls the prediction back, the stronger the larger it is.",
            "梯度就是把预测拉回来的力，梯度越大，拉得越用力。",
        ),
        settings=_LOSSES | {"delta": 2.0},
        ring="slope",
        ask=LASTING,
    ),
    Stop(
        say=Text(
            "One constant for five labels: L2 takes the mean, L1 the median, Huber lies between. Guess which follow "
            "one label, then add 20 to it.",
            "用一个常数预测五个标签：L2取平均值，L1取中位数，Huber在两者之间。猜一猜哪些会跟着一个标签走，再给它加上20。",
        ),
        settings={"part": "constant", "outlier": 0, "delta": 1.0},
        ring="constant",
    ),
    Stop(
        say=Text(
            "What pulls also decides how a training ends.",
            "拉力的大小也决定训练怎样结束。",
        ),
        settings=_TRAIN | {"step": 0},
        ring="size",
        play=True,
        ask=RESTLESS,
    ),
    Stop(
        say=Text(
            "Now yours: on average, each loss lies nearest to the true line under one of the three noises. Which "
            "under which? See the table's last column.",
            "轮到你了：三种噪声下，平均来看最接近真实直线的损失各不相同。哪种噪声对应哪种损失？看表的最后一列。",
        ),
        settings=_LINE | {"outlier": 0, "n": 50},
        ring="scene",
    ),
)

TAKEAWAYS = (
    Text(
        "L2 squares the residual, L1 takes its size, Huber's loss is L2 up to δ and a line beyond.",
        "L2取残差的平方，L1取残差的绝对值，Huber损失在δ以内是L2，以外是直线。",
    ),
    Text(
        "What pulls is the gradient: L2's grows with the residual, so one wild label turns its line; those of L1 and "
        "Huber are "
        "bounded.",
        "起作用的是梯度：L2的梯度随残差增大，一个离群的标签就能让直线转过去；L1和Huber的梯度有界。",
    ),
    Text(
        "Each loss is the negative log-likelihood of a noise: L2 of Gaussian, L1 of Laplace noise. L2 takes means, "
        "L1 medians.",
        "每种损失都是某种噪声的负对数似然：L2对应高斯噪声，L1对应拉普拉斯噪声。L2取平均值，L1取中位数。",
    ),
)
