"""The address of the lesson: see `lessons/softmax_regression`."""

from ui import frame

frame.run("softmax_regression")
