"""A copy of a text in which one thing is written one way, each character in its old place.

Everything that reads a report works on this copy, so that a pattern need not know about
full-width digits or traditional characters, and every span is a span of the text itself.
"""

import re
from functools import cache

import opencc

_MARKS = str.maketrans(
    "０１２３４５６７８９％﹪．：∶（）；！？＋－−～﹣＊／｜│┃",
    "0123456789%%.::();!?+--~-*/|||",
)
_BLANKS = str.maketrans(dict.fromkeys("\u3000\xa0\u2002\u2003\u2007\u2009\u202f\ufeff*_`", " "))
_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_FREQUENT = (("：", ":"), ("（", "("), ("）", ")"), ("；", ";"))


def plain(text: str) -> str:
    """Return `text` simplified, with ASCII digits and marks, character for character.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As long as `text`; the character at each place stands for the one that was there.

    Examples
    --------
    >>> plain("受理糾紛１４３７４起（９８．３％）")
    '受理纠纷14374起(98.3%)'
    """
    text = _THOUSANDS.sub(",", text)
    for mark, ascii_mark in _FREQUENT:
        text = text.replace(mark, ascii_mark)
    table, odd = _tables()
    return odd.sub(lambda found: table[found[0]], text)


@cache
def _tables() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {chr(code): chr(one) for code, one in _MARKS.items()}
    table |= {chr(code): " " for code in _BLANKS}
    del table["*"]
    table |= _simplified()
    inside = "".join(map(re.escape, table))
    return table | {"**": "  "}, re.compile(rf"[{inside}]|\*\*")


def _simplified() -> dict[str, str]:
    """Return every character of the two Han blocks that has another, simplified form."""
    blocks = [*range(0x3400, 0xA000), *range(0xF900, 0xFB00)]
    old = "\n".join(map(chr, blocks))
    new = opencc.OpenCC("t2s").convert(old)
    pairs = zip(old.split("\n"), new.split("\n"), strict=True)
    return {a: b for a, b in pairs if a != b and len(b) == 1}
