"""Tables without drawn cells: columns that only the blank strips between them show.

pdfplumber's ``vertical_strategy="text"`` is no help here: it cuts a whole page at the edges that
three words of it share, through words too, and makes prose a table.  So a table grows row by row
from lines that hold a label and numbers, for as long as its columns stay apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from fadu.intake.documents.columns import blocks
from fadu.intake.documents.headings import Column, Row, heading, headings, parted
from fadu.intake.documents.labels import is_value, labelled
from fadu.intake.documents.pieces import Piece, rows_of
from fadu.intake.documents.ruled import row_pieces
from fadu.intake.documents.tables import Table

FAR = 3.0
"""Heights of a line that part two rows of a table at most."""
NEAR = 2.4
"""Those that part its headings from what stands below them."""
STEP = 1.4
"""How much farther a line of headings stands from the next than that from the one after it."""
HEADS, MOST_COLUMNS = 4, 30
FILLED = 0.8
"""Share of its width that the words of a table take at most; prose takes more."""
TIGHT = 0.9
"""Distance to the next line of the same cell at most, of that to the next row."""
_PROSE = re.compile(r"[。；！？]|[，、：,]$|^[，、,]|[.．·…‥]{4}")
_TITLE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[章节部]"
    r"|\d{1,2}[.、]"
)
_ABOUT = re.compile(
    r"[（(]?(?:计量)?单位[：:]|[注说][明：:]|[附图续]?表\s*[\d一二三四五六七八九十]"
)


class _Found(NamedTuple):
    lines: Sequence[Row]
    heads: Sequence[Row]
    body: Sequence[Row]
    columns: Sequence[Column]


def with_aligned(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page, a table without drawn cells as pieces that are its rows.

    Parameters
    ----------
    pieces
        Of the page, line by line; rows of tables that are drawn may stand among them.
    """
    if not any(map(_of_data, rows_of(pieces))):
        return list(pieces)
    printed, pieces = pieces, [piece for row in rows_of(pieces) for piece in _unspaced(row)]
    rows: list[Piece] = []
    held: set[Piece] = set()
    for block in blocks(pieces):
        for table in _tables(_whole(rows_of(block))):
            inside = [piece for row in table.lines for piece in row]
            heads = headings(table.heads, table.columns)
            body = labelled(table.body, table.columns)
            columns = [(column.left, column.right) for column in table.columns]
            rows += row_pieces(Table([*heads, *body], columns), inside)
            held.update(inside)
    kept = [piece for piece in pieces if piece not in held]
    return sorted([*kept, *rows], key=lambda p: p.top) if rows else list(printed)


def _unspaced(row: Row) -> Iterator[Piece]:
    """Put the letters of a label that is spaced to the width of others, 合　　计, together."""
    held: Piece | None = None
    for piece in row:
        near = held and len(piece.text) == 1 and piece.left - held.right <= FAR * piece.size
        if held and near and not is_value(piece.text):
            held = replace(held, text=held.text + piece.text, right=piece.right)
            continue
        if held:
            yield held
        held = piece if len(piece.text) == 1 and not is_value(piece.text) else None
        if not held:
            yield piece
    if held:
        yield held


def _whole(rows: Sequence[Row]) -> list[Row]:
    """Put numbers that stand in the middle of a label of two lines into one row with it."""
    found: list[Row] = []
    below = False
    for row in rows:
        over = found and _overlap(found[-1], row)
        numbers = [all(is_value(p.text) for p in r) for r in (found[-1] if found else (), row)]
        if over and (below or (numbers[1] and not numbers[0])):
            found[-1] = [*found[-1], *row]
            below = not below
        elif over and numbers[0] and not numbers[1]:
            found[-1] = [*found[-1], *row]
        else:
            found.append(row)
            below = False
    return found


def _overlap(above: Row, below: Row) -> bool:
    return min(p.top for p in below) < max(p.bottom for p in above) - 1


def _of_data(row: Row) -> bool:
    """Whether a line reads like the row of a table: a label, and numbers apart from it."""
    if not 2 <= len(row) <= MOST_COLUMNS or any(
        piece.row or _PROSE.search(piece.text) for piece in row
    ):
        return False
    values = [is_value(piece.text) for piece in sorted(row, key=lambda p: p.left)]
    labelled = any(value and not values[n] for n, value in enumerate(values[1:]))
    return labelled or (all(values) and len(row) > 2)


def _tables(rows: Sequence[Row]) -> Iterator[_Found]:
    start = done = 0
    while start < len(rows):
        end, columns = _grown(rows, start) if _of_data(rows[start]) else (start + 1, ())
        if columns:
            first, body = _beginning(rows, done, start, columns)
            heads = [parted(row, columns) for row in rows[first:body]]
            found = _Found(rows[first:end], heads, rows[body:end], columns)
            if _sure(found):
                yield found
                done = end
        start = end


def _grown(rows: Sequence[Row], start: int) -> tuple[int, Sequence[Column]]:
    """Return where the table that begins with a row ends, and its columns."""
    columns = _with(rows[start], ())
    end = start + 1
    pitch = float("inf")
    for at in range(start + 1, len(rows)):
        row, above = rows[at], rows[at - 1]
        if _top(row) - max(p.bottom for p in above) > FAR * row[0].size:
            break
        if _more_data(row, columns or ()):
            wider = _with(row, columns or ())
            if wider is None:
                break
            columns, end = wider, at + 1
            pitch = min(pitch, _top(row) - _top(above))
        elif not _label(row, columns or ()):
            break
    last = _top(rows[end - 1])
    while end < len(rows) and _label(rows[end], columns or ()):
        if _top(rows[end]) - last > TIGHT * pitch or pitch == float("inf"):
            break
        last, end = _top(rows[end]), end + 1
    return end, columns or ()


def _top(row: Row) -> float:
    return min(p.top for p in row)


def _more_data(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a line is a further row: it may lack the label, which stands above it."""
    values = [p for p in row if is_value(p.text)]
    placed = [p for p in values if any(c.numbers and c.meets(p) for c in columns)]
    return _of_data(row) or (len(row) > 1 and len(placed) == len(row))


def _label(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a line goes on with labels, or is a label alone."""
    return not any(
        p.row
        or _PROSE.search(p.text)
        or is_value(p.text)
        or _ABOUT.match(p.text)
        or len(met := [c for c in columns if c.meets(p)]) > 1
        or any(c.numbers for c in met)
        for p in row
    )


def _with(row: Row, columns: Sequence[Column]) -> Sequence[Column] | None:
    """Return the columns with one more row, or None where they would not stay apart."""
    found = list(columns)
    seen: list[Column] = []
    for piece in sorted(row, key=lambda p: p.left):
        met = [c for c in found if c.meets(piece)]
        number = is_value(piece.text)
        new = Column(
            min(piece.left, *(c.left for c in met), piece.left),
            max(piece.right, *(c.right for c in met), piece.right),
            (number and not met) or any(c.numbers for c in met),
        )
        twice = any(c in seen for c in met) and (number or new.numbers)
        if twice or (len(met) > 1 and new.numbers):
            return None
        found = sorted([*(c for c in found if c not in met), new], key=lambda c: c.left)
        seen = [*(c for c in seen if c not in met), new]
    return found


def _beginning(
    rows: Sequence[Row], done: int, start: int, columns: Sequence[Column]
) -> tuple[int, int]:
    """Return where the headings of a table begin, and where they end."""
    end = start
    while end > done and _close(rows, end) and _label(rows[end - 1], columns):
        end -= 1
    for last in dict.fromkeys((end, start)):
        first = last
        while first > max(done, last - HEADS) and _close(rows, first):
            row = parted(rows[first - 1], columns)
            if not _heads(row, columns, alone=first == last):
                break
            first -= 1
        if first < last:
            return first, last
    return start, start


def _close(rows: Sequence[Row], at: int) -> bool:
    """Whether the line above one belongs to it, not to the head of the page."""
    above, below = rows[at - 1], rows[at]
    near = _top(below) - max(p.bottom for p in above) <= NEAR * above[0].size
    # A label alone may stand in the middle of two rows.
    after = next((_top(row) for row in rows[at + 1 : at + 3] if len(row) > 1), float("inf"))
    return near and _top(below) - _top(above) <= STEP * (after - _top(below))


def _heads(row: Row, columns: Sequence[Column], *, alone: bool) -> bool:
    if any(p.row or _PROSE.search(p.text) or _ABOUT.match(p.text) for p in row):
        return False
    if len(row) == 1:  # over several columns, but no title over all
        middle = (columns[0].left + columns[-1].right) / 2
        piece = row[0]
        aside = abs((piece.left + piece.right) / 2 - middle) > 2 * piece.size
        return not alone and aside and piece.left >= columns[0].right
    return len(heading(row, columns)) > 0


def _sure(found: _Found) -> bool:
    """Whether lines are a table, not prose whose blanks stand below each other by chance."""
    data = [row for row in found.body if any(is_value(p.text) for p in row)]
    wide = found.columns[-1].right - found.columns[0].left
    taken = sum(p.right - p.left for row in data for p in row)
    numbers = [c for c in found.columns if c.numbers]
    if taken > FILLED * wide * len(data) or not numbers:
        return False
    headed = any(len(row) > 2 for row in found.heads)
    if len(numbers) == 1 and _contents(data):
        return False
    return len(data) > 1 or (headed and len(numbers) > 1)


def _contents(data: Sequence[Row]) -> bool:
    """Whether rows are a table of contents: numbered titles, and pages that only grow."""
    pages = [row[-1].text for row in data]
    if len(data) < 3 or not all(page.isdecimal() and len(page) < 4 for page in pages):
        return False
    titles = sum(_TITLE.match(row[0].text) is not None for row in data)
    return titles * 2 >= len(data) and all(int(a) <= int(b) for a, b in pairwise(pages))
