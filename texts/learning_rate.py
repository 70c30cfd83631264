"""The short words of the lesson on learning rate and batch size."""

from texts import Text
from texts.quiz import Exercise, Question

CHART = {
    "rate": Text("learning rate η", "学习率η"),
    "final": Text("loss at the end", "最终损失"),
    "zone": Text("diverged: ends above its start", "发散：最终损失高于初始损失"),
    "limit": Text("full batch's limit", "全批量的上限"),
    "fastest": Text("full batch's fastest", "全批量最快"),
    "limit_short": Text("limit", "上限"),
    "floor": Text("noise floor", "噪声下限"),
    "all": Text("(all)", "（全部）"),
    "too_small": Text("Too small", "太小"),
    "good": Text("Good", "合适"),
    "jittering": Text("Jitters", "抖动"),
    "oscillating": Text("Oscillates", "振荡"),
    "diverging": Text("Diverges", "发散"),
    "overflow": Text("beyond all numbers", "超出数值范围"),
    "ends": Text("loss ends at", "最终损失"),
    "step": Text("step", "步"),
    "loss": Text("loss", "损失"),
    "gone": Text("Diverged: far off the chart after step #", "已发散：第#步之后远在图外"),
    "w1": Text("weight w₁", "权重w₁"),
    "w2": Text("weight w₂", "权重w₂"),
    "fastest_short": Text("full batch's fastest", "全批量最快"),
    "unstable": Text("the full batch diverges here", "全批量在此发散"),
    "size": Text("batch size B", "批量大小B"),
    "noise": Text("distance from the full gradient", "与全批量梯度的距离"),
    "measured": Text("measured", "实测"),
    "n": Text("examples n", "样本数n"),
    "error": Text("error of a parameter", "参数的误差"),
    "error_mean": Text("mean of the seeds", "各个种子的平均"),
    "error_theory": Text("standard error", "标准误差"),
    "kind_mean": Text("averaged", "取平均"),
    "kind_sum": Text("summed", "求和"),
    "kind_half": Text("averaged, with ½", "取平均并乘½"),
    "epochs": Text("epoch", "迭代周期"),
}
SWEEP_ALT = Text(
    "The loss at the end of training against the learning rate on log axes, one line for each batch size; the full "
    "batch's limit is marked, and the region of diverged runs is shaded.",
    "对数坐标下最终损失随学习率的变化，每个批量大小一条线；标出了全批量的上限，发散的区域加了底色。",
)
RUN_ALT = Text(
    "The picked run: its loss by step with the noise floor, above the path of the two weights over curves of equal loss.",
    "所选的训练：上图是各步的损失和噪声下限，下图是两个权重在等损失线上走过的路径。",
)
STRIP_ALT = Text(
    "The learning rates of the slider above: the full batch's fastest is violet, those at which it diverges are orange.",
    "上方滑块的各个学习率：紫色是全批量最快的，橙色表示全批量会发散。",
)
NOISE_ALT = Text(
    "The distance of a minibatch's gradient from the full one against the batch size on log axes, measured and in theory.",
    "对数坐标下小批量梯度与全批量梯度的距离随批量大小的变化，实测和理论。",
)
ERROR_ALT = Text(
    "The error of least squares against the number of examples: single seeds, their mean, the standard error and σ/√n.",
    "最小二乘的误差随样本数的变化：单个种子、平均、标准误差以及σ/√n。",
)
CONVENTIONS_ALT = Text(
    "The loss by step when the loss is averaged, summed, or averaged with a factor of one half, all at the same rate.",
    "同一个学习率下，损失取平均、求和、取平均并乘二分之一时各步的损失。",
)
EPOCHS_ALT = Text(
    "The loss of each batch size at the picked rate: by epochs above, by steps below.",
    "所选学习率下各个批量大小的损失：上图按迭代周期，下图按步。",
)
STRETCH = Text("Scale of x₂", "x₂的尺度")
STRETCH_HELP = Text(
    "Multiplies the second feature. Its curvature grows with the square, and the bowl becomes a valley.",
    "把第二个特征放大；它的曲率按平方增长，碗就变成了山谷。",
)
LOG_AXES = Text("Log axes", "对数坐标")
TRAINING = Text("Training batch size @{size} at @{rates} rates", "正在用@{rates}个学习率训练批量大小@{size}")
AVERAGING = Text("Fitting @{n} examples", "正在拟合@{n}个样本")
NOISE = Text("Gradient noise against batch size", "梯度噪声与批量大小")
ERROR = Text("Error against the number of examples", "误差与样本数")
CONVENTIONS = Text(
    "Averaged, summed or halved: the same rate, another path", "取平均、求和还是乘½：学习率相同，路径不同"
)
EPOCHS = Text("Epochs are not steps", "迭代周期不等于步")
CHECK = Text("Check against PyTorch", "与PyTorch对照")
RUN_CHECK = Text("Run the concise version", "运行简洁实现")
CODE = Text("The code that ran", "运行的代码")
WHY = Text("Why there is a limit", "为什么有上限")
SIZE = Text("batch size", "批量大小")
PER_EPOCH = Text("steps per epoch", "每个迭代周期的步数")
STEPS = Text("steps in all", "总步数")
LOSS_AT_END = Text("loss at the end", "最终损失")
BEST_RATE = Text("best rate of the sweep", "扫描中最好的学习率")
LARGEST_RATE = Text("largest that does not diverge", "不发散的最大学习率")
NONE = Text("none", "没有")
CONVENTION = Text("loss", "损失")
UPDATE = Text("step", "每一步")
FOR_SAME = Text("rate for the same path", "路径相同所需的学习率")
DIFFERENCE = Text("largest difference then", "此时的最大差异")
DIVERGED = Text("diverged", "发散")

_DEFAULT = {
    "lr": 0.03, "batch_size": 10, "noise": 0.1, "n": 1000, "epochs": 10, "seed": 0, "stretch": 1,
}  # fmt: skip

QUESTIONS = (
    Question(
        key="three_steps",
        prompt=Text(
            "1000 examples, batch size 1000, rate 0.03, three epochs. Does the loss reach the noise floor, as it does "
            "with batch size 10?",
            "1000个样本，批量大小1000，学习率0.03，三个迭代周期。损失能像批量大小为10时那样到达噪声下限吗？",
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
            "The largest rates of the sweep that do not diverge are @{one} for B = 1, @{ten} for B = 10 and @{full} for "
            "the full batch. A few examples can make a much steeper bowl than all of them together, and each step must "
            "be stable in the bowl of its own minibatch.",
            "扫描中不发散的最大学习率：B = 1时是@{one}，B = 10时是@{ten}，全批量是@{full}。"
            "少数几个样本的碗可能比全部样本的陡得多，而每一步都要在自己那个小批量的碗里保持稳定。",
        ),
    ),
    Question(
        key="noise_factor",
        prompt=Text(
            "From batch size 1 to batch size 100, drawn from 1000 examples: by what factor does the noise of the "
            "gradient shrink?",
            "从1000个样本中抽取，批量大小由1变为100，梯度的噪声缩小到原来的几分之一？（填分母）",
        ),
        low=0.0,
        high=120.0,
        step=1.0,
        close=2.0,
        settings=_DEFAULT | {"batch_size": 100},
        reason=Text(
            "A mean of B examples is √B times less noisy, so 100 times the work buys a factor of 10. Drawing without "
            "replacement makes it √((n−1)/(n−B)) times less noisy still: theory says @{theory}, and @{draws} draws measured @{measured}. The section "
            "on gradient noise below shows the whole line.",
            "B个样本的平均，噪声是单个样本的1/√B，所以100倍的计算只换来10倍。不放回抽样还要再除以√((n−1)/(n−B))：理论上一共缩小到1/@{theory}，"
            "@{draws}次抽样测得1/@{measured}。下方“梯度噪声与批量大小”一节画出了整条线。",
        ),
    ),
    Question(
        key="summed_rate",
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
        reason=Text(
            "A sum over B examples has B times the gradient of their mean, so the rate must be B times smaller: 0.1 / 10. "
            "With it the parameters differ by @{gap} at most over @{steps} steps.",
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
            "Error against the number of examples, 5 to 10000: open the section below and switch the log axes off. Why a "
            "log scale?",
            "误差与样本数（5到10000）：打开下面的一节，关掉对数坐标。为什么要用对数坐标？",
        ),
        _DEFAULT | {"noise": 0.5},
    ),
)
