"""Text from data never steers the page."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_pages import EVIL, SVG, printed, reader, small, words_of

from fadu.briefing.glyphs import on_one_line, printable
from fadu.briefing.house import House
from fadu.page import (
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

DRAWN = House().characters()
# What Typst's markup, its code and its strings are made of, with some of both scripts.
MARKUP = st.text(alphabet="#$[]*_`<>@\\\"'/~-=+|{}();:,.&% \n\tabu12年份件", max_size=40)
SLOW = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def _bare(words: str) -> str:
    return "".join(words.split())


@SLOW
@given(st.lists(MARKUP, min_size=1, max_size=6))
def test_markup_prints_as_itself(lines):
    """Whatever of Typst's own characters a paragraph holds comes back from the PDF."""
    pdf = printed(small(*(Paragraph(words=text(line)) for line in lines)))
    assert words_of(pdf).startswith("t" + _bare("".join(lines)))


@SLOW
@given(st.text(max_size=60))
def test_any_text_can_be_set(words):
    """There is no text that the page refuses or that hangs it."""
    assert printed(small(Paragraph(words=text(words)))).startswith(b"%PDF-1.7")


@given(st.text())
def test_every_character_is_printed_or_named(words):
    """After `printable` only line feeds and characters that the fonts draw are left."""
    assert all(c == "\n" or ord(c) in DRAWN for c in printable(words, DRAWN))


@given(st.text(alphabet=st.sampled_from(sorted(map(chr, DRAWN - set(range(0x80, 0x100)))))))
def test_what_the_fonts_draw_stays(words):
    """A character that the fonts draw and that does not steer is left as it is."""
    assert printable(words.replace("\u00ad", ""), DRAWN) == words.replace("\u00ad", "")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("a\u200bb", "a[U+200B]b"),
        ("a\x07b", "a[U+0007]b"),
        ("a\x00b", "a[U+0000]b"),
        ("😀", "[U+1F600]"),
        ("ก", "[U+0E01]"),
        ("a\tb", "a b"),
        ("a\u2009b", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("㐂年", "㐂年"),
    ],
)
def test_characters_that_cannot_be_printed_are_named(words, shown):
    """Control characters, directions and missing glyphs stand as their code points."""
    assert printable(words, DRAWN) == shown


def test_a_heading_stands_on_one_line():
    """White space of any kind is one space where there is but one line."""
    assert on_one_line(" a \n\t b\u3000c ") == "a b c"


def test_no_field_of_a_page_can_steer():
    """In every field of every noun the same evil text prints as itself."""
    evil = text(EVIL, Span(text=EVIL, strong=True, href="javascript:alert(1)"))
    chart = Chart(svg=SVG.format(label="x"), alt=EVIL, caption=EVIL, source=evil)
    table = Table(columns=(Column(name=EVIL),), rows=((evil,),), caption=EVIL, notes=(EVIL,))
    shown = page(
        [
            Head(
                title=EVIL,
                kicker=EVIL,
                facts=(EVIL,),
                footer=(EVIL,),
                keywords=(EVIL,),
                lang="en",
            ),
            Points(title=EVIL, points=(evil,)),
            Heading(words=EVIL),
            Beside(left=chart, right=table),
            Paragraph(words=(*evil, Span(text=EVIL, cite=EVIL))),
            Sources(entries=(SourceEntry(id=EVIL, words=EVIL, href="file:///etc/passwd"),)),
        ]
    )
    pdf = printed(shown, House(letterhead=EVIL, author=EVIL))
    # letterhead, kicker, title, facts, points 3, heading, chart 3, table 5, paragraph 3,
    # source, footer
    assert words_of(pdf).count(_bare(EVIL)) == 21
    meta = reader(pdf).metadata
    assert meta is not None
    assert (meta.title, meta.author) == (EVIL, EVIL)


def test_only_web_addresses_are_links():
    """An address of another scheme is no link, and one in Chinese is written in ASCII."""
    spans = [
        Span(text="a", href="javascript:alert(1)"),
        Span(text="b", href="file:///etc/passwd"),
        Span(text="c", href="https://例.cn/报告 1?q=#x"),
    ]
    pdf = reader(printed(small(Paragraph(words=text(*spans)))))
    links = [a.get_object()["/A"]["/URI"] for a in pdf.pages[0]["/Annots"]]
    assert links == ["https://%E4%BE%8B.cn/%E6%8A%A5%E5%91%8A%201?q=#x"]


def test_a_line_break_in_a_cell_breaks_the_line():
    """A line feed from data is a line end within its own block."""
    pdf = printed(small(Paragraph(words=text("first\nsecond"))))
    assert "first\nsecond" in reader(pdf).pages[0].extract_text()
