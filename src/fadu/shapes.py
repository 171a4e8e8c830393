"""The shapes that charts draw and sentences say: results of analyses, ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import pandas as pd

from fadu.codebook import Codebook, Indicator, Language
from fadu.panel import Break

MOST_ROWS, MOST_YEARS = 30, 16


@dataclass(frozen=True, eq=False)
class Series:
    """One indicator of one place over time.

    Parameters
    ----------
    indicator, codebook
        What the figures mean.
    district
        Code of the place.
    names
        Its full name in each language.
    rows
        In the form of ``fadu.analyses.estimates``, by year.
    breaks
        Those that split the series, by date.
    """

    indicator: Indicator
    codebook: Codebook = field(repr=False)
    district: str
    names: Mapping[Language, str]
    rows: pd.DataFrame = field(repr=False)
    breaks: tuple[Break, ...] = ()

    @cached_property
    def chosen(self) -> pd.DataFrame:
        """The rows that stand for their cells."""
        return self.rows[self.rows["chosen"]]

    @cached_property
    def others(self) -> pd.DataFrame:
        """Figures of the same cells that are passed over: other sources, or printed rates."""
        return self.rows[~self.rows["chosen"]]


@dataclass(frozen=True, eq=False)
class Places:
    """One indicator in one period, place beside place.

    Parameters
    ----------
    indicator, codebook
        What the figures mean.
    year, period
        When.
    focus
        Code of the place of the briefing; empty for none.
    rows
        In the form of ``fadu.analyses.estimates``, with the columns `name_zh`, `name_en`,
        `compared` (whether the place may be compared with the focus) and `reason_zh`,
        `reason_en` (why not).
    unshown
        How many further places with a figure of the same period have no row.
    """

    indicator: Indicator
    codebook: Codebook = field(repr=False)
    year: int
    period: str
    focus: str
    rows: pd.DataFrame = field(repr=False)
    unshown: int = 0

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The other places that may be compared with the focus."""
        return self.rows[self.rows["compared"] & (self.rows["district"] != self.focus)]


@dataclass(frozen=True)
class Change:
    """What happened between two years on one side of all breaks.

    Parameters
    ----------
    kind
        points: a rate, `difference` in percentage points; ratio: a count, last over first.
    first_year, last_year, first_value, last_value
        What is compared.
    difference, ratio
        Last minus first; last over first.
    low, high
        95 % interval of the difference or of the ratio.
    beyond_chance
        Whether the interval leaves out no change.
    detectable
        Smallest difference in points, or ratio above 1, that 80 % of such comparisons would
        find; NaN where none would, None where it does not apply.
    """

    kind: Literal["points", "ratio"]
    first_year: int
    last_year: int
    first_value: float
    last_value: float
    difference: float
    ratio: float
    low: float
    high: float
    beyond_chance: bool
    detectable: float | None = None


@dataclass(frozen=True, eq=False)
class Grid:
    """Who reports what when.

    Parameters
    ----------
    codebook
        What the indicators mean.
    cells
        One row for each indicator, level and year with a figure: indicator, level, year, places
        (that have a value for the full year or a date), partial (that have one for a part of
        the year alone), silent (that say why they print none), could (places of the level that
        could have reported), share.
    bounds
        One row for each rate, level and year that two places or more report: indicator, level,
        year, present, missing, mean, low, high (means if all silent places had 0 % or 100 %).
    reporting
        One row for each rate and level: indicator, level, regular, occasional (means, in
        percent), difference, pvalue, adjusted, regular_places, occasional_places, years,
        reason (why there is no p-value).
    places, figures, sources
        How many there are in all.
    among
        register: every place of the level could report; panel: those with any figure.
    simulated
        Whether the figures are invented.
    """

    codebook: Codebook = field(repr=False)
    cells: pd.DataFrame = field(repr=False)
    bounds: pd.DataFrame = field(repr=False)
    reporting: pd.DataFrame = field(repr=False)
    places: int
    figures: int
    sources: int
    among: Literal["register", "panel"]
    simulated: bool = False

    @property
    def by_year(self) -> pd.DataFrame:
        """Places that report, indicator by year, the most reported indicator first."""
        table = self.cells.pivot_table(
            index="indicator", columns="year", values="places", aggfunc="sum", fill_value=0
        )
        order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
        return table.loc[order]

    @property
    def shown(self) -> pd.DataFrame:
        """The part of `by_year` that a page has room for: at most 30 indicators, 16 years."""
        table = self.by_year
        years = range(int(table.columns.min()), int(table.columns.max()) + 1)
        recent = table.reindex(columns=list(years)[-MOST_YEARS:], fill_value=0)
        order = recent.sum(axis=1).sort_values(ascending=False, kind="stable")
        return recent.loc[order[order > 0].index].head(MOST_ROWS)
