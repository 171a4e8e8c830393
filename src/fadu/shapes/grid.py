"""The shape of coverage: who reports what when."""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from fadu.codebook import Codebook

MOST_ROWS, MOST_YEARS = 30, 16


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
