"""A total that moves while its parts stand still: its scope may have changed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fadu.checks.figures import Figure, Figures
from fadu.checks.finding import Finding
from fadu.checks.words import bare, exact, sources_of, where
from fadu.codebook import LANGUAGES, Identity, Language
from fadu.panel import Panel

MOVED = 15
"""Percent by which the total has to change."""
STILL = 5
"""Percent by which each part that both years print may change at most."""
SHARE = 25
"""Percent of the earlier total that those parts make up at least: fewer say little of it."""


class Jump(NamedTuple):
    """A total of two years, with the parts that both years print."""

    before: Figure
    after: Figure
    parts: tuple[tuple[Figure, Figure], ...]


def scope_change(figures: Figures) -> Iterator[Finding]:
    """Look at each total of the codebook's identities from one year to the next."""
    laws = [law for entry in figures.panel.codebook.indicators.values() for law in entry.laws]
    for law in laws:
        if len(law.right) == 1 and len(law.left) > 1:
            for jump in _jumps(figures, law):
                if _moved(jump):
                    yield _finding(figures.panel, jump)


def _jumps(figures: Figures, law: Identity) -> Iterator[Jump]:
    for after in figures.values:
        if after.indicator.id != law.right[0] or not after.chosen:
            continue
        before = next((f for f in figures.before(after) if f.chosen and f.value > 0), None)
        if before is None or not figures.comparable(before, after):
            continue
        parts = []
        for name in law.left:
            pair = [_in_report(figures, total, name) for total in (before, after)]
            if pair[0] and pair[1] and pair[0].value > 0:
                parts.append((pair[0], pair[1]))
        yield Jump(before, after, tuple(parts))


def _in_report(figures: Figures, total: Figure, name: str) -> Figure | None:
    report = figures.reports[total.district, total.year, total.period, total.source]
    return next(iter(report.get(name, ())), None)


def _moved(jump: Jump) -> bool:
    share = sum(one.value for one, _ in jump.parts)
    return (
        abs(_percent(jump.before, jump.after)) >= MOVED
        and 100 * share >= SHARE * jump.before.value
        and all(abs(_percent(*pair)) <= STILL for pair in jump.parts)
    )


def _percent(before: Figure, after: Figure) -> float:
    return float(100 * (after.value - before.value) / before.value)


def _finding(panel: Panel, jump: Jump) -> Finding:
    parts: Sequence[Figure] = [f for pair in jump.parts for f in pair]
    used = [jump.before, jump.after, *parts]
    words = {lang: _sentence(panel, jump, lang) for lang in LANGUAGES}
    after = jump.after
    return Finding(
        "scope-change", "caution", after.district, after.year, after.period,
        tuple(dict.fromkeys(f.indicator.id for f in used)), sources_of(used),
        {f"{f.indicator.id} {f.year}": f.value for f in used}, words["zh"], words["en"],
    )  # fmt: skip


def _sentence(panel: Panel, jump: Jump, lang: Language) -> str:
    head = where(panel, jump.after, lang)
    total = _moves(jump.before, jump.after, lang)
    parts = [_moves(*pair, lang) for pair in jump.parts]
    if lang == "zh":
        return f"{head}{total}，而{'、'.join(parts)}，总数的口径可能变了。"
    rest = " and ".join(parts)
    return f"{head}{total}, while {rest}: the scope of the total may have changed."


def _moves(before: Figure, after: Figure, lang: Language) -> str:
    name, percent = after.indicator.name(lang), _percent(before, after)
    size = exact(abs(round(after.value * 100 / before.value - 100, 6)), 1)
    values = (bare(before, lang), bare(after, lang))
    if lang == "zh":
        way = "增" if percent >= 0 else "减"
        return f"{name}由上年的{values[0]}到{values[1]}，{way}{size}%"
    way = "up" if percent >= 0 else "down"
    return f"{name} went from {values[0]} to {values[1]} ({way} {size}%)"
