"""The short words of the lesson on softmax regression."""

from texts import Text

SPECIES = ("adelie", "chinstrap", "gentoo")  # in the order of `core.datasets.SPECIES`
MEASURED = ("bill_length", "bill_depth", "flipper_length", "body_mass")  # in that of `MEASUREMENTS`
CHART = {
    "step": Text("step", "步"),
    "loss": Text("loss", "损失"),
    "accuracy": Text("accuracy", "精度"),
    "train": Text("train", "训练"),
    "test": Text("test", "测试"),
    "minibatch": Text("minibatch of this step", "这一步的小批量"),
    "diverged": Text("Diverged: off the chart", "已发散：超出图的范围"),
    "beyond": Text("beyond the axis: drawn along its top", "超出坐标轴的部分画在顶端"),
    "predicted_class": Text("predicted class", "预测的类别"),
    "true_class": Text("true class (test)", "真实类别（测试）"),
    "class": Text("class", "类别"),
    "examples": Text("examples", "样本"),
    "weight_images": Text(
        "Weights: orange speaks for a digit, blue against it", "各数字的权重：橙色表示支持，蓝色表示反对"
    ),
    "minibatch_of": Text(
        "Minibatch of step @{step}: @{shown} of its @{size} examples",
        "第@{step}步的小批量：共@{size}个样本，显示@{shown}个",
    ),
    "no_minibatch": Text("No minibatch yet", "还没有小批量"),
    "probability": Text("probability p", "预测概率p"),
    "output": Text("output o", "输出o"),
    "gradient": Text("gradient p − y", "梯度p − y"),
    "gradient_squared": Text("gradient 2(o − y)", "梯度2(o − y)"),
    "outer": Text(
        "−x (p − y)ᵀ, added η times to the weights: orange grows, blue shrinks",
        "−x (p − y)ᵀ，乘以η加到权重上：橙色增大，蓝色减小",
    ),
    "outer_squared": Text(
        "−2x (o − y)ᵀ, added η times to the weights: orange grows, blue shrinks",
        "−2x (o − y)ᵀ，乘以η加到权重上：橙色增大，蓝色减小",
    ),
    "confidence": Text("probability of the predicted class", "预测类别的概率"),
    "share_right": Text("share that is right", "预测正确的比例"),
    "sure": Text("sure", "置信"),
    "right_short": Text("right", "正确"),
    "true_digit": Text("true digit @{digit}", "真实数字@{digit}"),
    "taken_for": Text("predicted @{digit}", "预测为@{digit}"),
    "x1": Text("feature x₁", "特征x₁"),
    "x2": Text("feature x₂", "特征x₂"),
    "bill_length": Text("bill length, standardized", "喙长（标准化）"),
    "bill_depth": Text("bill depth, standardized", "喙深（标准化）"),
    "flipper_length": Text("flipper length, standardized", "鳍肢长（标准化）"),
    "body_mass": Text("body mass, standardized", "体重（标准化）"),
    "adelie": Text("Adelie", "阿德利企鹅"),
    "chinstrap": Text("Chinstrap", "帽带企鹅"),
    "gentoo": Text("Gentoo", "巴布亚企鹅"),
}
CLASS = Text("class @{number}", "类别@{number}")

DATA = Text("Data", "数据")
DATA_SETS = {
    "blobs": Text("Blobs", "点云"),
    "penguins": Text("Penguins", "企鹅"),
    "digits": Text("Digits", "手写数字"),
}
SPREAD = Text("Spread", "离散程度")
SPREAD_HELP = Text(
    "Standard deviation of the points around the center of their class. The centers lie 2 from the middle.",
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
    "The plane colored by the predicted class and shaded by certainty, with the examples of each class.",
    "平面按预测的类别着色，深浅表示模型的置信度，上面是各类的样本。",
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
OUTER_ALT = Text(
    "The picture of one example, and beside it what it changes in the ten pictures of weights.",
    "一个样本的图片，旁边是它对十幅权重图的改变。",
)
CALIBRATION = Text("Can the probabilities be believed? Calibration", "这些概率可信吗？校准")
CALIBRATION_ALT = Text(
    "How often the predicted class is right, against the probability that it was given, in ten bins.",
    "把预测类别的概率分成十组，看每组实际有多少是正确的。",
)
CALIBRATE = Text("Divide the logits by T", "logit除以T")
CHECK = Text("Check against PyTorch", "与PyTorch对照")
RUN_CHECK = Text("Run the concise version", "运行简洁实现")
CODE = Text("The code that ran", "运行的代码")
WHY = Text("What the pictures show, and what they follow", "图中是什么，哪些会跟着拖动变化")
UPDATE = Text("One gradient, in numbers", "一个梯度，代入数值")
