"""Which rank: confidence sets for ranks, never a bare rank."""

from dataclasses import dataclass

import numpy as np

from fadu.errors import StatisticsError
from fadu.stats import comparisons
from fadu.stats.frozen import Result
from fadu.stats.options import flag, share, whole
from fadu.stats.rows import (
    BoolArray,
    FloatArray,
    TextArray,
    Values,
    aligned,
    pair_rules,
    reasons,
)

BLOCK = 512
"""Rows compared with all others at a time, to bound memory."""


FARTHEST = 1e100
"""Values beyond are refused: their differences would overflow."""


@dataclass(frozen=True, slots=True, eq=False)
class RankSets(Result):
    """Sets of ranks; 1 is the largest value.

    Attributes
    ----------
    low, high
        Best and worst rank of each row; NaN where `reason` says why.
    constant
        What a difference over its standard error has to exceed to count, for each row.
    ranked
        Number of rows that were ranked.
    level
        Coverage: of all sets at once, or of each alone.
    simultaneous
        Which of the two.
    method
        Name of the method.
    reason
        Why a row has no rank; empty where it has.
    """

    low: FloatArray
    high: FloatArray
    constant: FloatArray
    ranked: int
    level: float
    simultaneous: bool
    method: str
    reason: TextArray


@dataclass(frozen=True, slots=True, eq=False)
class TopSet(Result):
    """Rows that may belong to the k largest.

    Attributes
    ----------
    member
        True where a row cannot be excluded: the set holds all of the true k largest with at
        least `level`.
    sure
        True where a row is among the k largest by its whole rank set.
    k, level, method, reason
        As asked, and as in `RankSets`.
    """

    member: BoolArray
    sure: BoolArray
    k: int
    level: float
    method: str
    reason: TextArray


def rank_sets(
    value: Values,
    se: Values,
    *,
    level: float = 0.95,
    simultaneous: bool = True,
    slack: Values = 0.0,
) -> RankSets:
    """Return confidence sets for ranks.

    A row's best rank is one more than the rows that are significantly larger, its worst rank
    leaves below it the rows that are significantly smaller.

    Parameters
    ----------
    value
        Estimates in any unit, one dimension; independent of each other.
    se
        Their standard errors, one for each value, above 0 (for proportions use `arcsine_scores`).
    level
        Coverage, between 0 and 1.
    simultaneous
        Cover all ranks at once (Tukey-Kramer: the studentised range quantile over sqrt 2,
        which is exact for equal and safe for unequal standard errors), or each row's alone
        (exact over its differences from all others).
    slack
        How far each value may be off besides, either way, in its own unit and from 0 on: what
        rounding in print allows.  A difference has to exceed the slack of both besides.

    Returns
    -------
    RankSets
        NaN and a reason in rows without a value or without a standard error above 0.

    Raises
    ------
    StatisticsError
        For a level outside (0, 1), a slack that is missing or below 0, unfit shapes, or text.

    References
    ----------
    Mogstad, Romano, Shaikh & Wilhelm 2024, Review of Economic Studies 91:476; Hayter 1984,
    Annals of Statistics 12:61; Dunnett 1955, Journal of the American Statistical Association
    50:1096.
    """
    level, simultaneous = share("level", level), flag("simultaneous", simultaneous)
    values, errors, off = (
        np.atleast_1d(column) for column in aligned(value=value, se=se, slack=slack)
    )
    if values.ndim > 1:
        raise StatisticsError(f"value has {values.ndim} dimensions; ranks have one")
    wrong = off[~((off >= 0) & (off <= FARTHEST))]
    if wrong.size:
        raise StatisticsError(f"slack {wrong[0]:.15g} is not a number from 0 to {FARTHEST:g}")
    reason = reasons(_rules(values, errors), {"value": values, "se": errors})
    fine = reason == ""
    v, s = values[fine], errors[fine]
    if simultaneous:
        constant = np.full(len(v), comparisons.all_pairs(len(v), level))
        method = "rank sets, simultaneous (Tukey-Kramer)"
    else:
        constant = comparisons.with_each(s, level)
        method = "rank sets, marginal (Dunnett)"
    larger, smaller = _significant(v, s, constant, off[fine])
    low, high, used = (np.full(len(values), np.nan) for _ in range(3))
    low[fine], high[fine], used[fine] = 1 + larger, len(v) - smaller, constant
    return RankSets(low, high, used, len(v), level, simultaneous, method, reason)


def top_sets(value: Values, se: Values, k: int, *, level: float = 0.95) -> TopSet:
    """Return the rows that may be among the k largest.

    Parameters
    ----------
    value, se
        As in `rank_sets`.
    k
        Size of the top, from 1 on.
    level
        Coverage, between 0 and 1.

    Returns
    -------
    TopSet
        Rows without a rank are no members, with a reason.

    Raises
    ------
    StatisticsError
        As in `rank_sets`, and for a k below 1.

    References
    ----------
    Mogstad, Romano, Shaikh & Wilhelm 2024, Review of Economic Studies 91:476.
    """
    k = whole("k", k, 1)
    sets = rank_sets(value, se, level=level)
    top = min(k, len(sets.low))
    method = f"top-{k} set from {sets.method}"
    return TopSet(sets.low <= top, sets.high <= top, k, level, method, sets.reason)


@dataclass(frozen=True, slots=True, eq=False)
class Scores(Result):
    """Proportions on the arcsine scale.

    Attributes
    ----------
    value
        arcsin sqrt(p), from 0 to pi/2; NaN where `reason` says why.
    se
        1/(2 sqrt n).
    method
        Name of the scale.
    reason
        Why a row has no numbers; empty where it has.
    """

    value: FloatArray
    se: FloatArray
    method: str
    reason: TextArray


def arcsine_scores(count: Values, total: Values) -> Scores:
    """Bring proportions to the scale on which they are ranked.

    There a rate of 100 % has a standard error; its Wald error is 0, and its rank would be
    falsely certain.

    Parameters
    ----------
    count, total
        Whole numbers with 0 <= count <= total; shapes broadcast.

    Returns
    -------
    Scores
        NaN and a reason in rows that are missing or impossible.

    Raises
    ------
    StatisticsError
        For unfit shapes or text.

    References
    ----------
    Anscombe 1948, Biometrika 35:246.
    """
    counts, totals = (np.atleast_1d(column) for column in aligned(count=count, total=total))
    reason = reasons(pair_rules(counts, totals), {"count": counts, "total": totals})
    fine = reason == ""
    c, n = np.rint(np.where(fine, counts, 0.0)), np.rint(np.where(fine, totals, 1.0))
    value = np.where(fine, np.arcsin(np.sqrt(c / n)), np.nan)
    return Scores(value, np.where(fine, 1 / (2 * np.sqrt(n)), np.nan), "arcsine", reason)


def _rules(value: FloatArray, se: FloatArray) -> list[tuple[BoolArray, str]]:
    return [
        (np.isnan(value), "the value is missing"),
        (np.isinf(value), "the value is infinite"),
        (~np.isfinite(se), "the standard error is missing"),
        (se <= 0, "the standard error {se} is not above 0"),
        (
            np.maximum(np.abs(value), se) > FARTHEST,
            f"the value or its error is above {FARTHEST:g}",
        ),
    ]


def _significant(
    value: FloatArray, se: FloatArray, constant: FloatArray, slack: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Count for each row those significantly larger and those significantly smaller."""
    larger, smaller = np.zeros(len(value)), np.zeros(len(value))
    for start in range(0, len(value), BLOCK):
        rows = slice(start, start + BLOCK)
        gap = value[None, :] - value[rows, None]
        needed = constant[rows, None] * np.hypot(se[None, :], se[rows, None])
        needed += slack[None, :] + slack[rows, None]
        larger[rows] = (gap > needed).sum(1)
        smaller[rows] = (gap < -needed).sum(1)
    return larger, smaller
