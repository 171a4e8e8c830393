"""Rates as quotients: the counts that one report prints for a rate, and which of them fit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import Literal, get_args

from fadu.checks.bounds import Bounds
from fadu.checks.figures import Figure, Report
from fadu.codebook import Codebook, Indicator

Fit = Literal["rounded", "truncated", "raised", "tens", "none"]
FITS: tuple[Fit, ...] = get_args(Fit)  # the best first
_FORMULA = re.compile(r"100 \* \(([a-z0-9_ +]+)\) / ([a-z0-9_]+)")


@dataclass(frozen=True)
class Shares:
    """What a rate is a share of, by the codebook.

    Parameters
    ----------
    parts
        The indicators whose sum is its numerator.
    bases
        Its denominators, that of the codebook first.
    """

    parts: tuple[str, ...]
    bases: tuple[str, ...]


@dataclass(frozen=True)
class Quotient:
    """A numerator over a base, both printed in one report, beside the printed rate.

    Parameters
    ----------
    rate
        As printed.
    parts
        The figures whose sum is the numerator.
    base
        The figure of the denominator.
    """

    rate: Figure
    parts: tuple[Figure, ...]
    base: Figure

    @property
    def scale(self) -> int:
        """100 of a share in percent, 1 of a ratio."""
        return 100 if self.rate.indicator.is_rate else 1

    @property
    def count(self) -> Bounds:
        """What the print allows of the numerator."""
        return reduce(Bounds.__add__, (p.allowed for p in self.parts))

    @property
    def value(self) -> Fraction:
        """The quotient of the printed digits, in the unit of the rate."""
        count = sum(Fraction(p.value) for p in self.parts)
        return self.scale * count / Fraction(self.base.value)

    @property
    def fit(self) -> Fit:
        """How the printed rate follows from the printed counts."""
        return fit(self.rate, self.count.over(self.base.allowed, self.scale))

    @property
    def plain(self) -> bool:
        """Whether the printed digits alone give the printed rate, no count being rounded."""
        return self.rate.rounded.meets(Bounds(self.value, self.value))

    @property
    def needed(self) -> tuple[int | None, int | None]:
        """The least and the largest base with which the numerator gives the printed rate."""
        low, high = self.count.over(self.rate.allowed, self.scale).whole()
        return max(low or 0, 1), high


def fit(rate: Figure, value: Bounds) -> Fit:
    """Return how a printed rate follows from a number known within bounds.

    rounded; truncated (its further digits cut off); raised (always up to the next digit);
    tens (a percentage that fits only as a multiple of ten); or none of them.
    """
    if rate.rounded.meets(value):
        return "rounded"
    if rate.truncated.meets(value):
        return "truncated"
    mirrored = Bounds(-Fraction(rate.value), Fraction(rate.step - rate.value), open=True)
    if rate.qualifier == "exact" and mirrored.meets(-value):
        return "raised"
    tens = rate.value % 10 == 0 and rate.step == 1 and rate.in_percent
    reach = Bounds(Fraction(rate.value) - 5, Fraction(rate.value) + 5)
    return "tens" if tens and reach.meets(value) else "none"


def shares(indicator: Indicator) -> Shares | None:
    """Return what a rate or ratio is a share of; None of any other indicator."""
    if indicator.numerator and indicator.denominator:
        return Shares(
            (indicator.numerator,), (indicator.denominator, *indicator.other_denominators)
        )
    found = _FORMULA.fullmatch(indicator.formula or "")
    if not found:
        return None
    parts = tuple(re.findall(r"[a-z0-9_]+", found[1]))
    return Shares(parts, (found[2], *indicator.other_denominators))


def printed_bases(rate: Figure, report: Report, among: Shares) -> list[Figure]:
    """Return the bases of a rate that its report prints and that are not zero."""
    return [
        figure for name in among.bases for figure in report.get(name, ()) if figure.value > 0
        if figure != rate
    ]  # fmt: skip


def quotients(
    rate: Figure, report: Report, parts: Iterable[str], bases: Iterable[Figure]
) -> Iterator[Quotient]:
    """Yield each quotient of printed counts, in the order of `bases`."""
    counts = list(product(*(report.get(name, ()) for name in parts)))
    for base in bases:
        for chosen in counts:
            yield Quotient(rate, chosen, base)


def best(found: Iterable[Quotient]) -> Quotient | None:
    """Return the quotient that fits best; of equals the first."""
    return min(found, key=lambda q: FITS.index(q.fit), default=None)


def could_be(
    name: str, needed: tuple[int | None, int | None], report: Report, book: Codebook
) -> bool:
    """Whether an unprinted base may lie within `needed` by the laws of the codebook.

    Parameters
    ----------
    name
        Its indicator.
    needed
        Least and largest value; the least above the largest if there is none.
    report
        What the same source prints.
    book
        Whose identities bound it by printed figures.
    """
    low, high = needed
    if low is not None and high is not None and low > high:
        return False
    ends = [None if end is None else Fraction(end) for end in needed]
    wanted = Bounds(ends[0], ends[1])
    return all(wanted.meets(limit) for limit in _limits(name, report, book))


def _limits(name: str, report: Report, book: Codebook) -> Iterator[Bounds]:
    for entry in book.indicators.values():
        for law in entry.laws:
            if law.relation == "<=" and law.left == (name,):
                for total in _sums(law.right, report):
                    yield Bounds(None, total.high)
            if law.relation == "<=" and law.right == (name,):
                for total in _sums(law.left, report):
                    yield Bounds(total.low, None)


def _sums(names: tuple[str, ...], report: Report) -> Iterator[Bounds]:
    for figures in product(*(report.get(name, ()) for name in names)):
        yield reduce(Bounds.__add__, (f.allowed for f in figures))
