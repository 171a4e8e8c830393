"""What cannot be known, as bounds: missing values, and figures computed from printed ones."""

from dataclasses import dataclass

import numpy as np

from fadu.errors import StatisticsError
from fadu.stats.frozen import Result
from fadu.stats.options import finite, positive, result
from fadu.stats.printed import Bounds
from fadu.stats.rows import (
    BoolArray,
    FloatArray,
    TextArray,
    Values,
    aligned,
    numbers,
    reasons,
    settled,
)


@dataclass(frozen=True, slots=True)
class MeanBounds(Result):
    """A mean over districts of which some are silent.

    Attributes
    ----------
    value
        Mean of the values present; NaN without any.
    low, high
        Means if all missing values were at the ends of their range.
    present, missing
        How many values there are, and how many there are not.
    method
        Name of the bounds.
    reason
        Why there are no numbers; empty where there are.
    """

    value: float
    low: float
    high: float
    present: int
    missing: int
    method: str
    reason: str


def missing_bounds(
    value: Values, *, lowest: float = 0.0, highest: float = 1.0, weight: Values | None = None
) -> MeanBounds:
    """Bound a mean with missing values.

    Parameters
    ----------
    value
        One dimension, each within the range; missing ones count.
    lowest, highest
        Range that a missing value has, in the unit of `value`.
    weight
        Weights from 0 on, one for each value, such as populations; None for equal ones.

    Returns
    -------
    MeanBounds
        Without any assumption about why values are missing.

    Raises
    ------
    StatisticsError
        If the range is empty or a value lies outside it, for negative or missing weights,
        unfit shapes, or text.

    References
    ----------
    Manski 1989, Journal of Human Resources 24:343.
    """
    lowest, highest = finite("lowest", lowest), finite("highest", highest)
    values, weights = aligned(value=value, weight=1.0 if weight is None else weight)
    values, weights = values.ravel(), weights.ravel()
    if not lowest <= highest:
        raise StatisticsError(f"lowest {lowest:g} is above highest {highest:g}")
    here = ~np.isnan(values)
    beyond = values[here][(values[here] < lowest) | (values[here] > highest)]
    if beyond.size:
        raise StatisticsError(
            f"value {beyond[0]:.15g} is not between {lowest:g} and {highest:g}"
        )
    wrong = weights[~(np.isfinite(weights) & (weights >= 0))]
    if wrong.size:
        raise StatisticsError(f"weight {wrong[0]:.15g} is not a number from 0 on")
    return _mean_bounds(values, weights, lowest, highest)


def _mean_bounds(
    values: FloatArray, weights: FloatArray, lowest: float, highest: float
) -> MeanBounds:
    here = ~np.isnan(values)
    known, whole = float(weights[here].sum()), float(weights.sum())
    silent = whole - known
    total = float((weights[here] * values[here]).sum())
    counts, name = (int(here.sum()), int((~here).sum())), "worst-case bounds (Manski)"
    if whole == 0:
        return MeanBounds(np.nan, np.nan, np.nan, *counts, name, "there is no weight")
    mean = total / known if known > 0 else np.nan
    low, high = (total + silent * lowest) / whole, (total + silent * highest) / whole
    return MeanBounds(mean, low, high, *counts, name, "")


def ratio_bounds(first: Bounds, second: Bounds, *, per: float = 1.0) -> Bounds:
    """Return what first over second can be, such as a percentage from two printed counts.

    Parameters
    ----------
    first, second
        Bounds of quantities from 0 on; what lies below 0 in them is cut off.
    per
        Multiplier, such as 100.

    Returns
    -------
    Bounds
        High is infinite where the second may be 0; NaN with a reason where it must be, and
        where a side has a reason.

    Raises
    ------
    StatisticsError
        For anything that is no bounds, unfit shapes, or a `per` that is not above 0.

    References
    ----------
    Moore 1966, Interval Analysis, Prentice-Hall.
    """
    per, (a, b, c, d) = positive("per", per), _four(first=first, second=second)
    a, c = np.maximum(a, 0.0), np.maximum(c, 0.0)
    reason = _joined(first, second, d <= 0, "the second can only be zero")
    reason = np.where((reason == "") & (b < 0), "the first can only be negative", reason)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = per * a / d, per * b / c
    # 0 over what may be 0 is bounded by nothing; a figure over an endless one falls to 0
    high = np.where(c == 0, np.inf, high)
    return _bounds(np.where(np.isinf(d), 0.0, low), high, reason, "ratio of printed figures")


def growth_bounds(now: Bounds, before: Bounds) -> Bounds:
    """Return what the growth from before to now can be, in percent.

    Parameters
    ----------
    now, before
        Bounds of quantities from 0 on.

    Returns
    -------
    Bounds
        As `ratio_bounds`.

    Raises
    ------
    StatisticsError
        For anything that is no bounds, or unfit shapes.

    References
    ----------
    Moore 1966, Interval Analysis, Prentice-Hall.
    """
    _four(now=now, before=before)
    ratio = ratio_bounds(now, before, per=100.0)
    low, high = np.asarray(ratio.low) - 100, np.asarray(ratio.high) - 100
    return _bounds(low, high, np.asarray(ratio.reason), "growth of printed figures")


def difference_bounds(first: Bounds, second: Bounds) -> Bounds:
    """Return what first minus second can be.

    Parameters
    ----------
    first, second
        Bounds of quantities in one unit; shapes broadcast.

    Returns
    -------
    Bounds
        In that unit; NaN with a reason where a side has one.

    Raises
    ------
    StatisticsError
        For anything that is no bounds, or unfit shapes.

    References
    ----------
    Moore 1966, Interval Analysis, Prentice-Hall.
    """
    a, b, c, d = _four(first=first, second=second)
    reason = _joined(first, second, np.zeros(a.shape, dtype=np.bool_), "")
    with np.errstate(invalid="ignore"):
        return _bounds(a - d, b - c, reason, "difference of printed figures")


def year_before(now: Bounds, growth: Bounds) -> Bounds:
    """Return the figure of the year before that a printed growth implies.

    Parameters
    ----------
    now
        Bounds of this year's figure, from 0 on.
    growth
        Bounds of the growth in percent.

    Returns
    -------
    Bounds
        NaN with a reason where the growth is -100 % or less: then nothing is implied.

    Raises
    ------
    StatisticsError
        For anything that is no bounds, or unfit shapes.

    References
    ----------
    Moore 1966, Interval Analysis, Prentice-Hall.

    Examples
    --------
    "nearly 32,770, up 23.7 %" was between 26,462 and 26,502 the year before.
    """
    _four(now=now, growth=growth)
    factor = Bounds(
        1 + np.asarray(growth.low) / 100, 1 + np.asarray(growth.high) / 100,
        growth.method, growth.reason,
    )  # fmt: skip
    implied = ratio_bounds(now, factor)
    words = np.where(
        np.asarray(implied.reason) == "the second can only be zero",
        "a fall by all of it says nothing about the year before",
        implied.reason,
    )
    low, high = np.asarray(implied.low), np.asarray(implied.high)
    return _bounds(low, high, words, "implied by printed growth")


def possible_counts(share: Bounds, total: Values, *, per: float = 100.0) -> Bounds:
    """Return the whole counts out of a total that print as a given share.

    A printed percentage often tells its own denominator: 87.94 % fits 175 of 199, and no count
    of 131 or 157.

    Parameters
    ----------
    share
        Bounds of the printed share, as from `printed_bounds`.
    total
        Candidate denominators, above 0; shapes broadcast.
    per
        100 for percentages.

    Returns
    -------
    Bounds
        The smallest and the largest count that fits; NaN with a reason where none does.

    Raises
    ------
    StatisticsError
        For a share that is no bounds, unfit shapes, a `per` that is not above 0, or text.

    References
    ----------
    Brown & Heathers 2017, Social Psychological and Personality Science 8:363 (the same test of
    means).
    """
    per, share = positive("per", per), _printed("share", share)
    whole = Bounds(numbers("total", total), numbers("total", total), "", share.reason)
    low, high, totals, _ = _four(share=share, total=whole)
    with np.errstate(invalid="ignore"):
        slack = 1e-9 * np.maximum(1.0, np.abs(totals))
        first = np.ceil(np.maximum(low, 0.0) / per * totals - slack)
        last = np.floor(np.minimum(high, per) / per * totals + slack)
        rules = [
            (np.isnan(low), "the share is missing"),
            (np.isnan(totals), "the total is missing"),
            (totals <= 0, "the total {total} is not above 0"),
            (first > last, "no count out of {total} prints so"),
        ]
    reason = reasons(rules, {"low": low, "total": totals})
    return _bounds(first, last, reason, "whole counts that print so")


def _printed(argument: str, side: Bounds) -> Bounds:
    return result(argument, side, Bounds, "printed_bounds")


def _four(**sides: Bounds) -> tuple[FloatArray, ...]:
    first, second = (_printed(name, side) for name, side in sides.items())
    ends = (first.low, first.high, second.low, second.high)
    try:
        return tuple(np.broadcast_arrays(*(np.asarray(x) for x in ends)))
    except ValueError:
        shapes = f"{np.shape(first.low)} and {np.shape(second.low)}"
        raise StatisticsError(f"the bounds differ in shape: {shapes}") from None


def _joined(first: Bounds, second: Bounds, wrong: BoolArray, words: str) -> TextArray:
    one, other = np.broadcast_arrays(np.asarray(first.reason), np.asarray(second.reason))
    both = np.where(one != "", one, other)
    return np.where((both == "") & wrong, words, both)


def _bounds(low: FloatArray, high: FloatArray, reason: TextArray, method: str) -> Bounds:
    fine = np.asarray(reason) == ""
    least, most = settled(np.where(fine, low, np.nan)), settled(np.where(fine, high, np.nan))
    return Bounds(least, most, method, settled(np.asarray(reason)))
