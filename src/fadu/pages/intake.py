"""The pages of a report that is read in, part by part: its text, its figures, what does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from fadu.checks import Findings, audit, notes
from fadu.codebook import Indicator, Language
from fadu.intake import Figure, Report, read_report, with_report
from fadu.page import Column, Heading, Page, Paragraph, Points, Span, Table, Text, page, text
from fadu.pages.citing import Citations, citations
from fadu.pages.frame import boxed, headed, listed_sources
from fadu.pages.locating import at_span
from fadu.pages.marked import marked_text, recognised, report_facts
from fadu.panel import Panel
from fadu.rounding import as_given, qualified, with_points

AROUND = 14
"""Characters of the text shown on either side of a number without an indicator."""
_WORDS = {
    "kicker": {"zh": "法度简报　·　报告读入", "en": "fadu briefing  ·  a report read in"},
    "text": {"zh": "报告原文", "en": "The report"},
    "figures": {"zh": "归入指标的数", "en": "Numbers with an indicator"},
    "unmatched": {"zh": "没有归入指标的数", "en": "Numbers without an indicator"},
    "findings": {"zh": "与面板对照后的发现", "en": "What does not fit, beside the panel"},
    "none": {"zh": "没有发现互不相符之处。", "en": "Nothing was found to disagree."},
    "no numbers": {"zh": "没有。", "en": "There are none."},
}


@dataclass(frozen=True, eq=False)
class Intake:
    """A report beside a panel, before anything is written.

    Parameters
    ----------
    panel
        The panel as it would be with the report's figures.
    report
        What was read.
    figures
        Its figures.
    district, year
        What they are taken to be of; empty and None where unknown.
    """

    panel: Panel = field(repr=False)
    report: Report
    figures: tuple[Figure, ...] = field(repr=False)
    district: str
    year: int | None

    @property
    def table(self) -> pd.DataFrame:
        """The table that ``fadu extract`` writes."""
        return self.report.figures(self.panel.codebook, self.district or None, self.year)

    @property
    def used(self) -> pd.DataFrame:
        """The figures as they would stand in the panel, as in ``Panel.table``."""
        table = self.panel.table
        return table[table["source"] == self.source]

    @property
    def source(self) -> str:
        """Id of the report among the panel's sources; empty where no figure can be added."""
        ids = self.panel.sources.loc[self.panel.sources["hash"] == self.report.sha256, "id"]
        return str(ids.iloc[0]) if len(ids) else ""

    def findings(self) -> Findings:
        """Return what the laws say about the district's figures of these years."""
        years = sorted({int(y) for y in self.used["year"]})
        if not years:
            return Findings((), self.panel)
        places = sorted(set(self.used["district"]))
        found = [
            f
            for look in (audit, notes)
            for f in look(self.panel, districts=places, years=years)
            if self.source in f.sources
        ]
        return Findings(found, self.panel)


def ask(panel: Panel, file: object, district: str = "", year: object = None) -> Intake:
    """Read a report and set its figures beside those of a panel.

    Parameters
    ----------
    panel
        Stays as it is.
    file
        Path of a report.
    district, year
        Override what the report says of itself; empty to take its word.

    Raises
    ------
    DocumentError
        The file cannot be read as text.
    RequestError
        An unknown district.
    """
    report = read_report(str(file), panel.districts)
    code = panel.districts.resolve(district) if district else report.district
    when = int(str(year)) if year else report.year
    figures = report.extract(panel.codebook, code or None, when)
    return Intake(with_report(panel, report, code or None, when), report, figures, code, when)


def _word(key: str, lang: Language) -> str:
    return _WORDS[key]["zh" if lang == "zh" else "en"]


def head(found: Intake, lang: Language = "zh") -> Page:
    """Return the head: the report's title, and what was recognised."""
    own = found.report.title or found.report.path.name
    place = found.panel.districts.label(found.district, lang) if found.district else ""
    facts = report_facts(found.report, found.figures, lang)
    if place:
        facts[0] = recognised(place, found.district, found.year, lang)
    title = own
    if lang == "en":  # a report's own title is Chinese
        known = ", ".join(filter(None, (place, str(found.year or ""))))
        title = f"{known}: a report read in" if known else "A report read in"
        facts = [own, *facts]
    return headed(found.panel, found.used, title, _word("kicker", lang), facts, (own,), lang)


def key_points(found: Intake, lang: Language = "zh") -> Page:
    """Return the box: how many numbers could be used, and the gravest findings."""
    many, usable = len(found.figures), len(found.used)
    zh = f"报告中有{many}个数，其中{usable}个有指标、地区和年份，可以加入面板。"
    en = f"Of {many} numbers, {usable} have an indicator, a place and a year and can be added."
    grave = [f.sentence(lang) for f in found.findings() if f.severity != "note"]
    return boxed([zh if lang == "zh" else en, *grave[:3]], lang)


def marked(found: Intake, lang: Language = "zh") -> Page:
    """Return the report's text, each number marked by its indicator."""
    shown = marked_text(found.report, found.figures, found.panel.codebook, lang)
    return page([Heading(words=_word("text", lang))]) + shown


def figures(found: Intake, lang: Language = "zh") -> Page:
    """Return the numbers that have an indicator, with their place in the text."""
    kept = [f for f in found.figures if f.indicator]
    several = len({f.district for f in kept}) > 1  # one place stands in the head
    heads = [
        ("指标", "Indicator", "left"),
        ("数值", "Value", "right"),
        ("年份", "Year", "right"),
    ]
    heads += [("地区", "Place", "left")] if several else []
    heads += [("位置", "Characters", "right")]
    rows = [_with(f, found.report, found.panel, lang, placed=several) for f in kept]
    return _listed("figures", heads, rows, lang)


def _with(
    figure: Figure, report: Report, panel: Panel, lang: Language, *, placed: bool
) -> tuple[Text, ...]:
    entry = panel.codebook[figure.indicator]
    change = figure.measure != "value"
    on_year = ("，同比" if lang == "zh" else ", on the year") if change else ""
    place = panel.districts.label(figure.district, lang) if figure.district else "—"
    return (
        text(entry.name(lang) + on_year),
        text(_value(figure, entry, lang)),
        text(str(figure.year or "—")),
        *([text(place)] if placed else []),
        _position(figure, report),
    )


def _position(figure: Figure, report: Report) -> Text:
    """Return the slice of the text, linked to its place where the report says its address."""
    url, at = report.about.get("url", ""), figure.start
    href = at_span(url, report.text, at, figure.end, report.page(at)) if url else None
    return text(Span(text=f"{at}–{figure.end}", href=href))


def _value(figure: Figure, entry: Indicator, lang: Language) -> str:
    change = figure.measure != "value"
    sign = "+" if change and figure.value > 0 else ""
    said = qualified(sign + as_given(figure.value), figure.qualifier, lang)
    if figure.measure == "change_points":
        return with_points(said, lang)
    named = lang == "en" and not change and entry.kind in {"count", "stock"}
    return said if named else said + figure.unit


def unmatched(found: Intake, lang: Language = "zh") -> Page:
    """Return the numbers that no indicator was found for, in their words."""
    rest = [f for f in found.figures if not f.indicator]
    heads = [("数", "Number", "left"), ("上下文", "In its words", "left")]
    heads += [("位置", "Characters", "right")]
    return _listed("unmatched", heads, [_without(f, found.report) for f in rest], lang)


def _without(figure: Figure, report: Report) -> tuple[Text, ...]:
    whole = report.text
    in_words = figure.unit == "%" and not figure.surface[-1].isdigit()
    around = whole[max(0, figure.start - AROUND) : figure.end + AROUND]
    return (
        text(figure.surface + ("" if in_words else figure.unit)),
        text(f"…{' '.join(around.split())}…"),
        _position(figure, report),
    )


def _listed(
    key: str,
    heads: Sequence[tuple[str, str, str]],
    rows: list[tuple[Text, ...]],
    lang: Language,
) -> Page:
    heading = Heading(words=_word(key, lang))
    if not rows:
        return page([heading, Paragraph(words=text(_word("no numbers", lang)))])
    columns = tuple(
        Column.model_validate({"name": zh if lang == "zh" else en, "align": side})
        for zh, en, side in heads
    )
    return page([heading, Table(columns=columns, rows=tuple(rows), long=True)])


def findings(found: Intake, lang: Language = "zh") -> Page:
    """Return what does not fit within the report, or beside the panel."""
    heading, said = Heading(words=_word("findings", lang)), found.findings()
    if not said:
        return page([heading, Paragraph(words=text(_word("none", lang)))])
    known = _cited(found)
    points = (text(f.sentence(lang), " ", *known.mark("+".join(f.sources))) for f in said)
    return page([heading, Points(points=tuple(points))])


def _cited(found: Intake) -> Citations:
    own = [found.source] if found.source else []
    return citations(found.panel, [*own, *(s for f in found.findings() for s in f.sources)])


def sources(found: Intake, lang: Language = "zh") -> Page:
    """Return the list of sources, the report itself among them."""
    known = _cited(found)
    return page([]) if known.table.empty else listed_sources(known, lang)
