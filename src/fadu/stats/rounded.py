"""How sure a proportion or a rate of rounded counts is: chance, and what the print allows."""

import numpy as np

from fadu.stats.intervals import (
    Interval,
    ProportionMethod,
    poisson_limits,
    proportion,
    proportion_limits,
    rate,
)
from fadu.stats.options import result
from fadu.stats.printed import Bounds
from fadu.stats.rows import BoolArray, FloatArray, TextArray, Values, aligned, settled

ROUNDED = "over what the print allows"


def printed_proportion(
    count: Values,
    total: Values,
    count_print: Bounds,
    total_print: Bounds,
    *,
    level: float = 0.95,
    method: ProportionMethod = "wilson",
) -> Interval:
    """Return proportions of counts that may have been rounded, with intervals that allow for it.

    The limits are the outermost of the intervals over all counts that print so: the low one of
    the smallest count out of the largest total, the high one of the largest out of the smallest.

    Parameters
    ----------
    count, total
        Whole numbers as printed, 0 <= count <= total; any shapes that broadcast.
    count_print, total_print
        What their print allows, as from `printed_bounds`, one for each row.
    level
        Coverage of the interval of each of these counts, between 0 and 1.
    method
        As in `proportion`.

    Returns
    -------
    Interval
        As `proportion` gives, and to the bit the same where both figures were printed in full;
        rows whose print has no end on some side have NaN and a reason.

    Raises
    ------
    StatisticsError
        As `proportion`, and for anything that is no bounds.

    References
    ----------
    Wilson 1927; Moore 1966, Interval Analysis, Prentice-Hall.
    """
    (least, most), (under, over) = (
        _ends("count_print", count_print),
        _ends("total_print", total_print),
    )
    counts, totals, least, most, under, over = aligned(
        count=count, total=total, count_low=least, count_high=most, total_low=under,
        total_high=over,
    )  # fmt: skip
    plain = proportion(counts, totals, level=level, method=method)
    rounded = (least < most) | (under < over)
    open_end = ~np.isfinite(most - least) | ~np.isfinite(over - under)
    fine = (np.asarray(plain.reason) == "") & rounded & ~open_end
    under = np.maximum(np.where(fine, under, 1.0), 1.0)
    over = np.maximum(np.where(fine, over, 1.0), under)
    low, _ = proportion_limits(
        np.clip(np.where(fine, least, 0.0), 0.0, over), over, plain.level, method
    )
    _, high = proportion_limits(
        np.clip(np.where(fine, most, 0.0), 0.0, under), under, plain.level, method
    )
    return _widened(plain, (low, high), fine, rounded & open_end)


def printed_rate(
    count: Values,
    exposure: Values,
    count_print: Bounds,
    *,
    per: float = 1,
    level: float = 0.95,
) -> Interval:
    """Return rates of counts that may have been rounded, with intervals that allow for it.

    Parameters
    ----------
    count
        Events as printed, whole numbers from 0 on; any shapes that broadcast.
    exposure
        Population, or any number above 0 in its unit; shapes broadcast.
    count_print
        What the print of the counts allows, as from `printed_bounds`, one for each row.
    per, level
        As in `rate`.

    Returns
    -------
    Interval
        As `rate` gives, and to the bit the same where the count was printed in full; rows
        whose print has no end on some side have NaN and a reason.

    Raises
    ------
    StatisticsError
        As `rate`, and for anything that is no bounds.

    References
    ----------
    Breslow & Day 1987; Moore 1966, Interval Analysis, Prentice-Hall.
    """
    least, most = _ends("count_print", count_print)
    counts, sizes, least, most = aligned(
        count=count, exposure=exposure, count_low=least, count_high=most
    )
    plain = rate(counts, sizes, per=per, level=level)
    rounded = least < most
    open_end = ~np.isfinite(most - least)
    fine = (np.asarray(plain.reason) == "") & rounded & ~open_end
    scale = np.where(fine, per / np.where(fine, sizes, 1.0), 1.0)
    low, _ = poisson_limits(np.where(fine, np.maximum(least, 0.0), 0.0), plain.level)
    _, high = poisson_limits(np.where(fine, most, 0.0), plain.level)
    return _widened(plain, (low * scale, high * scale), fine, rounded & open_end)


def _ends(argument: str, bounds: Bounds) -> tuple[FloatArray, FloatArray]:
    found = result(argument, bounds, Bounds, "printed_bounds")
    return np.asarray(found.low, dtype=np.float64), np.asarray(found.high, dtype=np.float64)


def _widened(
    plain: Interval, limits: tuple[FloatArray, FloatArray], fine: BoolArray, lost: BoolArray
) -> Interval:
    low = np.where(fine, np.fmin(limits[0], plain.low), np.where(lost, np.nan, plain.low))
    high = np.where(fine, np.fmax(limits[1], plain.high), np.where(lost, np.nan, plain.high))
    return Interval(
        plain.value,
        settled(low),
        settled(high),
        _named(plain.method, fine),
        settled(np.where(lost, "the print sets no end to a figure", plain.reason)),
        plain.level,
    )


def _named(method: str | TextArray, fine: BoolArray) -> str | TextArray:
    """Name the method of each row; one word where no row was rounded."""
    if isinstance(method, str) and not fine.any():
        return method
    words = np.broadcast_to(np.asarray(method), fine.shape)
    widened = np.array([f"{w}, {ROUNDED}" for w in words.ravel()]).reshape(words.shape)
    return settled(np.where(fine, widened, words))
