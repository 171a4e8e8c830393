"""Lines of a printed page back to paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence

_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[章部])"
)
_ITEM = re.compile(r"\s*(?:\d{1,2}[.、．](?!\d)|[①-⑳])")
_CLOSED = re.compile(r"[。！？；：:!?;]\s*$")
_PAGE = re.compile(
    r"\s*(?:[-—–－·]\s*)?(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?(?:\s*[-—–－·])?\s*"
)
_LATIN_END = re.compile(r"[A-Za-z]$")
_LATIN_START = re.compile(r"[A-Za-z]")
FULL = 0.85
SHORT = 0.75
EDGE = 2


def drop_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """Return pages without page numbers and without lines that head or foot most pages.

    Parameters
    ----------
    pages
        The lines of each page.
    """
    edges = Counter(
        _shape(line) for page in pages for line in {*page[:EDGE], *page[-EDGE:]} if line.strip()
    )
    often = {shape for shape, n in edges.items() if n > 2 and n * 2 >= len(pages)}
    return [_without_edges(page, often) for page in pages]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", "".join(line.split()))


def _without_edges(page: list[str], often: set[str]) -> list[str]:
    widest = max((_width(line) for line in page), default=0)

    def runs(line: str) -> bool:
        short = _width(line) < SHORT * widest and not _CLOSED.search(line)
        return bool(_PAGE.fullmatch(line)) or (short and _shape(line) in often)

    first, last = 0, len(page)
    while first < min(EDGE, last) and runs(page[first]):
        first += 1
    while last > max(first, len(page) - EDGE) and runs(page[last - 1]):
        last -= 1
    return page[first:last]


def join_lines(lines: Sequence[str]) -> str:
    """Return paragraphs: a line that runs to the edge goes on in the next one.

    Parameters
    ----------
    lines
        Of a page or of a whole document, in reading order.
    """
    widest = max((_width(line) for line in lines), default=0)
    text = ""
    open_line = ""
    for line in lines:
        stripped = line.strip()
        if not stripped:
            open_line = ""
            text = text if text.endswith("\n") or not text else text + "\n"
            continue
        goes_on = open_line and _goes_on(open_line, line, widest)
        text += _joint(text, stripped) if goes_on else "\n" * bool(text and text[-1] != "\n")
        text += stripped
        open_line = line
    return text


def _width(line: str) -> int:
    return sum(2 if ord(c) > 0x2000 else 1 for c in line.rstrip())


def _goes_on(line: str, after: str, widest: int) -> bool:
    if _HEADING.match(after) or (_ITEM.match(after) and _CLOSED.search(line)):
        return False
    full = _width(line) >= FULL * widest
    return full and not (_CLOSED.search(line) and after.startswith(("\u3000", "  ")))


def _joint(text: str, after: str) -> str:
    return " " if _LATIN_END.search(text) and _LATIN_START.match(after) else ""
