"""The pictures of this lesson, over the tables of `tables.py`."""
