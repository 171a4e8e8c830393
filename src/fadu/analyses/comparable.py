"""Which places may be compared with each other, and why the others may not.

Comparable are figures of one indicator, one level, one kind of period, on one side of every
break, from sources of the tier asked for.  Whatever is left out keeps its reason.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fadu import stats
from fadu.analyses.asked import option, simulated
from fadu.analyses.estimates import bounded, estimates, impossible
from fadu.analyses.labels import labels
from fadu.analyses.sides import sided
from fadu.codebook import Indicator
from fadu.errors import RequestError
from fadu.model import EXPOSURES, LEVELS, TIERS, Level, Tier
from fadu.panel import Break, Panel
from fadu.panel.asked import as_list
from fadu.panel.derived import PLACE
from fadu.panel.rates import per_residents
from fadu.shapes.crosssection import PER, CrossSection, Form
from fadu.wording.left_out import reason_words
from fadu.years import as_years, unsaid, written_years

ROWS = [
    "district", "name_zh", "name_en", "label_zh", "label_en", "period", "value", "low", "high",
    "count", "total", "print_low", "print_high", "qualifier", "basis", "method", "sources", "passed", "inside", "compared",
    "reason", "reason_zh", "reason_en",
]  # fmt: skip
LEFT_OUT = [
    "district", "name_zh", "name_en", "reason", "reason_zh", "reason_en", "shown", "sources",
]  # fmt: skip


@dataclass(frozen=True)
class _Request:
    """What is compared, with every name resolved."""

    panel: Panel
    entry: Indicator
    year: int
    period: str
    asked: tuple[str, ...]
    focus: str
    level: Level | None
    plain: bool
    tier: Tier | None

    def fits(self, period: str) -> bool:
        """Whether a figure of this period is asked for: a stock has a date of its own."""
        dated = self.entry.kind == "stock" and not self.period and "/" not in period
        return dated or period == self.period


def comparable(
    panel: Panel,
    indicator: str,
    year: object,
    *,
    districts: str | int | Iterable[str | int] | None = None,
    focus: str | int | None = None,
    level: Level | None = None,
    exposure: str | None = "population",
    tier: Tier | None = None,
    period: str = "",
) -> CrossSection:
    """Return the places that may stand beside each other, the others with their reason.

    Parameters
    ----------
    panel
        Where the figures stand.
    indicator
        Id of a codebook entry; its look-alikes are never mixed in.
    year
        One year.
    districts
        Codes or names; None or empty for all places of the level.
    focus
        Code or name of the place in question; None or empty for none.
    level
        Administrative level; None or empty for the level of `focus`, else the one with most
        places.
    exposure
        ``population`` (counts per resident population where both are known) or ``none``.
    tier
        The weakest tier of sources that is admitted; None or empty for all.
    period
        As in the panel: empty for the full calendar year (of a stock, for the latest date in
        the year), another one only by name.

    Returns
    -------
    CrossSection

    Raises
    ------
    RequestError
        An unknown indicator, year, place, level, exposure or tier, or a year without a figure
        (the message names the years that have one).
    """
    wanted = _Request(
        panel,
        panel.codebook[indicator],
        _one_year(year),
        period,
        _asked(panel, districts, focus),
        "" if focus is None or unsaid(focus) else panel.districts.resolve(focus, "focus"),
        option("level", level, LEVELS),
        (option("exposure", exposure, EXPOSURES) or "none") == "none",
        option("tier", tier, TIERS),
    )
    return _section(wanted)


def _section(wanted: _Request) -> CrossSection:
    now = _figures(wanted, [wanted.year])
    _refuse_empty(wanted, now)
    level = _level(wanted, now)
    rows = _per_place(now.assign(reason=_reasons(wanted, now, level)))
    shown, form = _formed(
        wanted, sided(wanted.panel, wanted.entry.id, rows[rows["reason"] == ""], wanted.focus)
    )
    gone = pd.concat([shown[shown["reason"] != ""], rows[rows["reason"] != ""]])
    silent = [d for d in wanted.asked if d not in set(now["district"])]
    book = wanted.panel.codebook
    return CrossSection(
        wanted.entry, book, wanted.year, wanted.period, level, wanted.focus, form,
        _described(wanted, shown)[ROWS],
        _left_out(wanted, gone, set(shown["district"]), silent),
        simulated(wanted.panel), bool(wanted.asked),
    )  # fmt: skip


def _one_year(year: object) -> int:
    years = as_years(year, "year")
    if len(years) > 1:
        raise RequestError(
            f"year {written_years(years)} is {len(years)} years; a comparison takes one",
        )
    return years[0]


def _asked(
    panel: Panel, districts: str | int | Iterable[str | int] | None, focus: str | int | None
) -> tuple[str, ...]:
    given = [] if unsaid(districts) else as_list(districts)
    given += [focus] if given and not unsaid(focus) else []
    return tuple(sorted({panel.districts.resolve(d, "districts") for d in given}))


def _figures(wanted: _Request, years: list[int] | None = None) -> pd.DataFrame:
    """Return the estimates of the places asked for; those of weaker tiers are marked."""
    panel, name, places = wanted.panel, wanted.entry.id, wanted.asked or None
    every = estimates(panel, name, places, years).assign(weak=False)
    if wanted.tier:
        kept = estimates(panel.select(tier=wanted.tier), name, places, years)
        held = pd.MultiIndex.from_frame(every[PLACE]).isin(
            pd.MultiIndex.from_frame(kept[PLACE])
        )
        every = pd.concat([kept.assign(weak=False), every[~held].assign(weak=True)])
    return every.sort_values(PLACE, kind="stable", ignore_index=True)


def _refuse_empty(wanted: _Request, found: pd.DataFrame) -> None:
    name, year = wanted.entry.id, wanted.year
    of_tier = f" from sources of tier {wanted.tier} or above" if wanted.tier else ""
    now = found[~found["weak"]]
    if now.empty:
        raise RequestError(f"{name} has no figure for {year}{of_tier}; {_years_with(wanted)}")
    if wanted.period and not (now["period"] == wanted.period).any():
        written = ", ".join(sorted({p or "the full year (period '')" for p in now["period"]}))
        raise RequestError(
            f"{name} has no figure for period {wanted.period!r} in {year}; it has {written}",
        )
    if wanted.focus and not (now["district"] == wanted.focus).any():
        place = f"{wanted.focus} {wanted.panel.districts.label(wanted.focus)}"
        raise RequestError(
            f"focus {place} has no figure of {name} for {year}{of_tier}; "
            f"{_years_with(wanted, wanted.focus)}",
        )


def _years_with(wanted: _Request, district: str = "") -> str:
    every = _figures(wanted)
    strong = every[~every["weak"]]
    mine = strong[strong["district"] == district] if district else strong
    years = written_years(mine["year"].tolist())
    return f"years with figures: {years}" if years else "no year has any"


def _level(wanted: _Request, rows: pd.DataFrame) -> Level:
    places = wanted.panel.districts
    if wanted.focus:
        own = places[wanted.focus].level
        if wanted.level and wanted.level != own:
            raise RequestError(
                f"level {wanted.level!r} does not fit focus {wanted.focus}, a {own}; leave one out",
            )
        return own
    if wanted.level:
        return wanted.level
    fitting = rows[rows["period"].map(wanted.fits) & ~rows["weak"]]
    codes = (fitting if not fitting.empty else rows)["district"].unique()
    found = Counter(places[d].level for d in codes)
    return max(LEVELS, key=lambda name: (found[name], LEVELS.index(name)))


def _reasons(wanted: _Request, rows: pd.DataFrame, level: Level) -> "pd.Series[str]":
    places = wanted.panel.districts
    fitting = rows[rows["period"].map(wanted.fits) & rows["chosen"]]["district"]
    beside = {d for d in fitting if places[d].level == level}
    columns = (rows[c].tolist() for c in ("district", "period", "weak", "chosen"))
    found = [
        "level" if places[district].level != level
        else "period" if not wanted.fits(period)
        else "tier" if weak
        else "undecided" if not chosen
        else "part" if any(a.code in beside for a in places.ancestors(district))
        else ""
        for district, period, weak, chosen in zip(*columns, strict=True)
    ]  # fmt: skip
    return pd.Series(found, index=rows.index, dtype="str")


def _per_place(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one row for each place: the latest that may be compared, else the latest reason."""
    order = rows.assign(bars=rows["reason"] != "", spare=~rows["chosen"])
    columns = ["district", "bars", "spare", "period"]
    order = order.sort_values(columns, ascending=[True, True, True, False], kind="stable")
    return order.drop_duplicates("district").drop(columns=["bars", "spare"])


def _formed(wanted: _Request, rows: pd.DataFrame) -> tuple[pd.DataFrame, Form]:
    if wanted.entry.kind == "count":
        shown, form = _counts(wanted, rows)
    else:
        shown, form = _proportions(wanted, rows)
    return shown.assign(compared=shown["reason"] == ""), form


def _proportions(wanted: _Request, rows: pd.DataFrame) -> tuple[pd.DataFrame, Form]:
    free = rows["reason"] == ""
    counted = (rows["basis"] == "counts") & rows["low"].notna()
    if not wanted.entry.is_rate or (free & counted).sum() < 2:
        return rows.assign(
            reason=rows["reason"].mask(free & impossible(rows), "impossible")
        ), "value"
    why = np.select(
        [impossible(rows), rows["basis"] == "counts", rows["basis"] == "mixed counts"],
        ["impossible", "bound", "two sources"],
        "no counts",
    )
    return rows.assign(reason=rows["reason"].mask(free & ~counted, why)), "proportion"


def _counts(wanted: _Request, rows: pd.DataFrame) -> tuple[pd.DataFrame, Form]:
    people = per_residents(wanted.panel, rows).astype("float64")
    exact = rows["qualifier"] == "exact"
    free = rows["reason"] == ""
    if wanted.plain or (free & exact & people.notna()).sum() < 2:
        return rows, "count"
    why = (
        rows["reason"]
        .mask(free & ~exact, "bound")
        .mask(free & exact & people.isna(), "no population")
    )
    counted = rows["count"].where(exact & wanted.entry.by_chance)
    ends = bounded(rows["count_low"].to_numpy(), rows["count_high"].to_numpy())
    found = stats.printed_rate(counted, people, ends, per=PER)
    return rows.assign(
        value=rows["count"] / people * PER,
        low=found.low,
        high=found.high,
        method=found.method,
        print_low=rows["count_low"] / people * PER,
        print_high=rows["count_high"] / people * PER,
        total=people,
        reason=why,
    ), "rate"


def _described(wanted: _Request, rows: pd.DataFrame) -> pd.DataFrame:
    panel = wanted.panel
    records = rows.to_dict("records")
    crossed = [_crossed(wanted, r) for r in records]
    codes = rows["district"].tolist()
    return rows.assign(
        name_zh=[panel.districts.label(d) for d in codes],
        name_en=[panel.districts.label(d, "en") for d in codes],
        label_zh=labels(panel.districts, codes, "zh"),
        label_en=labels(panel.districts, codes, "en"),
        reason_zh=[reason_words(r, c, "zh") for r, c in zip(records, crossed, strict=True)],
        reason_en=[reason_words(r, c, "en") for r, c in zip(records, crossed, strict=True)],
    ).reset_index(drop=True)


def _crossed(wanted: _Request, row: Mapping[Hashable, object]) -> list[Break]:
    """Return the breaks that stand between a place and the rest, with the days of that place."""
    ids = [i for i in str(row.get("crossed", "")).split("+") if i]
    if not ids:
        return []
    own = wanted.panel.breaks_of(wanted.entry.id, str(row["district"]))
    known = {b.id: b for b in (*wanted.panel.breaks, *own)}
    return [known[i] for i in ids]


def _left_out(
    wanted: _Request, rows: pd.DataFrame, shown: set[str], silent: list[str]
) -> pd.DataFrame:
    blank = pd.DataFrame(
        {"district": silent, "reason": "no figure", "year": wanted.year, "period": ""}
    ).assign(sources="", crossed="")
    both = pd.concat([rows, blank], ignore_index=True) if silent else rows
    levels = [wanted.panel.districts[d].level for d in both["district"]]
    both = both.assign(
        level=levels, crossed=both["crossed"].fillna("") if "crossed" in both else ""
    )
    found = _described(wanted, both).assign(shown=both["district"].isin(shown).to_numpy())
    order = ["shown", "reason", "district"]
    return found[LEFT_OUT].sort_values(order, ascending=[False, True, True], ignore_index=True)
