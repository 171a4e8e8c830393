"""The first and the last year of the latest stretch: how far apart, and how sure that is."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from fadu import stats
from fadu.codebook import Indicator
from fadu.shapes.overtime import Ends, Stretch
from fadu.shapes.series import Change
from fadu.stats.change import Change as Compared


def ends(stretches: Iterable[Stretch], indicator: Indicator) -> Ends | None:
    """Return the ends of the latest stretch that has two years on the same basis.

    Parameters
    ----------
    stretches
        Of one place, in the order of years.
    indicator
        What they measure.
    """
    kept = [s for s in stretches if not s.mixed and len(s.years) > 1]
    if not kept:
        return None
    rows = kept[-1].rows
    sure = rows[rows["low"].notna()] if indicator.kind in {"rate", "count"} else rows
    rows = sure if len(sure) > 1 else rows
    first, last = rows.iloc[0], rows.iloc[-1]
    return Ends(first, last, change_of(first, last, indicator))


def change_of(
    first: "pd.Series[float]", last: "pd.Series[float]", indicator: Indicator
) -> Change | None:
    """Return what happened between two rows of estimates; None where no interval can be given.

    Parameters
    ----------
    first, last
        In the form of ``fadu.analyses.estimates``, on one side of all breaks.
    indicator
        What they measure.
    """
    sure = all(
        row["low"] == row["low"] and row["qualifier"] == "exact" for row in (first, last)
    )
    if not sure:
        return None
    if indicator.is_rate:
        return change_between(first, last)
    if indicator.kind == "count" and first["value"] and last["value"]:
        limits = _outermost(
            stats.two_rates(
                [last["count"], last["count_low"], last["count_high"]], 1.0,
                [first["count"], first["count_high"], first["count_low"]], 1.0, compare="ratio",
            )
        )  # fmt: skip
        rounded = is_rounded(first) or is_rounded(last)
        seen = None if rounded else _ratio_seen(first)
        return _made("ratio", first, last, limits, seen, rounded=rounded)
    return None


def is_rounded(row: "pd.Series[float]") -> bool:
    """Whether the print of a count, or of one behind a rate, allows others."""
    return bool(row["count_low"] < row["count_high"] or row["total_low"] < row["total_high"])


def _outermost(found: Compared) -> tuple[float, float]:
    """Return the limits over figures as printed and over the farthest that print so."""
    return float(np.nanmin(found.low)), float(np.nanmax(found.high))


def _ratio_seen(first: "pd.Series[float]") -> float:
    """Return the smallest ratio that would have been seen; a fall below 0 is none."""
    base = float(first["value"])
    found = stats.detectable_rate(base, 1.0, 1.0)
    rise, fall = (base + float(found.up)) / base, base / (base - float(found.down))
    return float(np.fmax(rise, fall))


def _points_seen(first: "pd.Series[float]", last: "pd.Series[float]") -> float:
    """Return the smallest difference in points, up or down, that would have been seen."""
    share = float(first["count"] / first["total"])
    found = stats.detectable_proportion(share, last["total"], first["total"])
    return 100 * float(np.fmax(found.up, found.down))


def change_between(first: "pd.Series[float]", last: "pd.Series[float]") -> Change:
    """Return the change of a rate between two rows with counts, in percentage points."""
    low, high = _outermost(
        stats.two_proportions(*_farthest(last, first=False), *_farthest(first, first=True))
    )
    rounded = is_rounded(first) or is_rounded(last)
    seen = None if rounded else _points_seen(first, last)
    return _made("points", first, last, (100 * low, 100 * high), seen, rounded=rounded)


def _farthest(row: "pd.Series[float]", *, first: bool) -> tuple[list[float], list[float]]:
    """Return count and total as printed, and at both ends of the share that they allow."""
    least = (min(row["count_low"], row["total_high"]), row["total_high"])
    most = (min(row["count_high"], row["total_low"]), row["total_low"])
    ends = (most, least) if first else (least, most)
    counts, totals = zip((row["count"], row["total"]), *ends, strict=True)
    return list(counts), list(totals)


def _made(
    kind: str,
    first: "pd.Series[float]",
    last: "pd.Series[float]",
    limits: tuple[float, float],
    detectable: float | None,
    *,
    rounded: bool,
) -> Change:
    low, high = limits
    points = kind == "points"
    before, after = float(first["value"]), float(last["value"])
    return Change(
        kind="points" if points else "ratio",
        first_year=int(first["year"]),
        last_year=int(last["year"]),
        first_value=before,
        last_value=after,
        difference=after - before,
        ratio=after / before if before else float("nan"),
        low=low,
        high=high,
        beyond_chance=not low <= (0 if points else 1) <= high,
        detectable=detectable,
        rounded=rounded,
    )
