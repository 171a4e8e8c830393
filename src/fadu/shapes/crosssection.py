"""The shape of a comparison: one indicator, one year, place beside place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fadu.codebook import Codebook, Indicator
from fadu.model import Level

Form: TypeAlias = Literal["proportion", "rate", "count", "value"]
Treatment: TypeAlias = Literal["none", "multiplicative", "additive", "arcsine"]
TREATMENTS: tuple[Treatment, ...] = get_args(Treatment)
LEVELS_OF_LIMITS = (0.95, 0.998)
PER = 100_000
"""Rates per population are per this many residents."""


@dataclass(frozen=True, eq=False)
class Limits:
    """Control limits as curves, for a chart.

    Parameters
    ----------
    size
        Totals or populations, ascending.
    low, high
        One column for each level, in the unit in which values are printed.
    levels
        Their coverage, ascending.
    target
        The common value, in the same unit.
    treatment
        How the spread between places enters the limits.
    """

    size: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    levels: tuple[float, ...]
    target: float
    treatment: Treatment


@dataclass(frozen=True, eq=False)
class CrossSection:
    """One indicator in one period, place beside place, and what stands apart.

    Parameters
    ----------
    indicator, codebook
        What the figures mean.
    year, period
        When; the period is empty for the full calendar year.
    level
        The administrative level of all places.
    focus
        Code of the place in question; empty for none.
    form
        proportion (counts with totals), rate (counts per residents), count (plain counts) or
        value (printed figures without counts); only the first two carry a verdict.
    rows
        One for each place, in the order of codes: district, name_zh, name_en, label_zh,
        label_en (for a chart), period (of a stock, its date), value, low, high, count, total (of a
        rate, the residents), print_low and print_high (what the print of the counts allows the
        value to be), qualifier, basis, sources, compared, reason (a key), reason_zh, reason_en.
    left_out
        Every place that is not compared: district, name_zh, name_en, reason, reason_zh,
        reason_en, shown (whether it stays in `rows`), sources.
    simulated
        Whether the figures are invented; then every output says so.
    named
        Whether the places were asked for by name; then other places may have figures too.
    """

    indicator: Indicator
    codebook: Codebook = field(repr=False)
    year: int
    period: str
    level: Level
    focus: str
    form: Form
    rows: pd.DataFrame = field(repr=False)
    left_out: pd.DataFrame = field(repr=False)
    simulated: bool = False
    named: bool = False

    @property
    def compared(self) -> pd.DataFrame:
        """The places that are compared with each other."""
        return self.rows[self.rows["compared"]]

    @property
    def apart(self) -> pd.DataFrame:
        """The places that stay in the table, marked, and are not compared."""
        return self.rows[~self.rows["compared"]]

    @property
    def judged(self) -> bool:
        """Whether chance can be weighed: counts with totals or residents, two places or more.

        How many documents an authority issues is no matter of chance, per resident or not.
        """
        weighed = self.form == "proportion" or (
            self.form == "rate" and self.indicator.by_chance
        )
        return weighed and len(self.compared) > 1

    @property
    def rounded(self) -> pd.DataFrame:
        """The compared places whose counts were printed rounded."""
        rows = self.compared
        return rows[rows["print_low"] < rows["print_high"]]

    @property
    def scale(self) -> float:
        """From shares or events per resident to the unit that is printed."""
        return 100.0 if self.form == "proportion" else float(PER)


@dataclass(frozen=True, eq=False)
class Standing:
    """Who stands out, and how that moves with the treatment of the spread between places.

    Parameters
    ----------
    rows
        One for each compared place: district, name_zh, name_en, label_zh, label_en, value, and
        for each treatment a column named by it with the widest level whose limits the place
        lies beyond, signed (0.998 above, -0.95 below, 0 inside).
    headline
        The treatment whose verdict is the comparison's.
    target
        The common value, in the unit in which values are printed.
    phi
        Mean square of the (winsorised) scores: 1 where chance alone is at work.
    heterogeneous
        Whether the places differ more than chance gives (Cochran's Q, at 5 %).
    treatments
        Those that could be used, the headline among them.
    refused
        Why a treatment could not be used, by its name.
    detectable
        The nearest values below and above the target that a place of median size would show
        beyond the 95 % limits four times in five; NaN where none would.
    """

    rows: pd.DataFrame = field(repr=False)
    headline: Treatment
    target: float
    phi: float
    heterogeneous: bool
    treatments: tuple[Treatment, ...]
    refused: Mapping[str, str] = field(default_factory=dict)
    detectable: tuple[float, float] = (float("nan"), float("nan"))

    def outside(
        self, level: float, side: int, treatment: Treatment | None = None
    ) -> pd.DataFrame:
        """Return the places beyond the limits of `level`, above (1) or below (-1) them."""
        signed = side * self.rows[treatment or self.headline]
        return self.rows[signed >= level].sort_values("value", ascending=side < 0)

    def number_outside(self, level: float, treatment: Treatment) -> int:
        """Return how many places lie beyond the limits of `level` on either side."""
        return int((self.rows[treatment].abs() >= level).sum())


@dataclass(frozen=True, eq=False)
class Ranks:
    """Confidence sets for the ranks of places.

    Parameters
    ----------
    rows
        One for each ranked place, the first of them first: district, name_zh, name_en,
        label_zh, label_en, value, low, high (simultaneous), marginal_low, marginal_high.
    first_is
        largest or smallest: the value that rank 1 has.
    level
        Coverage of the sets.
    scale
        Where places are told apart: arcsine (proportions) or square root (rates).
    """

    rows: pd.DataFrame = field(repr=False)
    first_is: Literal["largest", "smallest"]
    level: float
    scale: Literal["arcsine", "square root"]
