"""Characters of a printed page to pieces of lines: words where blanks part them, no more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from fadu.intake.documents.rendered import marks_a_note

APART = 0.6
"""Gap in character heights that parts two pieces of a line: columns, or cells of a table."""
BLANK, WIDE_BLANK = 0.18, 0.7
"""Gap that is a blank between Latin letters or digits, and beside a Chinese character."""
SPACED = 0.4
"""Usual gap from which on a line is printed with its characters apart."""
RAISED = 0.75
"""Height of a raised mark, of that of its line."""
OVERLAP = 0.4
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
    row
        Whether it is a row of a table, which stands for itself.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    row: bool = False


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
    apart = APART + (usual if usual > SPACED else 0.0)
    text, start = "", 0
    for at, glyph in enumerate(row):
        text += glyph.text
        gap = gaps[at] if at < len(gaps) else float("inf")
        if gap > apart:
            yield _piece(text, row[start : at + 1])
            text, start = "", at + 1
        # Of three characters and fewer the usual gap says nothing.
        elif _blank(glyph.text, row[at + 1].text, gap - usual if len(gaps) > 2 else gap):
            text += " "


def joined(row: Sequence[Piece]) -> str:
    """Return the words of pieces that stand side by side, from left to right."""
    text = row[0].text
    for before, after in pairwise(row):
        gap = (after.left - before.right) / max(before.size, after.size, 0.1)
        text += " " if _blank(before.text[-1], after.text[0], gap) else ""
        text += after.text
    return text


def _blank(before: str, after: str, gap: float) -> bool:
    return gap > (WIDE_BLANK if _wide(before) or _wide(after) else BLANK)


def _wide(text: str) -> bool:
    return text >= "\u2e80" or text in "“”‘’…—·"


def _piece(text: str, row: Sequence[Glyph]) -> Piece:
    return Piece(
        text,
        row[0].left,
        max(g.right for g in row),
        min(g.top for g in row),
        max(g.bottom for g in row),
        median(g.height for g in row),
    )
