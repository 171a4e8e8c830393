"""Does reporting go with the value: districts that report regularly and those that do not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from fadu.errors import StatisticsError
from fadu.stats.frozen import Result
from fadu.stats.options import share
from fadu.stats.rows import FloatArray, Values, aligned, names_of


@dataclass(frozen=True, slots=True)
class Reporting(Result):
    """Values of regular and of occasional reporters.

    Attributes
    ----------
    regular, occasional
        Means of the districts' own means; NaN without a district.
    difference
        Regular minus occasional.
    pvalue
        Two-sided, of no difference; NaN where it cannot be tested.
    regular_districts, occasional_districts
        How many there are of each; districts without any value are in neither.
    years
        Years in which a district could have reported.
    method
        Name of the test.
    reason
        Why there is no p-value; empty where there is.
    """

    regular: float
    occasional: float
    difference: float
    pvalue: float
    regular_districts: int
    occasional_districts: int
    years: int
    method: str
    reason: str


def reporting(
    district: Sequence[object] | NDArray[np.generic],
    year: Values,
    value: Values,
    *,
    regular: float = 0.8,
) -> Reporting:
    """Compare what regular and occasional reporters report.

    Parameters
    ----------
    district
        A name or code for each row.
    year, value
        One row for each figure, any finite numbers; rows without a value show years that could
        have been reported.
    regular
        Share of all years in which a regular reporter has a value, at least.

    Returns
    -------
    Reporting
        Each district counts once, by the mean of its values less those years' own means, so
        that a common trend is not taken for a difference between districts.

    Raises
    ------
    StatisticsError
        For a share outside (0, 1), unfit shapes, or text.

    References
    ----------
    Mann & Whitney 1947, Annals of Mathematical Statistics 18:50.
    """
    least = share("regular", regular)
    years, values = aligned(year=year, value=value)
    places, unnamed = names_of(district)
    if places.shape != years.shape:
        raise StatisticsError(
            f"district has shape {places.shape}, year and value {years.shape}"
        )
    held = np.isfinite(values) & np.isfinite(years) & ~unnamed
    span = len(np.unique(years[np.isfinite(years)]))
    names, index = np.unique(places[held], return_inverse=True)
    if not len(names):
        return _compared(np.empty(0), np.empty(0), np.empty(0, dtype=np.bool_), span)
    when = np.unique(years[held], return_inverse=True)[1]
    own = _means(values[held], index)
    apart = _means(values[held] - _means(values[held], when)[when], index)
    pairs = np.unique(np.stack([index, when]), axis=1)[0]
    often = np.bincount(pairs, minlength=len(names)) / span >= least
    return _compared(own, apart, often, span)


def _means(values: FloatArray, group: NDArray[np.intp]) -> FloatArray:
    means: FloatArray = np.bincount(group, weights=values) / np.bincount(group)
    return means


def _compared(
    own: FloatArray, apart: FloatArray, often: NDArray[np.bool_], span: int
) -> Reporting:
    first, second = own[often], own[~often]
    one = float(first.mean()) if len(first) else np.nan
    other = float(second.mean()) if len(second) else np.nan
    reason, pvalue = "", np.nan
    if min(len(first), len(second)) < 2:
        reason = (
            f"{len(first)} regular and {len(second)} occasional reporters cannot be compared"
        )
    else:
        gap = stats.mannwhitneyu(np.round(apart[often], 12), np.round(apart[~often], 12))
        pvalue = float(gap.pvalue)
    counts = (len(first), len(second), span)
    return Reporting(
        one, other, one - other, pvalue, *counts, "Mann-Whitney, years' means taken off", reason
    )
