"""Intervals of exact fractions: what a print allows, and arithmetic on it."""

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fadu.model import Qualifier


@dataclass(frozen=True)
class Bounds:
    """An interval; an end of None is unbounded.

    Parameters
    ----------
    low, high
        The ends; both belong to it, but for an `open` upper end.
    open
        Whether the upper end is left out: a truncated 1.7 is below 1.8.
    """

    low: Fraction | None
    high: Fraction | None
    open: bool = False

    @property
    def width(self) -> Fraction | None:
        """The distance of the ends; None where one is unbounded."""
        return None if self.low is None or self.high is None else self.high - self.low

    def meets(self, other: "Bounds") -> bool:
        """Whether a number lies in both."""
        return not (self.below(other) or other.below(self))

    def below(self, other: "Bounds") -> bool:
        """Whether every number of it is smaller than every number of `other`."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.open and self.high == other.low)

    def hull(self, other: "Bounds") -> "Bounds":
        """Return the smallest interval that holds both."""
        lows, highs = (self.low, other.low), (self.high, other.high)
        low = None if None in lows else min(x for x in lows if x is not None)
        high = None if None in highs else max(x for x in highs if x is not None)
        open_end = all(b.open for b in (self, other) if b.high == high)
        return Bounds(low, high, open_end)

    def __add__(self, other: "Bounds") -> "Bounds":
        """Return the sums."""
        return Bounds(_sum(self.low, other.low), _sum(self.high, other.high))

    def __neg__(self) -> "Bounds":
        """Return the negatives."""
        low = None if self.high is None else -self.high
        return Bounds(low, None if self.low is None else -self.low)

    def __sub__(self, other: "Bounds") -> "Bounds":
        """Return the differences."""
        return self + (-other)

    def over(self, base: "Bounds", scale: int = 1) -> "Bounds":
        """Return the quotients of numbers that are not negative, times `scale`.

        A base that may be zero leaves the quotient unbounded above.
        """
        high = None
        if self.high is not None and base.low:
            high = scale * self.high / base.low
        low = Fraction(0)
        if self.low is not None and base.high:
            low = scale * self.low / base.high
        return Bounds(low, high)

    def whole(self) -> tuple[int | None, int | None]:
        """Return its least and largest whole number; none where the first is larger."""
        low = None if self.low is None else math.ceil(self.low)
        if self.high is None:
            return low, None
        return low, math.ceil(self.high) - 1 if self.open else math.floor(self.high)

    def has_whole(self) -> bool:
        """Whether a whole number lies in it."""
        low, high = self.whole()
        return low is None or high is None or low <= high


def _sum(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one + other


def exactly(value: Decimal | int) -> Bounds:
    """Return the interval that holds one number."""
    return Bounds(Fraction(value), Fraction(value))


def rounded(value: Decimal, step: Decimal, qualifier: Qualifier) -> Bounds:
    """Return what a print allows that was rounded to `step`, half up or half to even.

    over and at_least bound from below, nearly and at_most from above; about allows a whole
    step on either side.
    """
    exact = Fraction(value)
    if qualifier in {"over", "at_least"}:
        return Bounds(exact, None)
    if qualifier in {"nearly", "at_most"}:
        return Bounds(None, exact)
    reach = Fraction(step) * (1 if qualifier == "about" else Fraction(1, 2))
    return Bounds(exact - reach, exact + reach)


def truncated(value: Decimal, step: Decimal) -> Bounds:
    """Return what a print allows whose further digits were cut off."""
    exact, size = Fraction(value), Fraction(step)
    if value < 0:
        return Bounds(exact - size, exact)
    return Bounds(exact, exact + size, open=bool(step))


def decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal of twelve digits at most."""
    shown = Decimal(value.numerator) / Decimal(value.denominator)
    return +Decimal(f"{shown:.12g}")
