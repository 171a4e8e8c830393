"""Two years side by side: difference and ratio with score intervals, and a test."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from scipy import stats

from fadu.errors import StatisticsError
from fadu.stats import exact, score
from fadu.stats.frozen import Result
from fadu.stats.intervals import proportion_limits
from fadu.stats.options import option, share
from fadu.stats.rows import (
    FloatArray,
    Rule,
    TextArray,
    Values,
    aligned,
    pair_rules,
    reasons,
    settled,
)

Compare: TypeAlias = Literal["difference", "ratio"]
ChangeMethod: TypeAlias = Literal["newcombe", "miettinen-nurminen"]
FEW = 5
"""With fewer expected in a cell the test is exact (Cochran 1954)."""


@dataclass(frozen=True, slots=True, eq=False)
class Change(Result):
    """Comparisons of a first with a second figure, one for each row.

    Attributes
    ----------
    value, low, high
        First minus second, or first over second, with limits; NaN where `reason` says why.
    pvalue
        Two-sided, of no difference.
    method
        Name of the interval.
    test
        Name of the test of each row: an exact one where counts are tiny, else ``score``.
    reason
        Why a row has no numbers; empty where it has.
    compare
        ``difference`` or ``ratio``.
    level
        Nominal coverage.
    """

    value: FloatArray
    low: FloatArray
    high: FloatArray
    pvalue: FloatArray
    method: str
    test: TextArray
    reason: TextArray
    compare: Compare
    level: float


def two_proportions(
    count1: Values,
    total1: Values,
    count2: Values,
    total2: Values,
    *,
    compare: Compare = "difference",
    level: float = 0.95,
    method: ChangeMethod | None = None,
) -> Change:
    """Compare two proportions; give the later year first to read a change.

    Parameters
    ----------
    count1, total1, count2, total2
        Whole numbers with 0 <= count <= total; shapes broadcast.
    compare
        ``difference`` (first minus second, in shares) or ``ratio`` (first over second).
    level
        Coverage, between 0 and 1.
    method
        ``newcombe`` (default of the difference; not for ratios) or ``miettinen-nurminen``
        (default of the ratio).

    Returns
    -------
    Change
        The p-value is Fisher's where a cell expects fewer than 5, else of the score test with
        the variance of Miettinen and Nurminen.  A ratio of two empty counts has a reason.

    Raises
    ------
    StatisticsError
        For an unknown option, ``newcombe`` with a ratio, a level outside (0, 1), or text.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:873 (method 10); Miettinen & Nurminen 1985,
    Statistics in Medicine 4:213.
    """
    option("compare", compare, get_args(Compare))
    level, chosen = share("level", level), _method(method, compare)
    rows = aligned(count1=count1, total1=total1, count2=count2, total2=total2)
    rules = pair_rules(rows[0], rows[1], ("count1", "total1"))
    rules += pair_rules(rows[2], rows[3], ("count2", "total2"))
    rules += empty_rules(rows[0], rows[2], compare)
    names = ("count1", "total1", "count2", "total2")
    reason = reasons(rules, dict(zip(names, rows, strict=True)))
    fine = reason == ""
    c1, n1, c2, n2 = (np.rint(np.where(fine, r, i % 2)) for i, r in enumerate(rows))
    if chosen == "newcombe":
        first, second = proportion_limits(c1, n1, level), proportion_limits(c2, n2, level)
        low, high = square_and_add(c1 / n1, first, c2 / n2, second)
    else:
        low, high = score.limits((c1, n1, c2, n2), level, compare)
    pvalue, test = _test(c1, n1, c2, n2)
    return settled_change(
        (compared(c1 / n1, c2 / n2, compare), low, high, pvalue),
        test,
        reason,
        method=chosen,
        compare=compare,
        level=level,
    )


def _method(method: str | None, compare: Compare) -> ChangeMethod:
    if method is None:
        return "newcombe" if compare == "difference" else "miettinen-nurminen"
    option("method", method, get_args(ChangeMethod))
    if compare == "ratio" and method == "newcombe":
        raise StatisticsError(
            "method 'newcombe' is not for compare 'ratio': miettinen-nurminen is"
        )
    return "newcombe" if method == "newcombe" else "miettinen-nurminen"


def empty_rules(count1: FloatArray, count2: FloatArray, compare: Compare) -> list[Rule]:
    """Return the rule that a ratio needs one event at least."""
    both = (count1 == 0) & (count2 == 0) & (compare == "ratio")
    return [(both, "both counts are zero: any ratio fits")]


def compared(first: FloatArray, second: FloatArray, compare: Compare) -> FloatArray:
    """Return first minus second, or first over second."""
    if compare == "difference":
        return first - second
    with np.errstate(divide="ignore", invalid="ignore"):
        return first / second


def settled_change(
    numbers: tuple[FloatArray, FloatArray, FloatArray, FloatArray],
    test: TextArray,
    reason: TextArray,
    *,
    method: str,
    compare: Compare,
    level: float,
) -> Change:
    """Blank the rows with a reason and put value, low, high and p-value into a result."""
    fine = reason == ""
    value, low, high, pvalue = (settled(np.where(fine, a, np.nan)) for a in numbers)
    said = settled(np.where(fine, test, ""))
    return Change(value, low, high, pvalue, method, said, settled(reason), compare, level)


def square_and_add(
    value1: FloatArray,
    limits1: tuple[FloatArray, FloatArray],
    value2: FloatArray,
    limits2: tuple[FloatArray, FloatArray],
) -> tuple[FloatArray, FloatArray]:
    """Make the limits of a difference from the limits of its two sides."""
    (low1, high1), (low2, high2) = limits1, limits2
    gap = value1 - value2
    low = gap - np.hypot(value1 - low1, high2 - value2)
    return low, gap + np.hypot(high1 - value1, value2 - low2)


def _test(
    c1: FloatArray, n1: FloatArray, c2: FloatArray, n2: FloatArray
) -> tuple[FloatArray, TextArray]:
    pooled = (c1 + c2) / (n1 + n2)
    tiny = np.minimum(n1, n2) * np.minimum(pooled, 1 - pooled) < FEW
    whole = n1 + n2
    spread = pooled * (1 - pooled) * (1 / n1 + 1 / n2) * whole / (whole - 1)
    z = (c1 / n1 - c2 / n2) / np.sqrt(np.where(tiny, 1.0, spread))
    pvalue = np.array(2 * stats.norm.sf(np.abs(z)))
    pvalue[tiny] = exact.fisher(c1[tiny], n1[tiny], c2[tiny], n2[tiny])
    return pvalue, np.where(tiny, "fisher", "score")
