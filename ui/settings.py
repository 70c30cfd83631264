"""The controls that several lessons share: one key, one range, one default."""

from texts import Text
from ui.controls import Choice, Number, Switch

RATES = (
    0.001, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1,
    0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.5,
)  # fmt: skip

W1 = Number("w1", Text("True weight w₁", "真实权重w₁"), -5.0, 5.0, 0.1, 2.0, shared=True, live=True)
W2 = Number("w2", Text("True weight w₂", "真实权重w₂"), -5.0, 5.0, 0.1, -3.4, shared=True, live=True)
B = Number("b", Text("True bias b", "真实偏置b"), -10.0, 10.0, 0.1, 4.2, shared=True, live=True)
NOISE = Choice(
    "noise",
    Text("Noise σ", "噪声σ"),
    (0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 1.5, 2),
    0.01,
    Text("Standard deviation of what is added to each label.", "加在每个标签上的随机数的标准差。"),
    shared=True,
    live=True,
)
N = Choice("n", Text("Examples n", "样本数n"), (5, 10, 20, 50, 100, 200, 500, 1000), 1000, shared=True)
SEED = Number("seed", Text("Seed", "随机种子"), 0, 99, 1, 0, shared=True)
TWO_FEATURES = Switch("two_features", Text("Two features", "两个特征"), True, shared=True)
BATCH_SIZE = Choice("batch_size", Text("Batch size", "批量大小"), (1, 2, 5, 10, 20, 32, 50, 100, 200, 500, 1000), 10)
LEARNING_RATE = Choice("lr", Text("Learning rate η", "学习率η"), RATES, 0.03, live=True)
EPOCHS = Number("epochs", Text("Epochs", "迭代周期"), 1, 10, 1, 3)
INITIAL_STD = Choice(
    "initial_std",
    Text("Initial weights: deviation", "初始权重的标准差"),
    (0, 0.01, 0.1, 1, 3, 31.6),
    0.01,
    Text("0.01 is the book's. 31.6 is a variance of 1000.", "书中取0.01；31.6相当于方差1000。"),
)

MOST_CLASSES = 10
_START = (2.0, 1.0, -1.0, 0.5, -0.5, 1.5, -1.5, 0.0, -2.0, 1.0)
_SIGNS = ["₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₁₀"]
LOGITS = tuple(
    Number(f"o{j}", Text(f"Logit o{sign}", f"logit o{sign}"), -10.0, 10.0, 0.1, start, shared=True, live=True)
    for j, (sign, start) in enumerate(zip(_SIGNS, _START, strict=True), 1)
)
NUM_CLASSES = Number("classes", Text("Classes k", "类别数k"), 2, MOST_CLASSES, 1, 3)
TRUE_CLASS = Number("true_class", Text("True class y", "真实类别y"), 1, MOST_CLASSES, 1, 1, live=True)
