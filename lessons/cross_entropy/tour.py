"""Questions to guess at, exercises to try and the stops of the tour in this lesson."""

from lessons.cross_entropy import experiments
from texts import Text
from ui.question import Exercise, Goal, Question, Stop

_PLAIN: dict[str, float | bool | str] = {
    "classes": 3, "o1": 2.0, "o2": 1.0, "o3": -1.0, "true_class": 1, "soft": 0.0, "lr": 1.0, "step": 0,
    "bits": False, "view": "surprisal",
}  # fmt: skip

_MISTAKE: dict[str, float | bool | str] = {"o1": -2.0, "o2": 2.0}
TWICE = Question(
    key="softmax_twice",
    experiment=experiments.softmax_twice,
    prompt=Text(
        "A network of three classes ends in softmax and is trained with CrossEntropyLoss, which applies softmax "
        "again. How small can the loss become, in nats?",
        "一个三分类网络以softmax结尾，又用CrossEntropyLoss训练，后者会再做一次softmax。损失最小能到多少纳特？",
    ),
    low=0.0,
    high=2.0,
    step=0.05,
    close=0.1,
    settings=_PLAIN | {"o1": 10.0, "o2": -10.0, "o3": -10.0, "view": "twice"},
    reason=Text(
        "The second softmax sees numbers between 0 and 1. At best they are (1, 0, 0), and e/(e + 2) is only "
        "@{share}: the loss cannot fall below ln(e + 2) − 1 = @{floor}. Nothing crashes, the training merely "
        "crawls. Give CrossEntropyLoss the logits.",
        "第二个softmax的输入都在0和1之间，最好的情形是(1, 0, 0)，而e/(e + 2)只有@{share}：损失不会低于ln(e + 2) − 1 = @{floor}。程序不报错，只是训练很慢。应当把logit直接传给CrossEntropyLoss。",
    ),
)
HALF = Question(
    key="loss_at_half",
    experiment=experiments.loss_at_half,
    prompt=Text(
        "What is the loss, in nats, when the true class gets one half?", "真实类别得到的概率是一半时，损失是多少纳特？"
    ),
    low=0.0,
    high=5.0,
    step=0.05,
    close=0.06,
    settings=_PLAIN | _MISTAKE | {"o1": 2.0},
    reason=Text(
        "It is −ln ½ = ln 2 = @{half}: one bit. Each halving of the probability adds as much again. Here class 1 now "
        "gets "
        "@{near}, a loss of @{loss}.",
        "是−ln ½ = ln 2 = @{half}，也就是1比特。概率每减半，就再加上这么多。图中类别1现在得到@{near}，损失是@{loss}。",
    ),
)
REPAIRED = Goal(
    experiments.repaired,
    status=Text(
        "Goal: three steps lift the true class from below 0.1 to at least 0.9. At η = @{rate}: from @{before} to "
        "@{after}.",
        "目标：用三步把真实类别的概率从0.1以下提到0.9以上。η = @{rate}时：从@{before}到@{after}。",
    ),
    praise=Text(
        "Repaired in three steps at η = @{rate}: from @{before} to @{after}. Where a mistake is sure, the gradient "
        "is large.",
        "η = @{rate}时三步就纠正了：从@{before}到@{after}。错得越有把握，梯度越大。",
    ),
)

QUESTIONS = (
    HALF,
    TWICE,
    Question(
        key="push_on_a_wrong_class",
        experiment=experiments.push_on_a_wrong_class,
        prompt=Text(
            "o = (2, 1, −1), and class 1 is true. What is the gradient with respect to o₂, and where does a step of "
            "gradient descent move it?",
            "o = (2, 1, −1)，真实类别是1。对o₂的梯度是什么符号，一步梯度下降会把o₂移向哪里？",
        ),
        options=(
            Text("0: the label only speaks of class 1", "是0：标签只与类别1有关"),
            Text("Positive: o₂ moves down", "正：o₂下降"),
            Text("Negative: o₂ moves up", "负：o₂上升"),
        ),
        claim=1,
        settings=_PLAIN,
        reason=Text(
            "The gradient is predicted minus true: softmax gives class 2 the probability @{p}, its label is 0, so the "
            "entry is @{g}, and a step goes against it. Every wrong class's logit goes down by η times its own "
            "probability, here @{p} and @{other}: together as much as o₁ goes up, @{own}, since the entries sum to 0.",
            "梯度是预测概率减标签：softmax给类别2的概率是@{p}，标签是0，所以这一项是@{g}，而一步梯度下降沿反方向走。每个错误类别的logit都下降η乘以它自己的概率，这里是@{p}和@{other}；因为各项之和为0，合起来正好是o₁上升的量@{own}。",
        ),
    ),
    Question(
        key="confident_mistake",
        experiment=experiments.confident_mistake,
        prompt=Text(
            "o = (−8, 8, 0), but class 1 is true. Which loss gives the logits the larger gradient: cross-entropy, or "
            "squared loss on the probabilities?",
            "o = (−8, 8, 0)，真实类别却是1。哪种损失对logit的梯度更大：交叉熵，还是概率上的平方损失？",
        ),
        options=(
            Text("Cross-entropy, by far", "交叉熵，大得多"),
            Text("Squared loss: it punishes large errors more", "平方损失：它对大误差惩罚更重"),
            Text("About the same: both are predicted minus true", "差不多：两者都是预测概率减标签"),
        ),
        claim=0,
        settings=_PLAIN | {"o1": -8.0, "o2": 8.0, "o3": 0.0, "view": "squared"},
        reason=Text(
            "Their sizes are @{cross} and @{squared}. Squared loss has to go back through softmax, whose Jacobian "
            "$\\text{diag}(p) - pp^\\top$ (the matrix of its derivatives) is almost 0 where every p is almost 0 or "
            "1: the "
            "surer the mistake, the smaller the gradient. The logarithm of cross-entropy cancels just that.",
            "两者的大小是@{cross}和@{squared}。平方损失要经过softmax往回传，而各个p都接近0或1时，softmax的雅可比矩阵（它的导数组成的矩阵）$\\text{diag}(p) - pp^\\top$几乎是0：错得越有把握，梯度越小。交叉熵的对数正好抵消了这一点。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "The second derivative of the cross-entropy is a variance: of what? Drag a logit until a diagonal cell "
            "is as "
            "large as it can be, then change the label.",
            "交叉熵的二阶导数是一个方差：是什么的方差？拖动一个logit，让对角线上的一格尽量大，再改变标签看看。",
        ),
        _PLAIN | {"view": "hessian"},
        answer=Text(
            "Of the one-hot label drawn with the probabilities that the model gives: it is 1 with probability p, so "
            "its variance is p(1 − p), here @{p} × (1 − @{p}) = @{cell}, and at most 0.25, at p = ½. The label "
            "changes the gradient, not this: it stays when you change the true class.",
            "是按模型给出的概率抽取的独热标签的方差：它以概率p取1，方差是p(1 − p)，这里是@{p} × (1 − @{p}) = @{cell}，在p = ½时最大，为0.25。标签只影响梯度，不影响它：换真实类别，它不变。",
        ),
        experiment=experiments.variance,
    ),
    Exercise(
        Text(
            "Three equally likely classes: how many bits does one of them carry, and why can no code that writes "
            "one example at a time in whole bits reach that?",
            "三个类别的概率相同：一个类别带有多少比特？逐个编码的二进制码为什么达不到这个下限？",
        ),
        _PLAIN | {"o1": 0.0, "o2": 0.0, "o3": 0.0, "soft": 1.0, "bits": True},
        answer=Text(
            "log₂ 3 = @{entropy} bits. In whole bits the best code words have 1, 2 and 2 bits, @{mean} on average: "
            "only a code that writes many examples together comes closer.",
            "log₂ 3 = @{entropy}比特。用整数个比特，最好的码字长1、2、2比特，平均@{mean}比特：只有把许多样本合起来编码才能更接近。",
        ),
        experiment=experiments.whole_bits,
    ),
    Exercise(
        Text(
            "What does the learning rate do? Two classes, label (½, ½): play at 5, then at 4, then at 0.5.",
            "学习率起什么作用？两个类别，标签是(½, ½)：先用5播放，再用4，再用0.5。",
        ),
        {key: value for key, value in _PLAIN.items() if key != "o3"}
        | {"classes": 2, "o1": 1.0, "o2": -1.0, "soft": 1.0, "lr": 5},
        answer=Text(
            "After ten steps the loss lies above its floor by @{half} at 0.5, by @{four} at 4 and by @{five} at 5. "
            "The curvature in this direction is ½ at the bottom: below 4 every step gets nearer, above it the "
            "steps jump from side to side.",
            "十步之后，损失比下限高出：学习率0.5时@{half}，4时@{four}，5时@{five}。谷底沿这个方向的曲率是½：学习率小于4时每一步都更近，超过4就来回跳。",
        ),
        experiment=experiments.three_rates,
    ),
)

STOPS = (
    Stop(
        Text(
            "Class 1 is true, but the model is sure of class 2. Drag o₂ to the right: which gradient, 1.36 or 0.17 "
            "now, "
            "fades as the mistake gets surer?",
            "真实类别是1，模型却认定是2。把o₂往右拖：现在两种损失的梯度大小是1.36和0.17，错得越有把握，哪一个越小？",
        ),
        _MISTAKE | {"view": "squared"},
        "view_squared",
    ),
    Stop(
        Text(
            "The true class got 0.0171, so the loss is −ln 0.0171 ≈ 4.07: nothing but what the truth got counts.",
            "真实类别得到的概率是0.0171，所以损失是−ln 0.0171 ≈ 4.07：只看真实类别得到多少。",
        ),
        _MISTAKE,
        "view_surprisal",
        ask=HALF,
    ),
    Stop(
        Text(
            "Each bar is p − y, predicted minus true. Drag the true class: which bar is always below 0, and why is no "
            "other longer?",
            "每一根条都是p − y，预测概率减标签。拖动真实类别：哪一根总小于0？为什么没有别的条比它更长？",
        ),
        {},
        "push",
    ),
    Stop(
        Text(
            "Watch the steps repair the mistake: o₁ goes up by as much as the others together go down. Then change the "
            "rate.",
            "看梯度下降怎样一步步纠正错误：o₁上升多少，其余的合起来就下降多少。再改变学习率。",
        ),
        _MISTAKE | {"step": 0},
        "push",
        play=True,
        goal=REPAIRED,
    ),
    Stop(
        Text(
            "A common bug: softmax applied twice. No error, no warning, and yet something is lost.",
            "常见的错误：softmax用了两次。不报错，也不警告，却少了点什么。",
        ),
        {"view": "twice"},
        "view_twice",
        ask=TWICE,
    ),
    Stop(
        Text(
            "Now yours: the label is soft, and training can only lower the loss to the label's entropy, 0.639. At "
            "which "
            "softness is most left?",
            "现在交给你：标签是软性的，训练最多只能把损失降到标签的熵，即0.639。软化程度取多少时，剩下的损失最大？",
        ),
        _MISTAKE | {"soft": 0.3, "lr": 2, "step": 0},
        "view_surprisal",
        play=True,
    ),
)

TAKEAWAYS = (
    Text(
        "Cross-entropy is the negative logarithm of what the true class got: small where the truth was likely, "
        "without end where "
        "it was not.",
        "交叉熵是真实类别所得概率的负对数：概率大时损失小，概率趋于0时损失没有上限。",
    ),
    Text(
        "Its gradient in the logits is softmax(o) − y, predicted minus true: the surer the mistake, the harder the "
        "push.",
        "它对logit的梯度是softmax(o) − y，即预测概率减标签：错得越有把握，推得越用力。",
    ),
    Text(
        "Give it logits, not probabilities. With soft labels what is left is their entropy: no training removes it.",
        "传给它logit，不要传概率。标签是软性的时候，剩下的是标签的熵，训练去不掉。",
    ),
)
