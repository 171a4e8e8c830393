"""Stock and flow: what was in force, plus what came, less what went."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from fadu.checks.bounds import Bounds, exactly
from fadu.checks.figures import Figure, Figures
from fadu.checks.finding import Finding, Severity
from fadu.checks.words import bare, exact, joined, said, sources_of, where
from fadu.codebook import LANGUAGES, Language
from fadu.panel import Panel


class Flow(NamedTuple):
    """A stock, what adds to it and what takes from it, by ids of indicators."""

    stock: str
    came: tuple[str, ...]
    went: tuple[str, ...]


FLOWS = (Flow("normdoc_in_force", ("normdoc_issued",), ("normdoc_repealed", "normdoc_lapsed")),)


class Year(NamedTuple):
    """A stock at the end of a year, with the stock before and the flows between."""

    before: Figure
    came: tuple[Figure, ...]
    went: tuple[Figure, ...]
    after: Figure
    closed: bool

    @property
    def expected(self) -> Bounds:
        """What the print of stock and flows allows at the end."""
        return _total([self.before, *self.came]) - _total(self.went)

    @property
    def plain(self) -> Decimal:
        """The stock at the end by the printed digits."""
        gone = sum((f.value for f in self.went), Decimal(0))
        return self.before.value + sum((f.value for f in self.came), Decimal(0)) - gone


def stock_flow(figures: Figures) -> Iterator[Finding]:
    """Judge each stock against the year before; an unprinted way out can only lower it."""
    for flow in FLOWS:
        for year in _years(figures, flow):
            expected, after = year.expected, year.after.allowed
            if expected.below(after) or (year.closed and after.below(expected)):
                yield _finding(figures.panel, year, "contradiction")
            elif year.plain == year.after.value:
                yield _finding(figures.panel, year, "holds")


def _years(figures: Figures, flow: Flow) -> Iterator[Year]:
    for after in figures.values:
        if after.indicator.id != flow.stock or not after.chosen:
            continue
        report = figures.reports.get((after.district, after.year, "", after.source), {})
        came = [f for name in flow.came for f in report.get(name, ())[:1]]
        went = [f for name in flow.went for f in report.get(name, ())[:1]]
        before = [f for f in figures.before(after) if f.chosen]
        if before and len(came) == len(flow.came) and figures.comparable(before[0], after):
            closed = len(went) == len(flow.went)
            yield Year(before[0], tuple(came), tuple(went), after, closed)


def _total(found: Sequence[Figure]) -> Bounds:
    return reduce(Bounds.__add__, (f.allowed for f in found), exactly(0))


def _finding(panel: Panel, year: Year, severity: Severity) -> Finding:
    used = [year.before, *year.came, *year.went, year.after]
    words = {lang: _sentence(panel, year, severity, lang) for lang in LANGUAGES}
    numbers = {f"{f.indicator.id} {f.year}": f.value for f in used} | {"expected": year.plain}
    after = year.after
    return Finding(
        "stock-flow", severity, after.district, after.year, after.period,
        tuple(dict.fromkeys(f.indicator.id for f in used)), sources_of(used), numbers,
        words["zh"], words["en"],
    )  # fmt: skip


def _sentence(panel: Panel, year: Year, severity: Severity, lang: Language) -> str:
    name, head = year.after.indicator.name(lang), where(panel, year.after, lang)
    sum_ = " ".join([
        bare(year.before, lang),
        *(f"+ {bare(f, lang)}" for f in year.came),
        *(f"− {bare(f, lang)}" for f in year.went),
        f"= {exact(year.plain, 0)}",
    ])  # fmt: skip
    if severity == "holds":
        return f"{head}{name}：{sum_}。" if lang == "zh" else f"{head}{name}: {sum_}."
    printed = said(panel, year.after, lang)
    moves = [f.indicator.name(lang) for f in (*year.came, *year.went)]
    if lang == "zh":
        return (
            f"{head}{name}印作{printed}，而按上年{name}与本年{'、'.join(moves)}计算，"
            f"{sum_}{'' if year.closed else '，未印出的减少项只会使其更小'}。"
        )
    lower = "" if year.closed else ", and what is not printed can only lower it"
    return (
        f"{head}{name}: {printed} printed, but last year's stock with {joined(moves, lang)} "
        f"gives {sum_}{lower}."
    )
