"""Is there a trend over five to ten years: counts of totals, values with limits or bare."""

import numpy as np
from scipy import stats

from fadu.errors import StatisticsError
from fadu.stats.options import share
from fadu.stats.rows import LARGEST, FloatArray, Rule, Values, aligned, pair_rules, reasons
from fadu.stats.verdicts import Points, Trend, ranked, weighted


def trend(year: Values, count: Values, total: Values, *, alpha: float = 0.002) -> Trend:
    """Look for a trend of proportions (Cochran-Armitage) that outweighs the years' own scatter.

    Parameters
    ----------
    year
        Years in any order and with any gaps; along the last axis.
    count, total
        Whole numbers with 0 <= count <= total, from 0 on; one series, or one series a row.
    alpha
        Level that the p-value has to be below.

    Returns
    -------
    Trend
        ``rising`` or ``falling`` needs a p-value below alpha, a trend that is significant at
        5 % against the scatter (F with 1 and k - 2 degrees of freedom), and no year without
        which the slope turns.  With fewer than 5 valid points: ``cannot be calculated``.

    Raises
    ------
    StatisticsError
        For an alpha outside (0, 1), a year that stands twice, unfit shapes, or text.

    References
    ----------
    Cochran 1954, Biometrics 10:417; Armitage 1955, Biometrics 11:375.
    """
    alpha = share("alpha", alpha)
    years, counts, totals = _series(year=year, count=count, total=total)
    rules = [*_year_rules(years), *pair_rules(counts, totals)]
    said = reasons(rules, {"year": years, "count": counts, "total": totals})
    fine = said == ""
    c, n = np.rint(np.where(fine, counts, 0.0)), np.rint(np.where(fine, totals, 0.0))
    pooled = _over(c.sum(-1), n.sum(-1))[..., None]
    even = pooled * (1 - pooled)
    weight = np.where(fine & (even > 0), n / np.where(even > 0, even, 1.0), 0.0)
    # all or none: no variance to weigh with, and the slope is zero under any weight
    weight = np.where(fine & ~(even > 0), n, weight)
    return weighted(Points(years, _over(c, n), fine, said), weight, alpha, "cochran-armitage")


def trend_values(
    year: Values,
    value: Values,
    low: Values | None = None,
    high: Values | None = None,
    *,
    alpha: float = 0.05,
    level: float = 0.95,
) -> Trend:
    """Look for a trend of values: by their intervals, or by rank where they have none.

    Parameters
    ----------
    year
        Years in any order and with any gaps; along the last axis.
    value
        Finite numbers in any unit; one series, or one series a row.
    low, high
        Limits of the values, one for each, any finite numbers; both or neither.  Their width is taken for that of a normal
        interval.
    alpha
        Level that the p-value has to be below.
    level
        Coverage of the limits.

    Returns
    -------
    Trend
        With limits a weighted straight line, decided as in `trend`.  Without: Kendall's exact
        test and the Theil-Sen slope; ``not decidable`` where the smallest p-value that so many
        points can give is not below alpha.

    Raises
    ------
    StatisticsError
        For one limit without the other, an alpha or level outside (0, 1), a year that stands
        twice, unfit shapes, or text.

    References
    ----------
    Kendall 1938, Biometrika 30:81; Theil 1950; Sen 1968, Journal of the American Statistical
    Association 63:1379.
    """
    alpha, level = share("alpha", alpha), share("level", level)
    if (low is None) != (high is None):
        raise StatisticsError("low and high are given together or not at all; one is missing")
    if low is None or high is None:
        years, values = _series(year=year, value=value)
        said = reasons(_value_rules(years, values), {"year": years, "value": values})
        return ranked(Points(years, values, said == "", said), alpha)
    years, values, lows, highs = _series(year=year, value=value, low=low, high=high)
    with np.errstate(invalid="ignore"):
        rules = [
            *_value_rules(years, values),
            (~np.isfinite(highs - lows), "the interval is missing or has no end"),
            (highs <= lows, "the interval from {low} to {high} has no width"),
            ((values < lows) | (values > highs), "{value} is outside {low} to {high}"),
        ]
    figures = {"year": years, "value": values, "low": lows, "high": highs}
    said = reasons(rules, figures)
    fine = said == ""
    z = stats.norm.isf((1 - level) / 2)
    error = np.where(fine, highs - lows, 1.0) / (2 * z)
    weight = np.where(fine, error**-2, 0.0)
    points = Points(years, np.where(fine, values, 0.0), fine, said)
    return weighted(points, weight, alpha, "weighted slope")


def _year_rules(years: FloatArray) -> list[Rule]:
    far = np.abs(np.where(np.isnan(years), 0.0, years)) > LARGEST
    return [(np.isnan(years), "the year is missing"), (far, f"the year is beyond {LARGEST:g}")]


def _value_rules(years: FloatArray, values: FloatArray) -> list[Rule]:
    return [
        *_year_rules(years),
        (np.isnan(values), "the value is missing"),
        (np.isinf(values), "the value is infinite"),
        (np.abs(values) > LARGEST, f"the value {{value}} is beyond {LARGEST:g}"),
    ]


def _series(**columns: Values) -> tuple[FloatArray, ...]:
    arrays = tuple(np.atleast_1d(a) for a in aligned(**columns))
    years = np.sort(arrays[0], axis=-1)
    twice = years[..., 1:][years[..., 1:] == years[..., :-1]]
    if twice.size:
        raise StatisticsError(f"year {twice[0]:.15g} stands twice in a series")
    return arrays


def _over(count: FloatArray, total: FloatArray) -> FloatArray:
    return count / np.where(total > 0, total, 1.0)
