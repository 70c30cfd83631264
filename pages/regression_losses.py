"""The address of the lesson: see `lessons/regression_losses`."""

from ui import frame

frame.run("regression_losses")
