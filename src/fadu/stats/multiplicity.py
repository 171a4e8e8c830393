"""Many comparisons at once: adjusted p-values."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from statsmodels.stats.multitest import multipletests

from fadu.stats.frozen import Result
from fadu.stats.options import option
from fadu.stats.rows import FloatArray, TextArray, Values, numbers, reasons, settled

Adjustment: TypeAlias = Literal["fdr_bh", "holm"]


@dataclass(frozen=True, slots=True, eq=False)
class Adjusted(Result):
    """Adjusted p-values in the shape of those given.

    Attributes
    ----------
    pvalue
        Comparable with a level as it is; NaN where `reason` says why.
    compared
        How many p-values were adjusted together.
    method
        Name of the adjustment.
    reason
        Why a p-value was left out; empty where it was not.
    """

    pvalue: FloatArray
    compared: int
    method: Adjustment
    reason: TextArray


def adjust(pvalues: Values, method: Adjustment = "fdr_bh") -> Adjusted:
    """Adjust p-values for their number.

    Parameters
    ----------
    pvalues
        Between 0 and 1, of any shape; missing ones are left out and do not count.
    method
        ``fdr_bh`` (false discovery rate, Benjamini-Hochberg) or ``holm`` (family-wise).

    Returns
    -------
    Adjusted
        NaN and a reason for missing p-values and for numbers that are none.

    Raises
    ------
    StatisticsError
        For an unknown method or text.

    References
    ----------
    Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57:289; Holm 1979,
    Scandinavian Journal of Statistics 6:65.
    """
    option("method", method, get_args(Adjustment))
    given = numbers("pvalues", pvalues)
    with np.errstate(invalid="ignore"):
        outside = (given < 0) | (given > 1)
    rules = [
        (np.isnan(given), "the p-value is missing"),
        (outside, "the p-value {pvalues} is not between 0 and 1"),
    ]
    reason = reasons(rules, {"pvalues": given})
    fine = reason == ""
    adjusted = np.full(given.shape, np.nan)
    if fine.any():
        adjusted[fine] = multipletests(given[fine], method=method)[1]
    return Adjusted(settled(adjusted), int(fine.sum()), method, settled(reason))
