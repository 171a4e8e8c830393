"""What the value would be with more data: shrinkage towards the common value."""

from dataclasses import dataclass
from functools import partial
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

from fadu.errors import StatisticsError
from fadu.stats.frozen import Result
from fadu.stats.intervals import poisson_limits, proportion_limits
from fadu.stats.limits import Kind
from fadu.stats.options import option, share
from fadu.stats.rows import (
    FloatArray,
    TextArray,
    Values,
    aligned,
    count_rules,
    measure_rules,
    pair_rules,
    reasons,
)

ENDLESS = 18.0
"""Logarithm of the prior's size, in median totals, from which all districts are alike."""
LEAST = 1e-4
"""Gain in log-likelihood below which a spread between districts is noise of the arithmetic."""

ROUNDING = 4e-15
"""Part of the log-likelihood's own terms that is noise of the arithmetic."""
LARGE = 1e3
"""Parameter from which on Stirling's series is good to twelve digits."""


@dataclass(frozen=True, slots=True, eq=False)
class Shrunk(Result):
    """Shrunken values, a row for each district.

    Attributes
    ----------
    value, low, high
        Posterior mean and equal-tailed limits, which allow for the centre's being estimated
        and take the size of the prior as known; NaN where `reason` says why.
    weight
        Share of the district's own figure in its value, between 0 and 1.
    centre
        Mean of the prior.
    strength
        Size of the prior: it weighs as much as so many cases (or so much exposure); infinite
        where the districts differ no more than chance.
    level
        Coverage of the limits.
    method
        Name of the prior.
    reason
        Why a row has no numbers; empty where it has.
    """

    value: FloatArray
    low: FloatArray
    high: FloatArray
    weight: FloatArray
    centre: float
    strength: float
    level: float
    method: str
    reason: TextArray


def shrink(
    count: Values, total: Values, *, kind: Kind = "proportion", level: float = 0.95
) -> Shrunk:
    """Shrink districts' values towards their common value, small districts most.

    Parameters
    ----------
    count, total
        One dimension.  Whole numbers with 0 <= count <= total, or events and exposure.
    kind
        ``proportion`` (beta-binomial) or ``rate`` (gamma-Poisson); the prior is fitted by
        maximum likelihood.
    level
        Coverage, between 0 and 1.

    Returns
    -------
    Shrunk
        Where the districts differ no more than chance does, all have the pooled value with
        the pooled interval (weight 0).

    Raises
    ------
    StatisticsError
        For an unknown kind, a level outside (0, 1), unfit shapes, or text.

    References
    ----------
    Clayton & Kaldor 1987, Biometrics 43:671; Morris 1983, Journal of the American Statistical
    Association 78:47.
    """
    option("kind", kind, get_args(Kind))
    level = share("level", level)
    counts, totals = (np.atleast_1d(column) for column in aligned(count=count, total=total))
    if counts.ndim > 1:
        raise StatisticsError(f"count has {counts.ndim} dimensions; shrinkage has one")
    name = "total" if kind == "proportion" else "exposure"
    rules = (
        pair_rules(counts, totals)
        if kind == "proportion"
        else [*count_rules(counts), *measure_rules(totals, name)]
    )
    reason = reasons(rules, {"count": counts, name: totals})
    fine = reason == ""
    c = np.rint(counts[fine])
    n = np.rint(totals[fine]) if kind == "proportion" else totals[fine]
    centre, strength = _prior(c, n, kind)
    if np.isfinite(strength):
        columns = _posterior(c, n, (centre, strength), kind, (1 - level) / 2)
    else:
        columns = _pooled(c, n, kind, level)
    value, low, high, weight = (_spaced(column, fine) for column in columns)
    method = {"proportion": "beta-binomial", "rate": "gamma-Poisson"}[kind]
    return Shrunk(
        value, low, high, weight, centre, strength, level, f"{method} empirical Bayes", reason
    )


def _spaced(column: FloatArray, fine: NDArray[np.bool_]) -> FloatArray:
    rows = np.full(len(fine), np.nan)
    rows[fine] = column
    return rows


def _prior(c: FloatArray, n: FloatArray, kind: Kind) -> tuple[float, float]:
    """Return mean and size of the likeliest prior; the size is infinite for alike districts."""
    if not len(n):
        return np.nan, np.nan
    pooled = float(c.sum() / n.sum())
    if len(n) < 2 or pooled == 0 or (kind == "proportion" and pooled == 1):
        return pooled, np.inf
    unit = float(np.median(n)) if kind == "proportion" else 1 / pooled
    middle = float(special.logit(pooled) if kind == "proportion" else np.log(pooled))
    loss = partial(_loss, c, n, kind, unit)
    start = min(np.arange(-4.0, ENDLESS, 2), key=lambda size: loss(np.array([middle, size])))
    best = optimize.minimize(
        loss, np.array([middle, start]), method="Nelder-Mead",
        bounds=[(middle - 5, middle + 5), (-ENDLESS, ENDLESS)],
        options={"xatol": 1e-8, "fatol": 1e-8},
    )  # fmt: skip
    # billions of cases are sums of numbers so large that their rounding alone is a gain
    least = max(LEAST, ROUNDING * float(c.sum() if kind == "rate" else n.sum()))
    if best.x[1] > ENDLESS - 1 or float(best.fun) > _alike(c, n, pooled, kind) - least:
        return pooled, np.inf
    centre = special.expit(best.x[0]) if kind == "proportion" else np.exp(best.x[0])
    return float(centre), float(np.exp(best.x[1])) * unit


def _loss(c: FloatArray, n: FloatArray, kind: Kind, unit: float, at: FloatArray) -> float:
    """Return the negative log-likelihood at (centre, log size), both on their own scales."""
    size = np.exp(at[1]) * unit
    if kind == "rate":
        shape = size * np.exp(at[0])
        grown = c * at[0] + _grown(shape, c)
        return -float(np.sum(grown - (shape + c) * np.log1p(n / size)))
    share = special.expit(at[0])
    grown = _grown(size * share, c) + _grown(size * special.expit(-at[0]), n - c)
    plain = special.xlogy(c, share) + special.xlog1py(n - c, -share)
    return -float(np.sum(plain + grown - _grown(np.array(size), n)))


def _grown(start: FloatArray, steps: FloatArray) -> FloatArray:
    """Return the logarithm of (1 + 0/start)(1 + 1/start)... with so many factors.

    From a thousand on by Stirling's series: the difference of two logarithms of gamma functions
    has lost all its digits where the prior weighs as much as billions of cases.
    """
    if start < LARGE:
        found: FloatArray = special.gammaln(start + steps) - special.gammaln(start)
        return found - steps * np.log(start)
    rest = (1 / (start + steps) - 1 / start) / 12
    return (start + steps - 0.5) * np.log1p(steps / start) - steps + rest


def _alike(c: FloatArray, n: FloatArray, pooled: float, kind: Kind) -> float:
    """Return the loss when all districts have the pooled value."""
    if kind == "rate":
        return -float(np.sum(c * np.log(pooled) - n * pooled))
    return -float(np.sum(special.xlogy(c, pooled) + special.xlog1py(n - c, -pooled)))


def _posterior(
    c: FloatArray, n: FloatArray, prior: tuple[float, float], kind: Kind, tail: float
) -> list[FloatArray]:
    centre, size = prior
    weight = n / (n + size)
    mean = weight * c / n + (1 - weight) * centre
    one = centre * (1 - centre) if kind == "proportion" else centre
    apart = one / (size + 1) if kind == "proportion" else one / size
    # alike districts lean on the centre, which is itself estimated from them (Morris 1983)
    unsure = (1 - weight) ** 2 / np.sum(1 / (one / n + apart))
    if kind == "proportion":
        strength = mean * (1 - mean) / (mean * (1 - mean) / (n + size + 1) + unsure) - 1
        a, b = mean * strength, (1 - mean) * strength
        low, high = stats.beta.ppf(tail, a, b), stats.beta.isf(tail, a, b)
        return [mean, np.asarray(low), np.asarray(high), weight]
    whole = mean / (mean / (n + size) + unsure)
    low, high = stats.gamma.ppf(tail, mean * whole), stats.gamma.isf(tail, mean * whole)
    return [mean, low / whole, high / whole, weight]


def _pooled(c: FloatArray, n: FloatArray, kind: Kind, level: float) -> list[FloatArray]:
    count, total = np.array(c.sum()), np.array(n.sum())
    if not len(n):
        return [c, c, c, c]
    if kind == "proportion":
        low, high = proportion_limits(count, total, level)
    else:
        low, high = (limit / total for limit in poisson_limits(count, level))
    return [np.full(len(n), float(x)) for x in (count / total, low, high, 0.0)]
