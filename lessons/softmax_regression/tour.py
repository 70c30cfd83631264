"""Questions to guess at, exercises to try and the stops of the tour in this lesson."""

from lessons.softmax_regression import experiments
from texts import Text
from ui.question import Exercise, Question, Stop

_BLOBS: dict[str, float | bool | str] = {
    "data": "blobs", "classes": 3, "spread": 0.8, "batch_size": 20, "lr": 0.1, "epochs": 10, "initial_std": 0.01,
    "seed": 0, "loss": "cross_entropy",
}  # fmt: skip
_DIGITS: dict[str, float | bool | str] = {
    "data": "digits", "batch_size": 20, "lr": 0.5, "epochs": 20, "initial_std": 0.01, "seed": 0,
    "loss": "cross_entropy",
}  # fmt: skip

# The later of the two steps that `loss_and_accuracy` finds: there its answer can be read off.
LATER = 80

LOSS_AND_ACCURACY = Question(
    key="loss_and_accuracy",
    experiment=experiments.loss_and_accuracy,
    prompt=Text(
        "Between two steps of this training, the loss on the training examples falls. How many of the same examples "
        "are right at the later step?",
        "这次训练的某两步之间，训练样本上的损失变小了。到了后一步，同样这些样本中答对的是多了还是少了？",
    ),
    options=(
        Text("More, or as many: a smaller loss means more right answers", "多了或一样多：损失小，答对的就多"),
        Text("Fewer: loss and accuracy measure different things", "少了：损失和精度衡量的不是一回事"),
    ),
    claim=1,
    settings=_BLOBS | {"spread": 1.4, "classes": 4, "lr": 0.5, "step": LATER},
    reason=Text(
        "From step @{before} to step @{after} the training loss falls from @{loss_before} to @{loss_after}, and the "
        "training accuracy from @{right_before}% to @{right_after}%. Accuracy counts how often the largest logit is "
        "that of "
        "the true class; the loss asks how much probability the true class was given.",
        "从第@{before}步到第@{after}步，训练损失从@{loss_before}降到@{loss_after}，训练精度却从@{right_before}%降到@{right_after}%。"
        "精度看的是真实类别的logit是不是最大，损失看的是真实类别得到了多少概率。",
    ),
)
MIDDLE = Question(
    key="empty_middle",
    experiment=experiments.empty_middle,
    prompt=Text(
        "For which digit does ink in the middle of the picture speak most against it?",
        "图片正中间有墨迹，最说明它不是哪个数字？",
    ),
    options=(Text("A 1", "数字1"), Text("A 0", "数字0"), Text("An 8", "数字8"), Text("A 3", "数字3")),
    claim=1,
    settings=_DIGITS,
    reason=Text(
        "The mean weight of the four pixels in the middle is @{w0} for 0, @{w1} for 1, @{w8} for 8 and @{w3} for 3. "
        "Nobody "
        "told the model that a 0 is hollow: it is in the weights because it lowers the loss.",
        "正中四个像素的平均权重：0是@{w0}，1是@{w1}，8是@{w8}，3是@{w3}。没有人告诉模型0是空心的：这样的权重能降低损失，训练就把它学了出来。",
    ),
)

QUESTIONS = (
    LOSS_AND_ACCURACY,
    MIDDLE,
    Question(
        key="start_loss",
        experiment=experiments.start_loss,
        prompt=Text(
            "Before any training, with tiny weights: how large is the cross-entropy on the ten digits, in nats?",
            "还没训练、权重几乎为0时，十个数字上的交叉熵是多少（以纳特计）？",
        ),
        low=0.0,
        high=5.0,
        step=0.1,
        close=0.15,
        settings=_DIGITS | {"step": 0},
        reason=Text(
            "All logits are near 0, so each digit gets a probability near 1/10, whatever the picture: the loss is "
            "−ln(1/10) = ln 10 = @{chance}. With tiny weights a first loss far from ln k is a sign of a bug.",
            "所有logit都接近0，不论什么图片，每个数字的预测概率都约为1/10，损失就是−ln(1/10) = ln 10 = @{chance}。"
            "初始权重很小时，如果一开始的损失离ln k很远，多半是程序有错。",
        ),
    ),
    Question(
        key="digits_accuracy",
        experiment=experiments.digits_accuracy,
        prompt=Text(
            "One linear layer, 650 parameters, raw pixels: what percentage of unseen digits does it get right?",
            "只有一个线性层、650个参数、直接用像素：没见过的数字它能认对百分之几？",
        ),
        low=50.0,
        high=100.0,
        step=1.0,
        close=2.0,
        settings=_DIGITS,
        reason=Text(
            "It gets @{test}% of the test digits right, and @{train}% of those it was trained on. The pictures are "
            "small "
            "and centered, so ten weighted sums of pixels tell most digits apart.",
            "测试集上认对@{test}%，训练集上@{train}%。图片小而且居中，十个像素加权和就能分开大多数数字。",
        ),
    ),
    Question(
        key="zero_start_softmax",
        experiment=experiments.zero_start_softmax,
        prompt=Text(
            "All weights start at exactly 0, so all classes start alike. Can softmax regression learn?",
            "所有权重都恰好从0开始，各类别一开始完全相同，softmax回归还能学会吗？",
        ),
        options=(
            Text("No: all classes get the same gradient and stay alike", "不能：各类别的梯度相同，永远一样"),
            Text("Yes: it ends as well as from random weights", "能：结果和随机初始化一样好"),
            Text("Yes, but in a poorer minimum", "能，但会停在较差的极小值"),
        ),
        claim=1,
        settings=_BLOBS | {"initial_std": 0},
        reason=Text(
            "The gradient p − y differs between the true class and the others, so the classes part in the first step. "
            "The loss is convex: from 0 it ends at @{zero}, from random weights at @{random}. Only hidden layers need "
            "random weights.",
            "真实类别的梯度p − y与其他类别不同，第一步它们就分开了。损失是凸函数：从0开始最后是@{zero}，随机初始化最后是@{random}。"
            "有隐藏层时才需要随机权重。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Start from weights with a variance of 1000: how much of the training goes into undoing them?",
            "初始权重的方差取1000：训练有多少步花在消除它们的影响上？",
        ),
        _BLOBS | {"initial_std": 31.6, "lr": 0.5},
        answer=Text(
            "The loss starts at @{start_far} and is still @{end_far} after @{steps} steps; small weights begin at"
            " about ln k = @{start_near} and end at @{end_near}. Large random weights are confident nonsense, "
            "which has to be unlearned first.",
            "损失从@{start_far}开始，@{steps}步之后还有@{end_far}；小权重从约ln k = @{start_near}开始，最后是@{end_near}。大的随机权重是自信的胡说，得先改掉。",
        ),
        experiment=experiments.far_weights,
    ),
    Exercise(
        Text(
            "Learning rate and epochs: drag the rate from end to end. Which rates are too small for ten epochs, and "
            "which make the loss jump?",
            "学习率与迭代周期：把学习率从一端拖到另一端，对十个迭代周期来说哪些太小，哪些让损失跳动？",
        ),
        _BLOBS | {"batch_size": 5, "lr": 1.5, "spread": 1.2},
        answer=Text(
            "Of the slider’s rates, those below @{enough} end more than 10% above the best. From @{jumps} on single "
            "steps lift the loss by half or more even in the second half of the training.",
            "滑块上的学习率中，小于@{enough}的，最后比最好的高出10%以上；从@{jumps}起，即使在训练的后一半，也有某一步使损失上升一半以上。",
        ),
        experiment=experiments.crawl_and_jump,
    ),
    Exercise(
        Text(
            "A batch size that does not divide the number of examples: 1347 digits in batches of 500. How many steps "
            "does "
            "an epoch have, and how large is its last batch?",
            "批量大小不能整除样本数：1347个数字，每批500个。一个迭代周期有几步，最后一批有多少个？",
        ),
        _DIGITS | {"batch_size": 500},
        answer=Text(
            "@{steps} steps, the last on @{last} digits: shorter than the others, and of the same weight.",
            "@{steps}步，最后一批有@{last}个数字：比别的批少，分量却一样。",
        ),
        experiment=experiments.last_batch_of_digits,
    ),
)

STOPS = (
    Stop(
        Text(
            "Watch the borders: after two steps 97% of the training set is right. From then on the loss falls because "
            "the model grows surer.",
            "看边界怎样移动：只用两步，训练集的精度就到了97%；此后损失继续下降，是因为模型越来越有把握。",
        ),
        {"step": 0},
        "regions",
        play=True,
    ),
    Stop(
        Text(
            "This is step 78; at step 80 the training loss will be lower.",
            "这里是第78步；到第80步，训练损失会更低。",
        ),
        {"classes": 4, "spread": 1.4, "lr": 0.5, "step": LATER - 2},
        "learning",
        ask=LOSS_AND_ACCURACY,
    ),
    Stop(
        Text(
            "Six classes under squared loss: watch the regions swing. Then switch the loss to cross-entropy: the same "
            "minibatches, and they hold still.",
            "六个类别，用平方损失：看决策区域怎样来回摆动。再把损失换成交叉熵：小批量完全相同，区域却稳定了。",
        ),
        {"classes": 6, "loss": "squared_on_one_hot", "step": 0},
        "regions",
        play=True,
    ),
    Stop(
        Text(
            "One picture of weights for each digit: orange pixels speak for it, blue ones against it.",
            "每个数字一张权重图：橙色像素支持这个数字，蓝色像素反对它。",
        ),
        _DIGITS | {"step": 0},
        "bare_weights",
        play=True,
        ask=MIDDLE,
    ),
    Stop(
        Text(
            "This 4 is taken for a 9, so p − y is almost −1 at the 4. Set the test sample to 9, an easy 4: what is "
            "left "
            "of the gradient?",
            "这个4被认成了9，所以4那一行的p − y几乎是−1。把测试样本调到9，那是一个容易认的4：梯度还剩多少？",
        ),
        _DIGITS | {"sample": 10},
        "bare_sample",
    ),
    Stop(
        Text(
            "Now yours: find the most frequent mistake. Then switch to the penguins: which measurement should be among "
            "the two features?",
            "现在交给你：找出最常见的错误。再换成企鹅数据：选两个特征时，哪一项测量最不能少？",
        ),
        _DIGITS,
        "confusion",
    ),
)

TAKEAWAYS = (
    Text(
        "Softmax regression is one linear layer with k outputs, softmax, and cross-entropy: the borders between its "
        "classes are "
        "straight.",
        "softmax回归就是一个有k个输出的线性层，加上softmax和交叉熵：类别之间的边界是直线。",
    ),
    Text(
        "Loss and accuracy measure different things: the loss asks how sure, the accuracy only how often.",
        "损失和精度衡量的不是一回事：损失问有多大把握，精度只问对了多少次。",
    ),
    Text(
        "Each example changes the weights by x (p − y)ᵀ: its picture, added where the model gave too little, taken "
        "away where it "
        "gave too much.",
        "每个样本使权重变化x (p − y)ᵀ：给少了的类别加上这张图，给多了的类别减去这张图。",
    ),
)
