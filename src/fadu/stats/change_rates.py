"""Two years of events per exposure side by side: difference and ratio with score intervals."""

from typing import get_args

import numpy as np
from scipy import stats

from fadu.stats import exact
from fadu.stats.change import (
    FEW,
    Change,
    Compare,
    compared,
    empty_rules,
    settled_change,
    square_and_add,
)
from fadu.stats.intervals import proportion_limits
from fadu.stats.options import option, share
from fadu.stats.rows import (
    FloatArray,
    TextArray,
    Values,
    aligned,
    count_rules,
    measure_rules,
    reasons,
)


def two_rates(
    count1: Values,
    exposure1: Values,
    count2: Values,
    exposure2: Values,
    *,
    compare: Compare = "difference",
    level: float = 0.95,
) -> Change:
    """Compare two rates of events per exposure; give the later year first to read a change.

    Parameters
    ----------
    count1, exposure1, count2, exposure2
        Events, whole numbers from 0 on, and populations or other exposures above 0 in one unit;
        shapes broadcast.
    compare
        ``difference`` (first minus second) or ``ratio`` (first over second).
    level
        Coverage, between 0 and 1.

    Returns
    -------
    Change
        The ratio's interval is the score interval, the difference's is made of the two score
        intervals (square-and-add); the p-value is exact (binomial, given the sum) where fewer
        than 5 events are expected on a side, else of the score test.

    Raises
    ------
    StatisticsError
        For an unknown option, a level outside (0, 1), or text.

    References
    ----------
    Gu, Ng, Tang & Schucany 2008, Biometrical Journal 50:283; Li, Tang & Wong 2014,
    Computational Statistics 29:869.
    """
    option("compare", compare, get_args(Compare))
    level = share("level", level)
    rows = aligned(count1=count1, exposure1=exposure1, count2=count2, exposure2=exposure2)
    names = ("count1", "exposure1", "count2", "exposure2")
    rules = [*count_rules(rows[0], "count1"), *measure_rules(rows[1], "exposure1")]
    rules += [*count_rules(rows[2], "count2"), *measure_rules(rows[3], "exposure2")]
    rules += empty_rules(rows[0], rows[2], compare)
    reason = reasons(rules, dict(zip(names, rows, strict=True)))
    fine = reason == ""
    c1, e1, c2, e2 = (np.where(fine, r, i % 2) for i, r in enumerate(rows))
    c1, c2 = np.rint(c1), np.rint(c2)
    if compare == "ratio":
        low, high = _ratio_limits(c1, c2, e2 / e1, level)
    else:
        low, high = square_and_add(
            c1 / e1, _limits(c1, e1, level), c2 / e2, _limits(c2, e2, level)
        )
    pvalue, test = _test(c1, c2, e1 / (e1 + e2))
    return settled_change(
        (compared(c1 / e1, c2 / e2, compare), low, high, pvalue),
        test,
        reason,
        method="score" if compare == "ratio" else "score, square-and-add",
        compare=compare,
        level=level,
    )


def _ratio_limits(
    c1: FloatArray, c2: FloatArray, exposures: FloatArray, level: float
) -> tuple[FloatArray, FloatArray]:
    # given the sum the first count is binomial: its Wilson limits are the ratio's score limits
    low, high = proportion_limits(c1, np.maximum(c1 + c2, 1), level)
    with np.errstate(divide="ignore"):
        return low / (1 - low) * exposures, high / (1 - high) * exposures


def _limits(c: FloatArray, e: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    z = stats.norm.isf((1 - level) / 2)
    half = z * np.sqrt(c + z**2 / 4)
    return np.maximum(0.0, c + z**2 / 2 - half) / e, (c + z**2 / 2 + half) / e


def _test(c1: FloatArray, c2: FloatArray, part: FloatArray) -> tuple[FloatArray, TextArray]:
    events = c1 + c2
    tiny = events * np.minimum(part, 1 - part) < FEW
    spread = np.where(tiny, 1.0, events * part * (1 - part))
    pvalue = np.array(2 * stats.norm.sf(np.abs(c1 - events * part) / np.sqrt(spread)))
    pvalue[tiny] = exact.binomial(c1[tiny], events[tiny], part[tiny])
    return pvalue, np.where(tiny, "binomial", "score")
