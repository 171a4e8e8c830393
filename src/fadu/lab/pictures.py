"""Charts for the screen: words keep the width that they were drawn with, whatever fonts there are."""

import re
from functools import cache
from html import unescape

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

_TEXT = re.compile(r"<text (style=\"[^\"]*?font-size: ([\d.]+)px[^\"]*\"[^>]*)>([^<]+)</text>")
_FACE = "'Noto Sans SC'"
_FACES = f"{_FACE}, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei'"


def on_screen(svg: str) -> str:
    """Return a drawing whose words fit where they stand, in a browser without its font too.

    Parameters
    ----------
    svg
        A drawing whose text is text, laid out with the font that comes with the package.
    """
    return _TEXT.sub(_fitted, svg).replace(_FACE, _FACES)


def _fitted(found: re.Match[str]) -> str:
    attributes, size, words = found.groups()
    widths = [_widths().get(ord(c)) for c in unescape(words)]
    known = [w for w in widths if w is not None]
    if len(known) < len(widths) or len(known) < 2:
        return found[0]
    length = f'textLength="{float(size) * sum(known):.2f}" lengthAdjust="spacingAndGlyphs"'
    return f"<text {attributes} {length}>{words}</text>"


@cache
def _widths() -> dict[int, float]:
    """Return the width of each character, in parts of the size of the font."""
    with TTFont(pylopdf_fonts_zh_cn.sans_path(), lazy=True) as font:
        advance, per_em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {c: advance[name][0] / per_em for c, name in font.getBestCmap().items()}
