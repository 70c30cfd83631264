"""Questions to guess at and exercises to try in this lesson."""

from lessons.learning_rate import experiments
from texts import Text
from ui.question import Exercise, Goal, Question, Stop
from ui.visit import Value

_DEFAULT = {
    "lr": 0.03, "batch_size": 10, "noise": 0.1, "n": 1000, "epochs": 10, "seed": 0, "stretch": 1,
}  # fmt: skip

# Few examples and whole batches: ten steps show each kind of rate, and are trained at once.
_WHOLE: dict[str, Value] = {"n": 100, "batch_size": 100}

_BEYOND = _DEFAULT | _WHOLE | {"lr": 0.8}
THREE_AGAIN = Question(
    key="three_again",
    experiment=experiments.three_again,
    prompt=Text(
        "At 0.5 three full-batch steps came within 10% of the noise floor. Are three enough at 0.8?",
        "学习率0.5时，全批量走三步就与损失下限相差不到10%。学习率0.8时三步还够吗？",
    ),
    options=(
        Text("Yes: larger steps are faster", "够：步子大走得快"),
        Text("No, but ten are", "不够，十步才够"),
        Text("No, and ten are not either", "不够，十步也不够"),
    ),
    claim=2,
    settings=_BEYOND,
    reason=Text(
        "Every step lands beyond the goal: in the steepest direction @{left}% of the error is left, on the other "
        "side. After "
        "three steps the loss is still @{after} times the floor, and all @{steps} do not come within 10%: a smaller "
        "rate is "
        "faster.",
        "每一步都越过目标：在最陡的方向上，每步之后还剩@{left}%的误差，只是换到了另一边。三步之后损失仍是损失下限的@{after}倍，走完@{steps}步也没到10%以内：学习率小一些反而更快。",
    ),
)
_ALONE = _DEFAULT | _WHOLE | {"batch_size": 1, "lr": 0.02}
CALMER = Question(
    key="calmer",
    experiment=experiments.calmer,
    prompt=Text(
        "One example per step at rate 0.1: the loss comes down, but not to rest. What does 0.02 change at the end?",
        "每步只看一个样本，学习率0.1：损失降了下来，却停不住。换成0.02，最后会有什么不同？",
    ),
    options=(
        Text("It jitters less, nearer to the floor", "抖动变小，离损失下限更近"),
        Text("It jitters as much, only later", "抖动一样大，只是到得晚"),
        Text("It rests exactly on the floor", "正好停在损失下限上"),
    ),
    claim=0,
    settings=_ALONE,
    reason=Text(
        "Towards the end the loss is @{before} times the floor at 0.1, and @{after} times at 0.02. A step is the "
        "rate times "
        "a gradient that changes from example to example: a smaller rate averages more of them, and never all.",
        "快结束时，学习率0.1的损失是损失下限的@{before}倍，0.02的是@{after}倍。每一步是学习率乘以梯度，而梯度随样本而变：学习率越小，相当于把越多样本的梯度平均起来，但从来不是全部。",
    ),
)
DIVERGES = Goal(
    experiments.diverges,
    status=Text(
        "Goal: the smallest rate at which the loss ends above its start. Now η = @{rate}: from @{start} to @{end}.",
        "目标：找出让损失最后高于开始时的最小学习率。现在η = @{rate}：损失从@{start}变到@{end}。",
    ),
    praise=Text(
        "Found: at η = @{rate} the loss goes from @{start} to @{end}, and at @{lower} it still ends below its start.",
        "找到了：η = @{rate}时损失从@{start}变到@{end}，而@{lower}时最后仍低于开始时。",
    ),
)
CHEAPEST = Goal(
    experiments.cheapest,
    status=Text(
        "Goal: within 10% of the floor with fewer than 100 examples. Now: @{seen} examples; the least loss is "
        "@{least} times "
        "the floor.",
        "目标：用不到100个样本使损失与下限相差不到10%。现在：用了@{seen}个样本；损失最小时是下限的@{least}倍。",
    ),
    praise=Text(
        "Done: @{seen} examples are enough. Small minibatches take many cheap steps.",
        "做到了：@{seen}个样本就够了。小批量每步花费少，可以走很多步。",
    ),
)

QUESTIONS = (
    THREE_AGAIN,
    CALMER,
    Question(
        key="three_steps",
        experiment=experiments.three_steps,
        prompt=Text(
            "1000 examples, batch size 1000, rate 0.03, three epochs. Does the loss reach the noise floor, as it does "
            "with batch size 10?",
            "1000个样本，批量大小1000，学习率0.03，三个迭代周期。损失能像批量大小为10时那样到达噪声决定的损失下限吗？",
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
            "对小批量取平均来看，学习率低于以下值时误差的平方才会缩小：B = 1时是@{one}，B = 10时是@{ten}，全批量是@{full}。"
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
            "A sum over B examples has B times the gradient of their mean, so the rate must be B times smaller: 0.1 "
            "/ 10. "
            "With it the parameters of the two runs differ by @{gap} at most over @{steps} steps.",
            "B个样本之和的梯度是平均值的B倍，所以学习率要缩小到1/B，即0.1/10。这样，两次训练的参数在@{steps}步里最多相差@{gap}。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "What happens to the rate when the loss is summed instead of averaged? Open the section on averaged and "
            "summed losses, then move the rate.",
            "损失求和而不取平均时，学习率要怎样调整？打开“取平均、求和还是乘½”一节，再移动学习率。",
        ),
        _DEFAULT | {"lr": 0.03},
        answer=Text(
            "A sum of B examples has B times the gradient of their mean, so the rate must be divided by B = 10: 0.03 "
            "becomes 0.003. Then the paths are the same: the largest difference of their parameters over @{steps} "
            "steps is @{gap}.",
            "B个样本之和的梯度是平均值的B倍，所以学习率要除以B = 10：0.03变成0.003。这样路径相同：在@{steps}步里，参数之差最大是@{gap}。",
        ),
        experiment=experiments.summed_rate,
    ),
    Exercise(
        Text(
            "Learning rate and epochs: rate 0.001 is too small for ten epochs. Are thirty enough?",
            "学习率与迭代周期：学习率0.001时，十个迭代周期不够，三十个够吗？",
        ),
        _DEFAULT | {"lr": 0.001},
        answer=Text(
            "After ten epochs the loss is @{ten} times the floor, after thirty @{thirty} times: they are enough. Ten "
            "epochs at three times the rate do as well, @{triple} times: what counts is rate times steps, as long as "
            "the rate is stable.",
            "十个迭代周期后损失是下限的@{ten}倍，三十个之后是@{thirty}倍：够了。学习率调大到三倍，十个迭代周期也一样，是@{triple}倍：只要学习率稳定，起作用的是学习率乘以步数。",
        ),
        experiment=experiments.more_epochs,
    ),
    Exercise(
        Text(
            "The number of examples is not a multiple of the batch size: what becomes of the summed loss?",
            "样本数不是批量大小的整数倍时，求和的损失会怎样？",
        ),
        _DEFAULT | {"batch_size": 32},
        answer=Text(
            "The last minibatch has @{last} of @{size} examples, so its sum, and with it its step, is @{share} of a "
            "full one. An average gives it the same weight as any other.",
            "最后一个小批量只有@{last}个样本（满批是@{size}个），所以它的和以及它那一步都只有满批的@{share}倍。取平均时，它与别的批分量相同。",
        ),
        experiment=experiments.short_sum,
    ),
    Exercise(
        Text(
            "Error against the number of examples, 5 to 10 000: open the section below and switch the log axes off. "
            "Why a "
            "log scale?",
            "估计误差与样本数（从5到10000）：打开下面“误差与样本数”一节，关掉对数坐标。为什么要用对数坐标？",
        ),
        _DEFAULT | {"noise": 0.5},
        answer=Text(
            "On average it falls like 1/√n, here from @{few} to @{many}: by a factor of @{factor}, more than the "
            "√2000 ≈ 45 of that rule, since with five examples three parameters leave little to average. On plain "
            "axes all of it hides in the corner at the left; on log axes 1/√n is a straight line.",
            "平均来看误差按1/√n下降，这里从@{few}降到@{many}，相差@{factor}倍，比这条规律的√2000 ≈ 45更多：五个样本、三个参数，几乎没有什么可以平均。普通坐标下一切都挤在左下角；对数坐标下1/√n是一条直线。",
        ),
        experiment=experiments.error_by_n,
    ),
)

STOPS = (
    Stop(
        say=Text(
            "Too small: ten steps at 0.03 leave a third of the loss. Drag the rate up until ten steps reach the "
            "noise floor.",
            "太小：学习率0.03走十步，损失还剩三分之一。把学习率调大，直到十步就能到达损失下限。",
        ),
        settings=_WHOLE | {"lr": 0.03, "step": 0},
        ring="run",
        play=True,
    ),
    Stop(
        say=Text(
            "Good: at 0.5 three steps bring the loss within 10% of the noise floor. Watch the path go almost "
            "straight to the goal.",
            "正好：学习率0.5只用三步，损失与损失下限就相差不到10%。看路径几乎直奔目标。",
        ),
        settings=_WHOLE | {"lr": 0.5, "step": 0},
        ring="run",
        play=True,
    ),
    Stop(
        say=Text(
            "Overshooting: at 0.8 each step lands beyond the goal, yet nearer to it.",
            "振荡：学习率0.8时每一步都越过目标，但离目标更近。",
        ),
        settings=_WHOLE | {"lr": 0.8, "step": 0},
        ring="run",
        play=True,
        ask=THREE_AGAIN,
    ),
    Stop(
        say=Text(
            "Each point on the curves is a whole training. Drag the rate past the full batch's limit, 0.88.",
            "曲线上每个点都是一次完整的训练。把学习率拖过全批量的上限0.88。",
        ),
        settings=_WHOLE | {"lr": 0.8},
        ring="sweep",
        goal=DIVERGES,
    ),
    Stop(
        say=Text(
            "One example per step. Guess, then watch the end of the training.",
            "每步只看一个样本。先猜，再看训练的最后一段。",
        ),
        settings=_WHOLE | {"batch_size": 1, "lr": 0.1},
        ring="run",
        ask=CALMER,
    ),
    Stop(
        say=Text(
            "Now yours: at 0.5 the full batch takes 3 × 100 examples to come within 10% of the floor. Change batch "
            "size and rate.",
            "轮到你了：学习率0.5时，全批量要用3 × 100个样本，才与损失下限相差不到10%。改变批量大小和学习率试试。",
        ),
        settings=_WHOLE | {"lr": 0.5},
        ring="run",
        goal=CHEAPEST,
    ),
)

TAKEAWAYS = (
    Text(
        "Learning rate and batch size are hyperparameters: they are chosen before training, not learned by it.",
        "学习率和批量大小是超参数：在训练之前选定，不是训练学出来的。",
    ),
    Text(
        "Too small a rate crawls; beyond a limit set by the steepest curvature the loss grows with every step.",
        "学习率太小走得慢；超过由最大曲率决定的上限，损失就一步比一步大。",
    ),
    Text(
        "Small minibatches make cheap, noisy steps: quick at first, and then a jitter that only a smaller rate calms.",
        "小批量的每一步便宜而有噪声：开始时很快，后来不断抖动，只有减小学习率才能平静下来。",
    ),
)
