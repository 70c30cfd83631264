"""The address of the lesson: see `lessons/cross_entropy`."""

from ui import frame

frame.run("cross_entropy")
