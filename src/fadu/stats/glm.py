"""Generalised linear models with an effect for each district, which is absorbed, not estimated.

Thousands of districts would need thousands of columns; instead weighted district means are
taken off in each step of the iteration, which gives the same coefficients and scores.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from fadu.errors import StatisticsError
from fadu.stats.rows import FloatArray

Family: TypeAlias = Literal["binomial", "poisson", "negative_binomial"]
STEPS = 100
FAR = 25.0
"""Logarithm of odds or of an expected count that no data set but an endless effect has."""
TINY = 1e-12
"""Weight that keeps a runaway fit finite until it is refused."""
CLOSE = 1e-11
"""Largest change of a fitted value, on the scale of the link, at which the fit has settled."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Valid rows of a panel.

    Attributes
    ----------
    count, total
        Counts, and their totals or exposures.
    design
        Columns besides the district effects.
    district
        Number of the district of each row, from 0 on.
    family
        Of the counts.
    alpha
        Overdispersion of negative-binomial counts.
    """

    count: FloatArray
    total: FloatArray
    design: FloatArray
    district: NDArray[np.intp]
    family: Family
    alpha: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted model.

    Attributes
    ----------
    beta
        Coefficients of the design.
    effect
        District effects.
    mean
        Expected counts.
    weight
        Weights of the iteration.
    score
        Derivative of the log-likelihood by the linear predictor, for each row.
    """

    beta: FloatArray
    effect: FloatArray
    mean: FloatArray
    weight: FloatArray
    score: FloatArray


def fitted(rows: Rows, offset: FloatArray | None = None) -> Fit:
    """Fit by iteratively reweighted least squares.

    Parameters
    ----------
    rows
        The data; every district has counts between its extremes.
    offset
        Part of the linear predictor that is known.

    Raises
    ------
    StatisticsError
        If the iteration does not settle.
    """
    known = np.zeros(len(rows.count)) if offset is None else offset
    shift = known + (0.0 if rows.family == "binomial" else np.log(rows.total))
    eta = _start(rows, shift)
    for _ in range(STEPS):
        mean, weight, score = _moments(rows, eta)
        working = eta - shift + score / weight
        flat = within(rows.design, weight, rows.district)
        root = np.sqrt(weight)
        beta = np.asarray(np.linalg.lstsq(flat * root[:, None], working * root, rcond=None)[0])
        rest = working - rows.design @ beta
        effect = _group_means(rest, weight, rows.district)
        fresh = shift + rows.design @ beta + effect[rows.district]
        moved, eta = float(np.max(np.abs(fresh - eta))), fresh
        if not np.isfinite(moved) or _runs_away(rows, eta):
            break
        if moved < CLOSE * max(1.0, float(np.max(np.abs(eta)))):
            mean, weight, score = _moments(rows, eta)
            return Fit(beta, effect, mean, weight, score)
    raise StatisticsError(
        f"the {rows.family} model of {len(rows.count)} rows does not settle: "
        "a year or a step has only empty or only full counts"
    )


def _runs_away(rows: Rows, eta: FloatArray) -> bool:
    if rows.family == "binomial":
        return bool(np.max(np.abs(eta)) > FAR)
    return bool(np.min(eta) < -FAR or np.max(eta) > 2 * FAR)


def _start(rows: Rows, shift: FloatArray) -> FloatArray:
    if rows.family == "binomial":
        return np.asarray(special.logit((rows.count + 0.5) / (rows.total + 1)))
    return np.log(np.maximum(rows.count, 0.5)) + 0 * shift


def _moments(rows: Rows, eta: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    if rows.family == "binomial":
        share = special.expit(np.clip(eta, -40, 40))
        mean = rows.total * share
        return mean, np.maximum(mean * (1 - share), TINY), rows.count - mean
    mean = np.exp(np.clip(eta, -100, 60))
    damped = 1 + rows.alpha * mean
    return mean, np.maximum(mean / damped, TINY), (rows.count - mean) / damped


def within(columns: FloatArray, weight: FloatArray, district: NDArray[np.intp]) -> FloatArray:
    """Take off each district's weighted mean."""
    total = np.bincount(district, weights=weight)
    flat = np.empty_like(columns)
    for i, column in enumerate(columns.T):
        means = np.bincount(district, weights=weight * column) / total
        flat[:, i] = column - means[district]
    return flat


def _group_means(
    values: FloatArray, weight: FloatArray, district: NDArray[np.intp]
) -> FloatArray:
    sums = np.bincount(district, weights=weight * values)
    means: FloatArray = sums / np.bincount(district, weights=weight)
    return means


def pearson(rows: Rows, fit: Fit) -> FloatArray:
    """Return Pearson residuals."""
    if rows.family == "binomial":
        variance = fit.mean * (1 - fit.mean / rows.total)
    else:
        variance = fit.mean * (1 + rows.alpha * fit.mean)
    residual: FloatArray = (rows.count - fit.mean) / np.sqrt(variance)
    return residual


def moment_alpha(rows: Rows, fit: Fit, freedom: float) -> float:
    """Return the alpha at which Pearson's chi-square equals its degrees of freedom.

    References
    ----------
    Breslow 1984, Applied Statistics 33:38.
    """
    gap2, mean = (rows.count - fit.mean) ** 2, fit.mean

    def excess(alpha: float) -> float:
        """Return by how much Pearson's chi-square exceeds its degrees of freedom."""
        return float(np.sum(gap2 / (mean + alpha * mean**2))) - freedom

    if excess(0.0) <= 0:
        return 0.0
    return float(optimize.brentq(excess, 0.0, 1e6, xtol=1e-14, rtol=1e-12))
