"""A real browser on the real app: what the tests, the measurements and the screenshots share."""
