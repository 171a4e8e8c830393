"""A report with its figures marked in its text, each indicator in a colour of its own."""

from collections.abc import Iterator, Sequence

from fadu.codebook import Codebook, Language
from fadu.intake import Figure, Report
from fadu.intake.report import bundled_codebook
from fadu.page import Heading, Page, Paragraph, Points, Span, Text, page, text

MOST_CHARACTERS = 20_000
TONES = 7  # an eighth, grey, is for numbers without an indicator
UNMATCHED = 8
_OUTSTANDING = {
    "zh": "归入指标的数已标出。",
    "en": "Numbers that have an indicator are marked.",
}


def report_page(
    report: Report, lang: Language = "zh", codebook: Codebook | None = None
) -> Page:
    """Return the text of a report with its figures marked.

    Parameters
    ----------
    report
        What was read.
    lang
        zh or en: the language of what is said about it.
    codebook
        Names the indicators; by default the bundled one.
    """
    book = codebook or bundled_codebook()
    figures = report.extract(book)
    title = Heading(words=report.title or report.path.name, level=2)
    said = Points(points=tuple(text(s) for s in report_facts(report, figures, lang)))
    return page([title, said]) + marked_text(report, figures, book, lang)


def marked_text(
    report: Report, figures: Sequence[Figure], book: Codebook, lang: Language = "zh"
) -> Page:
    """Return the text with `figures` marked, each indicator in a colour of its own."""
    tones = _tones(figures)
    lines = (_line(report.text, figures, tones, book, lang, *span) for span in _spans(report))
    blocks = [Paragraph(words=text(_OUTSTANDING[lang]), quiet=True)] if tones else []
    blocks += [Paragraph(words=_legend(tones, book, lang), screen=True)]
    blocks += [Paragraph(words=words) for words in lines if words]
    if len(report.text) > MOST_CHARACTERS:
        blocks.append(Paragraph(words=text(_cut(report, lang)), quiet=True))
    return page(blocks)


def _tones(figures: Sequence[Figure]) -> dict[str, int]:
    names = dict.fromkeys(f.indicator for f in figures if f.indicator)
    return {name: 1 + n % TONES for n, name in enumerate(names)}


def report_facts(report: Report, figures: Sequence[Figure], lang: Language) -> list[str]:
    """Return what was recognised: place, year, how many numbers have an indicator."""
    matched = sum(bool(f.indicator) for f in figures)
    unmatched = len(figures) - matched
    place, codes = "、".join(report.place_names[:1]), ", ".join(report.candidates[:4])
    many = (
        f"{len(figures)}个数量，其中{matched}个归入指标，{unmatched}个未归入"
        if lang == "zh"
        else f"{len(figures)} quantities, {matched} with an indicator, {unmatched} without"
    )
    return [recognised(place, codes, report.year, lang), many]


def recognised(place: str, codes: str, year: int | None, lang: Language) -> str:
    """Say of which place and year a report is taken to be; what is unknown is said to be."""
    unknown = "未认出" if lang == "zh" else "not recognised"
    if lang == "zh":
        coded = f"（{codes}）" if codes else ""
        return f"地区：{place or unknown}{coded}；年份：{year or unknown}"
    coded = f" ({codes})" if codes else ""
    return f"Place: {place or unknown}{coded}; year: {year or unknown}"


def _legend(tones: dict[str, int], book: Codebook, lang: Language) -> Text:
    spans: list[str | Span] = []
    for name, tone in tones.items():
        spans += [Span(text=book[name].name(lang), tone=tone), "  "]
    without = "没有指标的数" if lang == "zh" else "a number without indicator"
    return text(*spans, Span(text=without, tone=UNMATCHED))


def _spans(report: Report) -> Iterator[tuple[int, int]]:
    """Yield where each line of the text begins and ends."""
    start = 0
    for line in report.text[:MOST_CHARACTERS].splitlines(keepends=True):
        yield start, start + len(line.rstrip())
        start += len(line)


def _line(
    whole: str,
    figures: Sequence[Figure],
    tones: dict[str, int],
    book: Codebook,
    lang: Language,
    start: int,
    end: int,
) -> Text:
    spans: list[str | Span] = []
    at = start
    for figure in figures:
        if at <= figure.start and figure.end <= end:
            spans += [whole[at : figure.start], _mark(figure, tones, book, lang)]
            at = figure.end
    rest = [*spans, whole[at:end]]
    return text(*(s for s in rest if s != ""))


def _mark(figure: Figure, tones: dict[str, int], book: Codebook, lang: Language) -> Span:
    if not figure.indicator:
        return Span(text=figure.surface, tone=UNMATCHED, hint=figure.note)
    name = book[figure.indicator].name(lang)
    year = f" {figure.year}" if figure.year else ""
    hint = f"{name}{year} = {figure.value} {figure.unit}".strip()
    return Span(text=figure.surface, strong=True, tone=tones[figure.indicator], hint=hint)


def _cut(report: Report, lang: Language) -> str:
    rest = len(report.text) - MOST_CHARACTERS
    return f"其余{rest}字未列出。" if lang == "zh" else f"{rest} more characters are not shown."
