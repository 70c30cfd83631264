"""The address of the lesson: see `lessons/learning_rate`."""

from ui import frame

frame.run("learning_rate")
