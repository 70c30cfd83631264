"""The words around sharing a page."""

from texts import Text

SHARE = Text("Share this picture", "分享这幅图")
LINK = Text("Link to exactly this picture", "打开这幅图的链接")
QR = Text("For the phones in class: point the camera at it.", "课堂上用手机摄像头对准即可打开。")
EMBED = Text("In a page of your own", "嵌入自己的网页")
LEFT_OUT = Text(
    "The link holds language, stop and controls. Your guesses, and a run that you kept, stay with you.",
    "链接包含语言、导览的站和所有控件。答题记录和保留的训练只在自己的浏览器里。",
)
