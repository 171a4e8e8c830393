"""A figure that leaves its own series and fits that of a look-alike."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from fadu.checks.figures import Figure, Figures, period_shape
from fadu.checks.finding import Finding
from fadu.checks.words import bare, said, sources_of, where
from fadu.codebook import LANGUAGES, Language
from fadu.panel import Panel

APART = Decimal("2.5")
"""A count this many times its series, up or down, has left it."""
APART_POINTS = 20
"""A rate this many points off its series has left it."""
ALIKE = Decimal("1.25")
"""A count within this factor of another series belongs to it."""
ALIKE_POINTS = 5
"""A rate within as many points of another series belongs to it."""
SERIES = 2
"""Other years that a series needs before anything can leave it."""


def look_alike(figures: Figures) -> Iterator[Finding]:
    """Hold each figure against its own series and against those of its look-alikes."""
    for series in figures.series.values():
        for figure in series:
            others = _others(figures, series, figure)
            if not _left(figure, others):
                continue
            for name in figure.indicator.not_to_confuse_with:
                key = (figure.district, name, period_shape(figure.period))
                alike = _others(figures, figures.series.get(key, ()), figure)
                if alike and _belongs(figure, alike) and not _near(others, alike):
                    yield _finding(figures.panel, figure, others, alike)


def _others(figures: Figures, series: Sequence[Figure], figure: Figure) -> list[Figure]:
    return [
        f for f in series
        if f.chosen and f.value > 0
        and (f.year, f.indicator.id) != (figure.year, figure.indicator.id)
        and figures.comparable(f, figure)
    ]  # fmt: skip


def _left(figure: Figure, others: Sequence[Figure]) -> bool:
    if len({f.year for f in others}) < SERIES or figure.value <= 0:
        return False
    if not all(_same(f.value, _middle(others), figure) for f in others):
        return False
    middle = _middle(others)
    if figure.indicator.is_rate:
        return abs(figure.value - middle) >= APART_POINTS
    return max(figure.value, middle) >= APART * min(figure.value, middle)


def _belongs(figure: Figure, alike: Sequence[Figure]) -> bool:
    return all(_same(f.value, figure.value, figure) for f in alike)


def _near(others: Sequence[Figure], alike: Sequence[Figure]) -> bool:
    return _same(_middle(others), _middle(alike), others[0])


def _same(one: Decimal, other: Decimal, like: Figure) -> bool:
    if like.indicator.is_rate:
        return abs(one - other) <= ALIKE_POINTS
    return max(one, other) <= ALIKE * min(one, other)


def _middle(found: Sequence[Figure]) -> Decimal:
    return Decimal(median(f.value for f in found))


def _finding(
    panel: Panel, figure: Figure, others: Sequence[Figure], alike: Sequence[Figure]
) -> Finding:
    words = {lang: _sentence(panel, figure, others, alike, lang) for lang in LANGUAGES}
    used = [figure, *others, *alike]
    return Finding(
        "look-alike", "caution", figure.district, figure.year, figure.period,
        (figure.indicator.id, alike[0].indicator.id), sources_of(used),
        {f"{f.indicator.id} {f.year}": f.value for f in used}, words["zh"], words["en"],
    )  # fmt: skip


def _sentence(
    panel: Panel,
    figure: Figure,
    others: Sequence[Figure],
    alike: Sequence[Figure],
    lang: Language,
) -> str:
    head, name = where(panel, figure, lang), figure.indicator.name(lang)
    other = alike[0].indicator.name(lang)
    own, theirs = _range(others, lang), _range(alike, lang)
    printed = said(panel, figure, lang)
    if lang == "zh":
        return (
            f"{head}{name}印作{printed}，其他年份为{own}，而{other}为{theirs}，"
            "可能是后者的数字。"
        )
    return (
        f"{head}{name}: {printed} printed against {own} in other years, while the series of "
        f"{other} stands at {theirs}; the figure may be of the latter."
    )


def _range(found: Sequence[Figure], lang: Language) -> str:
    ordered = sorted(found, key=lambda f: f.value)
    ends = list(dict.fromkeys(bare(f, lang) for f in (ordered[0], ordered[-1])))
    unit = "%" if ordered[0].in_percent else ""
    return ("至" if lang == "zh" else " to ").join(ends) + unit
