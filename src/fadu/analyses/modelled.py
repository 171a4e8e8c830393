"""Which figures a model over places and years may use, and which breaks it can tell apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from fadu.analyses.estimates import estimates, impossible
from fadu.codebook import Indicator
from fadu.errors import RequestError
from fadu.model import LEVELS, Level
from fadu.panel import Break, Panel
from fadu.panel.rates import per_residents
from fadu.shapes.effects import NotModelled, TooFew

Column: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"
FEWEST_PLACES, FEWEST_YEARS = 8, 3
"""Below these the tests of a model do not keep their level in simulation."""
NOTHING = 1e-7
"""What rounding leaves of a column that others explain."""


@dataclass(frozen=True, eq=False)
class Grid:
    """The rows of a model.

    Parameters
    ----------
    rows
        Estimates with `count`, `total` (or the exposure) and one row for a place and year.
    level
        The administrative level of all places.
    left_out
        By reason, the places and years that are not among them.
    steps
        By id, a column for each break that can be told from years and places.
    absorbed
        The other breaks between the years, which were asked to be ignored.
    """

    rows: pd.DataFrame
    level: Level
    left_out: dict[NotModelled, tuple[tuple[str, int], ...]]
    steps: dict[str, Column]
    absorbed: tuple[Break, ...]


def grid(
    panel: Panel,
    entry: Indicator,
    districts: list[str] | None,
    years: list[int] | None,
    *,
    exposure: str | None = None,
    level: Level | None = None,
    across: Iterable[Break] = (),
) -> Grid:
    """Return the figures that a model may use, the rest with its reason.

    Raises
    ------
    RequestError
        No figure at all.
    ModelError
        Too few places or years are left.
    """
    every = estimates(panel, entry.id, districts, years)
    every = every[every["chosen"]].sort_values(["district", "year"])
    if every.empty:
        raise RequestError(f"no figure of {entry.id} in what was asked for")
    whole = every[every["period"] == ""]
    rows = every if whole.empty else whole
    levels = rows["district"].map(lambda d: panel.districts[d].level)
    wanted = level or _commonest(levels, rows["district"])
    if whole.empty:
        parts = pd.Series("part", index=rows.index)
        raise ModelError(entry.id, _too_few(wanted, (0, 0), parts))
    why = _why(rows, entry, levels != wanted)
    rows, why = _exposed(panel, rows, why, entry, exposure)
    why = _one_side(panel, rows, _lonely(rows, why), tuple(across))
    kept = rows[why == ""]
    places, times = kept["district"].nunique(), kept["year"].nunique()
    if places < FEWEST_PLACES or times < FEWEST_YEARS:
        raise ModelError(entry.id, _too_few(wanted, (places, times), why))
    return Grid(kept, wanted, _grouped(rows, why), *steps(panel, kept))


def _one_side(
    panel: Panel, rows: pd.DataFrame, why: "pd.Series[str]", across: tuple[Break, ...]
) -> "pd.Series[str]":
    """Keep the fullest side of a break that comes everywhere at once, as years do."""
    left = {b.id for b in across}
    while True:
        kept = rows[why == ""]
        met = [b for b in steps(panel, kept)[1] if b.id not in left] if len(kept) else []
        if not met:
            return why
        off = kept.index[~_fullest(kept["passed"], {b.id for b in met})]
        why = _lonely(rows, why.mask(rows.index.isin(off), "side"))


def _fullest(passed: "pd.Series[str]", breaks: set[str]) -> "pd.Series[bool]":
    sides = passed.map(lambda cell: "+".join(sorted(breaks & set(cell.split("+")))))
    return sides == sides.value_counts().sort_index().idxmax()


def _commonest(levels: "pd.Series[str]", places: "pd.Series[str]") -> Level:
    """Return the level with most places of two years or more, then with most places."""
    figures = Counter(zip(levels, places, strict=True))
    several = Counter(level for (level, _), count in figures.items() if count > 1)
    every = Counter(level for level, _ in figures)
    own: list[Level] = [level for level in LEVELS if level != "nation"]
    return max(own, key=lambda level: (several[level], every[level]))


def _why(
    rows: pd.DataFrame, entry: Indicator, elsewhere: "pd.Series[bool]"
) -> "pd.Series[str]":
    rules: dict[NotModelled, pd.Series[bool]] = {
        "level": elsewhere,
        "break": rows["inside"] != "",
        "impossible": impossible(rows),
        "two sources": rows["basis"] == "mixed counts",
    }
    if entry.is_rate:
        rules["no counts"] = (rows["basis"] != "counts") | rows["low"].isna()
        rules["rounded"] = _coarse(rows)
    else:
        rules["bound"] = rows["qualifier"] != "exact"
        rules["rounded"] = _coarse(rows)
    said = np.select(list(rules.values()), list(rules), "")
    return pd.Series(said, index=rows.index, dtype="str")


def _coarse(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Whether counts were printed rounded: as noise of a model that would be no chance."""
    return (rows["count_low"] < rows["count_high"]) | (rows["total_low"] < rows["total_high"])


def _exposed(
    panel: Panel,
    rows: pd.DataFrame,
    why: "pd.Series[str]",
    entry: Indicator,
    exposure: str | None,
) -> "tuple[pd.DataFrame, pd.Series[str]]":
    if entry.is_rate:
        return rows, why
    if exposure is None:
        return rows.assign(total=1.0), why
    people = per_residents(panel, rows).astype("float64")
    return rows.assign(total=people), why.mask((why == "") & people.isna(), "no population")


def _lonely(rows: pd.DataFrame, why: "pd.Series[str]") -> "pd.Series[str]":
    """Leave out places with one year and years with one place, until none is left."""
    while True:
        kept = rows[why == ""]
        alone = pd.Series(False, index=rows.index)
        for key in ("district", "year"):
            single = kept[key].map(kept[key].value_counts()) < 2
            alone[kept.index[single]] = True
        if not alone.any():
            return why
        why = why.mask(alone, "alone")


class ModelError(RequestError):
    """Figures that cannot carry a model.

    Parameters
    ----------
    indicator
        Its id.
    why
        What they lack.
    """

    def __init__(self, indicator: str, why: TooFew) -> None:
        self.why = why
        lost = ", ".join(f"{count} {_WORDS[reason]}" for reason, count in why.lost.items())
        super().__init__(
            f"a model of {indicator} needs {why.least[0]} places of one level with two years or "
            f"more, and {why.least[1]} years; at the level {why.level} there are {why.have[0]} "
            f"places and {why.have[1]} years"
            + (f" (figures left out: {lost})" if lost else ""),
        )


_WORDS: dict[NotModelled, str] = {
    "level": "of another level", "break": "with a break inside", "bound": "a bound",
    "rounded": "printed as rounded",
    "impossible": "with more counted than there are in all",
    "no counts": "without counts", "two sources": "from two sources",
    "no population": "without population", "side": "on the other side of a break",
    "alone": "alone in their year or place", "uniform": "all empty or full",
    "part": "of a part of a year",
}  # fmt: skip


def _too_few(level: Level, have: tuple[int, int], why: "pd.Series[str]") -> TooFew:
    reasons: list[NotModelled] = [r for r in _WORDS if (why == r).any()]
    tally = Counter({reason: int((why == reason).sum()) for reason in reasons})
    return TooFew(level, have, (FEWEST_PLACES, FEWEST_YEARS), dict(tally.most_common()))


def _grouped(
    rows: pd.DataFrame, why: "pd.Series[str]"
) -> dict[NotModelled, tuple[tuple[str, int], ...]]:
    found: dict[NotModelled, list[tuple[str, int]]] = {}
    for district, year, reason in zip(rows["district"], rows["year"], why, strict=True):
        if reason:
            found.setdefault(reason, []).append((str(district), int(year)))
    return {reason: tuple(cells) for reason, cells in found.items()}


def steps(panel: Panel, rows: pd.DataFrame) -> tuple[dict[str, Column], tuple[Break, ...]]:
    """Return a column for each break that can be told from years and places, and the others.

    A break that comes everywhere in the same year is one with the effect of that year.  One
    that lies before all years of its places splits nothing.
    """
    known = pd.get_dummies(rows["year"], dtype="float64").iloc[:, 1:].to_numpy()
    design = _within(known, rows["district"])
    found: dict[str, Column] = {}
    absorbed = []
    for item in panel.breaks:
        column = np.array([item.id in p.split("+") for p in rows["passed"]], dtype="float64")
        own = _within(column[:, None], rows["district"])
        rest = own - design @ np.linalg.lstsq(design, own, rcond=None)[0]
        if np.abs(own).max() < NOTHING:
            continue
        if np.abs(rest).max() < NOTHING:
            absorbed.append(item)
            continue
        found[item.id] = column
        design = np.hstack([design, own])
    return found, tuple(absorbed)


def _within(
    columns: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", places: "pd.Series[str]"
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    frame = pd.DataFrame(columns)
    flat = frame - frame.groupby(places.to_numpy()).transform("mean")
    return np.asarray(flat, dtype=np.float64).reshape(columns.shape)
