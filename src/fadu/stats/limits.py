"""Control limits of a funnel: exact and interpolated, or normal."""

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
from scipy import stats

from fadu.errors import StatisticsError
from fadu.stats import betabinomial
from fadu.stats.rows import LARGEST, BoolArray, FloatArray

Kind: TypeAlias = Literal["proportion", "rate"]
Limits: TypeAlias = tuple[FloatArray, FloatArray, BoolArray]
"""low and high with a column for each level, and where even a full count is within."""


def exact(
    total: FloatArray, target: float, levels: Sequence[float], kind: Kind, tau2: float = 0.0
) -> Limits:
    """Return limits (r - (F(r) - q)/f(r))/n with r = ppf(q), clipped to what is possible.

    Parameters
    ----------
    total
        Totals or exposures above 0, one dimension.
    target
        The share or rate about which the limits lie.
    levels
        Coverages.
    kind
        Binomial (``proportion``) or Poisson (``rate``) counts.
    tau2
        Variance of the true values; above 0 the counts are beta-binomial or Poisson-gamma.

    Raises
    ------
    StatisticsError
        If no beta distribution has the variance `tau2`, or for more expected events than can be
        told apart.
    """
    expected = float(np.max(total * target, initial=0.0))
    if expected > LARGEST:
        raise StatisticsError(f"{expected:.4g} expected events are above {LARGEST:g}")
    tails = [(1 - level) / 2 for level in levels]
    q = np.array(tails + [1 - tail for tail in tails])
    r, below, at = _tail_points(total, target, q, kind, tau2)
    with np.errstate(divide="ignore", invalid="ignore"):
        points = (r - (below - q) / at) / total[:, None]
    points = np.clip(points, 0.0, 1.0 if kind == "proportion" else np.inf)
    k = len(tails)
    full = (r[:, k:] >= total[:, None]) & (kind == "proportion")
    return points[:, :k], points[:, k:], full


def _tail_points(
    total: FloatArray, target: float, q: FloatArray, kind: Kind, tau2: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    n = total[:, None]
    law: Any
    if kind == "proportion" and tau2 > 0:
        size = strength(target, tau2)
        return betabinomial.tail_points(total, q, size * target, size * (1 - target))
    if kind == "proportion":
        law = stats.binom(n, target)
    elif tau2 > 0:
        shape = target**2 / tau2
        law = stats.nbinom(shape, shape / (shape + n * target))
    else:
        law = stats.poisson(n * target)
    return tail_points(law, np.broadcast_to(q, (len(total), len(q))))


def tail_points(law: Any, q: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return ppf r, F(r) and f(r), where F(r - 1) < q <= F(r).

    scipy's Poisson quantile is NaN from 2e10 events on, and thousands of events off from
    3e6 on at levels beyond 99.9998 %; such points are searched again by halving.

    Parameters
    ----------
    law
        A frozen distribution of scipy on whole numbers from 0 on.
    q
        Between 0 and 1, of the shape of the law's rows by quantiles.
    """
    r = law.ppf(q)
    below, at = law.cdf(r), law.pmf(r)
    # a tail sum carries rounding of its own last bits
    lost = ~((below >= q) & (below - at < q + 1e-12))
    if lost.any():
        r = np.where(lost, _searched(law, q), r)
        below, at = law.cdf(r), law.pmf(r)
    return r, below, at


def _searched(law: Any, q: FloatArray) -> FloatArray:
    """Halve until the first whole number whose tail reaches q is left."""
    low = np.full(q.shape, -1.0)
    high = np.maximum(1.0, np.rint(law.mean() + 0 * q))
    while np.any(short := law.cdf(high) < q):
        low, high = np.where(short, high, low), np.where(short, 2 * high, high)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        reached = law.cdf(middle) >= q
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    return high


def strength(target: float, tau2: float) -> float:
    """Return the sum of the parameters of the beta distribution with this mean and variance.

    Raises
    ------
    StatisticsError
        If there is none.
    """
    most = target * (1 - target)
    if tau2 >= most:
        raise StatisticsError(
            f"tau2 {tau2:.4g} is not below target x (1 - target) = {most:.4g}: no proportions "
            "spread so far; overdispersion 'multiplicative' or limits 'normal' can be drawn"
        )
    return most / tau2 - 1


def normal(
    total: FloatArray,
    target: float,
    levels: Sequence[float],
    kind: Kind,
    *,
    phi: float = 1.0,
    tau2: float = 0.0,
    arcsine: bool = False,
) -> Limits:
    """Return target -/+ z sqrt(phi s^2 + tau2), on the natural or the arcsine scale."""
    z = stats.norm.isf([(1 - level) / 2 for level in levels])
    if arcsine:
        half = z * np.sqrt(phi / (4 * total) + tau2)[:, None]
        middle = np.arcsin(np.sqrt(target))
        low = np.sin(np.maximum(middle - half, 0.0)) ** 2
        high = np.sin(np.minimum(middle + half, np.pi / 2)) ** 2
    else:
        half = z * np.sqrt(phi * variance(total, target, kind) + tau2)[:, None]
        low = np.maximum(target - half, 0.0)
        high = np.minimum(target + half, 1.0 if kind == "proportion" else np.inf)
    return low, high, np.zeros(low.shape, dtype=np.bool_)


def variance(total: FloatArray, target: float, kind: Kind) -> FloatArray:
    """Return the squared standard errors under the target."""
    one = target * (1 - target) if kind == "proportion" else target
    return one / total
