"""Drawings made fit to print: their fonts, their characters, pixels as a drawing."""

import base64
import re
import struct
from collections.abc import Container

from fadu.briefing.glyphs import printable

_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_WIDTH = re.compile(r"<svg\b[^>]*?\swidth=[\"']([\d.]+)(pt|px|in|cm|mm)?[\"']")
_REFERENCE = re.compile(r"&#(x[0-9a-fA-F]+|\d+);")
_FAMILY = re.compile(r"(font-family\s*[:=]\s*)(\"[^\"]*\"|[^;\"}>]+)")
_SHORTHAND = re.compile(r"(font:[^;\"]*?\d(?:px|pt|em)\s+)[^;\"]+")
_HALF_WIDTH = 234.0  # points; a drawing that does not say how wide it is
_PIXEL = 0.5  # points: notebooks draw at about twice the size of a page
_PNG = b"\x89PNG\r\n\x1a\n"


def drawing_width(svg: str) -> float:
    """Return the width of a drawing in points."""
    found = _WIDTH.search(svg)
    return float(found[1]) * _POINTS[found[2] or ""] if found else _HALF_WIDTH


def fit_to_print(svg: str, drawn: Container[int], family: str) -> str:
    """Return a drawing whose words stand in `family`, every character printed or named.

    Parameters
    ----------
    svg
        The drawing.
    drawn
        Code points that the fonts draw.
    family
        The one font family of all its words.
    """
    whole = _REFERENCE.sub(_character, svg)
    whole = "".join(c if c.isascii() else printable(c, drawn) for c in whole)
    whole = _SHORTHAND.sub(rf"\1'{family}'", whole)
    return _FAMILY.sub(lambda m: m[1] + _quoted(m[2], family), whole)


def pixels(png: bytes) -> str | None:
    """Return pixels as a drawing of their own size, or None where `png` is no PNG."""
    if not png.startswith(_PNG) or len(png) < 24:
        return None
    width, height = struct.unpack(">II", png[16:24])
    data = base64.b64encode(png).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width * _PIXEL}pt" height="{height * _PIXEL}pt" '
        f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'xlink:href="data:image/png;base64,{data}"/></svg>'
    )


def _character(found: re.Match[str]) -> str:
    digits = found[1]
    code = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return chr(code) if 0x7F < code <= 0x10FFFF else found[0]


def _quoted(before: str, family: str) -> str:
    return f'"{family}"' if before.startswith('"') else f"'{family}'"
