"""Figures as the laws read them: exact, sorted, and grouped in the ways that laws ask for."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from fadu.checks.bounds import Bounds, exactly, rounded, truncated
from fadu.codebook import Indicator
from fadu.model import Measure, Period, Qualifier, assumed_resolution
from fadu.panel import Break, Panel, side

COLUMNS = [
    "district", "year", "period", "indicator", "measure", "printed", "qualifier", "step",
    "source", "chosen",
]  # fmt: skip
ROUND_FROM, ROUND_STEP = 1000, 100
"""Of a count without a known resolution, two trailing zeros or more from 1,000 on are taken as
rounding; a single one is a digit like another (one count in ten ends in it)."""

_REACH: Mapping[Qualifier, tuple[int, int]] = {
    "nearly": (1, 0),
    "at_most": (1, 0),
    "over": (0, 1),
    "at_least": (0, 1),
}
Key = TypeVar("Key", bound=Hashable)
Cell = tuple[str, int, str, str]
Report = Mapping[str, tuple["Figure", ...]]


@dataclass(frozen=True)
class Figure:
    """One printed figure.

    Parameters
    ----------
    district, year, period, measure, qualifier, source
        As in the panel.
    indicator
        Its codebook entry.
    value
        Exact.
    resolution
        The step of the last printed digit as the source shows it; None where unknown.
    chosen
        Whether analyses use it.
    """

    district: str
    year: int
    period: str
    indicator: Indicator = field(hash=False)
    measure: Measure
    value: Decimal
    qualifier: Qualifier
    resolution: Decimal | None
    source: str
    chosen: bool

    @property
    def counted(self) -> bool:
        """Whether it is a number of things, which has no decimals to round."""
        return self.measure == "value" and self.indicator.kind in {"count", "stock"}

    @cached_property
    def step(self) -> Decimal:
        """The step of the last printed digit; zero of a number that counts one by one."""
        if self.resolution is not None:
            return Decimal(0) if self.counted and self.resolution <= 1 else self.resolution
        assumed = assumed_resolution(f"{self.value:f}")
        if not self.counted:
            return min(assumed, Decimal(1)) if self.in_percent else assumed
        coarse = assumed >= ROUND_STEP and abs(self.value) >= ROUND_FROM
        return assumed if coarse else Decimal(0)

    @property
    def in_percent(self) -> bool:
        """Whether it is a percentage, of which a trailing zero is a digit like another."""
        return self.measure != "value" or self.indicator.is_rate

    @cached_property
    def rounded(self) -> Bounds:
        """What the print allows if it was rounded."""
        return rounded(self.value, self.step, self.qualifier)

    @cached_property
    def truncated(self) -> Bounds:
        """What the print allows if its further digits were cut off."""
        return truncated(self.value, self.step) if self.qualifier == "exact" else self.rounded

    @cached_property
    def allowed(self) -> Bounds:
        """What the print allows, rounded or cut off."""
        return self.rounded.hull(self.truncated)

    @cached_property
    def near(self) -> Bounds:
        """Where the number lies if 近, 超 or 约 stand for one step of its digits at most."""
        if self.qualifier == "exact":
            return self.allowed
        zeros = assumed_resolution(f"{self.value:f}") if self.counted else self.step
        step = max(zeros, self.resolution or zeros)
        down, up = _REACH.get(self.qualifier, (1, 1))
        low, high = exactly(self.value - down * step), exactly(self.value + up * step)
        return low.hull(high)


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures of a panel, in an order that does not depend on the order of its rows.

    Parameters
    ----------
    panel
        Where they stand; codebook, register, breaks and decisions are its.
    """

    panel: Panel

    @cached_property
    def all(self) -> tuple[Figure, ...]:
        """Every figure with a value, sorted."""
        order = list(self.panel.observations.columns)
        rows = self.panel.observations.sort_values(order, kind="stable", ignore_index=True)
        table = replace(self.panel, observations=rows).table.assign(step=rows["resolution"])
        rows = table.loc[table["printed"] != "", COLUMNS]
        book = self.panel.codebook.indicators
        found = [
            Figure(d, int(y), p, book[i], m, Decimal(v), q, Decimal(s) if s else None, src, c)
            for d, y, p, i, m, v, q, s, src, c in rows.itertuples(index=False, name=None)
            if i in book
        ]
        return tuple(sorted(found, key=_order))

    @cached_property
    def values(self) -> tuple[Figure, ...]:
        """Those that are values, not changes."""
        return tuple(f for f in self.all if f.measure == "value")

    @cached_property
    def reports(self) -> Mapping[tuple[str, int, str, str], Report]:
        """The values of one source for one place and period, by indicator."""
        places = _grouped(self.values, lambda f: (f.district, f.year, f.period, f.source))
        return {key: _grouped(found, lambda f: f.indicator.id) for key, found in places.items()}

    @cached_property
    def printed(self) -> Mapping[tuple[str, int, str, str, str], tuple[Figure, ...]]:
        """The figures of all sources by cell: with the measure, as the panel's rule has it."""
        return _grouped(
            self.all, lambda f: (f.district, f.year, f.period, f.indicator.id, f.measure)
        )

    @cached_property
    def cells(self) -> Mapping[Cell, tuple[Figure, ...]]:
        """The values of all sources by district, year, period and indicator."""
        return _grouped(self.values, lambda f: (f.district, f.year, f.period, f.indicator.id))

    @cached_property
    def series(self) -> Mapping[tuple[str, str, str], tuple[Figure, ...]]:
        """The values by district, indicator and shape of the period, by year."""
        return _grouped(
            self.values, lambda f: (f.district, f.indicator.id, period_shape(f.period))
        )

    def comparable(self, one: Figure, other: Figure) -> bool:
        """Whether no known break parts two figures of a district."""
        for name in {one.indicator.id, other.indicator.id}:
            key = (name, one.district)
            if key not in self._breaks:
                self._breaks[key] = self.panel.breaks_of(*key)
            breaks = self._breaks[key]
            sides = [side(Period.parse(f.period, f.year), breaks) for f in (one, other)]
            if sides[0] != sides[1] or sides[0].mixed:
                return False
        return True

    @cached_property
    def _breaks(self) -> dict[tuple[str, str], tuple[Break, ...]]:
        return {}

    def before(self, figure: Figure) -> tuple[Figure, ...]:
        """Return the values of the same indicator and the same part of the year before."""
        key = (figure.district, figure.year - 1, a_year_before(figure.period))
        return self.cells.get((*key, figure.indicator.id), ())


def _order(figure: Figure) -> tuple[object, ...]:
    place = (figure.district, figure.year, figure.period, figure.indicator.id)
    return (*place, figure.measure, figure.value, figure.source, figure.qualifier)


def _grouped(
    figures: Iterable[Figure], key: Callable[[Figure], Key]
) -> dict[Key, tuple[Figure, ...]]:
    found: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[key(figure)].append(figure)
    return {k: tuple(v) for k, v in found.items()}


def period_shape(period: str) -> str:
    """Return what periods of different years have in common: all, ``date``, or ``-01/-06``."""
    if period and "/" not in period:
        return "date"
    return re.sub(r"(^|/)\d{4}", r"\1", period)


def a_year_before(period: str) -> str:
    """Return the same part of the year before."""
    return re.sub(r"(^|/)(\d{4})", lambda m: f"{m[1]}{int(m[2]) - 1:04d}", period)
