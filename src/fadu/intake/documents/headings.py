"""Headings of a table that is not drawn: which columns each of them names."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from operator import itemgetter

from fadu.intake.documents.pieces import Piece

UNNAMED = 0.3
"""What a column of numbers without heading costs, in mean distances of columns."""

Row = Sequence[Piece]
_Named = tuple[float, list[tuple[int, int]]]


@dataclass(frozen=True)
class Column:
    """Where a column stands, in points, and whether numbers stand in it."""

    left: float
    right: float
    numbers: bool

    def meets(self, piece: Piece) -> bool:
        """Whether a piece stands above, in or below it."""
        return piece.left < self.right and piece.right > self.left


def parted(row: Row, columns: Sequence[Column]) -> list[Piece]:
    """Return the headings of a line, also where a narrow gap parts those of two columns.

    Parameters
    ----------
    row
        From left to right.
    columns
        Of the table.
    """
    middles = [(c.left + c.right) / 2 for c in columns]
    found: list[Piece] = []
    for piece in row:
        at: list[tuple[int, float, float]] = []
        before = piece.left
        for gap in piece.narrow:
            if any(before < m < gap[1] for m in middles):
                at.append(gap)
                before = gap[2]
        last = any(before < m < piece.right for m in middles)
        found += piece.parts(at if last else at[:-1])
    return found


def heading(
    row: Row, columns: Sequence[Column], named: Container[int] = ()
) -> list[tuple[int, int]]:
    """Return the first column that each heading of a line names, and the one after the last.

    Parameters
    ----------
    row
        From left to right.
    columns
        Of the table; those of labels may be without heading.
    named
        Columns that have a heading of their own above.

    Returns
    -------
    list of tuple
        Where each heading stands best in the middle, or at an edge, of what it names; empty
        where there are more headings than columns.
    """
    apart = (columns[-1].right - columns[0].left) / len(columns)
    free = [
        UNNAMED * apart if column.numbers and n not in named else 0.0
        for n, column in enumerate(columns)
    ]
    spare = len(columns) - len(row)
    if spare <= 0:
        return [] if spare else [(n, n + 1) for n in range(len(row))]
    # best[n]: cost and spans of the headings so far, where they name columns before n alone
    best: dict[int, _Named] = {n: (sum(free[:n]), []) for n in range(spare + 1)}
    for at, piece in enumerate(row):
        new: dict[int, _Named] = {}
        for end in range(at + 1, at + spare + 2):
            costs: list[_Named] = [
                (cost + _aside(piece, columns[start], columns[end - 1]), [*spans, (start, end)])
                for start, (cost, spans) in best.items()
                if start < end
            ]
            if end - 1 in new:
                costs.insert(0, (new[end - 1][0] + free[end - 1], new[end - 1][1]))
            new[end] = min(costs, key=itemgetter(0))
        best = new
    return best[len(columns)][1]


def _aside(piece: Piece, first: Column, last: Column) -> float:
    left, right = piece.left - first.left, piece.right - last.right
    return min(abs(left), abs(right), abs(left + right) / 2)


def headings(lines: Sequence[Row], columns: Sequence[Column]) -> list[list[str]]:
    """Return rows of headings, one that names several columns standing in each of them.

    Parameters
    ----------
    lines
        Of headings, each from left to right.
    columns
        Of the table.

    Returns
    -------
    list of list of str
        One row where each heading names one column.
    """
    named: list[list[tuple[int, int]]] = []
    for line in lines:
        alone = {start for spans in named for start, end in spans if end == start + 1}
        named.append(heading(line, columns, alone))
    rows = [[""] * len(columns) for _ in lines]
    for cells, line, spans in zip(rows, lines, named, strict=True):
        for piece, (start, end) in zip(line, spans, strict=True):
            for n in range(start, end):
                cells[n] += piece.text
    if any(end - start > 1 for spans in named for start, end in spans):
        return rows
    return [["".join(cells) for cells in zip(*rows, strict=True)]] if rows else []
