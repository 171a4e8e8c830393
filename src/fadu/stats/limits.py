"""Control limits of a funnel: exact and interpolated, or normal."""

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import numpy as np
from scipy import stats

from fadu.errors import StatisticsError
from fadu.stats import betabinomial, poisson
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
    if kind == "proportion" and tau2 > 0:
        size = strength(target, tau2)
        return betabinomial.tail_points(total, q, size * target, size * (1 - target))
    if kind == "rate" and tau2 == 0:
        return poisson.tail_points(total * target, q)
    shape = target**2 / tau2 if kind == "rate" else 0.0
    law: Any = (
        stats.nbinom(shape, shape / (shape + n * target))
        if kind == "rate"
        else stats.binom(n, target)
    )
    r = law.ppf(q)
    return r, law.cdf(r), law.pmf(r)


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
