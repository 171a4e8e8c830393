"""Pages for the tests, in the style of a real briefing, and what a PDF says of itself."""

import io
from collections.abc import Iterator
from typing import Any

import pypdf

from fadu.briefing.compile import compile_pdf
from fadu.briefing.house import House
from fadu.briefing.typeset import typeset
from fadu.page import (
    Attachments,
    Beside,
    Chart,
    Column,
    Head,
    Heading,
    Page,
    Paragraph,
    Points,
    SourceEntry,
    Sources,
    Span,
    Table,
    page,
    text,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="234pt" height="150pt" viewBox="0 0 234 150">'
    '<path d="M20 120 L100 60 L200 20" fill="none" stroke="#0b3c5d"/>'
    '<text x="100" y="50" style="font: 8px \'DejaVu Sans\'">{label}</text></svg>'
)
ALT = {
    "zh": "北京市通州区行政复议直接纠错率的折线：由百分之二十一降到百分之十，此后升到百分之二十四。",
    "en": "Line of the rate of correction in Tongzhou: it falls from 21% to 10%, then rises to 24%.",
}
EVIL = '#set page(fill: red) $x$ [*] _a_ `b` <c> @d \\ "e" // f /* g */ ~ -- \' = h'


def briefing(lang: Any = "zh", long_rows: int = 60) -> Page:
    """Return a page with every noun in it."""
    zh = lang == "zh"
    mark = Span(text="[1]", cite="s 1/<>")
    rows = [("2021", "56", "21.4%"), ("2022", "51", "10.7%"), ("2023", "236", "24.2%")]
    chart = Chart(
        svg=SVG.format(label="纠错率" if zh else "Rate"),
        alt=ALT[lang],
        caption="直接纠错率" if zh else "Rate of correction",
        source=text(mark),
    )
    table = Table(
        columns=(
            Column(name="年份" if zh else "Year"),
            Column(name="件数" if zh else "Cases", align="right"),
            Column(name="比率" if zh else "Rate", align="right"),
        ),
        rows=tuple((text(a), text(b, mark), text(c)) for a, b, c in rows),
        caption="直接纠错率，历年" if zh else "Rate of correction by year",
        notes=("† 口径变更。" if zh else "† a break.",),
        strong_rows=(2,),
    )
    long = Table(
        columns=(
            Column(name="指标" if zh else "Indicator", wide=True),
            Column(name="数值" if zh else "Value", align="right"),
        ),
        rows=tuple((text(f"第{n}项"), text(f"{n * 37:,}")) for n in range(long_rows)),
        caption="其他指标" if zh else "Other indicators",
        long=True,
    )
    said = "2023年直接纠错率为24.2%。" if zh else "In 2023 the rate was 24.2%."
    return page(
        [
            Head(
                title="北京市通州区行政复议" if zh else "Tongzhou: reconsideration",
                kicker="法度简报" if zh else "fadu briefing",
                facts=("代码 110112", "5份来源" if zh else "5 sources"),
                footer=("2026-02-01", "fadu 0.1.0"),
                lang=lang,
                date="2026-02-01",
                keywords=("行政复议", "法治"),
            ),
            Points(title="要点" if zh else "Key points", points=(text(said, mark), text(said))),
            Heading(words="指标" if zh else "Indicators"),
            Heading(words="直接纠错率" if zh else "Rate", level=2),
            Beside(left=chart, right=table, share=0.48),
            Paragraph(words=text(Span(text=said, strong=True), said)),
            Heading(words="说明" if zh else "Notes", level=3),
            Points(points=(text(said), text(said)), ordered=True),
            Paragraph(words=text(said), quiet=True),
            Heading(words="其他" if zh else "Others"),
            long,
            Heading(words="来源" if zh else "Sources"),
            Sources(
                entries=(
                    SourceEntry(
                        id="s 1/<>",
                        words="[1] 通州区人民政府，《年度报告》，2024。",
                        href="https://www.bjtzh.gov.cn/报告?a=1&b=2",
                    ),
                    SourceEntry(id="s2", words=f"[2] {EVIL}"),
                )
            ),
            Attachments(
                data="district,value\n110112,236\n",
                sources="id,title\ns1,报告\n",
                parameters='{"district": "110112"}\n',
            ),
        ]
    )


def printed(shown: Page, house: House | None = None) -> bytes:
    """Return the PDF of a page."""
    return compile_pdf(typeset(shown, house))


def small(*blocks: Any, title: str = "t", lang: Any = "en") -> Page:
    """Return a page of `blocks` under a head."""
    return page([Head(title=title, lang=lang), *blocks])


def reader(pdf: bytes) -> pypdf.PdfReader:
    """Return the PDF opened."""
    return pypdf.PdfReader(io.BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    """Return the words of all pages without white space."""
    return "".join("".join(p.extract_text() for p in reader(pdf).pages).split())


def elements(pdf: bytes) -> Iterator[dict[str, Any]]:
    """Yield the elements of the structure tree, in reading order."""
    todo = [reader(pdf).trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        element = todo.pop().get_object()
        if isinstance(element, list):
            todo += reversed(element)
        elif isinstance(element, dict):
            if "/S" in element:
                yield element
            todo += [element["/K"]] if "/K" in element else []
