"""Questions to guess at and exercises to try in this lesson."""

from lessons.softmax import experiments
from texts import Text
from ui.question import Exercise, Question

_START = {"classes": 3, "o1": 2.0, "o2": 1.0, "o3": -1.0, "temperature": 1, "shift": 0.0, "scale": 1}

QUESTIONS = (
    Question(
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
    ),
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
            "Half the temperature doubles the logits, to 2 and 0, as s = 2 would: e² / (e² + 1) = @{half}. A temperature of 2 "
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
    ),
    Exercise(
        Text(
            "A logit of 100: what breaks, and what mends it?",
            "有一个logit是100：哪里会出错，怎样补救？",
        ),
        _START | {"size": 100, "spread": 1},
    ),
    Exercise(
        Text(
            "All logits below −100: why is it 0/0 now?",
            "所有logit都小于−100：为什么变成了0/0？",
        ),
        _START | {"size": -110, "spread": 1},
    ),
    Exercise(
        Text(
            "Temperature 1/2, then 2: which of them makes the classifier surer? Then go to the slider's two ends.",
            "温度取1/2，再取2：哪一个让分类器更有把握？再把滑块拉到两端看看。",
        ),
        _START | {"temperature": 0.5},
    ),
)
