"""The places that one place may be set beside, and those that it may not, with the reason."""

import pandas as pd

from fadu.analyses.estimates import estimates
from fadu.analyses.sides import changes, side_of
from fadu.panel import Panel
from fadu.panel.asked import among
from fadu.shapes.places import Places

MOST_OTHER_YEARS = 6
MOST_BESIDE = 32  # of the same year, as many as there are provinces; a page holds no more
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
        only where no place can be compared.  Of more than `MOST_BESIDE` those stand that share
        an area with the focus, by code.
    """
    known = _full_years(panel, indicator, focus, rows, [year])
    mine = known[(known["district"] == focus) & (known["year"] == year)]
    every = known[(known["year"] == year) & (known["district"] != focus)]
    now = _akin(every, panel, focus)
    now = now.assign(why=_why(panel, indicator, now, mine.iloc[0]))
    kept = [mine.assign(why=""), now]
    if not (now["why"] == "").any():
        ever = _full_years(panel, indicator, focus, rows, None)
        kept.append(_nearest(ever, focus, year).assign(why="year"))
    whole = pd.concat(kept, ignore_index=True)
    return Places(
        panel.codebook[indicator],
        panel.codebook,
        year,
        "",
        focus,
        _described(panel, whole),
        len(every) - len(now),
    )


def _akin(rows: pd.DataFrame, panel: Panel, focus: str) -> pd.DataFrame:
    """Return the rows of at most `MOST_BESIDE` places, those nearest in the register."""
    if len(rows) <= MOST_BESIDE:
        return rows
    areas = {a.code for a in panel.districts.ancestors(focus)}
    shared = [
        sum(a.code in areas for a in panel.districts.ancestors(d)) for d in rows["district"]
    ]
    ordered = rows.assign(shared=shared).sort_values(
        ["shared", "district"], ascending=[False, True]
    )
    return ordered.head(MOST_BESIDE).drop(columns="shared").sort_values("district")


def _full_years(
    panel: Panel, indicator: str, focus: str, rows: pd.DataFrame | None, years: list[int] | None
) -> pd.DataFrame:
    """Return the chosen figures of full years of the places of one level, `years` at least."""
    places = panel.districts.of_level(panel.districts[focus].level)
    found = estimates(panel, indicator, places, years) if rows is None else rows
    kept = found["chosen"] & (found["period"] == "") & among(found["district"], places)
    return found[kept].sort_values(["district", "year"])


def _why(
    panel: Panel, indicator: str, rows: pd.DataFrame, own: "pd.Series[float]"
) -> list[str]:
    """Return why each place is not compared with one's own; empty where it is."""
    if own["inside"]:
        return ["mixed"] * len(rows)
    mine = _side(panel, indicator, own["district"], own["passed"])
    sides = zip(rows["district"], rows["passed"], rows["inside"], strict=True)
    return ["mixed" if inside
            else "" if _side(panel, indicator, district, passed) == mine else "side"
            for district, passed, inside in sides]  # fmt: skip


def _side(panel: Panel, indicator: str, district: object, passed: object) -> tuple[str, ...]:
    return changes(side_of(panel, indicator, str(district), str(passed)))


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
