"""Characters of a printed page to pieces of lines: words where blanks part them, no more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from fadu.intake.documents.rendered import marks_a_note
from fadu.intake.documents.tables import Table

APART = 0.6
"""Gap in character heights that parts two pieces of a line: columns, or cells of a table."""
BLANK, WIDE_BLANK = 0.18, 0.7
"""Gap that is a blank between Latin letters or digits, and beside a Chinese character."""
SPACED, TOO_FAR = 0.4, 1.5
"""Usual gaps between which a line is printed with its characters apart."""
NARROW = 0.3
"""Gap between two characters as they look from which on it is a narrow one."""
RAISED = 0.75
"""Height of a raised mark, of that of its line."""
_CLOSING = "）》】〕”、，"
OVERLAP = 0.4
ROW = 0.5
SAME = 0.3


class Glyph(NamedTuple):
    """A character and its box, in points from the left and the top of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Of the box."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Piece:
    """Words that stand together on a line.

    Parameters
    ----------
    text
        Without blanks at its ends.
    left, right, top, bottom
        Its box in points.
    size
        Height of its characters.
    table
        Of which it is a row, which stands for itself.
    narrow
        Gaps that part no words of prose from each other, but perhaps the headings of a table:
        before which character of the text each is, and its edges in points.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    table: Table | None = None
    narrow: tuple[tuple[int, float, float], ...] = ()

    @property
    def row(self) -> bool:
        """Whether it is a row of a table."""
        return self.table is not None

    def parts(self, at: Sequence[tuple[int, float, float]]) -> list["Piece"]:
        """Return it cut at some of its narrow gaps.

        Parameters
        ----------
        at
            Gaps, from left to right.
        """
        starts = [(0, self.left), *((n, right) for n, _, right in at)]
        ends = [*((n, left) for n, left, _ in at), (len(self.text), self.right)]
        return [
            replace(self, text=self.text[m:n].strip(), left=left, right=right, narrow=())
            for (m, left), (n, right) in zip(starts, ends, strict=True)
        ]


def pieces_of(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Return the pieces of a page, line by line, each from left to right.

    Parameters
    ----------
    glyphs
        Its characters in any order; what is printed twice to look bold counts once.
    """
    return [piece for row in _rows(glyphs) for piece in _cut(_once(row))]


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group characters whose boxes overlap in height."""
    rows: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.top + g.bottom, g.left)):
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom, row = rows[at]
            shared = min(bottom, glyph.bottom) - max(top, glyph.top)
            if shared >= OVERLAP * max(min(bottom - top, glyph.height), 0.1):
                row.append(glyph)
                break
        else:
            rows.append((glyph.top, glyph.bottom, [glyph]))
    return [sorted(row, key=lambda g: (g.left + g.right, g.left)) for _, _, row in rows]


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    """Return a line without blanks, doubled characters, and raised marks of notes."""
    height = max((g.height for g in row), default=0.0)
    bottom = median(g.bottom for g in row if g.height >= RAISED * height) if row else 0.0
    kept: list[Glyph] = []
    for glyph in row:
        width = glyph.right - glyph.left
        again = any(
            k.text == glyph.text and abs(k.left - glyph.left) < SAME * width for k in kept[-2:]
        )
        small = glyph.height < RAISED * height and glyph.bottom < bottom - 0.15 * height
        before = kept[-1].text if kept else ""
        mark = small and kept and marks_a_note(glyph.text, before)
        if not (again or mark or glyph.text.isspace()):
            kept.append(glyph)
    return kept


def _cut(row: Sequence[Glyph]) -> Iterator[Piece]:
    gaps = [(b.left - a.right) / max(a.height, b.height, 0.1) for a, b in pairwise(row)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    if usual > TOO_FAR:  # cells of one character each
        usual = 0.0
    apart = APART + (usual if usual > SPACED else 0.0)
    text, start = "", 0
    narrow: list[tuple[int, float, float]] = []
    for at, glyph in enumerate(row):
        text += glyph.text
        gap = gaps[at] if at < len(gaps) else float("inf")
        if gap > apart:
            yield _piece(text, row[start : at + 1], narrow)
            text, start, narrow = "", at + 1, []
            continue
        # Of three characters and fewer the usual gap says nothing.
        if _blank(glyph.text, row[at + 1].text, gap - usual if len(gaps) > 2 else gap):
            text += " "
        left, right = _seen_end(glyph), row[at + 1].left
        if right - left > (NARROW + usual) * glyph.height:
            narrow.append((len(text), left, right))


def _seen_end(glyph: Glyph) -> float:
    """Return where a character seems to end: half of a wide closing bracket is empty."""
    wide = glyph.text in _CLOSING and glyph.right - glyph.left > 0.8 * glyph.height
    return (glyph.left + glyph.right) / 2 if wide else glyph.right


def joined(row: Sequence[Piece]) -> str:
    """Return the words of pieces that stand side by side, from left to right."""
    text = row[0].text
    for before, after in pairwise(row):
        gap = (after.left - before.right) / max(before.size, after.size, 0.1)
        text += " " if _blank(before.text[-1], after.text[0], gap) else ""
        text += after.text
    return text


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Group pieces that stand at one height.

    Parameters
    ----------
    pieces
        In the order of the page.

    Returns
    -------
    list of list of Piece
        Each row from left to right.
    """
    height = 0.0
    marks = []
    row = -1
    for piece in pieces:
        if row < 0 or piece.top >= height - ROW * piece.size:
            row, height = row + 1, piece.bottom
        marks.append((row, piece))
    return [
        sorted((p for _, p in found), key=lambda p: p.left)
        for _, found in groupby(marks, key=lambda m: m[0])
    ]


def _blank(before: str, after: str, gap: float) -> bool:
    return gap > (WIDE_BLANK if _wide(before) or _wide(after) else BLANK)


def _wide(text: str) -> bool:
    return text >= "\u2e80" or text in "“”‘’…—·"


def _piece(
    text: str, row: Sequence[Glyph], narrow: Sequence[tuple[int, float, float]]
) -> Piece:
    return Piece(
        text,
        row[0].left,
        max(g.right for g in row),
        min(g.top for g in row),
        max(g.bottom for g in row),
        median(g.height for g in row),
        narrow=tuple(narrow),
    )
