"""Score limits of Miettinen and Nurminen for two proportions, all rows at once."""

from collections.abc import Callable
from functools import partial
from typing import Literal, TypeAlias

import numpy as np
from scipy import stats

from fadu.stats.rows import FloatArray

Four: TypeAlias = tuple[FloatArray, FloatArray, FloatArray, FloatArray]
STEPS = 80
"""Halvings of the bracket: far beyond the last bit of a float."""
WIDEST = 60.0
"""Logarithm of the largest ratio looked at; e^60 is above any ratio of counts."""


def limits(
    rows: Four, level: float, compare: Literal["difference", "ratio"]
) -> tuple[FloatArray, FloatArray]:
    """Return the values at which the score statistic reaches its quantile.

    Parameters
    ----------
    rows
        count1, total1, count2, total2.
    level
        Coverage.
    compare
        Limits of first minus second, or of first over second.
    """
    c1, n1, c2, n2 = rows
    z = float(stats.norm.isf((1 - level) / 2))
    if compare == "difference":
        at = partial(_difference_z, rows)
        seen = c1 / n1 - c2 / n2
        return _search(at, z, seen, -1.0), _search(at, z, seen, 1.0)
    at = partial(_ratio_z, rows)
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = np.clip(np.log(c1 / n1) - np.log(c2 / n2), -WIDEST, WIDEST)
    seen = np.where(np.isnan(seen), 0.0, seen)
    low, high = _search(at, z, seen, -WIDEST), _search(at, z, seen, WIDEST)
    return np.where(c1 == 0, 0.0, np.exp(low)), np.where(c2 == 0, np.inf, np.exp(high))


def _search(
    statistic: Callable[[FloatArray], FloatArray], goal: float, seen: FloatArray, end: float
) -> FloatArray:
    """Halve between what was seen and the end of the range up to the goal."""
    inner, outer = seen, np.full_like(seen, end)
    for _ in range(STEPS):
        middle = (inner + outer) / 2
        beyond = np.abs(statistic(middle)) > goal
        outer, inner = np.where(beyond, middle, outer), np.where(beyond, inner, middle)
    return (inner + outer) / 2


def _difference_z(rows: Four, gap: FloatArray) -> FloatArray:
    c1, n1, c2, n2 = rows
    n, c = n1 + n2, c1 + c2
    # the likeliest second proportion under the gap solves a cubic (appendix of the paper); its
    # linear coefficient has a slip in statsmodels 0.15, see statsmodels issue 10269
    l2 = (n1 + 2 * n2) * gap - n - c
    l1 = (n2 * gap - n - 2 * c2) * gap + c
    l0 = c2 * gap * (1 - gap)
    q = l2**3 / (3 * n) ** 3 - l1 * l2 / (6 * n**2) + l0 / (2 * n)
    p = np.where(q < 0, -1.0, 1.0) * np.sqrt(
        np.maximum(0.0, l2**2 / (3 * n) ** 2 - l1 / (3 * n))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        turn = np.where(p == 0, 0.0, np.clip(q / p**3, -1, 1))
    second = 2 * p * np.cos((np.pi + np.arccos(turn)) / 3) - l2 / (3 * n)
    second = np.clip(second, np.maximum(0.0, -gap), np.minimum(1.0, 1 - gap))
    first = np.clip(second + gap, 0, 1)
    spread = first * (1 - first) / n1 + second * (1 - second) / n2
    return _over(c1 / n1 - c2 / n2 - gap, spread * n / np.maximum(n - 1, 1))


def _ratio_z(rows: Four, log_ratio: FloatArray) -> FloatArray:
    (c1, n1, c2, n2), ratio = rows, np.exp(log_ratio)
    n, c = n1 + n2, c1 + c2
    b = n1 * ratio + c1 + n2 + c2 * ratio
    # the smaller root, in the form that keeps its digits
    root = np.sqrt(np.maximum(0.0, b**2 - 4 * n * ratio * c))
    second = np.clip(2 * c / (b + root), 0, np.minimum(1.0, 1 / ratio))
    first = np.clip(second * ratio, 0, 1)
    spread = first * (1 - first) / n1 + ratio**2 * second * (1 - second) / n2
    return _over(c1 / n1 - ratio * c2 / n2, spread * n / np.maximum(n - 1, 1))


def _over(gap: FloatArray, variance: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        z = gap / np.sqrt(variance)
    return np.where(gap == 0, 0.0, z)
