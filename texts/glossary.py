"""The words of the lessons in both languages, under the lesson that introduces them, in the order of the lessons."""

from dataclasses import dataclass

from texts import Text

ENGLISH = Text("English", "英文")
CHINESE = Text("Chinese", "中文")

# By the address of the lesson before which no other lesson uses the word; without one: words of the app itself.
_TERMS: dict[str, dict[str, str]] = {
    "synthetic_data": {
        "weight": "权重",
        "bias": "偏置",
        "feature": "特征",
        "label": "标签",
        "example": "样本",
        "synthetic dataset": "合成数据集",
        "ground truth": "真实值",
        "noise": "噪声",
        "seed": "种子",
        "data iterator": "数据迭代器",
        "minibatch": "小批量",
        "batch size": "批量大小",
        "epoch": "迭代周期",
        "step": "步",
    },
    "linear_regression": {
        "linear regression": "线性回归",
        "fully connected layer": "全连接层",
        "initialization": "初始化",
        "prediction": "预测",
        "estimation error": "估计误差",
        "loss function": "损失函数",
        "squared loss": "平方损失",
        "mean squared error": "均方误差",
        "residual": "残差",
        "closed-form solution": "解析解",
        "density": "密度",
        "likelihood": "似然",
        "standard error": "标准误差",
        "gradient": "梯度",
        "gradient descent": "梯度下降",
        "minibatch stochastic gradient descent": "小批量随机梯度下降",
        "learning rate": "学习率",
        "hyperparameter": "超参数",
        "optimizer": "优化器",
        "forward propagation": "前向传播",
        "backpropagation": "反向传播",
        "automatic differentiation": "自动微分",
        "converge": "收敛",
        "diverge": "发散",
    },
    "regression_losses": {
        "absolute (L1) loss": "绝对值损失",
        "robust (Huber) loss": "鲁棒损失",
        "outlier": "离群值",
        "leverage": "杠杆值",
        "median": "中位数",
        "maximum likelihood estimation": "极大似然估计",
    },
    "regression_to_classification": {
        "one-hot encoding": "独热编码（一位有效编码）",
        "hard class": "硬性类别",
        "soft class": "软性类别",
        "logit": "logit（未规范化的预测）",
        "large margin": "大余量",
        "margin loss": "余量损失",
        "multi-label": "多标签",
        "cross-entropy": "交叉熵",
        "cross-entropy loss": "交叉熵损失",
    },
    "softmax": {
        "normalization": "规范化",
        "temperature": "温度",
        "calibration": "校准",
        "overflow": "上溢",
        "underflow": "下溢",
        "Jacobian": "雅可比矩阵",
        "entropy": "熵",
        "nat": "纳特",
    },
    "cross_entropy": {
        "information theory": "信息论",
        "surprisal": "信息量（惊异）",
        "bit": "比特",
        "KL divergence": "KL散度",
        "label smoothing": "标签平滑",
        "Hessian": "黑塞矩阵",
        "covariance": "协方差",
    },
    "softmax_regression": {
        "softmax regression": "softmax回归",
        "confidence": "置信度",
        "accuracy": "精度",
        "confusion matrix": "混淆矩阵",
        "decision region": "决策区域",
        "training set": "训练集",
        "test set": "测试集",
        "standardization": "标准化",
    },
    "": {
        "predict, then reveal": "先猜再看",
        "projector mode": "投影模式",
    },
}


@dataclass(frozen=True)
class Term(Text):
    """A word in both languages, and the address of the lesson that introduces it; empty for words of the app."""

    lesson: str = ""


GLOSSARY: tuple[Term, ...] = tuple(Term(en, zh, lesson) for lesson, terms in _TERMS.items() for en, zh in terms.items())
