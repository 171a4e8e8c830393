"""Printed rates against the counts that the same report prints."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from fadu.checks import rate_words
from fadu.checks.bounds import decimal
from fadu.checks.figures import Figure, Figures, Report
from fadu.checks.finding import Finding, Severity
from fadu.checks.quotients import (
    Quotient,
    Shares,
    best,
    could_be,
    printed_bases,
    quotients,
    shares,
)
from fadu.checks.words import sources_of
from fadu.codebook import LANGUAGES

GOOD = ("rounded", "truncated")
INEXACT = {"truncated": rate_words.truncated, "raised": rate_words.raised}
NEAR = Fraction(1, 20)
"""Where two bases are printed and the one needed is within a twentieth of one of them, a slip
is likelier than a third base."""


class Case(NamedTuple):
    """A printed rate with all quotients that its report prints for it."""

    figures: Figures
    rate: Figure
    report: Report
    shares: Shares
    found: Sequence[Quotient]

    @property
    def own(self) -> Quotient | None:
        """The quotient over the codebook's own base, if that is printed."""
        return best(q for q in self.found if q.base.indicator.id == self.shares.bases[0])

    @property
    def other(self) -> Quotient | None:
        """The best quotient over another base that gives the printed rate."""
        top = best(q for q in self.found if q.base.indicator.id != self.shares.bases[0])
        return top if top and top.fit in GOOD else None


def cases(figures: Figures) -> Iterator[Case]:
    """Yield the printed rates whose report prints a numerator and a base."""
    for report in figures.reports.values():
        for rate in (f for found in report.values() for f in found):
            among = shares(rate.indicator)
            if among is not None:
                bases = printed_bases(rate, report, among)
                found = list(quotients(rate, report, among.parts, bases))
                if found:
                    yield Case(figures, rate, report, among, found)


def rate_counts(figures: Figures) -> Iterator[Finding]:
    """Judge each printed rate whose numerator and base stand in the same report."""
    for case in cases(figures):
        own, other = case.own, case.other
        if own and own.fit == "rounded":
            if own.plain:
                yield _finding(case, "holds", [own], rate_words.holds)
        elif own and own.fit == "tens":
            yield _finding(case, "caution", [own], rate_words.tens)
        elif own and own.fit in INEXACT:
            continue
        elif other:
            shown = [q for q in (own, other) if q]
            yield _finding(case, "caution" if own else "note", shown, rate_words.other_base)
        else:
            yield _misfit(case)


def rounding(figures: Figures) -> Iterator[Finding]:
    """Find rates whose further digits were cut off, or that were raised to the next one."""
    for case in cases(figures):
        own = case.own
        if own and own.fit in INEXACT:
            yield _finding(case, "caution", [own], INEXACT[own.fit], "rounding")


def _misfit(case: Case) -> Finding:
    shown = _one_each(case)
    swapped = _other_numerator(case)
    if swapped:
        return _finding(case, "caution", [*shown, swapped], rate_words.other_numerator)
    sibling = _sibling(case) if case.own else None
    if sibling:
        return _finding(case, "contradiction", shown, rate_words.of_one_base(sibling))
    open_bases = _open_bases(case)
    if not open_bases:
        return _finding(case, "contradiction", shown, rate_words.no_base)
    if case.own or _near(shown):
        return _finding(case, "caution", shown, rate_words.unless(open_bases))
    return _finding(case, "note", shown, rate_words.over(open_bases))


def _near(shown: Sequence[Quotient]) -> bool:
    low, high = shown[0].needed
    if len(shown) == 1 or low is None or high is None:
        return False
    return any(low * (1 - NEAR) <= q.base.value <= high * (1 + NEAR) for q in shown)


def _one_each(case: Case) -> list[Quotient]:
    """Return one quotient for each printed base, in the order of the codebook."""
    names = dict.fromkeys(q.base.indicator.id for q in case.found)
    tops = (best(q for q in case.found if q.base.indicator.id == n) for n in names)
    return [q for q in tops if q]


def _open_bases(case: Case) -> list[str]:
    """Return the bases that the report does not print and that could explain the rate."""
    needed = case.found[0].needed
    book = case.figures.panel.codebook
    return [
        name for name in case.shares.bases
        if name not in case.report and could_be(name, needed, case.report, book)
    ]  # fmt: skip


def _sibling(case: Case) -> Quotient | None:
    """Return another rate of the report that does follow from the codebook's own base."""
    base = case.shares.bases[0]
    for rate in (f for found in case.report.values() for f in found):
        among = shares(rate.indicator)
        if among and among.bases[0] == base and rate.indicator != case.rate.indicator:
            own = best(quotients(rate, case.report, among.parts, case.report[base]))
            if own and own.fit == "rounded":
                return own
    return None


def _other_numerator(case: Case) -> Quotient | None:
    """Return the quotient of a ratio with a look-alike of its numerator, if that fits."""
    rate, book = case.rate.indicator, case.figures.panel.codebook
    if rate.kind != "ratio" or not rate.numerator:
        return None
    bases = printed_bases(case.rate, case.report, case.shares)
    alike = book[rate.numerator].not_to_confuse_with
    top = best(q for name in alike for q in quotients(case.rate, case.report, [name], bases))
    return top if top and top.fit in GOOD else None


def _finding(
    case: Case,
    severity: Severity,
    shown: Sequence[Quotient],
    sentence: rate_words.Sentence,
    code: str = "rate-counts",
) -> Finding:
    rate = case.rate
    said = {lang: sentence(case.figures.panel, rate, shown, lang) for lang in LANGUAGES}
    used = [rate, *_each_once(f for q in shown for f in (*q.parts, q.base))]
    return Finding(
        code, severity, rate.district, rate.year, rate.period,
        tuple(f.indicator.id for f in used), sources_of(used),
        {f.indicator.id: f.value for f in used} | _computed(shown), said["zh"], said["en"],
    )  # fmt: skip


def _each_once(figures: Iterable[Figure]) -> list[Figure]:
    return list(dict.fromkeys(figures))


def _computed(shown: Sequence[Quotient]) -> dict[str, Decimal]:
    numbers = {f"over {q.base.indicator.id}": decimal(q.value) for q in shown}
    low, high = shown[0].needed
    ends = {"base at least": low, "base at most": high}
    return numbers | {name: Decimal(end) for name, end in ends.items() if end is not None}
