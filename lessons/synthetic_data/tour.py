"""The stops of the tour, questions to guess at and exercises to try in this lesson."""

from lessons.synthetic_data import experiments
from texts import Text
from ui.question import Exercise, Question, Stop

_BOOK: dict[str, float | str] = {
    "two_features": True, "w1": 2.0, "w2": -3.4, "b": 4.2, "noise": 0.01, "n": 1000, "seed": 0,
}  # fmt: skip
_EPOCH: dict[str, float | str] = {"batch_size": 10, "shuffle": True, "drop_last": False, "epoch": 1}

# All that the sentences rely on is named, whatever the defaults are.
_ONE: dict[str, float | str] = {
    "two_features": False, "w1": 2.0, "b": 4.2, "noise": 0.5, "n": 200, "seed": 0, "batch": 1,
}  # fmt: skip
_DEALT: dict[str, float | str] = _ONE | _EPOCH | {"n": 100, "batch_size": 10}

_TWO = _ONE | _EPOCH | {"two_features": True, "w2": -3.4, "noise": 0}
MISSED = Question(
    key="missing_feature",
    experiment=experiments.missing_feature,
    prompt=Text(
        "Two features and no noise, yet in the upper picture the points miss the blue line. Why?",
        "有两个特征，没有噪声，上图的点却不在蓝线上。为什么？",
    ),
    options=(
        Text("There is hidden noise", "其实有噪声"),
        Text("The line is drawn wrong", "线画错了"),
        Text("The labels depend on x₂, too", "标签还取决于x₂"),
    ),
    claim=2,
    settings=_TWO,
    reason=Text(
        "Each label is w₁x₁ + w₂x₂ + b, and the picture shows only x₁. What is missing, w₂x₂, lifts and lowers the "
        "points, by "
        "@{missed} as a root mean square; take it away and nothing is left. Now drag w₂ to 0: they fall onto the line.",
        "每个标签都是w₁x₁ + w₂x₂ + b，而这张图只画出x₁。没画出的w₂x₂让点上下偏离，均方根为@{missed}；减去它就一点不剩。现在把w₂拖到0：点都落到线上。",
    ),
)
_SHORT = _ONE | _EPOCH | {"n": 100, "batch_size": 32}
SHORT_BATCH = Question(
    key="short_batch",
    experiment=experiments.last_batch,
    prompt=Text(
        "100 examples in minibatches of 32. How many examples are in the last one?",
        "100个样本，每批32个。最后一批有几个样本？",
    ),
    low=0,
    high=32,
    step=1,
    close=0.5,
    settings=_SHORT | {"batch": 4},
    reason=Text(
        "@{full} full minibatches take @{taken} examples, and @{last} are left: the colored cells. A step on them "
        "weighs as "
        "much as one on 32. Now drop the short one: every epoch leaves out @{last} others.",
        "@{full}个满的小批量用掉@{taken}个样本，还剩@{last}个，就是着色的方格。用它们走一步，和用32个走一步分量相同。现在丢弃这不满的一批：每个迭代周期都会漏掉@{last}个不同的样本。",
    ),
)

QUESTIONS = (
    MISSED,
    SHORT_BATCH,
    Question(
        key="last_batch",
        experiment=experiments.last_batch,
        prompt=Text(
            "1000 examples, batch size 32. How many examples are in the last minibatch of the epoch?",
            "1000个样本，批量大小32。一个迭代周期的最后一个小批量有几个样本？",
        ),
        low=0,
        high=32,
        step=1,
        close=0.5,
        settings=_BOOK | _EPOCH | {"batch_size": 32, "batch": 32},
        reason=Text(
            "@{full} full minibatches take @{taken} examples, and @{last} are left. They make a short minibatch of "
            "their "
            "own: a `DataLoader` keeps it unless it is told `drop_last=True`.",
            "@{full}个满的小批量用掉@{taken}个样本，还剩@{last}个。它们自成一个不满的小批量：除非指定`drop_last=True`，否则`DataLoader`会保留它。",
        ),
    ),
    Question(
        key="unshuffled",
        experiment=experiments.unshuffled,
        prompt=Text(
            "Shuffling is off. Which examples are in the first minibatch of the second epoch?",
            "不打乱。第二个迭代周期的第一个小批量里有哪些样本？",
        ),
        options=(
            Text("The ones that follow the first epoch's first minibatch", "接在第一个迭代周期第一批之后的那些样本"),
            Text("The same ones as in the first epoch", "和第一个迭代周期的第一批相同"),
            Text("Others, by chance", "随机的另一些样本"),
        ),
        claim=1,
        settings=_BOOK | _EPOCH | {"shuffle": False, "epoch": 2},
        reason=Text(
            "Each epoch begins anew at index @{first}: without shuffling it goes through the same minibatches in the "
            "same "
            "order, again and again. That is why the iterator shuffles when `is_train` is set.",
            "每个迭代周期都从下标@{first}重新开始：不打乱时，每次都按同样的顺序经过同样的小批量。所以`is_train`为真时，迭代器会打乱顺序。",
        ),
    ),
    Question(
        key="spread_of_labels",
        experiment=experiments.spread_of_labels,
        prompt=Text(
            "w = [2, −3.4], b = 4.2 and hardly any noise. What is the standard deviation of the labels?",
            "w = [2, −3.4]，b = 4.2，几乎没有噪声。标签的标准差是多少？",
        ),
        low=0.0,
        high=8.0,
        step=0.1,
        close=0.4,
        settings=_BOOK | _EPOCH,
        shows=False,
        reason=Text(
            "The features are independent with variance 1, so the labels have the variance 2² + 3.4² = 15.56: a "
            "deviation of 3.94. On these examples it is @{found}. The bias moves all labels alike and adds nothing.",
            "两个特征相互独立，方差都是1，所以标签的方差是2² + 3.4² = 15.56，标准差3.94；在这份样本上是@{found}。偏置让所有标签一起移动，不影响标准差。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "The number of examples is no multiple of the batch size: what becomes of the last ones? Then drop them.",
            "样本数不是批量大小的整数倍，最后几个样本会怎样？再试试丢弃它们。",
        ),
        _BOOK | _EPOCH | {"n": 50, "batch_size": 20},
        answer=Text(
            "@{last} are left for the last minibatch: it makes a step like the others, on fewer examples. Dropped, "
            "an epoch uses @{taken} examples; shuffling leaves out other @{left} each time.",
            "还剩@{last}个，组成最后一个小批量：它和别的批一样走一步，只是样本少。丢弃它，一个迭代周期就只用@{taken}个样本；打乱时，每次漏掉的@{left}个都不同。",
        ),
        experiment=experiments.left_over,
    ),
    Exercise(
        Text(
            "Why shuffle anew each epoch? Compare the cells of epochs 1, 2 and 3, with and without shuffling.",
            "为什么每个迭代周期都要重新打乱？比较第1、2、3个迭代周期的方格图，打乱和不打乱各看一次。",
        ),
        _BOOK | _EPOCH | {"n": 100, "batch_size": 10, "epoch": 2},
        answer=Text(
            "Without shuffling all @{ordered} of @{n} cells keep their color: every epoch repeats the same "
            "minibatches, and an order in the data, such as sorted labels, becomes an order of the steps. Shuffled, "
            "only @{shuffled} keep it from epoch 1 to 2, by chance.",
            "不打乱时，@{n}个方格中@{ordered}个颜色都不变：每个迭代周期重复同样的小批量，数据原有的次序（例如按标签排好）就成了训练步的次序。打乱时，从第1到第2个迭代周期只有@{shuffled}个碰巧不变。",
        ),
        experiment=experiments.same_color,
    ),
    Exercise(
        Text(
            "20 examples, batch size 32, and a short minibatch is dropped: how many steps does an epoch take?",
            "20个样本，批量大小32，不满的一批又被丢弃：一个迭代周期有几步？",
        ),
        _BOOK | _EPOCH | {"n": 20, "batch_size": 32, "drop_last": True},
        answer=Text(
            "@{steps}: the only minibatch is short and is dropped, so nothing is trained, without any error. Kept, "
            "it would be @{kept_steps} step on all 20.",
            "@{steps}步：唯一的小批量不满，被丢弃，什么也没训练，也不报错。保留它，就是用全部20个样本走@{kept_steps}步。",
        ),
        experiment=experiments.left_over,
    ),
)

STOPS = (
    Stop(
        say=Text(
            "Why make our own data? We know their rule, so we can check what training finds. Drag w₁ below 0: line and "
            "labels tilt the other way.",
            "为什么要自己造数据？因为规则已知，训练学到的结果可以核对。把w₁拖到0以下：直线和标签一起倒向另一边。",
        ),
        settings=_ONE | _EPOCH,
        ring="scatter",
    ),
    Stop(
        say=Text(
            "Without noise every label lies on the blue line. Drag the noise up and watch the labels scatter above and "
            "below it.",
            "没有噪声时，每个标签都在蓝线上。把噪声调大，看标签怎样散布到蓝线的上下。",
        ),
        settings=_ONE | _EPOCH | {"noise": 0},
        ring="scatter",
    ),
    Stop(
        say=Text(
            "One picture for each feature. Look at the upper one, and say what you think.",
            "每个特征一张图。看上面那张，想一想。",
        ),
        settings=_TWO,
        ring="scatter",
        ask=MISSED,
    ),
    Stop(
        say=Text(
            "Watch the data iterator hand out one minibatch of 10 after another. After ten of them every example has "
            "come once: that is an epoch.",
            "看数据迭代器逐个取出小批量，每批10个样本。取完十批，每个样本都恰好出现一次：这就是一个迭代周期。",
        ),
        settings=_DEALT,
        ring="bare_minibatches",
        play=True,
    ),
    Stop(
        say=Text(
            "The number of examples is no multiple of the batch size: something is left over.",
            "样本数不是批量大小的整数倍：会剩下一些。",
        ),
        settings=_SHORT,
        ring="bare_minibatches",
        ask=SHORT_BATCH,
    ),
    Stop(
        say=Text(
            "Now yours: compare the epochs 1, 2 and 3, with shuffling and without. When does each cell keep its color?",
            "现在自己动手：比较第1、2、3个迭代周期，打乱和不打乱各看一次。什么时候每个方格的颜色都不变？",
        ),
        settings=_DEALT,
        ring="bare_minibatches",
    ),
)

TAKEAWAYS = (
    Text(
        "Labels of our own making are y = Xw + b plus noise: because the rule is known, training can be checked "
        "against it.",
        "自己造的标签是y = Xw + b再加噪声：因为规则已知，训练的结果可以拿它来核对。",
    ),
    Text(
        "The data iterator hands out every example once an epoch, a minibatch at a time; the last one may be short.",
        "数据迭代器在每个迭代周期中把每个样本恰好取出一次，每次一个小批量；最后一批可能不满。",
    ),
    Text(
        "Shuffling makes each epoch's minibatches others, so that no order in the data leaves its trace in the "
        "training.",
        "打乱顺序使每个迭代周期的小批量都不同，数据原有的顺序就不会影响训练。",
    ),
)
