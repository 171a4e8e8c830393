"""Links from a figure to its place in a report."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from fadu.analyses.profile import profile
from fadu.page import web_address
from fadu.pages import profile as pages
from fadu.pages.citing import citations, guide
from fadu.pages.locating import at_span, at_words, is_pdf, spellings
from fadu.panel import Panel

WEB = "https://www.example.cn/a/t1.html"


@pytest.mark.parametrize(
    ("value", "unit", "found"),
    [
        (3, "件", ("3件",)),
        ("1824", "件", ("1824件", "1,824件")),
        (1824.0, "件", ("1824件", "1,824件")),
        ("98.30", "%", ("98.3%",)),
        ("-8", "%", ("8%",)),
        (3_200_000, "件", ("3200000件", "3,200,000件", "320万件")),
        (385_000, "件", ("385000件", "385,000件", "38.5万件")),
        (557_000_000, "元", ("557000000元", "557,000,000元", "5.57亿元", "55,700万元")),
        (2.18, "ratio", ()),
        (2.18, "", ()),
    ],
)
def test_spellings(value: object, unit: str, found: tuple[str, ...]) -> None:
    """A value is looked for as reports print it: with and without separators, in 万 and 亿."""
    assert spellings(value, unit) == found


def test_words_of_a_web_page() -> None:
    """Each spelling is a directive of its own; separators and signs are escaped."""
    address = at_words(WEB, ("1824件", "1,824件", "a-b&c"))
    assert address == (f"{WEB}#:~:text=1824%E4%BB%B6&text=1%2C824%E4%BB%B6&text=a%2Db%26c")
    assert web_address(address) == address
    assert at_words(f"{WEB}#part", ("8%",)) == f"{WEB}#part:~:text=8%25"


def test_without_words_the_report_is_opened_at_its_top() -> None:
    """A PDF knows no text fragments, and a value without a unit none that is its own."""
    assert at_words(WEB, ()) == WEB
    assert at_words("https://example.cn/r.PDF?x=1", ("3件",)) == "https://example.cn/r.PDF?x=1"
    assert is_pdf("https://example.cn/r.PDF?x=1")
    assert not is_pdf("https://example.cn/pdf/")


def test_a_slice_is_told_by_what_stands_around_it() -> None:
    """Of a web page the words before and after tell the number; of a PDF its page is named."""
    text = "全年收到复议申请120件，\n受理108件，审结120件。"
    at = text.rindex("120")
    assert unquote(at_span(WEB, text, at, at + 3)) == f"{WEB}#:~:text=审结-,120,-件"
    assert unquote(at_span(WEB, text, text.index("受理"), text.index("108"))) == (
        f"{WEB}#:~:text=受理,-108件"
    )
    assert at_span("https://e.cn/r.pdf#x", text, at, at + 3, 4) == "https://e.cn/r.pdf#page=4"
    assert at_span("https://e.cn/r.pdf", text, at, at + 3) == "https://e.cn/r.pdf"


def test_a_secondary_source_is_never_linked(panel_of: Callable[..., Panel]) -> None:
    """A figure leads to the page that prints it, unless its source is only named."""
    cell = {
        "district": "110112",
        "year": "2020",
        "indicator": "review_received",
        "value": "172",
    }
    sources = [
        {"id": "a", "url": WEB},
        {"id": "b", "url": WEB, "tier": "secondary"},
        {"id": "c", "url": ""},
    ]
    panel = panel_of([{**cell, "source": s["id"]} for s in sources], sources)
    known = citations(panel, ["a", "b", "c"])
    rows = {str(r["source"]): r for r in panel.table.to_dict("records")}
    assert known.of_figure("172件", rows["a"]).href == f"{WEB}#:~:text=172%E4%BB%B6"
    assert known.of_figure("172件", rows["b"]).href is None
    assert not known.of_figure("172件", rows["c"]).href
    assert len(guide(known, "zh")) == 1
    assert guide(citations(panel, ["b"]), "en") == []


def test_figures_of_a_profile_lead_to_their_reports(panel: Panel) -> None:
    """A rate from counts is looked for by its counts, a printed figure by itself."""
    found = profile(panel, "320612", years=2023)
    shown = pages.indicators(found) + pages.rest(found)
    links = {
        span.text: unquote(span.href).partition("#:~:")[2]
        for block in shown.blocks
        for row in getattr(block, "rows", ())
        for cell in row
        for span in cell
        if span.href
    }
    assert links["16.0%"] == "text=21件&text=131件"
    assert links["87.94%"] == "text=87.94%"
    assert links["近32,770件"] == "text=32770件&text=32,770件"
    assert pages.sources(found).blocks[1].quiet
