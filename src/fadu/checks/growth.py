"""Printed changes against the figures of both years."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from fadu.checks.bounds import Bounds, exactly
from fadu.checks.figures import Figure, Figures

Reading = Literal["as printed", "multiple", "points", "percent", "direction", "none"]


class Pair(NamedTuple):
    """A printed change with a value of its year and one of the year before."""

    change: Figure
    now: Figure
    before: Figure

    @property
    def percent(self) -> Bounds:
        """The change in percent that the print of both values allows."""
        return self._ratio(self.before.allowed) - exactly(100)

    @property
    def points(self) -> Bounds:
        """The change in percentage points that the print of both values allows."""
        return self.now.allowed - self.before.allowed

    @property
    def times(self) -> Bounds:
        """The later value in percent of the earlier."""
        return self._ratio(self.before.allowed)

    @property
    def computed(self) -> Fraction:
        """The change of the printed digits, in the unit of the printed change."""
        now, before = Fraction(self.now.value), Fraction(self.before.value)
        if self.change.measure == "change_points":
            return now - before
        return 100 * now / before - 100

    @property
    def reading(self) -> Reading:
        """As what the printed change fits both values."""
        printed = self.change.allowed
        in_points = self.change.measure == "change_points"
        own, other = (self.points, self.percent) if in_points else (self.percent, self.points)
        if printed.meets(own):
            return "as printed"
        if self.now.indicator.is_rate and printed.meets(other):
            return "percent" if in_points else "points"
        if not in_points and printed.meets(self.times):
            return "multiple"
        return "direction" if (-printed).meets(own) else "none"

    def _ratio(self, base: Bounds) -> Bounds:
        return self.now.allowed.over(base, 100)


def pairs(figures: Figures) -> Iterator[tuple[Figure, Sequence[Pair]]]:
    """Yield each printed change with the values of both years.

    The value of the year is that of the same source, if it prints one.  Across a break only
    a source that prints both values itself is held to its arithmetic.
    """
    for change in figures.all:
        if change.measure == "value":
            continue
        found = [
            Pair(change, now, before)
            for now in values_now(figures, change)
            for before in figures.before(change)
            if before.value > 0 and _judged_by(figures, change, now, before)
        ]
        yield change, found


def _judged_by(figures: Figures, change: Figure, now: Figure, before: Figure) -> bool:
    own = change.source == now.source == before.source
    return own or figures.comparable(before, now)


def values_now(figures: Figures, change: Figure) -> tuple[Figure, ...]:
    """Return the values of the year that a change speaks of, of its own source first of all."""
    key = (change.district, change.year, change.period, change.indicator.id)
    found = figures.cells.get(key, ())
    return tuple(f for f in found if f.source == change.source) or found


def value_before(change: Figure, now: Figure) -> Bounds:
    """Return what a printed change says of the year before, in the unit of `now`."""
    if change.measure == "change_points":
        return now.near - change.near
    return now.near.over(exactly(100) + change.near, 100)


def value_after(change: Figure, before: Figure) -> Bounds:
    """Return what a printed change and the year before say of its year."""
    if change.measure == "change_points":
        return before.near + change.near
    share, base = exactly(100) + change.near, before.near
    ends = (share.low, share.high, base.low, base.high)
    if any(end is None for end in ends):
        return Bounds(None, None)
    low, high, least, most = (end or Fraction(0) for end in ends)
    return Bounds(low * least / 100, high * most / 100)
