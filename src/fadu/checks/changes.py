"""Laws of printed changes: that they fit both years, and what they imply of the other one."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from fadu.checks import change_words
from fadu.checks.bounds import Bounds, decimal
from fadu.checks.figures import Figure, Figures
from fadu.checks.finding import Finding, Severity
from fadu.checks.growth import (
    Pair,
    Reading,
    pairs,
    value_after,
    value_before,
    values_now,
)
from fadu.checks.words import sources_of
from fadu.codebook import LANGUAGES

ALL = 100
CODES: Mapping[Reading, str] = {
    "as printed": "growth",
    "none": "growth",
    "direction": "growth",
    "multiple": "growth-multiple",
    "points": "points-percent",
    "percent": "points-percent",
}


def growth(figures: Figures) -> Iterator[Finding]:
    """Judge printed changes against last year's figure."""
    yield from (f for f in _judged(figures) if f.code == "growth")


def growth_multiple(figures: Figures) -> Iterator[Finding]:
    """Find 增长N倍 where the later figure is N times the earlier."""
    yield from (f for f in _judged(figures) if f.code == "growth-multiple")


def points_percent(figures: Figures) -> Iterator[Finding]:
    """Find percentage points printed as percent, and the reverse."""
    yield from (f for f in _judged(figures) if f.code == "points-percent")


def implied(figures: Figures) -> Iterator[Finding]:
    """Say what a printed change tells of a year whose own figure is not in the panel."""
    for change in figures.all:
        if change.measure == "value":
            continue
        now, before = values_now(figures, change), figures.before(change)
        if now and not before and (change.value > -ALL or change.measure == "change_points"):
            yield _implied(figures, change, now[0], value_before(change, now[0]), -1)
        elif before and not now:
            known = next((f for f in before if f.chosen), before[0])
            yield _implied(figures, change, known, value_after(change, known), 0)


def _judged(figures: Figures) -> Iterator[Finding]:
    for change, found in pairs(figures):
        if not found:
            continue
        held = [p for p in found if p.reading == "as printed"]
        if held:
            if _plain(held[0]):
                yield _finding(figures, change, held[0], "holds")
        else:
            explained = [p for p in found if p.reading != "none"]
            yield _finding(figures, change, (explained or found)[0], "contradiction")


def _plain(pair: Pair) -> bool:
    return pair.change.rounded.meets(Bounds(pair.computed, pair.computed))


def _finding(figures: Figures, change: Figure, pair: Pair, severity: Severity) -> Finding:
    words = {lang: change_words.judged(figures.panel, pair, lang) for lang in LANGUAGES}
    used = (pair.before, pair.now)
    numbers = {str(f.year): f.value for f in used} | {
        change.measure: change.value,
        "computed": decimal(pair.computed),
    }
    return Finding(
        CODES[pair.reading], severity, change.district, change.year, change.period,
        (change.indicator.id,), sources_of([change, *used]), numbers, words["zh"], words["en"],
    )  # fmt: skip


def _implied(
    figures: Figures, change: Figure, known: Figure, value: Bounds, shift: int
) -> Finding:
    central = _central(change, known, shift)
    step = max(known.near.width or Fraction(0), Fraction(1)) if known.counted else Fraction(0)
    low, high = value.whole() if known.counted else (None, None)
    ends = {
        "at least": value.low if low is None else Fraction(low),
        "at most": value.high if high is None else Fraction(high),
    }
    shown = {name: decimal(end) for name, end in ends.items() if end is not None}
    about = _to_step(central, step)
    found = change_words.Implied(change, known, shift, about, shown)
    words = {lang: change_words.implied(figures.panel, found, lang) for lang in LANGUAGES}
    return Finding(
        "implied-value", "note", change.district, change.year, change.period,
        (change.indicator.id,), sources_of([change, known]),
        {str(known.year): known.value, change.measure: change.value, "about": about} | shown,
        words["zh"], words["en"],
    )  # fmt: skip


def _central(change: Figure, known: Figure, shift: int) -> Fraction:
    value, moved = Fraction(known.value), Fraction(change.value)
    if change.measure == "change_points":
        return value + moved * (1 if shift == 0 else -1)
    factor = 1 + moved / 100
    return value * factor if shift == 0 else value / factor


def _to_step(value: Fraction, step: Fraction) -> Decimal:
    return decimal(value) if not step else Decimal(round(value / step)) * decimal(step)
