"""The words of the frame: what stands around every page."""

from texts import Text

APP = Text("Lines to Logits", "从直线到softmax")
LANGUAGE = Text("Language", "语言")
PROJECTOR = Text("Projector", "投影模式")
PROJECTOR_HELP = Text(
    "Large type and thick lines for the last row; the menu is folded away.",
    "字更大、线更粗，最后一排也看得清；导航菜单会收起。",
)
MORE = Text("More settings", "更多设置")
TRAINING_STEP = Text("Step of training", "训练步")
BAD_SETTING = Text(
    "The link asks for `@{name}=@{value}`, which does not exist here. We use `@{name}=@{used}` instead.",
    "链接中的`@{name}=@{value}`无效，我们改用`@{name}=@{used}`。",
)
