"""Tail points of beta-binomial counts, for hundreds of totals in one call.

scipy's quantile searches each point alone and takes about 10 ms; here short supports are summed
for many totals together, and long ones are integrated: P(X <= k) is the chance that a draw of the
beta distribution lies below one of Beta(k + 1, n - k).
"""

import numpy as np
from scipy import special, stats

from fadu.stats.rows import FloatArray

LONGEST = 60_000
"""Counts that are summed one by one; longer ranges are integrated."""
TURNS, NEAR = 8, 0.1
"""Steps of Newton's method at most, and the step in counts at which it has arrived."""
CELLS = 1_000_000
"""Probabilities of many totals that are held at a time."""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)


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
    width = top - bottom
    long = width > LONGEST
    order = np.argsort(-width)[long.sum() :]
    while len(order):
        rows, order = np.split(order, [max(1, int(CELLS // (width[order[0]] + 1)))])
        points[:, rows] = _summed(sizes[rows], (bottom[rows], top[rows]), quantiles, a, b)
    if long.any():
        points[:, long] = _integrated(sizes[long], quantiles, a, b)
    r, below, at = points[:, back]
    return r, below, at


def _range(n: FloatArray, a: float, b: float) -> tuple[FloatArray, FloatArray]:
    """Return first and last count beyond which less than 1e-15 lies."""
    # the tail of a gamma distribution of this shape, which turns normal as the shape grows
    sizes = 12 + 28 / np.sqrt(min(a, b))
    mean, reach = n * a / (a + b), sizes * (1 + np.sqrt(_variance(n, a, b)))
    # a parameter below 1 piles the counts up at an end, unless the totals are too small to show it
    whole = (min(a, b) < 1) & (a + b < n)
    bottom, top = np.floor(mean - reach), np.ceil(mean + reach)
    return np.where(whole, 0.0, np.maximum(0, bottom)), np.where(whole, n, np.minimum(n, top))


def _variance(n: FloatArray, a: float, b: float) -> FloatArray:
    t = a / (a + b)
    return n * t * (1 - t) * (a + b + n) / (a + b + 1)


def _summed(
    sizes: FloatArray,
    ends: tuple[FloatArray, FloatArray],
    quantiles: FloatArray,
    a: float,
    b: float,
) -> FloatArray:
    n, bottom, top = sizes[:, None], ends[0][:, None], ends[1][:, None]
    k = bottom + np.arange((top - bottom).max())
    inside = k < top
    k = np.where(inside, k, bottom)
    # neighbouring probabilities differ by this factor; sums of its logarithm give all of them
    climb = np.log((n - k) * (k + a)) - np.log((k + 1) * (n - k - 1 + b))
    log = np.zeros((len(sizes), k.shape[1] + 1))
    np.cumsum(np.where(inside, climb, -np.inf), axis=1, out=log[:, 1:])
    chance = np.exp(log - log.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    below = np.cumsum(chance, axis=1)
    at = np.stack([(below < q).sum(axis=1) for q in quantiles], axis=1)
    at = np.minimum(at, (top - bottom).astype(np.intp))
    points = [bottom + at, *(np.take_along_axis(p, at, axis=1) for p in (below, chance))]
    return np.stack(points)


def _integrated(n: FloatArray, quantiles: FloatArray, a: float, b: float) -> FloatArray:
    size, q = np.broadcast_arrays(n[:, None], quantiles)
    spread = size * a * b / _variance(size, a, b) * size / (a + b) ** 2
    guess = np.maximum(spread - 1, 1e-3)
    k = size * stats.beta.ppf(q, guess * a / (a + b), guess * b / (a + b))
    for _ in range(TURNS):
        k = np.clip(k, 0, size - 1)
        step = (_below(k, size, a, b) - q) / np.maximum(_chance(k, size, a, b), 1e-300)
        k = k - step
        if np.abs(step).max() < NEAR:
            break
    r = np.clip(np.ceil(k), 0, size)
    below, at = _below(r, size, a, b), _chance(r, size, a, b)
    # a step from the far side of a whole number may end on its wrong side
    lower = below - at >= q
    r, below = np.where(lower, r - 1, r), np.where(lower, below - at, below)
    higher = (below < q) & (r < size)
    r = np.where(higher, r + 1, r)
    at = _chance(r, size, a, b)
    return np.stack([r, np.where(higher, below + at, below), at])


def _below(k: FloatArray, n: FloatArray, a: float, b: float) -> FloatArray:
    """Return the chance that P ~ Beta(a, b) lies below U ~ Beta(k + 1, n - k).

    The density of the narrower of the two is summed against the tail of the wider one: the other
    way round a narrow tail would fall between two points.
    """
    up, down = k + 1, np.maximum(n - k, 1e-9)
    swap = np.broadcast_to(a + b > n + 1, k.shape)
    p, mass = _density(np.where(swap, a, up), np.where(swap, b, down))
    swap, up, down = swap[..., None], up[..., None], down[..., None]
    tail = np.where(swap, special.betaincc(up, down, p), special.betainc(a, b, p))
    return np.where(k >= n, 1.0, (mass * tail).sum(-1))


def _density(up: FloatArray, down: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Lay points over a beta distribution, and give each its share."""
    mean = up / (up + down)
    sizes = 9 + 28 / np.sqrt(np.minimum(up, down))
    reach = sizes * np.sqrt(mean * (1 - mean) / (up + down + 1))
    left, right = np.maximum(mean - reach, 0.0), np.minimum(mean + reach, 1.0)
    p = (left + right)[..., None] / 2 + ((right - left) / 2)[..., None] * _NODES
    log = special.xlogy(up[..., None] - 1, p) + special.xlog1py(down[..., None] - 1, -p)
    density = np.exp(log - log.max(axis=-1, keepdims=True)) * _WEIGHTS
    return p, density / density.sum(axis=-1, keepdims=True)


def _chance(k: FloatArray, n: FloatArray, a: float, b: float) -> FloatArray:
    chance: FloatArray = np.exp(
        special.betaln(k + a, n - k + b) - special.betaln(a, b)
        - special.betaln(k + 1, n - k + 1) - np.log(n + 1)
    )  # fmt: skip
    return chance
