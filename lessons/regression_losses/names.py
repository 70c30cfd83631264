"""The three losses: what they are called in tables, by a reader, and in `core.losses`."""

NAMES = {"l2": "L2", "l1": "L1", "huber": "Huber"}
SHORT = {"l2": "half_squared", "l1": "absolute", "huber": "huber"}
