"""A notebook's own prose becomes the nouns of a page."""

import pytest

from fadu.briefing.prose import blocks_of_markdown, has_chinese
from fadu.page import Column, Heading, Paragraph, Points, Span, Table, text


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("# A *b*", [Heading(words="A b", level=1)]),
        ("##### deep", [Heading(words="deep", level=3)]),
        (
            "one **two** [three](https://x.cn)",
            [
                Paragraph(
                    words=text(
                        "one ",
                        Span(text="two", strong=True),
                        " ",
                        Span(text="three", href="https://x.cn"),
                    )
                )
            ],
        ),
        ("- a\n- b", [Points(points=(text("a"), text("b")))]),
        ("1. a\n2. b", [Points(points=(text("a"), text("b")), ordered=True)]),
        ("- a\n  - b\n- c", [Points(points=(text("a"), text("b"), text("c")))]),
        (
            "| a | b |\n|---|--:|\n| 1 | 2 |",
            [
                Table(
                    columns=(Column(name="a"), Column(name="b", align="right")),
                    rows=((text("1"), text("2")),),
                    long=True,
                )
            ],
        ),
        ("```\nx = 1\n```", [Paragraph(words=text("x = 1"), quiet=True)]),
        ("> said", [Paragraph(words=text("said"))]),
        ("`code` $x$", [Paragraph(words=text("code", " $x$"))]),
        ("![a chart](chart.png)", [Paragraph(words=text("a chart"))]),
        ("a  \nb", [Paragraph(words=text("a", "\n", "b"))]),
        ("a\nb", [Paragraph(words=text("a", " ", "b"))]),
        ("甲\n乙", [Paragraph(words=text("甲", "乙"))]),
        ("---", []),
        ("", []),
    ],
)
def test_markdown(source, blocks):
    """Each form of markdown has its noun."""
    assert blocks_of_markdown(source) == blocks


def test_html_is_text():
    """Raw HTML is not read; it prints as it is written."""
    (block,) = blocks_of_markdown("a <b onclick='x'>c</b>")
    assert block == Paragraph(words=text("a <b onclick='x'>c</b>"))


def test_which_words_are_chinese():
    """One Han character makes a text Chinese."""
    assert has_chinese("x 通")
    assert not has_chinese("Tongzhou, “2024”")
