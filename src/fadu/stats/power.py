"""Could we have seen it at all: the smallest difference detectable at 80 % power."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from fadu.errors import StatisticsError
from fadu.stats.frozen import Result
from fadu.stats.options import finite, share
from fadu.stats.rows import (
    LARGEST,
    FloatArray,
    Rule,
    TextArray,
    Values,
    aligned,
    measure_rules,
    reasons,
    settled,
)


@dataclass(frozen=True, slots=True, eq=False)
class Detectable(Result):
    """The smallest differences that would have been found with the wanted power.

    Attributes
    ----------
    up, down
        Sizes of the smallest rise and fall, both positive, in the unit of the base; NaN where
        none is possible (98 % cannot rise by 5 points) or where `reason` says why.
    level, power
        Of the two-sided test.
    method
        Name of the approximation.
    reason
        Why a row has no numbers; empty where it has.
    """

    up: FloatArray
    down: FloatArray
    level: float
    power: float
    method: str
    reason: TextArray


def detectable_proportion(
    base: Values,
    total1: Values,
    total2: Values = np.inf,
    *,
    level: float = 0.95,
    power: float = 0.8,
) -> Detectable:
    """Return the smallest detectable difference from a proportion.

    Parameters
    ----------
    base
        The proportion compared with, between 0 and 1; shapes broadcast.
    total1, total2
        Totals of the two sides, above 0; an infinite one is a fixed target.  Shapes broadcast.
    level
        One minus the level of the two-sided test.
    power
        Chance to find the difference.

    Returns
    -------
    Detectable
        In shares, by the arcsine approximation.

    Raises
    ------
    StatisticsError
        For a level or power outside (0, 1), unfit shapes, or text.

    References
    ----------
    Cohen 1988, Statistical Power Analysis, chapter 6.
    """
    needed = _needed(level, power)
    p, n1, n2 = aligned(base=base, total1=total1, total2=total2)
    reason = _reason(
        (p, n1, n2), "total", ((p < 0) | (p > 1), "the base {base} is not a share")
    )
    fine = reason == ""
    p, n1, n2 = np.where(fine, p, 0.5), np.where(fine, n1, 1.0), np.where(fine, n2, 1.0)
    middle, half = np.arcsin(np.sqrt(p)), needed * np.sqrt(1 / n1 + 1 / n2) / 2
    up = np.where(middle + half <= np.pi / 2, np.sin(middle + half) ** 2 - p, np.nan)
    down = np.where(middle - half >= 0, p - np.sin(middle - half) ** 2, np.nan)
    return _result(up, down, reason, (level, power), "arcsine")


def detectable_rate(
    base: Values,
    exposure1: Values,
    exposure2: Values = np.inf,
    *,
    level: float = 0.95,
    power: float = 0.8,
) -> Detectable:
    """Return the smallest detectable difference from a rate of events per exposure.

    Parameters
    ----------
    base
        The rate compared with, events per unit of exposure, from 0 on; shapes broadcast.
    exposure1, exposure2
        Exposures of the two sides, above 0; an infinite one is a fixed target.  Shapes broadcast.
    level, power
        As in `detectable_proportion`.

    Returns
    -------
    Detectable
        In the unit of the base, by the square-root approximation.

    Raises
    ------
    StatisticsError
        As in `detectable_proportion`.

    References
    ----------
    Anscombe 1948, Biometrika 35:246.
    """
    needed = _needed(level, power)
    r, e1, e2 = aligned(base=base, exposure1=exposure1, exposure2=exposure2)
    reason = _reason(
        (r, e1, e2), "exposure", ((r < 0) | np.isinf(r), "the base {base} is no rate")
    )
    fine = reason == ""
    r, e1, e2 = np.where(fine, r, 1.0), np.where(fine, e1, 1.0), np.where(fine, e2, 1.0)
    middle, half = np.sqrt(r), needed * np.sqrt(1 / e1 + 1 / e2) / 2
    down = np.where(middle >= half, r - (middle - half) ** 2, np.nan)
    return _result((middle + half) ** 2 - r, down, reason, (level, power), "square root")


def detectable_trend(
    year: Values,
    base: float,
    total: Values,
    *,
    dispersion: float = 1.0,
    level: float = 0.998,
    power: float = 0.8,
) -> Detectable:
    """Return the smallest detectable slope of a proportion over years.

    Parameters
    ----------
    year
        Years of one series, any gaps between them.
    base
        The proportion about which the series lies, strictly between 0 and 1.
    total
        Totals of the series, above 0; rows without a valid total do not count.
    dispersion
        Scatter of the years as in a `Trend`; counts as 1 where it is less.
    level
        One minus the level of the two-sided test; the default is that of `trend`.
    power
        Chance to find the slope.

    Returns
    -------
    Detectable
        In shares a year, as scalars; up and down are the same slope.

    Raises
    ------
    StatisticsError
        For a base, level or power outside (0, 1), a dispersion that is not finite, unfit shapes,
        or text.

    References
    ----------
    Nam 1987, Biometrics 43:701.
    """
    base, needed = share("base", base), _needed(level, power)
    years, totals = (np.atleast_1d(column) for column in aligned(year=year, total=total))
    fine = (np.abs(years) < LARGEST) & (totals > 0) & (totals < LARGEST)
    x, n = years[fine], totals[fine]
    apart = float((n * (x - (n * x).sum() / n.sum()) ** 2).sum()) if len(n) else 0.0
    why = "" if apart > 0 else f"{len(n)} valid years have no slope"
    one = base * (1 - base) * max(1.0, finite("dispersion", dispersion))
    slope = np.array(needed * np.sqrt(one / apart) if apart > 0 else np.nan)
    return _result(slope, slope, np.array(why), (level, power), "normal")


def _needed(level: float, power: float) -> float:
    tail = (1 - share("level", level)) / 2
    if share("power", power) <= tail:
        raise StatisticsError(f"power {power!r} is not above {tail:g}, what chance alone gives")
    return float(stats.norm.isf(tail) + stats.norm.ppf(power))


def _reason(rows: tuple[FloatArray, ...], name: str, wrong: Rule) -> TextArray:
    base, first, second = rows
    figures = {"base": base, f"{name}1": first, f"{name}2": second}
    fixed = np.where(np.isinf(second) & (second > 0), 1.0, second)
    rules = [
        (np.isnan(base), "the base is missing"),
        wrong,
        *measure_rules(first, f"{name}1"),
        *measure_rules(fixed, f"{name}2"),
    ]
    return reasons(rules, figures)


def _result(
    up: FloatArray,
    down: FloatArray,
    reason: TextArray,
    asked: tuple[float, float],
    method: str,
) -> Detectable:
    fine = reason == ""
    rise, fall = settled(np.where(fine, up, np.nan)), settled(np.where(fine, down, np.nan))
    return Detectable(rise, fall, *asked, method, settled(reason))
