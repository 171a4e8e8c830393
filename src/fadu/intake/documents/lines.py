"""Lines of printed pages back to paragraphs."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from fadu.intake.documents.columns import Line, outermost
from fadu.intake.documents.pieces import Piece

_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[章部])"
)
_CLOSED = re.compile(r"[。！？；：:!?;]\s*$")
_PAGE = re.compile(
    r"\s*(?:[-—–－·~]\s*)?(?:第\s*)?\d{1,4}\s*(?:页)?[,，]?(?:\s*[/共]\s*\d{1,4}\s*页?)?(?:\s*[-—–－·~])?\s*"
)
_CONTENTS = re.compile(r"(?:[.．·…‥]\s*){4,}[-—–－\s]*\d{1,4}[-—–－\s]*$")
_NOTE = re.compile(
    r"\s*(?:[\[(（〔]?\s*\d{1,2}\s*[\])）〕]?|[①-⑳*＊]|注[:：])\s*(?:[^\W\d_]|[“‘《（(])"
)
_UNBROKEN = re.compile(r"[\w.,%％+-]*", re.ASCII)
_LATIN = re.compile(r"[A-Za-z]$")
EDGE = 2
"""Lines at the top and the bottom of a page among which its head and foot are."""
ROOM = 3.0
"""Characters that may be free at the end of a line that goes on in the next."""
INDENT = 1.3
"""Characters by which the first line of a paragraph is moved in."""
INDENTED = 0.04
"""Share of lines that begin so in a text that does so at all."""
PITCH = 1.08
"""Distance of lines from which on they are of two paragraphs, of the usual one."""
LARGE = 1.15
"""Size of a title, of that of the text."""
SMALL = 0.9
"""Size of a note at the foot of a page, of that of the text."""


def drop_running(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Return pages without page numbers and without what stands at the edge of several pages.

    Parameters
    ----------
    pages
        The pieces of each page, line by line.
    """
    edges = [_edges(page) for page in pages]
    often = Counter(key for near in edges for key in {_key(p) for p in chain(*near)})
    least = max(2, len(pages) / 3)

    def runs(row: Sequence[Piece]) -> bool:
        if len(row) == 1 and _PAGE.fullmatch(row[0].text):
            return True
        return all(often[_key(p)] >= least and not _NOTE.match(p.text) for p in row)

    dropped = [{piece for row in near if runs(row) for piece in row} for near in edges]
    return [
        [piece for piece in page if piece not in out]
        for page, out in zip(pages, dropped, strict=True)
    ]


def _edges(page: Sequence[Piece]) -> list[list[Piece]]:
    """Return the rows at the top and at the bottom of a page."""
    rows: dict[int, list[Piece]] = defaultdict(list)
    for piece in (p for p in page if not p.row):
        rows[round(piece.top / 2)].append(piece)
    heights = sorted(rows)
    return [rows[h] for h in {*heights[:EDGE], *heights[-EDGE:]}]


def _key(piece: Piece) -> tuple[str, int]:
    """Return what head or foot looks like on each page: its words and its height."""
    return re.sub(r"\d+", "0", "".join(piece.text.split())), round(piece.top / 4)


def paragraphs(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """Return the text of pages, a line of it for each paragraph, and where each page begins.

    Parameters
    ----------
    pages
        The lines of each page as they are read.

    Returns
    -------
    tuple
        A sentence goes on over the end of a line, a column and a page.  Notes at the foot of a
        page stand before the paragraph that goes on over it.
    """
    manner = _manner([line for page in pages for line in page if not line.row])
    text, starts = "", []
    before: Line | None = None
    for page in pages:
        kept = [line for line in page if not _CONTENTS.search(line.text)]
        body, notes = _without_notes(kept, manner.size)
        starts.append(len(text))
        for at, line in enumerate(body):
            goes_on = before is not None and _goes_on(before, line, manner)
            joint = _joint(text, line.text) if goes_on else "\n" if text else ""
            if not at and not goes_on:
                starts[-1] += len(joint)
            text += joint + line.text
            before = line
        text = _with_notes(text, starts[-1], notes)
    return text, tuple(starts)


class _Manner(NamedTuple):
    """How a text is set: whether paragraphs are moved in, size of most lines, least usual pitch."""

    indented: bool
    size: float
    pitch: float


def _manner(prose: Sequence[Line]) -> _Manner:
    usual = Counter(round(line.size * 2) for line in prose for _ in line.text)
    pitches = [line.pitch for line in prose if line.pitch > 0]
    return _Manner(
        sum(map(_moved_in, prose)) >= INDENTED * len(prose) > 0,
        usual.most_common(1)[0][0] / 2 if usual else 0.0,
        outermost(pitches) if pitches else 0.0,
    )


def _moved_in(line: Line) -> bool:
    return INDENT <= line.indent <= 4


def _without_notes(page: Sequence[Line], size: float) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the lines of a page, and apart from them the small ones at its foot."""
    end = len(page)
    while end and not page[end - 1].row and page[end - 1].size <= SMALL * size:
        end -= 1
    first = next((n for n in range(end, len(page)) if _NOTE.match(page[n].text)), len(page))
    return (page[:first], page[first:]) if end else (page, ())


def _with_notes(text: str, start: int, notes: Sequence[Line]) -> str:
    """Put the notes of a page before its last paragraph, which may go on on the next page."""
    if not notes:
        return text
    said = ""
    for at, note in enumerate(notes):
        new = at and _NOTE.match(note.text)
        said += ("\n" if new else "") + note.text
    last = text.rfind("\n", start) + 1 or start
    return f"{text[:last]}{said}\n{text[last:]}"


def _goes_on(line: Line, after: Line, manner: _Manner) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    heads = bool(_HEADING.match(after.text))
    if line.row or after.row:
        return False
    if min(line.size, after.size) >= LARGE * manner.size and line.size == after.size:
        return not heads  # a title of several lines
    if _moved_in(after) and (manner.indented or heads):
        return False
    unbroken = _UNBROKEN.match(after.text)
    room = ROOM + (len(unbroken[0]) / 2 if unbroken else 0)
    if line.room > room or abs(line.size - after.size) > 0.2 * line.size:
        return False
    closed = bool(_CLOSED.search(line.text))
    if manner.indented:
        return not (heads and closed)
    apart = after.pitch > PITCH * manner.pitch
    return not (heads or apart or (closed and line.room > 0.5))


def _joint(text: str, after: str) -> str:
    return (
        " " if _LATIN.search(text[-1:]) and after[:1].isascii() and after[:1].isalpha() else ""
    )
