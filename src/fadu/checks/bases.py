"""Percentages without a printed numerator: over which printed base they are whole cases."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from fadu.checks.bounds import Bounds
from fadu.checks.figures import Figure, Figures
from fadu.checks.finding import Finding, Severity
from fadu.checks.quotients import printed_bases, shares
from fadu.checks.words import bare, joined, said, sources_of, where
from fadu.codebook import LANGUAGES, Language
from fadu.panel import Panel


def rate_base(figures: Figures) -> Iterator[Finding]:
    """Look for the whole number of cases that gives a percentage over each printed base."""
    for report in figures.reports.values():
        for rate in (f for found in report.values() for f in found if f.indicator.is_rate):
            among = shares(rate.indicator)
            counted = among and all(name in report for name in among.parts)
            if among is None or counted or rate.qualifier != "exact":
                continue
            bases = [b for b in printed_bases(rate, report, among) if b.counted and not b.step]
            if any(not cases(rate, base).has_whole() for base in bases):
                yield _finding(figures.panel, rate, bases, own=among.bases[0])


def cases(rate: Figure, base: Figure) -> Bounds:
    """Return how many cases of `base` the print of `rate` allows."""
    share, whole = rate.allowed, Fraction(base.value)
    low, high = share.low or Fraction(0), share.high or Fraction(100)
    return Bounds(low * whole / 100, high * whole / 100, open=share.open)


def _finding(panel: Panel, rate: Figure, bases: Sequence[Figure], own: str) -> Finding:
    fitting = [b for b in bases if cases(rate, b).has_whole()]
    missed = [b for b in bases if b not in fitting]
    grave = not fitting and own in {b.indicator.id for b in missed}
    severity: Severity = "caution" if grave else "note"
    said_in = {lang: _sentence(panel, rate, fitting, missed, lang) for lang in LANGUAGES}
    numbers = {b.indicator.id: b.value for b in bases}
    least = {f"cases of {b.indicator.id}": Decimal(_nearest(rate, b)) for b in fitting}
    return Finding(
        "rate-base", severity, rate.district, rate.year, rate.period,
        (rate.indicator.id, *numbers), sources_of([rate]),
        {rate.indicator.id: rate.value} | numbers | least, said_in["zh"], said_in["en"],
    )  # fmt: skip


def _nearest(rate: Figure, base: Figure) -> int:
    low, high = cases(rate, base).whole()
    wanted = round(Fraction(rate.value) * Fraction(base.value) / 100)
    return min(max(wanted, low or 0), high if high is not None else wanted)


def _sentence(
    panel: Panel,
    rate: Figure,
    fitting: Sequence[Figure],
    missed: Sequence[Figure],
    lang: Language,
) -> str:
    head = where(panel, rate, lang) + ("" if lang == "zh" else "the ")
    subject = head + rate.indicator.name(lang)
    printed = said(panel, rate, lang)
    named = [_named(b, lang) for b in missed]
    not_over = "、".join(named) if lang == "zh" else joined(named, lang)
    if lang == "zh":
        fits = "、".join(f"{_fraction(rate, b)}（{b.indicator.zh}）" for b in fitting)
        return (
            f"{subject}印作{printed}：没有整数件数在{not_over}中占{printed}，"
            f"{f'与{fits}相符' if fits else '来源没有印出合适的分母'}。"
        )
    fits = " and ".join(f"{_fraction(rate, b)} ({b.indicator.en})" for b in fitting)
    ending = f"it fits {fits}" if fits else "the source prints no base that fits"
    return (
        f"{subject} is printed as {printed}: no whole number of cases is {printed} of "
        f"{not_over}; {ending}."
    )


def _named(base: Figure, lang: Language) -> str:
    name = base.indicator.name(lang)
    return f"{name}{bare(base, lang)}" if lang == "zh" else f"{bare(base, lang)} ({name})"


def _fraction(rate: Figure, base: Figure) -> str:
    return f"{_nearest(rate, base):,}/{bare(base, 'en')}"
