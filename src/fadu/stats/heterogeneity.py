"""Do places differ at all beyond chance: Cochran's Q over the scores of a funnel."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from fadu.stats.frozen import Result
from fadu.stats.limits import Kind
from fadu.stats.rows import FloatArray, Values, numbers

STEPS = 2000
"""Common values that are tried."""


@dataclass(frozen=True, slots=True)
class Heterogeneity(Result):
    """A test that all places have one value.

    Attributes
    ----------
    statistic, freedom, pvalue
        Q, its degrees of freedom, and the chance of as much where all are equal; NaN below
        two scores.
    method
        Name of the test.
    """

    statistic: float
    freedom: int
    pvalue: float
    method: str


def heterogeneity(z: Values) -> Heterogeneity:
    """Return whether scores about a common value scatter more than chance gives.

    Parameters
    ----------
    z
        Pearson scores about the overall value, as ``Funnel.z``; missing ones do not count.

    Raises
    ------
    StatisticsError
        For text.

    References
    ----------
    Cochran 1954, Biometrics 10:417; with the overall value as target it is Pearson's test of
    a table of places by outcome.
    """
    scores = numbers("z", z).ravel()
    kept = scores[np.isfinite(scores)]
    freedom = max(0, len(kept) - 1)
    statistic = float((kept**2).sum()) if freedom else float("nan")
    pvalue = float(stats.chi2.sf(statistic, freedom)) if freedom else float("nan")
    return Heterogeneity(statistic, freedom, pvalue, "Cochran Q")


def nearest_heterogeneity(
    low: FloatArray, high: FloatArray, total: FloatArray, kind: Kind
) -> float:
    """Return the largest p-value of Cochran's Q over values within their bounds.

    Parameters
    ----------
    low, high
        Shares or rates that rounding in print allows each place, ascending.
    total
        Totals or exposures, above 0.
    kind
        proportion or rate: which variance a common value has.

    Returns
    -------
    float
        Of the common value and the values within bounds that agree best; small only where no
        values that print so agree.
    """
    common = np.linspace(low.min(), high.max(), STEPS)[1:-1, None]
    away = np.maximum(np.maximum(low - common, common - high), 0.0)
    spread = common * (1 - common) if kind == "proportion" else common
    fine = spread[:, 0] > 0
    if not fine.any():
        return 1.0
    q = (away[fine] ** 2 * total / spread[fine]).sum(axis=1).min()
    return float(stats.chi2.sf(q, len(total) - 1))
