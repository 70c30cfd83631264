"""The words of the frame: what stands around every page."""

from texts import Text

APP = Text("Lines to Logits", "从直线到softmax")
LANGUAGE = Text("Language", "语言")
PROJECTOR = Text("Projector", "投影模式")
PROJECTOR_HELP = Text(
    "Large type and thick lines for the last row; the menu is folded away.",
    "字更大、线更粗，最后一排也看得清；导航菜单会收起。",
)
REGRESSION = Text("Regression", "回归")
CLASSIFICATION = Text("Classification", "分类")
MORE = Text("More settings", "更多设置")
TRAINING_STEP = Text("Step of training", "训练步")
BAD_SETTING = Text(
    "The link asks for `@{name}=@{value}`, which does not exist here. We use `@{name}=@{used}` instead.",
    "链接中的`@{name}=@{value}`无效，我们改用`@{name}=@{used}`。",
)
BAD_VALUE = Text(
    "The link asks for `@{name}=@{value}`, which “@{label}” cannot take. We use `@{name}=@{used}` instead.",
    "链接中的`@{name}=@{value}`不是“@{label}”可取的值，我们改用`@{name}=@{used}`。",
)
REPEATED_VALUE = Text(
    "The link names `@{name}` more than once. We use `@{name}=@{used}`.",
    "链接中`@{name}`出现了不止一次，我们采用`@{name}=@{used}`。",
)
UNKNOWN_SETTING = Text(
    "The link asks for `@{name}=@{value}`, but this page has no setting of that name.",
    "链接中有`@{name}=@{value}`，但本页没有叫这个名字的设置。",
)
MORE_FAULTS = Text("@{count} more settings of the link could not be taken.", "链接中还有@{count}项设置无法采用。")
NO_STOP = Text(
    "The link asks for the stop `@{value}`, which the tour of this lesson does not have.",
    "链接要打开导览的第`@{value}`站，但这一课的导览没有这一站。",
)
SLIDES = Text("The pictures for slides", "把图放进幻灯片")
NO_VIEW = Text(
    "The teacher's link is damaged or belongs to another lesson: this is the lesson as everybody sees it.",
    "教师链接已损坏，或属于另一课：这里显示的是普通的课程页面。",
)
TOUR = Text("Tour", "导览")
FREE = Text("free", "自由")
NEXT_STOP = Text("Next stop (Page Down)", "下一站（Page Down）")
STOP_BEFORE = Text("Stop before (Page Up)", "上一站（Page Up）")
RESET = Text("This lesson as at the start", "本课恢复初始设置")
TAKEAWAYS = Text("To take away", "本课小结")
NEXT_LESSON = Text("Next lesson: @{title}", "下一课：@{title}")
GO_ON = Text("Go on where you stopped: @{title}", "继续上次的学习：@{title}")
BEGIN = Text("Begin with the tour of lesson 1: @{title}", "从第1课的导览开始：@{title}")
SEEN = Text("@{seen} of @{stops} stops seen", "导览已看@{seen}/@{stops}站")
GOALS_MET = Text("@{met} of @{goals} goals reached", "已达成@{met}/@{goals}个目标")
KEYS = Text("Keys", "快捷键")
CLOSE = Text("Close", "关闭")
KEY_NEXT = Text("Next stop of the tour", "导览的下一站")
KEY_BEFORE = Text("Stop before", "导览的上一站")
KEY_PLAY = Text("Play and pause", "播放和暂停")
NO_EXERCISE = Text(
    "The link asks for the exercise `@{value}`, which this lesson does not have.",
    "链接要打开练习`@{value}`，但这一课没有这个练习。",
)
