"""Estimates: one row for each figure of an indicator, with all that is known of its certainty.

What every analysis starts from.  A rate comes from its counts where one source holds both, with
an interval; else it is the printed rate, without one.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import pandas as pd

from fadu import stats
from fadu.codebook import Indicator
from fadu.model import Period
from fadu.panel import Panel, side
from fadu.panel.allowed import allowed
from fadu.panel.asked import among
from fadu.panel.derived import PLACE, sums
from fadu.panel.rates import rate_pairs
from fadu.panel.seen import Scope, look_at, unrecorded
from fadu.stats.printed import Bounds

COLUMNS = [
    *PLACE, "value", "low", "high", "method", "basis", "count", "total", "qualifier",
    "count_low", "count_high", "total_low", "total_high", "print_low", "print_high", "assumed",
    "sources", "chosen", "choice", "passed", "inside",
]  # fmt: skip
"""district, year, period · value with its interval and the method's name · basis (counts,
mixed counts, printed, count) · count and total behind a rate · qualifier · the bounds that the
print of these and of the value allows, and whether they are assumed · sources, separated by + · chosen, and by what ·
ids of the breaks passed and of those inside the period, separated by +"""

_PRINTS = ("count_low", "count_high", "total_low", "total_high")
Ends: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"


def estimates(
    panel: Panel,
    indicator: str,
    districts: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
    *,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the figures of one indicator with their intervals.

    Parameters
    ----------
    panel
        Where the figures stand.
    indicator
        Id of a codebook entry.
    districts, years
        Codes and years; None for all.
    level
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        Columns as in `COLUMNS`; of several figures for a cell at most one is `chosen`.
    """
    entry = panel.codebook[indicator]
    if panel.scope != Scope() or not panel.for_many:
        return _estimates(_part(panel, entry, districts, years), entry, level)
    codes = None if districts is None else [panel.districts.resolve(d) for d in districts]
    scope = Scope().narrowed(codes, years, _needed(entry))
    look_at(scope)
    whole = _whole(_Same(panel), entry.id, level)
    mine = np.ones(len(whole), dtype=bool)
    if scope.districts is not None:
        mine &= among(whole["district"], scope.districts)
    if scope.years is not None:
        mine &= among(whole["year"], scope.years)
    return whole[mine].reset_index(drop=True)


@lru_cache(maxsize=256)
def _whole(same: "_Same", indicator: str, level: float) -> pd.DataFrame:
    """Return the estimates of all places and years, from which every part can be cut."""
    panel = same.panel
    with unrecorded():
        entry = panel.codebook[indicator]
        return _estimates(_part(panel, entry, None, None), entry, level)


class _Same:
    """A panel that equals every other of the same content: a briefing loads its panel anew."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.about = (
            panel.codebook,
            panel.districts,
            panel.sources,
            panel.decisions,
            panel.breaks,
        )

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Same)
            and self.panel.identity == other.panel.identity
            and all(a is b for a, b in zip(self.about, other.about, strict=True))
        )

    def __hash__(self) -> int:
        return hash(self.panel.identity)


def impossible(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Whether counts cannot be the parts of a share: more of them than there are in all."""
    return (rows["count"] > rows["total"]) & (rows["basis"] == "counts")


def _part(
    panel: Panel, entry: Indicator, districts: Iterable[str] | None, years: Iterable[int] | None
) -> Panel:
    codes = None if districts is None else list(districts)
    return panel.select(codes, None if years is None else list(years), _needed(entry))


def _estimates(part: Panel, entry: Indicator, level: float) -> pd.DataFrame:
    derived = _from_counts(part, entry, level)
    printed = _as_printed(part, entry, level)
    printed.loc[_held(printed, derived), "chosen"] = False
    added = _added_up(part, entry, level)
    added.loc[_held(added, printed), "chosen"] = False
    frames = [frame for frame in (derived, printed, added) if not frame.empty]
    whole = pd.concat(frames, ignore_index=True) if frames else printed
    return _with_sides(part, entry.id, whole)[COLUMNS]


def _needed(entry: Indicator) -> list[str]:
    return [entry.id, *entry.inputs]


def _held(
    rows: pd.DataFrame, stronger: pd.DataFrame
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Whether a chosen row of `stronger` stands for the cell of each row."""
    cells = pd.MultiIndex.from_frame(stronger.loc[stronger["chosen"], PLACE])
    return pd.MultiIndex.from_frame(rows[PLACE]).isin(cells)


def _from_counts(panel: Panel, entry: Indicator, level: float) -> pd.DataFrame:
    pairs = rate_pairs(panel, entry.id)
    pairs = pairs[pairs["total"].astype("float64") > 0] if not pairs.empty else pairs
    count = pairs["count"].astype("float64").to_numpy()
    total = pairs["total"].astype("float64").to_numpy()
    scale = 100.0 if entry.is_rate else 1.0
    exact = (
        (pairs["count_qualifier"] == "exact") & (pairs["total_qualifier"] == "exact")
    ).to_numpy()
    sure = exact & ~pairs["mixed"].to_numpy(dtype=bool) & entry.is_rate
    ends = {c: pairs[c].astype("float64").to_numpy() for c in _PRINTS}
    interval = stats.printed_proportion(
        np.where(sure, count, np.nan), np.where(sure, total, np.nan),
        bounded(ends["count_low"], ends["count_high"]),
        bounded(ends["total_low"], ends["total_high"]), level=level,
    )  # fmt: skip
    fraction = stats.ratio_bounds(
        bounded(ends["count_low"], ends["count_high"]),
        bounded(ends["total_low"], ends["total_high"]), per=scale,
    )  # fmt: skip
    same = pairs["count_source"] == pairs["total_source"]
    both = pairs["count_source"] + "+" + pairs["total_source"]
    return pairs[PLACE].assign(
        value=scale * count / total,
        low=scale * interval.low,
        high=scale * interval.high,
        method=np.where(sure, interval.method, ""),
        basis=np.where(pairs["mixed"].to_numpy(dtype=bool), "mixed counts", "counts"),
        count=count,
        total=total,
        qualifier=np.where(exact, "exact", "about"),
        **ends,
        print_low=fraction.low,
        print_high=fraction.high,
        assumed=pairs["assumed"].astype(bool),
        sources=pairs["count_source"].where(same, both).astype("str"),
        chosen=pairs["chosen"].astype(bool),
        choice="counts",
    )


def _as_printed(panel: Panel, entry: Indicator, level: float) -> pd.DataFrame:
    table = panel.table
    mine = table[(table["indicator"] == entry.id) & (table["measure"] == "value")]
    mine = mine[mine["printed"] != ""]
    value = mine["value"].to_numpy()
    counted = (mine["qualifier"] == "exact").to_numpy() & entry.by_chance
    whole = entry.kind in {"count", "stock"}
    print_ = allowed(mine, panel.codebook)
    least, most = print_["print_low"].to_numpy(), print_["print_high"].to_numpy()
    interval = stats.printed_rate(
        np.where(counted, value, np.nan), np.ones_like(value), bounded(least, most), level=level
    )
    return mine[PLACE].assign(
        value=value,
        low=interval.low,
        high=interval.high,
        method=np.where(counted, interval.method, ""),
        basis="count" if whole or entry.kind == "amount" else "printed",
        count=value if whole else np.nan,
        total=np.nan,
        qualifier=mine["qualifier"],
        count_low=least if whole else np.nan,
        count_high=most if whole else np.nan,
        total_low=np.nan,
        total_high=np.nan,
        print_low=least,
        print_high=most,
        assumed=print_["assumed"],
        sources=mine["source"],
        chosen=mine["chosen"],
        choice=mine["choice"],
    )


def _added_up(panel: Panel, entry: Indicator, level: float) -> pd.DataFrame:
    """Return the values of an indicator whose formula is a sum; a printed one goes before."""
    formula = entry.derivation
    if formula is None or formula.is_quotient:
        return _as_printed(panel.select(indicators=[]), entry, level)
    found = sums(panel, formula.above)
    value = found["value"].astype("float64").to_numpy()
    alike = all(sign > 0 for sign in formula.above.values()) and entry.by_chance
    sure = alike & (found["qualifier"] == "exact").to_numpy() & ~found["mixed"].to_numpy(bool)
    # a sum of Poisson counts is one; of a difference only the printed digits are known
    least, most = (found[c].astype("float64").to_numpy() for c in ("low", "high"))
    interval = stats.printed_rate(
        np.where(sure, value, np.nan), np.ones_like(value), bounded(least, most), level=level
    )
    return found[PLACE].assign(
        value=value,
        low=interval.low,
        high=interval.high,
        method=np.where(sure, interval.method, ""),
        basis=np.where(found["mixed"].to_numpy(bool), "mixed counts", "count"),
        count=value,
        total=np.nan,
        qualifier=found["qualifier"],
        count_low=least,
        count_high=most,
        total_low=np.nan,
        total_high=np.nan,
        print_low=least,
        print_high=most,
        assumed=found["assumed"].astype(bool),
        sources=found["source"],
        chosen=found["chosen"].astype(bool),
        choice="formula",
    )


def bounded(low: Ends, high: Ends) -> Bounds:
    """Return what prints allow, from the columns that `estimates` gives, one row each."""
    return Bounds(low, high, "rounded or truncated", np.full(np.shape(low), ""))


def _with_sides(panel: Panel, indicator: str, rows: pd.DataFrame) -> pd.DataFrame:
    breaks = {d: panel.breaks_of(indicator, d) for d in rows["district"].unique()}
    sides = [
        side(Period.parse(period, year), breaks[district])
        for district, year, period in rows[PLACE].itertuples(index=False, name=None)
    ]
    return rows.assign(
        passed=pd.Series(["+".join(s.passed) for s in sides], index=rows.index, dtype="str"),
        inside=pd.Series(["+".join(s.inside) for s in sides], index=rows.index, dtype="str"),
    )
