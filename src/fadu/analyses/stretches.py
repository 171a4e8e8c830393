"""The years of a place, split at breaks; which of them are valid points, and what they show."""

import math
import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.stats import norm

from fadu import stats
from fadu.analyses.ends import is_rounded
from fadu.analyses.estimates import impossible
from fadu.codebook import Indicator
from fadu.shapes.overtime import FEWEST, LeftOut, Stretch, Tested, TrendMethod, TrendVerdict
from fadu.stats.multiplicity import adjust
from fadu.stats.power import detectable_trend
from fadu.stats.verdicts import Trend

_MEASURED = {"exact", "about"}
_TURNING = re.compile(r"without (\d+) ")
_LEAST = re.compile(r"can give is ([\d.e+-]+),")


def split(rows: pd.DataFrame, indicator: Indicator, alpha: float) -> tuple[Stretch, ...]:
    """Return the stretches of one place's estimates, each with its test.

    Parameters
    ----------
    rows
        Of one place, in the form of ``fadu.analyses.estimates``; not changed.
    indicator
        What they measure.
    alpha
        Level of the tests.
    """
    full = rows[rows["chosen"] & (rows["period"] == "")].sort_values("year")
    sides = full.groupby(["passed", "inside"], sort=False)
    return tuple(_stretch(part, indicator, alpha) for _, part in sides)


def _stretch(rows: pd.DataFrame, indicator: Indicator, alpha: float) -> Stretch:
    years = tuple(int(y) for y in rows["year"])
    if (rows["inside"] != "").any():
        return Stretch(years, (), dict.fromkeys(years, "break"), mixed=True, rows=rows)
    method, why = _method(rows, indicator)
    points = rows[why == ""]
    left_out = {y: w for y, w in zip(years, why, strict=True) if w}
    used = tuple(int(y) for y in points["year"])
    tested = _tested(points, method, alpha) if len(used) >= FEWEST else None
    return Stretch(years, used, left_out, mixed=False, rows=rows, tested=tested)


def _method(rows: pd.DataFrame, indicator: Indicator) -> tuple[TrendMethod, "pd.Series[str]"]:
    """Return the test that the figures carry, and for each why it is no point of it."""
    rules: dict[LeftOut, pd.Series[bool]] = {
        "impossible": impossible(rows),
        "two sources": rows["basis"] == "mixed counts",
    }
    counted = (rows["basis"] == "counts") & rows["low"].notna()
    bound = ~rows["qualifier"].isin(_MEASURED)
    if indicator.is_rate and counted.sum() >= FEWEST:
        return "cochran-armitage", _why({**rules, "no counts": ~counted}, rows)
    method: TrendMethod = "poisson" if indicator.by_chance else "kendall"
    return method, _why({**rules, "bound": bound}, rows)


def _why(rules: "dict[LeftOut, pd.Series[bool]]", rows: pd.DataFrame) -> "pd.Series[str]":
    said = np.select(list(rules.values()), list(rules), "")
    return pd.Series(said, index=rows.index, dtype="str")


def _tested(points: pd.DataFrame, method: TrendMethod, alpha: float) -> Tested:
    years, values = points["year"].to_numpy(), points["value"].to_numpy(dtype="float64")
    weight, scale = np.ones_like(values), 1.0
    if method == "cochran-armitage":
        scale, weight = 100.0, points["total"].to_numpy(dtype="float64")
    found = _judged(points, method, alpha)
    slope = scale * float(found.slope)
    tested = Tested(
        verdict=_word(str(found.verdict)),
        method=method,
        pvalue=float(found.pvalue),
        adjusted=float(found.pvalue),
        alpha=alpha,
        slope=slope,
        low=scale * float(found.low),
        high=scale * float(found.high),
        dispersion=float(found.dispersion),
        turning=int(np.nan_to_num(_number(_TURNING, str(found.reason)))),
        least=_number(_LEAST, str(found.reason)),
        line=_line(years, values, weight, slope),
        detectable=_detectable(points, method, float(found.dispersion), alpha),
    )
    if method == "kendall" or not any(is_rounded(row) for _, row in points.iterrows()):
        return tested
    turned = [_judged(_tilted(points, side), method, alpha) for side in (-1, 1)]
    return _over_print(tested, turned, scale)


def _judged(points: pd.DataFrame, method: TrendMethod, alpha: float) -> Trend:
    years, values = points["year"].to_numpy(), points["value"].to_numpy(dtype="float64")
    if method == "cochran-armitage":
        return stats.trend(years, points["count"], points["total"], alpha=alpha)
    if method == "poisson":
        # the score test of equal Poisson means: each year has the variance of the mean count
        half = norm.isf(0.025) * math.sqrt(max(values.mean(), 1.0))
        return stats.trend_values(years, values, values - half, values + half, alpha=alpha)
    return stats.trend_values(years, values, alpha=alpha)


def _tilted(points: pd.DataFrame, side: int) -> pd.DataFrame:
    """Return the counts that print so and fall (-1) or rise (1) most over the years."""
    up = (points["year"] > points["year"].mean()).to_numpy() == (side > 0)
    count = points["count_high"].where(up, points["count_low"])
    total = points["total_low"].where(up, points["total_high"])
    return points.assign(count=np.fmin(count, total.fillna(np.inf)), total=total, value=count)


def _over_print(tested: Tested, turned: list[Trend], scale: float) -> Tested:
    """Let a trend stand only where all figures that print so have it: the largest p of them."""
    flattest = turned[0] if tested.slope > 0 else turned[1]
    reversed_ = float(flattest.slope) * tested.slope <= 0
    pvalue = 1.0 if reversed_ else max(tested.pvalue, float(flattest.pvalue))
    decided = tested.verdict in {"rising", "falling"}
    verdict: TrendVerdict = "no trend found" if reversed_ else _word(str(flattest.verdict))
    return replace(
        tested,
        verdict=verdict if decided else tested.verdict,
        pvalue=pvalue,
        adjusted=pvalue,
        low=min(tested.low, scale * float(turned[0].low)),
        high=max(tested.high, scale * float(turned[1].high)),
        dispersion=max(tested.dispersion, float(flattest.dispersion)),
        turning=tested.turning or int(np.nan_to_num(_number(_TURNING, str(flattest.reason)))),
        detectable=math.nan,
        rounded=True,
    )


def _detectable(
    points: pd.DataFrame, method: TrendMethod, dispersion: float, alpha: float
) -> float:
    """Return the smallest slope, in points a year, that four of five such series would show."""
    if method != "cochran-armitage":
        return math.nan
    share = float(points["count"].sum() / points["total"].sum())
    if not 0 < share < 1:
        return math.nan
    years, totals = points["year"], points["total"]
    found = detectable_trend(years, share, totals, dispersion=dispersion, level=1 - alpha)
    return 100 * float(found.up)


def _word(verdict: str) -> TrendVerdict:
    words: tuple[TrendVerdict, ...] = (
        "rising", "falling", "no trend found", "the years scatter more than the trend",
        "not decidable",
    )  # fmt: skip
    return next((w for w in words if w == verdict), "cannot be calculated")


def _number(pattern: re.Pattern[str], reason: str) -> float:
    found = pattern.search(reason)
    return float(found[1]) if found else math.nan


def _line(
    years: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    weight: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    slope: float,
) -> tuple[float, float]:
    middle = float(np.average(years, weights=weight))
    height = float(np.average(values, weights=weight))
    ends = float(years.min()), float(years.max())
    return height + slope * (ends[0] - middle), height + slope * (ends[1] - middle)


def adjusted(stretches: Iterable[Stretch]) -> dict[int, Stretch]:
    """Adjust the tests of several stretches for their number (Benjamini-Hochberg).

    Returns
    -------
    dict
        By position, the stretches that were tested; a trend whose adjusted p-value is not
        below alpha is no longer one.
    """
    tested = [(n, s, s.tested) for n, s in enumerate(stretches) if s.tested]
    if not tested:
        return {}
    pvalues = adjust([t.pvalue for _, _, t in tested]).pvalue
    return {
        n: replace(s, tested=_weakened(t, float(p), len(tested)))
        for (n, s, t), p in zip(tested, pvalues, strict=True)
    }


def _weakened(tested: Tested, adjusted_p: float, compared: int) -> Tested:
    decided = tested.verdict in {"rising", "falling", "the years scatter more than the trend"}
    lost = decided and adjusted_p >= tested.alpha
    verdict: TrendVerdict = "no trend found" if lost else tested.verdict
    return replace(tested, adjusted=adjusted_p, verdict=verdict, compared=compared)
