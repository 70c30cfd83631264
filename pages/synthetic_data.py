"""The address of the lesson: see `lessons/synthetic_data`."""

from ui import frame

frame.run("synthetic_data")
