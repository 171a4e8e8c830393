"""How far apart two of many estimates have to be: for all pairs, and for one with all."""

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

from fadu.stats.rows import FloatArray

BINS = 96
"""Groups of like standard errors where more of them differ; moves the constant by 1e-4."""
FARTHEST = 9.0
"""Standard deviations beyond which a normal variable is not looked for."""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_GRADES = np.array([0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0])


def all_pairs(k: int, level: float) -> float:
    """Return the studentised range quantile of k estimates over the root of 2."""
    if k < 2:
        return 0.0
    return float(stats.studentized_range.ppf(level, k, np.inf) / np.sqrt(2))


def with_each(se: FloatArray, level: float) -> FloatArray:
    """Return for each estimate the quantile of its largest difference from the others.

    Given the estimate's own error the others are independent, so the chance that all
    differences stay below c is an integral over one normal variable.
    """
    if len(se) < 2:
        return np.zeros(len(se))
    sizes, group, members = _grouped(se)
    constants = [_one(sizes, members, own, level) for own in range(len(sizes))]
    return np.array(constants)[group]


def _grouped(se: FloatArray) -> tuple[FloatArray, NDArray[np.intp], FloatArray]:
    sizes, group, members = np.unique(se, return_inverse=True, return_counts=True)
    if len(sizes) <= BINS:
        return sizes, group, members.astype(np.float64)
    log = np.log(se)
    edges = np.quantile(log, np.linspace(0, 1, BINS + 1)[1:-1])
    near = np.unique(np.searchsorted(edges, log), return_inverse=True)[1]
    held = np.bincount(near)
    return np.exp(np.bincount(near, weights=log) / held), near, held.astype(np.float64)


def _one(sizes: FloatArray, members: FloatArray, own: int, level: float) -> float:
    others = members.copy()
    others[own] -= 1
    apart = np.hypot(sizes, sizes[own]) / sizes

    def short(c: float) -> float:
        """Return by how much the chance of no large difference exceeds the level."""
        z, weight = _nodes(c)
        centre = sizes[own] * z[:, None] / sizes
        inside = special.ndtr(centre + c * apart) - special.ndtr(centre - c * apart)
        chance = np.exp(special.xlogy(others, inside).sum(1))
        return float((weight * chance).sum()) - level

    return float(optimize.brentq(short, 0.0, 40.0, xtol=1e-10))


def _nodes(middle: float) -> tuple[FloatArray, FloatArray]:
    """Lay points over the upper half of a normal variable, densest where the chance drops.

    A far smaller error than the own makes its chance drop at c, within the ratio of both.
    """
    inner = np.concatenate([[0.0], middle - _GRADES[::-1], [middle], middle + _GRADES])
    ends = np.append(np.clip(inner, 0.0, FARTHEST), FARTHEST)
    half = np.diff(ends)[:, None] / 2
    z = (ends[:-1, None] + half * (1 + _NODES)).ravel()
    return z, (half * _WEIGHTS).ravel() * 2 * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
