"""The address of the lesson: see `lessons/linear_regression`."""

from ui import frame

frame.run("linear_regression")
