"""Drawings are made fit to print."""

import pytest
from sample_pages import SVG

from fadu.briefing.drawings import drawing_width, fit_to_print, pixels
from fadu.briefing.house import House

DRAWN = House().characters()


@pytest.mark.parametrize(
    ("written", "points"),
    [("234pt", 234), ("312px", 234), ("312", 234), ("2in", 144), ("2.54cm", 72), ("50%", 234)],
)
def test_width(written, points):
    """The width of a drawing is read in points; one that says none is half a page wide."""
    svg = f'<svg xmlns="x" width="{written}" height="9pt">'
    assert drawing_width(svg) == pytest.approx(points)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "style=\"font: 7px 'DejaVu Sans', serif; fill: red\"",
            "style=\"font: 7px 'S'; fill: red\"",
        ),
        ('font-family="Arial"', 'font-family="S"'),
        ("font-family: Arial, sans-serif; x", "font-family: 'S'; x"),
        ("<text>\U0001f600</text>", "<text>[U+1F600]</text>"),
        ("<text>&#128512;&#x4e00;&#60;</text>", "<text>[U+1F600]一&#60;</text>"),
        ("<text>通州\u2212</text>", "<text>通州\u2212</text>"),
        ("<text>a\u202eb</text>", "<text>a[U+202E]b</text>"),
    ],
)
def test_words_of_a_drawing(before, after):
    """All words stand in one family, and every character is printed or named."""
    assert fit_to_print(before, DRAWN, "S") == after


def test_the_rest_of_a_drawing_stays():
    """Lines, colours and layout are not touched."""
    svg = SVG.format(label="x")
    assert fit_to_print(svg, DRAWN, "S").replace("'S'", "'DejaVu Sans'") == svg


def test_something_else_is_no_png():
    """Only a PNG is taken for one."""
    assert pixels(b"GIF89a") is None
    assert pixels(b"\x89PNG\r\n\x1a\n") is None
