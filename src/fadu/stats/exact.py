"""Exact two-sided tests of two counts, for thousands of rows at once."""

from typing import Protocol

import numpy as np
from scipy import stats

from fadu.stats.rows import FloatArray


class Law(Protocol):
    """A frozen discrete distribution of scipy."""

    def logpmf(self, k: FloatArray) -> FloatArray:
        """Return the logarithm of the probabilities."""

    def cdf(self, k: FloatArray) -> FloatArray:
        """Return the lower tail."""

    def sf(self, k: FloatArray) -> FloatArray:
        """Return the upper tail without `k` itself."""


TIE = 1e-7
"""Relative difference within which two probabilities count as equal, as in R and scipy."""


def fisher(
    count1: FloatArray, total1: FloatArray, count2: FloatArray, total2: FloatArray
) -> FloatArray:
    """Return Fisher's exact p-values: all tables that are no likelier than the one seen."""
    whole, events = total1 + total2, count1 + count2
    law = stats.hypergeom(whole, events, total1)
    bottom = np.maximum(0.0, events - total2)
    top = np.minimum(total1, events)
    mode = np.clip(np.floor((total1 + 1) * (events + 1) / (whole + 2)), bottom, top)
    return _two_sided(count1, bottom, top, mode, law)


def binomial(count: FloatArray, total: FloatArray, probability: FloatArray) -> FloatArray:
    """Return the exact binomial p-value of each count under its probability."""
    law = stats.binom(total, probability)
    mode = np.clip(np.floor((total + 1) * probability), 0, total)
    return _two_sided(count, np.zeros_like(total), total, mode, law)


def _two_sided(
    seen: FloatArray,
    bottom: FloatArray,
    top: FloatArray,
    mode: FloatArray,
    law: Law,
) -> FloatArray:
    """Sum both tails of a law with one peak, where no likelier than what was seen."""
    edge = law.logpmf(seen) + np.log1p(TIE)
    below = seen <= mode
    # first point above the peak (or last below it) that is no likelier than what was seen
    inner, outer = mode.copy(), np.where(below, top + 1, bottom - 1)
    while np.any(np.abs(outer - inner) > 1):
        middle = np.where(below, np.floor((inner + outer) / 2), np.ceil((inner + outer) / 2))
        moving = np.abs(outer - inner) > 1
        rare = law.logpmf(np.where(moving, middle, mode)) <= edge
        outer = np.where(moving & rare, middle, outer)
        inner = np.where(moving & ~rare, middle, inner)
    left = np.where(below, law.cdf(seen), law.cdf(outer))
    right = np.where(below, law.sf(outer - 1), law.sf(seen - 1))
    whole = law.logpmf(mode) <= edge
    return np.where(whole, 1.0, np.minimum(1.0, left + right))
