"""A page as HTML and as plain text."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.lab.html import STYLE, page_html
from fadu.lab.plain import page_text
from fadu.page import (
    Attachments,
    Beside,
    Chart,
    Column,
    Head,
    Heading,
    Paragraph,
    Points,
    SourceEntry,
    Sources,
    Span,
    Table,
    page,
    text,
)

EVIL = "<script>alert('x')</script> \"&\" <b onclick=y>"
CHART = Chart(svg="<svg><script>x</script></svg>", alt='a "line"', caption="Line")
TABLE = Table(
    columns=(Column(name="地区"), Column(name="n", align="right")),
    rows=(
        (text("通州区"), text("5")),
        (text("ab"), text("1,234", Span(text="[1]", cite="s 1"))),
    ),
    caption="Places",
    notes=("† a break.",),
    strong_rows=(0,),
)


class _Read(HTMLParser):
    """Collects the words, the tags and the attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"br", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    def attributes(self, name):
        return [a[name] for _, a in self.tags if name in a]


def html(*blocks):
    """Return blocks as HTML, read."""
    read = _Read(page_html(page(blocks)))
    assert read.open == []
    return read


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_text_comes_back(words):
    """Whatever a paragraph holds is what a reader of the HTML reads."""
    assert "".join(html(Paragraph(words=text(words))).words) == words


def test_no_field_becomes_markup():
    """The same evil text in every field of every noun adds no element of its own."""
    evil = text(EVIL, Span(text=EVIL, strong=True, href="javascript:alert(1)", cite=EVIL))
    shown = html(
        Head(title=EVIL, kicker=EVIL, facts=(EVIL,), footer=(EVIL,)),
        Heading(words=EVIL),
        Points(title=EVIL, points=(evil,)),
        Table(columns=(Column(name=EVIL),), rows=((evil,),), caption=EVIL, notes=(EVIL,)),
        CHART.model_copy(update={"alt": EVIL, "caption": EVIL, "source": evil}),
        Sources(entries=(SourceEntry(id=EVIL, words=EVIL, href="javascript:alert(1)"),)),
    )
    assert "script" not in {tag for tag, _ in shown.tags}
    assert shown.attributes("onclick") == []
    assert all(href.startswith("#fadu-source-") for href in shown.attributes("href"))
    assert "".join(shown.words).count(EVIL) == 16


def test_a_mark_leads_to_its_entry():
    """The mark in a cell and the entry in the list agree, whatever the id holds."""
    sources = Sources(
        entries=(SourceEntry(id="s 1", words="w", href="https://x.cn/a?b=1&c=2"),)
    )
    shown = html(TABLE, sources)
    assert shown.attributes("href") == ["#fadu-source-s%201", "https://x.cn/a?b=1&c=2"]
    assert shown.attributes("id") == ["fadu-source-s%201"]


def test_a_chart_is_a_picture_with_words():
    """A chart is an image of its own, in which no script can run, with its description."""
    shown = html(CHART)
    (image,) = [attributes for tag, attributes in shown.tags if tag == "img"]
    assert image["alt"] == 'a "line"'
    assert image["src"].startswith("data:image/svg+xml;base64,")


def test_a_table_marks_its_heads_and_its_focus():
    """Head cells are head cells of columns, and the row in focus is marked."""
    shown = html(TABLE)
    assert shown.attributes("scope") == ["col", "col"]
    assert [a.get("class") for tag, a in shown.tags if tag == "tr"] == [
        None,
        "fadu-focus",
        None,
    ]


def test_side_by_side():
    """Two halves stand beside each other in their shares."""
    shown = html(Beside(left=CHART, right=TABLE, share=0.4))
    assert shown.attributes("style") == ["grid-template-columns:0.400fr 0.600fr"]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Paragraph(words=text("a\nb"), quiet=True), "ab"),
        (Points(points=(text("a"), text("b")), ordered=True), "ab"),
        (
            Attachments(data="", sources="", parameters=""),
            "data.csv · sources.csv · parameters.json",
        ),
        (Head(title="t", lang="zh"), "t"),
    ],
)
def test_other_nouns(block, words):
    """Every noun has its form."""
    assert "".join(html(block).words) == words


def test_light_and_dark():
    """The style follows JupyterLab's theme, else the system's, and touches nothing outside."""
    assert "prefers-color-scheme: dark" in STYLE
    assert '[data-jp-theme-light="false"] .fadu-page' in STYLE
    rules = [line for line in STYLE.splitlines() if "{" in line and not line.startswith("@")]
    assert all(".fadu-page" in rule for rule in rules)


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (Head(title="T", kicker="K", facts=("F",)), ["K", "T", "F"]),
        (Heading(words="H", level=2), ["", "## H"]),
        (Paragraph(words=text("a", "b")), ["ab"]),
        (Points(title="K", points=(text("a"),)), ["K", "- a"]),
        (Points(points=(text("a"),), ordered=True), ["1. a"]),
        (
            TABLE,
            [
                "Places",
                "地区           n",
                "通州区         5",
                "ab      1,234[1]",
                "† a break.",
            ],
        ),
        (CHART, ['[Line a "line"]']),
        (Beside(left=CHART, right=Paragraph(words=text("p"))), ['[Line a "line"]', "p"]),
        (Sources(entries=(SourceEntry(id="s", words="w", href="h"),)), ["w h"]),
        (
            Attachments(data="", sources="", parameters=""),
            ["data.csv, sources.csv, parameters.json"],
        ),
    ],
)
def test_plain_text(block, lines):
    """Every noun has a form in plain text; columns are level where a character takes two."""
    assert page_text(page([block])).split("\n") == lines
