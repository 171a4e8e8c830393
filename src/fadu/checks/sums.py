"""Parts and their total: the identities of the codebook, within one source."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from itertools import product
from typing import NamedTuple

from fadu.checks.bounds import Bounds, exactly
from fadu.checks.figures import Figure, Figures, Report
from fadu.checks.finding import Finding, Severity
from fadu.checks.words import bare, exact, joined, said, sources_of, where
from fadu.codebook import LANGUAGES, Identity, Language
from fadu.panel import Panel

CARRIED = "carried_over"
"""Caution of the codebook: what was completed may include cases of the year before."""


class Sum(NamedTuple):
    """An identity with the figures of one report put in.

    Parameters
    ----------
    law
        From the codebook.
    left, right
        The printed figures; constants of the law are added to `constant`.
    constant
        Right minus left of the constants.
    whole
        Whether every indicator of the law is printed.
    """

    law: Identity
    left: tuple[Figure, ...]
    right: tuple[Figure, ...]
    constant: Decimal
    whole: bool

    @property
    def parts(self) -> Bounds:
        """What the print allows of the left side."""
        return _total(self.left)

    @property
    def total(self) -> Bounds:
        """What the print allows of the right side."""
        return _total(self.right) + exactly(self.constant)

    @property
    def too_much(self) -> bool:
        """Whether the left side is larger than the right whatever was rounded."""
        return self.total.below(self.parts)

    @property
    def too_little(self) -> bool:
        """Whether the sides must be equal and the left is smaller."""
        equal = self.whole and self.law.relation == "="
        return equal and self.parts.below(self.total)

    @property
    def met(self) -> bool:
        """Whether several printed parts add up to the printed total exactly."""
        left = sum(f.value for f in self.left)
        plain = all(f.qualifier == "exact" for f in (*self.left, *self.right))
        several = len(self.left) + len(self.right) > 2 or bool(self.constant)
        return plain and several and left == sum(f.value for f in self.right) + self.constant

    @property
    def stages(self) -> bool:
        """Whether it sets what was completed, some of it carried over, against intake."""
        if len(self.left) != 1 or len(self.right) != 1 or self.constant:
            return False
        done, taken = self.left[0].indicator, self.right[0].indicator
        return CARRIED in done.cautions and CARRIED not in taken.cautions


def sums(figures: Figures) -> Iterator[Sum]:
    """Yield the identities of which a report prints the right side and some of the left.

    Of several with one total, those that are part of another are left out.
    """
    laws = [law for entry in figures.panel.codebook.indicators.values() for law in entry.laws]
    for report in figures.reports.values():
        found = [one for law in laws for one in _filled(law, report)]
        first = {(one.left, one.right): one for one in reversed(found)}
        yield from (
            one for one in reversed(first.values())
            if not any(_within(one, other) for other in first.values())
        )  # fmt: skip


def parts_total(figures: Figures) -> Iterator[Finding]:
    """Judge parts against their total."""
    for found in sums(figures):
        if (found.too_much and not found.stages) or found.too_little:
            yield _finding(figures.panel, found, "contradiction", _broken)
        elif found.met:
            yield _finding(figures.panel, found, "holds", _holds)


def above_intake(figures: Figures) -> Iterator[Finding]:
    """Find what succeeded above what was taken in."""
    for found in sums(figures):
        if found.too_much and found.stages:
            yield _finding(figures.panel, found, "caution", _above, "above-intake")


def _filled(law: Identity, report: Report) -> Iterator[Sum]:
    terms = [(t, side) for side in (law.left, law.right) for t in side]
    constants = {t: Decimal(t) for t, _ in terms if t.isdecimal()}
    right = [t for t in law.right if t not in constants]
    left = [t for t in law.left if t not in constants and t in report]
    if not left or any(t not in report for t in right):
        return
    constant = sum((constants.get(t, Decimal(0)) for t in law.right), Decimal(0)) - sum(
        (constants.get(t, Decimal(0)) for t in law.left), Decimal(0)
    )
    whole = all(t in report for t in law.names)
    for chosen in product(*(report[t] for t in (*left, *right))):
        yield Sum(law, chosen[: len(left)], chosen[len(left) :], constant, whole)


def _within(one: Sum, other: Sum) -> bool:
    """Whether `one` says less than `other`: some of its parts, the same total."""
    return one.right == other.right and set(one.left) < set(other.left)


def _total(figures: Sequence[Figure]) -> Bounds:
    return reduce(Bounds.__add__, (f.allowed for f in figures), exactly(0))


def _finding(
    panel: Panel,
    found: Sum,
    severity: Severity,
    sentence: Callable[[Panel, Sum, Language], str],
    code: str = "parts-total",
) -> Finding:
    first, used = found.left[0], (*found.left, *found.right)
    words = {lang: sentence(panel, found, lang) for lang in LANGUAGES}
    added = sum((f.value for f in found.left), Decimal(0))
    numbers = {f.indicator.id: f.value for f in used} | {"sum": added}
    return Finding(
        code, severity, first.district, first.year, first.period,
        tuple(f.indicator.id for f in used), sources_of(used), numbers,
        words["zh"], words["en"],
    )  # fmt: skip


def _added(found: Sum, lang: Language) -> tuple[str, str, str]:
    """Return the left side, its sum and the right side as printed."""
    places = max(max(0, -int(f.value.as_tuple().exponent)) for f in found.left)
    total = exact(sum((f.value for f in found.left), Decimal(0)), places)
    right = " + ".join(bare(f, lang) for f in found.right) or exact(found.constant, 0)
    return " + ".join(bare(f, lang) for f in found.left), total, right


def _named(figures: Sequence[Figure], lang: Language) -> str:
    names = [f.indicator.name(lang) for f in figures]
    return "、".join(names) if lang == "zh" else joined(names, lang)


def _broken(panel: Panel, found: Sum, lang: Language) -> str:
    left, total, right = _added(found, lang)
    head = where(panel, found.left[0], lang)
    summed = f"{left} = {total}" if len(found.left) > 1 else left
    bound = found.law.relation == "<=" or not found.whole
    right_name = _named(found.right, lang)
    if lang == "zh":
        rule = ("不应多于" if bound else "应等于") + (f"{right_name}的" if right_name else "")
        return f"{head}{_named(found.left, lang)}（{summed}）{rule}{right}。"
    rule = "should not exceed" if bound else "should equal"
    base = f"{right_name} ({right})" if right_name else right
    return f"{head}{_named(found.left, lang)} ({summed}) {rule} {base}."


def _above(panel: Panel, found: Sum, lang: Language) -> str:
    one, whole = found.left[0], found.right[0]
    more = exact(one.value - whole.value, 0)
    share = exact(100 * one.value / whole.value, 1)
    head = where(panel, one, lang)
    names = (one.indicator.name(lang), whole.indicator.name(lang))
    if lang == "zh":
        return (
            f"{head}{names[0]}（{said(panel, one, lang)}）"
            f"比{names[1]}（{said(panel, whole, lang)}）"
            f"多{more}（占{share}%）：若不含上年结转的案件则有误，若含则分母也应计入结转。"
        )
    return (
        f"{head}{names[0]} ({bare(one, lang)}) exceed {names[1]} ({bare(whole, lang)}) by "
        f"{more} ({share}%): an error, unless cases carried over from the year before are "
        "included, which the base then has to include too."
    )


def _holds(panel: Panel, found: Sum, lang: Language) -> str:
    left, total, right = _added(found, lang)
    head = where(panel, found.left[0], lang)
    shown = f"{left} = {right}" + (f" = {total}" if len(found.right) > 1 else "")
    names, whole = _named(found.left, lang), _named(found.right, lang)
    if lang == "zh":
        return f"{head}{names}{f'合计即{whole}' if whole else ''}：{shown}。"
    return f"{head}{names}{f' make up {whole}' if whole else ''}: {shown}."
