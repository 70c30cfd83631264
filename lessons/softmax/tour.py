"""The stops of this lesson's tour, questions to guess at and exercises to try."""

from lessons.softmax import experiments
from texts import Text
from ui.question import Exercise, Goal, Question, Stop

_START = {"classes": 3, "o1": 2.0, "o2": 1.0, "o3": -1.0, "temperature": 1, "shift": 0.0, "scale": 1}

SHIFT = Question(
    key="softmax_shift",
    experiment=experiments.shift,
    prompt=Text(
        "The logits are 2, 1 and −1. Add 5 to each of them. What happens to the probability of class 1?",
        "logit是2、1、−1。每个都加5，类别1的概率会怎样？",
    ),
    options=(Text("It grows", "变大"), Text("It stays", "不变"), Text("It falls", "变小")),
    claim=1,
    settings=_START | {"shift": 5.0},
    reason=Text(
        "It is @{before} before and @{after} after: every exponential and their sum grow by the same factor e⁵, "
        "which cancels. The logsumexp does move, from @{lse_before} to @{lse_after}.",
        "加之前是@{before}，加之后是@{after}：每个指数和它们的总和都乘了同一个e⁵，约掉了。logsumexp却会跟着移动，从@{lse_before}变成@{lse_after}。",
    ),
)
_TWO = {"classes": 2, "o1": 1.0, "o2": 0.0, "temperature": 1, "shift": 0.0, "scale": 1}
EQUAL = Question(
    key="equal_logits",
    experiment=experiments.equal_logits,
    prompt=Text("Two classes. What is p₁ where both logits are equal?", "两个类别。两个logit相等时，p₁是多少？"),
    low=0.0,
    high=1.0,
    step=0.01,
    close=0.015,
    settings=_TWO | {"o1": 0.0},
    reason=Text(
        "Both exponentials are @{exp}, so each class gets @{exp}/@{sum}, one half: the middle of the curve. Only the "
        "difference of the logits counts, whatever their size.",
        "两个指数都是@{exp}，所以各得@{exp}/@{sum}，也就是一半：曲线的正中间。只有两个logit之差起作用，与大小无关。",
    ),
)
OVERFLOW = Question(
    key="overflow_at_89",
    experiment=experiments.overflow,
    prompt=Text(
        "float32 still holds exp(88). What does the naive formula exp(o) / Σ exp(o) give when the largest logit is 89?",
        "float32还放得下exp(88)。最大的logit是89时，朴素公式exp(o) / Σ exp(o)得到什么？",
    ),
    options=(
        Text("`nan`: not a number", "`nan`：不是数"),
        Text("The right probabilities", "正确的概率"),
        Text("All zeros", "全是0"),
    ),
    claim=0,
    settings=_START | {"size": 89, "spread": 1},
    reason=Text(
        "float32 reaches @{largest}, so exp overflows above @{limit}: it becomes infinite, and infinity by infinity "
        "is no "
        "number. With the maximum subtracted first the largest exponent is 0: that row has not moved.",
        "float32最大到@{largest}，指数超过@{limit}就上溢成无穷大，而无穷大除以无穷大不是数。先减去最大值，最大的指数就是0：那一行一点没动。",
    ),
)
RESTORED = Goal(
    experiments.restored,
    status=Text(
        "Goal: at T = @{temperature} the probabilities of T = 1 again. Now p₁ = @{now}; at T = 1 it is @{plain}.",
        "目标：T = @{temperature}时恢复T = 1时的概率。现在p₁ = @{now}，T = 1时是@{plain}。",
    ),
    praise=Text(
        "They are back: a scale of s = @{scale} undoes T = @{temperature}. A shift c cannot do it, it cancels.",
        "恢复了：s = @{scale}正好抵消T = @{temperature}。平移c做不到，它会约掉。",
    ),
)

QUESTIONS = (
    SHIFT,
    EQUAL,
    OVERFLOW,
    Question(
        key="softmax_temperature",
        experiment=experiments.temperature,
        prompt=Text(
            "Two classes with logits 1 and 0: class 1 has the probability 0.731. Halve the temperature, to T = 1/2. "
            "What is it now?",
            "两个类别，logit是1和0，类别1的概率是0.731。温度减半，T = 1/2，现在是多少？",
        ),
        low=0.0,
        high=1.0,
        step=0.01,
        close=0.03,
        settings={"classes": 2, "o1": 1.0, "o2": 0.0, "temperature": 0.5, "shift": 0.0, "scale": 1},
        reason=Text(
            "Half the temperature doubles the logits, to 2 and 0, as s = 2 would: e² / (e² + 1) = @{half}. A "
            "temperature of 2 "
            "gives @{twice} instead. The colder, the surer; the order stays.",
            "温度减半使logit加倍，变成2和0，与s = 2一样：e² / (e² + 1) = @{half}。温度取2则得到@{twice}。温度越低越有把握，次序不变。",
        ),
    ),
    Question(
        key="softmax_overflow",
        experiment=experiments.overflow,
        prompt=Text(
            "The largest logit is 50. What does the naive formula exp(o) / Σ exp(o) give in float32?",
            "最大的logit是50。朴素公式exp(o) / Σ exp(o)在float32中得到什么？",
        ),
        options=(
            Text("Overflow: `nan`", "上溢：`nan`"),
            Text("The right probabilities", "正确的概率"),
            Text("All zeros", "全是0"),
        ),
        claim=1,
        settings=_START | {"size": 50, "spread": 1},
        reason=Text(
            "exp(50) is about @{exp50}; float32 reaches @{largest}, so exp overflows only just above @{limit}. float16 "
            "ends just above @{limit16}. Try 89 and 100.",
            "exp(50)约为@{exp50}，float32最大能到@{largest}，所以略超过@{limit}才会上溢；float16略超过@{limit16}就到头了。再试试89和100。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "float16: move the largest logit from 10 to 11. What breaks, although exp(11) still fits?",
            "float16：把最大的logit从10移到11。exp(11)还放得下，是什么出了问题？",
        ),
        _START | {"size": 10, "spread": 1},
        answer=Text(
            "Only the sum: exp(11) = @{exp} still fits below @{largest}, but all exponentials together are @{sum}. "
            "The sum overflows, and number by infinity is 0: all probabilities are 0, and nothing warns.",
            "是总和：exp(11) = @{exp}还放得下（最大@{largest}），但所有指数之和是@{sum}。总和上溢成无穷大，数除以无穷大是0：所有概率都成了0，却没有任何警告。",
        ),
        experiment=experiments.half_precision,
    ),
    Exercise(
        Text(
            "A logit of 100: what breaks, and what mends it?",
            "有一个logit是100：哪里会出错，怎样补救？",
        ),
        _START | {"size": 100, "spread": 1},
        answer=Text(
            "exp(100) is @{exp}; in float32 exponents end at @{limit}, so it becomes infinite, and infinity by "
            "infinity is `nan`. Subtract the largest logit first: the largest exponent is 0, and p₁ = @{p} as it "
            "should be.",
            "exp(100)约为@{exp}，而float32的指数到@{limit}为止，于是变成无穷大，无穷大除以无穷大是`nan`。先减去最大的logit：最大的指数是0，p₁ = @{p}，正确。",
        ),
        experiment=experiments.breaks_and_mends,
    ),
    Exercise(
        Text(
            "All logits below −100: why is it 0/0 now?",
            "所有logit都小于−100：为什么变成了0/0？",
        ),
        _START | {"size": -110, "spread": 1},
        answer=Text(
            "Each exponential is too small for float32, exp(−110) = @{exp}, and is rounded to 0; so is their sum. "
            "Subtracting the largest logit mends this, too: p₁ = @{p}.",
            "每个指数对float32来说都太小，exp(−110) = @{exp}，被舍入成0，总和也是0。先减去最大的logit同样能补救：p₁ = @{p}。",
        ),
        experiment=experiments.breaks_and_mends,
    ),
    Exercise(
        Text(
            "Temperature 1/2, then 2: which of them makes the classifier surer? Then go to the slider's two ends.",
            "温度取1/2，再取2：哪一个让分类器更有把握？再把滑块拉到两端看看。",
        ),
        _START | {"temperature": 0.5},
        answer=Text(
            "T = 1/2: p₁ is @{half}, against @{twice} at T = 2. At the ends it is @{cold} at T = 0.05, all for one, "
            "and @{warm} at T = 100, nearly the same for all. The order never changes.",
            "T = 1/2：p₁是@{half}，而T = 2时是@{twice}。两端：T = 0.05时是@{cold}，一类独占；T = 100时是@{warm}，各类几乎相同。次序始终不变。",
        ),
        experiment=experiments.colder_and_warmer,
    ),
)

STOPS = (
    Stop(
        say=Text(
            "o₃ is negative, its probability is not: exp makes it positive, and division by the total makes the sum "
            "1. Drag o₃ "
            "up: who pays, and in which ratio?",
            "o₃是负数，它的概率却是正的：exp使各项为正，再除以总和，加起来就是1。把o₃往上拖：它多得的由谁出，按什么比例？",
        ),
        settings=_START,
        ring="softmax",
    ),
    Stop(
        say=Text(
            "A shift c is added to all logits. With c = 5 each exponential becomes 148 times as large.",
            "平移c：所有logit都加上c。c = 5时每个指数都变为原来的148倍。",
        ),
        settings=_START,
        ring="softmax",
        ask=SHIFT,
    ),
    Stop(
        say=Text(
            "Drag T down to 0.05: class 1 takes nearly all. Up to 100: each gets nearly a third. Does their order "
            "ever change?",
            "把T往下拖到0.05：类别1几乎独占；往上拖到100：各类都接近三分之一。它们的次序变过吗？",
        ),
        settings=_START,
        ring="temperature",
    ),
    Stop(
        say=Text(
            "With two classes, p₁ is the logistic function of o₁ − o₂, the curve in the picture.",
            "只有两个类别时，p₁是o₁ − o₂的logistic函数，就是图中的曲线。",
        ),
        settings=_TWO,
        ring="logistic",
        ask=EQUAL,
    ),
    Stop(
        say=Text(
            "Exponentials grow fast, and a computer's numbers end somewhere.",
            "指数增长很快，而计算机能放下的数有尽头。",
        ),
        settings=_START | {"size": 88, "spread": 1},
        ring="overflow",
        ask=OVERFLOW,
    ),
    Stop(
        say=Text(
            "Now yours: T = 2 has leveled the probabilities. Which scale s brings those of T = 1 back? Can any shift "
            "c do it?",
            "现在轮到你：T = 2使概率更平均了。s取多少，能恢复T = 1时的概率？平移c做得到吗？",
        ),
        settings=_START | {"temperature": 2},
        ring="softmax",
        goal=RESTORED,
    ),
)

TAKEAWAYS = (
    Text(
        "Softmax makes probabilities of logits: exp makes them positive, the division by their sum makes them add up "
        "to 1.",
        "softmax把logit变成概率：exp使各项为正，除以总和使它们加起来是1。",
    ),
    Text(
        "Only differences count: adding c to all logits changes nothing. A small temperature makes it surer, and the "
        "order "
        "stays.",
        "只有差起作用：所有logit加同一个c，什么也不变。温度越低越有把握，次序不变。",
    ),
    Text(
        "Subtract the largest logit first: nothing overflows, and the result is the same.",
        "先减去最大的logit：不会上溢，结果相同。",
    ),
)
