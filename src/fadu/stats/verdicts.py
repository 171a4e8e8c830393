"""From a statistic to a verdict: what a trend needs besides a small p-value."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy import stats

from fadu.stats import kendall, slopes
from fadu.stats.frozen import Result
from fadu.stats.rows import BoolArray, FloatArray, TextArray, settled

Verdict: TypeAlias = Literal[
    "rising",
    "falling",
    "no trend found",
    "the years scatter more than the trend",
    "not decidable",
    "cannot be calculated",
]
NONE_FOUND, SCATTER = "no trend found", "the years scatter more than the trend"
FEWEST = 5
"""Valid points below which no trend is calculated."""
STEADY = 0.05
"""Level of the F test of the trend against the scatter of the years."""


@dataclass(frozen=True, slots=True, eq=False)
class Trend(Result):
    """One trend for each series (scalars for one series).

    Attributes
    ----------
    statistic
        Chi-square of the trend with one degree of freedom, or Kendall's S of printed rates.
    pvalue
        Two-sided, before the look at the scatter.
    slope
        Change a year, in the unit of the values (shares for counts).
    low, high
        Interval of the slope, widened by the scatter of the years; NaN for Kendall.
    dispersion
        Chi-square of the years about the trend over its degrees of freedom; NaN for Kendall.
    verdict
        A word of `Verdict`.
    reason
        What stands against a trend; empty for ``rising`` and ``falling``.
    method
        Name of the method.
    points
        Valid points of each series.
    left_out
        For each point why it was not used; empty where it was.
    """

    statistic: FloatArray
    pvalue: FloatArray
    slope: FloatArray
    low: FloatArray
    high: FloatArray
    dispersion: FloatArray
    verdict: TextArray
    reason: TextArray
    method: str
    points: FloatArray
    left_out: TextArray


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Series of points, one a row.

    Attributes
    ----------
    years, values
        Where they are.
    fine
        Which of them count.
    said
        Why the others do not.
    """

    years: FloatArray
    values: FloatArray
    fine: BoolArray
    said: TextArray


def weighted(points: Points, weight: FloatArray, alpha: float, method: str) -> Trend:
    """Judge weighted straight lines; points that do not count have weight 0."""
    fit = slopes.fitted(points.years, points.values, weight)
    k = points.fine.sum(-1)
    rest = np.maximum(k - 2, 1)
    pvalue = stats.chi2.sf(fit.trend, 1)
    dispersion = fit.rest / rest
    ratio = fit.trend / np.maximum(1.0, dispersion)
    steady = stats.f.sf(ratio, 1, rest) < STEADY
    half = stats.t.isf(0.025, rest) * np.sqrt(np.maximum(1.0, dispersion) / fit.weight)
    turning = _first_turning(points.years, fit.without, fit.slope)
    words = np.select(
        [k < FEWEST, pvalue >= alpha, ~steady | ~np.isnan(turning), fit.slope > 0],
        ["cannot be calculated", NONE_FOUND, SCATTER, "rising"],
        "falling",
    )

    def why(at: tuple[int, ...]) -> str:
        """Say what stands against a trend."""
        if words[at] == NONE_FOUND:
            return f"p {pvalue[at]:.3g} is not below {alpha:g}"
        if not steady[at]:
            return (
                f"chi-square of the years about the trend is {dispersion[at]:.3g} a degree of "
                f"freedom; against that the trend has F {ratio[at]:.3g}"
            )
        return f"without {turning[at]:.15g} the slope turns"

    columns = (fit.trend, pvalue, fit.slope, fit.slope - half, fit.slope + half, dispersion)
    return _result(points, columns, words, why, method)


def ranked(points: Points, alpha: float) -> Trend:
    """Judge series by rank."""
    k = points.fine.sum(-1)
    found = kendall.tested(points.years, np.where(points.fine, points.values, np.nan))
    turning = _first_turning(points.years, found.without, found.slope)
    words = np.select(
        [k < FEWEST, found.least >= alpha, found.pvalue >= alpha, ~np.isnan(turning)],
        ["cannot be calculated", "not decidable", NONE_FOUND, SCATTER],
        np.where(found.slope > 0, "rising", "falling"),
    )

    def why(at: tuple[int, ...]) -> str:
        """Say what stands against a trend."""
        if words[at] == "not decidable":
            return (
                f"the smallest p that {k[at]} such points can give is {found.least[at]:.3g}, "
                f"not below {alpha:g}"
            )
        if words[at] == NONE_FOUND:
            return f"p {found.pvalue[at]:.3g} is not below {alpha:g}"
        return f"without {turning[at]:.15g} the slope turns"

    blank = np.full(k.shape, np.nan)
    columns = (found.statistic, found.pvalue, found.slope, blank, blank, blank)
    return _result(points, columns, words, why, "kendall, theil-sen")


def _first_turning(years: FloatArray, without: FloatArray, slope: FloatArray) -> FloatArray:
    turned = without * slope[..., None] < 0
    if not turned.shape[-1]:
        return np.full(slope.shape, np.nan)
    first = np.argmax(turned, axis=-1)[..., None]
    year = np.take_along_axis(years, first, axis=-1)[..., 0]
    return np.where(turned.any(-1), year, np.nan)


def _result(
    points: Points,
    columns: tuple[FloatArray, ...],
    words: TextArray,
    why: Callable[[tuple[int, ...]], str],
    method: str,
) -> Trend:
    enough = points.fine.sum(-1) >= FEWEST
    reason = np.full(words.shape, "", dtype=object)
    for at in np.ndindex(words.shape):
        if not enough[at]:
            reason[at] = _too_few(points.years[at], points.fine[at], points.said[at])
        elif words[at] not in {"rising", "falling"}:
            reason[at] = why(at)
    shown = [settled(np.where(enough, column, np.nan)) for column in columns]
    return Trend(
        statistic=shown[0],
        pvalue=shown[1],
        slope=shown[2],
        low=shown[3],
        high=shown[4],
        dispersion=shown[5],
        verdict=settled(words),
        reason=settled(reason.astype(np.str_)),
        method=method,
        points=settled(points.fine.sum(-1).astype(np.float64)),
        left_out=points.said,
    )


def _too_few(years: FloatArray, fine: BoolArray, said: TextArray) -> str:
    have = ", ".join(f"{y:.15g}" for y in np.sort(years[fine]))
    lost = sorted(zip(years[~fine].tolist(), said[~fine].tolist(), strict=True))
    named = f" ({have})" if have else ""
    left = "".join(f"; {year:.15g}: {why}" for year, why in lost)
    return f"{fine.sum()} valid points{named}; a trend needs {FEWEST}{left}"
