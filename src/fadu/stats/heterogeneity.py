"""Do places differ at all beyond chance: Cochran's Q over the scores of a funnel."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from fadu.stats.frozen import Result
from fadu.stats.rows import Values, numbers


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
