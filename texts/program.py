"""The words around a page's settings as a program."""

from texts import Text

INTRO = Text(
    "What is set here as a program of its own: it needs PyTorch only, and prints the main numbers of this page.",
    "这里的设置写成一个独立的程序：只需要PyTorch，打印的是本页的主要数字。",
)
SCRIPT = Text("Save as a script", "另存为脚本")
NOTEBOOK = Text("Save as a notebook", "另存为笔记本（Jupyter）")
