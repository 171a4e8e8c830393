"""The places that one place may be set beside, and those that it may not, with the reason."""

import pandas as pd

from fadu.analyses.estimates import estimates
from fadu.panel import Panel
from fadu.shapes import Places

MOST_OTHER_YEARS = 6
_REASONS = {
    "year": ("年份不同", "another year"),
    "side": ("口径不同", "on another side of a break"),
    "mixed": ("当年有口径变更", "a break within the year"),
}


def neighbours(
    panel: Panel, indicator: str, focus: str, year: int, *, rows: pd.DataFrame | None = None
) -> Places:
    """Return the places of the same level beside `focus` in one full year.

    Parameters
    ----------
    panel, indicator
        Where and what.
    focus
        Code of the place in question.
    year
        The year of the comparison.
    rows
        The estimates of the indicator, where they are at hand.

    Returns
    -------
    Places
        Compared are those with a figure for the same year on the same side of every break;
        the others stand beside with their reason, those of other years (the nearest ones)
        only where no place can be compared.
    """
    level = panel.districts[focus].level
    rows = estimates(panel, indicator) if rows is None else rows
    rows = rows[rows["chosen"] & (rows["period"] == "")]
    same_level = rows["district"].map(lambda d: panel.districts[d].level == level)
    rows = rows[same_level].sort_values(["district", "year"])
    mine = rows[(rows["district"] == focus) & (rows["year"] == year)]
    now = rows[(rows["year"] == year) & (rows["district"] != focus)]
    why = (
        now.apply(lambda row: _why(row, mine), axis=1)
        if not now.empty
        else pd.Series(dtype="str")
    )
    kept = [mine.assign(why=""), now.assign(why=why.astype("str"))]
    if not (why == "").any():
        kept.append(_nearest(rows, focus, year).assign(why="year"))
    whole = pd.concat(kept, ignore_index=True)
    return Places(
        panel.codebook[indicator],
        panel.codebook,
        year,
        "",
        focus,
        _described(panel, whole),
    )


def _why(row: "pd.Series[float]", mine: pd.DataFrame) -> str:
    own = mine.iloc[0]
    if row["inside"] or own["inside"]:
        return "mixed"
    return "" if row["passed"] == own["passed"] else "side"


def _nearest(rows: pd.DataFrame, focus: str, year: int) -> pd.DataFrame:
    others = rows[(rows["district"] != focus) & (rows["year"] != year)]
    away = others.assign(away=(others["year"] - year).abs()).sort_values(["away", "district"])
    return away.drop_duplicates("district").head(MOST_OTHER_YEARS).drop(columns="away")


def _described(panel: Panel, rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        name_zh=[panel.districts.label(d) for d in rows["district"]],
        name_en=[panel.districts.label(d, "en") for d in rows["district"]],
        compared=rows["why"] == "",
        reason_zh=[_REASONS[w][0] if w else "" for w in rows["why"]],
        reason_en=[_REASONS[w][1] if w else "" for w in rows["why"]],
    ).drop(columns="why")
