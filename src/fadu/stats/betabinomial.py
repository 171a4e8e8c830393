"""Tail points of beta-binomial counts, for hundreds of totals in one call.

scipy's quantile searches each point alone and takes about 10 ms; here short supports are summed
once a total, and long ones are integrated: P(X <= k) is the mean of the beta distribution's
lower tail over Beta(k + 1, n - k).
"""

import numpy as np
from scipy import special, stats

from fadu.stats.rows import FloatArray

LONGEST = 60_000
"""Counts that are summed one by one; longer ranges are integrated."""
REACH = 40.0
"""Standard deviations on either side of the mean that are summed; beyond is below 1e-15."""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(96)


def tail_points(
    total: FloatArray, quantiles: FloatArray, a: float, b: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return ppf r, F(r) and f(r) with a row for each total, a column for each quantile.

    Parameters
    ----------
    total
        Whole numbers above 0, one dimension.
    quantiles
        Between 0 and 1, one dimension.
    a, b
        Parameters of the beta distribution, above 0.
    """
    sizes, back = np.unique(total, return_inverse=True)
    points = np.empty((3, len(sizes), len(quantiles)))
    bottom, top = _range(sizes, a, b)
    long = top - bottom > LONGEST
    for row in np.flatnonzero(~long):
        support = np.arange(bottom[row], top[row])
        points[:, row] = _summed(sizes[row], support, quantiles, a, b)
    if long.any():
        points[:, long] = _integrated(sizes[long], quantiles, a, b)
    r, below, at = points[:, back]
    return r, below, at


def _range(n: FloatArray, a: float, b: float) -> tuple[FloatArray, FloatArray]:
    if min(a, b) < 1:
        return np.zeros_like(n), n
    mean, reach = n * a / (a + b), REACH * np.sqrt(_variance(n, a, b))
    return np.floor(np.maximum(0, mean - reach)), np.ceil(np.minimum(n, mean + reach))


def _variance(n: FloatArray, a: float, b: float) -> FloatArray:
    t = a / (a + b)
    return n * t * (1 - t) * (a + b + n) / (a + b + 1)


def _summed(n: float, k: FloatArray, quantiles: FloatArray, a: float, b: float) -> FloatArray:
    # neighbouring probabilities differ by this factor; sums of its logarithm give all of them
    climb = np.log((n - k) * (k + a)) - np.log((k + 1) * (n - k - 1 + b))
    log = np.concatenate([[0.0], np.cumsum(climb)])
    chance = np.exp(log - log.max())
    chance /= chance.sum()
    below = np.cumsum(chance)
    at = np.minimum(np.searchsorted(below, quantiles), len(below) - 1)
    return np.stack([k[0] + at, below[at], chance[at]])


def _integrated(n: FloatArray, quantiles: FloatArray, a: float, b: float) -> FloatArray:
    size, q = np.broadcast_arrays(n[:, None], quantiles)
    spread = size * a * b / _variance(size, a, b) * size / (a + b) ** 2
    guess = np.maximum(spread - 1, 1e-3)
    k = size * stats.beta.ppf(q, guess * a / (a + b), guess * b / (a + b))
    for _ in range(6):
        k = np.clip(k, 0, size - 1)
        k = k - (_below(k, size, a, b) - q) / np.maximum(_chance(k, size, a, b), 1e-300)
    r = np.clip(np.ceil(k), 0, size)
    r = np.where(_below(np.maximum(r - 1, 0), size, a, b) >= q, np.maximum(r - 1, 0), r)
    r = np.where(_below(r, size, a, b) < q, np.minimum(r + 1, size), r)
    return np.stack([r, _below(r, size, a, b), _chance(r, size, a, b)])


def _below(k: FloatArray, n: FloatArray, a: float, b: float) -> FloatArray:
    up, down = k + 1, np.maximum(n - k, 1e-9)
    mean = up / (up + down)
    reach = 12 * np.sqrt(mean * (1 - mean) / (up + down + 1))
    left = np.maximum(mean - reach, 0.0)
    right = np.minimum(mean + reach, 1.0)
    half = ((right - left) / 2)[..., None]
    p = (left + right)[..., None] / 2 + half * _NODES
    log = special.xlogy(up[..., None] - 1, p) + special.xlog1py(down[..., None] - 1, -p)
    density = np.exp(log - log.max(axis=-1, keepdims=True)) * _WEIGHTS
    density /= density.sum(axis=-1, keepdims=True)
    mass: FloatArray = (density * special.betainc(a, b, p)).sum(-1)
    return np.where(k >= n, 1.0, mass)


def _chance(k: FloatArray, n: FloatArray, a: float, b: float) -> FloatArray:
    chance: FloatArray = np.exp(
        special.betaln(k + a, n - k + b) - special.betaln(a, b)
        - special.betaln(k + 1, n - k + 1) - np.log(n + 1)
    )  # fmt: skip
    return chance
