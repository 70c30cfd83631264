"""The short words of the lesson on learning rate and batch size."""

from texts import Text

CHART = {
    "rate": Text("learning rate η", "学习率η"),
    "final": Text("loss at the end", "最终损失"),
    "zone": Text("ends above its start, cut at 10×", "高于初始损失，画到10倍为止"),
    "limit": Text("full batch's limit", "全批量的上限"),
    "limit_short": Text("limit", "上限"),
    "fastest": Text("full batch's fastest", "全批量时最快的学习率"),
    "unstable": Text("the full batch diverges here", "全批量在此发散"),
    "floor": Text("noise floor", "损失下限"),
    "foot": Text("10⁻¹² or less", "不超过10⁻¹²"),
    "cut": Text("beyond the axis: drawn at its edge", "超出坐标轴的值画在边缘"),
    "all": Text("(all)", "（全部）"),
    "verdict_start": Text("Not trained", "尚未训练"),
    "verdict_settled": Text("Settled", "已收敛"),
    "verdict_close": Text("Almost there", "接近收敛"),
    "verdict_jittering": Text("Jittering", "抖动"),
    "verdict_overshooting": Text("Overshooting", "振荡"),
    "verdict_unstable": Text("Unstable", "不稳定"),
    "verdict_diverged": Text("Diverged", "已发散"),
    "verdict_under_way": Text("Under way", "仍在学习"),
    "ends": Text("loss ends at", "最终损失"),
    "step": Text("step", "步"),
    "root_step": Text("step (square-root scale)", "步（平方根坐标）"),
    "log_step": Text("step (log scale from 1 on)", "步（1以上为对数坐标）"),
    "loss": Text("loss", "损失"),
    "gone": Text("Far off the chart after step @{step}", "第@{step}步之后远在图外"),
    "w1": Text("weight w₁", "权重w₁"),
    "w2": Text("weight w₂", "权重w₂"),
    "size": Text("batch size B", "批量大小B"),
    "noise": Text("distance from the full gradient", "与全批量梯度的距离"),
    "measured": Text("measured", "实测"),
    "n": Text("examples n", "样本数n"),
    "error": Text("error of a parameter", "参数的误差"),
    "error_mean": Text("root mean square of the seeds", "各个种子的均方根"),
    "error_theory": Text("standard error", "标准误差"),
    "kind_mean": Text("averaged", "取平均"),
    "kind_sum": Text("summed", "求和"),
    "kind_half": Text("averaged, with ½", "取平均并乘½"),
    "epochs": Text("epoch", "迭代周期"),
}
SWEEP_ALT = Text(
    "The loss at the end of training against the learning rate on log axes, one line for each batch size; the full "
    "batch's limit is marked, and the region in which a run ends above its start is shaded.",
    "对数坐标下最终损失随学习率的变化，每个批量大小一条线；标出了全批量的上限，最终损失高于初始损失的区域加了底色。",
)
RUN_ALT = Text(
    "The picked run: its loss by step with the noise floor, above the path of the two weights over curves of equal loss.",
    "所选的训练：上图是各步的损失和损失下限，下图是两个权重在等损失线上走过的路径。",
)
STRIP_ALT = Text(
    "The learning rates of the slider above: the full batch's fastest is violet, those at which it diverges are orange.",
    "上方滑块的各个学习率：紫色是全批量时最快的学习率，橙色表示全批量会发散。",
)
NOISE_ALT = Text(
    "The distance of a minibatch's gradient from the full one against the batch size on log axes, measured and in theory.",
    "对数坐标下小批量梯度与全批量梯度的距离随批量大小的变化，实测和理论。",
)
ERROR_ALT = Text(
    "The error of least squares against the number of examples: single seeds, their root mean square, the standard error and σ/√n.",
    "最小二乘的误差随样本数的变化：单个种子、均方根、标准误差以及σ/√n。",
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
    "Multiplies the second feature. The loss then curves more steeply along its weight, by the square of the scale.",
    "把第二个特征放大；沿着它的权重，损失的曲率按尺度的平方增大。",
)
LOG_AXES = Text("Log axes", "对数坐标")
TRAINING = Text("Training batch size @{size} at @{rates} rates", "正在训练：批量大小@{size}，@{rates}个学习率")
AVERAGING = Text("Fitting @{n} examples", "正在拟合@{n}个样本")
NOISE = Text("Gradient noise against batch size", "梯度噪声与批量大小")
ERROR = Text("Error against the number of examples", "误差与样本数")
CONVENTIONS = Text(
    "Averaged, summed or halved: the same rate, another path", "取平均、求和还是乘½：学习率相同，路径不同"
)
EPOCHS = Text("Epochs are not steps", "迭代周期不等于步")
CHECK = Text("Check against PyTorch", "与PyTorch对照")
RUN_CHECK = Text("Run the concise version", "运行简洁实现")
PRESETS = (
    (Text("Too small", "太小"), 0.03),
    (Text("Good", "正好"), 0.5),
    (Text("Oscillating", "振荡"), 0.8),
    (Text("Diverging", "发散"), 1.2),
)
CODE = Text("The code that ran", "运行的代码")
WHY = Text("Why there is a limit", "为什么有上限")
SIZE = Text("batch size", "批量大小")
PER_EPOCH = Text("steps per epoch", "每个迭代周期的步数")
STEPS = Text("steps in all", "总步数")
LOSS_AT_END = Text("loss at the end", "最终损失")
BEST_RATE = Text("best of the rates tried", "试过的学习率中最好的")
LARGEST_RATE = Text("largest that does not diverge", "其中不发散的最大学习率")
NONE = Text("none", "没有")
CONVENTION = Text("loss", "损失")
UPDATE = Text("step", "每一步")
FOR_SAME = Text("rate for the same path", "路径相同所需的学习率")
DIFFERENCE = Text("largest difference from the averaged path", "与取平均的路径的最大差异")
DIVERGED = Text("diverged", "发散")
