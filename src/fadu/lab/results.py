"""What the package's objects show of themselves: one table from type to page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import pandas as pd
from matplotlib.axes import Axes

from fadu import charts, pages
from fadu.analyses import (
    Answer,
    Audit,
    Comparison,
    Coverage,
    DecomposeResult,
    ModelResult,
    Profile,
    Ranking,
    TrendResult,
)
from fadu.checks import Finding, Findings
from fadu.codebook import LANGUAGES, Language
from fadu.errors import RequestError, one_of
from fadu.extensions import Extensions
from fadu.intake import Report
from fadu.lab.frames import frame_table
from fadu.page import Chart, Heading, Page, Paragraph, Points, Table, page, text
from fadu.pages.citing import Citations, citations
from fadu.pages.figures import figures_table, panel_page
from fadu.pages.frame import boxed
from fadu.pages.marked import report_page
from fadu.pages.model import ModelAnswer
from fadu.pages.trend import TrendAnswer
from fadu.panel import Decision, Panel
from fadu.panel.breaks import related


class Result(Protocol):
    """What every analysis returns."""

    @property
    def panel(self) -> Panel:
        """Where its figures stand."""

    @property
    def table(self) -> pd.DataFrame:
        """Its numbers."""

    def sentences(self, lang: Language) -> list[str]:
        """Return its key points."""

    def plot(self, ax: Axes | None, lang: Language) -> Axes:
        """Draw its chart."""

    def alt(self, lang: Language) -> str:
        """Return its chart in words."""


def show(thing: object, lang: Language = "zh") -> Page:
    """Return what an object of the package shows of itself, in Chinese or English.

    Parameters
    ----------
    thing
        A panel, a report, the result of an analysis, findings, or a page.
    lang
        zh or en; an object that is shown without asking shows itself in Chinese.

    Returns
    -------
    Page
        Shows itself in a notebook, as text in a terminal, and in the PDF.

    Raises
    ------
    RequestError
        Another kind of object, or another language.
    """
    if lang not in LANGUAGES:
        raise RequestError(one_of("lang", lang, LANGUAGES))
    if isinstance(thing, Page):
        return thing
    if type(thing) not in PAGES:
        kinds = ", ".join(kind.__name__ for kind in PAGES)
        raise RequestError(f"a {type(thing).__name__} shows no page; these do: {kinds}")
    return PAGES[type(thing)](thing, lang)


def _profile(found: Profile, lang: Language) -> Page:
    parts, own, book = pages.profile, found.own, found.panel.codebook
    names = {i for p in found.parts for i in related(p.series.indicator.id, book)}
    own = own[own["indicator"].isin(names)]
    return (
        parts.key_points(found, lang)
        + parts.indicators(found, lang)
        + _behind(found.panel, own, parts.cited(found), lang)
    )


def _comparison(found: Comparison, lang: Language) -> Page:
    parts = pages.comparison
    return (
        parts.key_points(found, lang)
        + parts.chart(found, lang)
        + parts.tables(found, lang)
        + _behind(found.panel, found.used, parts.cited(found), lang)
    )


def _trend(found: TrendResult, lang: Language) -> Page:
    answer, parts = TrendAnswer(found.panel, found.indicator, found, ()), pages.trend
    shown = parts.key_points(answer, lang) + parts.courses(answer, lang)
    return shown + _behind(found.panel, found.used, _cited(found.panel, found.used), lang)


def _model(found: ModelResult, lang: Language) -> Page:
    answer = ModelAnswer(found.panel, found.effects.indicator, found)
    parts = pages.model
    shown = parts.key_points(answer, lang) + parts.effects(answer, lang)
    return shown + _behind(found.panel, found.used, _cited(found.panel, found.used), lang)


def _coverage(found: Coverage, lang: Language) -> Page:
    parts = pages.quality
    return (
        parts.key_points(found, lang)
        + parts.chart(found, lang)
        + parts.bounds(found, lang)
        + page([parts.cited(found).block(lang)])
    )


def _drawn(found: Ranking | DecomposeResult, lang: Language) -> Page:
    """Show key points, the chart where there is one, the table, the figures behind."""
    known = _cited(found.panel, found.used)
    shown = boxed(found.sentences(lang), lang)
    if not (isinstance(found, Ranking) and found.ranks is None):
        size = charts.HALF
        if isinstance(found, Ranking) and found.ranks is not None:
            size = charts.rows_size(len(found.ranks.rows))
        shown += page([_chart(found, lang, size), frame_table(found.table)])
    return shown + _behind(found.panel, found.used, known, lang)


def _chart(found: Result, lang: Language, size: tuple[float, float]) -> Chart:
    svg = charts.drawing(lambda ax: found.plot(ax, lang), size)
    return Chart(svg=svg, alt=found.alt(lang), caption="")


def _answer(found: Answer, lang: Language) -> Page:
    ids = found.table.get("sources", pd.Series(dtype="str")).astype("str")
    known = citations(found.panel, ids)
    blocks: list[object] = [Heading(words=found.title[lang])]
    blocks += boxed(found.sentences(lang), lang).blocks
    if found.draw is not None:
        blocks.append(_chart(found, lang, charts.FULL))
    blocks.append(_marked(found.table, known))
    return page([*blocks, *([] if known.table.empty else [known.block(lang)])])


def _marked(frame: pd.DataFrame, known: Citations) -> Table:
    """Return a frame as a table whose column of sources holds marks."""
    table = frame_table(frame)
    names = [column.name for column in table.columns]
    if "sources" not in names:
        return table
    at = names.index("sources")
    rows = tuple((*row[:at], known.mark(row[at][0].text), *row[at + 1 :]) for row in table.rows)
    return table.model_copy(update={"rows": rows})


def _behind(panel: Panel, used: pd.DataFrame, cited: Citations, lang: Language) -> Page:
    """Show the printed figures behind a result, and the sources."""
    if used.empty:
        return page([] if cited.table.empty else [cited.block(lang)])
    heading = Heading(words="所用公布值" if lang == "zh" else "The figures behind", level=2)
    return page([heading, figures_table(panel, used, cited, lang), cited.block(lang)])


def _cited(panel: Panel, used: pd.DataFrame) -> Citations:
    return citations(panel, set(used["source"]))


def _findings(found: Findings, lang: Language) -> Page:
    known = citations(found.panel, [s for one in found for s in one.sources])
    if not found:
        none = "没有发现。" if lang == "zh" else "Nothing was found."
        return page([Paragraph(words=text(none))])
    points = tuple(
        text(
            _SEVERITY[one.severity][lang],
            one.sentence(lang),
            " ",
            *known.mark("+".join(one.sources)),
        )
        for one in found
    )
    return page([Points(points=points), known.block(lang)])


_SEVERITY: Mapping[str, Mapping[Language, str]] = {
    "contradiction": {"zh": "矛盾：", "en": "Contradiction: "},
    "caution": {"zh": "注意：", "en": "Caution: "},
    "note": {"zh": "推知：", "en": "Note: "},
    "holds": {"zh": "相符：", "en": "Holds: "},
}


def _finding(found: Finding, lang: Language) -> Page:
    return page([Paragraph(words=text(_SEVERITY[found.severity][lang], found.sentence(lang)))])


def _decision(found: Decision, lang: Language) -> Page:
    when = f"{found.year}{f' ({found.period})' if found.period else ''}"
    printed = ", ".join(str(v) for v in found.expect)
    reason = found.reason_zh if lang == "zh" else found.reason_en
    cell = f"{found.district} {when} {found.indicator}: {printed} → {found.value}"
    return page([Paragraph(words=text(cell)), Paragraph(words=text(reason), quiet=True)])


def _extensions(found: Extensions, lang: Language) -> Page:
    none = "无" if lang == "zh" else "none"
    names = ("检查：", "分析：") if lang == "zh" else ("Checks: ", "Analyses: ")
    listed: Iterable[str] = (", ".join(found.checks), ", ".join(found.analyses))
    points = (text(head, words or none) for head, words in zip(names, listed, strict=True))
    return page([Points(points=tuple(points))])


PAGES: Mapping[type, Callable[[Any, Language], Page]] = {
    Panel: panel_page,
    Profile: _profile,
    Comparison: _comparison,
    Ranking: _drawn,
    TrendResult: _trend,
    ModelResult: _model,
    Coverage: _coverage,
    DecomposeResult: _drawn,
    Answer: _answer,
    Audit: _findings,
    Findings: _findings,
    Finding: _finding,
    Decision: _decision,
    Extensions: _extensions,
    Report: report_page,
}
"""What shows itself; a new kind of object is an entry here."""
