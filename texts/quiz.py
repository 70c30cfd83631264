"""The words around questions and exercises."""

from texts import Text

TITLE = Text("Predict, then reveal", "先猜再看")
TRY = Text("Try it: exercises of the book, and ours", "动手试：书中的练习和我们的练习")
TRY_LINK = Text("Set the controls", "载入这组设置")
REVEAL = Text("Reveal", "揭晓")
ANSWER = Text("Answer", "答案")
AGAIN = Text("Ask me again", "重新作答")
RIGHT = Text("Right.", "答对了。")
WRONG = Text("Not so: the answer is “@{answer}”.", "不对，答案是“@{answer}”。")
VALUE_RIGHT = Text("Right: it is @{answer}.", "答对了：结果是@{answer}。")
VALUE_WRONG = Text("You said @{guess}; it is @{answer}.", "猜的是@{guess}，结果是@{answer}。")
SHOWN = Text("The controls above now show it.", "上方的滑块已调到这组设置，图中可以看到结果。")
SET = Text(
    "The controls above are set as in the experiment; its answer is computed for this question alone.",
    "上方的滑块已调到这组设置；答案是为这道题单独算出的，不在图中。",
)
PROGRESS = Text("@{done} of @{total} guessed, @{right} right", "已答@{done}/@{total}题，答对@{right}题")
SUMMARY = Text(
    "Your guesses on this visit: @{done} of @{total}, @{right} right.",
    "这次访问中已答@{done}/@{total}题，答对@{right}题。",
)
YOUR_GUESS = Text("your guess", "我的猜测")
