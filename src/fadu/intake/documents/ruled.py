"""Tables that are drawn with lines, as rows of text in their place on the page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from fadu.intake.documents.pieces import Glyph, Piece, joined, pieces_of
from fadu.intake.documents.tables import Cell, Table, grid, of_data, table_lines

NEAR = 3.0
"""Points by which the edges of two cells of one column or row may differ."""


class Box(NamedTuple):
    """The box of a cell, in points from the left and the top of the page."""

    left: float
    right: float
    top: float
    bottom: float

    def holds(self, glyph: Glyph | Piece) -> bool:
        """Whether the middle of what is printed lies in it."""
        across, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        return self.left <= across < self.right and self.top <= down < self.bottom


def with_tables(glyphs: Sequence[Glyph], tables: Sequence[Sequence[Box]]) -> list[Piece]:
    """Return the pieces of a page, a table of data as pieces that are its rows.

    Parameters
    ----------
    glyphs
        The characters of the page.
    tables
        The cells of each table that is drawn on it; what is one row may be the heading of a
        table of which no more is drawn, and stays as it is printed.
    """
    free, rows = list(glyphs), list[Piece]()
    for cells in tables:
        if _lines_up(cells) and not _one_row(cells):
            found, inside = _read(cells, free)
            rows += found
            free = [glyph for glyph in free if glyph not in inside]
    return sorted([*pieces_of(free), *rows], key=lambda p: p.top) if rows else pieces_of(free)


def with_single_rows(
    pieces: Sequence[Piece], glyphs: Sequence[Glyph], tables: Sequence[Sequence[Box]]
) -> list[Piece]:
    """Return the pieces of a page, a drawn row as one where it belongs to no other table.

    Parameters
    ----------
    pieces
        Of the page, the rows of its tables among them.
    glyphs, tables
        As of `with_tables`.
    """
    kept, rows = list(pieces), list[Piece]()
    for cells in tables:
        if not (_lines_up(cells) and _one_row(cells)):
            continue
        inside = {p for p in kept if not p.row and any(c.holds(p) for c in cells)}
        found = _read(cells, glyphs)[0] if inside else []
        if found:
            rows += found
            kept = [piece for piece in kept if piece not in inside]
    return sorted([*kept, *rows], key=lambda p: p.top) if rows else kept


def _lines_up(cells: Sequence[Box]) -> bool:
    return len(_starts(c.left for c in cells)) > 1


def _one_row(cells: Sequence[Box]) -> bool:
    return len(_starts(c.top for c in cells)) == 1


def _read(cells: Sequence[Box], glyphs: Sequence[Glyph]) -> tuple[list[Piece], set[Glyph]]:
    """Return the rows of a table of data and the characters in it, else nothing."""
    held = [_words(cell, glyphs) for cell in cells]
    words = [said for said, _ in held]
    if not of_data(words):
        return [], set()
    return _rows(cells, words), {glyph for _, taken in held for glyph in taken}


def _words(cell: Box, glyphs: Sequence[Glyph]) -> tuple[str, list[Glyph]]:
    inside = [glyph for glyph in glyphs if cell.holds(glyph)]
    lines: list[list[Piece]] = []
    for piece in pieces_of(inside):
        if lines and piece.top < lines[-1][-1].bottom - NEAR:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return "".join(joined(line) for line in lines), inside


def _rows(cells: Sequence[Box], words: Sequence[str]) -> list[Piece]:
    lefts, tops = (_starts(getattr(c, side) for c in cells) for side in ("left", "top"))
    rows: list[list[Cell]] = [[] for _ in tops]
    for cell, said in sorted(zip(cells, words, strict=True), key=lambda c: c[0].left):
        down, right = (
            _within(tops, cell.top, cell.bottom),
            _within(lefts, cell.left, cell.right),
        )
        rows[_place(tops, cell.top)].append(Cell(said, max(down, 1), max(right, 1)))
    ends = [*lefts[1:], max(c.right for c in cells)]
    table = Table(list(grid(rows)), list(zip(lefts, ends, strict=True)))
    return row_pieces(table, cells)


def row_pieces(table: Table, within: Sequence[Box] | Sequence[Piece]) -> list[Piece]:
    """Return a piece for each line of a table's text, from its top to its bottom.

    Parameters
    ----------
    table
        That is printed there.
    within
        Its cells, or what is printed in them.
    """
    lines = table_lines(table.rows)
    left, right = min(c.left for c in within), max(c.right for c in within)
    top, bottom = min(c.top for c in within), max(c.bottom for c in within)
    step = (bottom - top) / max(len(lines), 1)
    return [
        Piece(line, left, right, top + n * step, top + (n + 1) * step, 0.0, table)
        for n, line in enumerate(lines)
    ]


def _starts(edges: Iterator[float]) -> list[float]:
    """Return the different edges in their order, near ones as one."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > NEAR:
            found.append(edge)
    return found


def _within(starts: Sequence[float], first: float, last: float) -> int:
    return sum(first - NEAR <= start < last - NEAR for start in starts)


def _place(starts: Sequence[float], edge: float) -> int:
    return min(range(len(starts)), key=lambda n: abs(starts[n] - edge))


def with_headings(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Return pages on which a table that goes on from the page before has its headings.

    Parameters
    ----------
    pages
        The pieces of each page, without what heads and foots it.
    """
    found: list[list[Piece]] = []
    for page in pages:
        above = found[-1][-1].table if found and found[-1] else None
        here = page[0].table if page else None
        whole = here.below(above) if here and above else None
        lines = iter(table_lines(whole.rows) if whole else ())
        found.append(
            [
                replace(p, text=next(lines, p.text), table=whole)
                if p.table is here and whole
                else p
                for p in page
            ]
        )
    return found
