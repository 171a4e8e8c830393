"""Numbers in the rows of a table printed as text: what names them stands beside or above."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from fadu.intake.figures.quantity import Quantity, Span

_ROW = re.compile(
    r"^(?:[^\n|]*\|[^\n]*|[^\n\t]*\t[^\n]*|[^\n;]{2,60}(?:;[\d,.% ]+){3,};?)$", re.MULTILINE
)
_NAMED_ROW = re.compile(
    r"^(?P<label>[^\n:;|]{1,80})[,，](?=[^\n:;|,，]{1,40}:)"
    r"(?P<cells>(?:[^\n:;|]{1,60}:[^\n:;|]{1,60}(?:;|$)){2,})$",
    re.MULTILINE,
)
_NAMED_CELL = re.compile(r"([^:;]+):([^:;]+)")
_UNIT = re.compile(r"\(([^()\d]{1,3})\)$")
_BARE_CELLS = re.compile(r";[\d,.% ]+;")
_TOTAL = re.compile(r"[总合]计|总数|小计")
_LABEL = re.compile(r"[:|\t;] *$")
_END = re.compile(r" *(?:[;|\t\n。,，、]|$)")
_NUMBER = re.compile(r"[-+]?[\d,. ]+[%件个条万亿元人次份起宗]*")
_YEAR = re.compile(r" *((?:19|20)\d\d)年?度? *")
MOST_CELLS, MOST_ROWS = 40, 60
IN_TOTAL = "合计的一部分"


class _Row(NamedTuple):
    start: int
    end: int
    cells: tuple[Span, ...]


def stands_alone(text: str, lead: int, tail: int) -> bool:
    """Whether a number is all that stands in its cell or after its label and colon."""
    return bool(_LABEL.search(text[max(0, lead - 4) : lead]) and _END.match(text, tail))


def name_cells(quantities: Sequence[Quantity], text: str) -> None:
    """Give each number of a row of cells the words of its column and of its row.

    Parameters
    ----------
    quantities
        Of the whole text, in order; those in such rows are changed in place.
    text
        As `plain` returns it; cells are parted by ``|``, tabulators or semicolons, or each
        stands after the name of its column (``受理,2022年:140;2023年:157``).
    """
    for named in _NAMED_ROW.finditer(text):
        _name_pairs(quantities, named, text)
    if not ("|" in text or "\t" in text or _BARE_CELLS.search(text)):
        return
    rows = [_row(m.start(), m.end(), text) for m in _ROW.finditer(text)]
    at = 0
    for number, row in enumerate(rows):
        while at < len(quantities) and quantities[at].number.start < row.start:
            at += 1
        inside = at
        while inside < len(quantities) and quantities[inside].number.start < row.end:
            inside += 1
        alone = [q for q in quantities[at:inside] if _cell(q, row)]
        if len(alone) > 1:
            _name(alone, row, _heads(rows, number, text), text)


def _row(start: int, end: int, text: str) -> _Row:
    line = text[start:end]
    mark = next((m for m in "|\t" if m in line), ";")
    places = [i for i, letter in enumerate(line) if letter == mark][:MOST_CELLS]
    spans = [(start + a + 1, start + b) for a, b in pairwise([-1, *places, len(line)])]
    while spans and not text[slice(*spans[-1])].strip():
        spans.pop()
    while spans and not text[slice(*spans[0])].strip():
        spans.pop(0)
    return _Row(start, end, tuple(spans))


def _cell(quantity: Quantity, row: _Row) -> int:
    """Return the place of the cell that a number fills, 0 where it fills none."""
    number = quantity.number
    for at, (start, end) in enumerate(row.cells):
        if start <= number.start < end:
            return at if end - start - (number.tail - number.lead) < 4 else 0
    return 0


def _heads(rows: Sequence[_Row], at: int, text: str) -> _Row | None:
    """Return the row of headings above: no cell of it is a number, no text stands between."""
    for above in range(at - 1, max(-1, at - MOST_ROWS), -1):
        row = rows[above]
        if text[row.end : rows[above + 1].start].strip():
            return None
        words = [text[slice(*cell)].strip() for cell in row.cells]
        if "".join(words).strip("-: ") and not any(_NUMBER.fullmatch(w) for w in words):
            return row
    return None


def _name(alone: Sequence[Quantity], row: _Row, heads: _Row | None, text: str) -> None:
    label = row.cells[0]
    columns = heads.cells if heads else ()
    total = columns and _TOTAL.search(text[slice(*columns[-1])])
    for quantity in alone:
        cell = _cell(quantity, row)
        if not total and len(columns) == len(row.cells):
            _take_names(quantity, [columns[cell], label], text)
        elif cell == len(row.cells) - 1:
            _take_names(quantity, [label], text)
        else:
            quantity.bar(IN_TOTAL)


def _name_pairs(quantities: Sequence[Quantity], row: re.Match[str], text: str) -> None:
    pairs = list(_NAMED_CELL.finditer(text, *row.span("cells")))
    totals = any(_TOTAL.search(pair[1]) for pair in pairs)
    unit = _UNIT.search(row["label"])
    first, last = (
        bisect_left(quantities, end, key=lambda q: q.number.start) for end in row.span("cells")
    )
    for quantity in quantities[first:last]:
        number = quantity.number
        pair = next((p for p in pairs if p.start(2) <= number.start < p.end(2)), None)
        if pair is None or pair.end(2) - pair.start(2) - (number.tail - number.lead) >= 4:
            continue
        if totals and not _TOTAL.search(pair[1]):
            quantity.bar(IN_TOTAL)
        else:
            _take_names(quantity, [pair.span(1), row.span("label")], text)
            quantity.topic_to = pair.end(1)
            quantity.unit = quantity.unit or (unit[1] if unit else "")


def _take_names(quantity: Quantity, names: list[Span], text: str) -> None:
    quantity.before, quantity.topic_to = names, names[-1][1]
    quantity.listed = True
    for start, end in names:
        year = _YEAR.fullmatch(text, start, end)
        quantity.year = int(year[1]) if year else quantity.year
