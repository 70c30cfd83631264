"""The stops of this lesson's tour, questions to guess at and exercises to try."""

from lessons.regression_to_classification import experiments
from texts import Text
from ui.question import Exercise, Goal, Question, Stop

_CAT = {"true_class": 1, "o1": 1.0, "o2": 0.0, "o3": 0.0}
FARTHER = Question(
    key="class_distance",
    experiment=experiments.class_distance,
    prompt=Text(
        "Cat, chicken, dog could be numbered 1, 2, 3: dog would be twice as far from cat as chicken. As one-hot "
        "labels, which "
        "is farther from cat?",
        "猫、鸡、狗若编号为1、2、3，狗到猫就比鸡到猫远一倍。写成独热标签，哪一个离猫更远？",
    ),
    options=(Text("Chicken", "鸡"), Text("Dog", "狗"), Text("Neither: equally far", "一样远")),
    claim=2,
    settings=_CAT,
    reason=Text(
        "Two different one-hot labels differ in two places by 1: every pair is √2 = @{distance} apart. One-hot "
        "labels put the "
        "classes in no order. Set the true class to 2, then to 3: the squared loss is @{squared} both times.",
        "两个不同的独热标签在两个位置上各差1：任意两个都相距√2 = @{distance}。独热标签不给类别排次序。把真实类别换成2，再换成3：平方损失都是@{squared}。",
    ),
)
_UP = {"true_class": 1, "o1": 3.0, "o2": 0.4, "o3": -0.3, "delta": 1.0}
CLIMBING = Question(
    key="climbing",
    experiment=experiments.climbing,
    prompt=Text(
        "Cat is right and leads by 0.2. Its logit o₁ is raised past 1.4, up to 3: which of the three losses climbs?",
        "猫是对的，领先0.2。把o₁升过1.4，一直升到3：三种损失中哪一种反而上升？",
    ),
    options=(Text("Squared loss", "平方损失"), Text("Margin loss", "余量损失"), Text("Cross-entropy", "交叉熵")),
    claim=0,
    settings=_UP,
    reason=Text(
        "At o₁ = 3 squared loss is @{squared_on_one_hot}: it wants the number 1 and punishes what is beyond. The "
        "margin loss "
        "is content with a lead of 1 and stays at @{margin}; cross-entropy, now @{cross_entropy}, keeps falling and "
        "never "
        "reaches 0.",
        "o₁ = 3时平方损失是@{squared_on_one_hot}：它要的是数值1，超过也要罚。余量损失领先1就满足，停在@{margin}；交叉熵现在是@{cross_entropy}，一直下降，却永远到不了0。",
    ),
)
PUNISHED = Goal(
    experiments.punished,
    status=Text(
        "Goal: logits that argmax gets right, with a squared loss above 34. Now it is @{squared}.",
        "目标：让argmax选对，平方损失却超过34。现在是@{squared}。",
    ),
    praise=Text(
        "Right, and punished more than the wrong guess: squared loss @{squared}. Margin and cross-entropy say the "
        "opposite.",
        "选对了，受的罚却比选错时还重：平方损失@{squared}。余量损失和交叉熵的说法正相反。",
    ),
)

QUESTIONS = (
    FARTHER,
    CLIMBING,
    Question(
        key="too_right",
        experiment=experiments.too_right,
        prompt=Text(
            "The true class is cat. Guess A is o = (9, 0, 0): cat, by far. Guess B is o = (0, 1, 0): chicken. "
            "Which has the larger squared loss on one-hot labels?",
            "真实类别是猫。猜测A是o = (9, 0, 0)：十分肯定是猫；猜测B是o = (0, 1, 0)：鸡。独热标签上的平方损失，哪个更大？",
        ),
        options=(
            Text("A, though it is right", "A，尽管它是对的"),
            Text("B, since it is wrong", "B，因为它错了"),
            Text("They are equal", "一样大"),
        ),
        claim=0,
        settings={"true_class": 1, "o1": 9.0, "o2": 0.0, "o3": 0.0},
        reason=Text(
            "A costs @{right}, B only @{wrong}. Squared loss wants the number 1, not the largest number: 9 is as far "
            "off "
            "as −7. Cross-entropy has it the other way round: @{right_entropy} for A, @{wrong_entropy} for B.",
            "A的损失是@{right}，B只有@{wrong}。平方损失要的是数值1，而不是“最大”：9和−7离1一样远。交叉熵则相反：A是@{right_entropy}，B是@{wrong_entropy}。",
        ),
    ),
    Question(
        key="lead_value",
        experiment=experiments.lead_value,
        prompt=Text(
            "The logits are o = (2.4, −0.8, 3.1), and the true class is cat. What is the margin o_y − max oᵢ?",
            "logit是o = (2.4, −0.8, 3.1)，真实类别是猫。余量o_y − max oᵢ是多少？",
        ),
        low=-5.0,
        high=5.0,
        step=0.1,
        close=0.05,
        settings={"true_class": 1, "o1": 2.4, "o2": -0.8, "o3": 3.1, "delta": 1.0},
        reason=Text(
            "Only the strongest rival counts, here @{rival}: 2.4 − @{rival} = @{lead}. A negative margin means that "
            "argmax "
            "is wrong. To lead by δ = 1 the true class lacks @{short}, which is the margin loss.",
            "只看最强的对手，这里是@{rival}：2.4 − @{rival} = @{lead}。余量为负，说明argmax选错了。离领先δ = 1还差@{short}，这就是余量损失。",
        ),
    ),
    Question(
        key="two_labels",
        experiment=experiments.two_labels,
        prompt=Text(
            "A comment can be toxic, an insult, or both. Its logits are o = (8, 8, −8), for toxic, insult and threat. "
            "Softmax makes probabilities of all three together, exp(oᵢ) / Σ exp(oⱼ); a sigmoid makes one of each logit "
            "alone, 1 / (1 + exp(−oᵢ)). What do they give toxic and insult?",
            "一条评论可以是恶意的、是侮辱，或者两者都是。恶意、侮辱、威胁的logit是o = (8, 8, −8)。softmax把三个一起变成概率，exp(oᵢ) / Σ exp(oⱼ)；"
            "sigmoid把每个logit单独变成概率，1 / (1 + exp(−oᵢ))。恶意和侮辱的概率各是多少？",
        ),
        options=(
            Text("Softmax: 0.5 each; sigmoids: nearly 1 each", "softmax：各0.5；sigmoid：各接近1"),
            Text("Both: nearly 1 each", "两者都是：各接近1"),
            Text("Both: 0.5 each", "两者都是：各0.5"),
        ),
        claim=0,
        settings={"true_class": 1, "o1": 8.0, "o2": 8.0, "o3": -8.0},
        shows=False,
        reason=Text(
            "Softmax shares out a single 1, so two equal logits get @{softmax} each, however large they are: it "
            "assumes "
            "that exactly one class is true. A sigmoid is not bound like this: it gives @{sigmoid} twice. That is why "
            "multi-label data sets need one sigmoid for each label.",
            "softmax分配的概率总和是1，两个相等的logit无论多大都只能各得@{softmax}：它假定恰好一个类别成立。sigmoid没有这个限制，两个都是@{sigmoid}。"
            "所以多标签数据集要给每个标签一个sigmoid。",
        ),
    ),
)

EXERCISES = (
    Exercise(
        Text(
            "Is argmax always the right decision? Read dog as “ill”, the other two as “well”, and a missed illness "
            "as a "
            "hundred times worse than a false alarm. Here argmax says cat, by 0.3. Would you send the patient home?",
            "argmax总是正确的决定吗？把狗看作“患病”，另外两类看作“健康”，漏诊的代价是误报的一百倍。这里argmax选的是猫，只领先0.3，该让病人回家吗？",
        ),
        {"true_class": 3, "o1": 1.0, "o2": -1.0, "o3": 0.7, "delta": 1.0},
        answer=Text(
            "No. Softmax gives “ill” @{ill}. Sent home, the patient costs 100 × @{ill} = @{home} on average; a false "
            "alarm costs @{alarm}. With such costs one calls the doctor from a probability of @{mark} on: the "
            "decision needs probabilities and costs, not only the largest logit.",
            "不该。softmax给“患病”的概率是@{ill}。让病人回家，平均代价是100 × @{ill} = @{home}；误报的平均代价只有@{alarm}。代价如此，概率到@{mark}就该叫医生：做决定要看概率和代价，不能只看最大的logit。",
        ),
        experiment=experiments.send_home,
    ),
    Exercise(
        Text(
            "RealSoftMax(o) = log Σ exp(oᵢ) is always larger than max o. Cross-entropy is RealSoftMax(o) − o_y. "
            "Raise o₁ as "
            "far as it goes: which of the three losses reach 0, and where?",
            "RealSoftMax(o) = log Σ exp(oᵢ)总是大于max o，而交叉熵就是RealSoftMax(o) − o_y。把o₁一直调大：三种损失中哪些会到0，在哪里到0？",
        ),
        {"true_class": 1, "o1": -3.0, "o2": 0.0, "o3": 0.0, "delta": 2.0},
        answer=Text(
            "Squared loss is 0 at o₁ = @{squared_on_one_hot} only and climbs again; the margin loss is 0 from o₁ = "
            "@{margin} on, where the lead is δ; cross-entropy never is: at o₁ = 10 it is still @{end}.",
            "平方损失只在o₁ = @{squared_on_one_hot}处是0，之后又上升；余量损失从o₁ = @{margin}起是0，那里领先正好是δ；交叉熵永远到不了0：o₁ = 10时还有@{end}。",
        ),
        experiment=experiments.who_reaches_zero,
    ),
)

STOPS = (
    Stop(
        say=Text(
            "It is a cat, and the largest logit, 9, says cat. Yet the squared loss is 64! Drag o₁ down: where does "
            "it reach 0?",
            "真实类别是猫，最大的logit是9，选的也是猫，平方损失却高达64！把o₁往下拖：到哪里损失变成0？",
        ),
        settings={"true_class": 1, "o1": 9.0, "o2": 0.0, "o3": 0.0},
        ring="layers",
    ),
    Stop(
        say=Text(
            "The question is which one, not how much. Drag o₂ up: as soon as it passes o₁, by however little, argmax "
            "picks "
            "chicken.",
            "这里问的是“哪一个”，不是“多少”。把o₂往上拖：它一超过o₁，哪怕只多一点，argmax就改选鸡。",
        ),
        settings={"true_class": 1, "o1": 2.0, "o2": 1.0, "o3": -1.0},
        ring="layers",
    ),
    Stop(
        say=Text(
            "As a one-hot label, cat is (1, 0, 0): a 1 in its own place. So are the logits here, and the loss is 0.",
            "猫的独热标签是(1, 0, 0)：自己的位置上是1。这里的logit也正是这样，平方损失为0。",
        ),
        settings=_CAT,
        ring="layers",
        ask=FARTHER,
    ),
    Stop(
        say=Text(
            "Sure of chicken, and wrong: a squared loss of 34. Can it be right and cost more? Drag o₁ and o₂.",
            "十分肯定是鸡，却错了：平方损失34。能不能选对了，损失反而更大？拖动o₁和o₂试试。",
        ),
        settings={"true_class": 1, "o1": -2.0, "o2": 5.0, "o3": 0.0, "delta": 1.0},
        ring="losses",
        goal=PUNISHED,
    ),
    Stop(
        say=Text(
            "Three losses look at the same logits: one stays, one keeps falling, one climbs.",
            "三种损失看同样的logit：一种不变，一种继续下降，一种反而上升。",
        ),
        settings={"true_class": 1, "o1": 0.6, "o2": 0.4, "o3": -0.3, "delta": 1.0},
        ring="losses",
        ask=CLIMBING,
    ),
    Stop(
        say=Text(
            "Now yours: say that dog means “ill”. Argmax picks cat, by only 0.3, and misses it. What would have "
            "warned you? "
            "Probabilities: the next lesson.",
            "现在轮到你：假设狗表示“患病”。argmax选了猫，只领先0.3，漏掉了。什么能提醒我们？概率：见下一课。",
        ),
        settings={"true_class": 3, "o1": 1.0, "o2": -1.0, "o3": 0.7},
        ring="layers",
    ),
)

TAKEAWAYS = (
    Text(
        "Classification asks which one, not how much: a label is one-hot, a 1 in its own place, and all classes lie "
        "equally far "
        "apart.",
        "分类问的是“哪一个”，不是“多少”：标签是独热的，自己的位置上是1，各类别之间一样远。",
    ),
    Text(
        "Argmax picks the class with the largest logit. What counts is the margin: how far the true class leads.",
        "argmax选logit最大的类别。要紧的是余量：真实类别领先多少。",
    ),
    Text(
        "Squared loss on one-hot labels punishes being too right; we need a loss that asks for a lead, or for "
        "probability.",
        "独热标签上的平方损失会惩罚“太对”；需要一种只要求领先、或要求概率的损失。",
    ),
)
