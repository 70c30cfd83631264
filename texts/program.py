"""The words around a page's settings as a program."""

from texts import Text

INTRO = Text(
    "What is set here as a program of its own: it needs PyTorch only, and prints the main numbers of this page.",
    "这里的设置写成一个独立的程序：只需要PyTorch，打印的是本页的主要数字。",
)
SCRIPT = Text("Save as a script", "另存为脚本")
NOTEBOOK = Text("Save as a notebook", "另存为笔记本（Jupyter）")
READ = Text("Read the notebook here", "在这里阅读笔记本")
SHORTENED = Text(
    "The measured data are cut short here; script and notebook hold them whole.",
    "这里截短了测量数据；保存的脚本和笔记本里是完整的。",
)
