"""In which order the pieces of a page are read: columns one after the other."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from fadu.intake.documents.pieces import Piece, joined, rows_of
from fadu.intake.documents.tables import is_number

STEP = 4.0
"""Points between the places where columns are tried to part."""
FEWEST = 5
"""Lines that a column has at least."""
FULL = 0.8
"""Share of the width of long lines from which on a line counts as full."""
MOST_CUTS = 6


@dataclass(frozen=True)
class Line:
    """A line of a column.

    Parameters
    ----------
    text
        Of its pieces, a blank between.
    indent, room
        How far it is from the edges of its column, in heights of its characters.
    size
        Height of its characters.
    pitch
        How far it stands below the line before it in its column, in points; 0 of the first.
    row
        Whether it is a row of a table, which stands for itself.
    """

    text: str
    indent: float
    room: float
    size: float
    pitch: float = 0.0
    row: bool = False


def lines_in_order(pieces: Sequence[Piece]) -> list[Line]:
    """Return the lines of a page as they are read.

    Parameters
    ----------
    pieces
        Of the page, without what heads and foots it.

    Returns
    -------
    list of Line
        Where a strip without any piece parts running text, the column left of it comes first.
    """
    return [line for block in blocks(pieces) for line in _lines(block)]


def blocks(pieces: Sequence[Piece], cuts: int = MOST_CUTS) -> list[Sequence[Piece]]:
    """Return the parts of a page as they are read, each without columns beside each other.

    Parameters
    ----------
    pieces
        Of the page, line by line.
    cuts
        How often a part may be parted again.
    """
    found = _parting(pieces) if cuts else None
    if found is None:
        return [pieces] if pieces else []
    at, top, bottom = found
    within = [p for p in pieces if p.top >= top and p.bottom <= bottom]
    parts = (
        [p for p in pieces if p.top < top],
        [p for p in within if p.right <= at],
        [p for p in within if p.right > at],
        [p for p in pieces if p.top >= top and p.bottom > bottom],
    )
    return [block for part in parts for block in blocks(part, cuts - 1)]


def _parting(pieces: Sequence[Piece]) -> tuple[float, float, float] | None:
    """Return where two columns part, and between which heights; None where none do.

    Of several such places it is the one where they stand side by side the longest.
    """
    if len(pieces) < 2 * FEWEST:
        return None
    first, last = min(p.left for p in pieces), max(p.right for p in pieces)
    order = sorted(range(len(pieces)), key=lambda n: pieces[n].top)
    tops = [pieces[n].top for n in order]
    best: tuple[float, float, float, float] | None = None
    for step in range(int((last - first) / STEP)):
        at = first + step * STEP
        for top, bottom in _open(pieces, at):
            if best and bottom - top <= best[0]:
                continue
            near = sorted(order[bisect_left(tops, top) : bisect_right(tops, bottom)])
            if _columns([pieces[n] for n in near if pieces[n].bottom <= bottom], at):
                best = (bottom - top, at, top, bottom)
    return best[1:] if best else None


def _open(pieces: Sequence[Piece], at: float) -> list[tuple[float, float]]:
    """Return the heights between which no piece stands across the place `at`."""
    across = sorted((p.top, p.bottom) for p in pieces if p.left < at < p.right)
    ends = [min(p.top for p in pieces) - 1, *(b for _, b in across)]
    starts = [*(t for t, _ in across), max(p.bottom for p in pieces) + 1]
    spans, reached = [], ends[0]
    for end, start in zip(ends, starts, strict=True):
        reached = max(reached, end)
        if start > reached:
            spans.append((reached, start))
    return spans


def _columns(within: Sequence[Piece], at: float) -> bool:
    """Whether what stands on either side is running text, not the cells of a table."""
    return len(within) >= 2 * FEWEST and all(
        _running(side)
        for side in ([p for p in within if p.right <= at], [p for p in within if p.left >= at])
    )


def _running(side: Sequence[Piece]) -> bool:
    """Whether there are lines enough, most of them full; rows of a table among them are none."""
    lines = [row[0] for row in rows_of(side) if len(row) == 1 and not _cell(row[0])]
    if len(lines) < FEWEST:
        return False
    widths = sorted(p.right - p.left for p in lines)
    usual = widths[len(widths) * 9 // 10]
    full = sum(width >= FULL * usual for width in widths)
    return full * 2 >= len(lines) and usual >= 8 * median(p.size for p in lines)


def _cell(piece: Piece) -> bool:
    return piece.row or is_number(piece.text)


def _lines(block: Sequence[Piece]) -> list[Line]:
    rows = rows_of(block)
    left = outermost([row[0].left for row in rows])
    right = -outermost([-row[-1].right for row in rows])
    found: list[Line] = []
    above = 0.0
    for row in rows:
        size = max(p.size for p in row)
        found.append(
            Line(
                joined(row),
                (row[0].left - left) / max(size, 0.1),
                (right - row[-1].right) / max(size, 0.1),
                size,
                row[0].bottom - above if found else 0.0,
                row[0].row,
            )
        )
        above = row[0].bottom
    return found


def outermost(sides: Sequence[float]) -> float:
    """Return the least place that a tenth of the lines share; a few may stand out over it.

    Parameters
    ----------
    sides
        Of the lines, at least one, in points.
    """
    near = Counter(round(side / 2) for side in sides)
    least = max(2, len(sides) / 10)
    edges = [side for side in sides if near[round(side / 2)] >= least]
    return min(edges or sides)
