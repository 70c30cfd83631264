"""The address of the lesson: see `lessons/regression_to_classification`."""

from ui import frame

frame.run("regression_to_classification")
