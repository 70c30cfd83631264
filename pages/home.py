"""The address of the home page: see `ui/home.py`."""

from ui import frame

frame.run("")
