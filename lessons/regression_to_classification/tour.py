"""Questions to guess at and exercises to try in this lesson."""

from lessons.regression_to_classification import experiments
from texts import Text
from ui.question import Exercise, Question

QUESTIONS = (
    Question(
        key="too_right",
        experiment=experiments.too_right,
        prompt=Text(
            "The true class is cat. Guess A is o = (9, 0, 0): cat, by far. Guess B is o = (0, 1, 0): chicken. "
            "Which has the larger squared loss on one-hot labels?",
            "真实类别是猫。猜测A是o = (9, 0, 0)：毫无疑问是猫；猜测B是o = (0, 1, 0)：鸡。独热标签上的平方损失，哪个更大？",
        ),
        options=(
            Text("A, though it is right", "A，尽管它是对的"),
            Text("B, since it is wrong", "B，因为它错了"),
            Text("They are equal", "一样大"),
        ),
        claim=0,
        settings={"true_class": 1, "o1": 9.0, "o2": 0.0, "o3": 0.0},
        reason=Text(
            "A costs @{right}, B only @{wrong}. Squared loss wants the number 1, not the largest number: 9 is as far off "
            "as −7. Cross-entropy has it the other way round: @{right_entropy} for A, @{wrong_entropy} for B.",
            "A的损失是@{right}，B只有@{wrong}。平方损失要的是数值1，而不是“最大”：9和−7离1一样远。交叉熵则相反：A是@{right_entropy}，B是@{wrong_entropy}。",
        ),
    ),
    Question(
        key="lead_value",
        experiment=experiments.lead_value,
        prompt=Text(
            "The logits are o = (2.4, −0.8, 3.1), and the true class is cat. What is the margin o_y − max oᵢ?",
            "输出o = (2.4, −0.8, 3.1)，真实类别是猫。余量o_y − max oᵢ是多少？",
        ),
        low=-5.0,
        high=5.0,
        step=0.1,
        close=0.05,
        settings={"true_class": 1, "o1": 2.4, "o2": -0.8, "o3": 3.1, "delta": 1.0},
        reason=Text(
            "Only the strongest rival counts, here @{rival}: 2.4 − @{rival} = @{lead}. A negative margin means that argmax "
            "is wrong. To lead by δ = 1 the true class lacks @{short}, which is the margin loss.",
            "只看最强的对手，这里是@{rival}：2.4 − @{rival} = @{lead}。余量为负，说明argmax错了。离领先δ = 1还差@{short}，这就是余量损失。",
        ),
    ),
    Question(
        key="two_labels",
        experiment=experiments.two_labels,
        prompt=Text(
            "A comment is both toxic and an insult. Can softmax give both labels a probability above 0.6?",
            "一条评论既是恶意的，又是侮辱。softmax能让这两个标签的概率都超过0.6吗？",
        ),
        options=(
            Text("Yes, if both logits are large enough", "能，只要两个输出都够大"),
            Text("No, whatever the logits are", "不能，无论输出是多少"),
        ),
        claim=1,
        settings={"true_class": 1, "o1": 8.0, "o2": 8.0, "o3": -8.0},
        reason=Text(
            "Softmax shares out a single 1. Over a grid of logits from −10 to 10 the second largest probability never "
            "exceeds @{second}. A sigmoid on each logit has no such tie: at 8 and 8 it gives @{sigmoid} twice. "
            "That is why multi-label data sets need one sigmoid for each label.",
            "softmax只能分配总和为1的概率。让输出取遍−10到10的网格，第二大的概率从未超过@{second}。对每个输出各用一个sigmoid就没有这个限制：输出都是8时，两个概率都是@{sigmoid}。所以多标签数据集要给每个标签一个sigmoid。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Is argmax always the right decision? Read dog as “ill”, the other two as “well”, and a missed illness as a "
            "hundred times worse than a false alarm. Here argmax says cat, by 0.3. Would you send the patient home?",
            "argmax总是正确的决定吗？把狗看作“患病”，另外两类看作“健康”，漏诊的代价是误报的一百倍。这里argmax说是猫，只领先0.3，该让病人回家吗？",
        ),
        {"true_class": 3, "o1": 1.0, "o2": -1.0, "o3": 0.7, "delta": 1.0},
    ),
    Exercise(
        Text(
            "RealSoftMax(o) = log Σ exp(oᵢ) is always larger than max o. Cross-entropy is RealSoftMax(o) − o_y. Raise o₁ as "
            "far as it goes: which of the three losses reach 0, and where?",
            "RealSoftMax(o) = log Σ exp(oᵢ)总是大于max o，而交叉熵就是RealSoftMax(o) − o_y。把o₁一直调大：三种损失中哪些会到0，在哪里到0？",
        ),
        {"true_class": 1, "o1": -3.0, "o2": 0.0, "o3": 0.0, "delta": 2.0},
    ),
)
