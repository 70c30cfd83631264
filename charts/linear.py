"""What the pictures of a linear model share: how its parameters are named, as in the tables."""


def names(num_features: int) -> list[str]:
    """w1, ..., wd, b."""
    return [*(f"w{j + 1}" for j in range(num_features)), "b"]
