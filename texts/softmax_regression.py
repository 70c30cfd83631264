"""The short words of the lesson on softmax regression."""

from texts import Text
from texts.quiz import Exercise, Question

CHART = {
    "step": Text("step", "步"),
    "loss": Text("loss", "损失"),
    "accuracy": Text("accuracy", "精度"),
    "train": Text("train", "训练"),
    "test": Text("test", "测试"),
    "test_accuracy": Text("test accuracy", "测试精度"),
    "minibatch": Text("minibatch of this step", "这一步的小批量"),
    "diverged": Text("Diverged: off the chart", "已发散：超出图的范围"),
    "predicted_class": Text("predicted", "预测的类别"),
    "true_class": Text("true class (test)", "真实类别（测试）"),
    "weight_images": Text(
        "Weights of each digit: orange speaks for it, blue against", "各数字的权重：橙色表示支持，蓝色表示反对"
    ),
    "minibatch_of": Text("Minibatch of step #: % of its & examples", "第#步的小批量：共&个样本，显示%个"),
    "no_minibatch": Text("No minibatch yet", "还没有小批量"),
    "probability": Text("probability p", "概率p"),
    "output": Text("output o", "输出o"),
    "gradient": Text("gradient p − y", "梯度p − y"),
    "gradient_squared": Text("gradient 2(o − y)", "梯度2(o − y)"),
    "true_digit": Text("true digit #", "真实数字#"),
    "taken_for": Text("predicted #", "预测为#"),
}
# What stands on the axes of the plane.
BLOB_AXES = (Text("feature x₁", "特征x₁"), Text("feature x₂", "特征x₂"))
MEASURED = (
    Text("bill length, standardised", "喙长（标准化）"),
    Text("bill depth, standardised", "喙深（标准化）"),
    Text("flipper length, standardised", "鳍肢长（标准化）"),
    Text("body mass, standardised", "体重（标准化）"),
)
SPECIES = (Text("Adelie", "阿德利企鹅"), Text("Chinstrap", "帽带企鹅"), Text("Gentoo", "巴布亚企鹅"))
CLASS = Text("class @{number}", "类别@{number}")

DATA = Text("Data", "数据")
DATA_SETS = {
    "blobs": Text("Blobs", "点云"),
    "penguins": Text("Penguins", "企鹅"),
    "digits": Text("Digits", "手写数字"),
}
SPREAD = Text("Spread", "离散程度")
SPREAD_HELP = Text(
    "Standard deviation of the points around the centre of their class. The centres lie 2 from the middle.",
    "同类的点围绕类中心的标准差。类中心到原点的距离是2。",
)
FEATURES = Text("Two features", "两个特征")
PAIRS = {
    "bill_length-bill_depth": Text("bill length, bill depth", "喙长、喙深"),
    "bill_length-flipper": Text("bill length, flipper length", "喙长、鳍肢长"),
    "bill_length-mass": Text("bill length, body mass", "喙长、体重"),
    "bill_depth-flipper": Text("bill depth, flipper length", "喙深、鳍肢长"),
    "bill_depth-mass": Text("bill depth, body mass", "喙深、体重"),
    "flipper-mass": Text("flipper length, body mass", "鳍肢长、体重"),
}
LOSS = Text("Loss", "损失")
LOSS_HELP = Text(
    "Squared: on one-hot labels, of the outputs as they are, without softmax.",
    "平方损失：直接用输出与独热编码的标签比较，不经过softmax。",
)
LOSSES = {
    "cross_entropy": Text("Cross-entropy", "交叉熵"),
    "squared_on_one_hot": Text("Squared", "平方损失"),
}
SAMPLE = Text("Test sample", "测试样本")
TRAINING = Text("Training …", "正在训练……")

REGIONS_ALT = Text(
    "The plane coloured by the predicted class and shaded by certainty, with the examples of each class.",
    "平面按预测的类别着色，深浅表示把握大小，上面是各类的样本。",
)
LEARNING_ALT = Text(
    "Loss and accuracy by step, on the training and on the test examples.", "各步的损失和精度，训练集与测试集分开。"
)
CONFUSION_ALT = Text(
    "Confusion matrix of the test examples: true classes in rows, predicted classes in columns.",
    "测试样本的混淆矩阵：行是真实类别，列是预测类别。",
)
WEIGHTS_ALT = Text(
    "Ten pictures of 8 by 8 weights, one for each digit, and the pictures that the step trained on.",
    "每个数字一幅8×8的权重图，以及这一步所用的图片。",
)
SAMPLE_ALT = Text(
    "A handwritten digit of the test set, the output of each class for it, and the gradient of the loss.",
    "测试集中的一个手写数字、各类别的输出，以及损失的梯度。",
)
CHECK = Text("Check against PyTorch", "与PyTorch对照")
RUN_CHECK = Text("Run the concise version", "运行简洁实现")
CODE = Text("The code that ran", "运行的代码")
WHY = Text("What you see, and what follows the drag", "图中是什么，什么会跟着拖动变化")
UPDATE = Text("One gradient, in numbers", "一个梯度，代入数值")

_BLOBS: dict[str, float | bool | str] = {
    "data": "blobs", "classes": 3, "spread": 0.8, "batch_size": 20, "lr": 0.1, "epochs": 10, "initial_std": 0.01,
    "seed": 0, "loss": "cross_entropy",
}  # fmt: skip
_DIGITS: dict[str, float | bool | str] = {
    "data": "digits", "batch_size": 20, "lr": 0.5, "epochs": 20, "initial_std": 0.01, "seed": 0,
    "loss": "cross_entropy",
}  # fmt: skip

QUESTIONS = (
    Question(
        key="start_loss",
        prompt=Text(
            "Before any training, with tiny weights: how large is the cross-entropy on the ten digits, in nats?",
            "还没训练、权重几乎为0时，十个数字上的交叉熵是多少（以纳特计）？",
        ),
        low=0.0,
        high=5.0,
        step=0.1,
        close=0.15,
        settings=_DIGITS,
        reason=Text(
            "All logits are near 0, so each digit gets a probability near 1/10, whatever the picture: the loss is "
            "−ln(1/10) = ln 10 = @{chance}. A first loss far from ln k is a sign of a bug.",
            "所有未规范化的预测都接近0，不论什么图片，每个数字的概率都约为1/10，损失就是−ln(1/10) = ln 10 = @{chance}。"
            "如果一开始的损失离ln k很远，多半是程序有错。",
        ),
    ),
    Question(
        key="digits_accuracy",
        prompt=Text(
            "One linear layer, 650 parameters, raw pixels: what per cent of unseen digits does it get right?",
            "只有一个线性层、650个参数、直接用像素：没见过的数字它能认对百分之几？",
        ),
        low=50.0,
        high=100.0,
        step=1.0,
        close=2.0,
        settings=_DIGITS,
        reason=Text(
            "It gets @{test} % of the test digits right, and @{train} % of those it was trained on. The pictures are small "
            "and centred, so ten weighted sums of pixels tell most digits apart.",
            "测试集上认对@{test}%，训练集上@{train}%。图片小而且居中，十个像素加权和就能分开大多数数字。",
        ),
    ),
    Question(
        key="zero_start_softmax",
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
    Question(
        key="loss_and_accuracy",
        prompt=Text(
            "Between two steps of this training the loss falls. Can the accuracy on the same examples fall as well?",
            "训练中两步之间损失变小了，同一批样本上的精度会不会也变低？",
        ),
        options=(
            Text("No: a smaller loss means more right answers", "不会：损失小就是答对的多"),
            Text("Yes: they measure different things", "会：两者衡量的不是一回事"),
        ),
        claim=1,
        settings=_BLOBS | {"spread": 1.4, "classes": 4, "lr": 0.5},
        reason=Text(
            "From step @{before} to step @{after} the training loss falls from @{loss_before} to @{loss_after}, and the "
            "training accuracy from @{right_before} % to @{right_after} %. Accuracy counts which output is largest; the loss "
            "asks how much probability the truth was given.",
            "从第@{before}步到第@{after}步，训练损失从@{loss_before}降到@{loss_after}，训练精度却从@{right_before}%降到@{right_after}%。"
            "精度只看哪个输出最大，损失看的是真实类别得到了多少概率。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Start from weights with a variance of 1000: how much of the training goes into undoing them?",
            "初始权重的方差取1000：训练有多少步花在消除它们上？",
        ),
        _BLOBS | {"initial_std": 31.6, "lr": 0.5},
    ),
    Exercise(
        Text(
            "Learning rate and epochs: drag the rate from end to end. Which rates are too small for ten epochs, and "
            "which make the loss jump?",
            "学习率与迭代周期：把学习率从头拖到尾，十个迭代周期内哪些太小，哪些让损失跳动？",
        ),
        _BLOBS | {"batch_size": 5, "lr": 1.5, "spread": 1.2},
    ),
    Exercise(
        Text(
            "A batch size that does not divide the number of examples: 1347 digits in batches of 500. How many steps does "
            "an epoch have, and how large is its last batch?",
            "批量大小不能整除样本数：1347个数字，每批500个。一个迭代周期有几步，最后一批有多少个？",
        ),
        _DIGITS | {"batch_size": 500},
    ),
)
