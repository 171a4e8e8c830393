"""A digit lost or a place shifted: figures that are ten times too large or too small."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from fadu.checks.bounds import decimal
from fadu.checks.figures import Figure, Figures
from fadu.checks.finding import Finding
from fadu.checks.words import bare, exact, said, sources_of, where
from fadu.codebook import LANGUAGES, Language
from fadu.panel import Panel

STEADY = 2
"""A series whose other years differ by a factor of two at most is steady enough to judge by."""
TENFOLD = (7, 14)
"""A factor between these, up or down, is one of ten but for what a year may well change."""
SMALLEST = 100
"""Counts below this can move tenfold by chance."""
UNEQUAL = 5
"""Intake and completed cases of a year differ by less, whatever was carried over."""
STAGES = (
    ("litigation_first_instance", "litigation_first_instance_concluded"),
    ("litigation_all_instances", "litigation_all_instances_concluded"),
    ("review_received", "review_concluded"),
    ("review_accepted", "review_concluded"),
    ("disclosure_applications", "disclosure_concluded"),
    ("disclosure_applications_whole_area", "disclosure_concluded_whole_area"),
)
"""What came in and what was completed of the same cases."""


class Odd(NamedTuple):
    """A figure beside those that it is held against, and how many times it is their middle."""

    figure: Figure
    others: tuple[Figure, ...]
    factor: Fraction


def place_shifted(figures: Figures) -> Iterator[Finding]:
    """Hold each figure against the other years of its own series."""
    for series in figures.series.values():
        if len({f.year for f in series}) > STEADY and series[0].indicator.kind != "rate":
            for odd in _odd_ones(figures, series):
                yield _finding(figures.panel, odd, _against_series)


def digit_lost(figures: Figures) -> Iterator[Finding]:
    """Hold what came in against what was completed in the same place and period."""
    for report in figures.reports.values():
        for came, done in STAGES:
            for one in report.get(came, ()):
                for other in report.get(done, ()):
                    odd = _unequal(one, other)
                    if odd:
                        yield _finding(figures.panel, odd, _against_stage)


def _odd_ones(figures: Figures, series: Sequence[Figure]) -> Iterator[Odd]:
    for figure in series:
        others = tuple(
            f for f in series
            if f.year != figure.year and f.chosen and f.value > 0
            and figures.comparable(f, figure)
        )  # fmt: skip
        years = {f.year for f in others}
        values = [f.value for f in others]
        if len(years) < STEADY or figure.value <= 0 or max(values) > STEADY * min(values):
            continue
        factor = Fraction(figure.value) / Fraction(median(values))
        low, high = TENFOLD
        large = max(figure.value, min(values)) >= SMALLEST
        if large and (low <= factor <= high or low <= 1 / factor <= high):
            yield Odd(figure, others, factor)


def _unequal(came: Figure, done: Figure) -> Odd | None:
    if min(came.value, done.value) <= 0 or max(came.value, done.value) < SMALLEST:
        return None
    factor = Fraction(came.value) / Fraction(done.value)
    if factor > UNEQUAL:
        return Odd(done, (came,), 1 / factor)
    return Odd(came, (done,), factor) if 1 / factor > UNEQUAL else None


def _finding(
    panel: Panel, odd: Odd, sentence: Callable[[Panel, Odd, Language], str]
) -> Finding:
    figure = odd.figure
    words = {lang: sentence(panel, odd, lang) for lang in LANGUAGES}
    numbers = {f"{f.indicator.id} {f.year}": f.value for f in (*odd.others, figure)}
    code = "place-shifted" if sentence is _against_series else "digit-lost"
    used = (figure, *odd.others)
    return Finding(
        code, "caution", figure.district, figure.year, figure.period,
        tuple(dict.fromkeys(f.indicator.id for f in used)), sources_of(used),
        numbers | {"factor": decimal(odd.factor)}, words["zh"], words["en"],
    )  # fmt: skip


def _against_series(panel: Panel, odd: Odd, lang: Language) -> str:
    name = odd.figure.indicator.name(lang)
    head, printed = where(panel, odd.figure, lang), said(panel, odd.figure, lang)
    size, small = _size(odd.factor, lang), odd.factor < 1
    low, high = (exact(pick(f.value for f in odd.others), 0) for pick in (min, max))
    years = list(dict.fromkeys(str(f.year) for f in odd.others))
    if lang == "zh":
        return (
            f"{head}{name}印作{printed}，是其他年份（{'、'.join(years)}年，{low}至{high}）"
            f"中位数的{size}，像是{'少' if small else '多'}了一位。"
        )
    return (
        f"{head}{name}: {printed} printed, {size} the median of other years "
        f"({', '.join(years)}: {low} to {high}), as if a digit had been "
        f"{'lost' if small else 'added'}."
    )


def _against_stage(panel: Panel, odd: Odd, lang: Language) -> str:
    figure, other = odd.figure, odd.others[0]
    head, size = where(panel, figure, lang), _size(odd.factor, lang)
    names = (figure.indicator.name(lang), other.indicator.name(lang))
    if lang == "zh":
        return (
            f"{head}{names[0]}印作{said(panel, figure, lang)}，只有同一来源{names[1]}"
            f"（{said(panel, other, lang)}）的{size}，像是少了一位。"
        )
    return (
        f"{head}{names[0]}: {said(panel, figure, lang)} printed, only {size} the "
        f"{bare(other, lang)} {names[1]} in the same source, as if a digit had been lost."
    )


def _size(factor: Fraction, lang: Language) -> str:
    """Return 10.0倍 (10.0 times), or below one 12.8% (12.8% of)."""
    if factor >= 1:
        return exact(decimal(factor), 1) + ("倍" if lang == "zh" else " times")
    return exact(decimal(100 * factor), 1) + ("%" if lang == "zh" else "% of")
