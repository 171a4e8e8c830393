"""How sure a proportion or a rate is: intervals that hold at 98 % and for 8 cases."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from fadu.stats.frozen import Result
from fadu.stats.options import option, positive, share
from fadu.stats.rows import (
    FloatArray,
    TextArray,
    Values,
    aligned,
    count_rules,
    measure_rules,
    pair_rules,
    reasons,
    settled,
)

ProportionMethod: TypeAlias = Literal["wilson", "exact", "jeffreys"]
_STATSMODELS = {"wilson": "wilson", "exact": "beta", "jeffreys": "jeffreys"}
BYAR_FROM = 10
"""From this many events on Byar's approximation is used (Breslow & Day 1987)."""


@dataclass(frozen=True, slots=True, eq=False)
class Interval(Result):
    """Values with their intervals, one for each row; scalars in give scalars.

    Attributes
    ----------
    value, low, high
        Estimate and limits; NaN where `reason` says why.
    method
        Name of the method: one word, or one for each row where rows differ.
    reason
        Why a row has no numbers; empty where it has.
    level
        Nominal coverage.
    """

    value: FloatArray
    low: FloatArray
    high: FloatArray
    method: str | TextArray
    reason: TextArray
    level: float


def proportion(
    count: Values, total: Values, *, level: float = 0.95, method: ProportionMethod = "wilson"
) -> Interval:
    """Return proportions with intervals.

    Parameters
    ----------
    count, total
        Whole numbers, 0 <= count <= total; any shapes that broadcast, matched by position.
    level
        Coverage, between 0 and 1.
    method
        ``wilson`` (score), ``exact`` (Clopper-Pearson) or ``jeffreys`` (with the limits 0 and 1
        at empty and full counts).

    Returns
    -------
    Interval
        Shares between 0 and 1; NaN and a reason in rows that are missing, impossible or not
        whole (a count of 12.5 is a slip, not a count).

    Raises
    ------
    StatisticsError
        For an unknown method, a level outside (0, 1), shapes that do not fit, or text.

    References
    ----------
    Wilson 1927; Newcombe 1998, Statistics in Medicine 17:857; Brown, Cai & DasGupta 2001,
    Statistical Science 16:101.
    """
    option("method", method, get_args(ProportionMethod))
    level = share("level", level)
    counts, totals = aligned(count=count, total=total)
    reason = reasons(pair_rules(counts, totals), {"count": counts, "total": totals})
    fine = reason == ""
    c, n = np.rint(np.where(fine, counts, 0)), np.rint(np.where(fine, totals, 1))
    low, high = proportion_limits(c, n, level, method)
    value = np.where(fine, c / n, np.nan)
    low, high = np.where(fine, low, np.nan), np.where(fine, high, np.nan)
    return Interval(settled(value), settled(low), settled(high), method, settled(reason), level)


def proportion_limits(
    count: FloatArray, total: FloatArray, level: float, method: ProportionMethod = "wilson"
) -> tuple[FloatArray, FloatArray]:
    """Return the limits of valid rows, with 0 and 1 themselves at empty and full counts."""
    c, n = np.atleast_1d(count), np.atleast_1d(total)
    # an empty or full count has a zero parameter in the beta quantile that is then replaced
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = proportion_confint(c, n, alpha=1 - level, method=_STATSMODELS[method])
    low, high = np.where(c == 0, 0.0, low), np.where(c == n, 1.0, high)
    return np.reshape(low, count.shape), np.reshape(high, count.shape)


def rate(count: Values, exposure: Values, *, per: float = 1, level: float = 0.95) -> Interval:
    """Return rates of events per exposure with intervals.

    Parameters
    ----------
    count
        Events, whole numbers from 0 on; any shapes that broadcast, matched by position.
    exposure
        Population, or any number above 0 in its unit; shapes broadcast.
    per
        Multiplier of the rate and its limits, such as 100,000.
    level
        Coverage, between 0 and 1.

    Returns
    -------
    Interval
        Rates from 0 on; `method` is ``exact`` below 10 events and ``byar`` from 10 on, for each
        row; NaN, a reason and an empty method in rows that are missing or impossible.

    Raises
    ------
    StatisticsError
        For a `per` that is not above 0, a level outside (0, 1), unfit shapes, or text.

    References
    ----------
    Breslow & Day 1987, Statistical Methods in Cancer Research II, IARC, pages 69 to 71.
    """
    per, level = positive("per", per), share("level", level)
    counts, exposures = aligned(count=count, exposure=exposure)
    rules = [*count_rules(counts), *measure_rules(exposures, "exposure")]
    reason = reasons(rules, {"count": counts, "exposure": exposures})
    fine = reason == ""
    c = np.rint(np.where(fine, counts, 0))
    scale = np.where(fine, per / np.where(fine, exposures, 1.0), np.nan)
    low, high = poisson_limits(c, level)
    method = np.where(fine, np.where(c < BYAR_FROM, "exact", "byar"), "")
    return Interval(
        settled(c * scale), settled(low * scale), settled(high * scale),
        settled(method), settled(reason), level,
    )  # fmt: skip


def poisson_limits(count: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    """Return limits of Poisson means: exact below 10 events, Byar's from 10 on."""
    tail = (1 - level) / 2
    few = count < BYAR_FROM
    tiny = np.where(few, count, 1.0)
    low = np.where(count > 0, stats.chi2.ppf(tail, 2 * np.maximum(tiny, 1)) / 2, 0.0)
    high = stats.chi2.isf(tail, 2 * (tiny + 1)) / 2
    z = stats.norm.isf(tail)
    return np.where(few, low, _byar(count, -z)), np.where(few, high, _byar(count + 1, z))


def _byar(events: FloatArray, z: float) -> FloatArray:
    d = np.maximum(events, 1.0)
    cubed: FloatArray = d * (1 - 1 / (9 * d) + z / (3 * np.sqrt(d))) ** 3
    return cubed
