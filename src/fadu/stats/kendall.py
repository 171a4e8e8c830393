"""Kendall's rank test of many short series, exact with and without equal values."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from fadu.stats.rows import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Rank tests, one for each series.

    Attributes
    ----------
    statistic
        Kendall's S: pairs that rise less pairs that fall.
    pvalue
        Exact and two-sided.
    least
        The smallest p-value that values with these ties can give.
    slope
        Theil and Sen's: the median of the slopes of all pairs.
    without
        That slope without each point; NaN where there is no point.
    """

    statistic: FloatArray
    pvalue: FloatArray
    least: FloatArray
    slope: FloatArray
    without: FloatArray


def tested(years: FloatArray, values: FloatArray) -> Ranked:
    """Test each row; NaN is no point."""
    first, second = np.triu_indices(years.shape[-1], 1)
    rise = values[..., second] - values[..., first]
    run = years[..., second] - years[..., first]
    statistic = np.nansum(np.sign(rise) * np.sign(run), axis=-1)
    each = rise / run
    points = np.arange(years.shape[-1])
    apart = (first != points[:, None]) & (second != points[:, None])
    without = _median(np.where(apart, each[..., None, :], np.nan))
    without = np.where(np.isnan(values), np.nan, without)
    chances = np.empty((*statistic.shape, 2))
    for at in np.ndindex(statistic.shape):
        row = values[at]
        chances[at] = _chances(row[~np.isnan(row)], float(statistic[at]))
    return Ranked(statistic, chances[..., 0], chances[..., 1], _median(each), without)


def _median(columns: FloatArray) -> FloatArray:
    ordered = np.sort(columns, axis=-1)
    have = (~np.isnan(columns)).sum(-1)[..., None]
    if not columns.shape[-1]:
        return np.full(columns.shape[:-1], np.nan)
    low = np.take_along_axis(ordered, np.maximum(have - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(have // 2, columns.shape[-1] - 1), axis=-1)
    return ((low + high) / 2)[..., 0]


def _chances(values: FloatArray, statistic: float) -> tuple[float, float]:
    groups = tuple(sorted(Counter(values.tolist()).values()))
    return _tails(groups, int(abs(statistic))), _tails(groups, _pairs(groups))


def _pairs(groups: tuple[int, ...]) -> int:
    size = sum(groups)
    return size * (size - 1) // 2 - sum(g * (g - 1) // 2 for g in groups)


@lru_cache(maxsize=4096)
def _tails(groups: tuple[int, ...], reached: int) -> float:
    """Return the chance of an S at least so far from 0 when all orders are equally likely."""
    orders = _orders(groups)
    far = [n for i, n in enumerate(orders) if abs(len(orders) - 1 - 2 * i) >= reached]
    return sum(far) / sum(orders)


@lru_cache(maxsize=1024)
def _orders(groups: tuple[int, ...]) -> list[int]:
    """Count the orders of values with ties by their inversions.

    The counts are the coefficients of the Gaussian multinomial: (1 - q)(1 - q^2)... for all
    values, divided by the same for each group of equals.
    """
    counts = [1]
    factors = [k for g in groups for k in range(2, g + 1)]
    for k in range(2, sum(groups) + 1):
        grown = [0] * (len(counts) + k - 1)
        for shift in range(k):
            for i, n in enumerate(counts):
                grown[i + shift] += n
        counts = grown
    for k in factors:
        shrunk: list[int] = []
        for i in range(len(counts) - k + 1):
            step = counts[i] - (counts[i - 1] if i else 0)
            shrunk.append(step + (shrunk[i - k] if i >= k else 0))
        counts = shrunk
    return counts
