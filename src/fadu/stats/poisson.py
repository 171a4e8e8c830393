"""Tail points of Poisson counts, also where scipy's own are lost.

From 3e6 expected events on scipy's tail is wrong beyond 4.5 standard deviations, from 2e10 on its
quantile is NaN, and its probabilities lose a digit with every digit of the mean.  From a million
events on Temme's uniform expansion and Loader's saddle point are good to the last digits.
"""

import numpy as np
from scipy import special, stats

from fadu.stats.rows import FloatArray

MANY = 1e6
"""Expected events from which on the expansions are used: their next term is below 1e-12."""
NEAR = 1e-2
"""Relative distance from the mean up to which differences of near numbers are summed as series."""
_ORDER = np.arange(2, 14)
_TAIL = (-1.0) ** _ORDER / _ORDER
_CHANCE = _TAIL / (_ORDER - 1)


def tail_points(mean: FloatArray, q: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return ppf r, F(r) and f(r) with a row for each mean, a column for each quantile.

    Parameters
    ----------
    mean
        Expected events, one dimension, from 0 on.
    q
        Between 0 and 1, one dimension.

    References
    ----------
    Temme 1979, SIAM Journal on Mathematical Analysis 10:757; Loader 2000, Fast and Accurate
    Computation of Binomial Probabilities.
    """
    points = np.empty((3, len(mean), len(q)))
    few = mean < MANY
    law = stats.poisson(mean[few, None])
    r = law.ppf(q)
    points[:, few] = np.stack([r, law.cdf(r), law.pmf(r)])
    points[:, ~few] = _many(mean[~few, None], q)
    found, below, at = points
    return found, below, at


def _many(mean: FloatArray, q: FloatArray) -> FloatArray:
    z = stats.norm.ppf(q)
    k = np.rint(mean + z * np.sqrt(mean) + (z**2 - 1) / 6)
    # the start is within a few counts, and the tail is straight over so short a way
    for _ in range(3):
        k = np.ceil(k - (cdf(k, mean) - q) / pmf(k, mean))
    return np.stack([k, cdf(k, mean), pmf(k, mean)])


def cdf(k: FloatArray, mean: FloatArray) -> FloatArray:
    """Return the chance of at most k events, where a million are expected or more."""
    size = k + 1
    far = (mean - size) / size
    half = np.where(np.abs(far) < NEAR, _series(far, _TAIL), far - np.log1p(far))
    eta = np.sign(far) * np.sqrt(2 * half)
    near = np.abs(far) < NEAR / 10
    safe = np.where(near, 1.0, far), np.where(near, 1.0, eta)
    first = np.where(near, -1 / 3 + eta / 12 - 2 * eta**2 / 135, 1 / safe[0] - 1 / safe[1])
    rest: FloatArray = np.exp(-size * half) / np.sqrt(2 * np.pi * size) * first
    return special.erfc(eta * np.sqrt(size / 2)) / 2 + rest


def pmf(k: FloatArray, mean: FloatArray) -> FloatArray:
    """Return the chance of k events, where a million are expected or more."""
    far = (k - mean) / mean
    part = np.where(np.abs(far) < NEAR, _series(far, _CHANCE), (1 + far) * np.log1p(far) - far)
    chance: FloatArray = np.exp(-mean * part - 1 / (12 * k)) / np.sqrt(2 * np.pi * k)
    return chance


def _series(x: FloatArray, coefficients: FloatArray) -> FloatArray:
    return np.asarray(np.polynomial.polynomial.polyval(x, [0.0, 0.0, *coefficients]))
