"""Questions to guess at and exercises to try in this lesson."""

from lessons.learning_rate import experiments
from texts import Text
from ui.question import Exercise, Question

_DEFAULT = {
    "lr": 0.03, "batch_size": 10, "noise": 0.1, "n": 1000, "epochs": 10, "seed": 0, "stretch": 1,
}  # fmt: skip

QUESTIONS = (
    Question(
        key="three_steps",
        experiment=experiments.three_steps,
        prompt=Text(
            "1000 examples, batch size 1000, rate 0.03, three epochs. Does the loss reach the noise floor, as it does "
            "with batch size 10?",
            "1000个样本，批量大小1000，学习率0.03，三个迭代周期。损失能像批量大小为10时那样到达噪声决定的下限吗？",
        ),
        options=(
            Text("Yes: the full gradient is the most exact", "能：全批量的梯度最准确"),
            Text("No: it has hardly begun", "不能：才刚刚开始"),
            Text("No: it diverges", "不能：会发散"),
        ),
        claim=1,
        settings=_DEFAULT | {"batch_size": 1000, "epochs": 3},
        reason=Text(
            "Batch size 1000 of 1000 is one step per epoch, so three epochs are @{steps} steps: the loss falls from "
            "@{start} only to @{full}. With batch size 10 the same epochs are @{more} steps, and the loss is @{small}.",
            "1000个样本、批量大小1000，每个迭代周期只有一步，三个迭代周期就是@{steps}步：损失只从@{start}降到@{full}。"
            "批量大小为10时同样的迭代周期有@{more}步，损失是@{small}。",
        ),
    ),
    Question(
        key="smallest_rate",
        experiment=experiments.smallest_rate,
        prompt=Text(
            "Which batch size diverges first as the rate grows?",
            "学习率逐渐增大时，哪个批量大小最先发散？",
        ),
        options=(
            Text("B = 1", "B = 1，单个样本"),
            Text("B = 10", "B = 10，小批量"),
            Text("B = 1000, the full batch", "B = 1000，全批量"),
            Text("All at the same rate", "都在同一个学习率"),
        ),
        claim=0,
        settings=_DEFAULT | {"batch_size": 1},
        reason=Text(
            "On average over minibatches the squared error shrinks below a rate of @{one} for B = 1, @{ten} for B = 10 "
            "and @{full} for the full batch. The loss of a single example can curve far more steeply than that of all: "
            "some steps then enlarge the error, and the run diverges once these outweigh the steps that shrink it. A "
            "single run may hold out a little longer: of the rates tried, the largest that do not diverge here are "
            "@{one_run}, @{ten_run} and @{full_run}.",
            "对各种小批量取平均，误差的平方只在学习率低于以下值时才缩小：B = 1时是@{one}，B = 10时是@{ten}，全批量是@{full}。"
            "单个样本的损失可能弯曲得陡得多，其中一些步会放大误差；当放大的步压过缩小的步，训练就发散。"
            "单次训练可能多撑一会儿：在试过的学习率中，这里不发散的最大值分别是@{one_run}、@{ten_run}和@{full_run}。",
        ),
    ),
    Question(
        key="noise_factor",
        experiment=experiments.noise_factor,
        prompt=Text(
            "From batch size 1 to batch size 100, drawn from 1000 examples: by what factor does the noise of the "
            "gradient shrink?",
            "从1000个样本中抽取，批量大小由1变为100，梯度噪声变为原来的1/x，x是多少？",
        ),
        low=0.0,
        high=120.0,
        step=1.0,
        close=2.0,
        settings=_DEFAULT | {"batch_size": 100},
        shows=False,  # the section is folded
        reason=Text(
            "A mean of B examples is √B times less noisy, so 100 times the work buys a factor of 10. Drawing without "
            "replacement makes it √((n − 1)/(n − B)) times less noisy still: theory says @{theory}, and @{draws} draws "
            "measured @{measured}. Open the section on gradient noise to see the whole line.",
            "B个样本的平均，噪声是单个样本的1/√B，所以100倍的计算只换来10倍。不放回抽样还要再除以√((n − 1)/(n − B))：理论上x是@{theory}，"
            "@{draws}次抽样测得@{measured}。打开“梯度噪声与批量大小”一节，可以看到整条线。",
        ),
    ),
    Question(
        key="summed_rate",
        experiment=experiments.summed_rate,
        prompt=Text(
            "The loss of each minibatch of 10 is summed instead of averaged. Which rate walks the path that 0.1 walks "
            "with the average?",
            "每个小批量有10个样本，损失改为求和而不取平均。要走出取平均时学习率0.1的路径，学习率应是多少？",
        ),
        low=0.0,
        high=0.1,
        step=0.005,
        close=0.002,
        settings=_DEFAULT | {"lr": 0.1},
        shows=False,  # the section is folded
        reason=Text(
            "A sum over B examples has B times the gradient of their mean, so the rate must be B times smaller: 0.1 / 10. "
            "With it the parameters of the two runs differ by @{gap} at most over @{steps} steps.",
            "B个样本之和的梯度是平均值的B倍，所以学习率要缩小到1/B，即0.1/10。这样在@{steps}步里参数最多相差@{gap}。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "What happens to the rate when the loss is summed instead of averaged? Open the section on averaged and "
            "summed losses, then move the rate.",
            "损失求和而不取平均时，学习率要怎样变？打开“取平均、求和还是乘½”一节，再移动学习率。",
        ),
        _DEFAULT | {"lr": 0.03},
    ),
    Exercise(
        Text(
            "Learning rate and epochs: rate 0.001 is too small for ten epochs. Are thirty enough?",
            "学习率与迭代周期：学习率0.001时，十个迭代周期不够，三十个够吗？",
        ),
        _DEFAULT | {"lr": 0.001},
    ),
    Exercise(
        Text(
            "The number of examples is not a multiple of the batch size: what becomes of the summed loss?",
            "样本数不是批量大小的整数倍时，求和的损失会怎样？",
        ),
        _DEFAULT | {"batch_size": 32},
    ),
    Exercise(
        Text(
            "Error against the number of examples, 5 to 10 000: open the section below and switch the log axes off. Why a "
            "log scale?",
            "误差与样本数（5到10 000）：打开下面的一节，关掉对数坐标。为什么要用对数坐标？",
        ),
        _DEFAULT | {"noise": 0.5},
    ),
)
