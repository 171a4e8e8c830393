"""The pages of a trend over years, part by part; each part is shown in a cell of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from fadu import charts, wording
from fadu.analyses.asked import codes, years_known
from fadu.analyses.decompose import DecomposeResult, decompose
from fadu.analyses.trend import TrendResult, trend
from fadu.codebook import Indicator, Language
from fadu.errors import RequestError
from fadu.page import (
    Beside,
    Chart,
    Heading,
    Page,
    Paragraph,
    Points,
    Text,
    page,
    text,
)
from fadu.pages.citing import Citations, citations
from fadu.pages.method import method_words
from fadu.pages.opening import listed, opening, volume
from fadu.pages.tables import years_table
from fadu.pages.trend_tables import MOST_TABLES, course_tables, parts_table, verdicts_table
from fadu.pages.words import word
from fadu.panel import Panel
from fadu.shapes.overtime import Course
from fadu.years import as_years

MOST_POINTS = 5
MOST_SPLIT = 3
"""Places whose change is split into volume and rate."""


@dataclass(frozen=True, eq=False)
class TrendAnswer:
    """The trends that were asked for, as far as the panel has figures.

    Parameters
    ----------
    panel, indicator
        Where and what.
    result
        None where no place has a figure in the years asked for.
    silent
        Places without one, each with the years that it has.
    """

    panel: Panel = field(repr=False)
    indicator: Indicator
    result: TrendResult | None
    silent: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def used(self) -> pd.DataFrame:
        """The observations drawn on, as in ``Panel.table``."""
        return self.panel.table.iloc[:0] if self.result is None else self.result.used


def ask(
    panel: Panel,
    indicator: str,
    districts: str | Iterable[str],
    years: object = None,
    across: str | Iterable[str] = (),
) -> TrendAnswer:
    """Ask for the trends of those places that have figures; the others are named.

    Parameters
    ----------
    panel, indicator, districts, years, across
        As in ``fadu.trend``.

    Raises
    ------
    RequestError
        An unknown indicator, place, year or break.
    """
    entry = panel.codebook[indicator]
    known = {c: years_known(panel, entry, c) for c in codes(panel, districts)}
    wanted = set(as_years(years)) if years else {y for have in known.values() for y in have}
    speaking = [c for c, have in known.items() if wanted & set(have)]
    silent = tuple((c, tuple(have)) for c, have in known.items() if c not in speaking)
    found = trend(panel, indicator, speaking, years, across=across) if speaking else None
    return TrendAnswer(panel, entry, found, silent)


def head(answer: TrendAnswer, lang: Language = "zh") -> Page:
    """Return the head: indicator, places, years, sources, date of the data."""
    name = answer.indicator.name(lang)
    title = f"{name}：历年趋势" if lang == "zh" else f"{wording.capital(name)} over the years"
    kicker = "法度简报　·　多年趋势" if lang == "zh" else "fadu briefing  ·  trend over years"
    facts = [*_places(answer, lang), *_years(answer, lang)]
    made_up = answer.result is not None and answer.result.simulated
    many = len(_cited(answer).table)
    facts += volume(len(answer.used), many, lang, simulated=made_up)
    return page(
        [opening(answer.panel, answer.used, answer.indicator, title, kicker, facts, lang)]
    )


def _places(answer: TrendAnswer, lang: Language) -> list[str]:
    names = [wording.among(c.short[lang], lang) for c in _courses(answer)]
    if not names:
        return []
    if len(names) <= MOST_POINTS:
        return [wording.listed(names, lang)]
    return [f"{len(names)}个地区" if lang == "zh" else f"{len(names)} places"]


def _years(answer: TrendAnswer, lang: Language) -> list[str]:
    years = sorted({int(y) for c in _courses(answer) for y in c.series.rows["year"]})
    return [wording.years_words(years, lang)] if years else []


def _courses(answer: TrendAnswer) -> tuple[Course, ...]:
    return answer.result.courses if answer.result else ()


def _cited(answer: TrendAnswer) -> Citations:
    return citations(answer.panel, set(answer.used["source"]))


def key_points(answer: TrendAnswer, lang: Language = "zh") -> Page:
    """Return the box of at most five sentences, what could not be judged among them."""
    said = [*(answer.result.points(lang) if answer.result else []), *_silence(answer, lang)]
    points = tuple(text(s) for s in said[:MOST_POINTS])
    return page([Points(title=word("key points", lang), points=points)])


def _silence(answer: TrendAnswer, lang: Language) -> list[str]:
    return [
        wording.silent(answer.indicator, answer.panel.districts.label(code, lang), have, lang)
        for code, have in answer.silent
    ]


def courses(answer: TrendAnswer, lang: Language = "zh") -> Page:
    """Return the years of each place, drawn and in a table, with the verdict of each stretch."""
    result = answer.result
    if result is None:
        return page([])
    known = _cited(answer)
    heading = Heading(words="历年数值与趋势" if lang == "zh" else "Years and trends")
    if len(result.courses) == 1:
        blocks = _alone(result, known, lang)
    else:
        tables = course_tables(result, known, lang)
        blocks = [_chart(result, known, lang), verdicts_table(result, lang), *tables]
    told = result.points(lang)[:MOST_POINTS]
    every = result.sentences(lang, brief=len(result.courses) > MOST_TABLES)
    said = [Paragraph(words=text(s)) for s in every if s not in told]
    return page([heading, *blocks, *said])


def _alone(result: TrendResult, known: Citations, lang: Language) -> list[object]:
    table = years_table(result.courses[0].series, known, lang)
    return [Beside(left=_chart(result, known, lang), right=table, share=0.48)]


def _chart(result: TrendResult, known: Citations, lang: Language) -> Chart:
    alone = len(result.courses) == 1
    size = charts.HALF if alone else charts.multiples_size(result.courses)
    name = wording.capital(result.indicator.name(lang))
    return Chart(
        svg=charts.drawing(lambda ax: result.plot(ax, lang), size),
        alt=result.alt(lang),
        caption=_years_caption(name, lang, alone=alone),
        source=_marks(result, known),
    )


def _years_caption(name: str, lang: Language, *, alone: bool) -> str:
    if alone:
        return f"{name}，历年" if lang == "zh" else f"{name} by year"
    if lang == "zh":
        return f"{name}，历年：实心点由件数得出，空心点为公布值，红色虚线为口径变更"
    return f"{name} by year: filled marks follow from counts, hollow ones are printed values, red dashes are breaks"


def _marks(result: TrendResult, known: Citations) -> Text:
    return known.mark("+".join(sorted(set(result.used["source"]))))


def ends(answer: TrendAnswer, lang: Language = "zh") -> Page:
    """Return the first and the last year of each place side by side, on one side of breaks."""
    result = answer.result
    pairs = [(c, c.ends) for c in _courses(answer) if c.ends is not None]
    if result is None or not pairs:
        return page([])
    moved = [course for course, pair in pairs if pair.change is not None]
    said = [wording.ends(course, lang) for course in _farthest(moved)]
    said += [wording.ends_summary(moved, lang)] if len(moved) > 1 else []
    blocks = [_ends_chart(result, lang, _cited(answer))] if len(pairs) > 1 else []
    if not (blocks or said):
        return page([])
    heading = "首末两年" if lang == "zh" else "First and last year"
    return page([Heading(words=heading), *blocks, *(Paragraph(words=text(s)) for s in said)])


def _farthest(courses: list[Course]) -> list[Course]:
    """Return all of a few places; of many, those that moved farthest, in their order."""
    if len(courses) <= MOST_TABLES:
        return courses
    moved = sorted(courses, key=lambda c: -wording.ends_size(c))[:MOST_TABLES]
    return [c for c in courses if c in moved]


def _ends_chart(result: TrendResult, lang: Language, known: Citations) -> Chart:
    name = wording.capital(result.indicator.name(lang))
    size = charts.slope_size(result.courses)
    return Chart(
        svg=charts.drawing(lambda ax: result.plot_ends(ax, lang), size),
        alt=result.ends_alt(lang),
        caption=f"{name}，首末两年" if lang == "zh" else f"{name}: first and last year",
        source=known.mark("+".join(_ends_sources(result))),
    )


def _ends_sources(result: TrendResult) -> list[str]:
    pairs = [c.ends for c in result.courses if c.ends is not None]
    return [str(row["sources"]) for pair in pairs for row in (pair.first, pair.last)]


def decomposition(answer: TrendAnswer, lang: Language = "zh") -> Page:
    """Return, of a rate with counts, what volume and rate did to the count behind it."""
    found = [d for d in (_split(answer, c) for c in _courses(answer)) if d][:MOST_SPLIT]
    if not found:
        return page([])
    known = _cited(answer)
    heading = (
        "件数的变化：来自总量还是比率" if lang == "zh" else "A change in count: volume or rate"
    )
    blocks: list[object] = [Heading(words=heading)]
    for one in found:
        name = wording.capital(one.parts.counted.name(lang))
        years = (int(one.parts.first["year"]), int(one.parts.last["year"]))
        place = answer.panel.districts.short(one.district, lang)
        chart = Chart(
            svg=_drawn(one, lang),
            alt=one.alt(lang),
            caption=f"{place}：{name}，{years[0]}年到{years[1]}年"
            if lang == "zh"
            else f"{place}: {name}, {years[0]} to {years[1]}",
            source=known.mark("+".join(sorted(set(one.used["source"])))),
        )
        blocks.append(Beside(left=chart, right=parts_table(one.parts, known, lang), share=0.48))
        blocks += [Paragraph(words=text(s)) for s in one.sentences(lang)]
    return page(blocks)


def _drawn(one: DecomposeResult, lang: Language) -> str:
    return charts.drawing(lambda ax: one.plot(ax, lang))


def _split(answer: TrendAnswer, course: Course) -> DecomposeResult | None:
    pair, entry = course.ends, answer.indicator
    if pair is None or pair.change is None or not (entry.is_rate and entry.numerator):
        return None
    years = int(pair.first["year"]), int(pair.last["year"])
    across = [b.id for b in course.crossed]
    try:
        return decompose(answer.panel, entry.id, course.series.district, *years, across=across)
    except RequestError:
        return None


def method(answer: TrendAnswer, lang: Language = "zh") -> Page:
    """Return how trends are judged, and what that cannot say."""
    made_up = answer.result is not None and answer.result.simulated
    general = method_words(lang, without=("trends", "ranks"), simulated=made_up)
    paragraphs = (wording.trend_method(lang), *general)
    return page(
        [Heading(words=word("method", lang)), *(Paragraph(words=text(p)) for p in paragraphs)]
    )


def sources(answer: TrendAnswer, lang: Language = "zh") -> Page:
    """Return the list of sources."""
    return listed(_cited(answer), lang, linked=True)


__all__ = [
    "TrendAnswer",
    "ask",
    "courses",
    "decomposition",
    "ends",
    "head",
    "key_points",
    "method",
    "sources",
]
