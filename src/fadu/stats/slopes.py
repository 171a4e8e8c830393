"""Weighted straight lines through many short series, with each point left out in turn."""

from dataclasses import dataclass

import numpy as np

from fadu.stats.rows import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Straight lines, one for each series.

    Attributes
    ----------
    slope
        Weighted least squares slopes.
    weight
        Weighted sum of squares of the years, the inverse variance of the slope.
    trend, rest
        Chi-square of the slope, and of the points about the line.
    without
        Slopes without each point; NaN where a point carries no weight.
    """

    slope: FloatArray
    weight: FloatArray
    trend: FloatArray
    rest: FloatArray
    without: FloatArray


def fitted(years: FloatArray, values: FloatArray, weight: FloatArray) -> Fit:
    """Fit one line for each row; points of weight 0 do not count."""
    # years counted from the first, so that their mean keeps its digits
    first = np.where(weight > 0, years, np.inf).min(-1, initial=np.inf)[..., None]
    x = np.where(weight > 0, years - np.where(np.isfinite(first), first, 0.0), 0.0)
    size = np.where((total := weight.sum(-1)) > 0, total, 1.0)
    x = np.where(weight > 0, x - ((weight * x).sum(-1) / size)[..., None], 0.0)
    y = values - ((weight * values).sum(-1) / size)[..., None]
    sxx, sxy = (weight * x**2).sum(-1), (weight * x * y).sum(-1)
    across = np.where(sxx > 0, sxx, np.nan)
    slope = sxy / across
    trend = slope * sxy
    rest = (weight * (y - slope[..., None] * x) ** 2).sum(-1)
    return Fit(slope, across, trend, rest, _without(x, y, weight, size))


def _without(x: FloatArray, y: FloatArray, weight: FloatArray, size: FloatArray) -> FloatArray:
    """Take one point out of the sums about the mean of all (both means are zero there)."""
    left = size[..., None] - weight
    left = np.where(left > 0, left, np.nan)
    part = weight + weight**2 / left
    sxx = (weight * x**2).sum(-1)[..., None] - part * x**2
    sxy = (weight * x * y).sum(-1)[..., None] - part * x * y
    possible = (weight > 0) & (sxx > 1e-12 * (weight * x**2).sum(-1)[..., None])
    slope: FloatArray = np.where(possible, sxy / np.where(possible, sxx, 1.0), np.nan)
    # what is left of two sums that cancel has no sign
    sums = (weight * np.abs(x * y)).sum(-1)[..., None] + part * np.abs(x * y)
    noise = 1e-12 * sums / np.where(possible, sxx, 1.0)
    return np.where(np.abs(slope) <= noise, 0.0, slope)
