"""The shape of a list of places: one indicator, place beside place."""

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from fadu.codebook import Codebook, Indicator


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
