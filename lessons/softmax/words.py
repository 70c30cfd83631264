"""The short words of the lesson on softmax."""

from texts import Text

CHART = {
    "class": Text("class @{number}", "类别@{number}"),
    "exponential": Text("exponential exp(z)", "指数exp(z)"),
    "exponential_short": Text("exp(z)", "指数exp(z)"),
    "probability": Text("probability p = exp(z) / sum", "概率p = exp(z) / 总和"),
    "probability_short": Text("p", "概率p"),
    "reach": Text("bars reach", "条形范围"),
    "relative": Text("bars relative to the largest", "条形按最大值缩放"),
    "relative_short": Text("÷ largest", "÷ 最大值"),
    "share": Text("bars from 0 to 1", "条形从0到1"),
    "share_short": Text("0 to 1", "0到1"),
    "largest": Text("largest", "最大值"),
    "sum": Text("sum", "总和"),
    "temperature": Text("T (log scale)", "T（对数坐标）"),
    "p": Text("probability", "概率"),
    "cold": Text("T → 0: one takes all", "T → 0：最大的独占"),
    "hot": Text("T → ∞: all equal", "T → ∞：各类均等"),
    "into_exp": Text("what goes into exp (log scale on both sides)", "送入exp的数（两侧为对数坐标）"),
    "as_it_is": Text("as it is", "原样"),
    "shifted": Text("maximum subtracted", "先减去最大值"),
    "zero": Text("exp gives 0", "exp得0"),
    "infinite": Text("exp gives ∞", "exp得∞"),
    "beyond": Text("beyond the axis", "超出坐标轴"),
    "least": Text("least", "最小"),
}
TEMPERATURE = Text("Temperature T", "温度T")
TEMPERATURE_HELP = Text(
    "Divides all logits. The limit 0 gives a one-hot vector, the limit infinity equal probabilities.",
    "所有logit都除以它。趋于0时得到独热向量，趋于无穷时各类概率相等。",
)
SHIFT = Text("Shift all logits: add c", "整体平移：都加c")
SCALE = Text("Scale all logits: times s", "整体缩放：都乘s")
SCALE_HELP = Text(
    "Times s is the same as a temperature of 1/s: only s/T counts.",
    "乘s与温度取1/s是一回事：起作用的只有s/T。",
)
LIGHT = Text("Light up class (0: none)", "点亮类别（0为不点亮）")
LIGHT_HELP = Text(
    "Or point at a row of bars, or at a term of the formula.",
    "也可以把指针移到某一行条形上，或公式的某一项上。",
)
ALT = Text(
    "The softmax formula with the current numbers, above a row for each class: the bars of its logit, its exponential "
    "and its probability.",
    "代入当前数值的softmax公式；下面每个类别一行，条形分别是logit、指数和概率。",
)
TEMPERATURE_ALT = Text(
    "The probability of each class against the temperature, with the chosen temperature marked.",
    "各类概率随温度变化的曲线，标出了所选温度。",
)
LOGISTIC_ALT = Text(
    "The logistic function of the difference of the first two logits, with the current point.",
    "前两个logit之差的logistic函数，以及当前的点。",
)
OVERFLOW = Text("When the formula breaks: overflow and underflow", "公式何时失灵：上溢与下溢")
OVERFLOW_ALT = Text(
    "The numbers that go into exp, on a line with the limits of float16 and float32: as they are, and with the maximum "
    "subtracted.",
    "送入exp的数排在数轴上，并标出float16与float32的界限：一行是原样，一行先减去了最大值。",
)
DECISION = Text("When mistakes cost differently", "各种错误的代价不同时")
DECISION_ALT = Text(
    "The expected cost of saying each class, where missing class 2 is dearer than any other mistake; the least is framed.",
    "说出各个类别的期望代价：漏掉类别2比其他错误的代价更大；最小的一根加了框。",
)
COST = Text("Cost of missing class 2", "漏掉类别2的代价")
SIZE = Text("Move the largest logit to", "把最大的logit移到")
SPREAD = Text("Stretch the differences by", "差距放大到几倍")
ABOVE = Text("above @{p}", "@{p}以上")
CLASS = Text("class", "类别")
COLUMNS = {
    "z": Text("logit", "logit"),
    "exp16": Text("exp, float16", "指数，float16"),
    "p16": Text("naive, float16", "朴素，float16"),
    "exp32": Text("exp, float32", "指数，float32"),
    "p32": Text("naive, float32", "朴素，float32"),
    "stable": Text("stable, float32", "稳定，float32"),
    "log_naive": Text("log of naive", "朴素结果的对数"),
    "log_stable": Text("log_softmax", "log_softmax，稳定"),
}
WHY = Text("Why: shift, scale, order, certainty", "为什么：平移、缩放、次序、把握")
CHECK = Text("Check against PyTorch and autograd", "与PyTorch和自动微分对照")
CODE = Text("Softmax in code", "softmax的代码")
