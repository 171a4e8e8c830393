"""The shapes of a series: one indicator of one place over time, and two of its years."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import pandas as pd

from fadu.codebook import Codebook, Indicator, Language
from fadu.panel import Break


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
    rounded
        Whether a figure was printed rounded: then the interval holds for all that print so.
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
    rounded: bool = False
