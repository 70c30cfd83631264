"""The address of the lesson: see `lessons/softmax`."""

from ui import frame

frame.run("softmax")
