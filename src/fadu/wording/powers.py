"""What counts as power enough: a comparison that would have shown a difference that matters."""

RATIO = 1.5
"""A rate or a count half as high again matters."""
POINTS = 5.0
"""Five points of a share matter; near 0 or 100 % half of what is left there already does."""


def relevant_points(percent: float) -> float:
    """Return the difference from a share, in points, that matters."""
    return min(POINTS, min(percent, 100 - percent) / 2)


def enough_points(percent: float, *detectable: float) -> bool:
    """Whether the smallest detectable differences, in points, are no larger than what matters."""
    return all(size <= relevant_points(percent) for size in detectable)


def enough_ratio(*detectable: float) -> bool:
    """Whether the smallest detectable ratios, above 1, are no larger than what matters."""
    return all(size <= RATIO for size in detectable)
