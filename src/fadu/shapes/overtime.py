"""The shapes of results over years: stretches and their trend, two years side by side."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import pandas as pd

from fadu.codebook import Codebook, Indicator, Language
from fadu.panel import Break
from fadu.shapes.series import Change, Series

TrendVerdict: TypeAlias = Literal[
    "rising",
    "falling",
    "no trend found",
    "the years scatter more than the trend",
    "not decidable",
    "cannot be calculated",
]
TrendMethod: TypeAlias = Literal["cochran-armitage", "poisson", "kendall"]
LeftOut: TypeAlias = Literal[
    "break", "bound", "impossible", "no counts", "two sources", "part", "undecided"
]
FEWEST = 5
"""Valid points below which no trend is calculated."""


@dataclass(frozen=True)
class Tested:
    """What the years of one stretch say about a trend.

    Parameters
    ----------
    verdict
        After the look at the scatter, and after adjustment where several stretches were
        tested.
    method
        cochran-armitage (counts with totals), poisson (counts), kendall (values alone).
    pvalue, adjusted, alpha
        As tested; among all stretches of the request; the level that it has to be below.
    compared
        How many stretches were tested together; with one, nothing is adjusted.
    rounded
        Whether figures were printed rounded: then p is the largest, and the interval the
        widest, over figures that print so.
    slope, low, high
        Change a year in the unit of the indicator (points of a rate), with its 95 % interval;
        NaN where none can be given.
    dispersion
        Chi-square of the years about the trend over its degrees of freedom; NaN for kendall.
    turning
        A year without which the slope turns; 0 where none does.
    least
        The smallest p-value that so many values can give; NaN where it was no obstacle.
    line
        Height of the line in the first and in the last year; drawn where there is a trend.
    detectable
        Smallest change a year that four of five such series would show; NaN where unknown.
    """

    verdict: TrendVerdict
    method: TrendMethod
    pvalue: float
    adjusted: float
    alpha: float
    slope: float
    low: float
    high: float
    dispersion: float
    turning: int
    least: float
    line: tuple[float, float]
    detectable: float = math.nan
    compared: int = 1
    rounded: bool = False


@dataclass(frozen=True, eq=False)
class Stretch:
    """The years of one place on one side of all breaks.

    Parameters
    ----------
    years
        Full years with a figure, ascending.
    used
        Those that are valid points of the test.
    left_out
        The other years of the place's full years, each with the reason.
    mixed
        Whether it is one year with a break inside, which belongs to neither side.
    rows
        Its rows in the form of ``fadu.analyses.estimates``, by year.
    tested
        None where fewer than five points are valid.
    """

    years: tuple[int, ...]
    used: tuple[int, ...]
    left_out: Mapping[int, LeftOut]
    mixed: bool
    rows: pd.DataFrame = field(repr=False)
    tested: Tested | None = None

    @property
    def verdict(self) -> TrendVerdict:
        """The verdict in a few words."""
        return self.tested.verdict if self.tested else "cannot be calculated"


@dataclass(frozen=True, eq=False)
class Ends:
    """The first and the last year of a place on one side of all breaks.

    Parameters
    ----------
    first, last
        Rows in the form of ``fadu.analyses.estimates``.
    change
        Between them; None where the figures allow no interval.
    """

    first: "pd.Series[float]" = field(repr=False)
    last: "pd.Series[float]" = field(repr=False)
    change: Change | None = None


@dataclass(frozen=True, eq=False)
class Course:
    """One indicator of one place over years, with the trend of each stretch.

    Parameters
    ----------
    series
        The years, as they are drawn.
    short
        The place's own name in each language.
    stretches
        In the order of years.
    ends
        Of the latest stretch with two years; None where there is none.
    crossed
        Breaks that were asked to be ignored and lie between its years.
    """

    series: Series
    short: Mapping[Language, str]
    stretches: tuple[Stretch, ...]
    ends: Ends | None = None
    crossed: tuple[Break, ...] = ()


@dataclass(frozen=True, eq=False)
class Parts:
    """A change in a count between two years, split into volume and rate.

    Parameters
    ----------
    indicator, codebook
        The rate.
    names
        The place's full name in each language.
    first, last
        Rows in the form of ``fadu.analyses.estimates``, with count and total.
    change
        Count of the last year minus that of the first: `volume` plus `rate`.
    volume, rate
        What the change in the totals did, and what the change in the rate did, in cases.
    low, high
        95 % interval of `rate`, from that of the difference between the two rates.
    points
        The difference between the two rates.
    crossed
        Breaks between the years that were asked to be ignored.
    """

    indicator: Indicator
    codebook: Codebook = field(repr=False)
    names: Mapping[Language, str]
    first: "pd.Series[float]" = field(repr=False)
    last: "pd.Series[float]" = field(repr=False)
    change: float
    volume: float
    rate: float
    low: float
    high: float
    points: Change
    crossed: tuple[Break, ...] = ()

    @property
    def counted(self) -> Indicator:
        """The indicator whose count changed."""
        return self.codebook[str(self.indicator.numerator)]

    @property
    def base(self) -> Indicator:
        """The indicator whose count is the volume."""
        return self.codebook[str(self.indicator.denominator)]
