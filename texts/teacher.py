"""The words around a teacher's view."""

from texts import Text

MAKE = Text("A link for your class", "给课堂用的链接")
ABOUT = Text(
    "It opens this picture with your question. What you hide is not in the page, the pictures or what is saved. "
    "The link holds it scrambled: that keeps a class from reading it, not somebody who takes this program apart.",
    "打开时就是这幅图，加上您的问题。隐藏的内容不在页面、图和保存的文件里。链接里的内容是打乱的：课堂上看不出来，"
    "但拆开本程序的人可以还原。",
)
HIDE = Text("Hide", "隐藏")
HIDABLE = {
    "truth": Text("true values", "真实值"),
    "best": Text("least squares", "最小二乘"),
    "code": Text("code", "代码"),
    "answers": Text("answers", "答案"),
}
LOCK = Text("Lock", "锁定")
NO_LOCK = Text("no control", "不锁定控件")
QUESTION = Text("Your question", "您的问题")
NOTHING = Text("Choose what to hide or to lock, or write a question.", "请选择要隐藏或锁定的内容，或写一个问题。")
HERE = Text("This is a teacher's view.", "这是教师视图。")
HIDDEN = Text("Hidden: @{names}.", "隐藏：@{names}。")
LOCKED = Text("Locked: @{names}.", "锁定：@{names}。")
LEAVE = Text("Leave it", "离开教师视图")
LEAVE_HELP = Text("The lesson then opens anew.", "这一课会重新打开。")
SAME = Text("The link opens the same teacher's view.", "这个链接打开同样的教师视图。")
