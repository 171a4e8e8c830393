"""The shape of a model over places and years: what changed everywhere, and who departed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from fadu.codebook import Codebook, Indicator, Language
from fadu.model import Level
from fadu.panel import Break

NotModelled: TypeAlias = Literal[
    "level",
    "break",
    "bound",
    "rounded",
    "impossible",
    "no counts",
    "two sources",
    "no population",
    "side",
    "alone",
    "uniform",
    "part",
]
ALPHA = 0.05
"""Level of the adjusted p-values of effects and departures."""


@dataclass(frozen=True)
class TooFew:
    """What figures lack for a model.

    Parameters
    ----------
    level
        The administrative level with most to offer.
    have, least
        Places with two years or more, and years: as many as there are, and as are needed.
    lost
        How many figures cannot be used, by reason, the commonest first.
    """

    level: Level
    have: tuple[int, int]
    least: tuple[int, int]
    lost: Mapping[NotModelled, int]


@dataclass(frozen=True)
class Term:
    """One effect of a model.

    Parameters
    ----------
    year
        The year it stands for; 0 for a break.
    item
        The break it stands for; None for a year.
    ratio, low, high
        Ratio of odds (a rate) or of expected counts, against the first year or the time before
        the break, with its 95 % interval; a limit may be infinite.
    pvalue, adjusted
        As tested, and adjusted for all terms of the model.
    typical
        Of a year: the value of the places together without any break, in the unit of the
        indicator or of the exposure; NaN for a break.
    """

    year: int
    item: Break | None
    ratio: float
    low: float
    high: float
    pvalue: float
    adjusted: float
    typical: float

    @property
    def beyond_chance(self) -> bool:
        """Whether the adjusted p-value is below 5 %."""
        return self.adjusted < ALPHA


@dataclass(frozen=True)
class Departure:
    """A figure that lies away from what changed everywhere.

    Parameters
    ----------
    district, year
        Where and when.
    value, expected
        Printed, and by the model; in the unit of the indicator.
    size
        Residual over its standard error.
    adjusted
        Two-sided p-value, adjusted for all figures of the model.
    """

    district: str
    year: int
    value: float
    expected: float
    size: float
    adjusted: float

    @property
    def beyond_chance(self) -> bool:
        """Whether the adjusted p-value is below 5 %."""
        return self.adjusted < ALPHA


@dataclass(frozen=True, eq=False)
class Effects:
    """What a model of one indicator over places and years says.

    Parameters
    ----------
    indicator, codebook
        What the figures mean.
    level
        The administrative level of all places.
    places, rows
        How many are in the model.
    years
        Those in the model; the effects stand against the first.
    exposure
        ``population`` where counts are taken per resident, else empty.
    family
        Of the counts.
    bootstrap
        Whether p-values and limits are those of the wild cluster bootstrap.
    dispersion
        Pearson's chi-square over its degrees of freedom.
    method
        Name of the method in full.
    terms
        Years, then breaks.
    base
        The typical value of the first year.
    absorbed
        Breaks that cannot be told from the effects of years, crossed because that was asked.
    departures
        The farthest first.
    left_out
        By reason, the places and years that are not in the model.
    names
        Short names of the places.
    simulated
        Whether the figures are made up.
    """

    indicator: Indicator
    codebook: Codebook = field(repr=False)
    level: Level
    places: int
    rows: int
    years: tuple[int, ...]
    exposure: str
    family: str
    bootstrap: bool
    dispersion: float
    method: str
    terms: tuple[Term, ...]
    base: float
    absorbed: tuple[Break, ...]
    departures: tuple[Departure, ...]
    left_out: Mapping[NotModelled, tuple[tuple[str, int], ...]]
    names: Mapping[str, Mapping[Language, str]] = field(repr=False)
    simulated: bool = False
