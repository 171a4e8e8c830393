"""Who reports what when, what that leaves open, and whether reporting goes with the value."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from fadu import charts, stats, wording
from fadu.analyses.asked import simulated
from fadu.analyses.estimates import estimates
from fadu.codebook import Language, as_language
from fadu.errors import RequestError, one_of
from fadu.model import AMONG, LEVELS, Among, Level
from fadu.panel import Panel
from fadu.shapes.grid import Grid
from fadu.years import as_years, unsaid, written_years

ELSEWHERE = ("71", "81", "82")
"""Taiwan, Hong Kong and Macao: the laws that these reports are about do not apply there."""
CELL = ["indicator", "level", "year"]


@dataclass(frozen=True, eq=False)
class Coverage:
    """Who reports what when.

    Parameters
    ----------
    panel
        The panel in question.
    grid
        What was counted.
    whole
        The panel of the same years and level with all indicators, the counts behind rates too.
    """

    panel: Panel = field(repr=False)
    grid: Grid
    whole: Panel = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """One row for each indicator, level and year, in the form of ``Grid.cells``."""
        return self._marked(self.grid.cells)

    @property
    def bounds(self) -> pd.DataFrame:
        """Means of rates, and what they could be if the silent places were known."""
        return self._marked(self.grid.bounds)

    @property
    def reporting(self) -> pd.DataFrame:
        """Rates of regular and of occasional reporters."""
        return self._marked(self.grid.reporting)

    @property
    def used(self) -> pd.DataFrame:
        """Every figure that was counted, and the counts behind its rates, as in ``Panel.table``."""
        entries = [self.grid.codebook[str(i)] for i in self.grid.bounds["indicator"].unique()]
        behind = {n for e in entries for n in (e.numerator, e.denominator) if n}
        table = self.whole.table
        return table[table["indicator"].isin(behind | set(self.grid.cells["indicator"]))]

    def sources_of(self, indicator: str, level: str, year: int) -> str:
        """Return the ids, joined by +, of the sources of a rate's full-year figures."""
        rows = estimates(self.whole, indicator, None, [year])
        kept = rows[rows["chosen"] & (rows["period"] == "")]
        mine = kept[_levels(self.whole, kept["district"]) == level]
        return "+".join(dict.fromkeys("+".join(mine["sources"]).split("+")))

    def _marked(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(data="simulated") if self.grid.simulated else rows

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return what is there, what can be compared, and what the silent places leave open."""
        lang = as_language(lang)
        said = [
            wording.holdings(self.grid, lang),
            wording.comparable_cells(self.grid, lang),
            wording.best_covered(self.grid, lang),
            wording.open_mean(self.grid, lang),
            wording.selective(self.grid, lang),
        ]
        kept = [s for s in said if s]
        return [wording.simulated(s, lang) for s in kept] if self.grid.simulated else kept

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw a heat map of indicators by years on `ax` or axes of its own."""
        lang = as_language(lang)
        axes = charts.axes_or_new(ax, charts.coverage_size(self.grid))
        return charts.coverage(self.grid, axes, lang)

    def alt(self, lang: Language = "zh") -> str:
        """Return what the chart shows, in one sentence with its numbers."""
        lang = as_language(lang)
        said = wording.coverage_alt(self.grid, lang)
        return wording.simulated(said, lang) if self.grid.simulated else said


def coverage(
    panel: Panel,
    *,
    indicators: str | Iterable[str] | None = None,
    years: object = None,
    level: Level | None = None,
    among: Among = "register",
    regular: float = 0.8,
) -> Coverage:
    """Ask who reports what when.

    Parameters
    ----------
    panel
        The panel.
    indicators
        Ids; None for all.
    years
        As in ``Panel.select``; None for all.
    level
        nation, province, prefecture or county; None for all.
    among
        Who could have reported: every place of the level in the ``register`` (without Taiwan,
        Hong Kong and Macao), or those with any figure in the ``panel``.
    regular
        Share of the years of an indicator in which a regular reporter has a value, at least.

    Returns
    -------
    Coverage

    Raises
    ------
    RequestError
        An unknown indicator, year, level or word, or nothing at all in the selection.
    """
    if among not in AMONG:
        raise RequestError(one_of("among", among, AMONG))
    if level not in (None, "", *LEVELS):
        raise RequestError(one_of("level", level, LEVELS))
    wanted = list(indicators or ()) if not isinstance(indicators, str) else [indicators]
    span = None if unsaid(years) else as_years(years)
    whole = _at_level(panel.select(years=span), level)
    part = whole.select(indicators=wanted or None)
    if not len(part):
        raise RequestError(
            f"no figure for {', '.join(wanted) or 'any indicator'}"
            f"{f' in {written_years(span)}' if span else ''}{f' of level {level}' if level else ''}; "
            "`fadu show coverage` lists what there is",
        )
    could = _could(panel, among)
    values = _rates(whole, wanted)
    grid = Grid(
        panel.codebook,
        _cells(part, could),
        _bounds(values, could),
        _reporting(values, regular),
        int(part.observations["district"].nunique()),
        len(part),
        int(part.observations["source"].nunique()),
        among,
        simulated(panel),
    )
    return Coverage(part, grid, whole)


def _at_level(panel: Panel, level: str | None) -> Panel:
    if not level:
        return panel
    codes = panel.observations["district"].unique()
    return panel.select(districts=[c for c in codes if panel.districts[c].level == level])


def _could(panel: Panel, among: Among) -> dict[str, set[str]]:
    """Return the places of each level that could report."""
    seen = set(panel.observations["district"])
    every = {c for c in panel.districts.places if not c.startswith(ELSEWHERE) or c in seen}
    kept = every if among == "register" else seen
    return {level: {c for c in kept if panel.districts[c].level == level} for level in LEVELS}


def _levels(panel: Panel, codes: "pd.Series[str]") -> "pd.Series[str]":
    return codes.map(lambda code: panel.districts[code].level)


def _cells(panel: Panel, could: dict[str, set[str]]) -> pd.DataFrame:
    table = panel.table
    rows = table[table["measure"] == "value"]
    rows = rows.assign(level=_levels(panel, rows["district"]))
    whole = (rows["printed"] != "") & ~rows["period"].str.contains("/", regex=False)
    part = (rows["printed"] != "") & ~whole
    found = pd.DataFrame(
        {
            "places": rows[whole].groupby(CELL)["district"].nunique(),
            "any": rows[whole | part].groupby(CELL)["district"].nunique(),
            "silent": rows[rows["printed"] == ""].groupby(CELL)["district"].nunique(),
        }
    )
    counts = found.fillna(0).astype("int64").reset_index()
    size = counts["level"].map({level: len(codes) for level, codes in could.items()})
    return pd.DataFrame(
        {
            **{c: counts[c] for c in CELL},
            "places": counts["places"],
            "partial": counts["any"] - counts["places"],
            "silent": counts["silent"],
            "could": size,
            "share": counts["places"] / size,
        }
    ).sort_values(CELL, ignore_index=True)


def _rates(panel: Panel, wanted: Iterable[str]) -> pd.DataFrame:
    """Return the rates that stand for their full years, in percent, with their levels.

    A rate that follows from printed figures counts though it is not printed itself.
    """
    asked, seen = set(wanted), set(panel.observations["indicator"])
    names = [
        entry.id
        for entry in panel.codebook.indicators.values()
        if entry.is_rate
        and (not asked or entry.id in asked)
        and (entry.id in seen or (entry.inputs and seen.issuperset(entry.inputs)))
    ]
    frames = [estimates(panel, name).assign(indicator=name) for name in sorted(names)]
    if not frames:
        return pd.DataFrame(columns=[*CELL, "district", "value"])
    rows = pd.concat(frames, ignore_index=True)
    kept = rows[rows["chosen"] & (rows["period"] == "") & rows["value"].between(0, 100)]
    return kept.assign(level=_levels(panel, kept["district"]))[[*CELL, "district", "value"]]


_BOUNDS = [*CELL, "present", "missing", "mean", "low", "high"]


def _bounds(values: pd.DataFrame, could: dict[str, set[str]]) -> pd.DataFrame:
    found = []
    for key, rows in values.groupby(CELL):
        silent = len(could[str(key[1])] - set(rows["district"]))
        if len(rows) < 2:
            continue
        padded = np.concatenate([rows["value"], np.full(silent, np.nan)])
        mean = stats.missing_bounds(padded, lowest=0, highest=100)
        found.append((*key, mean.present, mean.missing, mean.value, mean.low, mean.high))
    return pd.DataFrame(found, columns=_BOUNDS)


_REPORTING = [
    "indicator", "level", "regular", "occasional", "difference", "pvalue", "regular_places",
    "occasional_places", "years", "reason",
]  # fmt: skip


def _reporting(values: pd.DataFrame, regular: float) -> pd.DataFrame:
    found = []
    for key, rows in values.groupby(["indicator", "level"]):
        one = stats.reporting(
            rows["district"].to_list(), rows["year"], rows["value"], regular=regular
        )
        if one.years < 2 or rows["district"].nunique() < 2:
            continue
        found.append(
            (
                *key, one.regular, one.occasional, one.difference, one.pvalue,
                one.regular_districts, one.occasional_districts, one.years, one.reason,
            )
        )  # fmt: skip
    table = pd.DataFrame(found, columns=_REPORTING)
    tested = table["pvalue"].notna()
    adjusted = pd.Series(np.nan, index=table.index, dtype="float64")
    if tested.any():
        adjusted[tested] = stats.adjust(table.loc[tested, "pvalue"].to_numpy()).pvalue
    return table.assign(adjusted=adjusted)
